"""What is asserted, in how many independent texts, on whose word, and where accounts disagree."""

from tellings.claims.alignment import Aligned, align
from tellings.claims.settings import ClaimSettings

__all__ = ["Aligned", "ClaimSettings", "align"]
