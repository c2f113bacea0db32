"""What an assertion says, taken apart: its words, names, quantities, dates, polarity and modality."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tellings.claims.asserted import is_finite
from tellings.claims.assertions import Assertion, is_content
from tellings.claims.changes import changes
from tellings.claims.grammar import Grammar
from tellings.claims.lexicon import words_of
from tellings.claims.quantities import Quantity, quantities
from tellings.claims.tolls import Toll, tolls
from tellings.records import Mention, Span

if TYPE_CHECKING:
    from tellings.claims.elements import Element


@dataclass(frozen=True, slots=True)
class Facts:
    """An assertion with what it says.

    Args:
        predicate: Lemma of its verb (its noun, where it has none), with a particle or adjective that completes it.
        terms: What it is made of, with weights from 0 to 1: lemmas, "@entity", "#number", "~date".
        names: Ids of the entities it names, its own or as a shared subject.
        quantities, dates: Its own, in reading order; dates are TIMEX3 values.
        is_negated: Whether it says that something did not happen or is not so.
        modality: "" for a plain fact, else "possible", "planned" or "conditional".
        about: What its labels are said of: lemma or entity of its subject, and of the nouns below a label.
        points_back: Whether its subject is "this" or "that" something, told of before.
        is_first_person: Whether it says "I" or "we": somebody's words, whether or not it is known whose.
        subject, object: Who did it and to whom, voice of the verb undone: "@entity" or the lemma of the noun; "" where
            there is none or only a pronoun.
        content: How many words of its own carry meaning, names counted once, light verbs and numbers left out.
        tolls: How many people died, are missing, were saved or hurt, unless it is of another year or not surely so.
        changes: What it says to have changed (True) or not (False), like "position".
        told: For an act of saying, the telling words of what is said; else nothing.
        labels: Lemmas of what it calls its subject: the complements of "be", "remain", "represent" and their like.
        element: For a part of an assertion what it is made of, and the assertion; None for an assertion.
    """

    assertion: Assertion
    predicate: str
    terms: Mapping[str, float]
    names: frozenset[str]
    quantities: tuple[Quantity, ...]
    dates: tuple[str, ...]
    is_negated: bool
    modality: str
    labels: tuple[str, ...] = ()
    opens_with_pronoun: bool = False
    is_finite: bool = True
    is_first_person: bool = False
    about: frozenset[str] = frozenset()
    points_back: bool = False
    subject: str = ""
    object: str = ""
    content: int = 0
    tolls: tuple[Toll, ...] = ()
    changes: tuple[tuple[str, bool], ...] = ()
    told: frozenset[str] = frozenset()
    element: "Element | None" = None

    @property
    def speaker(self) -> str:
        """Who says it, by entity or in the words for an unnamed source; empty in the outlet's own voice."""
        attribution = self.assertion.attribution
        return (attribution.speaker or attribution.speaker_name or "").casefold() if attribution else ""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.assertion.span

    @property
    def whole(self) -> "Facts":
        """The assertion: itself, or for an element the one it stands in."""
        return self.element.whole if self.element else self


# Weights of terms by part of speech: guesses, kept coarse. Names and numbers tell assertions apart best, adverbs least.
_TAG_WEIGHTS = (("NNP", 1.0), ("NN", 1.0), ("VB", 1.0), ("CD", 1.0), ("JJ", 0.8), ("RB", 0.5))
NAME_WORD_WEIGHT = 0.5  # a name's single words, beside its entity: they count where the entity was not recognised
DATE_WORD_WEIGHT = 0.3  # words of a time expression, beside its value
SUBJECT_WEIGHT = 0.5  # terms of a subject that stands outside the span
_PRONOUNS = frozenset({"PRP", "PRP$", "WP", "WDT", "EX", "DT"})


def facts(grammar: Grammar, found: Iterable[Assertion], layers: "Layers | None" = None) -> list[Facts]:
    """What each of an article's assertions says, in the same order; `layers` are the article's, if they are at hand."""
    layers = layers or Layers.of(grammar)
    return [_facts(grammar, layers, assertion) for assertion in found]


@dataclass(frozen=True, slots=True)
class Layers:
    """Which mention, time expression and quantity each token belongs to."""

    mentions: Mapping[int, Mention]
    dates: Mapping[int, str]
    quantities: Mapping[int, Quantity]

    @classmethod
    def of(cls, grammar: Grammar) -> "Layers":
        """The layers of an article."""
        mentions: dict[int, Mention] = {}
        for mention in sorted(grammar.annotated.mentions, key=lambda m: len(m.span)):
            for index in tokens_in(grammar, mention.span):
                mentions.setdefault(index, mention)
        # "now", "once", "recently" (PAST_REF and its sisters) fix no day, and have nothing to compare.
        fixed = [t for t in grammar.annotated.timexes if not t.value.endswith("_REF")]
        dates = {i: t.value for t in fixed for i in tokens_in(grammar, t.span)}
        numbers = {q.head: q for q in quantities(grammar, frozenset(dates))}
        return cls(mentions, dates, numbers)


def tokens_in(grammar: Grammar, span: Span) -> range:
    """The tokens that lie in a span."""
    first = bisect_left(grammar.tokens, span.start, key=lambda t: t.start)
    return range(first, bisect_right(grammar.tokens, span.end, lo=first, key=lambda t: t.end))


def entity_of(mention: Mention) -> str:
    """The key of what a mention names: its entity's id, or its folded name until entities are known."""
    return mention.entity or mention.name.casefold()


def _facts(grammar: Grammar, layers: Layers, assertion: Assertion) -> Facts:
    terms = _terms(grammar, layers, assertion.tokens)
    for term, weight in _terms(grammar, layers, assertion.subject).items():
        terms[term] = max(terms.get(term, 0.0), SUBJECT_WEIGHT * weight)
    inside = [i for i in (*assertion.tokens, *assertion.subject) if i in layers.mentions]
    subject, object_ = _roles(grammar, layers, assertion)
    negated, modality = is_negated(grammar, assertion), _modality(grammar, assertion)
    dates = tuple(
        dict.fromkeys(layers.dates[i] for i in (*assertion.tokens, *_when(grammar, assertion)) if i in layers.dates)
    )
    firm = not negated and not modality and _is_of_now(grammar, dates)
    return Facts(
        assertion=assertion,
        predicate=_predicate(grammar, assertion.head),
        terms=terms,
        names=frozenset(entity_of(layers.mentions[i]) for i in inside),
        quantities=tuple(layers.quantities[i] for i in assertion.tokens if i in layers.quantities),
        dates=dates,
        is_negated=negated,
        modality=modality,
        labels=_labels(grammar, assertion),
        opens_with_pronoun=grammar.tokens[assertion.tokens[0]].tag in _PRONOUNS - {"DT"},
        about=_about(grammar, layers, assertion),
        points_back=_points_back(grammar, assertion.head),
        is_finite=is_finite(grammar, assertion.head),
        is_first_person=any(grammar.tokens[i].lemma in words_of("first-person") for i in assertion.tokens),
        subject=subject,
        object=object_,
        tolls=tolls(grammar, layers.quantities, assertion.tokens) if firm else (),
        changes=changes(grammar, assertion.head, assertion.tokens, negated=negated),
        told=_told(grammar, layers, assertion),
        content=sum(1 for term in terms if term[0] not in "#~" and is_telling(term) and terms[term] > DATE_WORD_WEIGHT),
    )


def _told(grammar: Grammar, layers: Layers, assertion: Assertion) -> frozenset[str]:
    """For an act of saying ("the company declined to comment"), the telling words of what is said."""
    attribution = assertion.attribution
    if attribution is None or not any(assertion.head in tokens_in(grammar, span) for span in attribution.cue):
        return frozenset()
    told = {i for span in attribution.content for i in tokens_in(grammar, span)}
    terms = _terms(grammar, layers, tuple(i for i in assertion.tokens if i in told))
    return frozenset(term for term in terms if is_telling(term))


def _when(grammar: Grammar, assertion: Assertion) -> tuple[int, ...]:
    """The tokens of the time that a clause with "when" hangs on ("in 1998, when 17 drowned")."""
    token = grammar.tokens[assertion.head]
    if token.dep not in {"relcl", "advcl"} or not any(
        grammar.word(c) == "when" for c in grammar.children[assertion.head]
    ):
        return ()
    return (token.head, *(c for c in grammar.children[token.head] if grammar.tokens[c].dep in {"nummod", "det"}))


def _is_of_now(grammar: Grammar, dates: Iterable[str]) -> bool:
    """Whether no date is of another year than the article's; December is still near in January."""
    published = grammar.annotated.article.published
    years = {value[:4] for value in dates if value[:4].isdecimal()}
    if published is None or not published.value[:4].isdecimal():
        return True
    near = {published.value[:4]}
    if published.value[5:7] == "01":
        near |= {value[:4] for value in dates if value[5:7] in {"11", "12"} and value[:4].isdecimal()}
    return years <= near


def is_telling(term: str) -> bool:
    """Whether a term tells what is asserted: a name, or a word that is neither number, day nor light verb."""
    return term[0] not in "#~" and term not in words_of("light", "light-verb")


def _roles(grammar: Grammar, layers: Layers, assertion: Assertion) -> tuple[str, str]:
    """Who acts and who is acted on, as terms; the subject of a passive is acted on."""
    head = assertion.head
    subject = grammar.child(head, "nsubj", "nsubjpass", "csubj")
    if subject is None or grammar.tokens[subject].tag in _PRONOUNS:
        resolved = subject is not None and subject in layers.mentions
        outside = [i for i in assertion.subject if grammar.tokens[i].head not in assertion.subject]
        subject = subject if resolved else next(iter(outside), None)
    agent = grammar.child(head, "agent")
    doer = grammar.child(agent, "pobj") if agent is not None else None
    object_ = grammar.child(head, "dobj", "dative")
    if grammar.has_child(head, "nsubjpass", "auxpass") or (grammar.tokens[head].tag == "VBN" and doer is not None):
        subject, object_ = doer, subject
    return _role(grammar, layers, subject), _role(grammar, layers, object_)


def _role(grammar: Grammar, layers: Layers, index: int | None) -> str:
    if index is None:
        return ""
    if index in layers.mentions:
        return f"@{entity_of(layers.mentions[index])}"
    return grammar.tokens[index].lemma if is_content(grammar, index) else ""


def _terms(grammar: Grammar, layers: Layers, indices: Iterable[int]) -> dict[str, float]:
    terms: dict[str, float] = {}
    for index in indices:
        for term, weight in _terms_at(grammar, layers, index):
            terms[term] = max(terms.get(term, 0.0), weight)
    return terms


def _terms_at(grammar: Grammar, layers: Layers, index: int) -> list[tuple[str, float]]:
    token = grammar.tokens[index]
    if index in layers.dates:
        words = [(token.lemma, DATE_WORD_WEIGHT)] if is_content(grammar, index) else []
        return [(f"~{layers.dates[index]}", 1.0), *words]
    if index in layers.quantities:
        return [(f"#{layers.quantities[index].value:g}", 1.0)]
    mention = layers.mentions.get(index)
    if mention is not None:
        word = [(token.lemma, NAME_WORD_WEIGHT)] if token.tag not in _PRONOUNS and is_content(grammar, index) else []
        return [(f"@{entity_of(mention)}", 1.0), *word]
    if not is_content(grammar, index):
        return []
    weight = next((w for tag, w in _TAG_WEIGHTS if token.tag.startswith(tag)), 0.5)
    return [(token.lemma, weight)]


def _predicate(grammar: Grammar, head: int) -> str:
    """The verb's lemma; for "be" the noun or adjective it links, for a particle verb both."""
    token = grammar.tokens[head]
    if token.lemma in {"be", "have", "'s", "remain", "become"}:
        linked = grammar.child(head, "attr", "acomp", "dobj", "xcomp")
        return grammar.tokens[linked].lemma if linked is not None else token.lemma
    particle = grammar.child(head, "prt")
    return f"{token.lemma} {grammar.tokens[particle].lemma}" if particle is not None else token.lemma


_LINKED = frozenset({"attr", "acomp", "oprd", "dobj", "xcomp", "pobj", "conj"})


def _points_back(grammar: Grammar, head: int) -> bool:
    subject = grammar.child(head, "nsubj", "nsubjpass")
    if subject is None:
        return False
    return any(grammar.word(i) in {"this", "that", "these", "those", "such"} for i in grammar.children[subject])


def _about(grammar: Grammar, layers: Layers, assertion: Assertion) -> frozenset[str]:
    if grammar.tokens[assertion.head].lemma not in words_of("linking"):
        return frozenset()
    subject = grammar.child(assertion.head, "nsubj", "nsubjpass")
    inside = set(assertion.tokens)
    complements = [c for c in grammar.children[assertion.head] if grammar.tokens[c].dep in _LINKED and c in inside]
    nouns = [i for c in complements for i in grammar.subtree(c) if i in inside and grammar.tokens[i].dep == "pobj"]
    named = [i for i in (subject, *nouns) if i is not None]
    return frozenset(
        f"@{entity_of(layers.mentions[i])}" if i in layers.mentions else grammar.tokens[i].lemma
        for i in named
        if i in layers.mentions or is_content(grammar, i)
    )


def _labels(grammar: Grammar, assertion: Assertion) -> tuple[str, ...]:
    """Lemmas of the complements of a linking verb, through "one of" and "as", in order."""
    if grammar.tokens[assertion.head].lemma not in words_of("linking"):
        return ()
    inside, found, waiting = set(assertion.tokens), [], [assertion.head]
    while waiting:
        for child in grammar.children[waiting.pop()]:
            dep, word = grammar.tokens[child].dep, grammar.tokens[child].lemma
            if child in inside and (dep in _LINKED or (dep == "prep" and word in {"of", "as"})):
                waiting += [child] if dep in {"prep", "conj"} or word == "one" or not is_content(grammar, child) else []
                found += [word] if is_content(grammar, child) and word != "one" else []
    return tuple(dict.fromkeys(found))


def is_negated(grammar: Grammar, assertion: Assertion) -> bool:
    """Whether an assertion denies: an odd number of negations among its verb, its auxiliaries and its arguments."""
    head, inside = assertion.head, set(assertion.tokens)
    chain = [head, *(c for c in grammar.children[head] if grammar.tokens[c].dep in {"xcomp", "acomp", "attr"})]
    near = {c for link in chain for c in grammar.children[link] if c in inside}
    nouns = [i for i in near if grammar.tokens[i].tag.startswith("NN")]
    near |= {c for noun in nouns for c in grammar.children[noun] if _is_no(grammar, c)}
    lemmas = {grammar.tokens[i].lemma for i in assertion.tokens}
    if lemmas & words_of("delaying"):  # "did not have to pay until May": it comes about, only later
        return False
    count = sum(grammar.tokens[i].lemma in words_of("negation") and not _is_only(grammar, i) for i in near)
    count += sum(grammar.tokens[i].lemma in words_of("denying") for i in chain if _governs(grammar, i))
    return count % 2 == 1


def _is_only(grammar: Grammar, index: int) -> bool:
    """Whether a negation denies only the word after it ("not only", "no doubt")."""
    return index + 1 < len(grammar.tokens) and grammar.tokens[index + 1].lemma in words_of("restricting")


def _is_no(grammar: Grammar, index: int) -> bool:
    return grammar.tokens[index].dep in {"det", "neg", "advmod"}


def _governs(grammar: Grammar, index: int) -> bool:
    """Whether a verb or adjective stands over another verb or an act ("failed to land", "rejected the offer").

    "Fourteen are missing" denies nothing.
    """
    return grammar.word(index) != "missing" and grammar.has_child(index, "xcomp", "ccomp", "dobj", "nsubjpass", "prep")


_MODAL = frozenset({"aux", "advmod", "acomp", "mark"})


def _modality(grammar: Grammar, assertion: Assertion) -> str:
    """How firmly it is said, read off the auxiliaries and adverbs of its verb and off the verb itself."""
    head = assertion.head
    near = {grammar.tokens[c].lemma for c in grammar.children[head] if grammar.tokens[c].dep in _MODAL}
    if near & words_of("possible", "hedge"):
        return "possible"
    if near & words_of("conditional"):
        return "conditional"
    if near & words_of("planned") or grammar.tokens[head].lemma in words_of("planned"):
        return "planned"
    return ""
