"""Reports of invented events, their annotations and comparisons, to be put into stores."""

from dataclasses import replace
from datetime import UTC, datetime

from building import article_of
from tellings.records import (
    AnnotatedArticle,
    Article,
    Attribution,
    AttributionKind,
    Claim,
    Derivation,
    EntityType,
    Lineage,
    Mention,
    MentionForm,
    Origin,
    Parse,
    Precision,
    Published,
    Relation,
    Span,
    SpeakerKind,
    Status,
    Story,
    Token,
    TokenRange,
    Witness,
)
from tellings.store import StageKey

NOW = datetime(2031, 5, 2, 9, 30, tzinfo=UTC)
LATER = datetime(2031, 5, 3, 9, 30, tzinfo=UTC)
ANNOTATE = StageKey("annotate", "1", "as set")
COMPARE = StageKey("story", "1", "as set")
FERRY = (
    "The night ferry Halla ran aground off Quill Point on Friday. “Everyone is ashore,” said harbour master "
    "Mara Alder.\n\nInsurers wait."
)


def report(name: str, text: str = FERRY, title: str = "Night ferry aground", **changes: object) -> Article:
    """A report of an outlet, on 2 May 2031 if nothing else is said."""
    plain = replace(article_of(text, name), title=title, outlet=f"{name.title()} Post", published=day("2031-05-02"))
    return replace(plain, **changes)  # type: ignore[arg-type]


def day(value: str) -> Published:
    return Published(value, Precision.DAY, "printed")


def span(article: Article, words: str) -> Span:
    start = article.text.index(words)
    return article.span(start, start + len(words))


def annotated(article: Article, speaker: str = "Mara Alder", content: str = "Everyone is ashore,") -> AnnotatedArticle:
    """The report with one name and one statement, where its text has them."""
    if speaker not in article.text or content not in article.text:
        return AnnotatedArticle(article, Parse((), (), ()), (), (), (), ())
    said = Attribution(
        id=f"{article.id}-a1",
        kind=AttributionKind.DIRECT,
        source=(span(article, speaker),),
        cue=(span(article, "said"),),
        content=(span(article, content),),
        speaker_name=speaker,
        speaker_kind=SpeakerKind.NAMED,
        speaker_reason="named beside the cue",
        confidence=0.9,
    )
    first = article.text.split()[0]
    return AnnotatedArticle(
        article,
        Parse((Token(0, len(first), "DT", "det", 0, first.lower()),), (TokenRange(0, 1),), ()),
        (article.span(0, len(first)),),
        (Mention(span(article, speaker), EntityType.PERSON, MentionForm.NAME, speaker),),
        (),
        (said,),
    )


def told(name: str, *reports: AnnotatedArticle, copies: bool = True) -> Story:
    """A comparison of reports: with `copies` the first is the origin of all others."""
    articles = [each.article for each in reports]
    first = articles[0]
    origins = [Origin("o1", first.name, None, True, tuple(a.id for a in (articles if copies else [first])), None)]
    if not copies:
        origins += [Origin(f"o{n}", a.name, None, True, (a.id,), None) for n, a in enumerate(articles[1:], 2)]
    derivations = tuple(
        Derivation(a.id, first.id, Relation.DIRECT, "reprint", 1.0, 1.0, (), (), ("the same words",))
        for a in (articles[1:] if copies else [])
    )
    words = "ran aground off Quill Point"
    witnesses = tuple(Witness(span(a, words), "o1", a.name, a.name, None) for a in articles if words in a.text)
    claim = Claim("c1", f"The ferry {words}.", Status.ECHOED, len(articles), 1, ("Alder", "Post"), witnesses, (), ())
    return Story(
        id=name,
        title="Ferry aground",
        first_published="2031-05-02",
        last_published="2031-05-02",
        articles=reports,
        entities=(),
        lineage=Lineage(tuple(origins), derivations, (), (), ()),
        claims=(claim,),
        disagreements=(),
        positions=(),
        wording=(),
        omissions=(),
        timeline=(),
        digest=(),
    )
