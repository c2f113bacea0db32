"""Whose stance it is: from the subject of a clause to a party.

A party is a person, a body or people who act together. What only points ("it", "we", "she") is a party where the
annotation or the attribution around it tells whom it stands for; things and thoughts are none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tellings.comparison.positions.clauses import Clauses
from tellings.comparison.positions.lexicon import party_nouns, time_words
from tellings.data.tables import table
from tellings.records import AnnotatedArticle, Attribution, Entity, EntityType, Mention, MentionForm

_ASIDES = frozenset({"relcl", "acl", "appos", "punct", "cc", "conj", "advcl", "preconj"})
_NAMES = {"NNP", "NNPS"}
_NOUNS = {"NN", "NNS"} | _NAMES
_MAX_NAME = 60  # characters; a longer phrase describes somebody rather than naming a party
_OWN = {"we", "i", "us", "our", "my", "ourselves"}
_THIRD = {"it", "they", "he", "she", "its", "their", "his", "her"}
_SINGULAR_PERSON = {"he", "she", "his", "her"}


@dataclass(frozen=True, slots=True)
class Actor:
    """A party: entity id or the words for it, what to call it, and whether it is more than one."""

    id: str
    name: str
    is_plural: bool = False


class Parties:
    """One article's mentions and attributions by place, with the story's entities."""

    def __init__(self, annotated: AnnotatedArticle, grammar: Clauses, story: "StoryParties") -> None:
        self._grammar = grammar
        self._story = story
        self._text = annotated.article.text
        self._actors: dict[int, Actor | None] = {}
        self._mentions: dict[int, Mention] = {}
        starts = {token.start: index for index, token in enumerate(grammar.tokens)}
        for mention in sorted(annotated.mentions, key=lambda m: len(m.span)):
            index = starts.get(mention.span.start)
            while index is not None and index < len(grammar.tokens) and grammar.tokens[index].start < mention.span.end:
                self._mentions[index] = mention
                index += 1
        self._cues = {i: a for a in annotated.attributions if a.source for i in grammar.indices(a.cue)}
        self._inside: dict[int, Attribution] = {}
        for attribution in sorted(annotated.attributions, key=lambda a: -sum(map(len, a.content))):
            for index in grammar.indices(attribution.content):
                self._inside[index] = attribution

    def cue_of(self, index: int) -> Attribution | None:
        """The attribution of whose cue a token is part."""
        return self._cues.get(index)

    def mention(self, index: int) -> Mention | None:
        """The longest mention that covers a token."""
        return self._mentions.get(index)

    def attribution(self, index: int) -> Attribution | None:
        """The innermost attribution whose content holds a token."""
        return self._inside.get(index)

    def actors(self, head: int) -> list[Actor]:
        """The parties of a noun phrase: that of its head, and those joined to it."""
        found: list[Actor] = []
        current = [head]
        while current and len(found) < _MAX_JOINED:
            index = current.pop(0)
            actor = self.actor(index)
            if actor is not None and actor not in found:
                found.append(actor)
            current += [c for c in self._grammar.children[index] if self._grammar.tokens[c].dep == "conj"]
        return found

    def actor(self, head: int) -> Actor | None:
        """The party that the noun phrase headed by a token names; None where nothing tells who it is."""
        if head not in self._actors:
            self._actors[head] = None  # while it is sought: a pronoun may be the source of the words it stands in
            self._actors[head] = self._sought(head)
        return self._actors[head]

    def _sought(self, head: int) -> Actor | None:
        token = self._grammar.tokens[head]
        mention = self._mentions.get(head)
        word = token.lemma
        if mention is not None and mention.name and not (mention.form is MentionForm.PRONOUN and word in _OWN):
            return self._entity(mention)
        if word in _OWN:
            attribution = self._inside.get(head)
            return self.speaker(attribution) if attribution is not None else None
        if word in _THIRD:
            return self._owner(head, word) if token.dep == "poss" else self._meant(head, word)
        if token.dep == "appos" and (named := self._mentions.get(token.head)) is not None and named.name:
            return self._entity(named)
        return self._described(head)

    def speaker(self, attribution: Attribution) -> Actor | None:
        """Who answers for what an attribution says: a spokesman's principal, else the speaker."""
        indices = self._grammar.indices(attribution.source)
        if attribution.speaker is not None:
            principal = self._story.principals.get(attribution.speaker) or self._principal(indices)
            return self._story.named(principal or attribution.speaker, attribution.speaker_name or "")
        heads = [i for i in indices if self._grammar.tokens[i].head not in indices]
        found = (self.actor(i) for i in heads)
        return next((actor for actor in found if actor is not None), None)

    def is_own_word(self, actor: Actor, attribution: Attribution) -> bool:
        """Whether the party itself, or who speaks for it, is the attribution's speaker."""
        speaker = self.speaker(attribution)
        speakers = {attribution.speaker, speaker.id if speaker is not None else None}
        return any(self._story.are_one_side(id_, actor.id) for id_ in speakers)

    def speaks_for(self, speaker: Actor, party: Actor) -> bool:
        """Whether a person's words are a state's or body's that is named with him: "Taiwan will not bow"."""
        return self._story.is_person(speaker.id) and not self._story.is_person(party.id) and bool(party.id)

    def _owner(self, head: int, word: str) -> Actor | None:
        """Whom "its" or "their" stands for: the subject of the clause, if that can be it."""
        clause = self._grammar.clause_of(head)
        subject = self._grammar.subject(clause) if clause != head else None
        if subject is None or subject == head or head in self._grammar.subtree(subject):
            return None
        actor = None if self._grammar.tokens[subject].dep == "poss" else self.actor(subject)
        if actor is not None and self._agrees(actor, word):
            return actor
        sentence = self._grammar.sentence_at(head)
        named = (self._mentions.get(i) for i in range(head - 1, sentence.start - 1, -1))
        others = (self._entity(mention) for mention in named if mention is not None and mention.name)
        return next((other for other in others if self._agrees(other, word)), None)

    def _meant(self, head: int, word: str) -> Actor | None:
        """Whom a pronoun that the annotation left open stands for: who is quoted, else the subject before it.

        Only a subject is asked about, and of verbs that only a party can do, so the nearest subject that can be one
        is the best guess (the backward-looking centre of Grosz, Joshi and Weinstein 1995).
        """
        grammar = self._grammar
        if grammar.tokens[head].dep not in {"nsubj", "nsubjpass"} or grammar.is_expletive(head):
            return None
        attribution = self._inside.get(head)
        if attribution is not None:
            speaker = self.speaker(attribution)
            is_free = not self._has_rival(head, attribution, speaker)
            return speaker if speaker is not None and self._agrees(speaker, word) and is_free else None
        if grammar.main_subject(head) != head:
            return None
        subject: int | None = head
        for _ in range(_BACK):
            before = grammar.sentence_before(subject) if subject is not None else None
            subject = grammar.main_subject(before) if before is not None else None
            if subject is None or grammar.tokens[subject].lemma != word:
                break
        if subject is None or grammar.tokens[subject].lemma in _THIRD:
            return None
        actor = self.actor(subject)
        return actor if actor is not None and self._agrees(actor, word) else None

    def _has_rival(self, head: int, attribution: Attribution, speaker: Actor | None) -> bool:
        """Whether another party is a subject between the beginning of what is said and the pronoun."""
        tokens = self._grammar.tokens
        before = (i for i in self._grammar.indices(attribution.content) if i < head)
        subjects = (i for i in before if tokens[i].dep in {"nsubj", "nsubjpass"} and tokens[i].tag in _NOUNS)
        return any(actor is not None and actor != speaker for actor in map(self.actor, subjects))

    def _agrees(self, actor: Actor, word: str) -> bool:
        """Whether a pronoun can stand for a party."""
        if word in _SINGULAR_PERSON:
            return self._story.is_person(actor.id)
        if word in {"they", "their"}:
            return actor.is_plural or not self._story.is_person(actor.id)
        return not self._story.is_person(actor.id) and not actor.is_plural

    def _principal(self, indices: Sequence[int]) -> str | None:
        """The entity that a spokesman of these words speaks for."""
        tokens = self._grammar.tokens
        if not any(tokens[i].lemma in party_nouns("spokesman") for i in indices):
            return None
        named = (self._mentions.get(i) for i in indices)
        return next((m.entity for m in named if m and m.entity and m.type is not EntityType.PERSON), None)

    def _entity(self, mention: Mention) -> Actor:
        return self._story.named(mention.entity or mention.name, mention.name)

    def _described(self, head: int) -> Actor | None:
        """A party that is no entity: a phrase whose head names people or a body, or an organ of an entity."""
        grammar, token = self._grammar, self._grammar.tokens[head]
        is_name = token.tag in _NAMES
        if token.tag not in _NOUNS or token.lemma in time_words():
            return None
        lemma = token.lemma.lower()
        if not is_name and lemma not in _all_party_nouns():
            return None
        if lemma in party_nouns("nobody"):
            return None
        beside = grammar.child(head, "appos")
        if beside is not None and (named := self._mentions.get(beside)) is not None and named.name and named.entity:
            return self._entity(named)
        if lemma in party_nouns("organ") and (whole := self._whole(head)) is not None:
            return whole
        if any(grammar.tokens[c].lemma in {"no", "neither", "few"} for c in grammar.children[head]):
            return None
        is_plural = token.tag in {"NNS", "NNPS"}
        if not (is_plural or is_name or grammar.child(head, "det", "poss", "nmod", "compound", "amod") is not None):
            return None
        words = " ".join(grammar.span(self._phrase(head)).wording(self._text).split())
        known = self._story.called(words)
        if known is not None:
            return known
        if not is_plural and (meant := self._described_before(head)) is not None:
            return meant
        words = _settled(words, is_name=is_name)
        if words.partition(" ")[0].lower() in _THIRD | _OWN:
            return None  # "their lawyers": whose is not known
        return Actor(_key(words), words, is_plural) if words and len(words) <= _MAX_NAME else None

    def _described_before(self, head: int) -> Actor | None:
        """The person whom a sentence's subject takes up by a description: the subject of the sentence before."""
        grammar, token = self._grammar, self._grammar.tokens[head]
        determiner = grammar.child(head, "det", "poss")
        is_person = token.lemma in party_nouns("people")
        if not is_person or determiner is None or grammar.tokens[determiner].lemma in {"a", "an", "another"}:
            return None
        before = grammar.sentence_before(head) if grammar.main_subject(head) == head else None
        subject = grammar.main_subject(before) if before is not None else None
        mention = self._mentions.get(subject) if subject is not None else None
        if mention is None or mention.form is not MentionForm.NAME or mention.type is not EntityType.PERSON:
            return None
        return self._entity(mention)

    def _phrase(self, head: int) -> list[int]:
        """The words of a phrase that name the party: those before its head, and what it is of."""
        grammar = self._grammar
        kept = grammar.subtree(head, without=_ASIDES)
        tail = [c for c in grammar.children[head] if c > head and not _is_of(grammar, c)]
        dropped = {i for c in tail for i in grammar.subtree(c)}
        lead = [i for i in kept if i not in dropped]
        while len(lead) > 1 and grammar.tokens[lead[0]].tag in {"CC", "RB", "IN", ","} and lead[0] != head:
            lead = lead[1:]
        return lead

    def _whole(self, organ: int) -> Actor | None:
        """The entity that an organ belongs to: "Qualcomm's board", "the board of Qualcomm"."""
        for child in self._grammar.children[organ]:
            token = self._grammar.tokens[child]
            held = self._grammar.child(child, "pobj") if token.lemma == "of" and token.dep == "prep" else child
            if token.dep in {"poss", "compound", "nmod"} or held != child:
                mention = self._mentions.get(held) if held is not None else None
                if mention and mention.entity and mention.type is EntityType.ORGANISATION:
                    return self._entity(mention)
        return None


# How the names layer says it of "Moscow" (with its evidence after a colon) and of "the Kremlin" (with none).
_GOVERNMENT = re.compile(r"stands for a government \(([^()]+)\)([.:])")
_BACK = 4  # sentences that go on about "it" before the one that names it
_MAX_JOINED = 6  # parties of one phrase; a longer list is a table


class StoryParties:
    """The story's entities by id and by name, and whom its spokesmen speak for."""

    def __init__(self, entities: Sequence[Entity], principals: dict[str, str] | None = None) -> None:
        self._entities = {entity.id: entity for entity in entities}
        self._by_name: dict[str, Entity] = {}
        for entity in entities:
            for name in (*entity.aliases, entity.name):
                self._by_name.setdefault(_key(name), entity)
        self.principals = principals or {}
        self._states: dict[str, Entity] = {}
        self._seats: dict[str, str] = {}

    def learn(self, annotated: AnnotatedArticle) -> None:
        """Take from an article's metonyms which state a capital or a seat of power stands for."""
        for mention in annotated.mentions:
            told = _GOVERNMENT.search(mention.reason) if mention.form is MentionForm.METONYM else None
            state = self._by_name.get(_key(told[1])) if told else None
            if told and state and mention.entity and state.id != mention.entity:
                if told[2] == ".":
                    self._seats[mention.entity] = state.id
                else:
                    self._states[_key(mention.name)] = state

    def are_one_side(self, one: str | None, other: str) -> bool:
        """Whether words of the one are the other's own: the same, or a state and its seat of power."""
        return one == other or (one is not None and self._seats.get(one, one) == self._seats.get(other, other))

    def named(self, id_: str, name: str) -> Actor:
        """The party with that id, under the name the story gives it; a capital that stands for a state is the state."""
        entity = self._entities.get(id_)
        if entity is not None and entity.type is not EntityType.PERSON:
            state = self._states.get(_key(entity.name))
            id_, entity = (state.id, state) if state is not None else (id_, entity)
        return Actor(id_, entity.name) if entity else Actor(_key(id_), name)

    def called(self, words: str) -> Actor | None:
        """The party that the story knows by these words."""
        entity = self._by_name.get(_key(words))
        return Actor(entity.id, entity.name) if entity else None

    def is_person(self, id_: str | None) -> bool:
        """Whether an id is a person's."""
        entity = self._entities.get(id_ or "")
        return entity is not None and entity.type is EntityType.PERSON


def principals_of(articles: Sequence[tuple[AnnotatedArticle, Clauses]]) -> dict[str, str]:
    """For each spokesman's entity that of whom he speaks for, where a phrase of any article names both."""
    found: dict[str, str] = {}
    for annotated, grammar in articles:
        people: dict[int, str] = {}
        bodies: dict[int, str] = {}
        for mention in annotated.mentions:
            kind = people if mention.type is EntityType.PERSON else bodies
            kind.update((index, mention.entity) for index in grammar.indices([mention.span]) if mention.entity)
        for index, token in enumerate(grammar.tokens):
            if token.lemma not in _SPOKESMEN:
                continue
            person = people.get(_top(grammar, index))
            body = next((bodies[i] for i in range(max(0, index - _NEAR), index) if i in bodies), None)
            if person and body:
                found.setdefault(person, body)
    return found


def _top(grammar: Clauses, index: int) -> int:
    """The name that a role stands before or after: "Kremlin spokesman Ivo Lanz", "Ivo Lanz, a Kremlin spokesman"."""
    for _ in range(_MAX_LINKS):
        token = grammar.tokens[index]
        if token.dep not in {"compound", "appos", "nmod"}:
            break
        index = token.head
    return index


_MAX_LINKS = 6
_SPOKESMEN = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_NEAR = 3  # tokens between an institution and its spokesman: "White House press secretary"


def _key(name: str) -> str:
    return name.casefold().removeprefix("the ").replace("’", "'")


def _settled(words: str, *, is_name: bool) -> str:
    """The words as they stand inside a sentence."""
    words = words.strip(" ,;:-–—“”\"'‘’")
    first = words.split(" ", 1)[0]
    is_plain = first[1:].islower() and (
        first in {"The", "A", "An", "Its", "Their", "His", "Her", "Some"} or not is_name
    )
    if first in {"The", "A", "An", "Some", "Many", "Several", "Its", "Their", "Our"} and is_plain:
        return first.lower() + words[len(first) :]
    return words


def _is_of(grammar: Clauses, index: int) -> bool:
    return grammar.tokens[index].dep == "prep" and grammar.tokens[index].lemma in {"of", "from", "in"}


@cache
def _all_party_nouns() -> frozenset[str]:
    kinds = {"office", "person", "body"}
    titled = {word for word, kind, *_ in table("titles") if kind in kinds}
    return frozenset(titled) | party_nouns("people") | party_nouns("body") | party_nouns("organ") | {"camp", "rest"}
