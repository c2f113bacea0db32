"""The columns of each table: where a value stands in the row's record, and what kind of value it is.

A column holds one value. What is a list of texts or of spans stays a list in Parquet and is JSON text in CSV; what is a
list of objects (blocks, witnesses, edits) is JSON text in both.
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from tellings.show.exports.kinds import Table
from tellings.show.exports.rows import Row


class Kind(Enum):
    """What a column's values are."""

    TEXT = auto()
    COUNT = auto()  # a whole number
    SHARE = auto()  # a number from 0 to 1
    FLAG = auto()
    TEXTS = auto()  # a list of texts
    SPANS = auto()  # a list of [start, end]
    OBJECTS = auto()  # what only JSON can hold


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Args:
        path: Keys that lead to the value in a row's record.
        nullable: Whether a row may have no value, which is not an empty text.
    """

    name: str
    kind: Kind
    path: tuple[str, ...]
    nullable: bool = False

    def value(self, row: Row) -> Any:
        """The row's value; None where it has none."""
        found: Any = row
        for key in self.path:
            found = None if found is None else found.get(key)
        return "" if found is None and self.kind is Kind.TEXT and not self.nullable else found


def _texts(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, Kind.TEXT, (name,)) for name in names)


def _maybe(*names: str, kind: Kind = Kind.TEXT) -> tuple[Column, ...]:
    return tuple(Column(name, kind, (name,), nullable=True) for name in names)


def _of(kind: Kind, *names: str) -> tuple[Column, ...]:
    return tuple(Column(name, kind, (name,)) for name in names)


_PUBLISHED = (
    Column("published", Kind.TEXT, ("published", "value"), nullable=True),
    Column("published_precision", Kind.TEXT, ("published", "precision"), nullable=True),
    Column("published_basis", Kind.TEXT, ("published", "basis"), nullable=True),
)

COLUMNS: dict[Table, tuple[Column, ...]] = {
    Table.ARTICLES: (
        *_maybe("story"), *_texts("id", "source"), *_maybe("url", "outlet"), *_texts("title"),
        *_of(Kind.TEXTS, "byline", "agency"), *_maybe("dateline"), *_PUBLISHED, *_texts("language", "text"),
        *_of(Kind.OBJECTS, "blocks", "bases"),
    ),
    Table.MENTIONS: (
        *_maybe("story"), *_texts("article"), *_maybe("outlet"), *_of(Kind.COUNT, "start", "end"),
        *_texts("text", "type", "form", "name", "reason"), *_maybe("entity"),
    ),
    Table.ATTRIBUTIONS: (
        *_maybe("story"), *_texts("id", "article"), *_maybe("outlet", "published"),
        *_texts("kind", "source_text", "cue_text", "content_text"), *_of(Kind.SPANS, "source", "cue", "content"),
        *_maybe("speaker", "speaker_name"), *_texts("speaker_kind", "speaker_reason"), *_maybe("inside", "utterance"),
        *_of(Kind.SHARE, "confidence"), *_of(Kind.FLAG, "is_statement"),
    ),
    Table.CLAIMS: (
        *_texts("story", "id", "text", "focus", "status"), *_of(Kind.COUNT, "outlets", "origins"),
        *_of(Kind.TEXTS, "voices"), *_of(Kind.OBJECTS, "witnesses"), *_of(Kind.TEXTS, "absent_from", "reasons"),
        *_of(Kind.SHARE, "confidence"), *_of(Kind.TEXTS, "perhaps"),
    ),
    Table.WITNESSES: (
        *_texts("story", "claim", "status", "article"), *_maybe("outlet"), *_of(Kind.COUNT, "start", "end"),
        *_texts("text", "origin", "voice", "voice_name"), *_maybe("attribution"),
    ),
    Table.DERIVATIONS: (
        *_texts("story", "child", "parent", "relation", "kind"), *_of(Kind.SHARE, "share_of_child", "share_of_parent"),
        *_of(Kind.OBJECTS, "passages", "edits"), *_maybe("summary", kind=Kind.OBJECTS), *_of(Kind.FLAG, "decided"),
        *_of(Kind.TEXTS, "reasons"),
    ),
    Table.PASSAGES: (
        *_texts("story", "child", "parent", "kind"), *_of(Kind.COUNT, "child_start", "child_end"),
        *_maybe("parent_start", "parent_end", kind=Kind.COUNT), *_of(Kind.FLAG, "verbatim"), *_texts("child_text"),
        *_maybe("parent_text"),
    ),
    Table.STORIES: (
        *_texts("id", "title"), *_maybe("first_published", "last_published"), *_of(Kind.TEXTS, "articles", "outlets"),
        *_of(Kind.COUNT, "origins", "derivations", "claims", "disagreements"), *_of(Kind.TEXTS, "digest"),
    ),
}  # fmt: skip
