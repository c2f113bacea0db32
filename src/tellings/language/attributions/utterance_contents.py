"""What attributions say, made comparable: content lemmas, quoted lemmas, numbers, days, negation, the words in order.

Names stand for their entity and days for their date, so that another spelling, a title or "on Friday" does not make
another content.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from tellings.data.tables import table
from tellings.language.attributions.cues import small_words
from tellings.language.attributions.quotations import Quotation, quotations
from tellings.records import AnnotatedArticle, Attribution, AttributionKind, Span, TimexType, Token
from tellings.text.words import words

# Content words that carry nothing here: verbs of being and saying, hedges, the frame "what he called".
_EMPTY = small_words("empty")
_NEGATIONS = frozenset({"not", "n't", "no", "never", "nobody", "nothing", "neither", "nor", "none", "without"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# A name or a day is half as telling as another word: nearly every statement of a story names its main figures.
_NAME_WEIGHT = 0.5
# So many words in a row are nearly verbatim whatever the rest says. A guess.
VERBATIM_WORDS = 7
# Words of a content that are compared in order; bounds the cost on a text without sentences.
_MAX_WORDS = 400


@dataclass(frozen=True, slots=True)
class Content:
    """An attribution's content for comparing.

    Args:
        lemmas: Content lemmas, names as "@" and their entity, days as "#" and their date.
        quoted: Those of them in quotation marks.
        numbers: Figures and number words, as figures.
        negated: Lemmas that a negation in the content hangs on.
        is_denied: Whether the cue denies the content.
        is_speech: Whether some of it stands in quotation marks.
        sequence: All words in order, folded.
        runs: Every run of `VERBATIM_WORDS` words.
        spelt: How a lemma is written in the text.
    """

    lemmas: frozenset[str]
    quoted: frozenset[str]
    numbers: frozenset[str]
    negated: frozenset[str]
    is_denied: bool
    is_speech: bool
    sequence: tuple[str, ...]
    runs: frozenset[tuple[str, ...]]
    spelt: Mapping[str, str]

    @property
    def days(self) -> frozenset[str]:
        """The days it names."""
        return frozenset(lemma for lemma in self.lemmas if lemma.startswith("#"))


def is_name(lemma: str) -> bool:
    """Whether a lemma of a content stands for a name or a day."""
    return lemma[:1] in {"@", "#"}


def weight(lemmas: frozenset[str]) -> float:
    """How telling lemmas are together: one each, names and days half."""
    return sum(_NAME_WEIGHT if is_name(lemma) else 1.0 for lemma in sorted(lemmas))


def content_of(article: AnnotatedArticle, attribution: Attribution) -> Content:
    """What an attribution of the article says."""
    text = article.article.text
    names = _names(article, attribution)
    marks = _quotations(text, attribution)
    lemmas, quoted, numbers, negated = set(names.values()), set(), set(), set()
    spelt: dict[str, str] = {}
    for token in _tokens(article, attribution.content):
        if token.lemma in _NEGATIONS and not _is_not_only(article, token):
            negated.add(article.parse.tokens[token.head].lemma)
        key = names.get(token.start)
        if token.tag == "CD" and not (key or "").startswith("#"):
            numbers.add(_figure(token.lemma))
        if key is None and (token.tag[0] not in "NVJRC" or token.tag == "CC" or token.lemma in _EMPTY):
            continue
        if key is None and not token.lemma[:1].isalnum():
            continue
        key = key or _figure(token.lemma)
        lemmas.add(key)
        spelt.setdefault(key, text[token.start : token.end])
        if any(q.start <= token.start < q.end for q in marks):
            quoted.add(key)
    sequence = tuple(w.key for span in attribution.content for w in words(span.wording(text)))[:_MAX_WORDS]
    return Content(
        lemmas=frozenset(lemmas),
        quoted=frozenset(quoted),
        numbers=frozenset(numbers),
        negated=frozenset(negated),
        is_denied=any(token.lemma in _denying() for token in _tokens(article, attribution.cue)),
        is_speech=attribution.kind is not AttributionKind.INDIRECT,
        sequence=sequence,
        runs=frozenset(_runs(sequence)),
        spelt=spelt,
    )


def _runs(sequence: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for start in range(len(sequence) - VERBATIM_WORDS + 1):
        yield sequence[start : start + VERBATIM_WORDS]


@cache
def figures() -> dict[str, str]:
    """The figure for each number word."""
    return {word: value for kind, word, value, *_ in table("claim_words") if kind in {"number", "tens"}}


@cache
def _denying() -> frozenset[str]:
    """Verbs by which a speaker says that their complement is not so, or shall not be."""
    denying = [word for kind, word, *_ in table("claim_words") if kind == "denying"]
    return frozenset([*denying, *(row[0] for row in table("stances") if row[3] == "rejects")])


def _figure(lemma: str) -> str:
    """A number word as its figure, a figure without commas, any other lemma as it is."""
    plain = lemma.replace(",", "") if lemma[:1].isdigit() else lemma
    return figures().get(plain, plain)


def _is_not_only(article: AnnotatedArticle, token: Token) -> bool:
    """Whether a "not" adds instead of denying: "not only"."""
    return article.article.text[token.end : token.end + 6].strip().startswith(("only", "just"))


def _tokens(article: AnnotatedArticle, spans: tuple[Span, ...]) -> list[Token]:
    tokens = article.parse.tokens
    found: list[Token] = []
    for span in spans:
        first = bisect_left(tokens, span.start, key=lambda token: token.start)
        past = bisect_left(tokens, span.end, key=lambda token: token.start)
        found += tokens[first:past]
    return found


def _names(article: AnnotatedArticle, attribution: Attribution) -> dict[int, str]:
    """For each token start inside a mention or a day in the content, the key of its entity or date."""
    keyed = [(m.span, "@" + (m.entity or m.name.casefold())) for m in article.mentions]
    keyed += [
        (timex.span, "#" + timex.value)
        for timex in article.timexes
        if timex.type is TimexType.DATE and _DAY.fullmatch(timex.value)
    ]
    inside = [(span, key) for span, key in keyed if any(part.overlap(span) for part in attribution.content)]
    keys: dict[int, str] = {}
    tokens = article.parse.tokens
    for span, key in sorted(inside, key=lambda entry: -len(entry[0])):
        first = bisect_left(tokens, span.start, key=lambda token: token.start)
        while first < len(tokens) and tokens[first].start < span.end:
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


def longest_run(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    """The longest run of words that both share, the first of several."""
    end, best = 0, 0
    before = [0] * (len(right) + 1)
    for place, word in enumerate(left):
        row = [0] * (len(right) + 1)
        for number, other in enumerate(right):
            if word == other:
                row[number + 1] = before[number] + 1
                if row[number + 1] > best:
                    best, end = row[number + 1], place + 1
        before = row
    return left[end - best : end]
