"""Annotated articles of invented events, with mentions and attributions given by their words."""

from collections.abc import Callable, Mapping, Sequence

import pytest

from tellings.language.parsing import parse
from tellings.records import (
    AnnotatedArticle,
    Article,
    ArticleId,
    Attribution,
    AttributionKind,
    EntityType,
    Lineage,
    Mention,
    MentionForm,
    Origin,
    Precision,
    Published,
    Span,
    SpeakerKind,
    Timex,
    TimexType,
)

Annotate = Callable[..., AnnotatedArticle]
NO_LINEAGE = Lineage(origins=(), derivations=(), related=(), shared=(), variants=())


def spans_of(article: Article, words: str) -> list[Span]:
    found, at = [], article.text.find(words)
    while at >= 0:
        found.append(Span(article.id, at, at + len(words)))
        at = article.text.find(words, at + 1)
    return found


def annotate_text(
    name: str,
    text: str,
    *,
    names: Mapping[str, str] | None = None,
    places: Mapping[str, str] | None = None,
    said: Sequence[tuple[str, str, str]] = (),
    times: Mapping[str, str] | None = None,
    day: str = "2031-03-04",
    agency: tuple[str, ...] = (),
) -> AnnotatedArticle:
    """An article of outlet `name`; `said` lists source, content and speaker of each attribution."""
    article = Article(
        id=ArticleId(name.lower().replace(" ", "-")),
        source=name,
        text=text,
        title="",
        outlet=name,
        byline=(),
        agency=agency,
        dateline=None,
        published=Published(day, Precision.DAY, "printed"),
        language="en",
        url=None,
        blocks=(),
        bases=(),
    )
    grammar = parse(article)
    mentions = [
        Mention(span, type_, MentionForm.NAME, words, "", entity)
        for given, type_ in ((names, EntityType.PERSON), (places, EntityType.ORGANISATION))
        for words, entity in (given or {}).items()
        for span in spans_of(article, words)
    ]
    attributions = []
    for number, (source, content, speaker) in enumerate(said):
        holder, held = spans_of(article, source)[0], spans_of(article, content)[0]
        kind = AttributionKind.DIRECT if text[held.start - 1 : held.start] == '"' else AttributionKind.INDIRECT
        known = speaker if speaker.startswith("e:") else None
        speaker_name = speaker.removeprefix("e:")
        attribution = Attribution(
            id=f"{article.id}:{number}",
            kind=kind,
            source=(holder,),
            cue=(),
            content=(held,),
            speaker_name=speaker_name,
            speaker_kind=SpeakerKind.NAMED,
            speaker_reason="",
            speaker=known,
        )
        attributions.append(attribution)
    timexes = [
        Timex(span, TimexType.DATE, value)
        for words, value in (times or {}).items()
        for span in spans_of(article, words)
    ]
    sentences = tuple(
        article.span(grammar.tokens[s.start].start, grammar.tokens[s.end - 1].end) for s in grammar.sentences
    )
    return AnnotatedArticle(article, grammar, sentences, tuple(mentions), tuple(timexes), tuple(attributions))


def independent(*articles: AnnotatedArticle) -> Lineage:
    """A lineage in which every article is its own text."""
    origins = tuple(
        Origin(f"origin:{a.article.id}", a.article.name, None, True, (a.article.id,), None) for a in articles
    )
    return Lineage(origins=origins, derivations=(), related=(), shared=(), variants=())


@pytest.fixture(scope="session")
def annotate() -> Annotate:
    return annotate_text


@pytest.fixture(scope="session")
def lineage_of() -> Callable[..., Lineage]:
    return independent


@pytest.fixture(scope="session")
def spokesman_and_institution() -> tuple[AnnotatedArticle, AnnotatedArticle]:
    """Two reports of one statement, which one gives to a spokesman and the other to the company he speaks for."""
    said, reworded = (
        "the ferry Alma lost power near the lighthouse",
        "near the lighthouse the ferry Alma lost its power",
    )
    one = annotate_text(
        "Herald",
        f"Seaways spokesman Ivo Lanz said {said}.",
        names={"Ivo Lanz": "e:lanz"},
        places={"Seaways": "e:seaways"},
        said=[("Seaways spokesman Ivo Lanz", said, "e:lanz")],
    )
    other = annotate_text(
        "Courier",
        f"Seaways said on Monday that {reworded}.",
        places={"Seaways": "e:seaways"},
        said=[("Seaways", reworded, "e:seaways")],
    )
    return one, other
