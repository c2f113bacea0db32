"""Records from Web Annotations that `tellings export --format webannotation` wrote.

Spans are taken at their positions where the words there are those of the quotation; otherwise where the quotation with
its surroundings stands exactly once, because another program may have changed positions or counted in other units.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from tellings.reading.imported.fields import Fields, MisshapenError
from tellings.reading.imported.layers import published_in_columns
from tellings.reading.imported.rows import Told
from tellings.records import (
    Article,
    ArticleId,
    Attribution,
    AttributionKind,
    Claim,
    Derivation,
    EntityType,
    Mention,
    MentionForm,
    Passage,
    Relation,
    Span,
    SpeakerKind,
    Status,
    Witness,
)

_OURS = "tellings:"


class AnnotationReader:
    """What one file's annotations say, gathered; ask for `told` once all were `taken`."""

    def __init__(self) -> None:
        self._articles: dict[str, Told] = {}  # by the identifier that targets name
        self._mentions: list[Told] = []
        self._attributions: dict[str, _Pieces] = {}
        self._edges: dict[tuple[str, str], _Pieces] = {}
        self._claims: dict[tuple[str, str], _Pieces] = {}

    def take_text(self, annotation: Fields) -> bool:
        """Whether the annotation carries an article's text; if so it is kept."""
        for body in _bodies(annotation):
            if body.has("tellings:article"):
                record = _ours(body)
                self._articles[body.name("id")] = Told(record.maybe_text("story"), _article(record, body))
                return True
        return False

    def take_span(self, annotation: Fields) -> None:
        """Keep what an annotation says of a span. The article's text has to be taken before."""
        record = next((_ours(body) for body in _bodies(annotation) if _kind(body) in _KNOWN), None)
        if record is None:
            raise MisshapenError("it has no body of a kind that Tellings writes")
        span = self._span(annotation)
        kind = record.name("type").removeprefix(_OURS)
        if kind == "Mention":
            self._mentions.append(Told(None, _mention(record, span)))
        elif kind == "Attribution":
            self._attributions.setdefault(record.name("attribution"), _Pieces(record)).add(record, span)
        elif kind == "Passage":
            self._edges.setdefault((record.name("child"), record.name("parent")), _Pieces(record)).add(record, span)
        else:
            self._claims.setdefault((record.name("story"), record.name("claim")), _Pieces(record)).add(record, span)

    def told(self) -> Iterator[Told]:
        """The records: articles, mentions, attributions, derivations, claims, in the order of the file."""
        yield from self._articles.values()
        yield from self._mentions
        yield from (Told(None, _attribution(pieces)) for pieces in self._attributions.values())
        yield from (Told(None, _derivation(pieces)) for pieces in self._edges.values())
        for (story, _), pieces in self._claims.items():
            yield Told(story, _claim(pieces))

    def _span(self, annotation: Fields) -> Span:
        target = annotation.maybe_object("target") or annotation
        source = target.text("source")
        if source not in self._articles:
            raise MisshapenError(f"its target `{source}` is no text of this file")
        article = self._articles[source].record
        assert isinstance(article, Article)
        selectors = {selector.text("type"): selector for selector in target.objects("selector")}
        position, quote = selectors.get("TextPositionSelector"), selectors.get("TextQuoteSelector")
        if position is not None:
            start, end = position.count("start"), position.count("end")
            if start <= end <= len(article.text) and (quote is None or article.text[start:end] == quote.text("exact")):
                return article.span(start, end)
        if quote is not None and (found := _only_place(article, quote)) is not None:
            return found
        raise MisshapenError("its words do not stand at its position, nor exactly once anywhere in the text")


class _Pieces:
    """The annotations that together make one record: its facts, and its spans by part and number."""

    def __init__(self, facts: Fields) -> None:
        self.facts = facts
        self.spans: dict[tuple[str, int], tuple[Span, Fields]] = {}

    def add(self, record: Fields, span: Span) -> None:
        part = record.text("part") if record.has("part") else ""
        self.spans[part, record.count("piece")] = span, record

    def of(self, part: str) -> list[tuple[int, Span, Fields]]:
        """Number, span and facts of one part's pieces, in order."""
        return [(number, *found) for (name, number), found in sorted(self.spans.items(), key=_number) if name == part]


def _number(item: tuple[tuple[str, int], Any]) -> tuple[str, int]:
    return item[0]


_KNOWN = {f"{_OURS}{name}" for name in ("Mention", "Attribution", "Passage", "Witness")}


def annotations_of(collection: Fields) -> list[Any]:
    """The annotations of a collection, of a page, or the one annotation that the file is."""
    if (page := _maybe(collection, "first")) is not None:
        return annotations_of(page)
    if collection.has("items"):
        items = collection.plain("items")
        return items if isinstance(items, list) else []
    return [collection.record]


def _maybe(record: Fields, name: str) -> Fields | None:
    value = record.record.get(name)
    return Fields(value, f"`{name}`") if isinstance(value, Mapping) else None


def _bodies(annotation: Fields) -> Iterable[Fields]:
    body = annotation.plain("body") if annotation.has("body") else []
    for entry in body if isinstance(body, list) else [body]:
        if isinstance(entry, Mapping):
            yield Fields(entry, "a body")


def _kind(body: Fields) -> str | None:
    kind = body.record.get("type")
    return kind if isinstance(kind, str) else None


def _ours(body: Fields) -> Fields:
    """The body's fields under their own names."""
    return Fields({name.removeprefix(_OURS): value for name, value in body.record.items()}, "the body")


def _only_place(article: Article, quote: Fields) -> Span | None:
    before, exact, after = (quote.text(name) if quote.has(name) else "" for name in ("prefix", "exact", "suffix"))
    whole = before + exact + after
    start = article.text.find(whole)
    if not exact or start < 0 or article.text.find(whole, start + 1) >= 0:
        return None
    return article.span(start + len(before), start + len(before) + len(exact))


def _article(record: Fields, body: Fields) -> Article:
    return Article(
        id=ArticleId(record.name("article")),
        source=record.text("source"),
        text=body.text("value"),
        title=record.text("title"),
        outlet=record.maybe_text("outlet"),
        byline=record.texts("byline"),
        agency=record.texts("agency"),
        dateline=record.maybe_text("dateline"),
        published=published_in_columns(record) if record.has("published") else None,
        language=record.text("language"),
        url=record.maybe_text("url"),
        blocks=(),
        bases=(),
    )


def _mention(record: Fields, span: Span) -> Mention:
    return Mention(
        span=span,
        type=record.choice("entity_type", EntityType),
        form=record.choice("form", MentionForm),
        name=record.text("name"),
        reason=record.text("reason"),
        entity=record.maybe_text("entity"),
    )


def _attribution(pieces: _Pieces) -> Attribution:
    facts = pieces.facts
    source, cue, content = (
        tuple(span for _, span, _ in pieces.of(part)) for part in ("source", "cue", "content")
    )  # fmt: skip
    return Attribution(
        id=facts.name("attribution"),
        kind=facts.choice("kind", AttributionKind),
        source=source,
        cue=cue,
        content=content,
        speaker_name=facts.maybe_text("speaker_name"),
        speaker_kind=facts.choice("speaker_kind", SpeakerKind),
        speaker_reason=facts.text("speaker_reason"),
        inside=facts.maybe_text("inside"),
        speaker=facts.maybe_text("speaker"),
        utterance=facts.maybe_text("utterance"),
        confidence=facts.share("confidence"),
        is_statement=facts.flag("is_statement"),
    )


def _derivation(pieces: _Pieces) -> Derivation:
    facts = pieces.facts
    parents = {number: span for number, span, _ in pieces.of("parent")}
    return Derivation(
        child=ArticleId(facts.name("child")),
        parent=facts.name("parent"),
        relation=facts.choice("relation", Relation),
        kind=facts.text("kind"),
        share_of_child=facts.share("share_of_child"),
        share_of_parent=facts.share("share_of_parent"),
        passages=tuple(
            Passage(span, parents.get(number), record.flag("verbatim")) for number, span, record in pieces.of("child")
        ),
        edits=(),
        reasons=(),
        decided=facts.flag("decided"),
    )


def _claim(pieces: _Pieces) -> Claim:
    facts = pieces.facts
    found = pieces.of("")
    witnesses = tuple(
        Witness(span, r.text("origin"), r.text("voice"), r.text("voice_name"), r.maybe_text("attribution"))
        for _, span, r in found
    )
    claim = Claim(
        id=facts.name("claim"),
        text=facts.text("claim_text"),
        status=facts.choice("status", Status),
        outlets=len({witness.span.article_id for witness in witnesses}),
        origins=len({witness.origin for witness in witnesses}),
        voices=tuple(dict.fromkeys(witness.voice_name for witness in witnesses)),
        witnesses=witnesses,
        absent_from=(),
        reasons=(),
    )
    return replace(claim, focus=facts.text("focus")) if facts.has("focus") else claim
