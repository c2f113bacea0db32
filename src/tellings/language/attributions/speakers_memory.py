"""What the sources of an article have shown so far, for those that only point back: "she", "the spokesman"."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tellings.language.names.given import gender_of
from tellings.records import Article, EntityType, Mention, MentionForm, SpeakerKind

GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
SINGULAR = frozenset(GENDER)
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
NEUTER = frozenset({"it", "its", "itself"})
_COURTESY = {"mr": "m", "mr.": "m", "mrs": "f", "mrs.": "f", "ms": "f", "ms.": "f", "miss": "f"}
# How many sources back "the spokesman" may point. Past a long article's worth; bounds the time on a book.
_REMEMBERED = 100
# How many sources back "he" may point where no mention says whom it stands for. A guess.
_NEAR = 6


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the name inside the article, what is known of him, why, and his entity where it is known."""

    name: str | None
    kind: SpeakerKind
    reason: str
    entity: str | None = None
    type: EntityType | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One source that was resolved.

    Args:
        nouns: Lemmas of the nouns that call the speaker something, with the wider words for the same office.
        words: Lemmas of all content words of the source.
        gender: `m` or `f` where name, noun or a pronoun tells, else empty.
        is_person: Whether "he" or "she" may stand for the speaker.
        is_thing: Whether it is a report, an image or the like.
    """

    speaker: Speaker
    nouns: frozenset[str]
    words: frozenset[str]
    gender: str
    is_person: bool
    is_thing: bool


class Memory:
    """The resolved sources of one article, in reading order."""

    def __init__(self) -> None:
        self._said: list[Said] = []
        self._words: dict[str, set[str]] = defaultdict(set)
        self._put_out: dict[str, Speaker] = {}

    def add(self, said: Said) -> None:
        """Remember a source."""
        self._said.append(said)
        if said.speaker.name:
            self._words[said.speaker.name] |= said.words

    def put_out(self, noun: str, speaker: Speaker) -> None:
        """Remember that a speaker put out a statement, a letter or the like."""
        self._put_out[noun] = speaker

    def author(self, noun: str) -> Speaker | None:
        """Who last put out what the noun names."""
        return self._put_out.get(noun)

    def pointed_at(self, pronoun: str, host: Speaker | None) -> Speaker | None:
        """The nearest earlier speaker a pronoun can stand for; for "it" and "they" only the very last one.

        Nobody calls himself "he", so the speaker of the attribution around it is passed over.
        """
        near = [said for said in reversed(self._said[-_NEAR:]) if host is None or said.speaker.name != host.name]
        if pronoun in SINGULAR:
            return next((s.speaker for s in near if s.is_person and s.gender in {"", GENDER[pronoun]}), None)
        last = near[0] if near else None
        if last is None or (last.speaker.name or "").lower() in PLURAL | NEUTER:
            return None
        is_body = last.speaker.type in {EntityType.ORGANISATION, EntityType.PLACE}
        if pronoun in PLURAL:
            return last.speaker if last.speaker.kind is SpeakerKind.GROUP else None
        return last.speaker if is_body or last.is_thing else None

    def just_called(self, noun: str) -> Speaker | None:
        """The unnamed speaker whom one of the last three sources called by this very noun."""
        near = (said for said in reversed(self._said[-3:]) if noun in said.words and noun in said.nouns)
        return next((said.speaker for said in near if said.speaker.kind is SpeakerKind.UNNAMED), None)

    def called(self, noun: str, modifiers: frozenset[str]) -> Speaker | None:
        """The last speaker whom a source called by the noun, and for whom every modifier was used as well.

        So "the ministry spokesman" is not "company spokesman Jan Vos".
        """
        for said in reversed(self._said[-_REMEMBERED:]):
            name = said.speaker.name
            if name and noun in said.nouns and modifiers <= said.words | self._words[name]:
                return said.speaker
        return None


def genders(article: Article, mentions: Iterable[Mention]) -> dict[str, str]:
    """The gender of each person's name that pronouns, courtesy titles or the given name tell, surest first."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        if mention.type is not EntityType.PERSON:
            continue
        word = article.wording(mention.span).lower()
        before = article.text[max(0, mention.span.start - 6) : mention.span.start].lower().split()
        if mention.form is MentionForm.PRONOUN and word in SINGULAR:
            votes[mention.name][GENDER[word]] += 2
        elif before and before[-1] in _COURTESY:
            votes[mention.name][_COURTESY[before[-1]]] += 3
    found = {name: max(sorted(count), key=lambda gender: count[gender]) for name, count in votes.items()}
    for mention in mentions:
        if mention.type is EntityType.PERSON and " " in mention.name:
            found.setdefault(mention.name, gender_of(mention.name.split()[0]))
    return found
