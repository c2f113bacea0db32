"""What can be set about claims."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClaimSettings:
    """Thresholds of alignment, 0 to 1; measured with `benchmarks/claims.py`.

    Args:
        candidate: Least cosine of two assertions' words to be looked at at all; .10 finds no more.
        join: Least mean likelihood at which two groups of assertions become one claim. Best of .20 to .50 in steps of
            .05 by leaving one event out is .22 to .30.
        confident: Least likelihood of a pair of witnesses to count as two confirmations.
        differ: Least likelihood, the difference itself left aside, at which two assertions are compared for a
            disagreement. High, as a false disagreement costs a reader more than a missed one.
    """

    candidate: float = 0.20
    join: float = 0.25
    confident: float = 0.80
    differ: float = 0.60
