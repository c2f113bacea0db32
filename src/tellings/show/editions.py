"""An article's versions in the terminal: what each took out and put in, and what that does to the text."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from tellings.records import Edit
from tellings.text.printable import escaped

_LONGEST = 300  # characters of one side of an edit


def edition_lines(version: int, at: str, former_title: str | None, edits: Sequence[Edit]) -> Iterator[Text]:
    """Lines for one version: a heading, the titles where they differ, then each edit with both wordings.

    Args:
        version: 1 for the first.
        at: When it was added.
        former_title: The earlier title and the new one between a line end, where the title changed.
        edits: What made it out of the version before.
    """
    told = "first seen" if version == 1 else f"{len(edits)} edits" if len(edits) != 1 else "1 edit"
    yield Text.assemble((f"version {version}", "bold"), f"  {at}  {told}")
    if former_title is not None:
        yield from _sides("retitle", *former_title.split("\n", 1))
    for edit in edits:
        yield from _sides(edit.purpose.value, edit.parent_text, edit.child_text)


def _sides(purpose: str, before: str, after: str) -> Iterator[Text]:
    yield Text(f"  {purpose}", "dim")
    if before:
        yield Text(f"    - {_shown(before)}", "red")
    if after:
        yield Text(f"    + {_shown(after)}", "green")


def _shown(text: str) -> str:
    plain = escaped(" ".join(text.split()))
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
