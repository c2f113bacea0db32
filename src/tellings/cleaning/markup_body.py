"""The reporting on a page: its paragraphs and headings, found by trafilatura.

trafilatura 2.3 has the best measured figure of nine extractors (Bevendorff et al. 2023 compare most of them; our own
measurement is in docs/stages/reading.md). Pages too large for it go through a plain rule instead, which is announced.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from trafilatura import bare_extraction

from tellings.cleaning.markup_tree import SOFT_HYPHEN, Printed, element_count

MAX_EXTRACTED_ELEMENTS = 30_000
"""Trees beyond this go through the plain rule: the extractor's time grows faster than the tree (36 s for 200,000 nested
elements), and the largest of 330 pages of its evaluation set has 9,748."""
ENOUGH_CHARACTERS = 250
"""A body shorter than this is tried for again by slower means; trafilatura's own setting for the same decision."""
_MIN_PARAGRAPH_CHARACTERS = 60
_SENTENCE_WORDS = 5
_SENTENCE_CHARACTERS = 30
"""Without a part of so many words (characters where none are blanks) there is no article, only labels. Guesses."""
_SENTENCE_ENDS = (".", "!", "?", "…", ":", '"', "”", "’", "»", "。")

# Its warnings name no input; ours do.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("trafilatura").propagate = False


@dataclass(frozen=True, slots=True)
class BodyPart:
    """A paragraph, a list's item or a heading of the reporting; `means` says how it was found."""

    text: str
    is_heading: bool
    means: str


def body_parts(tree: Any, pieces: Sequence[Printed], stated: str) -> list[BodyPart]:
    """The paragraphs and headings of the page's article, in order; none where there is no article.

    Args:
        tree: The page's tree; it is not changed.
        pieces: What the page prints.
        stated: The article's body as its JSON-LD gives it, or empty.
    """
    if element_count(tree, MAX_EXTRACTED_ELEMENTS) >= MAX_EXTRACTED_ELEMENTS:
        return list(_by_rule(pieces))
    parts = _extracted(tree, fast=True)
    if _size(parts) < ENOUGH_CHARACTERS:
        parts = max(parts, _extracted(tree, fast=False), key=_size)
    # trafilatura falls back to the stated body by itself, and runs its lines together.
    is_stated = bool(stated) and " ".join(part.text for part in parts) == " ".join(stated.split())
    if is_stated or (_size(parts) < ENOUGH_CHARACTERS and len(stated) > 2 * _size(parts)):
        parts = [BodyPart(" ".join(line.split()), False, "JSON-LD articleBody") for line in stated.splitlines()]
    return [part for part in parts if part.text] if any(map(_has_sentence, parts)) else []


def _has_sentence(part: BodyPart) -> bool:
    return not part.is_heading and (len(part.text.split()) >= _SENTENCE_WORDS or len(part.text) >= _SENTENCE_CHARACTERS)


def _size(parts: Sequence[BodyPart]) -> int:
    return sum(len(part.text) for part in parts if not part.is_heading)


def _extracted(tree: Any, *, fast: bool) -> list[BodyPart]:
    found: Any = bare_extraction(tree, fast=fast, include_comments=False, include_tables=False, with_metadata=False)
    if found is None or found.body is None:
        return []
    means = "main text by trafilatura" if fast else "main text by trafilatura's slower search"
    return [BodyPart(text, is_heading, means) for text, is_heading in _paragraphs(found.body)]


def _paragraphs(body: Any) -> Iterator[tuple[str, bool]]:
    """Text and whether it is a heading, for every block of trafilatura's own XML (`p`, `head`, `item`, `quote`, …)."""
    for block in body.iterchildren():
        if block.tag in {"list", "quote", "div", "table"} and len(block):
            yield from _lines(block.text or "", is_heading=False)
            for inner in block.iterchildren():
                yield from _lines(_words_of(inner), is_heading=inner.tag == "head")
                yield from _lines(inner.tail or "", is_heading=False)
        else:
            yield from _lines(_words_of(block), is_heading=block.tag == "head")
        yield from _lines(block.tail or "", is_heading=False)


def _words_of(block: Any) -> str:
    """A block's text, with a line break where it has one."""
    words: list[str] = [block.text or ""]
    for inner in block.iterdescendants():
        if inner.tag in {"lb", "p", "item", "head", "quote"}:
            words.append("\n")
        words.append(inner.text or "")
        words.append("\n" * (inner.tag in {"p", "item", "head", "quote"}) + (inner.tail or ""))
    return "".join(words).replace(SOFT_HYPHEN, "")


def _lines(text: str, *, is_heading: bool) -> Iterator[tuple[str, bool]]:
    """The paragraphs in a block: line breaks end one where the line is empty or its sentence has ended."""
    pending = ""
    for line in text.split("\n"):
        words = " ".join(line.split())
        if words:
            pending = f"{pending} {words}" if pending else words
        if pending and (not words or words.endswith(_SENTENCE_ENDS)):
            yield pending, is_heading
            pending = ""
    if pending:
        yield pending, is_heading


def _by_rule(pieces: Sequence[Printed]) -> Iterator[BodyPart]:
    """Paragraphs that stand outside menus and are long enough to be sentences, and the headings between them."""
    for piece in pieces:
        if piece.aside or "caption" in piece.marks:
            continue
        if piece.tag in {"h2", "h3", "h4"}:
            yield BodyPart(piece.text, True, "heading of a page too large for the usual search")
        elif piece.tag in {"p", "div", "blockquote"} and len(piece.text) >= _MIN_PARAGRAPH_CHARACTERS:
            yield BodyPart(piece.text, False, "paragraph of a page too large for the usual search")
