"""The matrix in a real browser: it narrows with a script and without, folded rows open, heads stay, keys work."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tellings.records import ArticleId, Claim, Comparison, Story
from tellings.show.report import html_report

from .test_browser import browser, pytestmark
from .test_position_views import negotiated

__all__ = ["browser", "pytestmark"]

Opener = Callable[..., Page]


@pytest.fixture
def opener(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    pages: list[Page] = []

    def opened(comparison: Comparison, *, script: bool = True, width: int = 1366, anchor: str = "") -> Page:
        path = tmp_path / f"{len(pages)}.html"
        path.write_text(html_report(comparison), encoding="utf-8")
        page = browser.new_context(java_script_enabled=script, viewport={"width": width, "height": 800}).new_page()
        page.on("console", lambda message: pytest.fail(message.text))
        page.set_default_timeout(3000)
        page.goto(path.as_uri() + anchor)
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.context.close()


def shown(page: Page) -> set[str]:
    """Claims that can be seen, in rows and in lists, by the numbers they bear."""
    return set(page.locator(".claim:visible").evaluate_all("all => all.map(e => e.id)"))


def anchors(story: Story, page: Page, keep: Callable[[Claim], bool]) -> set[str]:
    """Ids of the claims to be kept, found by their texts on the page."""
    texts = dict(
        page.locator(".claim").evaluate_all("all => all.map(e => [e.id, e.querySelector('.claim-text').textContent])")
    )
    kept = [claim.text for claim in story.claims if keep(claim)]
    return {id_ for id_, text in texts.items() if any(claim in text for claim in kept)}


def told_by(name: str) -> Callable[[Claim], bool]:
    return lambda claim: any(witness.span.article_id == name for witness in claim.witnesses)


CHOICES = {
    "corroborated": (".filters input[value=corroborated]", "", lambda claim: claim.status == "corroborated"),
    "single": (".filters input[value=single]", "", lambda claim: claim.status == "single"),
    "in one report": (".by-outlet", "in-a4", told_by("vesna")),
    "not in one": (".by-outlet", "not-a2", lambda claim: not told_by("harbour")(claim)),
    "only in one": (".by-outlet", "only-a1", lambda claim: claim.status == "single" and told_by("radio")(claim)),
    "of one voice": (".by-voice", "Lena Brandt", lambda claim: "Lena Brandt" in claim.voices),
}


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_matrix_shows_what_is_chosen(opener: Opener, ferry: Comparison, *, script: bool) -> None:
    page = opener(ferry, script=script)
    found: dict[str, set[str]] = {}
    for choice, (control, value, _) in CHOICES.items():
        if not value:
            page.locator(control).check(force=True)
        elif control == ".by-voice":
            page.locator(control).select_option(label=value)
        else:
            page.locator(control).select_option(value)
        found[choice] = shown(page)
        page.locator(".filters input[value=all]").check(force=True)
        page.locator(".by-outlet").select_option("all")
        page.locator(".by-voice").select_option("all")

    expected = {choice: anchors(ferry.stories[0], page, keep) for choice, (*_, keep) in CHOICES.items()}
    assert found == expected


def test_words_are_searched_in_claims_and_their_evidence(opener: Opener, ferry: Comparison) -> None:
    page = opener(ferry)
    page.locator(".by-words").fill("radar  BEACON")

    in_claim = anchors(ferry.stories[0], page, lambda claim: "radar beacon" in claim.text)
    in_evidence = anchors(ferry.stories[0], page, lambda claim: "same route in 2016" in claim.text)
    assert shown(page) == in_claim | in_evidence
    assert page.locator(".found").inner_text() == f"{len(shown(page))} of 12 claims"


def test_rows_are_sorted_and_come_back(opener: Opener, ferry: Comparison) -> None:
    page = opener(ferry)
    before = page.locator(".matrix .claim").evaluate_all("all => all.map(e => e.id)")
    page.locator(".order").select_option("0")
    outlets = [int(figure) for figure in page.locator(".matrix .claim td.n:nth-of-type(1)").all_inner_texts()]
    page.locator(".order").select_option("")

    assert outlets == sorted(outlets, reverse=True)
    assert page.locator(".matrix .claim").evaluate_all("all => all.map(e => e.id)") == before


def test_without_a_script_there_is_no_control_that_needs_one(opener: Opener, ferry: Comparison) -> None:
    page = opener(ferry, script=False)

    assert not page.locator(".by-words").is_visible()
    assert not page.locator(".order").is_visible()
    assert page.locator(".by-outlet").is_visible()


@pytest.fixture
def many(ferry: Comparison) -> Comparison:
    story = ferry.stories[0]
    claims = tuple(replace(story.claims[0], id=f"c{number}", text=f"Claim number {number}") for number in range(40))
    return Comparison((replace(story, claims=claims, digest=(), timeline=(), disagreements=(), omissions=()),), ())


@pytest.mark.parametrize(("width", "script"), [(1366, True), (390, False)], ids=["script", "phone, no script"])
def test_folded_rows_open_by_hand_and_for_a_link(opener: Opener, many: Comparison, width: int, *, script: bool) -> None:
    page = opener(many, script=script, width=width)
    assert len(shown(page)) == 8
    page.locator(".unfold label").click()
    assert len(shown(page)) == 40

    led = opener(many, script=script, width=width, anchor="#s1-c30")
    box = led.locator("#s1-c30").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 800


def test_the_heads_of_the_columns_stay_in_sight(opener: Opener, many: Comparison) -> None:
    page = opener(many, anchor="#s1-c6")
    head, row = page.locator(".matrix thead").bounding_box(), page.locator("#s1-c6").bounding_box()

    assert head is not None
    assert row is not None
    assert -1 <= head["y"] < row["y"]
    assert row["y"] >= head["y"] + head["height"] - 2


def test_filters_and_evidence_are_reached_and_used_by_key(opener: Opener, ferry: Comparison) -> None:
    page = opener(ferry)
    page.locator(".filters input[value=all]").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".filters input[value=disputed]").is_checked()

    summary = page.locator(".matrix .why summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator(".matrix .why[open] blockquote").first.is_visible()


def test_printed_the_page_holds_every_claim_and_no_controls(opener: Opener, many: Comparison) -> None:
    page = opener(many)
    page.emulate_media(media="print")

    assert len(shown(page)) == 40
    assert not page.locator(".filters").is_visible()
    assert not page.locator(".unfold").first.is_visible()


def test_hostile_names_and_claims_run_nothing_and_are_filtered_like_others(opener: Opener, evil: Comparison) -> None:
    story = replace(evil.stories[0], claims=evil.stories[0].claims)
    page = opener(Comparison((story,), ()))
    for control in (".by-outlet", ".by-voice"):
        page.locator(control).select_option(index=1)
        assert shown(page)
        page.locator(control).select_option("all")
    page.locator(".by-words").fill("<script>window.owned=1")

    assert page.evaluate("window.owned") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366


@pytest.mark.parametrize("width", [320, 800, 1366])
def test_a_negotiation_of_many_reports_keeps_to_its_page(opener: Opener, ferry: Comparison, width: int) -> None:
    story = negotiated(ferry.stories[0])
    copies = [
        replace(story.articles[0], article=replace(story.articles[0].article, id=ArticleId(f"r{number}")))
        for number in range(30)
    ]
    page = opener(Comparison((replace(story, articles=(*story.articles, *copies)),), ()), width=width)
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
