"""A comparison as one page of plain data."""

from tellings.records import Comparison, Story
from tellings.show.article_views import article_view
from tellings.show.claim_book import ClaimBook
from tellings.show.claim_views import digest, digest_note, timeline
from tellings.show.disagreement_views import against, disagreements, glance
from tellings.show.evidence import Evidence
from tellings.show.headline import counts
from tellings.show.lineage_views import lineage_view
from tellings.show.matrix_views import matrix
from tellings.show.omission_views import omissions
from tellings.show.position_views import positions
from tellings.show.speaker_views import speakers
from tellings.show.view import PageView, SectionLink, StoryView
from tellings.show.wording_views import wordings
from tellings.show.words import period

# Speakers shown before the rest is folded: those whom most reports quote come first. A guess at what is read through.
SHOWN_SPEAKERS = 6


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
    told, differing, claims = digest(book), disagreements(book), matrix(book, against(book))
    lineage = lineage_view(story.lineage, evidence, anchor)
    who, held = speakers(story, evidence), positions(book)
    wording = wordings(story, evidence, [column.report for column in claims.columns])
    left_out, (dated, more_dated) = omissions(book), timeline(book)
    # The articles come last: they carry an anchor for every link made above.
    articles = tuple(article_view(annotated.article, story.lineage, evidence) for annotated in story.articles)
    sections = [
        ("digest", "What is told", len(told)),
        ("disagreements", "Where accounts differ", len(story.disagreements)),
        ("claims", "Claim by claim", len(book.claims)),
        ("positions", "Who wants what", held.count),
        ("omissions", "What is left out", len(left_out)),
        ("wording", "Choice of words", len(story.wording)),
        ("speakers", "Who said what", len(who)),
        ("timeline", "Timeline", len(dated) + len(more_dated)),
        ("lineage", "Who copied whom", len(story.lineage.derivations)),
        ("articles", "The reports in full", len(articles)),
    ]
    return StoryView(
        anchor=anchor,
        title=story.title,
        period=period(story.first_published, story.last_published),
        counts=counts(story, evidence),
        tally=book.tally(),
        glance=glance(book, differing),
        sections=tuple(SectionLink(f"{anchor}-{key}", name, count) for key, name, count in sections if count),
        digest=told,
        digest_note=digest_note(story.rewriting),
        disagreements=differing,
        lineage=lineage,
        matrix=claims,
        speakers=who[:SHOWN_SPEAKERS],
        other_speakers=who[SHOWN_SPEAKERS:],
        positions=held,
        timeline=dated,
        more_timeline=more_dated,
        wording=wording,
        omissions=left_out,
        articles=articles,
    )
