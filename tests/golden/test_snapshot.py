"""The sample's whole story as a text to read in review.

After a change that is meant, run UPDATE_SNAPSHOT=1 python -m pytest tests/golden/test_snapshot.py and read the diff.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import tellings
from tellings.records import Comparison, Span, Story
from tellings.sample import sample_paths

SNAPSHOT = Path(__file__).parent / "sample.snapshot.txt"


class Listing:
    """One story as lines, every span with its outlet and words."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.names = {a.article.id: Path(a.article.source).stem for a in story.articles}
        self.texts = {a.article.id: a.article.text for a in story.articles}

    def place(self, span: Span) -> str:
        return f"{self.names[span.article_id]} [{' '.join(span.wording(self.texts[span.article_id]).split())}]"

    def lines(self) -> Iterator[str]:
        story = self.story
        yield f"STORY {story.title} · {story.first_published} to {story.last_published}"
        for annotated in story.articles:
            article = annotated.article
            date = article.published.value if article.published else "undated"
            yield f"article {self.names[article.id]} · {article.outlet} · {date} · {', '.join(article.agency)}"
            for given in annotated.attributions:
                content = " … ".join(" ".join(piece.wording(article.text).split()) for piece in given.content)
                inside = " (inside another)" if given.inside else ""
                yield f"  {given.kind} {given.speaker_name} [{content}] {given.utterance or ''}{inside}"
        for entity in story.entities:
            yield f"entity {entity.id} · {entity.name} · {', '.join(entity.aliases)}"
        yield from self.lineage()
        yield from self.claims()

    def lineage(self) -> Iterator[str]:
        for origin in self.story.lineage.origins:
            copies = ", ".join(self.names[article] for article in origin.articles)
            yield f"origin {'seen' if origin.seen else 'unseen'} · {origin.agency} · {copies}"
        for edge in self.story.lineage.derivations:
            parent = next((name for id_, name in self.names.items() if id_ == edge.parent), "unseen origin")
            yield f"derivation {self.names[edge.child]} from {parent} · {edge.kind} · {edge.share_of_child:.2f}"
            for edit in edge.edits:
                yield f"  {edit.kind} [{' '.join(edit.parent_text.split())}] → [{' '.join(edit.child_text.split())}]"

    def claims(self) -> Iterator[str]:
        story = self.story
        for claim in story.claims:
            counted = f"{claim.status} {claim.outlets}/{claim.origins}"
            told = f"[{claim.focus}] in: {claim.text}" if claim.focus else claim.text
            yield f"{claim.id} {counted} · {'; '.join(claim.voices)} · {told}"
            yield from (f"  {self.place(witness.span)}" for witness in claim.witnesses)
        for disagreement in story.disagreements:
            yield f"{disagreement.kind} {'compatible' if disagreement.compatible else 'conflict'}"
            yield f"  {disagreement.explanation}"
            yield from (f"  {side.value}: {self.place(span)}" for side in disagreement.sides for span in side.witnesses)
        for position in story.positions:
            yield f"position {position.date} · {position.actor_name} {position.stance} [{position.issue}]"
        for wording in story.wording:
            terms = " | ".join(sorted({term.term for term in wording.terms}))
            yield f"wording {wording.kind} · {wording.referent}: {terms}"
        for omission in story.omissions:
            yield f"omission {omission.kind} · {self.names[omission.article]} · {omission.claim}"
            yield from (f"  {self.place(span)}" for span in omission.words)
        for entry in story.timeline:
            yield f"timeline {entry.date} · {entry.text}"
        for sentence in story.digest:
            yield f"digest {sentence.text}"
            yield from (f"  {self.place(span)}" for span in sentence.citations)


def listing(comparison: Comparison) -> str:
    lines = [line for story in comparison.stories for line in Listing(story).lines()]
    lines += [f"set aside {skipped.source}: {skipped.reason}" for skipped in comparison.set_aside]
    return "\n".join(lines) + "\n"


def test_the_sample_tells_the_story_that_was_last_reviewed() -> None:
    found = listing(tellings.compare(sample_paths()))
    if os.environ.get("UPDATE_SNAPSHOT"):
        SNAPSHOT.write_text(found, encoding="utf-8")

    assert found == SNAPSHOT.read_text(encoding="utf-8")
