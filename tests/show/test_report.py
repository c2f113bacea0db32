"""The page: whole, well nested, every link of it leads somewhere, and no input can speak in its name."""

import base64
import dataclasses
import hashlib
import time
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

import pytest

from tellings.records import Comparison, Story
from tellings.show.report import html_report, notebook_html

VOID = {"meta", "link", "br", "img", "input", "hr", "col"}


class Page(HTMLParser):
    """What the tests need to know of a page, read as a browser would."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.scripts: list[str] = []
        self.marked: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert len(given) == len(attrs), f"an attribute stands twice in {tag}"
        self.tags.append(tag)
        self.attributes |= set(given)
        if id_ := given.get("id"):
            self.ids.append(id_)
        if tag not in {"use", "link"} and "href" in given:
            self.hrefs.append(given["href"] or "")
        if tag not in VOID and not self.get_starttag_text().endswith("/>"):  # type: ignore[union-attr]
            self._open.append((tag, given.get("id") or (given.get("class") or "").partition("of-")[2]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self._open
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] == "script":
            self.scripts.append(data)
            return
        self.words.append(data)
        if self._open and self._open[-1][0] == "a":
            return
        for _, id_ in self._open:
            self.marked[id_] = self.marked.get(id_, "") + data


def empty(story: Story) -> Story:
    """The story of articles from which nothing could be told."""
    found: dict[str, Any] = {
        field.name: ()
        for field in dataclasses.fields(story)
        if isinstance(getattr(story, field.name), tuple) and field.name != "articles"
    }
    return dataclasses.replace(story, **found)


def test_every_link_of_the_page_leads_to_one_place(two_stories: Comparison) -> None:
    page = Page(html_report(two_stories))

    assert len(page.ids) == len(set(page.ids))
    assert {href[1:] for href in page.hrefs if href.startswith("#")} <= set(page.ids)


def test_every_witness_has_its_words_marked(ferry: Comparison) -> None:
    story = ferry.stories[0]
    numbers = {annotated.article.id: n for n, annotated in enumerate(story.articles, 1)}
    page = Page(html_report(ferry))

    for claim in story.claims:
        for witness in claim.witnesses:
            span = witness.span
            anchor = f"a{numbers[span.article_id]}-s{span.start}-{span.end}"
            assert page.marked[anchor] == story.article(span.article_id).article.wording(span)


@pytest.mark.parametrize(
    "words",
    [
        "5 outlets",
        "3 independent texts",
        "reprint one Northline dispatch that is not among the reports",
        "of them adds other",
        "edited · 78 % of its text",
        "in conflict",
        "both can hold",
        "1 outlet · 1 text · on the word of the regional hospital",
        "on the word of",
        "What Quay Daily changed: retitled , 1 softened",
        "cut 8 words and added 11 words",
        "they differ in 1 place, numbered in the text",
        "Subscribe to our morning letter",
        "the file is empty",
        "also",
        "why one statement Ines Okafor speaks in both",
        "Three people died in a collision on the same route in 2016, and a promised radar beacon was never built",
        "One desk put “accident” where its source has “collision”.",
        "Why this is one claim",
        "named too, not counted",
    ],
)  # fmt: skip
def test_page_says(ferry: Comparison, words: str) -> None:
    assert words in " ".join(" ".join(Page(html_report(ferry)).words).split())


def test_page_needs_nothing_from_elsewhere(two_stories: Comparison) -> None:
    text = html_report(two_stories)
    page = Page(text)

    assert not {"img", "iframe", "object", "embed", "form", "base"} & set(page.tags)
    assert not {"src", "style", "srcset", "action"} & page.attributes
    assert "url(" not in text
    assert "@import" not in text


def test_the_only_script_is_ours_and_the_policy_knows_no_other(evil: Comparison, two_stories: Comparison) -> None:
    shipped = (files("tellings.show") / "templates" / "report.js").read_text(encoding="utf-8")
    for text in (html_report(evil), html_report(two_stories)):
        page = Page(text)
        (script,) = page.scripts
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()

        assert script.strip() == shipped.strip()
        assert f"script-src 'sha256-{digest}';" in text
        assert "unsafe" not in text.partition("<meta name=viewport")[0].partition("</head>")[0].partition("<style>")[0]
    assert not {"innerHTML", "outerHTML", "eval(", "Function(", "document.write", "fetch("} & set(shipped.split())


def test_hostile_articles_stay_text(evil: Comparison) -> None:
    page = Page(html_report(evil))

    assert page.tags.count("script") == 1
    assert "img" not in page.tags
    assert not {name for name in page.attributes if name.startswith("on")}
    assert {href.partition(":")[0] for href in page.hrefs if not href.startswith("#")} <= {"http", "https"}
    assert {href[1:] for href in page.hrefs if href.startswith("#")} <= set(page.ids)
    assert not set("\u202e\x1b\x00") & set("".join(page.words))
    assert "{{ 7*7 }}" in "".join(page.words)


def test_story_without_findings_is_a_page_too(ferry: Comparison) -> None:
    lineage = dataclasses.replace(
        ferry.stories[0].lineage, derivations=(), related=(), shared=(), variants=(), origins=()
    )
    story = dataclasses.replace(empty(ferry.stories[0]), lineage=lineage)

    page = Page(html_report(Comparison((story,), ())))

    assert {href[1:] for href in page.hrefs if href.startswith("#")} <= set(page.ids)


def test_no_story_is_a_page_too() -> None:
    assert "No story" in "".join(Page(html_report(Comparison((), ()))).words)


def test_same_comparison_same_page(two_stories: Comparison) -> None:
    assert html_report(two_stories) == html_report(two_stories)


def test_notebook_frame_holds_the_whole_page_and_may_not_script(ferry: Comparison) -> None:
    frames: list[dict[str, str | None]] = []

    class Cell(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            frames.append({"": tag} | dict(attrs))

    Cell().feed(notebook_html(ferry))

    assert [frame[""] for frame in frames] == ["iframe"]
    held = frames[0]["srcdoc"] or ""
    held = held.replace('<base href="about:srcdoc">\n', "")
    assert " ".join(Page(held).words).split() == " ".join(Page(html_report(ferry)).words).split()
    assert "<script" not in held
    assert "script-src" not in held
    assert "allow-scripts" not in (frames[0]["sandbox"] or "")


def test_large_story_is_laid_out_in_bounded_time(ferry: Comparison) -> None:
    story, article = ferry.stories[0], ferry.stories[0].articles[0].article
    sentence = "Sentence {} of a report about a ferry and a freighter that met in fog off Marrow Point. "
    text = "\n\n".join("".join(sentence.format(n * 5 + i) for i in range(5)).strip() for n in range(20))
    articles = tuple(
        dataclasses.replace(
            story.articles[0], attributions=(), article=dataclasses.replace(article, id=f"a{n}", text=text)
        )
        for n in range(40)
    )
    claims = tuple(
        dataclasses.replace(
            story.claims[0],
            id=f"c{number}",
            witnesses=tuple(
                dataclasses.replace(
                    story.claims[0].witnesses[0],
                    span=articles[(number + n) % 40].article.span(number * 16, number * 16 + 80),
                )
                for n in range(6)
            ),
        )
        for number in range(400)
    )
    lineage = dataclasses.replace(story.lineage, derivations=(), related=(), shared=(), variants=())
    large = dataclasses.replace(empty(story), articles=articles, claims=claims, lineage=lineage)
    begun = time.perf_counter()

    html_report(Comparison((large,), ()))

    assert time.perf_counter() - begun < 10  # 1 s on a quiet core; the machine may be busy
