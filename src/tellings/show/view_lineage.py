"""Who copied whom as plain data: the drawing, derivations, texts side by side, reconstructions with their apparatus."""

from dataclasses import dataclass

from tellings.show.evidence import Citation, Report
from tellings.show.marks import Piece


@dataclass(frozen=True, slots=True)
class NodeView:
    """A text in the drawing, at a place in its own units."""

    x: int
    y: int
    width: int
    height: int
    seen: bool
    letter: str
    name: str
    note: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class EdgeView:
    """A derivation in the drawing: a path, and a label beside it.

    `main` edges form the tree, others join it; an edge whose direction is not `decided` says so and is dashed.
    """

    path: str
    label: str
    x: int
    y: int
    title: str
    href: str
    main: bool
    decided: bool


@dataclass(frozen=True, slots=True)
class DrawingView:
    """Who copied whom, as an indented tree."""

    width: int
    height: int
    description: str
    nodes: tuple[NodeView, ...]
    edges: tuple[EdgeView, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change: the old words and the new, with where they stand if the page leads there.

    `against` is the copy that bears the old words where the parent itself is unseen.
    """

    old: str
    new: str
    against: Report | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """The changes of one purpose, in a word, past tense; `more` open on demand."""

    word: str
    key: str
    count: int
    shown: tuple[ChangeView, ...]
    more: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class DerivationView:
    """One derivation in words. `words` says how many words the outlet cut and added; `edits` are grouped by purpose."""

    anchor: str
    child: Report
    parent: str
    parent_href: str
    kind: str
    share_of_child: str
    share_of_parent: str
    words: str
    edits: tuple[ChangesView, ...]
    reasons: tuple[str, ...]
    decided: bool


@dataclass(frozen=True, slots=True)
class AlignedRow:
    """Paragraphs of two texts side by side; a missing side is None. A phone shows those that are the same once."""

    left: tuple[Piece, ...] | None
    right: tuple[Piece, ...] | None
    note: str
    is_same: bool


@dataclass(frozen=True, slots=True)
class AlignedRows:
    """Rows that follow each other; long runs that only one text has are folded under `summary`."""

    rows: tuple[AlignedRow, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class PairView:
    """Two texts side by side with the edits marked; the left one may be a reconstruction, which no report prints.

    `cut_there` says by whom, where the right text has words that the left one cut. `key` names the purposes that are
    marked by a word, each with its look.
    """

    anchor: str
    left_name: str
    left: Report | None
    right: Report
    note: str
    changes: str
    cut_there: str
    key: tuple[tuple[str, str], ...]
    groups: tuple[AlignedRows, ...]


@dataclass(frozen=True, slots=True)
class VariantView:
    """An entry of the apparatus: what the reconstruction keeps and who has it, and every departure with its makers.

    `href` leads to the place in the reconstruction, empty where that is not known; empty words are words left out.
    """

    anchor: str
    number: int
    href: str
    kept: str
    keepers: tuple[Citation, ...]
    departures: tuple[tuple[str, tuple[Citation, ...]], ...]


@dataclass(frozen=True, slots=True)
class OriginView:
    """A text known only from its copies: its reconstruction with numbered places, and the apparatus to them."""

    anchor: str
    name: str
    copies: tuple[Report, ...]
    reconstruction: tuple[tuple[Piece, ...], ...]
    note: str
    variants: tuple[VariantView, ...]
    more_variants: tuple[VariantView, ...]


@dataclass(frozen=True, slots=True)
class LineageView:
    """Who copied whom; `more_pairs` open on demand."""

    drawing: DrawingView
    derivations: tuple[DerivationView, ...]
    pairs: tuple[PairView, ...]
    more_pairs: tuple[PairView, ...]
    origins: tuple[OriginView, ...]
