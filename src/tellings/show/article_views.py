"""An article as the page shows it in full: what is known of it and why, its text with every mark, what was left out."""

from urllib.parse import urlsplit

from tellings.records import Article, Lineage, Precision, Role
from tellings.show.evidence import Evidence
from tellings.show.marks import marked_ranges
from tellings.show.view import ArticleView, ParagraphView
from tellings.show.words import listed, moment, percent, short_name

_PRECISIONS = {Precision.MONTH: "month known only", Precision.YEAR: "year known only"}
_ROLE_NAMES = {
    Role.TITLE: "title",
    Role.BYLINE: "byline",
    Role.DATELINE: "dateline",
    Role.CREDIT: "credit",
    Role.DATE: "date",
    Role.CAPTION: "caption",
    Role.FURNITURE: "furniture",
}


def article_view(article: Article, lineage: Lineage, evidence: Evidence) -> ArticleView:
    """The article; made last, it carries an anchor for every link made before."""
    ranges = evidence.paragraphs[article.id]
    headings = {block.start for block in article.blocks if block.role is Role.HEADING}
    pieces = marked_ranges(article.text, ranges, evidence.marks(article.id))
    copied = [d for d in lineage.derivations if d.child == article.id]
    names = {origin.id: origin.name for origin in lineage.origins}
    names |= {str(id_): report.outlet for id_, report in evidence.reports.items()}
    return ArticleView(
        report=evidence.reports[article.id],
        title=article.title,
        language=article.language if article.language.isalpha() else "",
        url=safe_url(article.url),
        facts=tuple(_facts(article)),
        derives=listed(
            [f"{percent(d.share_of_child)} from {short_name(names.get(d.parent, d.parent))}" for d in copied]
        ),
        removed=tuple((_ROLE_NAMES.get(b.role, b.role), b.text) for b in article.blocks if b.start is None),
        paragraphs=tuple(
            ParagraphView(start in headings, found) for (start, _), found in zip(ranges, pieces, strict=True)
        ),
    )


def _facts(article: Article) -> list[tuple[str, str, str]]:
    """Label, value and basis of what is known of an article."""
    bases = {basis.field: basis.reason for basis in article.bases}
    published = article.published
    known = _PRECISIONS.get(published.precision, "") if published else ""
    when = " · ".join(filter(None, (moment(published.value), known))) if published else "not known"
    rows = [
        ("Published", when, published.basis if published else bases.get("published", "")),
        ("Outlet", article.outlet or "", bases.get("outlet", "")),
        ("By", listed(article.byline), bases.get("byline", "")),
        ("Agency credit", listed(article.agency), bases.get("agency", "")),
        ("Dateline", article.dateline or "", bases.get("dateline", "")),
        ("Title", "", bases.get("title", "")),
        ("Language", article.language, bases.get("language", "")),
        ("Source", article.source, ""),
    ]
    return [(label, value, basis) for label, value, basis in rows if value or basis]


def safe_url(url: str | None) -> str:
    """The address where it is one of the web's, else nothing: a page may name `javascript:` as its own."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return url or "" if parts.scheme in {"http", "https"} and parts.netloc else ""
