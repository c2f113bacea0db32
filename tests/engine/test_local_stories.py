"""A story that cannot be told does not stop the others."""

from pathlib import Path

import pytest

import tellings
from tellings import pipeline
from tellings.records import AnnotatedArticle, Story

FERRY = "The ferry Halcyon sank off Brannick on Sunday after it hit a breakwater in thick fog, the coast guard said."
CHESS = "A teenager from Aldmoor won the chess open in the last round on Saturday with a queen sacrifice."


def test_the_articles_of_a_story_that_fails_are_set_aside_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("ferry", FERRY), ("chess", CHESS)):
        (tmp_path / f"{name}.txt").write_text(f"{text}\n\n{text} More follows.", encoding="utf-8")
    tell = pipeline.tell

    def failing(articles: list[AnnotatedArticle], settings: pipeline.Settings) -> Story:
        if "ferry" in articles[0].article.source:
            raise IndexError("tuple index out of range")
        return tell(articles, settings)

    monkeypatch.setattr(pipeline, "tell", failing)

    found = tellings.compare(tmp_path)

    assert [story.articles[0].article.source for story in found.stories] == [str(tmp_path / "chess.txt")]
    (aside,) = found.set_aside
    assert aside.source == str(tmp_path / "ferry.txt")
    assert "IndexError" in aside.reason
