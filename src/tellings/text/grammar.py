"""Reading a parse: children, clauses, subjects, negation. Plain look-ups over `records.Parse`, no model."""

from collections.abc import Callable, Iterator, Sequence

from tellings.records import Article, Parse, Span

_SUBJECTS = {"nsubj", "nsubjpass", "csubj"}
_RELATIVE = {"who", "which", "that", "whom"}
_INHERITING = {"xcomp", "conj", "advcl", "acl"}  # clauses without a subject of their own take their head's


def children_of(parse: Parse) -> tuple[tuple[int, ...], ...]:
    """For each token its dependents, in order of the text; a head outside the token's sentence is cut off."""
    children: list[list[int]] = [[] for _ in parse.tokens]
    for sentence in parse.sentences:
        for index in range(sentence.start, sentence.end):
            head = parse.tokens[index].head
            if head != index and sentence.start <= head < sentence.end:
                children[head].append(index)
    return tuple(map(tuple, children))


def subtree_of(children: Sequence[Sequence[int]], index: int, stop: Callable[[int], bool]) -> list[int]:
    """A token and all below it, in order; those for which `stop` holds are left out with all below them.

    A parse is a tree, so the walk ends; it keeps its own stack because a hostile sentence nests deeper than Python.
    """
    found, waiting = [], [index]
    while waiting:
        current = waiting.pop()
        found.append(current)
        waiting += (child for child in children[current] if not stop(child))
    return sorted(found)


class Grammar:
    """One article's parse with the links a reader follows: from a word to its dependents, clause and subject.

    Indices are those of `parse.tokens`.
    """

    def __init__(self, article: Article, parse: Parse) -> None:
        self.article = article
        self.tokens = parse.tokens
        self.sentences = parse.sentences
        self.children = children_of(parse)

    def child(self, index: int, *labels: str) -> int | None:
        """The first dependent with one of these labels."""
        return next((c for c in self.children[index] if self.tokens[c].dep in labels), None)

    def subtree(self, index: int, *, without: frozenset[str] = frozenset()) -> list[int]:
        """A token and all below it, in order; branches whose own label is in `without` are left out."""
        return subtree_of(self.children, index, lambda child: self.tokens[child].dep in without)

    def subject(self, index: int) -> int | None:
        """The head word of a verb's subject: its own, its antecedent for "who", or the one it takes over."""
        seen = set()
        while index not in seen:
            seen.add(index)
            subject = self.child(index, *_SUBJECTS)
            token = self.tokens[index]
            if subject is not None:
                if self.tokens[subject].lemma in _RELATIVE and token.dep == "relcl":
                    return token.head
                return subject
            if token.dep not in _INHERITING:
                return None
            if token.dep == "acl":
                return token.head
            index = token.head
        return None

    def agent(self, index: int) -> int | None:
        """Who did it, for a passive verb: the noun after "by"."""
        by = self.child(index, "agent")
        return self.child(by, "pobj") if by is not None else None

    def is_negated(self, index: int) -> bool:
        """Whether the verb has a negation of its own ("did not accept", "never agreed", "no longer wants")."""
        return any(
            self.tokens[c].dep == "neg" or self.tokens[c].lemma in {"never", "no", "neither", "nor"}
            for c in self.children[index]
            if self.tokens[c].dep in {"neg", "advmod", "preconj", "cc"}
        )

    def span(self, indices: list[int]) -> Span:
        """The smallest span over these tokens."""
        return self.article.span(self.tokens[min(indices)].start, max(self.tokens[i].end for i in indices))

    def verbs(self) -> Iterator[int]:
        """All verbs, in order, auxiliaries left out."""
        for index, token in enumerate(self.tokens):
            if token.tag.startswith("VB") and token.dep not in {"aux", "auxpass"}:
                yield index

    def sentence_of(self, index: int) -> Span:
        """The sentence a token stands in."""
        for sentence in self.sentences:
            if sentence.start <= index < sentence.end:
                return self.article.span(self.tokens[sentence.start].start, self.tokens[sentence.end - 1].end)
        raise AssertionError("every token lies in a sentence")
