"""Speakers: who stands behind the words of a source, and why one may say so.

The mentions say what a name, a description or a pronoun stands for. Where they are silent, the sources of the same
article often tell: a pronoun after a named speaker, "the spokesman" after "spokesman Jan Vos". Nothing is guessed
beyond that; an unnamed source stays unnamed and keeps its words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tellings.data.tables import table
from tellings.language.attributions.cues import small_words
from tellings.language.attributions.spans import Finding
from tellings.language.attributions.tree import Tree
from tellings.records import Article, EntityType, Mention, MentionForm, SpeakerKind


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the name inside the article, what is known of him, why, and his entity where it is known."""

    name: str | None
    kind: SpeakerKind
    reason: str
    entity: str | None = None
    type: EntityType | None = None


# How many sources back "the spokesman" may point. Past a long article's worth; bounds the time on a book.
_REMEMBERED = 100
NOBODY = Speaker(None, SpeakerKind.UNKNOWN, "The text names no source.")
_RELATIVE = frozenset({"WP", "WDT", "WP$"})
_SINGULAR = frozenset({"he", "she", "him", "his", "her", "hers", "himself", "herself"})
_PLURAL = frozenset({"they", "them", "their", "theirs"})
_SELF = frozenset({"i", "we", "me", "us", "my", "our"})
# Nouns and pronouns that stand for several people without a plural's form.
_GROUPS = small_words("group")


# What somebody puts out: its words are his who disclosed, posted or gave it.
_OUTPUT = small_words("output")


@cache
def _institutions() -> frozenset[str]:
    """Last words of bodies that speak as one: ministry, army, office."""
    return frozenset(word for kind, word, *_ in table("institutions") if kind == "organisation")


def _is_person(speaker: Speaker) -> bool:
    """Whether "he" or "she" can stand for a speaker: a person, or one of whom nothing says that it is none."""
    return speaker.kind in {SpeakerKind.NAMED, SpeakerKind.UNNAMED} and speaker.type in {EntityType.PERSON, None}


def _bearers(mentions: Sequence[Mention]) -> dict[str, Mention]:
    """For each first and last word of the people's names, the one person who bears it."""
    bearers: dict[str, Mention] = {}
    shared: set[str] = set()
    for mention in (m for m in mentions if m.type is EntityType.PERSON and m.form is MentionForm.NAME):
        parts = mention.name.split()
        for word in (parts[0], parts[-1]) if len(parts) > 1 else ():
            if bearers.setdefault(word, mention).name != mention.name:
                shared.add(word)
    return {word: mention for word, mention in bearers.items() if word not in shared}


class Speakers:
    """Resolves the sources of one article, in reading order."""

    def __init__(self, article: Article, tree: Tree, mentions: Sequence[Mention]) -> None:
        self._article = article
        self._tree = tree
        self._at: dict[int, list[Mention]] = {}
        self._earlier: list[tuple[frozenset[str], Speaker]] = []
        self._bearers = _bearers(mentions)
        positions = {token.start: index for index, token in enumerate(tree.tokens)}
        ends = {token.end: index for index, token in enumerate(tree.tokens)}
        for mention in mentions:
            first, last = positions.get(mention.span.start), ends.get(mention.span.end)
            if first is not None and last is not None:
                for index in range(first, last + 1):
                    self._at.setdefault(index, []).append(mention)

    def speaker(self, finding: Finding, host: Speaker | None = None) -> Speaker:
        """Who speaks in a finding; `host` is the speaker of the attribution around it."""
        head = finding.source_head
        if head is None or not finding.source:
            return NOBODY
        found = self._speaker(head, finding, host)
        if finding.inherited and found.name:
            reason = f"The quotation has no source of its own; {found.name} speaks in the paragraph before."
            found = Speaker(found.name, found.kind, reason, found.entity, found.type)
        self._earlier.append((self._nouns(finding), found))
        return found

    def _words(self, finding: Finding) -> str:
        text = " ".join(self._article.text[start:end] for start, end in finding.source)
        return " ".join(text.removesuffix("'s").removesuffix("’s").split()).strip(" ,;–—-")

    def _nouns(self, finding: Finding) -> frozenset[str]:
        tokens = (t for t in self._tree.tokens[self._tree.left[finding.source_head or 0] :][:20])
        inside = (t for t in tokens if any(s <= t.start and t.end <= e for s, e in finding.source))
        return frozenset(t.lemma for t in inside if t.tag in {"NN", "NNS"})

    def _speaker(self, head: int, finding: Finding, host: Speaker | None) -> Speaker:
        token = self._tree.tokens[head]
        if token.tag in _RELATIVE:
            return self._antecedent(head, finding)
        joined = self._tree.child(head, "conj")
        if joined is not None and self._mention(head) is not None and self._is_in_source(joined, finding):
            return Speaker(
                self._words(finding), SpeakerKind.GROUP, f"The source names several: '{self._words(finding)}'."
            )
        mention = self._mention(head)
        if mention is not None:
            return self._mentioned(mention)
        apposed = next((m for a in self._tree.all_children(head, "appos") if (m := self._mention(a))), None)
        if apposed is not None and apposed.form is MentionForm.NAME and apposed.type is EntityType.PERSON:
            return self._named(apposed, f"'{apposed.name}' stands beside '{token.lemma}' in apposition.")
        if token.tag in {"PRP", "PRP$"}:
            return self._pronoun(token.lemma, finding, host)
        return self._described(head, finding)

    def _is_in_source(self, index: int, finding: Finding) -> bool:
        token = self._tree.tokens[index]
        return any(start <= token.start and token.end <= end for start, end in finding.source)

    def _mention(self, head: int) -> Mention | None:
        """The mention whose last or head word this is; the longest where several are."""
        found = [m for m in self._at.get(head, ()) if self._is_head_of(head, m)]
        found = [m for m in found if not self._is_end_of_longer_name(head, m)]
        return max(found, key=lambda m: (m.span.end - m.span.start, m.reason), default=None)

    def _is_end_of_longer_name(self, head: int, mention: Mention) -> bool:
        """Whether a place only ends a longer name that no mention covers: "Harbour Watch Norway"."""
        if mention.type is not EntityType.PLACE or head == 0:
            return False
        before = self._tree.tokens[head - 1]
        outside = before.end <= mention.span.start
        return outside and before.tag == "NNP" and before.dep == "compound" and before.head == head

    def _is_head_of(self, head: int, mention: Mention) -> bool:
        """Whether no word of the mention stands above this one in the tree."""
        above = self._tree.tokens[self._tree.tokens[head].head]
        if self._tree.tokens[head].end == mention.span.end:
            return True
        return above is self._tree.tokens[head] or not (mention.span.start <= above.start < mention.span.end)

    def _mentioned(self, mention: Mention) -> Speaker:
        words = self._article.wording(mention.span)
        if mention.form is MentionForm.NAME and not mention.reason:
            reason = f"The source is named: '{words}'."
        else:
            reason = mention.reason or f"'{words}' stands for {mention.name}."
        return self._named(mention, reason)

    def _named(self, mention: Mention, reason: str) -> Speaker:
        return Speaker(mention.name, SpeakerKind.NAMED, reason, mention.entity, mention.type)

    def _antecedent(self, head: int, finding: Finding) -> Speaker:
        """The noun that a relative clause hangs on."""
        tree = self._tree
        node = tree.tokens[head].head
        for _ in range(4):
            if tree.tokens[node].dep == "relcl":
                noun = tree.tokens[node].head
                mention = self._mention(noun)
                if mention is not None:
                    pronoun = self._words(finding)
                    return self._named(mention, f"'{pronoun}' belongs to '{self._article.wording(mention.span)}'.")
                return self._described(noun, finding, self._phrase(noun, head))
            node = tree.tokens[node].head
        return Speaker(self._words(finding), SpeakerKind.UNNAMED, "The source is a pronoun without an antecedent.")

    def _phrase(self, noun: int, before: int) -> str:
        """The words of a noun phrase up to its relative pronoun."""
        tokens = self._tree.tokens
        first = self._tree.left[noun]
        return self._article.text[tokens[first].start : tokens[min(before, noun + 6) - 1].end].strip(" ,")

    def _pronoun(self, pronoun: str, finding: Finding, host: Speaker | None) -> Speaker:
        words = self._words(finding)
        if pronoun in _SELF and host is not None and host.name:
            return Speaker(host.name, host.kind, f"'{words}' is said by {host.name}.", host.entity, host.type)
        if pronoun in _SINGULAR or pronoun in _PLURAL or pronoun == "it":
            earlier = self._last(pronoun)
            if earlier is not None:
                reason = f"'{words}' follows statements of {earlier.name}, the last speaker it can stand for."
                return Speaker(earlier.name, earlier.kind, reason, earlier.entity, earlier.type)
        kind = SpeakerKind.GROUP if pronoun in _GROUPS or pronoun == "we" else SpeakerKind.UNNAMED
        return Speaker(words, kind, f"Whom '{words}' stands for is not said near by.")

    def _last(self, pronoun: str) -> Speaker | None:
        """The nearest earlier speaker a pronoun can stand for: for "it" and "they" only the very last one."""
        earlier = [speaker for _, speaker in reversed(self._earlier[-6:])]
        if pronoun in _SINGULAR:
            return next((speaker for speaker in earlier if _is_person(speaker)), None)
        last = earlier[0] if earlier else None
        if last is not None and pronoun in _PLURAL:
            return last if last.kind is SpeakerKind.GROUP else None
        return last if last is not None and last.type in {EntityType.ORGANISATION, EntityType.PLACE} else None

    def _described(self, head: int, finding: Finding, words: str = "") -> Speaker:
        """A source without a mention: whom its noun named earlier, else unnamed, a group or an unknown name."""
        token = self._tree.tokens[head]
        words = words or self._words(finding)
        if (bearer := self._bearer(head)) is not None:
            return self._named(bearer, f"'{words}' is part of the name '{bearer.name}'.")
        definite = self._tree.child(head, "det")
        if definite is not None and self._tree.tokens[definite].lemma in {"the", "this"} and token.tag == "NN":
            for nouns, speaker in reversed(self._earlier[-_REMEMBERED:]):
                if token.lemma in nouns and speaker.kind is SpeakerKind.NAMED:
                    reason = f"'{words}' repeats what {speaker.name} was called as a source before."
                    return Speaker(speaker.name, speaker.kind, reason, speaker.entity, speaker.type)
        if (giver := self._giver(head)) is not None:
            return self._named(giver, f"'{words}' is what {giver.name} put out.")
        if token.tag in {"NN", "NNP"} and token.lemma in _institutions():
            return self._institution(head, words)
        if token.tag in {"NNS", "NNPS"} or token.lemma in _GROUPS or self._tree.child(head, "conj") is not None:
            return Speaker(words, SpeakerKind.GROUP, f"The source is a group: '{words}'.")
        if token.tag == "NNP":
            return Speaker(words, SpeakerKind.NAMED, f"The source is named: '{words}'.")
        return Speaker(words, SpeakerKind.UNNAMED, f"The source has no name in the text: '{words}'.")

    def _bearer(self, head: int) -> Mention | None:
        """The one person of the article whose name begins or ends with a capitalised word that stands alone."""
        token = self._tree.tokens[head]
        word = self._article.text[token.start : token.end]
        if not word[:1].isupper() or self._tree.children[head]:
            return None
        return self._bearers.get(word)

    def _giver(self, head: int) -> Mention | None:
        """The named person or body whose statement, post or information a source is: "information disclosed by …"."""
        tree = self._tree
        if tree.tokens[head].lemma not in _OUTPUT:
            return None
        reach = [head, *tree.all_children(head, "acl", "prep", "agent")]
        for prep in (c for node in reach for c in [node, *tree.children[node]]):
            if tree.tokens[prep].lemma in {"by", "from", "of"} and tree.tokens[prep].dep in {"agent", "prep"}:
                under = tree.child(prep, "pobj")
                if (
                    under is not None
                    and (found := self._mention(under)) is not None
                    and found.type is not EntityType.PLACE
                ):
                    return found
        owner = tree.child(head, "poss")
        return self._mention(owner) if owner is not None else None

    def _institution(self, head: int, words: str) -> Speaker:
        """A ministry, army or office: named where a name, a nationality or its field tells which one, else unnamed."""
        tree = self._tree
        labels = {"poss", "compound", "amod", "nmod"}
        determiner = tree.child(head, "det")
        definite = determiner is not None and tree.tokens[determiner].lemma == "the"
        told = any(
            tree.tokens[i].tag == "NNP" or self._is_nationality(i) or (definite and tree.tokens[i].dep == "compound")
            for i in tree.all_children(head, *labels)
        )
        if told:
            reason = f"The source is a body that the text identifies: '{words}'."
            return Speaker(words, SpeakerKind.NAMED, reason, None, EntityType.ORGANISATION)
        reason = f"The source has no name in the text: '{words}'."
        return Speaker(words, SpeakerKind.UNNAMED, reason, None, EntityType.ORGANISATION)

    def _is_nationality(self, index: int) -> bool:
        token = self._tree.tokens[index]
        return token.tag == "JJ" and self._article.text[token.start].isupper() and token.start != self._first_of(index)

    def _first_of(self, index: int) -> int:
        """Where the token's sentence begins: a capital there tells nothing."""
        sentence = self._tree.parse.sentences[self._tree.sentence_of[index]]
        return self._tree.tokens[sentence.start].start
