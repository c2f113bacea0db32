"""Positions, issues, movements and the matrix of a negotiation as the JSON of the contract."""

from tellings.records import Issue, Movement, Negotiation, Position
from tellings.show import position_objects as o
from tellings.show.places import places


def position_json(position: Position) -> o.PositionJson:
    """An entry of `positions`."""
    return {
        "id": position.id,
        "actor": position.actor,
        "actor_name": position.actor_name,
        "stance": position.stance,
        "plover": position.plover,
        "issue": position.issue,
        "issue_id": position.issue_id,
        "text": position.text,
        "date": position.date,
        "since": position.since,
        "dated_by": position.dated_by,
        "modality": position.modality,
        "target": position.target,
        "target_name": position.target_name,
        "favour": position.favour,
        "evidence": places(position.evidence),
        "attribution": position.attribution,
        "voices": list(position.voices),
        "is_own_word": position.is_own_word,
    }


def issue_json(issue: Issue) -> o.IssueJson:
    """An entry of `issues`."""
    return {"id": issue.id, "name": issue.name, "parties": list(issue.parties), "positions": list(issue.positions)}


def movement_json(movement: Movement) -> o.MovementJson:
    """An entry of `movements`."""
    return {
        "actor": movement.actor,
        "actor_name": movement.actor_name,
        "issue": movement.issue,
        "before": movement.before,
        "after": movement.after,
        "from_stance": movement.from_stance,
        "to_stance": movement.to_stance,
        "date": movement.date,
        "direction": movement.direction,
        "text": movement.text,
        "reason": movement.reason,
        "evidence": places(movement.evidence),
    }


def negotiation_json(negotiation: Negotiation) -> o.NegotiationJson:
    """The value of `negotiation` where there is one."""
    return {
        "parties": [{"actor": party.actor, "actor_name": party.actor_name} for party in negotiation.parties],
        "issues": list(negotiation.issues),
        "cells": [
            {
                "actor": cell.actor,
                "issue": cell.issue,
                "stance": cell.stance,
                "favour": cell.favour,
                "tone": cell.tone,
                "positions": list(cell.positions),
            }
            for cell in negotiation.cells
        ],
        "distances": [
            {
                "issue": each.issue,
                "one": each.one,
                "other": each.other,
                "distance": each.distance,
                "reason": each.reason,
            }
            for each in negotiation.distances
        ],
    }
