"""An article's tokens with what finding mentions asks of them again and again, computed once."""

from dataclasses import dataclass

from tellings.records import Article, Parse, Span, Token
from tellings.text.grammar import children_of

_OPENING, _CLOSING = "“«„", "”»"


@dataclass(frozen=True, slots=True)
class Grammar:
    """The tokens of one article, with their words, lower-case words, sentence numbers and quotation state."""

    article: Article
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    lowers: tuple[str, ...]
    sentence: tuple[int, ...]
    quoted: tuple[bool, ...]
    children: tuple[tuple[int, ...], ...]

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


def grammar_of(article: Article, parse: Parse) -> Grammar:
    """The article's tokens prepared for finding mentions."""
    words = tuple(article.text[token.start : token.end] for token in parse.tokens)
    sentence = [0] * len(words)
    for number, piece in enumerate(parse.sentences):
        sentence[piece.start : piece.end] = [number] * (piece.end - piece.start)
    return Grammar(
        article,
        parse.tokens,
        words,
        tuple(word.lower() for word in words),
        tuple(sentence),
        tuple(_quoted(article, parse, words)),
        children_of(parse),
    )


def _quoted(article: Article, parse: Parse, words: tuple[str, ...]) -> list[bool]:
    """Whether each token stands inside quotation marks. A paragraph's end closes what it left open."""
    inside, state = [], False
    previous = 0
    for token, word in zip(parse.tokens, words, strict=True):
        if token.start - previous > 0 and "\n" in article.text[previous : token.start]:
            state = False
        previous = token.end
        if word.isalnum():
            inside.append(state)
            continue
        if word[:1] in _OPENING or word == "``":
            state = True
        elif word[:1] in _CLOSING:
            state = False
        elif word in {'"', "''"}:
            state = not state
        inside.append(state)
    return inside
