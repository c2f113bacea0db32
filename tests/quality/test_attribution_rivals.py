"""The comparison with other systems is fair to them: their offsets are moved right, their failures are counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rivals.attribution
from attribution_rivals import brought_back, run
from rivals.attribution import MissingRivalError, sayswho_reader


def row(start: int, end: int) -> dict[str, list[list[int]]]:
    return {"source": [], "cue": [], "content": [[start, end]]}


@pytest.mark.parametrize(
    ("text", "read", "words"),
    [
        pytest.param("The ferry\n\nsails, she said.", "The ferry\nsails, she said.", "sails", id="blank line dropped"),
        pytest.param("The ferry\n\nsails.", "The ferry.\n .\n sails.", "sails", id="full stops added"),
        pytest.param("“It sails\n\n“And floats,”", '“It sails"\n“And floats,”', "And", id="mark added"),
        pytest.param("No\u00a0ferry sails", "No ferry sails", "ferry", id="blank replaced"),
        pytest.param("A ferry sails", "A ferry sails", "ferry", id="nothing prepared"),
    ],
)
def test_offsets_in_a_prepared_text_come_back_to_the_original(text: str, read: str, words: str) -> None:
    start = read.index(words)

    (moved,) = brought_back(read, [row(start, start + len(words))], text)

    assert [text[s:e] for s, e in moved["content"]] == [words]


@given(st.text("ab “”\n.", max_size=30), st.text('ab ".\n', max_size=30), st.data())
def test_moved_spans_lie_in_the_text(text: str, read: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(read)))
    end = data.draw(st.integers(start, len(read)))

    (moved,) = brought_back(read, [row(start, end)], text)

    assert all(0 <= s <= e <= len(text) for s, e in moved["content"])


def test_a_system_that_raises_finds_nothing_and_is_counted() -> None:
    def read(text: str) -> tuple[str, list[dict[str, list[list[int]]]]]:
        if "odd" in text:
            raise ValueError(text)
        return text, [row(0, 3)]

    found = run(read, [{"id": "1", "text": "The even one"}, {"id": "2", "text": "The odd one"}])

    assert [len(record["attributions"]) for record in found.predicted] == [1, 0]
    assert (found.crashes, found.reasons) == (1, {"ValueError"})


def test_a_system_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rivals.attribution, "find_spec", lambda name: None)

    with pytest.raises(MissingRivalError, match="sayswho is not installed"):
        sayswho_reader(None)
