"""Who an article credits with its text and is not there: by a line that names them, or by initials that sign it.

Beside the credit lines that `credits.py` reads, whose names hold a word of outlets' names, there are forms in which no
person is credited, so that any name in them is an outlet's, and the initials with which agencies sign ("(dpa)").
"""

import re
from collections.abc import Collection, Iterator

from tellings.lineage.credits import Sources, initials, outlet_key
from tellings.records import Article

_NAME = r"(?P<body>(?:The\s)?[A-Z][\w'’&-]{0,30}(?:\s(?:of\s|the\s|and\s|&\s|for\s){0,2}[A-Z0-9][\w'’&-]{0,30}){0,5})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:This \w+ (?:was )?)?(?:[Ff]irst|[Oo]riginally) (?:published|appeared) (?:by|in|on) {_NAME}\.?",
        rf"By (?:(?:STAFF|[Ss]taff) and )?{_NAME} staff\.?",
        # A number is no part of a person's name ("Channel 9").
        r"(?:By (?:(?:STAFF|[Ss]taff) and )?|\(|[-–—]{1,2} ?)(?P<body>[A-Z][\w'’&-]{1,30}(?: [A-Z][\w'’&-]{1,30}){0,2}"
        r" \d{1,4})\)?(?: staff)?\.?",
    )
)
# A line of two to five capitals in brackets is a signature: of an agency, of the paper, or of one who wrote it.
_SIGNED = re.compile(r"[-–—]{0,2} ?\(([A-Z]{2,5})\)\.?")


def absent_bodies(article: Article, sources: Sources, outlets: Collection[str]) -> tuple[tuple[str, str], ...]:
    """The bodies that an article credits and that are none of `outlets`, each with the line, each body once."""
    keys = {outlet_key(outlet) for outlet in outlets}
    known = {initials(name) for name in (*outlets, *article.byline)}
    known |= {f"T{initials(outlet)}" for outlet in outlets if outlet.lower().startswith("the ")}
    found = {body: line for body, line in (*sources.bodies, *_further(sources)) if outlet_key(body) not in keys}
    signed = ((match[1], line) for line in sources.lines if (match := _SIGNED.fullmatch(" ".join(line.split()))))
    found |= {body: line for body, line in signed if body not in known and outlet_key(body) not in keys}
    return tuple(found.items())


def _further(sources: Sources) -> Iterator[tuple[str, str]]:
    for line in sources.lines:
        plain = " ".join(line.split())
        match = next((found for form in _FORMS if (found := form.fullmatch(plain))), None)
        if match is not None:
            yield match["body"], plain
