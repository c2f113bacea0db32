"""The same act of saying, as several articles report it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Utterance:
    """Attributions of several articles that report the same words of one speaker, and what shows it.

    Args:
        id: "u1", "u2", … in order of first appearance; each of its attributions bears it too.
        speaker: Id of the speaker's entity; None where no article knows who it is.
        speaker_name: The speaker's name as most of the attributions have it; else the words for him.
        attributions: Ids in the order of the articles; two at least, of two articles at least.
        links: Pairs of attributions that were joined, the surest first: a tree over all of them.
        reasons: One sentence for each link, in the same order.
    """

    id: str
    speaker: str | None
    speaker_name: str | None
    attributions: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
