"""Articles from documents of any kind: the blocks' text put together, and what is known of it with its reasons."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tellings.cleaning.agencies import agencies_in
from tellings.cleaning.captions import is_caption
from tellings.cleaning.credits import Credit, Credits, closing_credits, opening_byline, text_credits
from tellings.cleaning.dates import is_future, printed_date, stated_date
from tellings.cleaning.dump import dump_page
from tellings.cleaning.language import LANGUAGE_NAMES, language_of
from tellings.cleaning.lines import tidied
from tellings.cleaning.outlets import find_outlet
from tellings.cleaning.page import Page, PageBlock
from tellings.cleaning.settings import CleaningSettings
from tellings.cleaning.vouched import vouched_blocks
from tellings.records import Article, ArticleId, Basis, Block, Document, DocumentKind, Published, Role, Skipped

STAGE = "clean"
# How far from the text its own date may stand, in lines of a dump. Guesses from reading sixty dumps.
_LINES_ABOVE = 20
_LINES_BELOW = 3
IN_TEXT = frozenset({Role.STANDFIRST, Role.HEADING, Role.BODY})
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class _Assembled:
    """An article's text with the blocks placed in it."""

    text: str
    blocks: tuple[Block, ...]


def clean(document: Document, settings: CleaningSettings = CleaningSettings()) -> Article | Skipped:  # noqa: B008
    """The document's article, or why there is none.

    HTML and text dumps are stripped of what is not reporting; text that the caller vouches for stays to the character.
    """
    if len(document.content) > settings.max_characters:
        return _skipped(
            document, f"{len(document.content):,} characters; a page has at most {settings.max_characters:,}"
        )
    page = _page(document, settings)
    assembled = _vouched(document) if document.kind is DocumentKind.CLEAN else _assembled(page.blocks)
    reporting = " ".join(block.text for block in assembled.blocks if block.role in IN_TEXT)
    if len(reporting) > settings.max_text_characters:
        return _skipped(
            document, f"{len(reporting):,} characters of text; a report has at most {settings.max_text_characters:,}"
        )
    count = sum(1 for _ in _WORD.finditer(reporting))
    least = 1 if document.kind is DocumentKind.CLEAN else settings.min_words
    if count < least:
        return _skipped(document, _no_article(count, page, document))
    language, likelihood = language_of(reporting)
    if language not in settings.languages and likelihood >= 0.5:
        return _skipped(document, _other_language(language, likelihood, settings))
    language = language if language in settings.languages else settings.languages[0]
    return _article(document, page, assembled, language, settings.today)


def _page(document: Document, settings: CleaningSettings) -> Page:
    if document.kind is DocumentKind.HTML:
        # It brings trafilatura, half a second that text dumps need not wait for.
        from tellings.cleaning.html import html_page

        return html_page(document)
    return dump_page(document, settings) if document.kind is DocumentKind.TEXT else Page(())


def _skipped(document: Document, reason: str) -> Skipped:
    return Skipped(document.source, STAGE, reason)


def _no_article(count: int, page: Page, document: Document) -> str:
    if not document.content.strip():
        return "empty: there is nothing to read"
    outside = sum(len(_WORD.findall(block.text[:100_000])) for block in page.blocks if block.role not in IN_TEXT)
    return f"no article text: {count} words of reporting, {outside:,} of other things (menus, notices, lists)"


def _other_language(language: str, likelihood: float, settings: CleaningSettings) -> str:
    name = (
        f"{LANGUAGE_NAMES[language]} ({language})"
        if language in LANGUAGE_NAMES
        else f"a language with the code {language}"
    )
    read = " and ".join(LANGUAGE_NAMES.get(code, code) for code in settings.languages)
    return f"written in {name}, {likelihood:.2f}; Tellings reads {read}"


def _vouched(document: Document) -> _Assembled:
    return _Assembled(document.content, tuple(vouched_blocks(document.content, document.title)))


def _assembled(blocks: Iterable[PageBlock]) -> _Assembled:
    pieces: list[str] = []
    placed: list[Block] = []
    length = 0
    for block in blocks:
        text = tidied(block.text).strip()
        if block.role not in IN_TEXT or not text:
            placed.append(Block(block.role, block.text))
            continue
        start = length + 2 if pieces else 0
        placed.append(Block(block.role, text, start, start + len(text)))
        pieces.append(text)
        length = start + len(text)
    return _Assembled("\n\n".join(pieces), tuple(placed))


def _article(document: Document, page: Page, assembled: _Assembled, language: str, today: date | None) -> Article:
    text, blocks = assembled.text, assembled.blocks
    found = text_credits(text, document.title or "")
    credited = [*_credit_lines(blocks), *found.found]
    agencies = Credits(tuple(credited), None, ()).agencies
    published, doubts = _published(document, page, blocks, today)
    byline = page.byline or found.byline
    outlet, outlet_basis = _outlet(document, page)
    bases = [
        *_kept_bases(document, page),
        *outlet_basis,
        *_credit_bases(text, credited, blocks, found),
        *_picture_hints(blocks),
        *([Basis("byline", f"the text's by-line: “{', '.join(byline)}”")] if byline and not page.byline else []),
        *([Basis("published", published.basis)] if published else []),
        *doubts,
        Basis("language", f"identified from the text: {language}"),
    ]
    return Article(
        id=ArticleId(
            document.id or hashlib.sha256(f"{document.source}\0{text}".encode(errors="replace")).hexdigest()[:16]
        ),
        source=document.source,
        text=text,
        title=_title(document, page),
        outlet=outlet,
        byline=byline,
        agency=agencies,
        dateline=found.dateline.place if found.dateline else None,
        published=published,
        language=language,
        url=document.url or page.url,
        blocks=tuple(_with_credits(blocks, text, found)),
        bases=tuple(bases),
    )


def _title(document: Document, page: Page) -> str:
    return _printed_title(document, page) if document.title else page.title or ""


def _printed_title(document: Document, page: Page) -> str:
    """The page's version of a title that the caller states with the site's name behind it, else the caller's."""
    stated, printed = document.title or "", page.title
    return printed if printed and document.kind is not DocumentKind.CLEAN and printed in stated else stated


def _outlet(document: Document, page: Page) -> tuple[str | None, list[Basis]]:
    if document.outlet:
        return document.outlet, [Basis("outlet", f"the record says: “{document.outlet}”")]
    if page.outlet:
        return page.outlet, []
    found = find_outlet(page.blocks, page.title or "", document.title or "", document.url or page.url or "")
    return (found[0], [Basis("outlet", found[1])]) if found else (None, [])


def _kept_bases(document: Document, page: Page) -> Iterator[Basis]:
    """The page's bases, without those of fields that the caller's record states or that are settled here."""
    if document.title and document.title == _printed_title(document, page):
        yield Basis("title", f"the record says: “{document.title}”")
    settled = {"published", "language"} | ({"outlet"} if document.outlet else set())
    settled |= {"title"} if document.title and document.title == _printed_title(document, page) else set()
    yield from (basis for basis in page.bases if basis.field not in settled)


def _published(
    document: Document, page: Page, blocks: Sequence[Block], today: date | None
) -> tuple[Published | None, list[Basis]]:
    """The first publication date that is believed, and why earlier ones are not."""
    doubts: list[Basis] = []
    for published in _dates(document, page, blocks, today):
        if today is None or not is_future(published, today):
            return published, doubts
        reason = f"{published.basis} lies in the future (today is {today}), so it is not believed"
        doubts.append(Basis("published", reason))
    return None, list(dict.fromkeys(doubts))


def _dates(document: Document, page: Page, blocks: Sequence[Block], today: date | None) -> Iterator[Published]:
    """The record's date, the page's, and the ones printed near the text, past ones before future ones."""
    if document.published and (stated := stated_date(document.published)):
        yield stated
    if page.published:
        yield page.published
    if document.kind is DocumentKind.CLEAN:
        return
    lines = [block.text for block in _near_text(blocks) if block.role not in IN_TEXT]
    for until in dict.fromkeys((today, None)):
        if printed := printed_date(lines, until):
            yield printed


def _near_text(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks from a little above the text to a little below: dates further off belong to other articles."""
    inside = [index for index, block in enumerate(blocks) if block.start is not None]
    return blocks[max(0, inside[0] - _LINES_ABOVE) : inside[-1] + 1 + _LINES_BELOW] if inside else blocks


def _credit_lines(blocks: Sequence[Block]) -> Iterator[Credit]:
    """Agencies credited on lines outside the text."""
    for block in blocks:
        if block.start is not None or block.role not in {Role.CREDIT, Role.BYLINE}:
            continue
        if is_caption(block.text):
            continue
        yield from closing_credits(block.text, 0, len(block.text))
        yield from opening_byline(block.text, 0, len(block.text))[1]


def _credit_bases(text: str, found: Sequence[Credit], blocks: Sequence[Block], whole: Credits) -> Iterator[Basis]:
    lines = [block.text for block in blocks if block.role in {Role.CREDIT, Role.BYLINE} and block.start is None]
    for credit in found:
        if credit in whole.found:
            yield Basis("agency", f"{credit.agency}: {credit.where} “{text[credit.start : credit.end][:200]}”")
        else:
            quoted = next(
                (line for line in lines if credit.agency in agencies_in(line[:200])), lines[0] if lines else ""
            )
            yield Basis("agency", f"{credit.agency}: {credit.where} “{quoted[:200]}”")
    if whole.dateline and whole.dateline.place:
        yield Basis("dateline", f"the text begins: “{text[whole.dateline.start : whole.dateline.end]}”")


def _picture_hints(blocks: Sequence[Block]) -> Iterator[Basis]:
    """Agencies named with a photograph: they tell whom the outlet buys from, not whose the text is."""
    for block in blocks:
        if block.role is Role.CAPTION and (names := agencies_in(block.text[-200:])):
            yield Basis(
                "agency", f"not credited with the text: {', '.join(names)} for a photograph, “{block.text[-120:]}”"
            )


def _with_credits(blocks: Sequence[Block], text: str, found: Credits) -> Iterator[Block]:
    """The blocks, each followed by the dateline and the credits that are parts of it."""
    parts = [(found.dateline.start, found.dateline.end, Role.DATELINE)] if found.dateline else []
    parts += [(credit.start, credit.end, Role.CREDIT) for credit in found.found if credit.where != "dateline"]
    parts = list(dict.fromkeys(parts))
    for block in blocks:
        if block.start is None or block.end is None:
            yield block
            continue
        inside = [part for part in parts if block.start <= part[0] and part[1] <= block.end]
        if any((start, end) == (block.start, block.end) for start, end, _ in inside):
            yield replace(block, role=Role.CREDIT)
            continue
        yield block
        yield from (Block(role, text[start:end], start, end) for start, end, role in inside)
