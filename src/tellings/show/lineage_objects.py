"""The JSON objects of lineage: origins, derivations with edits and their summary, variants."""

from typing import Annotated, TypedDict

from tellings.records import EditKind, EditPurpose, Relation
from tellings.show.places import Offset, Pair, PlaceJson, Share


class OriginJson(TypedDict):
    """An independent text; an unseen one is known only from its copies."""

    id: str
    name: str
    agency: str | None
    seen: bool
    articles: list[str]
    reconstruction: str | None


class PassageJson(TypedDict):
    """A span of the child and the span of the parent that it repeats (null where the parent is unseen)."""

    child: Pair
    parent: Pair | None
    verbatim: bool


class EditJson(TypedDict):
    """One change between parent and child, and what it does; `parent` points into `parent_article`."""

    kind: EditKind
    child: Pair | None
    parent: Pair | None
    child_text: str
    parent_text: str
    parent_article: str | None
    purpose: EditPurpose


class PurposeCountJson(TypedDict):
    """How many edits serve one purpose."""

    purpose: EditPurpose
    count: Offset


# In the functional form: `from` is a word of the language.
RetitledJson = TypedDict("RetitledJson", {"from": str, "to": str})


class EditSummaryJson(TypedDict):
    """What one outlet did to the text it copied: words cut and added, the longest of each, edits by purpose."""

    cut_words: Offset
    added_words: Offset
    cut: list[PlaceJson]
    added: list[PlaceJson]
    purposes: list[PurposeCountJson]
    retitled: RetitledJson | None


class DerivationJson(TypedDict):
    """An article derives from another article or from an origin."""

    child: str
    parent: str
    relation: Relation
    kind: str
    share_of_child: Share
    share_of_parent: Share
    passages: list[PassageJson]
    edits: list[EditJson]
    summary: EditSummaryJson | None
    decided: bool
    reasons: list[str]


class EdgeJson(TypedDict):
    """One edge of `tellings trace`: passages are child start, child end, parent start, parent end.

    Passages whose parent is unseen have no offsets there and are left out of `passages`; `child_passages` has them all.
    """

    child: str
    parent: str
    relation: Relation
    kind: str
    share_of_child: Share
    share_of_parent: Share
    passages: list[Annotated[list[Offset], ("minItems", 4), ("maxItems", 4)]]
    child_passages: list[Pair]
    edits: list[EditJson]
    summary: EditSummaryJson | None
    decided: bool
    reasons: list[str]


class ReadingJson(TypedDict):
    """What one copy has at a place where copies differ."""

    article: str
    start: Offset
    end: Offset
    text: str


class VariantJson(TypedDict):
    """A place where the copies of one origin differ."""

    origin: str
    readings: list[ReadingJson]
    kind: EditKind
