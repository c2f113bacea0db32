"""A page's HTML gives its reporting, every block with a role, and what it states; a hostile page costs little."""

import json
import time

import pytest

from tellings.cleaning.html import html_page
from tellings.cleaning.page import Page
from tellings.records import Document, DocumentKind, Precision, Role

TITLE = "Ferry with forty aboard sinks off Port Averil"
PARAGRAPHS = (
    "A ferry carrying forty people sank in heavy seas off Port Averil on Tuesday, the coast guard of Lowmark said.",
    "“We have thirty-one people ashore and we are still counting,” said Ida Brandt, who leads the rescue station.",
    "The Marigold left Sund at six in the evening, an hour late, and sent its last signal near the Tern lighthouse.",
    "Fishermen from three villages put to sea before the helicopters could take off, their cooperative said.",
)
FURNITURE = ("Home News Sport Weather", "Sign up for our newsletter", "© The Averil Courier", "Ten beaches to visit")


def page_of(
    *,
    head: str = "",
    linked: object = None,
    before: str = "",
    inside: str = "",
    after: str = "",
    title: str = f"<h1>{TITLE}</h1>",
) -> Page:
    """A page of a newspaper that does not exist."""
    script = "" if linked is None else linked if isinstance(linked, str) else json.dumps(linked)
    return html_page(
        Document(
            "page.html",
            DocumentKind.HTML,
            f"""<!DOCTYPE html><html lang="en-GB"><head><title>{TITLE} | The Averil Courier</title>{head}
            <script type="application/ld+json">{script}</script></head><body>
            <nav><a href="/">{FURNITURE[0]}</a></nav>
            <main><article><header>{title}{before}</header><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>{inside}
            <h2>A late start</h2><p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p></article>{after}</main>
            <aside><form><p>{FURNITURE[1]}</p></form><h3>{FURNITURE[3]}</h3></aside><footer>{FURNITURE[2]}</footer></body></html>""",
        )
    )


def texts(page: Page, *roles: Role) -> list[str]:
    return [block.text for block in page.blocks if block.role in roles]


def basis(page: Page, field: str) -> str:
    return next(basis.reason for basis in page.bases if basis.field == field)


def test_reporting_keeps_its_paragraphs_and_headings_in_order() -> None:
    page = page_of()

    assert texts(page, Role.BODY, Role.HEADING) == [*PARAGRAPHS[:2], "A late start", *PARAGRAPHS[2:]]
    assert texts(page, Role.HEADING) == ["A late start"]


def test_everything_else_has_a_role_too() -> None:
    page = page_of()

    assert texts(page, Role.TITLE) == [TITLE]
    assert set(FURNITURE) <= set(texts(page, Role.FURNITURE))
    assert all(block.reason for block in page.blocks)


def test_title_is_not_repeated_in_the_body() -> None:
    page = page_of(
        title="", before="", inside=f"<h2>{TITLE}</h2>", head=f'<meta property="og:title" content="{TITLE}">'
    )

    assert texts(page, Role.TITLE) == [TITLE]

    page = page_of(title=f"<h1>{TITLE}</h1><p>{TITLE}</p>")

    assert TITLE not in texts(page, Role.BODY, Role.HEADING)


@pytest.mark.parametrize(
    ("head", "title", "found", "place"),
    [
        ("", f"<h1>{TITLE}</h1>", TITLE, "<h1>"),
        ('<meta property="og:title" content="Ferry sinks off Port Averil">', f"<h1>{TITLE}</h1>", TITLE, "<h1>"),
        ('<meta property="og:title" content="Ferry sinks">', "<h1>News</h1>", "Ferry sinks", "meta tag og:title"),
        ("", "<h1>The Averil Courier</h1>", TITLE, "<title>"),
        (
            '<meta property="og:title" content="Ferry sinks | The Averil Courier"><meta property="og:site_name" '
            'content="The Averil Courier">',
            "",
            "Ferry sinks",
            "meta tag og:title",
        ),
        ("", "<h1>Deutsch&shy;land fällt auf: Ferry with forty aboard sinks off Port Averil</h1>", None, "<h1>"),
    ],
    ids=["printed", "printed longer", "section", "site name", "site name at the end", "soft hyphen"],
)
def test_title_is_what_the_page_prints_as_one(head: str, title: str, found: str | None, place: str) -> None:
    page = page_of(head=head, title=title)

    assert page.title == found or (found is None and page.title is not None and "\xad" not in page.title)
    assert basis(page, "title").startswith(place)


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2031-05-06T21:40:00+02:00",
    "dateModified": "2031-05-07T08:00:00+02:00",
    "author": [{"@type": "Person", "name": "Ann Poe"}, {"@type": "Person", "name": "Jan Roe"}],
    "publisher": {"@type": "Organization", "name": "The Averil Courier"},
    "inLanguage": "en",
    "mainEntityOfPage": "https://courier.example/ferry",
}


@pytest.mark.parametrize(
    "linked",
    [
        ARTICLE,
        [{"@type": "BreadcrumbList"}, ARTICLE],
        {"@graph": [{"@type": "WebSite", "name": "Another"}, ARTICLE]},
        {**ARTICLE, "@type": ["Article", "ReportageNewsArticle"]},
        {**ARTICLE, "@type": "http://schema.org/NewsArticle"},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        "<!--" + json.dumps(ARTICLE) + "-->",
        "//<![CDATA[\n" + json.dumps(ARTICLE) + "\n//]]>",
        json.dumps(ARTICLE).replace("}", ",}").replace("]", ",]"),
        json.dumps(ARTICLE).replace(TITLE, TITLE + "\n"),
        [{**ARTICLE, "headline": "Ten beaches", "author": "Wrong"}, {**ARTICLE, "url": "x"}],
        {
            "@graph": [
                {
                    **ARTICLE,
                    "author": [{"@id": "#a"}, {"@id": "#b"}],
                    "publisher": {"@id": "#p"},
                },
                {"@id": "#a", "@type": "Person", "name": "Ann Poe"},
                {"@id": "#b", "@type": "Person", "name": "Jan Roe"},
                {"@id": "#p", "@type": "NewsMediaOrganization", "name": "The Averil Courier"},
            ]
        },
    ],
    ids=(
        [
            "one",
            "list",
            "graph",
            "types",
            "type address",
            "inside",
            "comment",
            "cdata",
            "commas",
            "breaks",
            "others",
            "ids",
        ]
    ),
)
def test_linked_data_is_read(linked: object) -> None:
    page = page_of(linked=linked, head=f'<meta property="og:title" content="{TITLE}">')

    assert page.outlet == "The Averil Courier"
    assert page.byline == ("Ann Poe", "Jan Roe")
    assert page.published is not None
    assert (page.published.value, page.published.precision) == ("2031-05-06T21:40+02:00", Precision.MINUTE)
    assert page.published.basis == "JSON-LD datePublished: “2031-05-06T21:40:00+02:00”"
    assert page.language == "en"
    assert {basis.field for basis in page.bases} >= {"title", "outlet", "byline", "published", "language"}


@pytest.mark.parametrize(
    "linked",
    ["{", "[[[", "null", "7", '"text"', "[" * 50_000, '{"@type": {}, "author": [[]]}', '{"a":' * 20_000, "<b>{}</b>"],
    ids=range(9),
)
def test_broken_linked_data_is_passed_over(linked: str) -> None:
    assert texts(page_of(linked=linked), Role.BODY) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        ('<meta property="og:site_name" content="Averil&#39;s Post">', "outlet", "Averil's Post"),
        ("", "outlet", "The Averil Courier"),
        ('<meta name="author" content="By Ann Poe and Jan Roe">', "byline", ("Ann Poe", "Jan Roe")),
        ('<meta name="author" content="https://social.example/courier">', "byline", ()),
        ('<meta name="author" content="admin">', "byline", ()),
        ('<meta property="og:locale" content="nb_NO">', "language", "en"),
        ('<link rel="canonical" href="https://courier.example/ferry">', "url", "https://courier.example/ferry"),
        ('<link rel="canonical" href="javascript:alert(1)">', "url", None),
        ('<meta property="og:url" content="http://courier.example/f">', "url", "http://courier.example/f"),
    ],
    ids=["site name", "window", "author", "address", "admin", "html lang first", "canonical", "script", "og:url"],
)
def test_meta_tags_are_read(head: str, field: str, value: object) -> None:
    assert getattr(page_of(head=head), field) == value


@pytest.mark.parametrize(
    ("head", "value", "precision"),
    [
        ('<meta property="article:published_time" content="2031-05-06T19:40:31Z">', "2031-05-06T19:40+00:00", "minute"),
        (
            '<meta property="article:published_time" content="2031-05-06 19:40:31.50 +0200">',
            "2031-05-06T19:40+02:00",
            "minute",
        ),
        ('<meta name="parsely-pub-date" content="2031-05-06T00:00:00+02:00">', "2031-05-06", "day"),
        ('<meta name="date" content="20310506">', "2031-05-06", "day"),
        ('<meta name="date" content="May 6, 2031">', "2031-05-06", "day"),
        ('<meta name="date" content="Tue, 06 May 2031 19:40:00 +0200">', "2031-05-06T19:40+02:00", "minute"),
        (
            '<meta name="date" content="yesterday"><meta property="og:updated_time" content="2031-05-07">',
            "2031-05-07",
            "day",
        ),
        ('<meta name="date" content="2031-13-45">', None, None),
        ('<meta name="date" content="0001-01-01T00:00:00">', None, None),
    ],
    ids=["utc", "blanks", "midnight", "compact", "written", "mail", "modified", "no day", "year one"],
)
def test_moment_is_read_with_its_precision(head: str, value: str | None, precision: str | None) -> None:
    published = page_of(head=head).published

    assert (published and published.value, published and published.precision) == (value, precision)


def test_time_element_marked_as_published_goes_before_others() -> None:
    published = page_of(
        before='<time datetime="2031-05-01">x</time><time class="published" datetime="2031-05-06T19:40">x</time>'
    ).published

    assert published is not None
    assert published.value == "2031-05-06T19:40"


def test_only_a_change_is_said_to_be_one() -> None:
    published = page_of(head='<meta property="article:modified_time" content="2031-05-07T08:00">').published

    assert published is not None
    assert "the last change" in published.basis


def test_caption_and_credit_stand_apart_from_the_text() -> None:
    page = page_of(
        inside='<figure><img src="x"><figcaption>The <b>Marigold</b> 2029 <span class="credit">Photo: Ola Lund</span>'
        "</figcaption></figure>"
    )

    assert texts(page, Role.CAPTION) == ["The Marigold 2029"]
    assert texts(page, Role.CREDIT) == ["Photo: Ola Lund"]
    assert texts(page, Role.BODY) == list(PARAGRAPHS)


def test_printed_byline_and_date_are_told() -> None:
    page = page_of(
        before='<div class="byline">By Ann Poe and Jan Roe</div><div class="byline">email the author</div>'
        '<div class="pub-date">6 May 2031, 9.40 pm</div>'
    )

    assert texts(page, Role.BYLINE) == ["By Ann Poe and Jan Roe"]
    assert texts(page, Role.DATE) == ["6 May 2031, 9.40 pm"]
    assert page.byline == ("Ann Poe", "Jan Roe")
    assert basis(page, "byline") == "printed byline: “Ann Poe”"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Poe | 6 May 2031, 21:40", ("Ann Poe",)),
        ("By Ann Poe and Jan Roe - 6 May 2031", ("Ann Poe", "Jan Roe")),
        ("Written by Ann Poe, 6 May 2031", ("Ann Poe",)),
        ("By the time the boats came it was dark", ()),
        ("By 2031 nobody will sail here", ()),
    ],
    ids=["bar", "dash", "comma", "sentence", "year"],
)
def test_line_that_begins_as_a_byline_above_the_text_is_one(line: str, names: tuple[str, ...]) -> None:
    page = page_of(before=f"<div>{line}</div>")

    assert page.byline == names
    assert texts(page, Role.BYLINE) == [line] * bool(names)


def test_agency_as_author_is_a_byline_but_no_writer() -> None:
    page = page_of(linked={**ARTICLE, "author": {"@type": "Organization", "name": "Norrwire"}})

    assert page.byline == ()
    assert texts(page, Role.BYLINE) == ["Norrwire"]


STANDFIRST = "The coast guard says the search goes on while families wait in the school of the town"


@pytest.mark.parametrize(
    ("before", "head", "found"),
    [
        (f"<div>{STANDFIRST}</div>", f'<meta name="description" content="{STANDFIRST}">', [STANDFIRST]),
        (f"<div>{STANDFIRST}</div>", f'<meta name="description" content="{STANDFIRST[:60]}…">', [STANDFIRST]),
        (f'<div class="article-standfirst">{STANDFIRST}</div>', "", [STANDFIRST]),
        ("", f'<meta name="description" content="{STANDFIRST}">', []),
        (f'<div style="display:none">{STANDFIRST}</div>', f'<meta name="description" content="{STANDFIRST}">', []),
        ("", f'<meta name="description" content="{PARAGRAPHS[0]}">', []),
    ],
    ids=["description", "cut description", "marked", "not printed", "hidden", "first paragraph"],
)
def test_standfirst_is_what_is_printed_above_the_text(before: str, head: str, found: list[str]) -> None:
    page = page_of(before=before, head=head)

    assert texts(page, Role.STANDFIRST) == found
    assert len(texts(page, Role.BODY, Role.STANDFIRST)) == len(PARAGRAPHS) + len(found)


def test_line_breaks_end_paragraphs_where_sentences_end() -> None:
    page = page_of(inside="<p>The first line ends here.<br>The second goes on<br>to a third line.</p>")

    assert texts(page, Role.BODY)[2:4] == ["The first line ends here.", "The second goes on to a third line."]


def test_body_that_only_linked_data_holds_is_used() -> None:
    linked = {**ARTICLE, "articleBody": "\n\n".join(PARAGRAPHS)}
    page = html_page(
        Document(
            "p",
            DocumentKind.HTML,
            f"<html><head><script type='application/ld+json'>{json.dumps(linked)}</script></head>",
        )
    )

    assert texts(page, Role.BODY) == list(PARAGRAPHS)
    assert page.blocks[-1].reason == "JSON-LD articleBody"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<",
        "<html></html>",
        "<html><body></body></html>",
        "<p></p>",
        "<nav><a>Home</a></nav>",
        "<?xml?><html/>",
        "<!--",
    ],
    ids=range(8),
)
def test_page_without_an_article_has_no_body(content: str) -> None:
    assert texts(html_page(Document("p", DocumentKind.HTML, content)), Role.BODY) == []


BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


@pytest.mark.parametrize(
    "content",
    [
        "<div>" * 10_000 + BODY + "</div>" * 10_000,
        "<b><i>" * 10_000 + BODY,
        "<article><section>" * 10_000 + BODY,
        "<x-y>" * 10_000 + BODY,
        BODY + "<p>x<b>y</b>" * 100_000,
        BODY + "<td>" * 200_000,
        BODY + "<a href='#'>Home</a> " * 100_000,
        f'<div class="{"a " * 1_000_000}" style="{"x:y;" * 300_000}">{BODY}</div>',
        f"<div {' '.join(f'a{n}=1' for n in range(500_000))}>{BODY}</div>",
        BODY + "<!-- " * 200_000,
        BODY + "<" * 500_000,
        BODY + "&lt;" * 500_000,
        BODY + f"<p>{'word ' * 400_000}</p>",
    ],
    ids=[
        "divs",
        "inline",
        "sections",
        "unknown",
        "open",
        "cells",
        "links",
        "class",
        "attributes",
        "comments",
        "signs",
        "entities",
        "word",
    ],
)
def test_hostile_page_costs_little_and_keeps_its_text(content: str) -> None:
    started = time.monotonic()

    page = html_page(Document("p", DocumentKind.HTML, f"<html><body>{content}"))

    assert time.monotonic() - started < 8
    assert "The Marigold left Sund" in " ".join(texts(page, Role.BODY))
