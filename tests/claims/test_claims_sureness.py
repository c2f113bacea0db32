"""How sure it is that a claim's witnesses say one thing, and what is perhaps the same."""

from collections.abc import Callable

from tellings.claims import ClaimSettings, align
from tellings.records import AnnotatedArticle, Lineage

Annotate = Callable[..., AnnotatedArticle]
LineageOf = Callable[..., Lineage]

HERALD = "A small plane crashed in the woods of Ardal on Sunday, killing ten tourists."
COURIER = "The small plane crashed in the woods of Ardal on Sunday and ten tourists died."
GAZETTE = "Near the woods of Ardal a small aircraft fell from the sky late on Sunday."


def test_what_one_article_tells_is_sure(annotate: Annotate, lineage_of: LineageOf) -> None:
    articles = [annotate("Herald", HERALD)]

    assert {claim.confidence for claim in align(articles, (), lineage_of(*articles)).claims} == {1.0}


def test_like_words_are_surer_than_unlike_ones(annotate: Annotate, lineage_of: LineageOf) -> None:
    def surest(*texts: str) -> float:
        articles = [annotate(f"Outlet {n}", text) for n, text in enumerate(texts)]
        settings = ClaimSettings(join=0.05, elements=False)
        claims = align(articles, (), lineage_of(*articles), settings).claims
        return max(claim.confidence for claim in claims if claim.outlets > 1)

    assert surest(HERALD, COURIER) > surest(HERALD, GAZETTE)


def test_claims_that_fall_short_of_being_one_are_offered_and_not_counted(
    annotate: Annotate, lineage_of: LineageOf
) -> None:
    articles = [annotate("Herald", HERALD), annotate("Gazette", GAZETTE)]
    settings = ClaimSettings(join=0.99, perhaps=0.01, elements=False)

    claims = align(articles, (), lineage_of(*articles), settings).claims

    offered = {claim.id: claim.perhaps for claim in claims}
    assert any(offered.values())
    assert all(claim.outlets == 1 for claim in claims)
    assert all(one in offered[other] for one, others in offered.items() for other in others)


def test_nothing_is_offered_below_the_floor(annotate: Annotate, lineage_of: LineageOf) -> None:
    articles = [annotate("Herald", HERALD), annotate("Gazette", "The council bought a new fire engine.")]

    claims = align(articles, (), lineage_of(*articles), ClaimSettings(join=0.99)).claims

    assert not any(claim.perhaps for claim in claims)
