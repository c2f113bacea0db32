"""What attributions say, made comparable: content lemmas, quoted lemmas, numbers, negation, the words in order.

Names stand for their entity, so that another spelling or a title does not make another content.
"""

from bisect import bisect_left
from dataclasses import dataclass

from tellings.language.attributions.cues import small_words
from tellings.language.attributions.quotations import Quotation, quotations
from tellings.records import AnnotatedArticle, Attribution, Token
from tellings.text.words import words

# Content words that carry nothing here: verbs of being and saying, hedges, the frame "what he called".
_EMPTY = small_words("empty")
_NEGATIONS = frozenset({"not", "n't", "no", "never", "nobody", "nothing", "neither", "nor"})
# A name is half as telling as another word: nearly every statement of a story names its main figures.
_NAME_WEIGHT = 0.5
# Thresholds were set by reading the seeds and six events of other data; 0.6 of the shorter content's weight lets an
# extract match its whole and another translation its twin, and parts two statements on one subject.
_SAME_SPEAKER = 0.6
_COMPATIBLE_SPEAKER = 0.75
_WITH_QUOTE = 0.35
_MIN_SHARED = 2.0
# So many words in a row are nearly verbatim whatever the rest says. A guess.
_VERBATIM_WORDS = 7


@dataclass(frozen=True, slots=True)
class Content:
    """An attribution's content for comparing.

    Args:
        lemmas: Content lemmas, names as "@" and their entity.
        quoted: Those of them in quotation marks.
        numbers: Figures and number words.
        sequence: All words in order, folded.
    """

    lemmas: frozenset[str]
    quoted: frozenset[str]
    numbers: frozenset[str]
    is_negated: bool
    sequence: tuple[str, ...]


def content_of(article: AnnotatedArticle, attribution: Attribution) -> Content:
    """What an attribution of the article says."""
    text = article.article.text
    names = _names(article, attribution)
    marks = _quotations(text, attribution)
    lemmas, quoted, numbers = set(names.values()), set(), set()
    negated = False
    for token in _tokens(article, attribution):
        negated |= token.lemma in _NEGATIONS and not _is_not_only(article, token)
        if token.tag == "CD":
            numbers.add(token.lemma)
        key = names.get(token.start)
        if key is None and (token.tag[0] not in "NVJRC" or token.tag == "CC" or token.lemma in _EMPTY):
            continue
        if key is None and (token.start in names or not token.lemma[:1].isalnum()):
            continue
        key = key or token.lemma
        lemmas.add(key)
        if any(q.start <= token.start < q.end for q in marks):
            quoted.add(key)
    sequence = tuple(w.key for span in attribution.content for w in words(span.wording(text)))
    return Content(frozenset(lemmas), frozenset(quoted), frozenset(numbers), negated, sequence)


def _is_not_only(article: AnnotatedArticle, token: Token) -> bool:
    """Whether a "not" adds instead of denying: "not only"."""
    return article.article.text[token.end : token.end + 6].strip().startswith(("only", "just"))


def _tokens(article: AnnotatedArticle, attribution: Attribution) -> list[Token]:
    tokens = article.parse.tokens
    found: list[Token] = []
    for span in attribution.content:
        first = bisect_left(tokens, span.start, key=lambda token: token.start)
        past = bisect_left(tokens, span.end, key=lambda token: token.start)
        found += tokens[first:past]
    return found


def _names(article: AnnotatedArticle, attribution: Attribution) -> dict[int, str]:
    """For each token start inside a mention in the content, the key of its entity."""
    keys: dict[int, str] = {}
    tokens = article.parse.tokens
    inside = [m for m in article.mentions if any(span.overlap(m.span) for span in attribution.content)]
    for mention in sorted(inside, key=lambda m: -len(m.span)):
        key = "@" + (mention.entity or mention.name.casefold())
        first = bisect_left(tokens, mention.span.start, key=lambda token: token.start)
        while first < len(tokens) and tokens[first].start < mention.span.end:
            keys.setdefault(tokens[first].start, key)
            first += 1
    return keys


def _quotations(text: str, attribution: Attribution) -> list[Quotation]:
    start, end = attribution.content[0].start, attribution.content[-1].end
    base = max(0, start - 1)
    return [
        Quotation(
            q.start + base, q.end + base, q.inner_start + base, q.inner_end + base, q.is_closed, q.continues, q.words
        )
        for q in quotations(text[base:end])
    ]


def likeness(left: Content, right: Content, *, same_speaker: bool) -> float:
    """How far two contents are the same saying, from 0 (not at all) to 1."""
    run = longest_run(left.sequence, right.sequence)
    shared = _weight(left.lemmas & right.lemmas)
    shorter, longer = sorted((_weight(left.lemmas), _weight(right.lemmas)))
    if shorter == 0:
        return 0.0
    contained = shared / shorter
    if run >= _VERBATIM_WORDS and contained >= _WITH_QUOTE:
        return min(1.0, contained + 0.2)
    if left.is_negated != right.is_negated or (left.numbers and right.numbers and not left.numbers & right.numbers):
        return 0.0
    if shorter < _MIN_SHARED:
        brief, full = sorted((left, right), key=lambda content: _weight(content.lemmas))
        return contained if contained == 1.0 and longer <= 2 * _MIN_SHARED and _is_extract(brief, full) else 0.0
    if same_speaker and shared >= _MIN_SHARED and (contained >= _SAME_SPEAKER or _shares_quote(left, right, contained)):
        return contained
    return contained if contained >= _COMPATIBLE_SPEAKER and shared >= _MIN_SHARED + 0.5 else 0.0


def _weight(lemmas: frozenset[str]) -> float:
    return sum(_NAME_WEIGHT if lemma.startswith("@") else 1.0 for lemma in sorted(lemmas))


def _is_extract(brief: Content, full: Content) -> bool:
    """Whether a short content holds a word, no name, that the longer one quotes."""
    return any(not lemma.startswith("@") for lemma in brief.lemmas & full.quoted)


def _shares_quote(left: Content, right: Content, contained: float) -> bool:
    """Whether both quote the same words, at least one that is no name."""
    both = left.quoted & right.quoted
    return contained >= _WITH_QUOTE and any(not lemma.startswith("@") for lemma in both)


def longest_run(left: tuple[str, ...], right: tuple[str, ...]) -> int:
    """The length in words of the longest run that both share; contents past 400 words are cut there."""
    left, right = left[:400], right[:400]
    best = 0
    before = [0] * (len(right) + 1)
    for word in left:
        row = [0] * (len(right) + 1)
        for number, other in enumerate(right):
            if word == other:
                row[number + 1] = before[number] + 1
                best = max(best, row[number + 1])
        before = row
    return best
