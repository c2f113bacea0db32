"""Who vouches for an assertion: the speaker it is attributed to, else the outlet, or the agency whose copy it prints.

Distinct voices are what makes a claim corroborated, so this errs towards one: a spokesman and the institution he speaks
for are one voice; so are two who hold offices of one state; the copy of one agency is one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tellings.claims.facts import entity_of, tokens_in
from tellings.claims.grammar import Grammar
from tellings.claims.lexicon import words_of
from tellings.records import Article, Attribution, Entity, EntityType, Mention, MentionForm
from tellings.text.words import words


@dataclass(frozen=True, slots=True)
class Voice:
    """Who vouches: a key, a display name, whether it is a speaker (not the outlet), and whether one with an entity."""

    key: str
    name: str
    is_speaker: bool
    is_entity: bool = False


_COMMON = frozenset({"DT", "CD", "PRP$", "NN", "NNS"})  # not adjectives, which may be "Chinese"
UNNAMED = "a source that is not named"


def with_article(name: str) -> str:
    """A body's name as a sentence has it: one that is only described takes its article ("the coast guard")."""
    return f"the {name}" if name[:1].islower() and not name.startswith("the ") else name


class Voices:
    """The voices of a story, with spokesmen and their institutions as one."""

    def __init__(self, grammars: Sequence[Grammar], entities: Sequence[Entity]) -> None:
        self._names = {entity.id: entity.name for entity in entities}
        self._grammars = {grammar.annotated.article.id: grammar for grammar in grammars}
        self._parents: dict[str, str] = {}
        for grammar in grammars:
            for keys in _spokesmen(grammar):
                self._join(keys)

    def of(self, article: Article, attribution: Attribution | None) -> Voice:
        """The voice behind words of an article, attributed or not.

        Two people who are said to have agreed or discussed something do not vouch for it: the outlet does.
        """
        if attribution is None or self._is_encounter(article, attribution):
            name = " and ".join(article.agency) or article.name
            return Voice(name, name, is_speaker=False)
        name = attribution.speaker_name or UNNAMED
        if attribution.speaker:
            name = with_article(self._names.get(attribution.speaker, name))
            return Voice(attribution.speaker, name, is_speaker=True, is_entity=True)
        if name.casefold() in words_of("pronoun"):
            return Voice(name, UNNAMED, is_speaker=True)
        return Voice(name, self._lowered(name, article, attribution), is_speaker=True)

    def _is_encounter(self, article: Article, attribution: Attribution) -> bool:
        """Whether the words for a source that is no entity name two people or more."""
        grammar = self._grammars.get(article.id)
        if attribution.speaker or grammar is None:
            return False
        people = {
            entity_of(mention)
            for mention in grammar.annotated.mentions
            if mention.type is EntityType.PERSON and any(span.covers(mention.span) for span in attribution.source)
        }
        return len(people) > 1

    def _lowered(self, name: str, article: Article, attribution: Attribution) -> str:
        """The words for a source without the capital of a sentence's first word, unless that word is a name's."""
        grammar = self._grammars.get(article.id)
        first = [i for span in attribution.source[:1] for i in tokens_in(grammar, span)][:1] if grammar else []
        if grammar is None or not first or grammar.tokens[first[0]].tag not in _COMMON:
            return name
        plain = name.partition(", ")[0]  # "a former engineer, who asked not to be named"
        is_first = plain.casefold().startswith(grammar.word(first[0])) and not (
            plain[:2].isalpha() and plain[:2].isupper()
        )
        return plain[0].lower() + plain[1:] if is_first else plain

    def group(self, voice: Voice) -> str:
        """A key that is equal for voices that are not independent of each other."""
        return self._root(voice.key if voice.is_entity else _unnamed_key(voice.key))

    def _root(self, key: str) -> str:
        while self._parents.get(key, key) != key:
            key = self._parents[key]
        return key

    def _join(self, keys: Sequence[str]) -> None:
        roots = sorted({self._root(key) for key in keys})
        for root in roots[1:]:
            self._parents[root] = roots[0]


_ARTICLES = frozenset({"a", "an", "the", "some", "one", "several", "senior", "top", "his", "her", "their"})


def _unnamed_key(name: str) -> str:
    """The words for an unnamed source without articles and plurals, so that "officials" and "an official" are one."""
    kept = [word.key.removesuffix("s") for word in words(name) if word.key not in words_of("determiner")]
    return " ".join(kept) or name.casefold()


def _spokesmen(grammar: Grammar) -> Iterable[list[str]]:
    """Keys that are one voice: who speaks or acts for another, and whom, where one noun phrase names them."""
    mentions: dict[int, Mention] = {}
    for mention in sorted(grammar.annotated.mentions, key=lambda m: len(m.span)):
        for index in tokens_in(grammar, mention.span):
            mentions.setdefault(index, mention)
    for index, token in enumerate(grammar.tokens):
        if not token.tag.startswith("NN") or token.lemma not in words_of("spokesman", "office"):
            continue
        top = _top(grammar, index)
        phrase = _noun_phrase(grammar, index, top, _SPEAKS_FOR if token.lemma in words_of("spokesman") else _HOLDS)
        named = [entity_of(mentions[i]) for i in phrase if i in mentions and _is_name(mentions[i])]
        if top in mentions and mentions[top].type is EntityType.PERSON:
            speaker = entity_of(mentions[top])
        else:
            first, last = grammar.tokens[phrase[0]].start, grammar.tokens[phrase[-1]].end
            speaker = _unnamed_key(grammar.annotated.article.text[first:last])
        if named:
            yield list(dict.fromkeys([speaker, *named]))


# A spokesman for, an aide to, the president of; but not "the envoy to", who is sent there by another.
_SPEAKS_FOR = frozenset({"for", "of", "to"})
_HOLDS = frozenset({"of"})


def _is_name(mention: Mention) -> bool:
    return mention.form is not MentionForm.PRONOUN


def _top(grammar: Grammar, index: int) -> int:
    """The head of the noun phrase a role noun stands in: the name in "ministry spokesman Ivo Lanz"."""
    while grammar.tokens[index].dep in {"compound", "appos", "nmod", "amod"}:
        index = grammar.tokens[index].head
    return index


def _noun_phrase(grammar: Grammar, index: int, top: int, prepositions: frozenset[str]) -> list[int]:
    """The noun phrase around a role noun: up to the name it stands before, down to the institution it is of."""
    stop = {"relcl", "acl", "advcl", "conj", "cc", "ccomp", "punct"}

    def is_outside(i: int) -> bool:
        token = grammar.tokens[i]
        return token.dep in stop or (token.dep == "prep" and token.lemma not in prepositions)

    return [i for i in grammar.subtree(top, is_outside) if abs(i - index) <= _REACH]


_REACH = 10  # tokens; a longer noun phrase is a parse gone wrong
