"""A comparison as one page of plain data."""

from urllib.parse import urlsplit

from tellings.records import Article, Comparison, Derivation, Lineage, Origin, Precision, Reading, Role, Story, Variant
from tellings.show.aligned import changes, pair_view, pairs
from tellings.show.claim_views import ClaimBook
from tellings.show.drawing import drawing
from tellings.show.evidence import Evidence
from tellings.show.headline import counts
from tellings.show.marks import marked_ranges
from tellings.show.speaker_views import parties, speakers, wordings
from tellings.show.view import (
    ArticleView,
    DerivationView,
    LineageView,
    OriginView,
    PageView,
    ParagraphView,
    SectionLink,
    StoryView,
    VariantView,
)
from tellings.show.words import listed, moment, percent, period, short_name
from tellings.text.paragraphs import paragraphs

# Speakers shown before the rest is folded: those whom most reports quote come first. A guess at what is read through.
SHOWN_SPEAKERS = 6
# Referents whose wording is shown before the rest is folded; likewise.
SHOWN_WORDINGS = 8
# Pairs of texts shown side by side before the rest is folded; likewise.
SHOWN_PAIRS = 2
# Parties likewise.
SHOWN_PARTIES = 6

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


def page_view(comparison: Comparison) -> PageView:
    """The whole report: every story, and the inputs set aside."""
    stories: list[StoryView] = []
    first = 1
    for number, story in enumerate(comparison.stories, 1):
        stories.append(_story(story, f"s{number}", first))
        first += len(story.articles)
    title = stories[0].title if stories else "No story"
    return PageView(title, tuple(stories), tuple((s.source, s.reason) for s in comparison.set_aside))


def _story(story: Story, anchor: str, first: int) -> StoryView:
    evidence = Evidence(story, first)
    book = ClaimBook(story, evidence, f"{anchor}-")
    digest, disagreements, matrix = book.digest(), book.disagreements(), book.matrix()
    lineage = _lineage(story.lineage, evidence, anchor)
    who, positions, wording = speakers(story, evidence), parties(story, evidence), wordings(story, evidence)
    # The articles come last: they carry an anchor for every link made above.
    articles = tuple(_article(annotated.article, story.lineage, evidence) for annotated in story.articles)
    omissions, (timeline, more_timeline) = book.omissions(), book.timeline()
    sections = [
        ("digest", "What is told", len(digest)),
        ("disagreements", "Where accounts differ", len(disagreements)),
        ("lineage", "Who copied whom", len(story.lineage.derivations)),
        ("claims", "Claim by claim", len(story.claims)),
        ("speakers", "Who said what", len(who)),
        ("positions", "Who wants what", len(positions)),
        ("timeline", "Timeline", len(timeline) + len(more_timeline)),
        ("wording", "Choice of words", len(wording)),
        ("omissions", "What is left out", len(omissions)),
        ("articles", "The reports in full", len(articles)),
    ]
    return StoryView(
        anchor=anchor,
        title=story.title,
        period=period(story.first_published, story.last_published),
        counts=counts(story, evidence),
        tally=book.tally(),
        sections=tuple(SectionLink(f"{anchor}-{key}", name, count) for key, name, count in sections if count),
        digest=digest,
        disagreements=disagreements,
        lineage=lineage,
        matrix=matrix,
        speakers=who[:SHOWN_SPEAKERS],
        other_speakers=who[SHOWN_SPEAKERS:],
        parties=positions[:SHOWN_PARTIES],
        other_parties=positions[SHOWN_PARTIES:],
        timeline=timeline,
        more_timeline=more_timeline,
        wording=wording[:SHOWN_WORDINGS],
        more_wording=wording[SHOWN_WORDINGS:],
        omissions=omissions,
        articles=articles,
    )


def _lineage(lineage: Lineage, evidence: Evidence, anchor: str) -> LineageView:
    found = pairs(lineage)
    derivations = tuple(
        _derivation(derivation, lineage, evidence, f"{anchor}-e{number}")
        for number, derivation in enumerate(lineage.derivations, 1)
        if derivation.child in evidence.reports
    )
    laid = tuple(pair_view(pair, evidence, f"{anchor}-p{number}") for number, pair in enumerate(found, 1))
    hrefs = {number: f"#{anchor}-e{number + 1}" for number in range(len(lineage.derivations))}
    for derivation in lineage.derivations:
        for passage in derivation.passages:
            evidence.shade(passage.child, "copied")
    return LineageView(
        drawing(lineage, evidence, hrefs),
        derivations,
        laid[:SHOWN_PAIRS],
        laid[SHOWN_PAIRS:],
        tuple(_origin(origin, lineage, evidence) for origin in lineage.origins if not origin.seen),
    )


def _derivation(derivation: Derivation, lineage: Lineage, evidence: Evidence, anchor: str) -> DerivationView:
    parent = evidence.reports.get(derivation.parent)  # type: ignore[call-overload]
    names = {origin.id: origin.name for origin in lineage.origins}
    return DerivationView(
        anchor,
        evidence.reports[derivation.child],
        parent.outlet if parent else evidence.named(short_name(names.get(derivation.parent, derivation.parent))),
        parent.href if parent else "",
        derivation.kind,
        percent(derivation.share_of_child),
        percent(derivation.share_of_parent),
        changes(derivation.edits),
        tuple(map(evidence.named, derivation.reasons)),
        derivation.decided,
    )


def _origin(origin: Origin, lineage: Lineage, evidence: Evidence) -> OriginView:
    text = origin.reconstruction or ""
    return OriginView(
        short_name(origin.name),
        origin.seen,
        origin.agency or "",
        tuple(evidence.reports[id_] for id_ in origin.articles if id_ in evidence.reports),
        tuple(text[start:end] for start, end in paragraphs(text)),
        tuple(_variant(variant, evidence) for variant in lineage.variants if variant.origin == origin.id),
    )


def _variant(variant: Variant, evidence: Evidence) -> VariantView:
    readings: dict[str, list[Reading]] = {}
    for reading in variant.readings:
        readings.setdefault(reading.text, []).append(reading)
    return VariantView(
        variant.kind,
        tuple((text, evidence.cite_each(r.span for r in same)) for text, same in readings.items()),
    )


def _article(article: Article, lineage: Lineage, evidence: Evidence) -> ArticleView:
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
