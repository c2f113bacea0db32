"""The points of an article on which another can differ: a number, a time, a place, a party, a word, an act.

A point is what fills a slot ("in the woods" of "crashed"), with the line of words that it belongs to, nearest first.
Two reports differ where two points fill one slot of one matter in two ways.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tellings.claims.assertions import is_content
from tellings.claims.differences.times import Stretch, stretch_of
from tellings.claims.facts import Facts, Layers, entity_of, tokens_in
from tellings.claims.grammar import Grammar
from tellings.claims.lexicon import values_of, words_of
from tellings.claims.quantities import Bound, Quantity, number_of
from tellings.records import EntityType, MentionForm, Span, TimexType


class Slot(StrEnum):
    """What kind of thing a point tells."""

    NUMBER = "number"
    TIME = "time"
    LENGTH = "length"
    PLACE = "place"
    PARTY = "party"
    WORD = "word"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that an article tells of one matter.

    Args:
        term: "@entity", "#number", "~date" or a lemma.
        words: The lemmas and entities of its phrase, its own term among them.
        line: The terms it belongs to, nearest first: "citizen", "kill" for the number in "killed ten citizens".
        role: The preposition before it, or its dependency label.
        token, tokens: The token that tells it, and its phrase.
        index: The place of its assertion among the story's.
        wording: Its phrase as printed, on one line.
    """

    slot: Slot
    term: str
    words: frozenset[str]
    line: tuple[str, ...]
    role: str
    token: int
    span: Span
    index: int
    wording: str
    whole: Facts
    quantity: Quantity | None = None
    stretch: Stretch | None = None
    name: str = ""
    is_place: bool = False


_LOCATIVE = frozenset(
    [
        "in",
        "at",
        "near",
        "into",
        "from",
        "off",
        "on",
        "onto",
        "over",
        "outside",
        "inside",
        "above",
        "below",
        "beneath",
        "beside",
        "between",
        "behind",
        "toward",
        "towards",
        "to",
        "around",
        "across",
        "along",
        "beyond",
        "opposite",
        "under",
        "through",
    ]
)
_APART = frozenset({"relcl", "advcl", "ccomp", "conj", "cc", "punct", "appos", "acl", "parataxis", "mark"})
_PARTIES = {"nsubj": "doer", "agent": "doer", "dobj": "done", "nsubjpass": "done", "attr": "is", "oprd": "is"}
_LINE = 4
_LONGEST = 8
_NO_MATTER = frozenset({"say", "tell", "report", "time", "people", "person", "thing", "way", "include"})


def points(grammar: Grammar, found: Sequence[Facts], first: int, layers: Layers) -> list[Point]:
    """The points of an article in reading order; `found` are its assertions, which stand from place `first` on."""
    reader = _Reader(grammar, layers, _places(found, first), found, first)
    made = [*reader.numbers(), *reader.times(), *reader.phrases(), *reader.acts()]
    return sorted(made, key=lambda point: (point.span.start, point.span.end, point.slot))


def _places(found: Sequence[Facts], first: int) -> dict[int, int]:
    """For each token the smallest assertion that it is a part of."""
    places: dict[int, int] = {}
    for at in sorted(range(len(found)), key=lambda at: len(found[at].assertion.tokens)):
        for token in found[at].assertion.tokens:
            places.setdefault(token, first + at)
    return places


@dataclass(frozen=True, slots=True)
class _Reader:
    grammar: Grammar
    layers: Layers
    places: Mapping[int, int]
    found: Sequence[Facts]
    first: int

    def numbers(self) -> Iterator[Point]:
        for index, quantity in self.layers.quantities.items():
            if quantity.ordinal:
                continue
            if index and self.grammar.word(index - 1) == "no" and quantity.value == 1:
                continue
            yield from self._point(Slot.NUMBER, index, f"#{quantity.value:g}", self._counted(index), "", quantity)
        tokens = self.grammar.tokens
        for index, token in enumerate(tokens):
            nobody = index and token.lemma == "one" and self.grammar.word(index - 1) == "no"
            if (
                nobody or token.lemma in {"nobody", "none"} or (token.lemma == "no" and token.dep == "det")
            ) and index in self.places:
                head = token.head if token.dep == "det" else index
                if nobody or head == index or tokens[head].tag.startswith("NN"):
                    unit = tokens[head].lemma if head != index else "people"
                    inside = [index, head] if not nobody else [index - 1, index]
                    zero = Quantity(0.0, 0.0, 0.0, Bound.EXACT, unit, False, index, self._words(inside))
                    yield from self._point(Slot.NUMBER, index, "#0", inside, "", zero)
                continue
            low = values_of("vague").get(token.lemma)
            if (
                low is None
                or index in self.layers.quantities
                or token.dep not in {"amod", "nsubj", "dobj", "pobj", "nummod", "nsubjpass"}
            ):
                continue
            head = token.head if token.dep in {"amod", "nummod"} else index
            below = self.grammar.child(index, "prep")
            counted = self.grammar.child(below, "pobj") if below is not None else None
            unit = tokens[counted].lemma if counted is not None else tokens[head].lemma if head != index else ""
            exact = token.lemma in {"pair", "couple"}
            quantity = Quantity(
                float(low),
                float(low),
                float(low) if exact else 1000.0 * low,
                Bound.EXACT if exact else Bound.ABOUT,
                unit,
                False,
                index,
                " ".join(
                    self.grammar.annotated.article.text[token.start : tokens[max(index, counted or head)].end].split()
                ),
            )
            yield from self._point(Slot.NUMBER, index, f"#{token.lemma}", self._counted(index), "", quantity)

    def _words(self, inside: Sequence[int]) -> str:
        return " ".join(self.grammar.annotated.article.wording(self.grammar.span(min(inside), max(inside))).split())

    def times(self) -> Iterator[Point]:
        for timex in self.grammar.annotated.timexes:
            if timex.value.endswith("_REF") or timex.type is TimexType.SET:
                continue
            inside = [i for i in tokens_in(self.grammar, timex.span) if i in self.places]
            if not inside:
                continue
            top = next((i for i in inside if self.grammar.tokens[i].head not in inside), inside[-1])
            before = self.grammar.tokens[inside[0] - 1].lemma if inside[0] else ""
            after = [self.grammar.word(i) for i in range(inside[-1] + 1, min(inside[-1] + 5, len(self.grammar.tokens)))]
            stretch = stretch_of(timex.value, before, after, self.grammar.annotated.article.wording(timex.span))
            if stretch is None:
                continue
            slot = Slot.LENGTH if stretch.is_length else Slot.TIME
            yield from self._point(slot, top, f"~{timex.value}", inside, self._preposition(top), None, stretch)

    def phrases(self) -> Iterator[Point]:
        for index, token in enumerate(self.grammar.tokens):
            if index in self.layers.dates or index in self.layers.quantities or index not in self.places:
                continue
            if not is_content(self.grammar, index) or self._is_inside_a_name(index):
                continue
            mention = self.layers.mentions.get(index)
            if mention is not None and mention.form is MentionForm.PRONOUN:
                continue
            if token.dep == "pobj":
                role = self.grammar.tokens[token.head].lemma
                if role == "by" and self.grammar.tokens[token.head].dep == "agent":
                    yield from self._point(Slot.PARTY, index, self._term(index), self._phrase(index), "doer")
                elif role in _LOCATIVE and token.tag.startswith("NN"):
                    yield from self._point(Slot.PLACE, index, self._term(index), self._phrase(token.head), role)
                elif token.tag.startswith("NN"):
                    yield from self._point(Slot.WORD, index, self._term(index), self._phrase(token.head), role)
            elif token.dep in _PARTIES and token.tag.startswith("NN"):
                role = _PARTIES[token.dep]
                yield from self._point(Slot.PARTY, index, self._term(index), self._phrase(index), role)
            elif token.dep in {"amod", "compound", "advmod", "poss", "acomp", "nmod"} and token.tag[:2] in {
                "JJ",
                "NN",
                "RB",
                "VB",
            }:
                if token.lemma not in values_of("vague"):
                    yield from self._point(Slot.WORD, index, self._term(index), self._modifier(index), token.dep)
            elif (token.dep == "xcomp" and token.tag == "VB") or (token.dep == "advcl" and token.tag == "VB"):
                yield from self._point(Slot.WORD, index, self._term(index), self._phrase(index), "to")

    def acts(self) -> Iterator[Point]:
        for at, fact in enumerate(self.found):
            head = fact.assertion.head
            if not self.grammar.tokens[head].tag.startswith("VB") or fact.predicate in words_of("light-verb", "light"):
                continue
            parties = tuple(p for p in (fact.object, fact.subject) if p)
            if parties:
                text = self.grammar.annotated.article.wording(fact.span)
                yield Point(
                    Slot.ACT,
                    fact.predicate,
                    frozenset({fact.predicate}),
                    parties,
                    "act",
                    head,
                    fact.span,
                    self.first + at,
                    " ".join(text.split()),
                    fact,
                )

    def _point(
        self,
        slot: Slot,
        index: int,
        term: str,
        tokens: Sequence[int],
        role: str,
        quantity: Quantity | None = None,
        stretch: Stretch | None = None,
    ) -> Iterator[Point]:
        at = self.places.get(index)
        if at is None or not tokens:
            return
        mention = self.layers.mentions.get(index)
        line = tuple(self._line(index, frozenset(tokens) if slot is Slot.TIME else frozenset()))
        span = self.grammar.span(min(tokens), max(tokens))
        wording = " ".join(self.grammar.annotated.article.wording(span).split())
        words = frozenset(
            term
            for i in (index, *tokens)
            if is_content(self.grammar, i)
            for term in {self._term(i), self.grammar.tokens[i].lemma}
        )
        yield Point(
            slot,
            term,
            words | {term},
            line,
            role,
            index,
            span,
            at,
            wording,
            self.found[at - self.first],
            quantity,
            stretch,
            mention.name if mention is not None else "",
            mention is not None and mention.type is EntityType.PLACE,
        )

    def _line(self, index: int, inside: frozenset[int]) -> Iterator[str]:
        """The terms above a token, nearest first: content words and names, prepositions and light words passed over."""
        own = self.layers.mentions.get(index)
        count = 0
        for above in self.grammar.ancestors(index):
            if above in inside or not is_content(self.grammar, above):
                continue
            if own is not None and self.layers.mentions.get(above) is own:
                continue
            term = self._term(above)
            if term in words_of("happening"):
                subject = self.grammar.child(above, "nsubj")
                term = self._term(subject) if subject is not None and subject not in inside else term
            if term in words_of("light", "light-verb") or (term[0] == "#" and term != "#"):
                if term[0] != "#":
                    continue
                below = self.grammar.child(above, "prep")
                counted = self.grammar.child(below, "pobj") if below is not None else None
                if counted is not None and counted != index:
                    term = self._term(counted)
                else:
                    continue
            yield term
            count += 1
            if count == _LINE:
                return

    def _preposition(self, index: int) -> str:
        head = self.grammar.tokens[index].head
        return self.grammar.tokens[head].lemma if self.grammar.tokens[head].dep in {"prep", "mark"} else ""

    def _counted(self, index: int) -> list[int]:
        """The number with what it counts: its noun phrase from the number on, eight words at most."""
        token = self.grammar.tokens[index]
        first = self._first_of_number(index)
        if token.dep in {"nummod", "amod", "compound", "quantmod", "nmod"} and token.head > index:
            top = token.head
            while (
                self.grammar.tokens[top].dep in {"compound", "nummod", "npadvmod", "amod"}
                and self.grammar.tokens[top].head > top
            ):
                top = self.grammar.tokens[top].head
            inside = [i for i in self._phrase(top) if index < i <= index + _LONGEST]
        else:
            inside = [i for i in self._phrase(index) if index < i <= index + _LONGEST]
        return [*range(first, index + 1), *inside]

    def _first_of_number(self, index: int) -> int:
        """The first token of a number that ends here: "$ 5.1 million", "two hundred"."""
        while index and self.grammar.sentences[index - 1] == self.grammar.sentences[index]:
            word = self.grammar.word(index - 1)
            if number_of(word) is None and word not in values_of("scale") and word not in words_of("money"):
                break
            index -= 1
        return index

    def _phrase(self, index: int) -> list[int]:
        return self.grammar.subtree(index, lambda i: i != index and self.grammar.tokens[i].dep in _APART)

    def _modifier(self, index: int) -> list[int]:
        head = self.grammar.tokens[index].head
        return [index, *[i for i in (head,) if 0 < i - index <= 4]] if head > index else [index]

    def _is_inside_a_name(self, index: int) -> bool:
        head = self.grammar.tokens[index].head
        return index in self.layers.mentions and self.layers.mentions[index] is self.layers.mentions.get(head)

    def _term(self, index: int) -> str:
        layers = self.layers
        if index in layers.dates:
            return f"~{layers.dates[index]}"
        if index in layers.quantities:
            return f"#{layers.quantities[index].value:g}"
        if index in layers.mentions and layers.mentions[index].form is not MentionForm.PRONOUN:
            return f"@{entity_of(layers.mentions[index])}"
        return self.grammar.tokens[index].lemma
