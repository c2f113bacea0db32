"""Whose copy a text is, where it says so, and where it only names an agency."""

import time

import pytest

from tellings.cleaning.credits import text_credits

REST = "The harbour board closed the bridge on Tuesday after inspectors found cracks in two of its bearings."


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        (f"LOWMERE (AP) — {REST}", ("AP",)),
        (f"LOWMERE, April 12 (Reuters) - {REST}", ("Reuters",)),
        (f"Lowmere (AFP) – {REST}", ("AFP",)),
        (f"April 12 (UPI) -- {REST}", ("UPI",)),
        (f"{REST} – Agencies", ("Agencies",)),
        (f"{REST} - Bernama", ("Bernama",)),
        (f"{REST}\n\n(Reporting by Ana Sorley; Editing by Tom Marlow)", ("Reuters",)),
        (f"{REST}\n\n© 2031 AFP", ("AFP",)),
        (f"{REST}\n\nCopyright 2031 The Associated Press. All rights reserved.", ("AP",)),
        (f"By Ana Sorley, Associated Press\n\n{REST}", ("AP",)),
        (f"{REST}\n\nAFP", ("AFP",)),
        (f"Reuters\n\n{REST}\n\nOther words end it.", ("Reuters",)),
        (f"{REST} The chair told Reuters that ferries would run.", ()),
        (f"The AP reported on Monday that {REST}", ()),
        (f"{REST}\n\nThe Associated Press contributed to this report.", ()),
        (f"{REST}\n\nPhoto: © POOL/AFP", ()),
        (f"{REST}\n\n(AP Photo/Tom Marlow)", ()),
        (f"A Reuters/Ipsos poll said so. {REST}", ()),
        ("", ()),
    ],
)
def test_agencies_are_read_where_credits_stand(text: str, agencies: tuple[str, ...]) -> None:
    assert text_credits(text).agencies == agencies


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"LOWMERE: {REST}", "LOWMERE"),
        (f"PORT ANSE, April 12 — {REST}", "PORT ANSE"),
        (f"SOUTH HAVEN, Mich. (AP) — {REST}", "SOUTH HAVEN, Mich."),
        (f"KUALA MERU (Apr 12): {REST}", "KUALA MERU"),
        (f"BREAKING: {REST}", None),
        (f"UPDATE - {REST}", None),
        (f"The board — which met on Tuesday — spoke. {REST}", None),
        (f"Title of the piece\n\nLOWMERE — {REST}", "LOWMERE"),
    ],
)
def test_datelines_name_a_place(text: str, place: str | None) -> None:
    line = text_credits(text).dateline

    assert (line.place if line else None) == place


def test_spans_lie_on_the_credit() -> None:
    text = f"LOWMERE (AP) — {REST} – AFP"

    assert [text[c.start : c.end] for c in text_credits(text).found] == ["LOWMERE (AP)", "– AFP"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Sorley", ("Ana Sorley",)),
        ("By Ana Sorley and Tom Marlow, Associated Press", ("Ana Sorley", "Tom Marlow")),
        ("ByAna Sorley", ("Ana Sorley",)),
        ("By Letters To The Editor", ()),
        ("By Tuesday the bridge was closed to all traffic.", ()),
    ],
)
def test_bylines_name_writers(line: str, names: tuple[str, ...]) -> None:
    assert text_credits(f"{line}\n\n{REST}").byline == names


@pytest.mark.parametrize(
    ("ending", "names"),
    [
        pytest.param("(Reporting by Ana Sorley; Editing by Tom Marlow)", ("Ana Sorley",), id="agency"),
        pytest.param(
            "(Reporting by Ana Sorley in Lowmere and Ida Holt in Port Anse; Editing by Tom Marlow)",
            ("Ana Sorley", "Ida Holt"),
            id="two places",
        ),
        pytest.param("(Additional reporting by Ida Holt; Editing by Tom Marlow)", (), id="only added"),
        pytest.param("Follow Ana Sorley on Twitter @anasorley.", ("Ana Sorley",), id="follow"),
        pytest.param(
            "Write to Ana Sorley at ana@post.example and Ida Holt at ida@post.example",
            ("Ana Sorley", "Ida Holt"),
            id="write to",
        ),
        pytest.param("Ana Sorley is a senior reporter at the Lowmere Post.", ("Ana Sorley",), id="post"),
        pytest.param("Ana Sorley is the third engineer to resign this year.", (), id="not a writer"),
        pytest.param("— Anna Sorley", ("Anna Sorley",), id="signature"),
        pytest.param("Follow the Lowmere Post on Twitter", (), id="the paper"),
    ],
)
def test_writers_are_named_at_the_end(ending: str, names: tuple[str, ...]) -> None:
    assert text_credits(f"{REST}\n\n{ending}").byline == names


def test_a_name_above_the_publisher_in_capitals_is_the_writer() -> None:
    assert text_credits(f"Anna Sorley\n\nLOWMERE POST\n\n{REST}").byline == ("Anna Sorley",)
    assert text_credits(f"Anna Sorley\n\n{REST}").byline == ()


@pytest.mark.parametrize(
    "ending", ["Aa " * 60_000, "(Reporting by " + "Aa, " * 60_000, "Follow " * 20_000, "Aa is " + "a " * 200]
)
def test_a_hostile_ending_is_read_in_time(ending: str) -> None:
    started = time.process_time()

    assert text_credits(f"{REST}\n\n{ending}").byline == ()
    assert time.process_time() - started < 2
