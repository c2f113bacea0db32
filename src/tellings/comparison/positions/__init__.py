"""What each party demands, offers, accepts, rejects or threatens, on which issue, since when and on whose word.

A stance is a word of `data/stances.tsv` with a party as its subject and an issue as its complement, or what a party
says must be or will not be done. Nothing is inferred: without a party and an issue in the clause there is no position.
Types are PLOVER's (Open Event Data Alliance, 2018). Positions on like matters are one issue; where two parties take
sides on one, the story is a negotiation with a matrix. No verdict is passed on who is right or who should move.
"""

from collections.abc import Sequence
from dataclasses import replace

from tellings.comparison.positions.changes import changes_told
from tellings.comparison.positions.clauses import Clauses
from tellings.comparison.positions.drafts import drafts_in
from tellings.comparison.positions.issues import Matter, matters_of
from tellings.comparison.positions.matrix import negotiation_of
from tellings.comparison.positions.merging import Held, merged, ranked
from tellings.comparison.positions.movements import movements_of
from tellings.comparison.positions.parties import StoryParties, principals_of
from tellings.records import AnnotatedArticle, Entity, Issue, Position, Positions

__all__ = ["positions_of"]


def positions_of(articles: Sequence[AnnotatedArticle], entities: Sequence[Entity]) -> Positions:
    """All that the articles tell of positions: the same stance on one issue stands once, most witnessed first."""
    read = [(annotated, Clauses(annotated.article, annotated.parse)) for annotated in articles]
    story = StoryParties(entities, principals_of(read))
    for annotated in articles:
        story.learn(annotated)
    drafts = [draft for annotated, grammar in read for draft in drafts_in(annotated, grammar, story)]
    held = ranked(merged(drafts))
    matters = matters_of(held)
    positions = _positions(held, matters)
    issues = tuple(_issue(number, matter, positions) for number, matter in enumerate(matters, 1))
    told = [change for annotated, grammar in read for change in changes_told(annotated, grammar, story)]
    features = {position.id: each.features for position, each in zip(positions, held, strict=True)}
    return Positions(
        held=tuple(positions),
        issues=issues,
        movements=tuple(movements_of(positions, told, features)),
        negotiation=negotiation_of(positions, issues),
    )


def _positions(held: Sequence[Held], matters: Sequence[Matter]) -> list[Position]:
    """The positions in the order they are held in, with issues, and favour of what those are named for."""
    found = [_position(number, each) for number, each in enumerate(held, 1)]
    for number, matter in enumerate(matters, 1):
        for index, favour in zip(matter.members, matter.favours, strict=True):
            found[index] = replace(found[index], issue_id=f"i{number}", favour=favour)
    return found


def _position(number: int, held: Held) -> Position:
    clearest, (since, dated_by) = held.clearest, held.since
    drafts = held.drafts
    is_attributed = all(draft.attribution for draft in held.drafts)
    target = next((draft.target for draft in drafts if draft.target), None)
    return Position(
        actor=clearest.actor.id,
        actor_name=clearest.actor.name,
        stance=clearest.stance,
        plover=clearest.plover,
        issue=clearest.issue,
        text=clearest.text,
        date=clearest.date,
        evidence=tuple(dict.fromkeys(draft.evidence for draft in drafts)),
        attribution=clearest.attribution if is_attributed else None,
        id=f"p{number}",
        since=since,
        dated_by=dated_by,
        modality=clearest.modality,
        target=target.id if target else None,
        target_name=target.name if target else "",
        voices=tuple(dict.fromkeys(draft.voice for draft in drafts)),
        is_own_word=any(draft.is_own_word for draft in held.drafts),
    )


def _issue(number: int, matter: Matter, positions: Sequence[Position]) -> Issue:
    members = [positions[index] for index in matter.members]
    actors = tuple(dict.fromkeys(position.actor for position in members))
    return Issue(f"i{number}", matter.name, actors, tuple(position.id for position in members))
