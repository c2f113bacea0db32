"""Where witnesses of one assertion differ: number, date, place, polarity, characterisation.

Shown only where two assertions are surely about the same thing, as a false disagreement costs a reader more than a
missed one. Each difference is said to be compatible or not: "at least three" and "a fourth" can both be true.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tellings.claims.explaining import RANK, TOLL, Sides, Told, record
from tellings.claims.facts import NAME_WORD_WEIGHT, Facts
from tellings.claims.lexicon import is_opposite, relation, reporting_verbs, words_of
from tellings.claims.likeness import Likeness, same_tolls, same_unit
from tellings.claims.quantities import Bound, Quantity
from tellings.claims.settings import ClaimSettings
from tellings.claims.tolls import Toll
from tellings.records import Article, ArticleId, Disagreement, DisagreementKind


@dataclass(frozen=True, slots=True)
class Difference:
    """Two assertions about the same thing that differ, with what each says."""

    kind: DisagreementKind
    compatible: bool
    subject: str
    one: int
    other: int
    values: tuple[str, str]
    grew: bool = False


def disagreements(
    facts: Sequence[Facts],
    pairs: Sequence[Likeness],
    claim_of: Mapping[int, str],
    articles: Mapping[ArticleId, Article],
    bodies: Mapping[int, str],
    settings: ClaimSettings,
) -> list[Disagreement]:
    """Disagreements in reading order, those in conflict first; `bodies` are the assertions' words as clauses."""
    found = [d for pair in pairs for d in _differences(facts, pair, claim_of, articles, settings)]
    found += [*_taken_up(facts), *_changed(facts)]
    merged = _merged(found, claim_of)
    ordered = sorted(merged, key=lambda s: (s.compatible, min(i for v in s.values.values() for i in v), s.kind.value))
    told = Told(facts, bodies, articles)
    return [record(f"d{n}", sides, told, claim_of) for n, sides in enumerate(ordered, start=1)]


def _differences(
    facts: Sequence[Facts],
    pair: Likeness,
    claim_of: Mapping[int, str],
    articles: Mapping[ArticleId, Article],
    settings: ClaimSettings,
) -> Iterator[Difference]:
    ours, theirs = facts[pair.one], facts[pair.other]
    together = claim_of.get(pair.one) == claim_of.get(pair.other)
    if ours.span.overlap(theirs.span) or ours.is_first_person or theirs.is_first_person:
        return
    if together:
        yield from _tolls(pair, ours, theirs, articles)
    floor = settings.differ if ours.span.article_id != theirs.span.article_id else settings.differ_inside
    apart = ours.span.article_id != theirs.span.article_id
    if together and apart and not ours.modality and not theirs.modality and _is_same_act(ours, theirs):
        yield from _dates(pair, ours, theirs)
    if pair.topic >= floor and ours.modality == theirs.modality:
        yield from _numbers(pair, ours, theirs, articles)
        if not ours.modality and pair.topic >= SURE_TO_DENY and _is_same_matter(ours, theirs):
            yield from _polarity(pair, ours, theirs)
    elif len(ours.names & theirs.names) >= 2 or _is_one_series(ours, theirs):
        yield from _ranks(pair, ours, theirs)
    yield from _characters(pair, ours, theirs)


def _tolls(pair: Likeness, ours: Facts, theirs: Facts, articles: Mapping[ArticleId, Article]) -> Iterator[Difference]:
    """Tolls of one kind with different numbers; what may have changed between two reports can hold."""
    if ours.span.article_id == theirs.span.article_id:
        return
    for one, other in same_tolls(ours, theirs):
        if (one.quantity.low, one.quantity.high) == (other.quantity.low, other.quantity.high):
            continue
        times = [articles[f.span.article_id].published for f in (ours, theirs)]
        first, last = (time.value if time else "" for time in times)
        grew = not _is_apart(first, last) or _may_move(one, other, is_later=first < last)
        compatible = one.quantity.meets(other.quantity) or grew
        values = (one.quantity.wording, other.quantity.wording)
        yield Difference(DisagreementKind.NUMBER, compatible, TOLL + one.kind, pair.one, pair.other, values, grew)


def _is_apart(one: str, other: str) -> bool:
    """Whether the order of two times of publication is known: they differ, to the minute where both have it."""
    length = min(len(one), len(other), 16)
    return one[:length] != other[:length]


def _may_move(one: Toll, other: Toll, *, is_later: bool) -> bool:
    """Whether a toll may go from one to the other: the missing are found, all others become more."""
    more = one.quantity.value < other.quantity.value
    return one.kind == "missing" or more == is_later


def _is_one_series(ours: Facts, theirs: Facts) -> bool:
    """Whether both count one kind of act over one time ("has met three times this year", "met for the fourth time")."""
    return bool(set(ours.dates) & set(theirs.dates)) and relation(ours.predicate, theirs.predicate) in {"equal", "same"}


def _ranks(pair: Likeness, ours: Facts, theirs: Facts) -> Iterator[Difference]:
    """A rank against a lower limit of the same things between the same two ("a fourth meeting", "at least three")."""
    for one in ours.quantities:
        for other in theirs.quantities:
            bounds = {one.bound, other.bound}
            if one.ordinal != other.ordinal and Bound.AT_LEAST in bounds and _is_same_count(one, other):
                values = (one.wording, other.wording)
                yield Difference(
                    DisagreementKind.NUMBER, one.meets(other), RANK + one.unit, pair.one, pair.other, values
                )


def _is_same_act(ours: Facts, theirs: Facts) -> bool:
    """Whether two assertions have one verb or noun at their head, or near ones."""
    return relation(ours.predicate, theirs.predicate) in {"equal", "same", "near", "derived", "inflected"}


def _is_same_matter(ours: Facts, theirs: Facts) -> bool:
    """Whether two assertions have one verb or noun at their head, and two words, or a name and a word, in common."""
    if relation(ours.predicate, theirs.predicate) not in {"equal", "same", "derived", "inflected"}:
        return False
    weights = {term: min(weight, theirs.terms.get(term, 0.0)) for term, weight in ours.terms.items()}
    words = [term for term, weight in weights.items() if term[0] not in "#~@" and weight > NAME_WORD_WEIGHT]
    matter = [word for word in words if word not in {ours.predicate, theirs.predicate}]
    return len(matter) >= (1 if ours.names & theirs.names else 2)


def _numbers(pair: Likeness, ours: Facts, theirs: Facts, articles: Mapping[ArticleId, Article]) -> Iterator[Difference]:
    """Numbers of the same thing that differ, where each side gives just one number of it."""
    for quantity in ours.quantities:
        against = [q for q in theirs.quantities if _is_same_count(quantity, q)]
        own = [q for q in ours.quantities if _is_same_count(quantity, q)]
        if len(against) != 1 or len(own) != 1:
            continue
        other = against[0]
        if any(toll.quantity is quantity for toll in ours.tolls):
            continue
        if (quantity.low, quantity.high) == (other.low, other.high) and quantity.ordinal == other.ordinal:
            continue
        compatible = quantity.meets(other) or _has_grown(quantity, other, ours, theirs, articles)
        if not (compatible and _is_near(quantity, other)) and not _is_same_matter(ours, theirs):
            continue
        values = (quantity.wording, other.wording)
        yield Difference(DisagreementKind.NUMBER, compatible, quantity.unit or other.unit, pair.one, pair.other, values)


_NEAR = 3  # compatible numbers further apart than this many times ("at least 3", "about 30") count different things


def _is_near(one: Quantity, other: Quantity) -> bool:
    return max(one.value, other.value) <= _NEAR * min(one.value, other.value)


def _is_same_count(one: Quantity, other: Quantity) -> bool:
    if not one.unit or not other.unit or "one" in (one.wording.split()[0], other.wording.split()[0]):
        return False  # "one" is mostly an article
    if " of the " in f"{one.wording} {other.wording} ":
        return False  # some of them against all of them
    if one.ordinal != other.ordinal and Bound.AT_LEAST not in (one.bound, other.bound):
        return False  # "the third ship" does not count ships
    return same_unit(one, other)


def _has_grown(
    one: Quantity, other: Quantity, ours: Facts, theirs: Facts, articles: Mapping[ArticleId, Article]
) -> bool:
    """Whether two tolls differ as a toll does that grows: the later report has the larger figure."""
    if not words_of("toll") & ({ours.predicate, theirs.predicate} | set(ours.terms) | set(theirs.terms)):
        return False
    days = [articles[f.span.article_id].published for f in (ours, theirs)]
    if days[0] is None or days[1] is None or days[0].value[:10] == days[1].value[:10]:
        return False
    return (days[0].value < days[1].value) == (one.value < other.value)


def _dates(pair: Likeness, ours: Facts, theirs: Facts) -> Iterator[Difference]:
    """Days or hours of the same event that differ, where each side gives just one; a month and a day in it can hold.

    Days that lie whole weeks apart are left out: they are one weekday, counted from two days of publication.
    """
    for found in (_days, _hours):
        one, other = (found(fact.dates) for fact in (ours, theirs))
        if len(one) != 1 or len(other) != 1 or one[0] == other[0] or _is_weeks_apart(one[0], other[0]):
            continue
        compatible = one[0].startswith(other[0]) or other[0].startswith(one[0])
        compatible |= ours.predicate in reporting_verbs()  # what somebody said may have been said on both days
        yield Difference(DisagreementKind.DATE, compatible, ours.predicate, pair.one, pair.other, (one[0], other[0]))


def _is_weeks_apart(one: str, other: str) -> bool:
    try:
        return (date.fromisoformat(one) - date.fromisoformat(other)).days % 7 == 0
    except ValueError:  # months, years and hours
        return False


def _hours(dates: Sequence[str]) -> list[str]:
    """Times of day to the minute among TIMEX3 values ("12:20")."""
    clock = [value.partition("T")[2] for value in dates]
    return list(dict.fromkeys(c[:5] for c in clock if len(c) >= 5 and c[2] == ":" and (c[:2] + c[3:5]).isdecimal()))


def _days(dates: Sequence[str]) -> list[str]:
    """Full calendar dates, months and years among TIMEX3 values, cut before the time of day."""
    plain = [value.partition("T")[0] for value in dates]
    return list(dict.fromkeys(v for v in plain if v[:4].isdecimal() and v.replace("-", "").isdecimal()))


def _polarity(pair: Likeness, ours: Facts, theirs: Facts) -> Iterator[Difference]:
    """One side says it is so, the other that it is not: the same verb with and without a negation."""
    if ours.is_negated == theirs.is_negated:
        return
    values = ("is denied", "is asserted") if ours.is_negated else ("is asserted", "is denied")
    yield Difference(DisagreementKind.POLARITY, False, ours.predicate, pair.one, pair.other, values)


# Least cosine of two assertions, one of which says the opposite of the other, to be about one thing: below the level at
# which wording alone would join them, as the opposite words themselves are not shared. A guess.
SAME_THING = 0.20
# Least likelihood, the difference left aside, at which "not" on one side denies the other: below it, what is found on
# the six events is about something else.
SURE_TO_DENY = 0.60


def _characters(pair: Likeness, ours: Facts, theirs: Facts) -> Iterator[Difference]:
    """What one calls a thing and the other its opposite ("a shift", "unchanged")."""
    if ours.is_negated or theirs.is_negated or pair.cosine < SAME_THING:
        return
    if not any(relation(a, b) in {"equal", "same"} for a in ours.about for b in theirs.about):
        return
    opposites = _opposites(ours, theirs)
    if opposites:
        yield Difference(DisagreementKind.CHARACTERISATION, False, "", pair.one, pair.other, opposites)


def _opposites(ours: Facts, theirs: Facts) -> tuple[str, str] | None:
    """The first two labels of which one is the opposite of the other."""
    pairs = ((label, other) for label in ours.labels for other in theirs.labels)
    return next((pair for pair in pairs if is_opposite(*pair)), None)


TAKEN_UP = 5  # sentences over which "this position" may take up what was told before; a guess


def _taken_up(facts: Sequence[Facts]) -> Iterator[Difference]:
    """What an article calls a thing, and the opposite that another voice says of "this" thing soon after."""
    labelled = [(index, fact) for index, fact in enumerate(facts) if fact.labels and not fact.is_negated]
    for place, (later, theirs) in enumerate(labelled):
        for earlier, ours in labelled[max(0, place - TAKEN_UP) : place] if theirs.points_back else ():
            apart = theirs.assertion.sentence - ours.assertion.sentence
            if ours.span.article_id != theirs.span.article_id or apart > TAKEN_UP or ours.speaker == theirs.speaker:
                continue
            opposites = _opposites(ours, theirs)
            if opposites:
                yield Difference(DisagreementKind.CHARACTERISATION, False, "", earlier, later, opposites)


def _changed(facts: Sequence[Facts]) -> Iterator[Difference]:
    """A position that one voice says has changed and another says has not: soon after in one article, or across two."""
    telling = [(index, fact) for index, fact in enumerate(facts) if fact.changes]
    for place, (later, theirs) in enumerate(telling):
        for earlier, ours in telling[:place]:
            inside = ours.span.article_id == theirs.span.article_id
            apart = theirs.assertion.sentence - ours.assertion.sentence
            if ours.speaker == theirs.speaker or (apart > TAKEN_UP if inside else not ours.names & theirs.names):
                continue
            if any(n == m and moved != still for n, moved in ours.changes for m, still in theirs.changes):
                values = tuple("has changed" if f.changes[0][1] else "has not changed" for f in (ours, theirs))
                yield Difference(DisagreementKind.CHARACTERISATION, False, "", earlier, later, (values[0], values[1]))


def _merged(found: Sequence[Difference], claim_of: Mapping[int, str]) -> list[Sides]:
    """Differences about one subject in one claim, or between the same two claims, as one."""
    sides: dict[tuple[str, ...], Sides] = {}
    for difference in found:
        claims = sorted({claim_of[difference.one], claim_of[difference.other]})
        if difference.subject.startswith(TOLL):
            claims = []  # an event has one toll of a kind, whatever claims tell it
        key = (difference.kind.value, difference.subject, *claims)
        merged = sides.setdefault(key, Sides(difference.kind, difference.subject))
        merged.compatible &= difference.compatible
        merged.grew |= difference.grew
        for index, value in zip((difference.one, difference.other), difference.values, strict=True):
            holders = merged.values.setdefault(value, [])
            if index not in holders:
                holders.append(index)
    return list(sides.values())


def disputed(found: Sequence[Disagreement]) -> frozenset[str]:
    """Ids of the claims that a disagreement in conflict touches."""
    return frozenset(claim for d in found if not d.compatible for claim in d.claims)
