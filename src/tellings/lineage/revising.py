"""What an outlet changed in its own article after publishing: edits as between copies, the direction known."""

import numpy as np

from tellings.lineage.alignment import align
from tellings.lineage.edits import copied_ranges, edits_between
from tellings.lineage.purposes import summary_of, typed
from tellings.lineage.settings import LineageSettings
from tellings.lineage.sharing import Pair
from tellings.lineage.sheet import sheets
from tellings.records import Article, Edit, EditSummary, SharedAs


def revised(
    earlier: Article,
    later: Article,
    settings: LineageSettings = LineageSettings(),  # noqa: B008
) -> tuple[tuple[Edit, ...], EditSummary]:
    """The typed edits that made a later version of an article out of an earlier one, and what they come to.

    Whatever both have is the earlier one's, quotations and set phrases too: no other text is asked.
    """
    parent, child = sheets([earlier, later], settings.seed_words)
    alignment = align(child, parent, settings)
    pair = Pair(alignment, (SharedAs.COPY,) * len(alignment.ranges))
    explained = np.zeros(len(child), dtype=np.bool_)
    for ours, _ in copied_ranges(pair, child):
        explained[slice(*ours)] = True
    edits = typed(edits_between(pair, child, parent, explained))
    return edits, summary_of(edits, earlier.title, later.title)
