"""The parse of one article as a tree that can be walked: children, subtrees, the words of a token."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tellings.records import AnnotatedArticle, Span, Token
from tellings.text.grammar import children_of, subtree_of

_MODIFIERS = frozenset({"amod", "nummod", "advmod"})
_CLAUSES = frozenset({"relcl", "acl", "appos", "advcl"})
PUNCTUATION = frozenset({",", ".", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP", "SYM", "_SP"})


@dataclass(frozen=True, slots=True)
class Grammar:
    """An article's tokens with their children and the sentence each stands in."""

    annotated: AnnotatedArticle
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    sentences: tuple[int, ...]

    def word(self, index: int) -> str:
        """The token's words, lower case."""
        token = self.tokens[index]
        return self.annotated.article.text[token.start : token.end].lower()

    def subtree(self, index: int, stop: Callable[[int], bool] = lambda _: False) -> list[int]:
        """Tokens below and with `index`, in order; those for which `stop` holds are left out with all below them."""
        return subtree_of(self.children, index, stop)

    def child(self, index: int, *labels: str) -> int | None:
        """The first child with one of the dependency labels, or None."""
        return next((c for c in self.children[index] if self.tokens[c].dep in labels), None)

    def has_child(self, index: int, *labels: str) -> bool:
        """Whether the token has a child with one of the dependency labels."""
        return self.child(index, *labels) is not None

    def ancestors(self, index: int) -> Iterator[int]:
        """The heads above a token, the nearest first."""
        while (head := self.tokens[index].head) != index:
            index = head
            yield index

    def noun_phrase(self, noun: int) -> list[int]:
        """A noun with its modifiers and what stands in prepositions, without clauses, appositions and further nouns."""
        return self.subtree(noun, self._is_apart)

    def _is_apart(self, index: int) -> bool:
        token = self.tokens[index]
        if token.dep in {"conj", "cc"}:  # "a full and open inquiry" is one noun, "the mayor and the pilot" are two
            return self.tokens[token.head].dep not in _MODIFIERS
        return token.dep in _CLAUSES

    def span(self, first: int, last: int) -> Span:
        """The span from the first to the last of two tokens."""
        return Span(self.annotated.article.id, self.tokens[first].start, self.tokens[last].end)


def grammar(annotated: AnnotatedArticle) -> Grammar:
    """The article's parse as a tree; heads that leave their sentence or run in a circle are cut off."""
    tokens = annotated.parse.tokens
    sentences = [0] * len(tokens)
    for number, sentence in enumerate(annotated.parse.sentences):
        for index in range(sentence.start, sentence.end):
            sentences[index] = number
    return Grammar(annotated, tokens, children_of(annotated.parse), tuple(sentences))
