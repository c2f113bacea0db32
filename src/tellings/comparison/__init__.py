"""Positions, wording, omissions and the timeline of a story."""
