"""The publisher's name as a page gives it away: beside the title, in an appeal or a copyright line, by repetition."""

import re
from collections import Counter
from collections.abc import Sequence

from tellings.cleaning.agencies import agency_names
from tellings.cleaning.page import PageBlock
from tellings.cleaning.titles import prints_title
from tellings.records import Role
from tellings.text.words import words

_NAME = r"(?:The\s)?[A-Z0-9][\w'’.&\-]*(?:\s(?:[A-Z0-9][\w'’.&\-]*|of|the|and|&|de|la|for)){0,5}"
_FROM = re.compile(
    rf"(?:[Mm]essage|[Ll]etter|[Nn]ote|[Nn]ews|[Ee]mails?|[Nn]ewsletters?|[Uu]pdates|[Ss]tories|[Aa]lerts)\sfrom\s(?P<name>{_NAME})"
)
_SUPPORT = re.compile(
    r"(?:[Ss]upport(?:ing)?|[Jj]ournalists (?:of|at)|[Ss]ubscribe to|[Jj]oin|[Ff]ollow|[Cc]ontact|[Aa]bout)\s"
    rf"(?P<name>{_NAME})"
)
_COPYRIGHT = re.compile(
    rf"(?:©|\([cC]\)|Copyright)\s?(?:©\s?)?(?:\d{{4}}(?:\s?[-–]\s?\d{{2,4}})?,?\s)?(?:by\s)?(?P<name>{_NAME})"
)
_TAIL = re.compile(
    r"\s(?:and|of|the|for|&|de|la|on|All|Inc\.?|LLC|Ltd\.?|Limited|Facebook|Twitter|Instagram|Telegram)$|[.,]$"
)
_SIDES = re.compile(r"\s+[-–—|·•»]{1,2}\s+|\s*\|\s*")
# A copyright line and one repetition, or a letter "from" it: less is as often a partner of the page.
_ENOUGH = 3
_NO_OUTLETS = frozenset(
    [
        "facebook",
        "twitter",
        "instagram",
        "youtube",
        "whatsapp",
        "telegram",
        "linkedin",
        "google",
        "apple",
        "android",
        "ios",
        "us",
        "home",
        "news",
        "reddit",
        "pinterest",
        "email",
        "newsletter",
        "you",
        "our",
        "your",
        "this",
        "all",
    ]
)


def find_outlet(blocks: Sequence[PageBlock], title: str, stated_title: str = "") -> tuple[str, str] | None:
    """The outlet's name and the sentence that says where it stands, or None."""
    furniture = [block.text[:2000] for block in blocks if block.role in {Role.FURNITURE, Role.CREDIT}]
    beside = _beside_title([*(b.text for b in blocks if b.role is Role.TITLE), stated_title], title)
    if beside:
        return beside
    votes: Counter[str] = Counter()
    quoted: dict[str, str] = {}
    for weight, pattern in ((3, _FROM), (2, _COPYRIGHT), (1, _SUPPORT)):
        for line in furniture:
            for match in pattern.finditer(line):
                name = _trimmed(match["name"])
                if _may_name(name):
                    votes[name] += weight
                    quoted.setdefault(name, match.group())
    text = " ".join(furniture)
    reporting = " ".join(block.text for block in blocks if block.role in {Role.BODY, Role.HEADING})
    ranked = sorted((-_weight(name, votes, text, reporting), name) for name in votes)
    if not ranked or ranked[0][0] > -_ENOUGH:
        return None
    name = ranked[0][1]
    return name, f"the page names itself: “{quoted[name]}”"


def _weight(name: str, votes: Counter[str], furniture: str, reporting: str) -> float:
    """How much speaks for a name: what introduces it, and that furniture repeats it while the report does not."""
    repeated = min(3, furniture.count(name) - 1)
    several_words = len(words(name)) > 1
    return votes[name] + (repeated if several_words else 0) - 2 * reporting.count(name)


def _beside_title(printed: Sequence[str], title: str) -> tuple[str, str] | None:
    for line in printed:
        parts = [part.strip() for part in _SIDES.split(line)]
        if len(parts) < 2 or not title or not prints_title(line, title):
            continue
        for name in (parts[0], parts[-1]):
            keys = [word.key for word in words(name)]
            if 1 <= len(keys) <= 6 and not prints_title(title, name) and name not in title and _may_name(name):
                return name, f"beside the title: “{line}”"
    return None


def _trimmed(name: str) -> str:
    while True:
        shorter = _TAIL.sub("", name).strip()
        if shorter == name:
            return name
        name = shorter


def _may_name(name: str) -> bool:
    keys = {word.key for word in words(name)}
    return bool(keys - _NO_OUTLETS - {"the"}) and len(name) > 2 and name not in agency_names() and name[0].isupper()
