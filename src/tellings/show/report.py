"""A comparison, or a lineage alone, as one HTML file: no script, no network, no font from elsewhere.

Scripts are forbidden twice: every value is escaped on its way into the page, and the page's own policy allows none. It
reads the same from a disk, a mail, a server or a notebook's cell.
"""

import base64
import hashlib
import html
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tellings.records import Article, Comparison, Lineage
from tellings.show.lineage_page import lineage_page_view
from tellings.show.marks import continued_ids
from tellings.show.page import page_view
from tellings.show.view import ArticleView, LineagePageView, PageView
from tellings.text.printable import printable


def html_report(comparison: Comparison) -> str:
    """The comparison as one self-contained HTML page."""
    return _report(comparison, base="")


def lineage_page(articles: Sequence[Article], lineage: Lineage) -> str:
    """Who copied whom in a set of articles, as one self-contained HTML page: no annotations and no claims needed.

    Cost: the page holds every article that copies or is copied; past some thousand it is slow to open.
    """
    page = lineage_page_view(articles, lineage)
    shown = [article for family in (*page.families, *page.more) for article in family.articles]
    return _rendered("lineage.html.j2", page, shown, base="")


def _report(comparison: Comparison, *, base: str) -> str:
    page = page_view(comparison)
    return _rendered("report.html.j2", page, [a for story in page.stories for a in story.articles], base=base)


def _rendered(template: str, page: PageView | LineagePageView, articles: Iterable[ArticleView], *, base: str) -> str:
    style = f"\n{_stylesheet()}{_continued_highlights(articles)}"
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        _environment()
        .get_template(template)
        .render(
            page=page,
            style=Markup(style),  # noqa: S704 our own stylesheet
            style_digest=digest,
            base=base,
        )
    )


def notebook_html(comparison: Comparison, height: int = 760) -> str:
    """The page in a frame of its own, for a notebook's cell; `height` in CSS pixels.

    The frame may not run scripts; links out of it open a tab. The base is named because such a frame would otherwise
    take the notebook's own address, and every link inside the page would leave it.
    """
    document = html.escape(_report(comparison, base="about:srcdoc"), quote=True)
    return (
        f'<iframe title="Tellings" sandbox="allow-popups allow-popups-to-escape-sandbox" width="100%" '
        f'height="{int(height)}" style="border:1px solid #8886;border-radius:4px" srcdoc="{document}"></iframe>'
    )


def _continued_highlights(articles: Iterable[ArticleView]) -> str:
    """Style rules for marks of several elements: the target's later ones light up with its first."""
    pieces = (piece for article in articles for paragraph in article.paragraphs for piece in paragraph.pieces)
    rules = (f":root:has(#{id_}:target) .of-{id_}" for id_ in sorted(continued_ids(pieces)))
    return "".join(f"{rule}{{background:var(--target);color:var(--target-ink)}}\n" for rule in rules)


@cache
def _stylesheet() -> str:
    return (files("tellings.show") / "templates" / "report.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    """The templates. Everything they print is escaped, and stripped of characters that act instead of showing."""
    return Environment(
        loader=PackageLoader("tellings.show"),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _shown(value: Any) -> Any:
    return printable(value) if type(value) is str else value
