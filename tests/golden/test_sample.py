"""The invented sample, end to end, against a key made by hand before the first run."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import tellings
from tellings.api import Compared
from tellings.records import AnnotatedArticle, EditKind, OmissionKind, Status, Story
from tellings.sample import sample_paths
from tellings.text.folding import fold

KEY: dict[str, Any] = json.loads((Path(__file__).parent / "key.json").read_text(encoding="utf-8"))


@cache
def compared() -> Compared:
    return tellings.compare(sample_paths())


def main_story() -> Story:
    return compared().stories[0]


@cache
def by_file() -> dict[str, AnnotatedArticle]:
    return {Path(a.article.source).name: a for story in compared().stories for a in story.articles}


def folded(text: str) -> str:
    return fold(text).text


def test_nothing_is_set_aside() -> None:
    assert compared().set_aside == ()


def test_the_unrelated_report_is_a_story_of_its_own() -> None:
    found = [sorted(Path(a.article.source).name for a in story.articles) for story in compared().stories]

    assert found == KEY["stories"]


@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name, fields in sorted(KEY["articles"].items()) for field in fields]
)
def test_metadata_is_what_a_reader_would_write_down(name: str, field: str) -> None:
    article = by_file()[name].article
    found = article.published.value if field == "published" and article.published else getattr(article, field)

    expected = KEY["articles"][name][field]
    assert (list(found) if isinstance(found, tuple) else found) == expected


@pytest.mark.parametrize("name", sorted(KEY["articles"]))
def test_the_text_begins_and_ends_where_the_reporting_does(name: str) -> None:
    text = by_file()[name].article.text

    assert text.startswith(KEY["first_words"][name])
    assert text.endswith(KEY["last_words"][name])


@pytest.mark.parametrize("name", sorted(KEY["articles"]))
def test_every_filled_field_has_a_basis(name: str) -> None:
    article = by_file()[name].article
    filled = {field for field in ("title", "outlet", "byline", "agency", "dateline") if getattr(article, field)}

    assert filled <= {basis.field for basis in article.bases}
    assert article.published is not None
    assert article.published.basis


def entity_of(name: str) -> str:
    for entity in main_story().entities:
        if folded(name) in {folded(n) for n in (entity.name, *entity.aliases)}:
            return entity.id
    return f"no entity {name}"


@pytest.mark.parametrize("names", KEY["same_entity"], ids=lambda names: names[0])
def test_spellings_of_one_person_are_one_entity(names: list[str]) -> None:
    assert len({entity_of(name) for name in names}) == 1


@pytest.mark.parametrize("names", KEY["different_entity"], ids=lambda names: " / ".join(names))
def test_different_people_are_never_one_entity(names: list[str]) -> None:
    assert len({entity_of(name) for name in names}) == len(names)


def speaker_of(name: str, content: str) -> str:
    annotated = by_file()[name]
    text = annotated.article.text
    start = folded(text).find(folded(content))
    assert start >= 0, content
    words = fold(text).original(start, start + len(folded(content)))
    place = annotated.article.span(*words)
    holding = [a for a in annotated.attributions if 2 * sum(p.overlap(place) for p in a.content) > len(place)]
    nearest = min(holding, key=lambda a: sum(map(len, a.content)), default=None)
    return nearest.speaker_name or "" if nearest else ""


def test_nearly_all_statements_have_their_speaker() -> None:
    wrong = [
        (name, content, found)
        for name, speaker, content in KEY["attributions"]
        if folded(speaker).removeprefix("the ") not in folded(found := speaker_of(name, content))
    ]

    assert len(wrong) <= 0.1 * len(KEY["attributions"]), wrong


def test_the_two_reprints_hang_from_one_unseen_dispatch() -> None:
    story = main_story()
    unseen = [origin for origin in story.lineage.origins if not origin.seen]

    assert len(unseen) == 1
    copies = sorted(Path(story.article(a).article.source).name for a in unseen[0].articles)
    assert copies == KEY["dispatch"]["copies"]
    assert {d.child for d in story.lineage.derivations if d.parent == unseen[0].id} == set(unseen[0].articles)


def test_no_other_report_derives_from_anything() -> None:
    story = main_story()
    children = {Path(story.article(d.child).article.source).name for d in story.lineage.derivations}

    assert children.isdisjoint(KEY["independent"])


def test_the_softened_word_is_an_edit() -> None:
    edits = [e for d in main_story().lineage.derivations for e in d.edits if e.kind is EditKind.REPLACED]

    for one, other in KEY["dispatch"]["replaced"]:
        assert any({one, other} <= {*e.parent_text.split(), *e.child_text.split()} for e in edits)


def test_the_cut_sentence_is_an_omission_of_the_outlet_that_cut_it() -> None:
    story = main_story()
    coast_daily = by_file()["coast-daily.txt"].article.id
    cut = {o.claim for o in story.omissions if o.kind is OmissionKind.CUT and o.article == coast_daily}
    words = [
        w.span.wording(story.article(w.span.article_id).article.text)
        for c in story.claims
        if c.id in cut
        for w in c.witnesses
    ]

    assert any(folded(w) in folded(KEY["dispatch"]["cut_by_coast_daily"]) for w in words)


def test_one_voice_and_one_dispatch_are_never_called_corroborated() -> None:
    story = main_story()
    wrong = []
    for claim in story.claims:
        if claim.status is Status.CORROBORATED:
            words = [folded(w.span.wording(story.article(w.span.article_id).article.text)) for w in claim.witnesses]
            wrong += [key for key in KEY["never_corroborated"] if any(folded(key) in word for word in words)]

    assert wrong == []


@pytest.mark.parametrize("expected", KEY["disagreements"], ids=lambda expected: " / ".join(expected["sides"]))
def test_disagreements_are_found_and_told_apart_from_differences(expected: dict[str, Any]) -> None:
    story = main_story()

    def on_side(words: str, side: tuple[str, ...]) -> bool:
        return any(folded(words) in folded(s) or folded(s) in folded(words) for s in side)

    found = []
    for disagreement in story.disagreements:
        sides = [
            tuple(span.wording(story.article(span.article_id).article.text) for span in side.witnesses)
            for side in disagreement.sides
        ]
        if all(any(on_side(words, side) for side in sides) for words in expected["sides"]):
            found.append(disagreement.compatible)

    assert expected["compatible"] in found


@pytest.mark.parametrize("expected", KEY["positions"], ids=lambda expected: " ".join(expected))
def test_positions_of_the_parties_are_found(expected: list[str]) -> None:
    actor, stance, issue = expected
    found = [p for p in main_story().positions if p.stance == stance and folded(issue) in folded(p.issue)]

    assert any(folded(actor) in folded(p.actor_name) or folded(p.actor_name) in folded(actor) for p in found)


def test_every_citation_of_the_digest_resolves_and_attribution_is_kept() -> None:
    story = main_story()

    assert 5 <= len(story.digest) <= 10
    for sentence in story.digest:
        assert sentence.citations
        for span in sentence.citations:
            assert span.wording(story.article(span.article_id).article.text).strip()


def test_the_same_input_gives_the_same_output() -> None:
    again = tellings.compare(sample_paths())

    assert again.json() == compared().json()
