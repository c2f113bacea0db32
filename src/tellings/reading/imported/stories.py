"""A comparison from the JSON that `tellings compare --json` and `tellings export --format json` write.

What the format does not have stays empty: the parse, sentences, the mentions of each article (entities keep theirs),
passages shared without derivation, and pairs at one remove. Written as JSON again, the story is the same file.
"""

from collections import defaultdict
from dataclasses import replace

from tellings.reading.imported.fields import Fields
from tellings.reading.imported.layers import article_of, attribution_of, claim_of, timex_of
from tellings.reading.imported.lineages import derivation_of, origin_of, variant_of
from tellings.reading.imported.positions import issues_of, movements_of, negotiation_of, position_of
from tellings.records import (
    AnnotatedArticle,
    ArticleId,
    Attribution,
    Comparison,
    DigestSentence,
    Disagreement,
    DisagreementKind,
    Entity,
    EntityType,
    Lineage,
    Omission,
    OmissionKind,
    Parse,
    Precision,
    Rewriting,
    SentenceKind,
    Side,
    Skipped,
    Span,
    Story,
    Term,
    TimelineEntry,
    Timex,
    Utterance,
    Wording,
    WordingKind,
)


def comparison_of(record: Fields) -> Comparison:
    """The comparison of a whole file."""
    return Comparison(
        stories=tuple(story_of(story) for story in record.objects("stories")),
        set_aside=tuple(
            Skipped(entry.text("source"), entry.text("stage"), entry.text("reason"))
            for entry in record.objects("set_aside")
        ),
    )


def story_of(record: Fields) -> Story:
    """The story of an entry of `stories`."""
    return Story(
        id=record.name("id"),
        title=record.text("title"),
        first_published=record.maybe_text("first_published"),
        last_published=record.maybe_text("last_published"),
        articles=_annotated(record),
        entities=tuple(_entity(entity) for entity in record.objects("entities")),
        lineage=Lineage(
            origins=tuple(origin_of(origin) for origin in record.objects("origins")),
            derivations=tuple(derivation_of(edge) for edge in record.objects("derivations")),
            related=(),
            shared=(),
            variants=tuple(variant_of(variant) for variant in record.objects("variants")),
        ),
        claims=tuple(claim_of(claim) for claim in record.objects("claims")),
        disagreements=tuple(_disagreement(entry) for entry in record.objects("disagreements")),
        positions=tuple(position_of(position) for position in record.objects("positions")),
        wording=tuple(_wording(wording) for wording in record.objects("wording")),
        omissions=tuple(_omission(omission) for omission in record.objects("omissions")),
        timeline=tuple(_timeline_entry(entry) for entry in record.objects("timeline")),
        digest=tuple(map(_digest_sentence, record.objects("digest"))),
        utterances=tuple(_utterance(utterance) for utterance in record.objects("utterances")),
        issues=issues_of(record),
        movements=movements_of(record),
        negotiation=negotiation_of(record),
        rewriting=_rewriting(record.maybe_object("rewriting")) if record.has("rewriting") else None,
    )


def _digest_sentence(record: Fields) -> DigestSentence:
    """A sentence of the digest; before there was a figure, all of them were quoted."""
    sentence = DigestSentence(record.text("text"), _places(record, "citations"), record.texts("claims"))
    if not record.has("entailment"):
        return sentence
    kind, lead_in = record.choice("kind", SentenceKind), record.text("lead_in")
    return replace(sentence, entailment=record.share("entailment"), kind=kind, lead_in=lead_in)


def _rewriting(record: Fields | None) -> Rewriting | None:
    if record is None:
        return None
    reasons = tuple((entry.text("reason"), entry.count("sentences")) for entry in record.objects("reasons"))
    asked, kept, dropped = (record.count(name) for name in ("asked", "kept", "dropped"))
    return Rewriting(record.text("model"), asked, kept, dropped, reasons, record.text("failure"))


def _annotated(record: Fields) -> tuple[AnnotatedArticle, ...]:
    """The articles, each with the time expressions and attributions that name it."""
    timexes: dict[str, list[Timex]] = defaultdict(list)
    for timex in map(timex_of, record.objects("timexes")):
        timexes[timex.span.article_id].append(timex)
    attributions: dict[str, list[Attribution]] = defaultdict(list)
    for entry in record.objects("attributions"):
        attributions[entry.name("article")].append(attribution_of(entry))
    articles = map(article_of, record.objects("articles"))
    return tuple(
        AnnotatedArticle(
            article=article,
            parse=Parse((), (), ()),
            sentences=(),
            mentions=(),
            timexes=tuple(timexes[article.id]),
            attributions=tuple(attributions[article.id]),
        )
        for article in articles
    )


def _places(record: Fields, name: str) -> tuple[Span, ...]:
    return tuple(place.place() for place in record.objects(name))


def _entity(record: Fields) -> Entity:
    return Entity(
        record.name("id"),
        record.text("name"),
        record.choice("type", EntityType),
        record.texts("aliases"),
        _places(record, "mentions"),
        record.texts("reasons"),
    )


def _utterance(record: Fields) -> Utterance:
    return Utterance(
        id=record.name("id"),
        speaker=record.maybe_text("speaker"),
        speaker_name=record.maybe_text("speaker_name"),
        attributions=record.texts("attributions"),
        links=record.pairs("links"),
        reasons=record.texts("reasons"),
    )


def _disagreement(record: Fields) -> Disagreement:
    return Disagreement(
        id=record.name("id"),
        kind=record.choice("kind", DisagreementKind),
        compatible=record.flag("compatible"),
        explanation=record.text("explanation"),
        sides=tuple(Side(side.text("value"), _places(side, "witnesses")) for side in record.objects("sides")),
        claims=record.texts("claims"),
    )


def _wording(record: Fields) -> Wording:
    """A choice of terms; before there were kinds, all of them were told alike."""
    wording = Wording(record.text("referent"), tuple(_term(term) for term in record.objects("terms")))
    if not record.has("kind"):
        return wording
    return replace(wording, kind=record.choice("kind", WordingKind), reason=record.text("reason"))


def _term(record: Fields) -> Term:
    article = record.name("article")
    return Term(record.text("term"), ArticleId(article), record.spans("spans", article))


def _omission(record: Fields) -> Omission:
    article, kind = ArticleId(record.name("article")), record.choice("kind", OmissionKind)
    words = tuple(place.place() for place in record.objects("words")) if record.has("words") else ()
    return Omission(record.text("claim"), article, kind, record.maybe_text("from"), words)


def _timeline_entry(record: Fields) -> TimelineEntry:
    return TimelineEntry(
        record.text("date"), record.choice("precision", Precision), record.text("text"), record.texts("claims")
    )
