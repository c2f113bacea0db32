"""What can be set about claims."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClaimSettings:
    """Thresholds of alignment, 0 to 1; measured with `benchmarks/claims.py`.

    Args:
        candidate: Least cosine of two assertions' words to be looked at at all; .10 finds no more.
        join: Least mean likelihood at which two groups of assertions become one claim. On the six annotated events
            anything from .22 to .30 does as well.
        confident: Least likelihood of a pair of witnesses to count as two confirmations. On the same events every
            corroborated claim was right from .80 on, nine in ten at .60.
        differ: Least likelihood, the difference itself left aside, at which two assertions are compared for a
            disagreement; `differ_inside` within one article, whose sentences resemble each other. High, as a false
            disagreement costs a reader more than a missed one.
    """

    candidate: float = 0.20
    join: float = 0.25
    confident: float = 0.80
    differ: float = 0.60
    differ_inside: float = 0.85
