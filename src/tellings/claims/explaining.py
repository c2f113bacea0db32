"""A disagreement as one sentence that a reader understands without the texts: who has what, whether both can hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tellings.claims.facts import Facts
from tellings.records import Article, ArticleId, Disagreement, DisagreementKind, Side

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TOLLS = {"dead": "dead", "missing": "missing", "saved": "people rescued", "hurt": "injured"}
RANK = "rank "
TOLL = "toll "  # before the kind, as the subject of a disagreement on a toll


@dataclass(slots=True)
class Sides:
    """Differences that belong together: values, each with the assertions that give it."""

    kind: DisagreementKind
    subject: str
    values: dict[str, list[int]] = field(default_factory=dict)
    compatible: bool = True
    grew: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What an explanation is made of: the assertions, their words as clauses, their articles."""

    facts: Sequence[Facts]
    bodies: Mapping[int, str]
    articles: Mapping[ArticleId, Article]


def record(identifier: str, sides: Sides, told: Told, claim_of: Mapping[int, str]) -> Disagreement:
    """The disagreement with its sides, the most witnessed first, and its explanation."""
    ordered = sorted(sides.values.items(), key=lambda item: (-len(item[1]), min(item[1])))
    records = tuple(Side(value, tuple(sorted(told.facts[i].span for i in holders))) for value, holders in ordered)
    claims = tuple(dict.fromkeys(claim_of[i] for _, holders in ordered for i in sorted(holders)))
    return Disagreement(identifier, sides.kind, sides.compatible, _explanation(sides, told), records, claims)


def _explanation(sides: Sides, told: Told) -> str:
    ordered = sorted(sides.values.items(), key=lambda item: min(item[1]))
    if sides.kind in {DisagreementKind.POLARITY, DisagreementKind.CHARACTERISATION}:
        return _opposed(sides, ordered, told)
    given = ", ".join(f"{_outlets(holders, told)} {_value(sides, value, holders, told)}" for value, holders in ordered)
    return f"{_opening(sides, ordered, told)}: {given}; {_verdict(sides)}."


def _opening(sides: Sides, ordered: Sequence[tuple[str, list[int]]], told: Told) -> str:
    if sides.subject.startswith(TOLL):
        return f"Accounts give different numbers of {_TOLLS[sides.subject.removeprefix(TOLL)]}"
    if sides.subject.startswith(RANK):
        if sides.subject == f"{RANK}time":
            return f"Accounts differ on how often this happened, “{shortened(told.bodies[min(ordered[0][1])])}”"
        return f"Accounts count the {sides.subject.removeprefix(RANK)}s differently"
    about = shortened(told.bodies[min(ordered[0][1])])
    return f"On “{about}”, accounts give different {'times' if sides.kind is DisagreementKind.DATE else 'numbers'}"


def _value(sides: Sides, value: str, holders: Sequence[int], told: Told) -> str:
    if sides.kind is DisagreementKind.DATE:
        return f"at {value}" if ":" in value else f"on {day(value)}" if value.count("-") == 2 else f"in {day(value)}"
    outlets = {told.articles[told.facts[index].span.article_id].name for index in holders}
    return f"{'have' if len(outlets) > 1 else 'has'} “{value}”"


def _verdict(sides: Sides) -> str:
    if not sides.compatible:
        return "not all of them can be right"
    if sides.grew:
        return "such counts change while an event lasts, so all can hold"
    return "all can hold"


def _opposed(sides: Sides, ordered: Sequence[tuple[str, list[int]]], told: Told) -> str:
    """Two sides in full, as the words themselves are what differs."""
    said = [
        f"{_outlets(holders, told, with_speaker=True)} that “{shortened(told.bodies[min(holders)])}”"
        for _, holders in ordered
    ]
    if sides.kind is DisagreementKind.POLARITY:
        return f"One account asserts what another denies: {', but '.join(said)}."
    return f"Accounts describe the same thing in opposite ways: {', but '.join(said)}."


def shortened(wording: str, most: int = 160) -> str:
    """The wording on one line, cut at a word with an ellipsis where it is longer; inner quotation marks are single."""
    plain = " ".join(wording.split()).translate(str.maketrans('“”"', "‘’'"))
    return plain if len(plain) <= most else plain[:most].rsplit(" ", 1)[0] + " …"


def _outlets(holders: Sequence[int], told: Told, *, with_speaker: bool = False) -> str:
    """The outlets of a side with the first day each has it; what one speaker says, on that speaker's word."""
    days: dict[str, str] = {}
    for index in sorted(holders):
        article = told.articles[told.facts[index].span.article_id]
        published = article.published.value if article.published else ""
        days.setdefault(article.name, day(published[:10]) if published else "")
    names = list(days)
    if with_speaker:
        attribution = told.facts[min(holders)].assertion.attribution
        speaker = attribution.speaker_name if attribution else None
        said = f"{names[0]} reports {speaker} as saying" if speaker else f"{names[0]} reports"
        return said if len(names) == 1 else f"{said} (with {listed(names[1:])})"
    return listed([f"{name} ({days[name]})" if days[name] else name for name in names])


def listed(names: Sequence[str]) -> str:
    """The names as a reader writes them: "a", "a and b", "a, b and c"."""
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)


def day(value: str) -> str:
    """An ISO date as printed: "12 Mar 2026", "Mar 2026", "2026"; anything else as it is."""
    parts = value.split("-")
    if len(parts) < 2 or not all(part.isdecimal() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return value
    return " ".join([*(str(int(part)) for part in parts[2:3]), _MONTHS[int(parts[1]) - 1], parts[0]])
