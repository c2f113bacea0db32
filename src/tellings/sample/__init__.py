"""Reports of an invented event, written for Tellings: pages as the web gives them, with the troubles of real ones.

A ferry sinks off a port that does not exist. Two outlets reprint one dispatch that is not among the reports (one of
them edits it and adds a second), one translates and spells the names its own way, two report on their own at other
times with other tolls, one wraps its text in icon names and share prices; a seventh report is about something else.
"""

from pathlib import Path

REPORTS = Path(__file__).parent / "reports"


def sample_paths() -> tuple[Path, ...]:
    """The sample's files, in order of name."""
    return tuple(sorted(REPORTS.iterdir()))
