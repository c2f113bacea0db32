"""What each report leaves out: claims it cut, with the words it dropped, and widely carried claims it lacks."""

from tellings.records import Omission, OmissionKind
from tellings.show.claim_book import ClaimBook
from tellings.show.view_claims import ClaimLink, CutView, OmissionsView
from tellings.show.words import short_name


def omissions(book: ClaimBook) -> tuple[OmissionsView, ...]:
    """Omissions by report, those that cut or lack most first; in each the claims that most independent texts carry."""
    names = {origin.id: origin.name for origin in book.story.lineage.origins}
    names |= {str(id_): report.outlet for id_, report in book.evidence.reports.items()}
    widely = {o.claim for o in book.story.omissions if o.kind is OmissionKind.ABSENT}
    views: list[OmissionsView] = []
    for article_id, report in book.evidence.reports.items():
        here = [(o, link) for o in book.story.omissions if o.article == article_id and (link := book.link(o.claim))]
        cut = [_cut(o, link, names, book) for o, link in here if o.kind is OmissionKind.CUT]
        absent = [link for o, link in here if o.kind is OmissionKind.ABSENT]
        if here:
            views.append(OmissionsView(report, tuple(cut), tuple(absent), len(widely)))
    return tuple(sorted(views, key=lambda view: (-len(view.cut), -len(view.absent))))


def _cut(omission: Omission, link: ClaimLink, names: dict[str, str], book: ClaimBook) -> CutView:
    source = book.evidence.named(short_name(names.get(omission.source or "", omission.source or "")))
    return CutView(link, source, tuple(book.evidence.quote(span) for span in omission.words[:1]))
