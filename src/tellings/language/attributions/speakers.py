"""Speakers: who stands behind the words of a source, and why one may say so.

The mentions say what a name, a description or a pronoun stands for. Where they are silent, the sources of the same
article often tell: a pronoun after a named speaker, "the spokesman" after "spokesman Jan Vos", "the statement" after
"said in a statement". Nothing is guessed beyond that; an unnamed source stays unnamed and keeps its words.
"""

from collections.abc import Sequence

from tellings.language.attributions import speakers_nouns as nouns
from tellings.language.attributions.spans import Finding
from tellings.language.attributions.speakers_memory import (
    GENDER,
    NEUTER,
    PLURAL,
    SINGULAR,
    Memory,
    Said,
    Speaker,
    genders,
)
from tellings.language.attributions.speakers_phrases import NAMING_TAGS, NOUN_TAGS, Phrases
from tellings.language.attributions.tree import Tree
from tellings.records import Article, EntityType, Mention, MentionForm, SpeakerKind

__all__ = ["NOBODY", "Speaker", "Speakers"]

NOBODY = Speaker(None, SpeakerKind.UNKNOWN, "The text names no source.")
_RELATIVE = frozenset({"WP", "WDT", "WP$"})
_SELF = frozenset({"i", "we", "me", "us", "my", "our"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_INDEFINITE = frozenset({"a", "an", "another", "some", "any", "one", "each", "every", "no"})


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
        self._phrases = Phrases(article, tree)
        self._at: dict[int, list[Mention]] = {}
        self._memory = Memory()
        self._bearers = _bearers(mentions)
        self._genders = genders(article, mentions)
        positions = {token.start: index for index, token in enumerate(tree.tokens)}
        ends = {token.end: index for index, token in enumerate(tree.tokens)}
        for mention in mentions:
            first, last = positions.get(mention.span.start), ends.get(mention.span.end)
            if first is not None and last is not None:
                for index in range(first, last + 1):
                    self._at.setdefault(index, []).append(mention)

    def speaker(self, finding: Finding, host: Speaker | None = None) -> Speaker:
        """Who speaks in a finding; `host` is the speaker of the attribution around it."""
        source = self._phrases.tokens_of(finding)
        head = self._phrases.head(finding, source)
        words = self._phrases.words(finding)
        if not words:
            return NOBODY
        if head is None:
            return Speaker(None, SpeakerKind.UNKNOWN, f"'{words}' belongs to the page, not to what it says.")
        found = self._speaker(head, source, finding, host)
        if finding.inherited and found.name:
            reason = f"The quotation has no source of its own; {found.name} speaks in the paragraph before."
            found = Speaker(found.name, found.kind, reason, found.entity, found.type)
        self._remember(head, source, finding, found)
        return found

    def _remember(self, head: int, source: Sequence[int], finding: Finding, found: Speaker) -> None:
        tokens = self._tree.tokens
        called = [tokens[i].lemma for i in source if tokens[i].tag in NOUN_TAGS and self._phrases.calls(i, head)]
        told = next((g for lemma in called if (g := nouns.gender(lemma))), GENDER.get(tokens[head].lemma, ""))
        is_thing = found.kind is SpeakerKind.UNNAMED and nouns.is_thing(tokens[head].lemma)
        self._memory.add(
            Said(
                speaker=found,
                nouns=frozenset(word for lemma in called for word in nouns.broader(lemma)),
                words=frozenset(tokens[i].lemma for i in source if tokens[i].tag[0] in "NJV"),
                gender=self._genders.get(found.name or "", "") or told,
                is_person=self._is_person(head, found),
                is_thing=is_thing,
            )
        )
        for noun in self._phrases.put_out(finding):
            self._memory.put_out(noun, found)

    def _is_person(self, head: int, found: Speaker) -> bool:
        """Whether "he" or "she" can stand for a speaker."""
        token = self._tree.tokens[head]
        if found.type is EntityType.PERSON:
            return found.kind is SpeakerKind.NAMED
        if found.type is not None or found.kind not in {SpeakerKind.NAMED, SpeakerKind.UNNAMED}:
            return False
        if (found.name or "").lower() in SINGULAR:
            return False
        if found.kind is SpeakerKind.NAMED and token.tag == "NNP":
            return not nouns.is_thing(token.lemma) and not nouns.is_body(token.lemma)
        return nouns.is_person(token.lemma) or token.lemma in SINGULAR

    def _speaker(self, head: int, source: Sequence[int], finding: Finding, host: Speaker | None) -> Speaker:
        token = self._tree.tokens[head]
        words = self._phrases.words(finding, source)
        if not words:
            return NOBODY  # marks and nothing else
        if token.tag in _RELATIVE:
            return self._antecedent(head, words)
        joined = self._tree.child(head, "conj")
        if joined is not None and self._mention(head) is not None and joined in source:
            return Speaker(words, SpeakerKind.GROUP, f"The source names several: '{words}'.")
        mention = self._mention(head)
        if mention is not None:
            return self._mentioned(mention, token.lemma)
        apposed = self._apposed(head, source) if token.tag not in {"NNS", "NNPS"} else None
        if apposed is not None:
            return self._named(apposed, f"'{apposed.name}' stands beside '{token.lemma}' in apposition.")
        if token.tag in {"PRP", "PRP$"}:
            return self._pronoun(token.lemma, words, host)
        return self._described(head, source, words)

    def _apposed(self, head: int, source: Sequence[int]) -> Mention | None:
        """The person whose name stands beside the head: as its apposition, or behind a comma at the source's end."""
        if nouns.is_thing(self._tree.tokens[head].lemma):
            return None  # "Poll: Anna Berg …" in a headline
        found = [m for a in self._tree.all_children(head, "appos") if (m := self._mention(a))]
        if nouns.is_role(self._tree.tokens[head].lemma):
            found += [m for i in source if i > head and self._is_set_off(i, head) for m in self._at.get(i, ())]
        return next((m for m in found if m.form is MentionForm.NAME and m.type is EntityType.PERSON), None)

    def _is_set_off(self, index: int, head: int) -> bool:
        """Whether a word directly follows the head, or a comma or dash with no other role noun before it."""
        tokens = self._tree.tokens
        if index == head + 1:
            return True
        if tokens[index - 1].tag not in {",", ":", "HYPH"}:
            return False
        return not any(nouns.is_role(tokens[i].lemma) for i in range(head + 1, index - 1))

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

    def _mentioned(self, mention: Mention, noun: str) -> Speaker:
        words = self._article.wording(mention.span)
        if mention.form is MentionForm.DESCRIPTION and len(words.split()) == 2:
            earlier = self._memory.just_called(noun)
            if earlier is not None:
                reason = f"'{words}' repeats what {earlier.name} was called as a source just before."
                return Speaker(earlier.name, earlier.kind, reason, earlier.entity, earlier.type)
        if mention.form is MentionForm.NAME and not mention.reason:
            reason = f"The source is named: '{words}'."
        else:
            reason = mention.reason or f"'{words}' stands for {mention.name}."
        return self._named(mention, reason)

    def _named(self, mention: Mention, reason: str) -> Speaker:
        return Speaker(mention.name, SpeakerKind.NAMED, reason, mention.entity, mention.type)

    def _antecedent(self, head: int, words: str) -> Speaker:
        """The noun that a relative clause hangs on."""
        noun = self._noun_above(head)
        if noun is None:
            return Speaker(words, SpeakerKind.UNNAMED, "The source is a pronoun without an antecedent.")
        mention = self._mention(noun)
        if mention is not None:
            return self._named(mention, f"'{words}' belongs to '{self._article.wording(mention.span)}'.")
        first = self._tree.left[noun]
        tokens = self._tree.tokens
        phrase = self._article.text[tokens[first].start : tokens[min(head, noun + 6) - 1].end].strip(" ,")
        return self._described(noun, range(first, noun + 1), phrase)

    def _noun_above(self, pronoun: int) -> int | None:
        """The noun a relative pronoun belongs to: no date, and for "who" no place; then the noun above it."""
        tree = self._tree
        node = tree.tokens[pronoun].head
        for _ in range(4):
            if tree.tokens[node].dep == "relcl":
                break
            node = tree.tokens[node].head
        else:
            return None
        noun = tree.tokens[node].head
        for _ in range(3):
            mention = self._mention(noun)
            who = tree.tokens[pronoun].lemma == "who"
            is_pobj = tree.tokens[noun].dep == "pobj"
            barred = who and (self._phrases.is_no_one(noun) if mention is None else mention.type is EntityType.PLACE)
            if not tree.is_time(noun) and tree.tokens[noun].tag in NAMING_TAGS and not (barred and is_pobj):
                return noun if noun < pronoun else None
            if not is_pobj:
                return None
            noun = tree.tokens[tree.tokens[noun].head].head
        return None

    def _pronoun(self, pronoun: str, words: str, host: Speaker | None) -> Speaker:
        if pronoun in _SELF and host is not None and host.name:
            return Speaker(host.name, host.kind, f"'{words}' is said by {host.name}.", host.entity, host.type)
        if pronoun in SINGULAR | PLURAL | NEUTER:
            earlier = self._memory.pointed_at(pronoun, host)
            if earlier is not None:
                reason = f"'{words}' follows statements of {earlier.name}, the last speaker it can stand for."
                return Speaker(earlier.name, earlier.kind, reason, earlier.entity, earlier.type)
        kind = SpeakerKind.GROUP if nouns.is_group(pronoun) or pronoun in {"we", "us"} else SpeakerKind.UNNAMED
        return Speaker(words, kind, f"Whom '{words}' stands for is not said near by.")

    def _described(self, head: int, source: Sequence[int], words: str) -> Speaker:
        """A source without a mention: whom its noun named earlier, else unnamed, a group or an unknown name."""
        token = self._tree.tokens[head]
        if (bearer := self._bearer(head)) is not None:
            return self._named(bearer, f"'{words}' is part of the name '{bearer.name}'.")
        if (giver := self._giver(head)) is not None:
            return self._named(giver, f"'{words}' is what {giver.name} put out.")
        if (repeated := self._repeated(head, source, words)) is not None:
            return repeated
        determiner = self._phrases.determiner(head)
        several = self._tree.child(head, "conj") in source
        if self._phrases.is_name_like(head):
            return Speaker(words, SpeakerKind.NAMED, f"The source is named: '{words}'.")
        if (
            not several
            and token.tag in {"NN", "NNP"}
            and nouns.is_body(token.lemma)
            and not self._phrases.is_thing(head)
        ):
            return self._institution(head, words, determiner)
        if token.tag in {"NN", "NNS"} and nouns.is_thing(token.lemma):
            return Speaker(words, SpeakerKind.UNNAMED, f"The source is a thing and nobody: '{words}'.")
        if token.tag in {"NNS", "NNPS"} or self._phrases.is_people(head) or nouns.is_group(token.lemma) or several:
            return Speaker(words, SpeakerKind.GROUP, f"The source is a group: '{words}'.")
        is_office = determiner != "" and nouns.is_role(token.lemma)
        if token.tag == "NNP" and determiner not in _INDEFINITE and not is_office:
            return Speaker(words, SpeakerKind.NAMED, f"The source is named: '{words}'.")
        return Speaker(words, SpeakerKind.UNNAMED, f"The source has no name in the text: '{words}'.")

    def _repeated(self, head: int, source: Sequence[int], words: str) -> Speaker | None:
        """Whom a definite phrase takes up: who was called so before, or who put out what it names."""
        token = self._tree.tokens[head]
        owned = self._tree.child(head, "poss") is not None
        if token.tag not in {"NN", "NNP"} or not (self._phrases.determiner(head) in _DEFINITE or owned):
            return None
        tokens = self._tree.tokens
        if any(tokens[i].tag == "PRP$" for i in self._tree.children[head]):
            return None  # "her campaign" is another one than "Berg's campaign" unless one knows who she is
        inside = [i for i in self._tree.all_children(head, "compound", "amod", "nmod", "poss") if i in source]
        modifiers = frozenset(tokens[i].lemma for i in inside if tokens[i].tag[0] in "NJV")
        if not owned and not modifiers and (author := self._memory.author(token.lemma)) is not None:
            reason = f"'{words}' is what {author.name} was said to put out before."
            return Speaker(author.name, author.kind, reason, author.entity, author.type)
        earlier = self._memory.called(token.lemma, modifiers)
        if earlier is None or earlier.kind is SpeakerKind.GROUP or earlier.name == words:
            return None
        reason = f"'{words}' repeats what {earlier.name} was called as a source before."
        return Speaker(earlier.name, earlier.kind, reason, earlier.entity, earlier.type)

    def _bearer(self, head: int) -> Mention | None:
        """The one person of the article whose name begins or ends with a capitalised word that stands alone."""
        token = self._tree.tokens[head]
        word = self._article.text[token.start : token.end]
        if not word[:1].isupper() or self._tree.children[head]:
            return None
        return self._bearers.get(word)

    def _giver(self, head: int) -> Mention | None:
        """The named person or body whose statement, post or report a source is: "information disclosed by …"."""
        tree = self._tree
        lemma = tree.tokens[head].lemma
        if not nouns.is_output(lemma) and not nouns.is_work(lemma):
            return None
        by = {"by", "from", "of"} if nouns.is_output(lemma) else {"by", "from"}
        reach = [head, *tree.all_children(head, "acl", "prep", "agent")]
        for prep in (c for node in reach for c in [node, *tree.children[node]]):
            if tree.tokens[prep].lemma in by and tree.tokens[prep].dep in {"agent", "prep"}:
                under = tree.child(prep, "pobj")
                found = self._mention(under) if under is not None else None
                if found is not None and found.type is not EntityType.PLACE:
                    return found
        owner = tree.child(head, "poss")
        if owner is not None:
            return self._mention(owner)
        return next((m for c in tree.all_children(head, "compound") if (m := self._body(c))), None)

    def _body(self, index: int) -> Mention | None:
        """The organisation named at a token: "the OECD report"."""
        mention = self._mention(index)
        return mention if mention is not None and mention.type is EntityType.ORGANISATION else None

    def _institution(self, head: int, words: str, determiner: str) -> Speaker:
        """A ministry, army or office: named where a name, a nationality or its field tells which one, else unnamed."""
        tree = self._tree
        lemma = tree.tokens[head].lemma
        labels = {"poss", "compound", "amod", "nmod"}
        by_field = determiner == "the" and not nouns.is_loose_body(lemma)
        told = determiner not in _INDEFINITE and any(
            tree.tokens[i].tag in {"NNP", "NNPS"}
            or self._at.get(i)
            or self._phrases.is_nationality(i)
            or (by_field and tree.tokens[i].dep == "compound")
            for i in tree.all_children(head, *labels)
        )
        if told:
            reason = f"The source is a body that the text identifies: '{words}'."
            return Speaker(words, SpeakerKind.NAMED, reason, None, EntityType.ORGANISATION)
        kind = SpeakerKind.GROUP if nouns.is_group(lemma) else SpeakerKind.UNNAMED
        reason = f"The source has no name in the text: '{words}'."
        return Speaker(words, kind, reason, None, EntityType.ORGANISATION)
