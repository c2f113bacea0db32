"""Where accounts differ: number, date, place, polarity, cause, naming, characterisation.

Differences between two whole assertions are found here: a toll, a rank, what one asserts and the other denies or calls
the opposite. Those between their parts come from `differences`. Each is said to be compatible or not: "at least three"
and "a fourth" can both be true.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tellings.claims.differences import differing, read
from tellings.claims.differences.doubting import is_denied_of_one_thing, is_hedged, is_of_one_outlet
from tellings.claims.differences.found import Telling
from tellings.claims.differences.gathering import gathered, spans
from tellings.claims.differences.weighing import likelihoods
from tellings.claims.explaining import RANK, TOLL, Sides, Told, record
from tellings.claims.facts import NAME_WORD_WEIGHT, Facts
from tellings.claims.grammar import Grammar
from tellings.claims.lexicon import is_opposite, relation, words_of
from tellings.claims.likeness import Likeness, same_tolls, same_unit
from tellings.claims.quantities import Bound, Quantity
from tellings.claims.settings import ClaimSettings
from tellings.claims.tolls import Toll
from tellings.records import Article, ArticleId, Disagreement, DisagreementKind

# Parts are compared in stories of at most so many assertions, about seventy articles: their likenesses are a square.
MOST_ASSERTIONS = 3_000


# The numbers that each article gives of a kind of toll.
Counts = Mapping[tuple[ArticleId, str], set[float]]


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
    grammars: Sequence[Grammar],
    bodies: Mapping[int, str],
    settings: ClaimSettings,
) -> list[Disagreement]:
    """Disagreements in reading order, those in conflict first.

    Args:
        facts: The story's assertions, article by article, and after them their elements.
        pairs: Of assertions that are alike.
        claim_of: The claim of each assertion.
        grammars: Of the articles, in their order.
        bodies: The assertions' words as clauses, by their places; the elements have none.
        settings: Thresholds.
    """
    articles = {grammar.annotated.article.id: grammar.annotated.article for grammar in grammars}
    by_id = {grammar.annotated.article.id: grammar for grammar in grammars}
    counts = _counts(facts)
    found = [d for pair in pairs for d in _differences(facts, pair, claim_of, by_id, counts, settings)]
    found += [*_taken_up(facts), *_changed(facts)]
    merged = _merged(found, facts, claim_of)
    merged += _of_parts(facts, claim_of, grammars, articles, merged, len(bodies), settings)
    ordered = sorted(merged, key=lambda s: (s.compatible, min(t.index for t in spans(s)), s.kind.value))
    told = Told(facts, bodies, articles)
    return [record(f"d{n}", sides, told, claim_of) for n, sides in enumerate(ordered, start=1)]


def _of_parts(
    facts: Sequence[Facts],
    claim_of: Mapping[int, str],
    grammars: Sequence[Grammar],
    articles: Mapping[ArticleId, Article],
    known: Sequence[Sides],
    wholes: int,
    settings: ClaimSettings,
) -> list[Sides]:
    """Differences between parts of assertions that are likely enough, but for those that whole assertions show."""
    if not 0 < wholes <= MOST_ASSERTIONS:
        return []
    reading = read(grammars, facts[:wholes], claim_of, articles)
    found = differing(reading)
    chances = zip(found, likelihoods(found), strict=True)
    likely = [
        one
        for one, chance in chances
        if chance >= (settings.differ_part if one.compatible else settings.differ_part_conflict)
    ]
    return [
        sides
        for sides in gathered(likely)
        if (_may_repeat(sides) or not is_of_one_outlet(sides.values.values(), articles))
        and not any(_is_same(sides, other) for other in known)
    ]


def _may_repeat(sides: Sides) -> bool:
    """Whether one outlet may give two of the values: not where they exclude each other, nor two places of one act."""
    return sides.compatible and sides.kind is not DisagreementKind.PLACE


def _differences(
    facts: Sequence[Facts],
    pair: Likeness,
    claim_of: Mapping[int, str],
    grammars: Mapping[ArticleId, Grammar],
    counts: Counts,
    settings: ClaimSettings,
) -> Iterator[Difference]:
    ours, theirs = facts[pair.one], facts[pair.other]
    together = claim_of.get(pair.one) == claim_of.get(pair.other)
    if ours.span.overlap(theirs.span) or ours.is_first_person or theirs.is_first_person:
        return
    if together:
        yield from _tolls(pair, ours, theirs, grammars, counts)
    floor = SURE_TO_DENY if ours.span.article_id != theirs.span.article_id else settings.differ_inside
    if pair.topic >= floor and not ours.modality and not theirs.modality and _is_same_matter(ours, theirs):
        yield from _polarity(pair, ours, theirs, grammars)
    if pair.topic >= settings.differ or len(ours.names & theirs.names) >= 2 or _is_one_series(ours, theirs):
        yield from _ranks(pair, ours, theirs)
    yield from _characters(pair, ours, theirs, grammars)


def _tolls(
    pair: Likeness, ours: Facts, theirs: Facts, grammars: Mapping[ArticleId, Grammar], counts: Counts
) -> Iterator[Difference]:
    """Tolls of one kind with different numbers; what may have changed between two reports can hold."""
    if ours.span.article_id == theirs.span.article_id:
        return
    for one, other in same_tolls(ours, theirs):
        if (one.quantity.low, one.quantity.high) == (other.quantity.low, other.quantity.high):
            continue
        times = [grammars[f.span.article_id].annotated.article.published for f in (ours, theirs)]
        first, last = (time.value if time else "" for time in times)
        grew = not _is_apart(first, last) or _may_move(one, other, is_later=first < last)
        compatible = one.quantity.meets(other.quantity) or grew or _is_nearly_one(one, other)
        if not compatible and (_ratio(one, other) < ONE_TOLL or _gives_another(counts, one.kind, ours, theirs)):
            continue
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


# Least ratio of two tolls that are in conflict: further apart, one is mostly that of an earlier event ("32 in the
# attack of March"). From the second on a hedged figure ("nearly 80", "84") is no conflict.
ONE_TOLL, NEARLY_ONE_TOLL = 0.5, 0.9


def _counts(facts: Sequence[Facts]) -> Counts:
    found: dict[tuple[ArticleId, str], set[float]] = defaultdict(set)
    for fact in facts:
        for toll in fact.tolls:
            found[fact.span.article_id, toll.kind].add(toll.quantity.value)
    return found


def _gives_another(counts: Counts, kind: str, ours: Facts, theirs: Facts) -> bool:
    """Whether one of the articles gives two numbers of a kind: which of them is the event's is then not known."""
    return any(len(counts.get((fact.span.article_id, kind), ())) > 1 for fact in (ours, theirs))


def _ratio(one: Toll, other: Toll) -> float:
    few, many = sorted((one.quantity.value, other.quantity.value))
    return few / max(many, 1.0)


def _is_nearly_one(one: Toll, other: Toll) -> bool:
    bounds = {one.quantity.bound, other.quantity.bound}
    return bounds != {Bound.EXACT} and _ratio(one, other) >= NEARLY_ONE_TOLL


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


def _is_same_matter(ours: Facts, theirs: Facts) -> bool:
    """Whether two assertions have one verb or noun at their head, and two words, or a name and a word, in common."""
    if relation(ours.predicate, theirs.predicate) not in {"equal", "same", "derived", "inflected"}:
        return False
    weights = {term: min(weight, theirs.terms.get(term, 0.0)) for term, weight in ours.terms.items()}
    words = [term for term, weight in weights.items() if term[0] not in "#~@" and weight > NAME_WORD_WEIGHT]
    matter = [word for word in words if word not in {ours.predicate, theirs.predicate}]
    return len(matter) >= (1 if ours.names & theirs.names else 2)


def _is_same_count(one: Quantity, other: Quantity) -> bool:
    if not one.unit or not other.unit or "one" in (one.wording.split()[0], other.wording.split()[0]):
        return False  # "one" is mostly an article
    if " of the " in f"{one.wording} {other.wording} ":
        return False  # some of them against all of them
    if one.ordinal != other.ordinal and Bound.AT_LEAST not in (one.bound, other.bound):
        return False  # "the third ship" does not count ships
    return same_unit(one, other)


def _polarity(
    pair: Likeness, ours: Facts, theirs: Facts, grammars: Mapping[ArticleId, Grammar]
) -> Iterator[Difference]:
    """One side says it is so, the other that it is not: the same verb with and without a "not" of its own."""
    if ours.is_negated == theirs.is_negated or ours.predicate != theirs.predicate:
        return
    if (ours.speaker and ours.speaker == theirs.speaker) or not (ours.is_finite and theirs.is_finite):
        return
    denied, told = (ours, theirs) if ours.is_negated else (theirs, ours)
    if (ours.subject and theirs.subject and relation(ours.subject, theirs.subject) not in _LIKE) or (
        words_of("denying") & set(told.terms)
    ):
        return
    if not _has_not(grammars[denied.span.article_id], denied) or _has_not(grammars[told.span.article_id], told):
        return
    texts = tuple(grammars[f.span.article_id].annotated.article.wording(f.span) for f in (denied, told))
    if not is_denied_of_one_thing(denied, told, (texts[0], texts[1])):
        return
    values = ("is denied", "is asserted") if ours.is_negated else ("is asserted", "is denied")
    yield Difference(DisagreementKind.POLARITY, False, ours.predicate, pair.one, pair.other, values)


_LIKE = frozenset({"equal", "same", "near", "derived", "inflected"})


def _has_not(grammar: Grammar, fact: Facts) -> bool:
    """Whether an assertion's verb is negated itself, by "not" or by a subject or object with "no"."""
    head = fact.assertion.head
    near = [head, *(c for c in grammar.children[head] if grammar.tokens[c].dep in {"nsubj", "nsubjpass", "dobj"})]
    below = [c for i in near for c in grammar.children[i]]
    return any(grammar.tokens[c].dep == "neg" or grammar.tokens[c].lemma in {"no", "never"} for c in below)


# Least cosine of two assertions, one of which says the opposite of the other, to be about one thing: below the level at
# which wording alone would join them, as the opposite words themselves are not shared. A guess.
SAME_THING = 0.20
# Least likelihood, the difference left aside, at which "not" on one side denies the other: below it, what is found on
# eleven events is about something else.
SURE_TO_DENY = 0.52


def _characters(
    pair: Likeness, ours: Facts, theirs: Facts, grammars: Mapping[ArticleId, Grammar]
) -> Iterator[Difference]:
    """What one calls a thing and the other its opposite ("a shift", "unchanged")."""
    if ours.is_negated or theirs.is_negated or ours.modality or theirs.modality or pair.cosine < SAME_THING:
        return
    if ours.span.article_id == theirs.span.article_id and ours.assertion.sentence == theirs.assertion.sentence:
        return  # a contrast within one sentence
    if any(is_hedged(grammars[f.span.article_id].annotated.article.wording(f.span)) for f in (ours, theirs)):
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


def _merged(found: Sequence[Difference], facts: Sequence[Facts], claim_of: Mapping[int, str]) -> list[Sides]:
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
            telling = Telling(facts[index].span, value, value, index)
            holders = merged.values.setdefault(value, [])
            if telling not in holders:
                holders.append(telling)
    return list(sides.values())


def _is_same(one: Sides, other: Sides) -> bool:
    """Whether tellings of two sides of one difference lie in two sides of another."""
    touched = [
        {key for key, tellings in other.values.items() if any(t.span.overlap(h.span) for t in some for h in tellings)}
        for some in one.values.values()
    ]
    return sum(map(bool, touched)) > 1 and len(set().union(*touched)) > 1


def disputed(found: Sequence[Disagreement]) -> frozenset[str]:
    """Ids of the claims that a disagreement in conflict touches."""
    return frozenset(claim for d in found if not d.compatible for claim in d.claims)
