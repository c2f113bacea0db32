"""The whole page of the invented ferry as words, to be read in review.

After a change that is meant, run UPDATE_SNAPSHOT=1 python -m pytest tests/show/test_page_text.py and read the diff.
"""

import os
import re
from html.parser import HTMLParser
from pathlib import Path

from tellings.records import Comparison
from tellings.show.report import html_report

from .test_position_views import negotiated

SNAPSHOT = Path(__file__).parent / "ferry.page.txt"
BLOCKS = {
    "p",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "summary",
    "dt",
    "dd",
    "blockquote",
    "footer",
    "label",
    "div",
    "caption",
}
UNSEEN = {"style", "script", "head"}


class Words(HTMLParser):
    """The words of a page, a block a line; icons, links and marks leave no trace."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = ""
        self._unseen = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in UNSEEN
        self.text += "\n" if tag in BLOCKS else " " if tag in {"td", "th"} else ""

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in UNSEEN
        self.text += "\n" if tag in BLOCKS else ""

    def handle_data(self, data: str) -> None:
        self.text += "" if self._unseen else data.replace("\n", " ")


def test_the_page_says_what_was_last_reviewed(ferry: Comparison) -> None:
    words = Words(html_report(Comparison((negotiated(ferry.stories[0]),), ferry.set_aside))).text
    lines = [re.sub(r"\s+", " ", line).strip() for line in words.split("\n")]
    found = "\n".join(filter(None, lines)) + "\n"
    if os.environ.get("UPDATE_SNAPSHOT"):
        SNAPSHOT.write_text(found, encoding="utf-8")

    assert found == SNAPSHOT.read_text(encoding="utf-8")
