"""Writers' names on lines of their own."""

import re
from functools import cache

from tellings.data.tables import table

_SPELLED = r"[A-ZÀ-Þ][\w'’.\-]+(?:\s(?:[A-ZÀ-Þ][\w'’.\-]*|de|del|la|van|von|der|bin|al|el|da|dos|di)){1,3}"
_PERSON = re.compile(_SPELLED)
# Where a text ends in its writer: agencies' "(Reporting by …; Editing by …)", whom papers ask readers to follow or to
# write to, and what they say of those who write for a living. Who only added to a report is not its writer.
_SEVERAL = rf"{_SPELLED}(?:(?:,\s(?:and\s)?|\sand\s){_SPELLED}){{0,5}}"
_DESK = re.compile(r"\(Report(?:ing|ed) by (?P<names>[^();\n]{3,300}?)(?:;[^()\n]{0,300})?\.?\)\W{0,3}\Z")
_PLACE = re.compile(r"\s(?:in|from|at)\s(?:(?!\sand\s|,).){1,60}")
_NETWORK = r"(?:Twitter|X|Facebook|Instagram|Bluesky)"
_ADDRESS = r"\s(?:at|on|via)\s\S+@\S+"
_POST = r"(?:reporter|correspondent|editor|writer|columnist|journalist|blogger|contributor|producer)"
_ENDINGS = tuple(
    re.compile(form)
    for form in (
        rf"Follow\s(?:(?!Follow)[^.\n]{{0,60}}\s)??(?P<names>{_SEVERAL})\s[Oo]n\s{_NETWORK}\b",
        rf"(?:Write to|Email|E-mail|Contact|Reach)\s(?P<names>{_SPELLED}){_ADDRESS}"
        rf"(?:\sand\s(?P<more>{_SPELLED}){_ADDRESS})?",
        rf"(?P<names>{_SPELLED})\s(?:can|may) be reached\s(?:at|on|via)\b",
        rf"(?:Story|Text|Words)\sby\s(?P<names>{_SEVERAL})\.?\Z",
        rf"(?P<names>{_SPELLED})\sis\s(?:[\w'’.&-]+\s){{0,7}}?{_POST}\b",
        rf"(?P<names>{_SPELLED})\s(?:covers|writes|reports|edits)\s",
    )
)
_SIGNATURE = re.compile(r"[—–―-]{1,2}\s?(?P<names>[^—–―\n]{5,40}?)\.?")
_PARTS = re.compile(r",\s(?:and\s)?|\sand\s")
_NO_PERSON = re.compile(r"\b(?:The|News|Press|Post|Times|Team|Staff|Desk|Newsroom|Media)\b")
# What a paper says of a writer is shorter than a paragraph of the report.
_LONGEST_ENDING = 400
_LABEL = re.compile(r"^(?:Author|AUTHOR|Writer|Reporter|Story by|Text by)s?\s?:?\s")
_SIGNED = re.compile(r"(?P<name>[A-ZÀ-Þ]\.\s?[A-ZÀ-Þ][\w'’\-]+(?:\s[A-ZÀ-Þ][\w'’\-]+)?)\s?(?:--|–|—|/)\s?\w{1,6}")


def byline_names(line: str) -> tuple[str, ...]:
    """The name on a line that holds nothing but a person's name, or signs for a desk ("J.Doe--XY"); else nothing."""
    signed = _SIGNED.fullmatch(line.strip())
    if signed:
        return (signed["name"],)
    name = _LABEL.sub("", line.strip(" –—-|•*_"))
    return (name,) if _PERSON.fullmatch(name) and name.split()[0].lower() in _given_names() else ()


def closing_byline(paragraph: str) -> tuple[str, ...]:
    """The writers that one of a text's last paragraphs names: who reported, whom to follow or write to, who signs."""
    desk = _DESK.search(paragraph)
    if desk:
        return _persons(_PLACE.sub("", desk["names"]))
    if len(paragraph) > _LONGEST_ENDING:
        return ()
    signed = _SIGNATURE.fullmatch(paragraph)
    if signed:
        return byline_names(signed["names"])
    for form in _ENDINGS:
        match = form.match(paragraph)
        if match:
            return (*_persons(match["names"]), *_persons(match.groupdict().get("more") or ""))
    return ()


def _persons(names: str) -> tuple[str, ...]:
    parts = (part.strip(" .") for part in _PARTS.split(names))
    return tuple(part for part in parts if _PERSON.fullmatch(part) and not _NO_PERSON.search(part))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(row[0] for row in table("given_names"))
