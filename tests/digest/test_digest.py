"""The digest, on invented claims: what happened first, nothing twice, every sentence whole and with its evidence."""

import pytest

from tellings.digest import DigestSettings, digest_of
from tellings.records import (
    AnnotatedArticle,
    Article,
    ArticleId,
    Attribution,
    AttributionKind,
    Claim,
    Disagreement,
    DisagreementKind,
    EntityType,
    Mention,
    MentionForm,
    Parse,
    Side,
    Span,
    SpeakerKind,
    Status,
    Witness,
)
from tellings.text.sentences import sentences


def report(name: str, text: str, **layers: tuple[object, ...]) -> AnnotatedArticle:
    article = Article(ArticleId(name), name, text, "", name, (), (), None, None, "en", None, (), ())
    spans = tuple(article.span(start, end) for start, end in sentences(text))
    given: dict[str, tuple[object, ...]] = {"mentions": (), "attributions": ()} | layers
    return AnnotatedArticle(article, Parse((), (), ()), spans, given["mentions"], (), given["attributions"])  # type: ignore[arg-type]


def at(source: AnnotatedArticle, words: str) -> Span:
    start = source.article.text.index(words)
    return source.article.span(start, start + len(words))


def claim(
    number: int, status: Status, *told: tuple[AnnotatedArticle, str], attribution: str | None = None, voice: str = ""
) -> Claim:
    witnesses = tuple(
        Witness(
            at(source, words), source.article.id, voice or source.article.id, voice or source.article.name, attribution
        )
        for source, words in told
    )
    names = tuple(dict.fromkeys(witness.voice_name for witness in witnesses))
    outlets = len({witness.span.article_id for witness in witnesses})
    origins = 1 if status in {Status.SINGLE, Status.ECHOED} else max(2, outlets)
    return Claim(f"c{number}", told[0][1], status, outlets, origins, names, witnesses, (), ())


def texts(reports: list[AnnotatedArticle], *claims: Claim) -> list[str]:
    return [sentence.text for sentence in digest_of(reports, claims, ())]


DAM = "The Orrin dam broke on Monday and flooded the lower town."
TOLL = "Four mill workers are missing since the flood."
A = report("Tarn Echo", f"{DAM} {TOLL} The bakery opened a second oven in spring.")
B = report(
    "Fell Post", "A dam above Orrin gave way on Monday, and water flooded its lower town. Four workers are missing."
)


def test_what_happened_stands_before_what_is_better_supported() -> None:
    broke = claim(1, Status.ONE_VOICE, (A, DAM), (B, "A dam above Orrin gave way on Monday"))
    oven = claim(2, Status.CORROBORATED, (A, "The bakery opened a second oven in spring"))

    assert texts([A, B], oven, broke)[1:] == ["The bakery opened a second oven in spring."]


def test_what_only_one_outlet_tells_comes_under_its_name() -> None:
    assert texts([A], claim(1, Status.SINGLE, (A, TOLL))) == [f"Tarn Echo reports: {TOLL}"]


def test_what_independent_texts_tell_needs_no_name() -> None:
    told = claim(1, Status.CORROBORATED, (A, TOLL), (B, "Four workers are missing"))

    assert texts([A, B], told) == ["Four workers are missing."] or texts([A, B], told) == [TOLL]


def test_the_same_matter_in_other_words_is_told_once() -> None:
    again = report("Moor Mail", "On Monday the Orrin dam broke, which flooded the lower town.")
    claims = [claim(1, Status.CORROBORATED, (A, DAM)), claim(2, Status.CORROBORATED, (again, again.article.text))]

    assert len(texts([A, again], *claims)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Flood reaches the lower town of Orrin",
        "“The water came at night and took the mill, he said.",
        "We will keep you informed about the flood in Orrin.",
        "He had warned the council of the dam for years.",
        "However, the two will not be tried before autumn.",
        "Read more about the flood and the dam of Orrin here.",
    ],
    ids=["no stop", "half a quotation", "the desk itself", "nobody's pronoun", "two ties", "a signpost"],
)
def test_a_sentence_that_cannot_stand_alone_is_not_taken(text: str) -> None:
    source = report("Tarn Echo", text)

    assert texts([source], claim(1, Status.SINGLE, (source, text))) == []


def test_a_pronoun_that_is_resolved_is_replaced_in_brackets() -> None:
    text = "She had warned the council of the dam in March."
    person = Mention(
        Span(ArticleId("Tarn Echo"), 0, 3), EntityType.PERSON, MentionForm.PRONOUN, "Ada Bohl", "the sentence before"
    )
    source = report("Tarn Echo", text, mentions=(person,))

    (found,) = texts([source], claim(1, Status.CORROBORATED, (source, text)))

    assert found == "[Ada Bohl] had warned the council of the dam in March."


def test_attribution_inside_the_sentence_is_kept_and_nothing_put_before_it() -> None:
    text = "The dam had been inspected in March, the water board said."
    name = ArticleId("Tarn Echo")
    start = text.index("the water board")
    said = Attribution(
        "s1", AttributionKind.INDIRECT, (Span(name, start, start + 15),), (Span(name, start + 16, start + 20),),
        (Span(name, 0, 35),), "the water board", SpeakerKind.NAMED, "",
    )  # fmt: skip
    source = report("Tarn Echo", text, attributions=(said,))
    told = claim(1, Status.SINGLE, (source, text[:35]), attribution="s1", voice="the water board")

    assert texts([source], told) == [text]


def test_the_first_claim_of_a_sentence_is_the_one_it_was_chosen_for() -> None:
    minor = claim(1, Status.SINGLE, (A, "flooded the lower town"))
    main = claim(2, Status.CORROBORATED, (A, DAM))

    (sentence,) = digest_of([A], [minor, main], ())

    assert sentence.claims == ("c2", "c1")


def test_a_disagreement_follows_with_every_report_of_every_side() -> None:
    sides = (Side("four", (at(A, "Four mill workers"), at(B, "Four workers"))), Side("oven", (at(A, "second oven"),)))
    found = Disagreement("d1", DisagreementKind.NUMBER, False, "Accounts give different numbers.", sides, ())

    (sentence,) = digest_of([A, B], (), [found])

    assert (sentence.text, [span.article_id for span in sentence.citations]) == (
        "Accounts give different numbers.",
        ["Tarn Echo", "Fell Post", "Tarn Echo"],
    )


def test_every_citation_resolves_and_the_digest_keeps_its_length() -> None:
    source = report(
        "Tarn Echo",
        "Rain damaged a quarry near Orrin. Firemen pumped out eleven cellars overnight. The railway stopped for hours. "
        "Schools remain shut until Thursday. Engineers doubt the upper sluice.",
    )
    claims = [
        claim(n, Status.CORROBORATED, (source, span.wording(source.article.text)))
        for n, span in enumerate(source.sentences)
    ]

    found = digest_of([source], claims, (), DigestSettings(most=3))

    assert len(found) == 3
    assert all(span.wording(source.article.text) for sentence in found for span in sentence.citations)
