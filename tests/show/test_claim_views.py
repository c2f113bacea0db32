"""What the page says of a sentence, of what lies ahead, and of long tails."""

from dataclasses import replace

from tellings.records import Comparison, DigestSentence, Status, Story, TimelineEntry
from tellings.show.page import page_view
from tellings.show.view import StoryView


def view(story: Story) -> StoryView:
    return page_view(Comparison((story,), ())).stories[0]


def test_a_sentence_stands_as_its_main_claim_does_and_says_what_else_it_states(ferry: Comparison) -> None:
    story = ferry.stories[0]
    sentence = DigestSentence("Service is suspended.", story.digest[0].citations, ("c12", "c8", "c9"))

    (line,) = view(replace(story, digest=(sentence,))).digest

    assert line.standing is not None
    assert (line.standing.key, line.also) == ("corroborated", "also states two claims of one outlet")


def test_a_disagreement_in_the_digest_stands_as_what_it_is(ferry: Comparison) -> None:
    story = ferry.stories[0]
    compatible = next(d for d in story.disagreements if d.compatible)
    sentence = DigestSentence(compatible.explanation, compatible.sides[0].witnesses, compatible.claims)

    (line,) = view(replace(story, digest=(sentence,))).digest

    assert (line.standing, line.also) == (None, "differs, both can hold")


def test_a_sentence_stands_on_the_word_of_those_it_cites(ferry: Comparison) -> None:
    story = ferry.stories[0]
    claim = next(c for c in story.claims if len(c.witnesses) > 1)
    first, *others = claim.witnesses
    heard = replace(claim, witnesses=(replace(first, voice_name="the police chief"), *others), voices=("a spokesman",))
    sentence = DigestSentence("Cited.", (first.span,), (claim.id,))

    (line,) = view(replace(story, claims=(heard,), digest=(sentence,), disagreements=())).digest

    assert line.voices == ("the police chief",)


def test_each_report_is_named_once_beside_a_sentence(ferry: Comparison) -> None:
    story = ferry.stories[0]
    claim = next(c for c in story.claims if c.status is Status.ECHOED)
    sentence = DigestSentence("Twice.", (*story.digest[0].citations, claim.witnesses[0].span), ("c1",))

    (line,) = view(replace(story, digest=(sentence,))).digest

    reports = [citation.report.letter for citation in line.citations]
    assert len(reports) == len(set(reports))


def test_the_timeline_marks_what_is_announced_and_folds_its_tail(ferry: Comparison) -> None:
    story = ferry.stories[0]
    ahead = TimelineEntry("2031-01-02", story.timeline[-1].precision, "A beacon will stand.", ())
    many = tuple(replace(story.timeline[-1], text=f"Entry {number}") for number in range(20))

    shown = view(replace(story, timeline=(*many, ahead)))

    assert len(shown.timeline) + len(shown.more_timeline) == 21
    assert len(shown.timeline) < 21
    assert [entry.is_ahead for entry in (*shown.timeline, *shown.more_timeline) if entry.text == ahead.text] == [True]
    assert not any(entry.is_ahead for entry in shown.more_timeline if entry.text != ahead.text)


def test_the_tail_of_every_standing_is_folded_and_nothing_is_lost(ferry: Comparison) -> None:
    story = ferry.stories[0]
    many = tuple(replace(story.claims[0], id=f"c{number}") for number in range(30))

    (group,) = view(replace(story, claims=many)).matrix.groups

    assert len(group.claims) + len(group.tail) == 30
    assert len(group.claims) < 30
    assert group.summary
