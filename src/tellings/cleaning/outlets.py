"""The publisher's name as a page gives it away: beside the title, in an appeal or a copyright line, by repetition."""

import re
from collections import Counter
from collections.abc import Sequence

from tellings.cleaning.agencies import agency_names
from tellings.cleaning.outlet_lines import STRONG, company_words, is_menu, naming_lines
from tellings.cleaning.page import PageBlock
from tellings.cleaning.titles import prints_title
from tellings.records import Role
from tellings.text.words import words

_NAME = r"(?:The\s)?[A-Z0-9][\w'’.&\-]*(?:\s(?:[A-Z0-9][\w'’.&\-]*|of|the|and|&|de|la|for)){0,5}"
_FROM = re.compile(rf"(?:[Mm]essage|[Nn]ote|[Ee]mails?|[Nn]ewsletters?)\sfrom\s(?P<name>{_NAME})")
# These come from partners as well.
_NEWS_FROM = re.compile(rf"(?:[Nn]ews|[Uu]pdates|[Ss]tories|[Aa]lerts)\sfrom\s(?P<name>{_NAME})")
# Pages ask for support of causes and follow people, so these never name the outlet by themselves.
_SUPPORT = re.compile(
    r"(?:[Ss]upport(?:ing)?|[Jj]ournalists (?:of|at)|[Ss]ubscribe to|[Jj]oin|[Ff]ollow|[Cc]ontact|[Aa]bout)\s"
    rf"(?P<name>{_NAME})"
)
_COPYRIGHT = re.compile(
    rf"(?:©|\([cC]\)|Copyright)\s?(?:©\s?)?(?:\d{{4}}(?:\s?[-–]\s?\d{{2,4}})?,?\s)?(?:by\s)?(?!CC\s)(?P<name>{_NAME})"
)
_TAIL = re.compile(
    r"\s(?:and|of|on|the|for|&|de|la|[Aa]ll|ALL|[Rr]ights|RIGHTS|Facebook|Twitter|Instagram|Telegram)$|[.,]$"
)
# Not behind "St." or "U.S.".
_SENTENCE_END = re.compile(r"(?<=[a-z]{2})\.\s")
_LEGAL = re.compile(r"\s(?:Inc|LLC|Ltd|Limited)\.?$")
_SIDES = re.compile(r"\s+[-–—|·•»]{1,2}\s+|\s*\|\s*")
# A letter "from" it, a line that newspapers' names are made of, or a copyright line and one repetition: less is as
# often a partner of the page.
_ENOUGH = STRONG
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


def find_outlet(
    blocks: Sequence[PageBlock], title: str, stated_title: str = "", address: str = ""
) -> tuple[str, str] | None:
    """The outlet's name and the sentence that says where it stands, or None.

    Args:
        blocks: The page's blocks in order.
        title: The article's title.
        stated_title: The title as the caller's record has it, perhaps with the site's name beside it.
        address: The page's web address; a line alone that spells its host names the outlet.
    """
    furniture = [block.text[:2000] for block in blocks if block.role in {Role.FURNITURE, Role.CREDIT}]
    beside = _beside_title([*(b.text for b in blocks if b.role is Role.TITLE), stated_title], title)
    if beside:
        return beside
    votes, reasons = _votes(blocks, furniture, title, address)
    text = " ".join(furniture)
    reporting = " ".join(block.text for block in blocks if block.role in {Role.BODY, Role.HEADING})
    ranked = sorted((-_weight(name, votes, text, reporting), name) for name in votes)
    if not ranked or ranked[0][0] > -_ENOUGH:
        return None
    if len(ranked) > 1 and ranked[1][0] == ranked[0][0]:
        return None
    name = ranked[0][1]
    return name, reasons[name]


def _votes(
    blocks: Sequence[PageBlock], furniture: Sequence[str], title: str, address: str
) -> tuple[Counter[str], dict[str, str]]:
    """How much introduces each name, and the sentence that quotes the first such place."""
    votes: Counter[str] = Counter()
    reasons: dict[str, str] = {}
    for found in naming_lines(blocks, title, address):
        if _may_name(found.name) and votes[found.name] < found.weight:
            votes[found.name] = found.weight
            if found.weight >= STRONG:
                reasons[found.name] = f"alone on a line outside the text: “{found.line}”"
    for weight, pattern in ((3, _FROM), (2, _NEWS_FROM), (2, _COPYRIGHT)):
        for line in furniture:
            for match in pattern.finditer(line):
                name = _trimmed(match["name"])
                if _may_name(name) and not (pattern is _COPYRIGHT and _is_company(match["name"], line[match.end() :])):
                    votes[name] += weight
                    reasons.setdefault(name, f"the page names itself: “{match.group()}”")
    for line in furniture:
        for match in _SUPPORT.finditer(line):
            name = _trimmed(match["name"])
            if votes[name] and _may_name(name):
                votes[name] += 1
                reasons.setdefault(name, f"the page names itself: “{match.group()}”")
    return Counter({name: weight for name, weight in votes.items() if name in reasons}), reasons


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


def _is_company(name: str, behind: str) -> bool:
    """Whether a copyright line's name, or the word behind it, has a company's legal form or last word."""
    keys = [word.key for word in words(_trimmed(name, legal=False))]
    following = [word.key for word in words(behind[:20])][:1] if behind.lstrip()[:1] not in {".", "|"} else []
    return bool(company_words() & {*keys[-1:], *following})


def _trimmed(name: str, *, legal: bool = True) -> str:
    """The name without what runs on behind it, and without its legal form unless `legal` is False."""
    name = _SENTENCE_END.split(name)[0]
    while True:
        shorter = _TAIL.sub("", name).strip()
        shorter = _LEGAL.sub("", shorter) if legal else shorter
        if shorter == name:
            return name
        name = shorter


def _may_name(name: str) -> bool:
    keys = {word.key for word in words(name)}
    names_something = bool(keys - _NO_OUTLETS - {"the"}) and len(name) > 2 and not is_menu(name) and ":" not in name
    return names_something and name not in agency_names() and name[0].isupper()
