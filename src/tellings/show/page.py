"""A comparison as one page of plain data."""

from tellings.records import Comparison, Story
from tellings.show.article_views import article_view
from tellings.show.claim_views import ClaimBook
from tellings.show.evidence import Evidence
from tellings.show.headline import counts
from tellings.show.lineage_views import lineage_view
from tellings.show.speaker_views import parties, speakers, wordings
from tellings.show.view import PageView, SectionLink, StoryView
from tellings.show.words import period

# Speakers shown before the rest is folded: those whom most reports quote come first. A guess at what is read through.
SHOWN_SPEAKERS = 6
# Referents whose wording is shown before the rest is folded; likewise.
SHOWN_WORDINGS = 8
# Parties likewise.
SHOWN_PARTIES = 6


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
    lineage = lineage_view(story.lineage, evidence, anchor)
    who, positions, wording = speakers(story, evidence), parties(story, evidence), wordings(story, evidence)
    # The articles come last: they carry an anchor for every link made above.
    articles = tuple(article_view(annotated.article, story.lineage, evidence) for annotated in story.articles)
    omissions, (timeline, more_timeline) = book.omissions(), book.timeline()
    sections = [
        ("digest", "What is told", len(digest)),
        ("disagreements", "Where accounts differ", len(disagreements)),
        ("lineage", "Who copied whom", len(story.lineage.derivations)),
        ("claims", "Claim by claim", len(story.asserted) or len(story.claims)),
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
