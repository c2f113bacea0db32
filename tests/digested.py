"""Invented reports and claims for tests of the digest, made by hand or annotated as the corridor does it."""

from tellings.pipeline import annotate
from tellings.records import (
    AnnotatedArticle,
    Article,
    ArticleId,
    Claim,
    Lineage,
    Origin,
    Parse,
    Precision,
    Published,
    Span,
    Status,
    Witness,
)
from tellings.text.sentences import sentences


def article(name: str, text: str, day: str | None = None, title: str = "") -> Article:
    published = Published(day, Precision.DAY, "as printed") if day else None
    return Article(ArticleId(name), name, text, title, name, (), (), None, published, "en", None, (), ())


def report(name: str, text: str, **layers: tuple[object, ...]) -> AnnotatedArticle:
    """A report with the given layers and no grammar."""
    made = article(name, text)
    spans = tuple(made.span(start, end) for start, end in sentences(text))
    given: dict[str, tuple[object, ...]] = {"mentions": (), "attributions": ()} | layers
    return AnnotatedArticle(made, Parse((), (), ()), spans, given["mentions"], (), given["attributions"])  # type: ignore[arg-type]


def read(name: str, text: str, day: str | None = None, title: str = "") -> AnnotatedArticle:
    """A report with the layers that the corridor gives it."""
    return annotate(article(name, text, day, title))


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


def lineage(*origins: Origin) -> Lineage:
    return Lineage(origins, (), (), (), ())
