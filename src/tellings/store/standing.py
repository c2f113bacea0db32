"""What the store holds and what of it is out of date, counted, for `tellings status`."""

from collections.abc import Sequence

from tellings.store.annotations import key_columns
from tellings.store.comparisons import WHOLE
from tellings.store.database import Row
from tellings.store.rows import StageKey, StageStatus, Status
from tellings.store.searching import Searching
from tellings.store.version import VERSION


class Standing(Searching):
    """Counting."""

    def status(self, keys: Sequence[StageKey] = ()) -> Status:
        """Counts, and for each stage how many results are as they would be made now.

        Args:
            keys: How each stage works now; stage "story" is the comparison, all others belong to articles.
        """
        counted = self._database.rows(
            "SELECT (SELECT COUNT(*) FROM source), (SELECT COUNT(*) FROM article WHERE is_current), "
            "(SELECT COUNT(*) FROM article), (SELECT COUNT(*) FROM source WHERE set_aside_reason IS NOT NULL), "
            "(SELECT COUNT(*) FROM story WHERE articles > 0), "
            "(SELECT COUNT(*) FROM story WHERE articles > 0 AND state = 'open'), "
            "(SELECT COUNT(*) FROM feed), (SELECT COUNT(*) FROM feed WHERE failures > 0), "
            "(SELECT MAX(last_added) FROM source)"
        )[0]
        stages = tuple(self._story_stage(key) if key.stage == WHOLE else self._article_stage(key) for key in keys)
        made: Row = (VERSION, self._database.size_bytes(), *counted, stages)
        return Status(*made)

    def _article_stage(self, key: StageKey) -> StageStatus:
        there, current, articles = self._database.rows(
            "SELECT COUNT(annotation.article), SUM(CASE WHEN settings_digest = :settings AND stage_version = :version "
            "AND input_digest = digest THEN 1 ELSE 0 END), COUNT(*) FROM article LEFT JOIN annotation "
            "ON annotation.article = article.id AND stage = :stage WHERE is_current",
            key_columns(key),
        )[0]
        return StageStatus(key.stage, current or 0, there - (current or 0), articles - there)

    def _story_stage(self, key: StageKey) -> StageStatus:
        there, stories = self._database.rows(
            "SELECT COUNT(comparison.story), COUNT(*) FROM story LEFT JOIN comparison ON comparison.story = story.id "
            "AND stage = :stage WHERE articles > 1",
            {"stage": WHOLE},
        )[0]
        waiting = sum(1 for _ in self.without_comparison(key))
        return StageStatus(key.stage, stories - waiting, there - (stories - waiting), stories - there)
