"""What can be set about claims."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClaimSettings:
    """Thresholds of alignment, 0 to 1; measured with `benchmarks/claims.py`.

    Args:
        candidate: Least cosine of two assertions' words to be looked at at all; .10 finds no more.
        join: Least mean likelihood at which two groups of assertions become one claim. On the six annotated events
            .30 has precision .81 at F1 .51, .27 precision .76 at the same F1.
        join_elements: The same for two groups of elements; with weights learned from the other events .38 gives
            precision .81 over both kinds at F1 .642, .36 .80 at .648.
        perhaps: Least mean likelihood of two claims that are offered as perhaps the same; on the annotated events one
            in four of those from .20 to `join` is.
        elements: Whether parts of assertions are claims of their own.
        confident: Least likelihood of a pair of witnesses to count as two confirmations. On the same events every
            corroborated claim that the key can judge was right from .50 on; more is for other texts.
        confident_elements: The same for a pair of elements.
        differ: Least likelihood, the difference itself left aside, at which two assertions are compared for a
            disagreement; `differ_inside` within one article, whose sentences resemble each other. On the six events
            .40 gives at most two false ones an event, .35 one more.
        differ_part: Least likelihood of a difference between parts of assertions; `differ_part_conflict` where both
            cannot hold, as a false one costs a reader more. See benchmarks/train_differences.py for what they give.
    """

    candidate: float = 0.15
    join: float = 0.30
    join_elements: float = 0.38
    perhaps: float = 0.20
    elements: bool = True
    confident: float = 0.70
    confident_elements: float = 0.85
    differ: float = 0.40
    differ_inside: float = 0.85
    differ_part: float = 0.35
    differ_part_conflict: float = 0.40
