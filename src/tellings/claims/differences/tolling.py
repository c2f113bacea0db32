"""Tolls of the event that differ: how many died, are missing, were saved or hurt, as each report has it.

An event has one toll of a kind, which reports give in other words ("killing at least two", "four bodies"). Tolls of
earlier events stand further down, and of some of the people ("ten of the tourists") beside them: both are left out.
"""

from collections.abc import Iterator
from itertools import combinations

from tellings.claims.differences.doubting import are_days_apart, ordinal
from tellings.claims.differences.found import Found
from tellings.claims.differences.matter import LIKE, Reading, likeness
from tellings.claims.differences.numbers import number_telling, quantities_near
from tellings.claims.differences.points import Point, Slot
from tellings.claims.differences.times import stretch_of
from tellings.claims.lexicon import values_of, words_of
from tellings.claims.quantities import Quantity, number_of
from tellings.claims.tolls import KINDS
from tellings.records import DisagreementKind

_MOST = 120
_DAY, _LONG_AGO = 1440.0, 30  # minutes; days
_NEAREST = 0.3  # the smaller over the larger: what is further apart is mostly of two events
_NEAR_WORDS = 2  # words above a number in which its kind is looked for
_FIRST = 8  # sentences in which a report gives its event's tolls; later ones are mostly of earlier events
_ALIKE = 0.35  # least sum of the likenesses of sentences and assertions, where one stands further down
# What may stand beside a number without saying which people are counted.
_PLAIN = frozenset({"other", "others", "another", "further", "some", "least", "many", "score", "dozen"})
_CLASSES = tuple(f"toll-{kind}" for kind in KINDS)


def tolling(reading: Reading) -> Iterator[Found]:
    """Differing tolls of the event, in reading order."""
    tolls = ((point, toll_of(point)) for point in reading.points)
    told = [(point, kind) for point, kind in tolls if kind and _is_of_now(reading, point)]
    for (one, kind), (other, another) in combinations(told[:_MOST], 2):
        if kind != another or one.span.article_id == other.span.article_id or not _count_the_same(one, other):
            continue
        ours, theirs = _of(one), _of(other)
        if (ours.low, ours.high) == (theirs.low, theirs.high) or not _may_be_one_event(reading, one, other):
            continue
        grew = not ours.meets(theirs) and _may_have_grown(reading, one, other)
        if not grew and not ours.meets(theirs):
            continue
        yield Found(
            "number toll",
            DisagreementKind.NUMBER,
            True,
            f"toll {kind}",
            number_telling(one),
            number_telling(other),
            reading.signs(one, other, near=quantities_near(ours, theirs)),
            grew,
        )


def _is_of_now(reading: Reading, point: Point) -> bool:
    """Whether a number tells of the event: no age ("Dana Wirth, 27, was killed"), no day of long ago beside it."""
    article = reading.articles[point.span.article_id]
    around = (
        article.text[max(0, point.span.start - 2) : point.span.start],
        article.text[point.span.end : point.span.end + 1],
    )
    if around == (", ", ","):
        return False
    published = ordinal(article)
    return published is None or all(
        stretch is None or stretch.is_length or published - stretch.high / _DAY < _LONG_AGO
        for stretch in (stretch_of(value, "", (), "") for value in point.whole.dates)
    )


def toll_of(point: Point) -> str:
    """The kind of toll that a number is, "" for none: by its noun, the words beside it or the verb it belongs to."""
    if point.slot is not Slot.NUMBER or not _of(point).value or point.is_hinted or " of " in f"{point.wording} ":
        return ""
    told = next((toll.kind for toll in point.whole.tolls if toll.quantity == point.quantity), "")
    if told:
        return told
    beside = sorted(point.words - {*point.line, point.term})
    near = (_of(point).unit, *beside, *point.line[:_NEAR_WORDS])
    return next((kind for word in near for kind in KINDS if word in words_of(f"toll-{kind}")), "")


def _count_the_same(one: Point, other: Point) -> bool:
    """Whether both count people at large, or the same people ("civilians").

    Of people at large and of some people, the some must be more: else they may be some of all.
    """
    ours, theirs = _counted(one), _counted(other)
    if bool(ours) != bool(theirs):
        some, all_ = (one, other) if ours else (other, one)
        return _of(some).low > _of(all_).value and len(ours | theirs) == 1
    return all(any(likeness(a, b) >= LIKE for b in theirs) for a in ours)


def _counted(point: Point) -> frozenset[str]:
    """The words that say which people: none for "two people", "four others were killed"."""
    unit = _of(point).unit
    said = {unit} if "include" in point.words else {*point.words, unit} - {point.term}
    return frozenset(word for word in said if _tells_who(word))


def _tells_who(word: str) -> bool:
    if not word or word[0] in "#~" or number_of(word) is not None or word in values_of("vague"):
        return False
    return word not in _PLAIN and word not in words_of("toll", "toll-unit", "toll-noun", "about", *_CLASSES)


def _may_be_one_event(reading: Reading, one: Point, other: Point) -> bool:
    if quantities_near(_of(one), _of(other)) < _NEAREST or any(point.whole.modality for point in (one, other)):
        return False
    if reading.claim_of.get(one.index) == reading.claim_of.get(other.index):
        return True
    around = reading.surroundings
    alike = around.sentences(one.index, other.index) + around.assertions(one.index, other.index)
    return alike >= _ALIKE or all(point.whole.assertion.sentence < _FIRST for point in (one, other))


def _may_have_grown(reading: Reading, one: Point, other: Point) -> bool:
    """Whether the later report has more, or none is known to be the later."""
    articles = [reading.articles[point.span.article_id] for point in (one, other)]
    days = [ordinal(article) for article in articles]
    if days[0] is None or days[1] is None or days[0] == days[1]:
        return True
    return (days[0] < days[1]) == (_of(one).value < _of(other).value) and not are_days_apart(*articles)


def _of(point: Point) -> Quantity:
    assert point.quantity is not None
    return point.quantity
