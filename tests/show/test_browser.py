"""The page in a real browser: silent, self-contained, no wider than a phone, and its links light up the right words."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tellings.records import Comparison
from tellings.show.report import html_report, lineage_page, notebook_html

from .test_lineage_page import set_of

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: the page is not looked at")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def opened(browser: Browser, two_stories: Comparison, tmp_path: Path) -> Iterator[Page]:
    yield from _opened(browser, html_report(two_stories), tmp_path)


def _opened(browser: Browser, text: str, tmp_path: Path) -> Iterator[Page]:
    path = tmp_path / "report.html"
    path.write_text(text, encoding="utf-8")
    page = browser.new_page(viewport={"width": 390, "height": 800})
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url))
    page.goto(path.as_uri())
    yield page
    page.close()
    assert [said for said in heard if not said.startswith((path.as_uri(), "data:,"))] == []


@pytest.mark.parametrize("width", [320, 390, 800, 1280])
def test_no_sideways_scrolling(opened: Page, width: int) -> None:
    opened.set_viewport_size({"width": width, "height": 800})

    assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_articles_run_nothing_and_keep_to_their_columns(
    browser: Browser, evil: Comparison, tmp_path: Path
) -> None:
    for page in _opened(browser, html_report(evil), tmp_path):
        assert page.evaluate("window.owned") is None
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("comparison", ["two_stories", "evil"])
def test_lineage_page_is_silent_and_keeps_to_its_columns_unfolded(
    browser: Browser, comparison: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    text = lineage_page(*set_of(request.getfixturevalue(comparison)))
    for page in _opened(browser, text, tmp_path):
        assert page.evaluate("window.owned") is None
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_number_in_the_reconstruction_leads_to_the_apparatus_and_back(opened: Page) -> None:
    opened.locator("details.origin > summary").first.click()
    opened.locator(".origin .reading .back").first.click()
    entry = " ".join(opened.locator(":target").inner_text().split())
    assert entry.startswith("1 denied that any fault had been known")
    assert entry.endswith("said it knew of no fault C Quay Daily")

    opened.locator(":target .number a").click()
    assert opened.locator(":target").inner_text() == "denied that any fault had been known"


def test_unseen_text_in_the_drawing_leads_to_its_reconstruction(opened: Page) -> None:
    opened.locator(".drawing a:has(.is-unseen)").first.click()

    assert opened.locator("details.origin:target").count() == 1


def test_citation_leads_to_its_words_highlighted(opened: Page) -> None:
    opened.locator(".digest .mark").first.click()

    target = opened.locator(":target")
    assert target.inner_text() == "met in fog off Marrow Point this evening"
    assert target.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 224, 138)"


def test_all_elements_of_a_crossing_span_light_up(browser: Browser, ferry: Comparison, tmp_path: Path) -> None:
    from dataclasses import replace

    from tellings.records import DigestSentence, Span

    story = ferry.stories[0]
    name = story.articles[0].article.id
    crossing = replace(story, digest=(DigestSentence("Crossing.", (Span(name, 0, 200),), ()),))
    for page in _opened(browser, html_report(Comparison((crossing,), ())), tmp_path):
        page.locator(".digest .mark").first.click()
        colours = page.locator(".of-a1-s0-200").evaluate_all("all => all.map(e => getComputedStyle(e).backgroundColor)")

        assert colours
        assert set(colours) == {"rgb(255, 224, 138)"}


def test_links_work_inside_a_notebooks_cell(browser: Browser, ferry: Comparison, tmp_path: Path) -> None:
    path = tmp_path / "cell.html"
    path.write_text(f"<!doctype html><meta charset=utf-8>{notebook_html(ferry)}", encoding="utf-8")
    page = browser.new_page()
    page.set_default_timeout(3000)
    page.goto(path.as_uri())
    frame = page.frames[1]
    frame.locator(".digest .mark").first.click()

    assert frame.locator(":target").inner_text() == "met in fog off Marrow Point this evening"
    page.close()
