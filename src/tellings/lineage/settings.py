"""The knobs of lineage in one frozen dataclass, each with the evidence for its default."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineageSettings:
    """What counts as shared, as copied and as decided.

    Args:
        seed_words: Words of the shared sequences that alignment grows from. Four: five lose heavily reworded sentences,
            three make twice the candidates and no better passages (development families).
        all_pairs_up_to: Sets of this many articles or fewer, the size of a story, are aligned pair by pair, so that a
            single sentence that kept no four words in a row is found too; 40 articles are 780 pairs, about a second.
        max_articles_of_seed: A sequence that more articles carry links each only to a few of them, so that furniture
            and mass reprints cannot make all pairs of a large set candidates.
        min_seed_weight: Sum over shared sequences of 1 / (articles that carry it − 1) that makes a pair a candidate.
            Two sequences that nobody else has, or many that several have.
        min_words: Shortest shared run to report outside a shared sentence. Eight words are the field's usual unit of
            reuse (Clough et al. 2002, METER).
        sentence_share: Words in common over the shorter sentence's from which two sentences are one, reworded. The
            project's requirement: 60 %.
        background_share: Shared words over the shorter body's below which scattered sentences are background. BASIL's
            sibling reports, written apart, share up to 30 % in 33 of 300 pairs.
        lead_share: The same where both texts open with the same sentence. A guess.
        excerpt_words: Words of one copied run, outside quotation marks, that is an excerpt rather than background.
        own_share: Share of a copy's body that is its own, from which it is an origin as well.
        min_agency_share: Share of the shorter of two credited bodies that must be common to both before their credit
            makes them copies of one dispatch.
        unseen_log_odds: Log odds from which a family's first text is held to be a copy of an unseen one. At 0.8 one of
            the made families' first texts with several copies is called a copy that is none, at 0.5 three are.
        unseen_pair_log_odds: The same where the first text has one copy only, which seldom shows more than a credit.
            At 1.5 one pair of the made sets has a text behind it that is not there, at 1.9 none, and two texts fewer
            are found.
    """

    seed_words: int = 4
    all_pairs_up_to: int = 40
    max_articles_of_seed: int = 24
    min_seed_weight: float = 1.5
    min_words: int = 8
    sentence_share: float = 0.6
    background_share: float = 0.35
    lead_share: float = 0.1
    excerpt_words: int = 40
    own_share: float = 0.25
    min_agency_share: float = 0.3
    unseen_log_odds: float = 0.8
    unseen_pair_log_odds: float = 1.5
