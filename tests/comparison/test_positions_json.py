"""Positions, issues, movements and the matrix as JSON and back."""

import json
from dataclasses import replace
from typing import Any

from tellings.comparison import positions_of
from tellings.language.names import mentions_of
from tellings.language.parsing import parse
from tellings.language.time import timexes_of
from tellings.reading.imported.fields import Fields
from tellings.reading.imported.stories import story_of
from tellings.records import AnnotatedArticle, Article, ArticleId, Lineage, Precision, Published, Story
from tellings.show.story_json import story_json

TEXT = (
    "The union demanded a pension fund for dockers on Monday. The port company rejected the pension fund for dockers. "
    "On Friday the union dropped its demand for a pension fund."
)
NEW_POSITION_KEYS = {
    "id", "issue_id", "since", "dated_by", "modality", "target", "target_name", "favour", "voices", "is_own_word",
}  # fmt: skip


def told() -> Story:
    published = Published("2031-05-09", Precision.DAY, "a test says so")
    article = Article(ArticleId("a"), "a", TEXT, "", "a", (), (), None, published, "en", None, (), ())
    grammar = parse(article)
    timexes = timexes_of(article, grammar, "2031-05-09")
    annotated = AnnotatedArticle(article, grammar, (), mentions_of(article, grammar), timexes, ())
    found = positions_of([annotated], ())
    return Story(
        id="s",
        title="",
        first_published=None,
        last_published=None,
        articles=(annotated,),
        entities=(),
        lineage=Lineage((), (), (), (), ()),
        claims=(),
        disagreements=(),
        positions=found.held,
        wording=(),
        omissions=(),
        timeline=(),
        digest=(),
        issues=found.issues,
        movements=found.movements,
        negotiation=found.negotiation,
    )


def as_json(story: Story) -> Any:
    return json.loads(json.dumps(story_json(story)))


def test_a_story_with_a_negotiation_comes_back_from_its_json() -> None:
    story = told()
    back = story_of(Fields(as_json(story), "a story"))

    assert story.negotiation is not None
    assert story.movements
    assert (back.positions, back.issues, back.movements, back.negotiation) == (
        story.positions,
        story.issues,
        story.movements,
        story.negotiation,
    )


def test_a_file_written_before_issues_were_known_is_read() -> None:
    record = as_json(told())
    for key in ("issues", "movements", "negotiation"):
        del record[key]
    for position in record["positions"]:
        for key in NEW_POSITION_KEYS:
            del position[key]

    back = story_of(Fields(record, "a story"))

    assert (back.issues, back.movements, back.negotiation) == ((), (), None)
    assert [position.text for position in back.positions] == [position.text for position in told().positions]


def test_a_story_without_a_negotiation_says_null() -> None:
    assert as_json(replace(told(), negotiation=None))["negotiation"] is None
