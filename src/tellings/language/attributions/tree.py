"""The parse as a tree one can walk: children, edges of subtrees, subjects.

Labels are ClearNLP's, as spaCy's English models give them (`nsubj`, `ccomp`, `xcomp`, `parataxis`, …).
"""

from collections.abc import Iterator
from functools import cached_property

from tellings.records import Parse, Token
from tellings.text.grammar import children_of

# The longest clause of PolNeAR's training articles that reports anything has under 200 tokens; deeper nesting than this
# allows would cost quadratic time on a hostile text.
MAX_PHRASE = 400
# How far a subject is inherited up a chain of verbs; deeper chains are parser errors. A guess.
_MAX_CLIMB = 6


class Tree:
    """One article's dependency trees with the questions that attribution asks of them.

    Token indices are those of `parse.tokens`. `left[i]:right[i] + 1` is the hull of the subtree of `i`.
    """

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.tokens: tuple[Token, ...] = parse.tokens
        self.children = children_of(parse)
        self.left, self.right = self._edges()

    def _edges(self) -> tuple[list[int], list[int]]:
        count = len(self.tokens)
        left, right = list(range(count)), list(range(count))
        order: list[int] = []
        stack = [i for i, token in enumerate(self.tokens) if token.head == i]
        while stack:
            node = stack.pop()
            order.append(node)
            stack += self.children[node]
        for node in reversed(order):
            head = self.tokens[node].head
            left[head] = min(left[head], left[node])
            right[head] = max(right[head], right[node])
        return left, right

    @cached_property
    def sentence_of(self) -> list[int]:
        """The number of the sentence of each token."""
        numbers = [0] * len(self.tokens)
        for number, sentence in enumerate(self.parse.sentences):
            for index in range(sentence.start, sentence.end):
                numbers[index] = number
        return numbers

    @cached_property
    def _times(self) -> frozenset[int]:
        names = (name for name in self.parse.names if name.label in {"DATE", "TIME"})
        return frozenset(index for name in names for index in range(name.start, name.end))

    def is_time(self, index: int) -> bool:
        """Whether a token belongs to a date or a time of day."""
        return index in self._times

    def child(self, index: int, *labels: str) -> int | None:
        """The first child with one of the labels."""
        return next((c for c in self.children[index] if self.tokens[c].dep in labels), None)

    def all_children(self, index: int, *labels: str) -> list[int]:
        """All children with one of the labels, in order."""
        return [c for c in self.children[index] if self.tokens[c].dep in labels]

    def subtree(self, index: int, without: frozenset[int] = frozenset()) -> list[int]:
        """The tokens of a subtree in order, leaving out the subtrees of the tokens in `without`.

        Empty past `MAX_PHRASE` tokens: such a phrase is no clause but a text without sentences.
        """
        if self.right[index] - self.left[index] > MAX_PHRASE:
            return []
        found: list[int] = []
        stack = [index]
        while stack:
            node = stack.pop()
            if node in without:
                continue
            found.append(node)
            stack += self.children[node]
        return sorted(found)

    def is_verb(self, index: int) -> bool:
        """Whether the token is a verb or a modal."""
        return self.tokens[index].tag[0] == "V" or self.tokens[index].tag == "MD"

    def is_passive(self, verb: int) -> bool:
        """Whether a verb is passive: by its auxiliary, its subject, or as a bare participle with an agent."""
        if self.tokens[verb].tag != "VBN":
            return False
        labels = {self.tokens[c].dep for c in self.children[verb]}
        if "auxpass" in labels or "nsubjpass" in labels:
            return True
        return "nsubj" not in labels and "aux" not in labels and self.tokens[verb].dep in {"acl", "advcl"}

    def is_finite(self, index: int) -> bool:
        """Whether a token heads a clause with a subject that is no infinitive's."""
        labels = {self.tokens[c].dep for c in self.children[index]}
        if not labels & {"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"}:
            return False
        return not any(self.tokens[c].tag == "TO" and self.tokens[c].dep == "aux" for c in self.children[index])

    def lemma_of(self, verb: int) -> str:
        """A verb's lemma with its particle: "point out"."""
        particle = self.child(verb, "prt")
        lemma = self.tokens[verb].lemma
        return f"{lemma} {self.tokens[particle].lemma}" if particle is not None else lemma

    def own_subject(self, verb: int) -> int | None:
        """The subject that hangs on the verb itself."""
        return self.child(verb, "nsubj", "nsubjpass")

    def subject(self, verb: int) -> int | None:
        """A verb's subject, its own or inherited from the verbs it is joined to or depends on."""
        node = verb
        for _ in range(_MAX_CLIMB):
            own = self.own_subject(node)
            if own is not None:
                return own
            token = self.tokens[node]
            if token.head == node:
                return None
            if token.dep == "acl":
                return token.head
            if token.dep == "xcomp":
                controlled = self.child(token.head, "dobj", "dative")
                if (
                    controlled is not None
                    and controlled < node
                    and self.tokens[token.head].lemma not in _SUBJECT_CONTROL
                ):
                    return controlled
            elif not _hands_down(token):
                return None
            node = token.head
        return None

    def clause_of(self, index: int) -> int:
        """The nearest verb at or above a token that heads a finite clause; the root where there is none."""
        node = index
        while self.tokens[node].head != node:
            token = self.tokens[node]
            if self.is_verb(node) and (self.own_subject(node) is not None or token.dep in {"ccomp", "parataxis"}):
                return node
            node = token.head
        return node

    def runs(self, indices: list[int]) -> Iterator[tuple[int, int]]:
        """Maximal runs of consecutive indices as half-open ranges."""
        start = previous = -2
        for index in indices:
            if index != previous + 1:
                if start >= 0:
                    yield start, previous + 1
                start = index
            previous = index
        if start >= 0:
            yield start, previous + 1


def _hands_down(token: Token) -> bool:
    """Whether a verb without a subject has that of the verb above it."""
    if token.dep == "advcl":
        return token.tag in {"VBG", "VBN", "VB"}
    return token.dep in {"conj", "ccomp", "pcomp", "prep", "dep", "parataxis"}


# Verbs whose infinitive keeps the subject in spite of an object: "promised him to go".
_SUBJECT_CONTROL = frozenset({"promise", "vow", "threaten", "pledge", "use", "take", "make"})
