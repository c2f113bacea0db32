"""Articles and their annotations, from records of the forms that `tellings export` and the story JSON have."""

from dataclasses import replace

from tellings.reading.imported.fields import Fields
from tellings.records import (
    Article,
    ArticleId,
    Attribution,
    AttributionKind,
    Basis,
    Block,
    Claim,
    EntityType,
    Mention,
    MentionForm,
    Precision,
    Published,
    Role,
    SpeakerKind,
    Status,
    Timex,
    TimexType,
    Witness,
)


def article_of(record: Fields) -> Article:
    """The article of an entry of `articles`; a date may be an object or stand in three columns."""
    return Article(
        id=ArticleId(record.name("id")),
        source=record.text("source"),
        text=record.text("text"),
        title=record.text("title"),
        outlet=record.maybe_text("outlet"),
        byline=record.texts("byline"),
        agency=record.texts("agency"),
        dateline=record.maybe_text("dateline"),
        published=_published(record),
        language=record.text("language"),
        url=record.maybe_text("url"),
        blocks=tuple(_block(block) for block in record.objects("blocks")) if record.has("blocks") else (),
        bases=tuple(Basis(basis.text("field"), basis.text("reason")) for basis in record.objects("bases"))
        if record.has("bases")
        else (),
    )


def published_in_columns(record: Fields) -> Published | None:
    """The date that three columns give."""
    if (value := record.maybe_text("published")) is None:
        return None
    return Published(value, record.choice("published_precision", Precision), record.text("published_basis"))


def _published(record: Fields) -> Published | None:
    if record.has("published_precision"):
        return published_in_columns(record)
    date = record.maybe_object("published")
    return Published(date.text("value"), date.choice("precision", Precision), date.text("basis")) if date else None


def _block(record: Fields) -> Block:
    return Block(record.choice("role", Role), record.text("text"), *record.maybe_offsets())


def mention_of(record: Fields) -> Mention:
    """The mention of a row, which names its article."""
    return Mention(
        span=record.place(),
        type=record.choice("type", EntityType),
        form=record.choice("form", MentionForm),
        name=record.text("name"),
        reason=record.text("reason"),
        entity=record.maybe_text("entity"),
    )


def timex_of(record: Fields) -> Timex:
    """The time expression of a row, which names its article."""
    return Timex(record.place(), record.choice("type", TimexType), record.text("value"))


def attribution_of(record: Fields) -> Attribution:
    """The attribution of an entry of `attributions`."""
    article = record.name("article")
    return Attribution(
        id=record.name("id"),
        kind=record.choice("kind", AttributionKind),
        source=record.spans("source", article),
        cue=record.spans("cue", article),
        content=record.spans("content", article),
        speaker_name=record.maybe_text("speaker_name"),
        speaker_kind=record.choice("speaker_kind", SpeakerKind),
        speaker_reason=record.text("speaker_reason"),
        inside=record.maybe_text("inside"),
        speaker=record.maybe_text("speaker"),
        utterance=record.maybe_text("utterance"),
        confidence=record.share("confidence"),
        is_statement=record.flag("is_statement"),
    )


def claim_of(record: Fields) -> Claim:
    """The claim of an entry of `claims`."""
    claim = Claim(
        id=record.name("id"),
        text=record.text("text"),
        status=record.choice("status", Status),
        outlets=record.count("outlets"),
        origins=record.count("origins"),
        voices=record.texts("voices"),
        witnesses=tuple(_witness(witness) for witness in record.objects("witnesses")),
        absent_from=tuple(ArticleId(name) for name in record.texts("absent_from")),
        reasons=record.texts("reasons"),
    )
    if record.has("focus"):
        claim = replace(claim, focus=record.text("focus"))
    if record.has("confidence"):
        claim = replace(claim, confidence=record.share("confidence"), perhaps=record.texts("perhaps"))
    return claim


def _witness(record: Fields) -> Witness:
    return Witness(
        record.place(),
        record.text("origin"),
        record.text("voice"),
        record.text("voice_name"),
        record.maybe_text("attribution"),
    )
