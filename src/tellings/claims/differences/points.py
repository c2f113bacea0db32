"""The points of an article on which another can differ: a number, a time, a place, a doer, a describing word.

A point is what fills a slot ("in the woods" of "crashed"), with the line of words that it belongs to, nearest first.
Two reports differ where two points fill one slot of one matter in two ways.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tellings.claims.assertions import is_content
from tellings.claims.differences.times import Stretch, stretch_of
from tellings.claims.facts import Facts, Layers, entity_of, tokens_in
from tellings.claims.grammar import Grammar
from tellings.claims.lexicon import values_of, words_of
from tellings.claims.quantities import Bound, Quantity, number_of
from tellings.records import EntityType, MentionForm, Span, Timex, TimexType, Token


class Slot(StrEnum):
    """What kind of thing a point tells."""

    NUMBER = "number"
    TIME = "time"
    LENGTH = "length"
    PLACE = "place"
    DOER = "doer"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that an article tells of one matter.

    Args:
        term: "@entity", "#number", "~date" or a lemma; "#several" for a number that is only hinted at.
        words: The terms and lemmas of its phrase, its own among them.
        line: The terms it belongs to, nearest first: "citizen", "kill" for the number in "killed ten citizens".
        role: The preposition before it, or its dependency label.
        index: The place of its assertion among the story's.
        wording: Its phrase as printed, on one line.
        whole: The smallest assertion it stands in.
        is_place: Whether it names a place.
    """

    slot: Slot
    term: str
    words: frozenset[str]
    line: tuple[str, ...]
    role: str
    span: Span
    index: int
    wording: str
    whole: Facts
    quantity: Quantity | None = None
    stretch: Stretch | None = None
    is_place: bool = False

    @property
    def is_hinted(self) -> bool:
        """Whether it is a number that is only hinted at: "several"."""
        return self.term[0] == "#" and self.term[1:2].isalpha()


_LOCATIVE = frozenset(
    {"in", "at", "near", "into", "from", "off", "on", "over", "outside", "inside", "above", "around", "along", "beside"}
)
_APART = frozenset({"relcl", "advcl", "ccomp", "conj", "cc", "punct", "appos", "acl", "parataxis", "mark"})
_BEFORE_NOUN = frozenset({"nummod", "amod", "compound", "quantmod", "nmod"})
_COUNTING = frozenset({"amod", "nummod", "nsubj", "nsubjpass", "dobj", "pobj"})
_LINE = 4  # terms of a line: what stands higher is another matter
_LONGEST = 8  # words of what a number counts
_MANY = 1000.0  # how many times its least "several" may be


def points(grammar: Grammar, found: Sequence[Facts], first: int, layers: Layers) -> list[Point]:
    """The points of an article in reading order; `found` are its assertions, which stand from place `first` on."""
    reader = _Reader(grammar, layers, _places(found, first), found, first)
    made = [*reader.numbers(), *reader.hints(), *reader.times(), *reader.phrases()]
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
    """An article as points are read from it; `places` gives the assertion of a token."""

    grammar: Grammar
    layers: Layers
    places: Mapping[int, int]
    found: Sequence[Facts]
    first: int

    def numbers(self) -> Iterator[Point]:
        """Numbers with what they count; ranks, and the "one" of "no one", are none."""
        for index, quantity in self.layers.quantities.items():
            if not quantity.ordinal and not (quantity.value == 1 and self._follows_no(index)):
                yield from self._number(index, f"#{quantity.value:g}", self._counted(index), quantity)

    def hints(self) -> Iterator[Point]:
        """Numbers without a numeral: "several ships", "no one", "a pair of soldiers"."""
        for index in sorted(self.places):
            lemma = self.grammar.tokens[index].lemma
            if lemma in values_of("vague") and index not in self.layers.quantities:
                yield from self._hint(index, float(values_of("vague")[lemma]))
            elif lemma in {"nobody", "none"} or (lemma == "one" and self._follows_no(index)):
                inside = [index - 1, index] if lemma == "one" else [index]
                yield from self._none(index, inside, "people")
            elif lemma == "no" and self.grammar.tokens[index].dep == "det":
                noun = self.grammar.tokens[index].head
                if self.grammar.tokens[noun].tag.startswith("NN"):
                    yield from self._none(index, [index, noun], self.grammar.tokens[noun].lemma)

    def _follows_no(self, index: int) -> bool:
        return index > 0 and self.grammar.word(index - 1) == "no"

    def _hint(self, index: int, low: float) -> Iterator[Point]:
        token = self.grammar.tokens[index]
        if token.dep not in _COUNTING or (index and self.grammar.word(index - 1) == "how"):
            return
        below = self.grammar.child(index, "prep")
        counted = self.grammar.child(below, "pobj") if below is not None else None
        if token.dep in {"amod", "nummod"}:
            counted = token.head
        unit = self.grammar.tokens[counted].lemma if counted is not None else ""
        exact = token.lemma in {"pair", "couple"}
        high, bound = (low, Bound.EXACT) if exact else (_MANY * low, Bound.ABOUT)
        quantity = Quantity(low, low, high, bound, unit, False, index, token.lemma)
        yield from self._number(index, f"#{token.lemma}", self._counted(index), quantity)

    def _none(self, index: int, inside: Sequence[int], unit: str) -> Iterator[Point]:
        quantity = Quantity(0.0, 0.0, 0.0, Bound.EXACT, unit, False, index, "no")
        yield from self._number(index, "#0", inside, quantity)

    def _number(self, index: int, term: str, inside: Sequence[int], quantity: Quantity) -> Iterator[Point]:
        for point in self._point(Slot.NUMBER, index, term, inside, ""):
            yield replace(point, quantity=quantity)

    def times(self) -> Iterator[Point]:
        """Dates, hours and lengths of time; "now" and "weekly" fix none."""
        for timex in self.grammar.annotated.timexes:
            if not timex.value.endswith("_REF") and timex.type is not TimexType.SET:
                yield from self._time(timex)

    def _time(self, timex: Timex) -> Iterator[Point]:
        inside = [i for i in tokens_in(self.grammar, timex.span) if i in self.places]
        if not inside or self._is_in_a_range(inside):
            return
        tokens, last = self.grammar.tokens, inside[-1]
        top = next((i for i in inside if tokens[i].head not in inside), last)
        before = tokens[inside[0] - 1].lemma if inside[0] else ""
        after = [self.grammar.word(i) for i in range(last + 1, min(last + 5, len(tokens)))]
        stretch = stretch_of(timex.value, before, after, self.grammar.annotated.article.wording(timex.span))
        if stretch is not None:
            slot = Slot.LENGTH if stretch.is_length else Slot.TIME
            for point in self._point(slot, top, f"~{timex.value}", inside, ""):
                yield replace(point, stretch=stretch)

    def _is_in_a_range(self, inside: Sequence[int]) -> bool:
        """Whether a time is one of two: "6 and 7 January", "from May to June"."""
        tokens = self.grammar.tokens
        for joint, beyond in ((inside[0] - 1, inside[0] - 2), (inside[-1] + 1, inside[-1] + 2)):
            joined = 0 <= beyond < len(tokens) and self.grammar.word(joint) in {"and", "to", "or", "-", "–"}
            if joined and (beyond in self.layers.dates or tokens[beyond].tag == "CD"):
                return True
        return False

    def phrases(self) -> Iterator[Point]:
        """Places, doers and describing words."""
        for index in sorted(self.places):
            if index in self.layers.dates or index in self.layers.quantities or not is_content(self.grammar, index):
                continue
            mention = self.layers.mentions.get(index)
            if not self._is_inside_a_name(index) and (mention is None or mention.form is not MentionForm.PRONOUN):
                yield from self._phrase_point(index)

    def _phrase_point(self, index: int) -> Iterator[Point]:
        token = self.grammar.tokens[index]
        preposition = self.grammar.tokens[token.head]
        if token.dep == "pobj" and preposition.dep == "agent":
            yield from self._point(Slot.DOER, index, self._term(index), self._phrase(index), "")
        elif token.dep == "pobj" and preposition.lemma in _LOCATIVE and token.tag.startswith("NN"):
            yield from self._point(Slot.PLACE, index, self._term(index), self._phrase(token.head), preposition.lemma)
        elif token.dep == "nsubj" and token.tag.startswith("NN"):
            yield from self._point(Slot.DOER, index, self._term(index), self._phrase(index), "")
        elif token.lemma not in values_of("vague") and self._is_describing(token):
            yield from self._point(Slot.WORD, index, self._term(index), self._modifier(index), token.dep)

    def _is_describing(self, token: Token) -> bool:
        return token.dep == "amod" or (token.dep == "advmod" and token.lemma.endswith("ly"))

    def _point(self, slot: Slot, index: int, term: str, tokens: Sequence[int], role: str) -> Iterator[Point]:
        at = self.places.get(index)
        if at is None:
            return
        mention = self.layers.mentions.get(index)
        span = self.grammar.span(min(tokens), max(tokens))
        inside = frozenset(tokens) if slot is Slot.TIME else frozenset()
        content = [i for i in {index, *tokens} if is_content(self.grammar, i)]
        yield Point(
            slot=slot,
            term=term,
            words=frozenset({term, *map(self._term, content), *(self.grammar.tokens[i].lemma for i in content)}),
            line=(*self._line_before(slot, tokens), *self._line(index, inside)),
            role=role,
            span=span,
            index=at,
            wording=" ".join(self.grammar.annotated.article.wording(span).split()),
            whole=self.found[at - self.first],
            is_place=mention is not None and mention.type is EntityType.PLACE,
        )

    def _line_before(self, slot: Slot, tokens: Sequence[int]) -> tuple[str, ...]:
        """For a place right behind a name ("Selwick prison near Ardal") the name, whatever the parse joins it to."""
        before = min(tokens) - 1
        return (self._term(before),) if slot is Slot.PLACE and before in self.layers.mentions else ()

    def _line(self, index: int, inside: frozenset[int]) -> Iterator[str]:
        """The terms above a token, nearest first: content words and names, prepositions and light words passed over."""
        own, count = self.layers.mentions.get(index), 0
        for above in self.grammar.ancestors(index):
            is_own = own is not None and self.layers.mentions.get(above) is own
            if above in inside or is_own or not is_content(self.grammar, above):
                continue
            term = self._line_term(above, index)
            if term:
                yield term
                count += 1
            if count == _LINE:
                return

    def _line_term(self, above: int, index: int) -> str:
        """What a word above stands for: a number for what it counts, "happened" for what happened; light words none."""
        term = self._term(above)
        if term in words_of("happening"):
            subject = self.grammar.child(above, "nsubj")
            return self._term(subject) if subject not in {None, index} else term
        if term[0] == "#":
            below = self.grammar.child(above, "prep")
            counted = self.grammar.child(below, "pobj") if below is not None else None
            return self._term(counted) if counted not in {None, index} else ""
        return "" if term in words_of("light", "light-verb") else term

    def _counted(self, index: int) -> list[int]:
        """The number with what it counts: its noun phrase from the number on, eight words at most."""
        token, tokens = self.grammar.tokens[index], self.grammar.tokens
        top = index
        if token.dep in _BEFORE_NOUN and token.head > index:
            top = token.head
            while tokens[top].dep in {"compound", "nummod", "npadvmod", "amod"} and tokens[top].head > top:
                top = tokens[top].head
        after = [i for i in self._phrase(top) if index < i <= index + _LONGEST]
        return [*range(self._first_of_number(index), index + 1), *after]

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
        """A word with the word it describes, where that stands near behind it."""
        head = self.grammar.tokens[index].head
        return [index, head] if 0 < head - index <= 4 else [index]

    def _is_inside_a_name(self, index: int) -> bool:
        head = self.grammar.tokens[index].head
        return index in self.layers.mentions and self.layers.mentions[index] is self.layers.mentions.get(head)

    def _term(self, index: int | None) -> str:
        layers = self.layers
        if index is None:
            return ""
        if index in layers.dates:
            return f"~{layers.dates[index]}"
        if index in layers.quantities:
            return f"#{layers.quantities[index].value:g}"
        if index in layers.mentions and layers.mentions[index].form is not MentionForm.PRONOUN:
            return f"@{entity_of(layers.mentions[index])}"
        return self.grammar.tokens[index].lemma
