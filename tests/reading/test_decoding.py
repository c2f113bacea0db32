"""No character is lost to a wrong or a mixed encoding, and none stays that only a terminal obeys."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.reading.decoding import decoded, without_controls, without_surrogates

GERMAN = "Die Fähre sank am Dienstag vor der Küste. „Größer als gedacht“, sagte der Kapitän – und schwieg. " * 5
RUSSIAN = "Паром затонул во вторник у берега. Капитан сказал, что помощь пришла слишком поздно. " * 8
POLISH = "Prom zatonął we wtorek u wybrzeża. Kapitan powiedział, że pomoc przyszła zbyt późno. " * 8
META = '<html><head><meta charset="{}"></head><body><p>{}</p></body></html>'


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "utf-8"),
        (GERMAN, "utf-8-sig"),
        (GERMAN, "utf-16"),
        (GERMAN, "utf-16-le"),
        (GERMAN, "utf-16-be"),
        (GERMAN, "utf-32"),
        (GERMAN, "cp1252"),
        (RUSSIAN, "cp1251"),
        (POLISH, "cp1250"),
        (META.format("iso-8859-1", "“Quoted” – naïve"), "cp1252"),
        (META.format("koi8-r", RUSSIAN), "koi8-r"),
        (META.format("gb2312", "渡轮星期二沉没"), "gb2312"),
        (META.format("Shift_JIS", "フェリーが沈んだ"), "shift_jis"),
        (META.format("iso-8859-1", RUSSIAN), "utf-8"),
        (META.format("no-such-charset", GERMAN), "cp1252"),
        (META.format("utf-7", GERMAN), "cp1252"),
        (META.format("rot13", GERMAN), "cp1252"),
    ],
    ids=lambda value: value if len(value) < 12 else "",
)
def test_text_is_decoded(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == text


def test_declaration_of_the_header_is_heeded() -> None:
    assert decoded("Паром".encode("koi8-r"), "koi8-r") == "Паром"


def test_stray_bytes_in_utf8_are_read_as_windows_1252() -> None:
    assert decoded("Küste, “Größe”, ".encode() + b"it\x92s a caf\xe9 \x81") == "Küste, “Größe”, it’s a café \ufffd"


@pytest.mark.parametrize(
    ("content", "text"),
    [(b"\x00\x01\x02" * 50, None), (b"a" * 5_000 + b"\x00", "a" * 5_000), (b"\x00\x00", None)],
    ids=["binary", "one zero byte", "zero bytes"],
)
def test_zero_bytes(content: bytes, text: str | None) -> None:
    assert decoded(content) == text


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(content: bytes) -> None:
    text = decoded(content)

    assert text is None or without_controls(text).encode("utf-8") is not None


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\x1b[31;1mred\x1b[0m", "ared"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b31mred", "red"),
        ("bell\x07 back\x08 null\x00 delete\x7f", "bell back null delete"),
        ("page\x0cbreak\x0bline\x85next\ttab\r\n", "page\nbreak\nline\nnext\ttab\r\n"),
        ("abc\u202edef\u202c \u2066x\u2069\ufeff", "abcdef x"),
        ("\x1b]0;never closed\nbut the text goes on", "0;never closed\nbut the text goes on"),
        ("família 👨‍👩‍👧 می‌خواهم", "família 👨‍👩‍👧 می‌خواهم"),
    ],
    ids=["colour", "title", "link", "c1", "controls", "breaks", "direction", "unclosed", "joiners stay"],
)
def test_controls_go(text: str, clean: str) -> None:
    assert without_controls(text) == clean


@given(st.text(st.characters(codec=None)))
def test_half_pairs_are_replaced_one_for_one(text: str) -> None:
    repaired = without_surrogates(text)

    assert len(repaired) == len(text)
    repaired.encode("utf-8")


@pytest.mark.parametrize(
    "unit", ["\x1b]", "\x1b[1", "\x1b", "<!-- -->", "\x9d0"], ids=["strings", "sequences", "escapes", "html", "c1"]
)
def test_a_megabyte_of_openings_takes_bounded_time(unit: str) -> None:
    started = time.monotonic()

    without_controls(unit * (1_000_000 // len(unit)))

    assert time.monotonic() - started < 3
