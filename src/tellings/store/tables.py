"""The store's tables, one definition for every engine: what `docs/stages/store.md` lists, with a comment on each column
that its name does not explain.

Imported only to make a store or to migrate one: SQLAlchemy takes longer to import (.4 s) than most commands to run,
so the statements of the other modules are plain SQL on the same names (docs/decisions/0011). Nothing here differs
between engines; full text and its triggers are in each engine's own file.

Words of the tables are those of `docs/index.md`. Ids are the ids of the records. Moments are ISO 8601 in UTC, days as
the outlets print them. Spans are `span_start`, `span_end`: half-open, in code points of the article's text.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import TEXT

metadata = MetaData()
# Compared byte by byte, as SQLite does it, so that order and ranges are the same everywhere.
_TEXT = Text().with_variant(TEXT(collation="C"), "postgresql")


def _text(name: str, comment: str = "", *, empty: bool = False) -> Column[str]:
    return Column(name, _TEXT, nullable=empty, comment=comment or None)


def _number(name: str, comment: str = "", *, default: int | None = 0) -> Column[int]:
    given = text(str(default)) if default is not None else None
    return Column(name, Integer, nullable=False, server_default=given, comment=comment or None)


def _row(comment: str) -> Column[int]:
    return Column("number", Integer, Identity(), primary_key=True, comment=comment)


def _of(name: str, target: str, *, primary: bool = False) -> Column[str]:
    key = ForeignKey(target, ondelete="CASCADE", onupdate="CASCADE")
    return Column(name, _TEXT, key, nullable=False, primary_key=primary)


def _span() -> tuple[Column[int], Column[int]]:
    return _number("span_start", "first code point", default=None), _number(
        "span_end", "one past the last", default=None
    )


def _key() -> tuple[Column[str], ...]:
    return (
        _text("input_digest", "digest of what the stage was given"),
        _text("settings_digest", "digest of the settings it ran with"),
        _text("stage_version", "version of the stage's code"),
    )


source = Table(
    "source",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    _text("address", "path, address or record id, as it was added"),
    _text("outlet", empty=True),
    _text("document_digest", "digest of the last document, before cleaning"),
    _text("first_added"),
    _text("last_added", "when its document last was new or changed"),
    _text("set_aside_stage", "where its last document was set aside; null for one that could be used", empty=True),
    _text("set_aside_reason", empty=True),
    UniqueConstraint("address"),
)

article = Table(
    "article",
    metadata,
    _row("row of the full-text index"),
    _text("id", "digest of text and source or the caller's id; ~2, ~3 where that was taken"),
    Column("source", Integer, ForeignKey("source.id"), nullable=False),
    _number("version", "1 for the source's first text", default=1),
    Column("is_current", Boolean, nullable=False, server_default=true(), comment="the source's last version"),
    _text("outlet", empty=True),
    _text("published", "ISO 8601, cut at its precision", empty=True),
    Column(
        "dated",
        _TEXT,
        nullable=False,
        server_default=text("''"),
        comment="published, else as inferred when its story was compared, else empty; to filter and sort by",
    ),
    _text("precision", "minute, day, month or year", empty=True),
    _text("basis", "where the date was read", empty=True),
    _text("dateline", empty=True),
    _text("language"),
    _text("url", empty=True),
    _text("added_at"),
    _text("document_digest", "digest of the document it was cleaned from"),
    _text("digest", "digest of all an article holds: the input of annotation"),
    _number("words", "white-space separated"),
    _text("title"),
    # The large columns last: SQLite reads a row from its beginning.
    _text("text"),
    Column("packed", LargeBinary, nullable=False, comment="blocks and bases, compressed"),
    UniqueConstraint("id"),
    UniqueConstraint("source", "version"),
    Index("article_dated", "dated"),
    Index("article_outlet", "outlet"),
)

byline = Table(
    "byline",
    metadata,
    _of("article", "article.id"),
    _number("place", "order in print, from 0"),
    _text("name"),
    PrimaryKeyConstraint("article", "place"),
    Index("byline_name", "name"),
)

agency = Table(
    "agency",
    metadata,
    _of("article", "article.id"),
    _number("place", "order in print, from 0"),
    _text("name"),
    PrimaryKeyConstraint("article", "place"),
    Index("agency_name", "name"),
)

annotation = Table(
    "annotation",
    metadata,
    _of("article", "article.id"),
    _text("stage"),
    *_key(),
    _text("made_at"),
    Column("packed", LargeBinary, nullable=False, comment="the layers with the parse, compressed"),
    PrimaryKeyConstraint("article", "stage"),
    Index("annotation_version", "stage", "stage_version", "settings_digest"),
)

mention = Table(
    "mention",
    metadata,
    _of("article", "article.id"),
    *_span(),
    _text("type", "person, organisation or place"),
    _text("form", "name, description, pronoun or metonym"),
    _text("name", "fullest name inside the article"),
    _text("name_key", "its words folded and last first, for searching"),
    Index("mention_article", "article"),
    Index("mention_name", "name_key", "article"),
)

attribution = Table(
    "attribution",
    metadata,
    _row("row of the full-text index"),
    _text("id"),
    _of("article", "article.id"),
    _text("kind", "direct, indirect or mixed"),
    _text("speaker", "who speaks, by the fullest name inside the article", empty=True),
    _text("speaker_key", "its words folded and last first, for searching"),
    _text("speaker_kind", "named, unnamed, group or unknown"),
    Column("source_start", Integer),
    Column("source_end", Integer),
    Column("cue_start", Integer),
    Column("cue_end", Integer),
    _number("content_start", "first code point of the first piece", default=None),
    _number("content_end", "one past the last of the last piece", default=None),
    _text("source", "the source's words", empty=True),
    _text("cue", "the cue's words", empty=True),
    _text("content", "the content's words"),
    Column("confidence", Float, nullable=False),
    Column("is_statement", Boolean, nullable=False, comment="told as a statement, not a stand taken"),
    Index("attribution_article", "article"),
    Index("attribution_speaker", "speaker_key"),
)

story = Table(
    "story",
    metadata,
    Column("id", _TEXT, primary_key=True),
    _text("title"),
    _text("first_published", empty=True),
    _text("last_published", empty=True),
    Column("state", _TEXT, nullable=False, server_default=text("'open'"), comment="open or ended"),
    _number("articles"),
    _number("outlets"),
    _number("origins", "independent texts; 0 until compared"),
    _text("made_at"),
    _text("changed_at"),
    Index("story_published", "last_published"),
)

story_article = Table(
    "story_article",
    metadata,
    _of("article", "article.id", primary=True),
    _of("story", "story.id"),
    Column("likeness", Float, comment="0 to 1; null where a person decided"),
    _text("reason"),
    _text("added_at"),
    Index("story_article_story", "story"),
)

story_redirect = Table(
    "story_redirect",
    metadata,
    Column("old", _TEXT, primary_key=True, comment="id of a story that was merged away"),
    _of("new", "story.id"),
    _text("at"),
    _text("reason"),
    Index("story_redirect_new", "new"),
)

story_link = Table(
    "story_link",
    metadata,
    _of("later", "story.id"),
    _of("earlier", "story.id"),
    Column("likeness", Float, nullable=False),
    _text("reason"),
    _text("at"),
    PrimaryKeyConstraint("later", "earlier"),
    Index("story_link_earlier", "earlier"),
)

decision = Table(
    "decision",
    metadata,
    _row("in the order they were taken"),
    _text("at"),
    _text("kind", "merge or split"),
    _text("story", "the story kept, or split off from"),
    _text("other", "the story merged away, or made by the split"),
    _text("note"),
)

decision_article = Table(
    "decision_article",
    metadata,
    Column("decision", Integer, ForeignKey("decision.number", ondelete="CASCADE"), nullable=False),
    _text("story", "which of the two it was in"),
    _of("article", "article.id"),
    PrimaryKeyConstraint("decision", "article"),
)

grouping_state = Table(
    "grouping_state",
    metadata,
    Column("name", _TEXT, primary_key=True),
    _text("version", "version of the grouping that wrote it"),
    _text("saved_at"),
    Column("packed", LargeBinary, nullable=False),
)

comparison = Table(
    "comparison",
    metadata,
    _of("story", "story.id"),
    _text("stage", "'story' for the whole, else the part that is kept for the next refresh"),
    *_key(),
    _text("made_at"),
    Column("packed", LargeBinary, nullable=False, comment="the whole record, compressed"),
    PrimaryKeyConstraint("story", "stage"),
)

origin = Table(
    "origin",
    metadata,
    _of("story", "story.id"),
    _text("id"),
    _text("name"),
    _text("agency", empty=True),
    Column("seen", Boolean, nullable=False, comment="false: known only from its copies"),
    _number("articles"),
    PrimaryKeyConstraint("story", "id"),
)

origin_article = Table(
    "origin_article",
    metadata,
    _of("story", "story.id"),
    _text("origin"),
    _text("article"),
    _number("place", "0 for the closest copy"),
    PrimaryKeyConstraint("story", "origin", "article"),
    Index("origin_article_article", "article"),
)

derivation = Table(
    "derivation",
    metadata,
    _of("story", "story.id"),
    _text("child", "the article that derives"),
    _text("parent", "an article or an origin"),
    _text("kind"),
    Column("share_of_child", Float, nullable=False),
    Column("share_of_parent", Float, nullable=False),
    Column(
        "decided", Boolean, nullable=False, server_default=false(), comment="whether the evidence decides the direction"
    ),
    PrimaryKeyConstraint("story", "child", "parent"),
    Index("derivation_child", "child"),
)

claim = Table(
    "claim",
    metadata,
    _row("row of the full-text index"),
    _of("story", "story.id"),
    _text("id"),
    _text("text"),
    _text("status", "corroborated, one-voice, echoed, single or disputed"),
    _number("outlets"),
    _number("origins"),
    _text("voices", "display names, one a line"),
    UniqueConstraint("story", "id"),
)

witness = Table(
    "witness",
    metadata,
    _of("story", "story.id"),
    _text("claim"),
    _text("article"),
    *_span(),
    _text("origin"),
    _text("voice"),
    Index("witness_claim", "story", "claim"),
    Index("witness_article", "article"),
)

feed = Table(
    "feed",
    metadata,
    Column("address", _TEXT, primary_key=True),
    _text("outlet", empty=True),
    _text("added_at"),
    _text("etag", empty=True),
    _text("last_modified", empty=True),
    _text("last_polled", empty=True),
    _text("next_poll", empty=True),
    _number("failures", "in a row"),
    _text("last_error", empty=True),
    Column("is_paused", Boolean, nullable=False, server_default=false()),
    Index("feed_next_poll", "next_poll"),
)

feed_seen = Table(
    "feed_seen",
    metadata,
    _of("feed", "feed.address"),
    _text("item", "the item's id or address in the feed"),
    _text("digest", "of what the feed said about it"),
    _text("seen_at"),
    PrimaryKeyConstraint("feed", "item"),
)

log = Table(
    "log",
    metadata,
    _row("in the order of writing"),
    _text("at"),
    _text("level", "info, warning or error"),
    _text("what", "the action: add, poll, annotate, …"),
    _text("source"),
    _text("message"),
    Index("log_level", "level", "number"),
)

run = Table(
    "run",
    metadata,
    Column("id", _TEXT, primary_key=True, comment="digest of the command and its inputs"),
    _text("what"),
    _text("started_at"),
    _text("ended_at", empty=True),
)

run_input = Table(
    "run_input",
    metadata,
    _of("run", "run.id"),
    _text("input"),
    _number("position", "how far it was read: records, or bytes"),
    Column("is_done", Boolean, nullable=False, server_default=false()),
    PrimaryKeyConstraint("run", "input"),
)
