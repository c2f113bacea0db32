"""What lineage says about assertions: which are the same words in two copies, and what text each belongs to."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import LCSseq

from tellings.claims.facts import Facts
from tellings.records import AnnotatedArticle, ArticleId, Lineage, SharedAs, SharedPassage, Span
from tellings.text.words import Word, words

# How much of an assertion must lie in a passage to count as a part of it, and how much of two assertions' words must
# lie on each other to be one: more than half, with room for a desk's small edits. Guesses.
INSIDE = 0.6
LAID = 0.7


@dataclass(frozen=True, slots=True)
class SharedWords:
    """The shared passages of a story, ready to be asked about spans.

    Args:
        tied: Pairs of assertions (places in the list) that are the same words in two copies and say the same.
        edited: Pairs that are the same words but for a number, a name or a negation that a desk changed.
        changed: Of the edited pairs, the assertion that the desk of the copy made.
    """

    tied: tuple[tuple[int, int], ...]
    edited: tuple[tuple[int, int], ...]
    changed: frozenset[int] = frozenset()
    passages: Mapping[ArticleId, tuple[SharedPassage, ...]] = field(default_factory=dict)

    def share(self, one: Span, other: Span) -> bool:
        """Whether two spans of different articles lie in one shared passage: the same words, whoever wrote them."""
        for passage in self.passages.get(one.article_id, ()):
            ours, theirs = _sides(passage, one.article_id)
            if theirs.article_id == other.article_id and is_inside(one, ours) and is_inside(other, theirs):
                return True
        return False


def is_inside(span: Span, passage: Span) -> bool:
    """Whether most of a span lies in a passage."""
    return span.overlap(passage) >= INSIDE * max(1, len(span))


def _sides(passage: SharedPassage, article_id: ArticleId) -> tuple[Span, Span]:
    if passage.one.article_id == article_id:
        return passage.one, passage.other
    return passage.other, passage.one


def shared_words(articles: Sequence[AnnotatedArticle], facts: Sequence[Facts], lineage: Lineage) -> SharedWords:
    """The assertions that shared passages lay on each other; set phrases are evidence of nothing and left out."""
    texts = {annotated.article.id: annotated.article.text for annotated in articles}
    by_article: dict[ArticleId, list[int]] = {}
    for index, fact in enumerate(facts):
        by_article.setdefault(fact.span.article_id, []).append(index)
    tied: set[tuple[int, int]] = set()
    edited: set[tuple[int, int]] = set()
    passages: dict[ArticleId, list[SharedPassage]] = {}
    for passage in lineage.shared:
        if passage.shared_as is SharedAs.PHRASE:
            continue
        for side in (passage.one, passage.other):
            passages.setdefault(side.article_id, []).append(passage)
        for one, other in _laid(passage, texts, facts, by_article):
            pair = (min(one, other), max(one, other))
            (tied if _says_the_same(facts[one], facts[other]) else edited).add(pair)
    frozen = {article_id: tuple(found) for article_id, found in passages.items()}
    edited -= tied
    changed = frozenset(_changed(facts, pair, lineage) for pair in edited)
    return SharedWords(tuple(sorted(tied)), tuple(sorted(edited)), changed, frozen)


def _changed(facts: Sequence[Facts], pair: tuple[int, int], lineage: Lineage) -> int:
    """The one of two differing assertions that is the copy's: by derivation, by the edits on record, else the later."""
    one, other = pair
    for index, parent in ((one, other), (other, one)):
        ours, theirs = facts[index].span, facts[parent].span
        for derivation in lineage.derivations:
            if derivation.child == ours.article_id and derivation.parent == theirs.article_id:
                return index
    for index in (other, one):
        edits = [e for d in lineage.derivations if d.child == facts[index].span.article_id for e in d.edits]
        if any(e.child is not None and e.child_text and facts[index].span.overlap(e.child) for e in edits):
            return index
    return other


def _laid(
    passage: SharedPassage,
    texts: Mapping[ArticleId, str],
    facts: Sequence[Facts],
    by_article: Mapping[ArticleId, Sequence[int]],
) -> list[tuple[int, int]]:
    """Pairs of assertions whose words the passage lays on each other."""
    ours, theirs = (_words(texts, side) for side in (passage.one, passage.other))
    landing = _landing(ours, theirs)
    opposite = _places(passage.other, theirs, facts, by_article)
    found = []
    for index, places in _places(passage.one, ours, facts, by_article):
        landed = {landing[place] for place in places if place in landing}
        for other, inside in opposite:
            both = sum(place in landed for place in inside)
            if both and both >= LAID * max(len(inside), len(places)):
                found.append((index, other))
    return found


def _places(
    passage: Span, passage_words: Sequence[Word], facts: Sequence[Facts], by_article: Mapping[ArticleId, Sequence[int]]
) -> list[tuple[int, range]]:
    """The assertions in a passage, each with the places of its words among the passage's."""
    found = []
    for index in by_article.get(passage.article_id, ()):
        span = facts[index].span
        if is_inside(span, passage):
            first = bisect_left(passage_words, span.start, key=lambda word: word.start)
            found.append((index, range(first, bisect_right(passage_words, span.end, lo=first, key=lambda w: w.end))))
    return found


def _words(texts: Mapping[ArticleId, str], span: Span) -> list[Word]:
    found = words(texts[span.article_id][span.start : span.end])
    return [Word(word.start + span.start, word.end + span.start, word.key) for word in found]


def _landing(ours: Sequence[Word], theirs: Sequence[Word]) -> dict[int, int]:
    """For each of our words the place of the same word of theirs, along the longest common run of both."""
    blocks = LCSseq.editops([w.key for w in ours], [w.key for w in theirs]).as_matching_blocks()
    return {block.a + n: block.b + n for block in blocks for n in range(block.size)}


def _says_the_same(one: Facts, other: Facts) -> bool:
    """Whether no edit changed a number, a negation or a name that both could have had."""
    if one.is_negated != other.is_negated:
        return False
    ours, theirs = ({(q.value, q.bound) for q in f.quantities} for f in (one, other))
    if ours != theirs:
        return False
    return one.names <= other.names or other.names <= one.names
