"""Whether one sentence follows from another, contradicts it, or neither.

A trained network that reads both sentences side by side, with signs of what they share and how their numbers stand. It
knows nothing of articles or claims, so that every room may ask it.
"""

from tellings.entailment.model import LABELS, Entailment, Likelihoods

__all__ = ["LABELS", "Entailment", "Likelihoods"]
