"""Who said what."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tellings.records import Attribution, AttributionKind, Entity, SpeakerKind, Story
from tellings.show.evidence import Evidence
from tellings.show.view import SpeakerView, StatementView, VersionView
from tellings.show.words import counted, percent
from tellings.text.words import words

# Statements of one report shown for each speaker before the rest is folded; a guess at what fits a screen.
SHOWN_STATEMENTS = 2

_THAT = re.compile(r"^that\s+", re.IGNORECASE)
_UNNAMED = {
    SpeakerKind.UNNAMED: "not named by the report",
    SpeakerKind.GROUP: "a group, nobody named",
    SpeakerKind.UNKNOWN: "the report names no source",
}


@dataclass(frozen=True, slots=True)
class _Said:
    """An attribution with its article's words."""

    attribution: Attribution
    article_id: str
    content: str
    source: str
    is_whole: bool

    @property
    def clarity(self) -> int:
        """How well the words show what was said: whole ones before fragments, the speaker's own before the report's."""
        return 2 * self.is_whole + (self.attribution.kind is AttributionKind.DIRECT)


def speakers(story: Story, evidence: Evidence) -> tuple[SpeakerView, ...]:
    """Speakers with their statements: named ones first, those whom most reports quote first among them."""
    entities = {entity.id: entity for entity in story.entities}
    reasons = {utterance.id: utterance.reasons for utterance in story.utterances}
    by_speaker: dict[str, list[_Said]] = {}
    for annotated in story.articles:
        for attribution in annotated.attributions:
            said = _said(attribution, evidence)
            by_speaker.setdefault(_speaker_key(said), []).append(said)
    keys = sorted(by_speaker, key=lambda key: _rank(by_speaker[key]))
    return tuple(_speaker(by_speaker[key], entities, reasons, evidence) for key in keys)


def _said(attribution: Attribution, evidence: Evidence) -> _Said:
    article = evidence.article(
        attribution.content[0].article_id if attribution.content else attribution.cue[0].article_id
    )
    return _Said(
        attribution,
        article.id,
        _THAT.sub("", " … ".join(article.wording(span) for span in attribution.content)),
        " ".join(article.wording(span) for span in attribution.source),
        any(evidence.is_whole(span) for span in attribution.content),
    )


def _speaker_key(said: _Said) -> str:
    """What puts statements under one speaker: the entity, else the name; unnamed ones stay with their report."""
    attribution = said.attribution
    if attribution.speaker:
        return f"entity {attribution.speaker}"
    name = (attribution.speaker_name or said.source).casefold()
    return f"{attribution.speaker_kind} {name} {said.article_id if not name else ''}"


def _rank(statements: list[_Said]) -> tuple[bool, int, int]:
    is_unnamed = statements[0].attribution.speaker_kind is not SpeakerKind.NAMED
    return is_unnamed, -len({said.article_id for said in statements}), -len(statements)


def _speaker(
    statements: list[_Said], entities: dict[str, Entity], reasons: dict[str, tuple[str, ...]], evidence: Evidence
) -> SpeakerView:
    first = statements[0].attribution
    entity = entities.get(first.speaker or "")
    name = evidence.named(entity.name if entity else first.speaker_name or statements[0].source or "No source named")
    reports = len({said.article_id for said in statements})
    notes = [_UNNAMED.get(first.speaker_kind, "") if entity is None else "", f"in {counted(reports, 'report')}"]
    views = _statements(statements, evidence, reasons)
    shared = [view for view in views if view.reports > 1]
    alone = [view for view in views if view.reports == 1]
    room = max(0, SHOWN_STATEMENTS - len(shared))
    return SpeakerView(
        name,
        " · ".join(filter(None, notes)),
        entity.aliases if entity else (),
        entity.reasons if entity else (),
        (*shared, *alone[:room]),
        tuple(alone[room:]),
    )


def _statements(
    statements: Iterable[_Said], evidence: Evidence, reasons: dict[str, tuple[str, ...]]
) -> list[StatementView]:
    """Statements grouped into acts of saying, those that most reports carry first, the clearest first among them."""
    acts: dict[str, list[_Said]] = {}
    for said in statements:
        acts.setdefault(said.attribution.utterance or said.attribution.id, []).append(said)
    views = [
        StatementView(
            len({said.article_id for said in act}),
            max(said.clarity for said in act),
            tuple(_versions(sorted(act, key=lambda said: -said.clarity), evidence)),
            tuple(evidence.named(reason) for reason in dict.fromkeys(reasons.get(id_, ()))),
        )
        for id_, act in acts.items()
    ]
    return sorted(views, key=lambda view: (-view.reports, -view.clarity))


def _versions(act: Iterable[_Said], evidence: Evidence) -> Iterable[VersionView]:
    """The wordings of one act of saying; reports that differ only in marks and case share one."""
    by_wording: dict[tuple[str, ...], list[_Said]] = {}
    for said in act:
        by_wording.setdefault(tuple(word.key for word in words(said.content)), []).append(said)
    for same in by_wording.values():
        spans = [span for said in same for span in said.attribution.content[:1]]
        sources = dict.fromkeys(said.source for said in same if said.source)
        yield VersionView(
            same[0].content,
            same[0].attribution.kind is AttributionKind.DIRECT,
            tuple(sources),
            _confidence(max(said.attribution.confidence for said in same)),
            evidence.cite_each(spans),
        )


def _confidence(share: float) -> str:
    """The confidence in per cent; nothing where the attribution was found without one."""
    return percent(share) if share < 1 else ""
