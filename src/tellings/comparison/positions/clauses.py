"""What a clause's grammar says of a stance in it: taken, meant, bound to a condition, left behind, or not taken."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from tellings.comparison.positions.lexicon import cues, words_of
from tellings.records import Article, Modality, Parse, Span, Stance, TokenRange
from tellings.text.grammar import Grammar

_WILL = frozenset({"will", "wo", "'ll", "’ll", "shall"})
_WOULD = frozenset({"would", "'d", "’d"})
_ABLE = frozenset({"can", "ca", "could"})
_OPEN = frozenset({"may", "might", "must", "should", "ought"})  # what may or ought to be is not yet a stance
_CONDITIONS = frozenset({"if", "whether", "unless"})
_EXPECTED = frozenset({"set", "likely", "expected", "poised", "due", "about"})
# Labels of verbs under another verb: their stance is that verb's subject's only if that verb lets it through.
_COMPLEMENTS = frozenset({"xcomp", "advcl", "acl", "ccomp", "pcomp", "relcl"})
# With an object, what follows is what that one is to do: "asked the officials to authorise".
_OBJECT_CONTROL = frozenset({"ask", "want", "expect", "help", "mean", "get", "choose", "move", "elect"})
_SINGLED_OUT = frozenset({"first", "second", "third", "latest", "late", "last", "only"})
_MAX_CLIMB = 8  # verbs above one another; news sentences have fewer. Bounds the climb in broken parses.


@dataclass(frozen=True, slots=True)
class State:
    """Whether a stance is denied, how far it is taken, and whether it is one that the party no longer takes."""

    is_negated: bool
    modality: Modality
    is_lapsed: bool = False


class Clauses(Grammar):
    """One article's grammar with the questions that reading stances asks."""

    def __init__(self, article: Article, parse: Parse) -> None:
        super().__init__(article, parse)
        self._starts = [token.start for token in parse.tokens]
        self._sentence_starts = [sentence.start for sentence in parse.sentences]
        self._roots: dict[int, int | None] = {}

    def sentence_at(self, index: int) -> TokenRange:
        """The sentence a token stands in, as a range of tokens."""
        return self.sentences[bisect_right(self._sentence_starts, index) - 1]

    def sentence_of(self, index: int) -> Span:
        """The sentence a token stands in."""
        sentence = self.sentence_at(index)
        return self.article.span(self.tokens[sentence.start].start, self.tokens[sentence.end - 1].end)

    def indices(self, spans: Iterable[Span]) -> list[int]:
        """Tokens that lie in the spans, in order."""
        found: list[int] = []
        for span in spans:
            index = bisect_left(self._starts, span.start)
            while index < len(self.tokens) and self.tokens[index].end <= span.end:
                found.append(index)
                index += 1
        return sorted(found)

    def is_expletive(self, index: int) -> bool:
        """Whether an "it" only fills the subject's place ("it is important that …")."""
        token = self.tokens[index]
        clause = self.tokens[token.head]
        if token.dep == "expl":
            return True
        return (
            clause.lemma in {"be", "seem", "appear"} and self.child(token.head, "ccomp", "xcomp", "csubj") is not None
        )

    def auxiliaries(self, verb: int) -> frozenset[str]:
        """Lemmas of the verb's auxiliaries."""
        return frozenset(self.tokens[c].lemma for c in self.children[verb] if self.tokens[c].dep in {"aux", "auxpass"})

    def is_infinitive(self, verb: int) -> bool:
        """Whether the verb stands with "to"."""
        return any(self.tokens[c].tag == "TO" and self.tokens[c].dep == "aux" for c in self.children[verb])

    def clause_of(self, index: int) -> int:
        """The nearest verb at or above a token; the token itself where there is none."""
        current = index
        for _ in range(_MAX_CLIMB):
            token = self.tokens[current]
            if token.tag[:2] == "VB" and token.dep not in {"aux", "auxpass"}:
                return current
            if token.head == current:
                return index
            current = token.head
        return index

    def main_subject(self, index: int) -> int | None:
        """The subject of the sentence that a token stands in."""
        sentence = self.sentence_at(index)
        if sentence.start not in self._roots:
            tokens = range(sentence.start, sentence.end)
            self._roots[sentence.start] = next((i for i in tokens if self.tokens[i].dep == "ROOT"), None)
        root = self._roots[sentence.start]
        return self.child(root, "nsubj", "nsubjpass") if root is not None else None

    def sentence_before(self, index: int) -> int | None:
        """A token of the sentence before that of a token."""
        start = self.sentence_at(index).start
        return start - 1 if start > 0 else None

    def is_asked(self, index: int) -> bool:
        """Whether a token stands in a question."""
        return self.sentence_of(index).wording(self.article.text).rstrip("”\"’' ").endswith("?")

    def has_condition(self, verb: int) -> bool:
        """Whether an "if" or "unless" clause hangs on the verb."""
        return any(self._mark(c) in _CONDITIONS for c in self.children[verb] if self.tokens[c].dep == "advcl")

    def state(self, verb: int, *, is_told: bool) -> State | None:
        """How far the stance of a verb is taken; None where the clause is a question, a wish or a condition itself.

        `is_told` says that somebody is quoted with the clause: "would" there is the past of "will".
        """
        if self._is_conditional(verb) or self._is_wished(verb):
            return None
        negated, modality, lapsed = False, Modality.TAKEN, False
        current = verb
        for _ in range(_MAX_CLIMB):
            own = self._own_state(current, is_told=is_told)
            if own is None:
                return None
            negated ^= own.is_negated
            lapsed = lapsed or own.is_lapsed
            modality = own.modality if own.modality is not Modality.TAKEN else modality
            step = self._step(current)
            if step is None:
                return None
            above, effect = step
            if effect == "speaking" and not self._is_purpose_of_speech(verb):
                return None
            negated ^= effect == "refusing"
            modality = Modality.INTENDED if effect == "intending" and modality is Modality.TAKEN else modality
            if effect == "former":
                modality, lapsed = Modality.FORMER, True
            if above is None:
                return State(negated, modality, lapsed)
            current = above
        return None

    def _step(self, verb: int) -> tuple[int | None, str] | None:
        """The verb above that decides, with its effect; (None, "") where the clause stands by itself; else None."""
        token = self.tokens[verb]
        is_gerund = token.tag == "VBG" and token.dep in {"xcomp", "pcomp", "csubj", "ccomp"} and not self._has_be(verb)
        is_bare = self.child(verb, "nsubj", "nsubjpass") is None and not self.auxiliaries(verb)
        if is_gerund and not is_bare and token.dep == "pcomp":
            return None, ""
        if is_bare and token.dep == "conj" and (self.is_infinitive(token.head) or token.tag in {"VB", "VBG"}):
            return token.head, "same"
        if not self.is_infinitive(verb) and not is_gerund:
            return None, ""
        if token.dep not in _COMPLEMENTS:
            return None
        if self.child(verb, "nsubj", "nsubjpass") is not None and token.dep != "xcomp":
            return None
        above = self.tokens[token.head]
        if above.tag[:2] == "NN":
            return self._under_noun(token.head)
        if above.lemma in words_of("speaking"):
            return token.head, "speaking"
        if above.lemma == "use" and above.tag == "VBD":
            return token.head, "former"
        if above.lemma in _OBJECT_CONTROL and self.child(token.head, "dobj", "dative") is not None:
            return None
        for kind in ("carrying", "refusing", "intending"):
            if above.lemma in words_of(kind):
                return token.head, kind
        if above.lemma in _EXPECTED:
            be = above.head if above.dep in {"acomp", "oprd", "xcomp"} else token.head
            return be, "intending"
        return None

    def _is_wished(self, verb: int) -> bool:
        """Whether the clause is what somebody else hopes, fears or demands: "hoped she would veto the bill"."""
        token = self.tokens[verb]
        above = self.tokens[token.head]
        own = self.child(verb, "nsubj", "nsubjpass")
        return token.dep in {"ccomp", "acl"} and own is not None and above.lemma in words_of("wishing")

    def _is_conditional(self, verb: int) -> bool:
        """Whether the clause is a condition or lies inside one."""
        current = verb
        for _ in range(_MAX_CLIMB):
            if self._mark(current) in _CONDITIONS:
                return True
            token = self.tokens[current]
            if token.head == current or token.dep == "relcl":
                return False
            current = token.head
        return False

    def _is_purpose_of_speech(self, verb: int) -> bool:
        """Whether the verb is one of demanding, which a letter or a call may have for its purpose."""
        return any(cue.stance is Stance.DEMANDS for cue in cues().get((self.tokens[verb].lemma, "verb"), ()))

    def _under_noun(self, noun: int) -> tuple[int | None, str] | None:
        """The state of an infinitive under a noun: "its decision to veto", "the latest to urge"."""
        token = self.tokens[noun]
        above = cues().get((self.tokens[token.head].lemma, "verb"), ())
        if token.dep == "dobj" and any(cue.stance is Stance.REJECTS for cue in above):
            return None  # "blocked efforts to override": what is blocked is another's
        if token.lemma in words_of("deciding"):
            return (token.head, "same") if token.dep == "dobj" else (None, "")
        if token.lemma in words_of("planning"):
            return (token.head, "intending") if token.dep == "dobj" else (None, "intending")
        singled_out = any(self.tokens[c].lemma in _SINGLED_OUT for c in self.children[noun])
        return (None, "") if singled_out else None

    def _own_state(self, verb: int, *, is_told: bool) -> State | None:
        auxiliaries, negated = self.auxiliaries(verb), self.is_negated(verb)
        adverbs = [c for c in self.children[verb] if self.tokens[c].dep in {"advmod", "npadvmod"}]
        if auxiliaries & _WOULD and "have" in auxiliaries:
            return None  # "would have accepted": it did not come to that
        if auxiliaries & _OPEN or (auxiliaries & _ABLE and not negated):
            return None
        if self._is_no_longer(adverbs):
            return State(is_negated=False, modality=Modality.FORMER, is_lapsed=True)
        modality = Modality.TAKEN
        if auxiliaries & (_WILL | _WOULD):
            is_bound = self.has_condition(verb) or (auxiliaries & _WOULD and not is_told)
            modality = Modality.CONDITIONAL if is_bound and not negated else Modality.INTENDED
        elif any(self.tokens[c].lemma in words_of("former") for c in adverbs):
            is_past = self.tokens[verb].tag == "VBD" or "have" in auxiliaries
            modality = Modality.FORMER if is_past else modality
        return State(negated, modality)

    def _is_no_longer(self, adverbs: list[int]) -> bool:
        return any(
            self.tokens[c].lemma in {"longer", "long"}
            and any(self.tokens[g].lemma in {"no", "not"} for g in self.children[c])
            for c in adverbs
        )

    def _mark(self, verb: int) -> str:
        mark = self.child(verb, "mark")
        return self.tokens[mark].lemma if mark is not None else ""

    def _has_be(self, verb: int) -> bool:
        return any(self.tokens[c].lemma == "be" for c in self.children[verb] if self.tokens[c].dep == "aux")
