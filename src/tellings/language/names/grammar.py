"""An article's tokens with what finding mentions asks of them again and again, computed once."""

from bisect import bisect_left
from dataclasses import dataclass

from tellings.records import Article, Parse, Span, Token

_OPENING, _CLOSING, _EITHER = "“«„", "”»", frozenset({'"', "''"})


@dataclass(frozen=True, slots=True)
class Grammar:
    """The tokens of one article, with their words, lower-case words, sentence numbers and beginnings."""

    article: Article
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    lowers: tuple[str, ...]
    sentence: tuple[int, ...]
    starts: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The span of a half-open range of tokens."""
        return self.article.span(self.tokens[start].start, self.tokens[end - 1].end)

    def wording(self, start: int, end: int) -> str:
        """The words of a half-open range of tokens as printed, white space single."""
        if end - start == 1:
            return self.words[start]
        return " ".join(self.article.text[self.tokens[start].start : self.tokens[end - 1].end].split())

    def is_capitalised(self, index: int) -> bool:
        """Whether the token begins with a capital letter."""
        return self.words[index][:1].isupper()

    def range_of(self, span: Span) -> tuple[int, int]:
        """The half-open range of tokens under a span, one token at least."""
        first = bisect_left(self.starts, span.start)
        return first, max(bisect_left(self.starts, span.end, first), first + 1)


@dataclass(frozen=True, slots=True)
class Discourse(Grammar):
    """A grammar with what pronouns ask for: quotation marks around each token, and the verbs that have a subject."""

    quoted: tuple[bool, ...]
    with_subject: frozenset[int]


def grammar_of(article: Article, parse: Parse) -> Grammar:
    """The article's tokens prepared for finding mentions."""
    text, tokens = article.text, parse.tokens
    words = tuple([text[token.start : token.end] for token in tokens])
    sentence = [0] * len(words)
    for number, piece in enumerate(parse.sentences):
        sentence[piece.start : piece.end] = [number] * (piece.end - piece.start)
    lowers = tuple([word.lower() for word in words])
    return Grammar(article, tokens, words, lowers, tuple(sentence), tuple([token.start for token in tokens]))


def discourse_of(grammar: Grammar, subjects: frozenset[str]) -> Discourse:
    """The grammar with its quotations and, by the labels given, the tokens that have a subject."""
    holders = frozenset([token.head for token in grammar.tokens if token.dep in subjects])
    return Discourse(
        grammar.article,
        grammar.tokens,
        grammar.words,
        grammar.lowers,
        grammar.sentence,
        grammar.starts,
        tuple(_quoted(grammar)),
        holders,
    )


def _quoted(grammar: Grammar) -> list[bool]:
    """Whether each token stands inside quotation marks. A paragraph's end closes what it left open."""
    marks = {word for word in set(grammar.words) if not word.isalnum() and _is_mark(word)}
    text, inside, state, previous = grammar.article.text, [], False, 0
    if not marks:
        return [False] * len(grammar.words)
    for token, word in zip(grammar.tokens, grammar.words, strict=True):
        if state and token.start > previous and "\n" in text[previous : token.start]:
            state = False
        previous = token.end
        if word in marks:
            state = word[0] not in _CLOSING and (not state if word in _EITHER else True)
        inside.append(state)
    return inside


def _is_mark(word: str) -> bool:
    return word[0] in _OPENING or word[0] in _CLOSING or word in _EITHER or word == "``"
