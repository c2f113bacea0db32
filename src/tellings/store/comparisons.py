"""Comparisons of stories in the store: the whole record, compressed, and readable rows of origins and claims."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tellings.records import Claim, Story
from tellings.store.annotations import key_columns
from tellings.store.articles import moment
from tellings.store.database import Database, Indexed
from tellings.store.digests import joint_digest
from tellings.store.packing import UnpackingError, pack, unpack
from tellings.store.rows import StageKey, StoredComparison
from tellings.store.stories import Stories

WHOLE = "story"
"""The stage under which the whole comparison is kept."""


class Comparisons(Stories):
    """Saving what a comparison showed of a story, whole or in parts, and reading it back."""

    _database: Database

    def story_input(self, story: str) -> str:
        """Digest of all that the story's articles hold: the input of its comparison, to be taken before comparing."""
        sql = (
            "SELECT article.id, digest FROM story_article JOIN article ON article.id = story_article.article "
            "WHERE story_article.story = :story ORDER BY article.id"
        )
        rows = self._database.rows(sql, {"story": self.current_story(story)})
        return joint_digest(f"{name} {digest}" for name, digest in rows)

    def save_comparison(self, story: Story, input_digest: str, key: StageKey, at: datetime) -> None:
        """Save a story's comparison in place of the one it had; its title and number of origins become the story's.

        The story is as the corridor tells it, under the stored story's id, its articles under their stored ids. The
        input digest is `story_input` from before it was compared. The key's stage is "story".
        """
        with self._database.batch():
            self.save_part(story.id, key, input_digest, pack(story, Story), at)
            for table in ("origin", "origin_article", "derivation", "claim", "witness"):
                self._database.run(f"DELETE FROM {table} WHERE story = :story", {"story": story.id})
            self._database.run(
                "UPDATE story SET title = :title, origins = :origins, "
                "first_published = COALESCE(:first, first_published), "
                "last_published = COALESCE(:last, last_published) WHERE id = :story",
                {
                    "title": story.title,
                    "origins": len(story.lineage.independent_texts()[0]),
                    "story": story.id,
                    "first": story.first_published,
                    "last": story.last_published,
                },
            )
            self._write_days(story)
            self._write_lineage(story)
            for claim in story.asserted:  # parts of assertions would only repeat their texts
                self._write_claim(story.id, claim)

    def comparison(self, story: str) -> StoredComparison | None:
        """The story's last comparison, up to date or not; None where there is none that this program can read."""
        sql = (
            "SELECT packed, input_digest, stage, stage_version, settings_digest, made_at FROM comparison "
            "WHERE story = :story AND stage = :stage"
        )
        found = self._database.rows(sql, {"story": self.current_story(story), "stage": WHOLE})
        if not found:
            return None
        packed, input_digest, stage, version, settings, made_at = found[0]
        try:
            told: Story = unpack(packed, Story)
        except UnpackingError:
            return None
        return StoredComparison(told, input_digest, StageKey(stage, version, settings), made_at)

    def without_comparison(self, key: StageKey) -> Iterator[str]:
        """Stories of several articles without a comparison of them as they are, the latest changed first."""
        sql = (
            "SELECT story.id, input_digest FROM story LEFT JOIN comparison ON comparison.story = story.id AND "
            "stage = :stage AND settings_digest = :settings AND stage_version = :version WHERE story.articles > 1 "
            "ORDER BY changed_at DESC, story.id"
        )
        for story, input_digest in self._database.rows(sql, key_columns(key)):
            if input_digest is None or input_digest != self.story_input(story):
                yield story

    def save_part(self, story: str, key: StageKey, input_digest: str, packed: bytes, at: datetime) -> None:
        """Keep a part of a comparison (the stage names it) for the next refresh, in place of what was kept."""
        self._database.run(
            "INSERT INTO comparison (story, stage, input_digest, settings_digest, stage_version, made_at, packed) "
            "VALUES (:story, :stage, :input, :settings, :version, :at, :packed) ON CONFLICT (story, stage) DO UPDATE "
            "SET input_digest = excluded.input_digest, settings_digest = excluded.settings_digest, "
            "stage_version = excluded.stage_version, made_at = excluded.made_at, packed = excluded.packed",
            {**key_columns(key), "story": story, "input": input_digest, "at": moment(at), "packed": packed},
        )

    def part(self, story: str, key: StageKey, input_digest: str) -> bytes | None:
        """The part that was kept for this input and key; None where there is none."""
        sql = (
            "SELECT packed FROM comparison WHERE story = :story AND stage = :stage AND input_digest = :input "
            "AND settings_digest = :settings AND stage_version = :version"
        )
        found = self._database.rows(sql, {**key_columns(key), "story": story, "input": input_digest})
        return bytes(found[0][0]) if found else None

    def _write_days(self, story: Story) -> None:
        """Days inferred from the story for articles that print none, for filters; the articles stay as they are."""
        inferred = [
            {"id": annotated.article.id, "day": annotated.article.published.value}
            for annotated in story.articles
            if annotated.article.published
        ]
        if inferred:
            sql = "UPDATE article SET dated = :day WHERE id = :id AND published IS NULL AND dated <> :day"
            self._database.run_many(sql, inferred)

    def _write_lineage(self, story: Story) -> None:
        origins = {origin.id: origin for origin in story.lineage.origins}.values()
        self._many(
            "origin",
            [
                {
                    "story": story.id,
                    "id": o.id,
                    "name": o.name,
                    "agency": o.agency,
                    "seen": o.seen,
                    "articles": len(o.articles),
                }
                for o in origins
            ],
        )
        carried = {(o.id, article): place for o in origins for place, article in enumerate(o.articles)}
        self._many(
            "origin_article",
            [
                {"story": story.id, "origin": origin, "article": article, "place": place}
                for (origin, article), place in carried.items()
            ],
        )
        derivations = {(d.child, d.parent): d for d in story.lineage.derivations}
        self._many(
            "derivation",
            [
                {
                    "story": story.id,
                    "child": d.child,
                    "parent": d.parent,
                    "kind": d.kind,
                    "decided": d.decided,
                    "share_of_child": d.share_of_child,
                    "share_of_parent": d.share_of_parent,
                }
                for d in derivations.values()
            ],
        )

    def _write_claim(self, story: str, claim: Claim) -> None:
        number = self._database.rows(
            "INSERT INTO claim (story, id, text, status, outlets, origins, voices) VALUES "
            "(:story, :id, :text, :status, :outlets, :origins, :voices) RETURNING number",
            {
                "story": story,
                "id": claim.id,
                "text": claim.text,
                "status": claim.status.value,
                "outlets": claim.outlets,
                "origins": claim.origins,
                "voices": "\n".join(claim.voices),
            },
        )[0][0]
        self._database.index(Indexed.CLAIM, number, (claim.text,))
        self._many(
            "witness",
            [
                {
                    "story": story,
                    "claim": claim.id,
                    "article": w.span.article_id,
                    "span_start": w.span.start,
                    "span_end": w.span.end,
                    "origin": w.origin,
                    "voice": w.voice_name,
                }
                for w in claim.witnesses
            ],
        )

    def _many(self, table: str, rows: list[dict[str, Any]]) -> None:
        if rows:
            names = list(rows[0])
            values = ", ".join(f":{name}" for name in names)
            self._database.run_many(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})", rows)
