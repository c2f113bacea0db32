"""Blocks of an article point into its text, whatever came in."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.cleaning import CleaningSettings, clean
from tellings.cleaning.quoting import unquoted
from tellings.records import Article, Document, DocumentKind, Role

SENTENCES = st.sampled_from(
    [
        "LOWMERE (AP) — The harbour board voted on Tuesday to close the bridge.",
        "“We do not trust it,” she said, and left for the ferry.",
        "The bridge carries about 9,000 vehicles a day. – Agencies",
        "Home",
        "By Ana Sorley, Associated Press",
        "Share this",
        "What happens next?",
        "© 2031 AFP",
        "(Reporting by Ana Sorley; Editing by Tom Marlow)",
        "12 April 2031",
        "\x1b[31mred\x00",
    ]
)


@settings(max_examples=60, deadline=None)
@given(
    lines=st.lists(SENTENCES | st.text(max_size=60), max_size=12),
    kind=st.sampled_from([DocumentKind.TEXT, DocumentKind.CLEAN]),
)
def test_every_block_in_the_text_lies_on_its_words(lines: list[str], kind: DocumentKind) -> None:
    document = Document("page.txt", kind, "\n".join(lines))
    article = clean(document, CleaningSettings(min_words=1, languages=("en",)))

    if not isinstance(article, Article):
        return
    for block in article.blocks:
        assert (block.start is None) == (block.end is None)
        if block.start is not None:
            assert article.text[block.start : block.end] == block.text
    if kind is DocumentKind.CLEAN:
        assert article.text == document.content


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="ab \"'“”‘’«».", max_size=80))
def test_what_is_unquoted_holds_no_other_letters(text: str) -> None:
    assert len(unquoted(text).replace(" ", "")) <= len(text)


def test_clean_text_is_left_untouched_and_its_parts_are_spans() -> None:
    text = (
        "Bridge closed\n\nLOWMERE (AP) — The board of Lowmere closed the bridge on Tuesday.\n\n"
        "Next steps\n\nFerries run. – AFP\n"
    )
    article = clean(Document("r1", DocumentKind.CLEAN, text, id="r1", title="Bridge closed"))

    assert isinstance(article, Article)
    assert article.text == text
    assert [(block.role, block.text) for block in article.blocks] == [
        (Role.TITLE, "Bridge closed"),
        (Role.BODY, "LOWMERE (AP) — The board of Lowmere closed the bridge on Tuesday."),
        (Role.DATELINE, "LOWMERE (AP)"),
        (Role.HEADING, "Next steps"),
        (Role.BODY, "Ferries run. – AFP"),
        (Role.CREDIT, "– AFP"),
    ]
    assert article.agency == ("AP", "AFP")
    assert article.dateline == "LOWMERE"


def test_the_same_document_has_the_same_id_and_another_source_another() -> None:
    one, again, other = (
        clean(Document(source, DocumentKind.CLEAN, "The board closed the bridge.")) for source in ("a", "a", "b")
    )

    assert isinstance(one, Article)
    assert isinstance(again, Article)
    assert isinstance(other, Article)
    assert one.id == again.id != other.id
    assert len(one.id) == 16
