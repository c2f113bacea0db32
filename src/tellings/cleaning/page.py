"""What reading a page's layout yields, whatever it was made of: its blocks in order and what it says of itself."""

from dataclasses import dataclass

from tellings.records import Basis, Published, Role


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A piece of the page in reading order, not yet placed in an article's text. `reason` says why it has its role."""

    role: Role
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page's blocks and the metadata its layout or markup states.

    A field is None or empty where the page does not say; `bases` has a sentence for each field that is filled.
    """

    blocks: tuple[PageBlock, ...]
    title: str | None = None
    outlet: str | None = None
    byline: tuple[str, ...] = ()
    published: Published | None = None
    language: str | None = None
    url: str | None = None
    bases: tuple[Basis, ...] = ()
