"""A comparison, or a lineage alone, as one HTML file: no network, no font from elsewhere, nothing that needs a script.

What an input could smuggle in is forbidden twice: every value is escaped on its way into the page, and the page's own
policy allows one style sheet and one script, each by its digest. That script searches and sorts the matrix and is left
out in a notebook's cell, which runs none. The page reads the same from a disk, a mail, a server or a cell.
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
    articles = [article for story in page.stories for article in story.articles]
    has_filters = any(story.matrix.filters for story in page.stories)
    script = _shipped("report.js") if has_filters and not base else ""
    return _rendered("report.html.j2", page, articles, base=base, rules=filter_rules(page), script=script)


def _rendered(
    template: str,
    page: PageView | LineagePageView,
    articles: Iterable[ArticleView],
    *,
    base: str,
    rules: str = "",
    script: str = "",
) -> str:
    style = f"\n{_shipped('report.css')}{rules}{_continued_highlights(articles)}"
    script = f"\n{script}" if script else ""
    return (
        _environment()
        .get_template(template)
        .render(
            page=page,
            style=Markup(style),  # noqa: S704 our own stylesheet
            style_digest=_digest(style),
            script=Markup(script),  # noqa: S704 our own script
            script_digest=_digest(script),
            base=base,
        )
    )


def _digest(text: str) -> str:
    """The digest by which the page's policy knows an inline text."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


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
    """Style rules for marks of several elements: the target's later ones light up with its first.

    Each asks its own report alone: asked of the whole page, two hundred of them cost a browser seconds at every change.
    """
    rules: list[str] = []
    for article in articles:
        pieces = (piece for paragraph in article.paragraphs for piece in paragraph.pieces)
        rules += (f"#{article.report.anchor}:has(#{id_}:target) .of-{id_}" for id_ in sorted(continued_ids(pieces)))
    return "".join(f"{rule}{{background:var(--target);color:var(--target-ink)}}\n" for rule in rules)


def filter_rules(page: PageView) -> str:
    """Style rules by which the matrix shows what is chosen above it: one for each report and relation, one a voice.

    All names in them are ours: anchors of reports and numbers of voices.
    """
    rules: list[str] = []
    for filters in (story.matrix.filters for story in page.stories if story.matrix.filters):
        for report in filters.reports:
            chosen, inside = report.anchor, f".in-{report.anchor}"
            rules += [
                _hides(f"in-{chosen}", f" .claim:not({inside})", f" .alone:not(.of-{chosen})"),
                _hides(f"only-{chosen}", ".scroll", f" .alone:not(.of-{chosen})"),
                _hides(f"not-{chosen}", f" .claim{inside}", f" .alone.of-{chosen}"),
            ]
        rules += [_hides(value, f" .claim:not(.{value})", f" .alone:not(.{value})") for value, _ in filters.voices]
    return "\n".join((*rules, ""))


def _hides(value: str, *selectors: str) -> str:
    """The rule that takes out what the option with that value does not want to see.

    A selector that begins with a space is of something inside what follows the filters, else of that itself.
    """
    after = f'.filters:has(option[value="{value}"]:checked)~'
    chosen = (f"{after}*{selector}" if selector.startswith(" ") else f"{after}{selector}" for selector in selectors)
    return f"{','.join(chosen)}{{display:none}}"


@cache
def _shipped(name: str) -> str:
    """The text of a file beside the templates."""
    return (files("tellings.show") / "templates" / name).read_text(encoding="utf-8")


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
