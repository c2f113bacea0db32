"""Positions, wording, omissions and the timeline of a story."""

from tellings.comparison.omissions import omissions_of
from tellings.comparison.positions import positions_of
from tellings.comparison.timeline import timeline_of
from tellings.comparison.wording import wording_of

__all__ = ["omissions_of", "positions_of", "timeline_of", "wording_of"]
