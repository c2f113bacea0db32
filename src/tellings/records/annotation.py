"""What annotation adds to an article: sentences, tokens, names, times, and who said what."""

from dataclasses import dataclass
from enum import StrEnum

from tellings.records.article import Article
from tellings.records.span import Span


@dataclass(frozen=True, slots=True)
class Token:
    """One token of the parse.

    Args:
        start, end: Code points in the article's text.
        tag: Penn Treebank part of speech.
        dep: ClearNLP dependency label, as spaCy's English models give it.
        head: Index of the head in `Parse.tokens`; a root is its own head.
        lemma: Lower-cased dictionary form.
    """

    start: int
    end: int
    tag: str
    dep: str
    head: int
    lemma: str


@dataclass(frozen=True, slots=True)
class TokenRange:
    """A half-open range of token indices, with the recogniser's label where it is a name."""

    start: int
    end: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Parse:
    """The grammar of one article: all its tokens in order, its sentences and the recogniser's names as token ranges.

    Labels of `names` are OntoNotes types (PERSON, ORG, GPE, NORP, LOC, FAC, EVENT, DATE, TIME, CARDINAL, …), as raw as
    the recogniser gives them.
    """

    tokens: tuple[Token, ...]
    sentences: tuple[TokenRange, ...]
    names: tuple[TokenRange, ...]


class EntityType(StrEnum):
    """What a name stands for."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


class MentionForm(StrEnum):
    """How a mention names its entity."""

    NAME = "name"  # "Dmitry Peskov", "the Kremlin"
    DESCRIPTION = "description"  # "the US president", "the Kremlin aide"
    PRONOUN = "pronoun"  # "he"
    METONYM = "metonym"  # "Moscow" for Russia's government


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names a person, an organisation or a place.

    Args:
        name: The referent's fullest name inside this article ("Steve Witkoff" at "Witkoff" and at "he").
        reason: Why a mention that is not the name itself stands for `name`; empty for a plain name.
        entity: Id of the story's entity; None until the story's entities are known.
    """

    span: Span
    type: EntityType
    form: MentionForm
    name: str
    reason: str = ""
    entity: str | None = None


class TimexType(StrEnum):
    """TIMEX3 types (ISO-TimeML)."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression with its TIMEX3 value.

    `value` is underspecified in TIMEX3's own way (`XXXX-WXX-5`, `XXXX-04-25`) while the article's date is unknown.
    """

    span: Span
    type: TimexType
    value: str


class AttributionKind(StrEnum):
    """How the content is given (PolNeAR, Newell et al. 2018): in quotation marks, without, or partly."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class SpeakerKind(StrEnum):
    """What is known of who speaks."""

    NAMED = "named"
    UNNAMED = "unnamed"  # "a senior official"
    GROUP = "group"  # "officials", "analysts"
    UNKNOWN = "unknown"  # no source in the text


@dataclass(frozen=True, slots=True)
class Attribution:
    """One source, cue and content, each a span in one or more pieces (PARC 3, Pareti 2016; PolNeAR).

    Args:
        id: Unique in the story: article id and number.
        source: Empty where the text names none.
        speaker_name: Who speaks: the referent's name inside this article, or the words for an unnamed source.
        speaker_reason: Why the source's words stand for `speaker_name` ("'he' is the subject of the sentence before").
        inside: Id of the attribution whose content holds this one ("the Kremlin said Putin told …").
        speaker: Entity id; None for unnamed sources and until the story's entities are known.
        utterance: Id shared by attributions that report the same words; None until articles are compared.
        confidence: How often attributions found on such evidence are right, 0 to 1 (reliability in the model's card).
        is_statement: Whether the content is told as a statement, a clause or quoted speech; false where somebody only
            takes a stand on something or does something about it ("rejected the offer", "praised the crew").
    """

    id: str
    kind: AttributionKind
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker_name: str | None
    speaker_kind: SpeakerKind
    speaker_reason: str
    inside: str | None = None
    speaker: str | None = None
    utterance: str | None = None
    confidence: float = 1.0
    is_statement: bool = True


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article with its layers. `sentences` are spans; `parse` holds their grammar, in the same order."""

    article: Article
    parse: Parse
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    timexes: tuple[Timex, ...]
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation or place of a story, under all the names that its articles use.

    Args:
        id: Unique in the story and stable for the same input.
        name: The fullest name most articles use.
        aliases: Every other wording, most frequent first.
        mentions: Where it is named, in all articles.
        reasons: One sentence for each merge ("'Stephen Vitkoff' is 'Steve Witkoff': …").
    """

    id: str
    name: str
    type: EntityType
    aliases: tuple[str, ...]
    mentions: tuple[Span, ...]
    reasons: tuple[str, ...]
