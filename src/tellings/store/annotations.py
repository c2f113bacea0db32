"""Annotations in the store: the whole record, compressed, and readable rows of names and statements beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tellings.errors import UnknownIdError
from tellings.records import AnnotatedArticle, Article, ArticleId, Attribution, Mention, Parse, Span, Timex, hull
from tellings.store.articles import Articles, moment
from tellings.store.database import Database, Indexed, Row
from tellings.store.digests import article_digest
from tellings.store.packing import UnpackingError, pack, unpack
from tellings.store.rows import StageKey
from tellings.store.words import words_of

_MAX_NAME = 300
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class _Layers:
    """An `AnnotatedArticle` without its article."""

    parse: Parse
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    timexes: tuple[Timex, ...]
    attributions: tuple[Attribution, ...]


class Annotations(Articles):
    """Saving annotations and reading them back."""

    _database: Database

    def save_annotation(
        self, annotated: AnnotatedArticle, key: StageKey, at: datetime, *, article: Article | None = None
    ) -> None:
        """Save an article's layers in place of those it had.

        `article` is the stored article, where it got another id than the annotated one (`Added.article`).
        """
        annotated = under(annotated, article or annotated.article)
        stored_id = annotated.article.id
        with self._database.batch():
            if not self._database.rows("SELECT 1 FROM article WHERE id = :id", {"id": stored_id}):
                raise UnknownIdError("article", stored_id)
            self._database.run(
                "INSERT INTO annotation (article, stage, input_digest, settings_digest, stage_version, made_at, "
                "packed) VALUES (:id, :stage, :input, :settings, :version, :at, :packed) "
                "ON CONFLICT (article, stage) DO UPDATE SET input_digest = excluded.input_digest, "
                "settings_digest = excluded.settings_digest, stage_version = excluded.stage_version, "
                "made_at = excluded.made_at, packed = excluded.packed",
                {
                    "id": stored_id,
                    "input": article_digest(annotated.article),
                    "at": moment(at),
                    **key_columns(key),
                    "packed": _packed(annotated),
                },
            )
            self._write_rows(annotated)

    def annotation(self, article_id: str, key: StageKey | None = None) -> AnnotatedArticle | None:
        """The article's layers; None where there are none, or they were made from another input or with another key.

        They must have been made with the key; without one they are taken as they are.
        """
        return next(self.annotations([article_id], key), None)

    def annotations(self, article_ids: Sequence[str], key: StageKey | None = None) -> Iterator[AnnotatedArticle]:
        """The layers of these articles in the order of the ids; those that `annotation` would not give are left out."""
        for article in self.articles(article_ids):
            found = self._database.rows(
                "SELECT annotation.input_digest = article.digest, stage, settings_digest, stage_version, "
                "annotation.packed FROM annotation JOIN article ON article.id = annotation.article "
                "WHERE annotation.article = :id AND stage = :stage",
                {"id": article.id, "stage": key.stage if key else "annotate"},
            )
            layers = _layers(found, article, key)
            if layers is not None:
                yield layers

    def without_annotation(self, key: StageKey) -> Iterator[ArticleId]:
        """Current articles that have no layers made from them with that key, in the order they were added."""
        sql = (
            "SELECT number, id FROM article WHERE is_current AND number > :last AND NOT EXISTS (SELECT 1 FROM "
            "annotation WHERE annotation.article = article.id AND stage = :stage AND settings_digest = :settings AND "
            f"stage_version = :version AND input_digest = article.digest) ORDER BY number LIMIT {_AT_ONCE}"
        )
        last = 0
        while found := self._database.rows(sql, {"last": last, **key_columns(key)}):
            yield from (ArticleId(name) for _, name in found)
            last = found[-1][0]

    def _write_rows(self, annotated: AnnotatedArticle) -> None:
        stored_id = annotated.article.id
        for table in ("mention", "attribution"):
            self._database.run(f"DELETE FROM {table} WHERE article = :id", {"id": stored_id})
        mentions = [_mention_row(mention, stored_id) for mention in annotated.mentions]
        if mentions:
            self._database.run_many(
                "INSERT INTO mention (article, span_start, span_end, type, form, name, name_key) "
                "VALUES (:article, :start, :end, :type, :form, :name, :key)",
                mentions,
            )
        for attribution in annotated.attributions:
            if attribution.content:
                self._write_attribution(_attribution_row(attribution, annotated.article))

    def _write_attribution(self, row: dict[str, Any]) -> None:
        number = self._database.rows(
            "INSERT INTO attribution (id, article, kind, speaker, speaker_key, speaker_kind, source_start, source_end, "
            "cue_start, cue_end, content_start, content_end, source, cue, content, confidence, is_statement) VALUES "
            "(:id, :article, :kind, :speaker, :key, :speaker_kind, :source_start, :source_end, :cue_start, :cue_end, "
            ":content_start, :content_end, :source, :cue, :content, :confidence, :is_statement) RETURNING number",
            row,
        )[0][0]
        self._database.index(Indexed.ATTRIBUTION, number, (row["content"],))


def under(annotated: AnnotatedArticle, article: Article) -> AnnotatedArticle:
    """The same layers on the same text under another id, as the store gives it to an article whose own is taken."""
    old = annotated.article.id
    if old == article.id:
        return annotated
    layers: _Layers = unpack(_packed(annotated), _Layers, article=article.id, text=article.text)
    renamed = tuple(_renamed(attribution, old, article.id) for attribution in layers.attributions)
    return _annotated(article, replace(layers, attributions=renamed))


def key_columns(key: StageKey) -> dict[str, str]:
    """The parameters `stage`, `settings` and `version`."""
    return {"stage": key.stage, "settings": key.settings, "version": key.version}


def name_key(name: str) -> str:
    """The name's words, folded, the last first: names are looked up by their last words."""
    return " ".join(word for word, _, _ in reversed(list(words_of(name[:_MAX_NAME]))))


def _packed(annotated: AnnotatedArticle) -> bytes:
    layers = _Layers(
        annotated.parse, annotated.sentences, annotated.mentions, annotated.timexes, annotated.attributions
    )
    return pack(layers, _Layers, article=annotated.article.id, text=annotated.article.text)


def _layers(rows: Sequence[Row], article: Article, key: StageKey | None) -> AnnotatedArticle | None:
    if not rows:
        return None
    is_of_this, stage, settings, version, packed = rows[0]
    if not is_of_this or (key is not None and key != StageKey(stage, version, settings)):
        return None
    try:
        layers: _Layers = unpack(packed, _Layers, article=article.id, text=article.text)
    except UnpackingError:
        return None  # an older program's records: to be made again like any that are missing
    return _annotated(article, layers)


def _annotated(article: Article, layers: _Layers) -> AnnotatedArticle:
    return AnnotatedArticle(
        article, layers.parse, layers.sentences, layers.mentions, layers.timexes, layers.attributions
    )


def _renamed(attribution: Attribution, old: str, new: str) -> Attribution:
    """The attribution of an article with another id, which its own id and that of the one around it begin with."""
    inside = attribution.inside
    return replace(
        attribution,
        id=new + attribution.id[len(old) :] if attribution.id.startswith(old) else attribution.id,
        inside=new + inside[len(old) :] if inside is not None and inside.startswith(old) else inside,
    )


def _mention_row(mention: Mention, article: ArticleId) -> dict[str, Any]:
    return {
        "article": article,
        "start": mention.span.start,
        "end": mention.span.end,
        "type": mention.type.value,
        "form": mention.form.value,
        "name": mention.name[:_MAX_NAME],
        "key": name_key(mention.name),
    }


def _attribution_row(attribution: Attribution, article: Article) -> dict[str, Any]:
    speaker = attribution.speaker_name
    return {
        "id": attribution.id,
        "article": article.id,
        "kind": attribution.kind.value,
        "speaker": speaker and speaker[:_MAX_NAME],
        "key": name_key(speaker or ""),
        "speaker_kind": attribution.speaker_kind.value,
        **_part("source", attribution.source, article),
        **_part("cue", attribution.cue, article),
        **_part("content", attribution.content, article),
        "confidence": attribution.confidence,
        "is_statement": attribution.is_statement,
    }


def _part(name: str, spans: Sequence[Span], article: Article) -> dict[str, Any]:
    """Where a part begins and ends, and its words; pieces of an interrupted one are joined by an ellipsis."""
    if not spans:
        return {f"{name}_start": None, f"{name}_end": None, name: None}
    whole = hull(spans)
    words = " … ".join(article.text[span.start : span.end] for span in sorted(spans))
    return {f"{name}_start": whole.start, f"{name}_end": whole.end, name: words}
