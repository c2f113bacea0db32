"""Who copied whom: passages, derivations, edits, origins, variants."""

from dataclasses import dataclass
from enum import StrEnum

from tellings.records.span import ArticleId, Span


class SharedAs(StrEnum):
    """Why two articles carry the same words."""

    COPY = "copy"  # reporting copied, one from the other or both from a third
    QUOTATION = "quotation"  # both quote the same speaker or statement; no copying follows from it
    BACKGROUND = "background"  # old paragraphs of one newsroom or agency, used again in another report
    PHRASE = "phrase"  # a set phrase or page furniture; evidence of nothing


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """Two spans, in two articles, with the same words, edited or not."""

    one: Span
    other: Span
    verbatim: bool
    shared_as: SharedAs


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a derived article and the words it repeats; `parent` is None where the parent is unseen."""

    child: Span
    parent: Span | None
    verbatim: bool


class EditKind(StrEnum):
    """What a desk did to the text it copied."""

    REPLACED = "replaced"
    ADDED = "added"
    DROPPED = "dropped"
    MOVED = "moved"


class EditPurpose(StrEnum):
    """What an edit does to the text, whatever its maker meant."""

    HOUSE_STYLE = "house style"  # spelling, numbers, abbreviations, light words
    CORRECTION = "correction"  # another figure, a name spelled otherwise
    SOFTENING = "softening"
    SHARPENING = "sharpening"
    ADDITION = "addition"
    CUT = "cut"
    REORDER = "reorder"
    RETITLE = "retitle"  # in a derivation's summary: titles stand outside the text
    REWORDING = "rewording"  # other words, none of the above


@dataclass(frozen=True, slots=True)
class Edit:
    """One change between parent and child, with both wordings; the side that has none is None and empty.

    Where the parent is unseen, `parent` points into the copy that bears the other reading.
    """

    kind: EditKind
    child: Span | None
    parent: Span | None
    child_text: str
    parent_text: str
    purpose: EditPurpose = EditPurpose.REWORDING


@dataclass(frozen=True, slots=True)
class EditSummary:
    """What one outlet did to a text, counted.

    Args:
        cut_words: Words of whole sentences and clauses taken out.
        added_words: Words put in.
        cut: The longest cuts, as the parent has them, the longest first.
        added: The longest additions.
        purposes: How many edits serve each purpose, the most frequent first.
        retitled: The old title and the new, where it changed.
    """

    cut_words: int
    added_words: int
    cut: tuple[Span, ...]
    added: tuple[Span, ...]
    purposes: tuple[tuple[EditPurpose, int], ...]
    retitled: tuple[str, str] | None


class Relation(StrEnum):
    """How two texts that share copied words are related."""

    DIRECT = "direct"
    ANCESTOR = "ancestor"  # a copy of a copy and the first original
    SIBLING = "sibling"  # two copies of one original


@dataclass(frozen=True, slots=True)
class Derivation:
    """An article derives from another, or from an origin that is not among the inputs.

    Args:
        parent: An article's id or an origin's.
        kind: How it derives: reprint, edited, condensed, expanded, merged, excerpt.
        share_of_child, share_of_parent: Characters of the passages over each body's, 0 to 1.
        reasons: Why it is a derivation and why in this direction, one sentence each.
        decided: Whether the evidence decides the direction; if not, the parent is only the likelier of the two.
        summary: What the child's outlet cut, added and changed.
    """

    child: ArticleId
    parent: str
    relation: Relation
    kind: str
    share_of_child: float
    share_of_parent: float
    passages: tuple[Passage, ...]
    edits: tuple[Edit, ...]
    reasons: tuple[str, ...]
    decided: bool = True
    summary: EditSummary | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """An independent text. Every article belongs to at least one: its own, or the one it was copied from.

    Args:
        name: What to call it on a page ("AFP dispatch (not among the inputs)", "The Harbour Post").
        agency: The agency whose text it is, where a credit says so.
        seen: False for a text known only from its copies.
        articles: The articles that carry it, the closest copy first.
        reconstruction: For an unseen origin, its text as far as the copies allow.
    """

    id: str
    name: str
    agency: str | None
    seen: bool
    articles: tuple[ArticleId, ...]
    reconstruction: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article has at a place where the copies of one origin differ; an empty span for words it lacks."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Variant:
    """A place where the copies of one origin differ, with every copy's reading."""

    origin: str
    readings: tuple[Reading, ...]
    kind: EditKind


@dataclass(frozen=True, slots=True)
class Lineage:
    """The lineage of one story's texts.

    Args:
        origins: Independent texts, most carried first.
        derivations: Direct ones: the edges of the tree.
        related: Pairs that share derived text at one remove (ancestors, siblings).
        shared: Every shared passage between any two articles, whatever it is shared as.
        variants: Where copies of one origin differ.
    """

    origins: tuple[Origin, ...]
    derivations: tuple[Derivation, ...]
    related: tuple[Derivation, ...]
    shared: tuple[SharedPassage, ...]
    variants: tuple[Variant, ...]

    def independent_texts(self) -> tuple[list[Origin], list[Origin]]:
        """The origins that a reader would count, and those that only add to an article counted already.

        What a copy reports beside the words it copied is an origin of its own, as claims in it are independent; but who
        holds two papers in hand with one dispatch in both counts one text, not two.
        """
        covered: set[ArticleId] = set()
        texts: list[Origin] = []
        further: list[Origin] = []
        for origin in sorted(self.origins, key=lambda o: -len(o.articles)):
            (further if covered.issuperset(origin.articles) else texts).append(origin)
            covered |= set(origin.articles)
        return texts, further
