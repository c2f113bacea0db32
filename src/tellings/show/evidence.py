"""The places in a story's articles that the page leads to.

Whoever makes a link here makes its anchor too, so no link of the page can lead nowhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tellings.records import AnnotatedArticle, Article, ArticleId, Span, Story
from tellings.show.marks import BackLink, Mark
from tellings.show.naming import short_names
from tellings.text.paragraphs import paragraphs

# Words of context on either side of a quoted span, in characters: about two lines of a phone's screen.
CONTEXT = 140


@dataclass(frozen=True, slots=True)
class Report:
    """One article as the page names it: a letter for drawings and columns, its outlet, and its anchor."""

    letter: str
    outlet: str
    anchor: str

    @property
    def href(self) -> str:
        """The link to the article in full."""
        return f"#{self.anchor}"


@dataclass(frozen=True, slots=True)
class Citation:
    """A link to the words of one article."""

    report: Report
    href: str
    words: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article in their sentence."""

    citation: Citation
    before: str
    after: str


def in_letter_order(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Citations in the order of the reports' letters, those of one report together."""
    return tuple(sorted(citations, key=lambda citation: (len(citation.report.letter), citation.report.letter)))


def one_a_report(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """The first citation of each report: for places that only say who carries it."""
    return tuple({citation.report.anchor: citation for citation in reversed(list(citations))}.values())[::-1]


def letter(number: int) -> str:
    """The letter of the article with that number: A to Z, then AA, AB, …"""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


class Evidence:
    """The reports of one story and the spans of them that the page links to.

    Args:
        first: Number of the story's first article on the page, which may show several stories.
    """

    def __init__(self, story: Story, first: int) -> None:
        self._articles = {annotated.article.id: annotated for annotated in story.articles}
        self._short = short_names(annotated.article for annotated in story.articles)
        self.reports = {
            id_: Report(letter(number), self.named(annotated.article.name), f"a{first + number}")
            for number, (id_, annotated) in enumerate(self._articles.items())
        }
        self.paragraphs = {id_: list(paragraphs(annotated.article.text)) for id_, annotated in self._articles.items()}
        self._links: dict[ArticleId, dict[Span, list[BackLink]]] = {id_: {} for id_ in self._articles}
        self._shades: dict[ArticleId, list[Mark]] = {id_: [] for id_ in self._articles}

    def named(self, text: str) -> str:
        """The text with long names of files shortened, as the page names their reports."""
        for name, short in self._short.items():
            text = text.replace(name, short)
        return text

    def article(self, article_id: ArticleId) -> Article:
        """The story's article with that id."""
        return self._articles[article_id].article

    def is_whole(self, span: Span) -> bool:
        """Whether the words say something by themselves: a verb with its subject stands in them."""
        tokens = self._articles[span.article_id].parse.tokens
        inside = [t for t in tokens if span.start <= t.start and t.end <= span.end]
        heads = {tokens[t.head].start for t in inside if t.dep in {"nsubj", "nsubjpass", "expl", "csubj"}}
        return any(t.start in heads and t.tag[:2] in {"VB", "MD"} for t in inside)

    def cite(self, span: Span, back: BackLink | None = None) -> Citation:
        """A link to the span, whose words become its anchor."""
        report = self.reports[span.article_id]
        words = self.article(span.article_id).wording(span)
        if not self.paragraphs[span.article_id]:
            return Citation(report, report.href, words)
        backs = self._links[span.article_id].setdefault(span, [])
        if back is not None and back not in backs:
            backs.append(back)
        return Citation(report, f"#{self._anchor(span)}", words)

    def cite_each(self, spans: Iterable[Span], back: BackLink | None = None) -> tuple[Citation, ...]:
        """Links to distinct spans, in their order."""
        return tuple(self.cite(span, back) for span in dict.fromkeys(spans))

    def quote(self, span: Span, back: BackLink | None = None) -> Quote:
        """The span inside its sentence, long sentences cut around it."""
        start, end = self.sentence(span)
        text = self.article(span.article_id).text
        before, after = text[start : span.start], text[span.end : end]
        if len(before) > CONTEXT:
            before = "…" + before[-CONTEXT:].partition(" ")[2]
        if len(after) > CONTEXT:
            after = after[:CONTEXT].rpartition(" ")[0] + "…"
        return Quote(self.cite(span, back), before, after)

    def shade(self, span: Span, look: str) -> None:
        """Show the span in a look of its own in its article."""
        self._shades[span.article_id].append(Mark(span.start, span.end, look=look))

    def marks(self, article_id: ArticleId) -> list[Mark]:
        """All marks of one article: its anchors with their links back, and its shades."""
        anchors = [
            Mark(span.start, span.end, look="cited", id=self._anchor(span), backs=tuple(backs))
            for span, backs in self._links[article_id].items()
        ]
        return anchors + self._shades[article_id]

    def _anchor(self, span: Span) -> str:
        return f"{self.reports[span.article_id].anchor}-s{span.start}-{span.end}"

    def sentence(self, span: Span) -> tuple[int, int]:
        """Where the sentence in which the span begins stands, or its paragraph; as far as the span's end at least."""
        annotated: AnnotatedArticle = self._articles[span.article_id]
        around = [(s.start, s.end) for s in annotated.sentences if s.start <= span.start < s.end]
        around += [(s, e) for s, e in self.paragraphs[span.article_id] if s <= span.start < e]
        start, end = around[0] if around else (span.start, span.end)
        return start, max(end, span.end)
