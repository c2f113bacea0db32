"""Attributions: who said what in one article.

Three steps that know nothing of each other's insides, so that each can be replaced: spans are found
(`finding`), speakers are resolved (`speakers`), records are made here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tellings.language.attributions.finding import findings
from tellings.language.attributions.quotations import Quotation, quotations
from tellings.language.attributions.spans import Finding, Range
from tellings.language.attributions.speakers import Speaker, Speakers
from tellings.language.attributions.tagging.confidence import grammar_confidence
from tellings.language.attributions.tagging.tagger import tagger
from tellings.language.attributions.tree import Tree
from tellings.records import Article, Attribution, AttributionKind, Mention, Parse, Span

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class AttributionSettings:
    """How attributions are found.

    Args:
        tagger: Ask the learned reader. Without it the grammar alone is read: twice as fast, and fewer are found.
    """

    tagger: bool = True


def attributions_of(
    article: Article, parse: Parse, mentions: Sequence[Mention], settings: AttributionSettings | None = None
) -> tuple[Attribution, ...]:
    """The attributions of an article in the order of their contents, nested ones included.

    Cost: linear in words; figures in `benchmarks/README.md`.
    Source: scheme of PARC 3 (Pareti 2016) and PolNeAR (Newell et al. 2018), whose corpora leave out nested ones.
    """
    tree = Tree(parse)
    quoted = quotations(article.text)
    asked = (settings or AttributionSettings()).tagger
    found = findings(article.text, tree, quoted, tagger() if asked else None)
    speakers = _speakers(article, tree, mentions, found)
    return tuple(
        _attribution(article, number, finding, host, speaker, quoted)
        for number, ((finding, host), speaker) in enumerate(zip(found, speakers, strict=True))
    )


def _speakers(
    article: Article, tree: Tree, mentions: Sequence[Mention], found: Sequence[tuple[Finding, int | None]]
) -> list[Speaker]:
    """The speaker of each finding; those around others are resolved first, as their contents begin first."""
    resolver = Speakers(article, tree, mentions)
    speakers: dict[int, Speaker] = {}
    for number, (finding, host) in sorted(enumerate(found), key=lambda pair: _place(pair[1][0])):
        speakers[number] = resolver.speaker(finding, speakers.get(host) if host is not None else None)
    return [speakers[number] for number in range(len(found))]


def _place(finding: Finding) -> Range:
    """Where a reader meets the source; the content where there is none."""
    return min(finding.source or finding.cue or finding.content)


def _attribution(
    article: Article,
    number: int,
    finding: Finding,
    host: int | None,
    speaker: Speaker,
    quoted: Sequence[Quotation],
) -> Attribution:
    def spans(ranges: Sequence[Range]) -> tuple[Span, ...]:
        return tuple(article.span(start, end) for start, end in ranges)

    kind = kind_of(article.text, finding.content, quoted)
    return Attribution(
        id=_id(article, number),
        kind=kind,
        source=spans(finding.source),
        cue=spans(finding.cue),
        content=spans(finding.content),
        speaker_name=speaker.name,
        speaker_kind=speaker.kind,
        speaker_reason=speaker.reason,
        inside=None if host is None else _id(article, host),
        speaker=speaker.entity,
        confidence=grammar_confidence(kind) if finding.confidence is None else finding.confidence,
        is_statement=finding.is_speech,
    )


def _id(article: Article, number: int) -> str:
    return f"{article.id}-a{number + 1}"


def kind_of(text: str, content: Sequence[Range], quoted: Sequence[Quotation]) -> AttributionKind:
    """Direct where every word of the content stands in quotation marks, indirect where none does, else mixed."""
    words = inside = 0
    for start, end in content:
        marks = [q for q in quoted if q.start < end and start < q.end]
        for word in _WORD.finditer(text, start, end):
            words += 1
            inside += any(q.start <= word.start() and word.end() <= q.end for q in marks)
    if inside == 0:
        return AttributionKind.INDIRECT
    return AttributionKind.DIRECT if inside == words else AttributionKind.MIXED
