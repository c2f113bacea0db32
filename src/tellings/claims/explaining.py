"""A disagreement as one sentence that a reader understands without the texts: who has what, whether both can hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tellings.claims.differences.found import Telling
from tellings.claims.facts import Facts
from tellings.records import Article, ArticleId, Disagreement, DisagreementKind, Side

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TOLLS = {"dead": "dead", "missing": "missing", "saved": "people rescued", "hurt": "injured"}
RANK = "rank "
TOLL = "toll "  # before the kind, as the subject of a disagreement on a toll


@dataclass(slots=True)
class Sides:
    """Differences that belong together: values, folded, each with the tellings that give it.

    Args:
        search: The way they were found ("phase", "name spelling"), which says how to explain them.
    """

    kind: DisagreementKind
    subject: str
    search: str = ""
    values: dict[str, list[Telling]] = field(default_factory=dict)
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
    ordered = sorted(sides.values.values(), key=lambda tellings: (-len(tellings), _first(tellings)))
    # By the articles' order, not by their ids, which hang on where the files lie.
    records = tuple(Side(_shown(sides, some), tuple(telling.span for telling in _in_order(some))) for some in ordered)
    indices = [telling.index for some in ordered for telling in _in_order(some)]
    claims = tuple(dict.fromkeys(claim_of[i] for i in indices))
    return Disagreement(identifier, sides.kind, sides.compatible, _explanation(sides, told), records, claims)


def _in_order(tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings as the articles stand in the story, and inside one as they are read."""
    return sorted(tellings, key=lambda telling: (telling.index, telling.span.start, telling.span.end))


def _first(tellings: Sequence[Telling]) -> tuple[int, int]:
    return min((telling.index, telling.span.start) for telling in tellings)


def _shown(sides: Sides, tellings: Sequence[Telling]) -> str:
    """A side's value in short."""
    if sides.search.startswith("unknown"):
        return tellings[0].key
    return shortened(min(tellings, key=lambda t: (t.index, t.span.start)).value, most=60)


def _explanation(sides: Sides, told: Told) -> str:
    ordered = sorted(sides.values.values(), key=_first)
    if sides.kind in {DisagreementKind.POLARITY, DisagreementKind.CHARACTERISATION}:
        return _opposed(sides, ordered, told)
    if sides.search == "phase" or sides.search.startswith("unknown"):
        return _opposed(sides, ordered, told)
    given = ", ".join(f"{_outlets(some, told)} {_value(sides, some, told)}" for some in ordered)
    return f"{_opening(sides, ordered, told)}: {given}; {_verdict(sides)}."


_SUBJECTS = {
    DisagreementKind.DATE: "times",
    DisagreementKind.NUMBER: "numbers",
    DisagreementKind.PLACE: "places",
    DisagreementKind.NAMING: "words",
}


def _opening(sides: Sides, ordered: Sequence[Sequence[Telling]], told: Told) -> str:
    if sides.subject.startswith(TOLL):
        return f"Accounts give different numbers of {_TOLLS[sides.subject.removeprefix(TOLL)]}"
    body = shortened(told.bodies[min(ordered[0], key=lambda t: t.index).index])
    if sides.subject.startswith(RANK):
        if sides.subject == f"{RANK}time":
            return f"Accounts differ on how often this happened, “{body}”"
        return f"Accounts count the {sides.subject.removeprefix(RANK)}s differently"
    if sides.search.startswith("name"):
        return "Accounts give one name in different forms"
    if sides.search == "quoted":
        return "Accounts render the same words differently"
    if sides.search == "count":
        return "Accounts count the same number of what they call by different words"
    return f"On “{body}”, accounts give different {_SUBJECTS.get(sides.kind, 'accounts')}"


def _value(sides: Sides, tellings: Sequence[Telling], told: Told) -> str:
    outlets = {told.articles[telling.span.article_id].name for telling in tellings}
    return f"{'have' if len(outlets) > 1 else 'has'} “{_shown(sides, tellings)}”"


def _verdict(sides: Sides) -> str:
    if not sides.compatible:
        return "not all of them can be right"
    if sides.grew:
        return "such counts change while an event lasts, so all can hold"
    return "all can hold"


def _opposed(sides: Sides, ordered: Sequence[Sequence[Telling]], told: Told) -> str:
    """Two sides in full, as the words themselves are what differs."""
    whose = [_outlets(some, told, with_speaker=True) for some in ordered]
    what = [f"that “{shortened(told.bodies[min(t.index for t in some)])}”" for some in ordered]
    if len(set(whose)) == 1:
        said = f"{whose[0]} both {' and '.join(what)}"
    else:
        said = ", but ".join(f"{who} {words}" for who, words in zip(whose, what, strict=True))
    return f"{_contrast(sides)}: {said}{'' if not sides.compatible else '; ' + _verdict(sides)}."


def _contrast(sides: Sides) -> str:
    if sides.search == "phase":
        return "One account has as done or under way what another says is still to come"
    if sides.search.startswith("unknown"):
        what = sides.search.removeprefix("unknown ")
        return f"One account says that the {what} is not known or not given, another tells it"
    if sides.kind is DisagreementKind.POLARITY:
        return "One account asserts what another denies"
    return "Accounts describe the same thing in opposite ways"


def shortened(wording: str, most: int = 160) -> str:
    """The wording on one line, cut at a word with an ellipsis where it is longer; inner quotation marks are single."""
    plain = " ".join(wording.split()).translate(str.maketrans('“”"', "‘’'"))
    return plain if len(plain) <= most else plain[:most].rsplit(" ", 1)[0] + " …"


def _outlets(tellings: Sequence[Telling], told: Told, *, with_speaker: bool = False) -> str:
    """The outlets of a side with the first day each has it; what one speaker says, on that speaker's word."""
    days: dict[str, str] = {}
    for telling in sorted(tellings, key=lambda t: (t.index, t.span.start)):
        article = told.articles[telling.span.article_id]
        published = article.published.value if article.published else ""
        days.setdefault(article.name, day(published[:10]) if published else "")
    names = list(days)
    if with_speaker:
        attribution = told.facts[min(telling.index for telling in tellings)].assertion.attribution
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
