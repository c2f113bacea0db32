"""Stories in the store: their articles, what became of merged ones, what continues what, what people decided."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from tellings.errors import UnknownIdError
from tellings.records import ArticleId
from tellings.store.articles import moment
from tellings.store.database import Database, Row, listed
from tellings.store.rows import Arrival, Decision, DecisionKind, Membership, StoryLink, StoryRow, StoryState

_AT_ONCE = 500
STORY_COLUMNS = (
    "story.id, story.title, story.first_published, story.last_published, story.state, story.articles, story.outlets, "
    "story.origins, story.made_at, story.changed_at, "
    "EXISTS (SELECT 1 FROM comparison WHERE comparison.story = story.id AND comparison.stage = 'story')"
)
_COUNTED = """
    UPDATE story SET changed_at = :at,
        articles = (SELECT COUNT(*) FROM story_article WHERE story = :story),
        outlets = (SELECT COUNT(DISTINCT COALESCE(outlet, id)) FROM article WHERE id IN
                   (SELECT article FROM story_article WHERE story = :story)),
        first_published = (SELECT MIN(NULLIF(dated, '')) FROM article WHERE id IN
                   (SELECT article FROM story_article WHERE story = :story)),
        last_published = (SELECT MAX(NULLIF(dated, '')) FROM article WHERE id IN
                   (SELECT article FROM story_article WHERE story = :story))
    WHERE id = :story"""


class Stories:
    """Which articles make which story."""

    _database: Database

    def save_story(self, story: str, title: str, at: datetime, state: StoryState = StoryState.OPEN) -> None:
        """Make a story, or give a known one this title and state."""
        given = {"id": story, "title": title, "state": state.value, "at": moment(at)}
        with self._database.batch():
            self._database.run("DELETE FROM story_redirect WHERE old = :id", {"id": story})
            self._database.run(
                "INSERT INTO story (id, title, state, made_at, changed_at) VALUES (:id, :title, :state, :at, :at) "
                "ON CONFLICT (id) DO UPDATE SET title = excluded.title, state = excluded.state",
                given,
            )

    def story(self, story: str) -> StoryRow:
        """The story with that id, or the one it was merged into. Raises UnknownIdError."""
        rows = self._database.rows(
            f"SELECT {STORY_COLUMNS} FROM story WHERE id = :id",
            {"id": self.current_story(story)},
        )
        return story_row(rows[0])

    def current_story(self, story: str) -> str:
        """The story's id, or that of the one it was merged into. Raises UnknownIdError."""
        found = self._database.rows(
            "SELECT id FROM story WHERE id = :id UNION ALL SELECT new FROM story_redirect WHERE old = :id",
            {"id": story},
        )
        if not found:
            raise UnknownIdError("story", story, self._near_stories(story))
        return str(found[0][0])

    def put_in_story(self, members: Sequence[Membership], at: datetime) -> None:
        """Put articles into stories, out of those they were in; the stories are counted anew."""
        with self._database.batch():
            touched = {member.story for member in members}
            if members:
                within, given = listed("id", [member.article for member in members])
                left = self._database.rows(f"SELECT story FROM story_article WHERE article IN {within}", given)
                touched |= {story for (story,) in left}
            self._database.run_many(
                "INSERT INTO story_article (article, story, likeness, reason, added_at) VALUES (:article, :story, "
                ":likeness, :reason, :at) ON CONFLICT (article) DO UPDATE SET story = excluded.story, "
                "likeness = excluded.likeness, reason = excluded.reason, added_at = excluded.added_at",
                [
                    {
                        "article": member.article,
                        "story": member.story,
                        "likeness": member.likeness,
                        "reason": member.reason,
                        "at": moment(at),
                    }
                    for member in members
                ],
            )
            self._count(sorted(touched), at)

    def story_of(self, article_id: str) -> str | None:
        """The id of the article's story; None for one that is in none."""
        found = self._database.rows("SELECT story FROM story_article WHERE article = :id", {"id": article_id})
        return str(found[0][0]) if found else None

    def members(self, story: str) -> tuple[Membership, ...]:
        """The story's articles by publication, undated ones last."""
        sql = (
            "SELECT story_article.article, story_article.story, likeness, reason FROM story_article "
            "JOIN article ON article.id = story_article.article WHERE story_article.story = :story "
            "ORDER BY dated = '', dated, article.id"
        )
        rows = self._database.rows(sql, {"story": self.current_story(story)})
        return tuple(Membership(ArticleId(article), *rest) for article, *rest in rows)

    def merge_stories(self, kept: str, gone: str, at: datetime, reason: str) -> None:
        """Move all articles of one story into another; its id leads there from now on, and so do ids that led to it."""
        with self._database.batch():
            kept, gone = self.current_story(kept), self.current_story(gone)
            if kept == gone:
                return
            given = {"kept": kept, "gone": gone, "at": moment(at), "reason": reason}
            self._database.run("UPDATE story_article SET story = :kept WHERE story = :gone", given)
            self._database.run("UPDATE story_redirect SET new = :kept WHERE new = :gone", given)
            for link in self.links(gone):
                later, earlier = (kept if end == gone else end for end in (link.later, link.earlier))
                self.link_stories(replace(link, later=later, earlier=earlier), at)
            self._database.run(
                "INSERT INTO story_redirect (old, new, at, reason) VALUES (:gone, :kept, :at, :reason)", given
            )
            self._database.run("DELETE FROM story WHERE id = :gone", given)
            self._count([kept], at)

    def split_story(self, made: str, title: str, articles: Sequence[str], at: datetime, reason: str) -> None:
        """Make a story of articles that were in others; those keep the rest."""
        with self._database.batch():
            self.save_story(made, title, at)
            self.put_in_story([Membership(ArticleId(article), made, None, reason) for article in articles], at)

    def link_stories(self, link: StoryLink, at: datetime) -> None:
        """Remember that one story continues another; a link of a story to itself is none."""
        if link.later == link.earlier:
            return
        self._database.run(
            "INSERT INTO story_link (later, earlier, likeness, reason, at) VALUES (:later, :earlier, :likeness, "
            ":reason, :at) ON CONFLICT (later, earlier) DO UPDATE SET likeness = excluded.likeness, "
            "reason = excluded.reason",
            {
                "later": link.later,
                "earlier": link.earlier,
                "likeness": link.likeness,
                "reason": link.reason,
                "at": moment(at),
            },
        )

    def links(self, story: str) -> tuple[StoryLink, ...]:
        """The links from and to a story."""
        sql = (
            "SELECT later, earlier, likeness, reason FROM story_link WHERE later = :id OR earlier = :id "
            "ORDER BY later, earlier"
        )
        return tuple(StoryLink(*row) for row in self._database.rows(sql, {"id": self.current_story(story)}))

    def redirects(self) -> dict[str, str]:
        """All ids of merged stories, each with the story it leads to."""
        return dict(self._database.rows("SELECT old, new FROM story_redirect ORDER BY old"))

    def add_decision(self, decision: Decision) -> None:
        """Remember a person's merge or split. It changes no story: `merge_stories` and `split_story` do."""
        with self._database.batch():
            number = self._database.rows(
                "INSERT INTO decision (at, kind, story, other, note) VALUES (:at, :kind, :story, :other, :note) "
                "RETURNING number",
                {
                    "at": decision.at,
                    "kind": decision.kind.value,
                    "note": decision.note,
                    "story": decision.story,
                    "other": decision.other,
                },
            )[0][0]
            sides = ((decision.story, decision.articles), (decision.other, decision.other_articles))
            self._database.run_many(
                "INSERT INTO decision_article (decision, story, article) VALUES (:number, :story, :article)",
                [{"number": number, "story": story, "article": a} for story, articles in sides for a in articles],
            )

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions in the order they were taken."""
        articles: dict[tuple[int, str], list[ArticleId]] = {}
        for number, story, article in self._database.rows(
            "SELECT decision, story, article FROM decision_article ORDER BY decision, article"
        ):
            articles.setdefault((number, story), []).append(ArticleId(article))
        return tuple(
            Decision(
                kind=DecisionKind(kind),
                at=at,
                story=story,
                other=other,
                articles=tuple(articles.get((number, story), ())),
                other_articles=tuple(articles.get((number, other), ())),
                note=note,
            )
            for number, at, kind, story, other, note in self._database.rows(
                "SELECT number, at, kind, story, other, note FROM decision ORDER BY number"
            )
        )

    def save_grouping_state(self, name: str, version: str, packed: bytes, at: datetime) -> None:
        """Keep the stream's window, in place of what was kept under that name."""
        self._database.run(
            "INSERT INTO grouping_state (name, version, saved_at, packed) VALUES (:name, :version, :at, :packed) "
            "ON CONFLICT (name) DO UPDATE SET version = excluded.version, saved_at = excluded.saved_at, "
            "packed = excluded.packed",
            {"name": name, "version": version, "at": moment(at), "packed": packed},
        )

    def grouping_state(self, name: str, version: str) -> bytes | None:
        """The window kept under that name by that version of the grouping; None where there is none."""
        sql = "SELECT packed FROM grouping_state WHERE name = :name AND version = :version"
        found = self._database.rows(sql, {"name": name, "version": version})
        return bytes(found[0][0]) if found else None

    def ungrouped(self) -> Iterator[Arrival]:
        """Current articles that are in no story, in the order they were added."""
        yield from self._arrivals("story_article.story IS NULL", 0)

    def grouped_since(self, number: int) -> Iterator[Arrival]:
        """Articles in stories that were added after the one with that number, in the order they were added."""
        yield from self._arrivals("story_article.story IS NOT NULL", number)

    def _arrivals(self, condition: str, number: int) -> Iterator[Arrival]:
        sql = (
            "SELECT number, article.id, article.added_at FROM article LEFT JOIN story_article "
            f"ON story_article.article = article.id WHERE is_current AND number > :number AND {condition} "
            f"ORDER BY number LIMIT {_AT_ONCE}"
        )
        while found := self._database.rows(sql, {"number": number}):
            for number, article, at in found:
                yield Arrival(number, ArticleId(article), at)

    def number(self, article_id: str) -> int:
        """The number that an article was given when it was added. Raises UnknownIdError."""
        found = self._database.rows("SELECT number FROM article WHERE id = :id", {"id": article_id})
        if not found:
            raise UnknownIdError("article", article_id)
        return int(found[0][0])

    def current_versions(self, article_ids: Sequence[str]) -> dict[str, ArticleId]:
        """For each article that is there the last version of its source."""
        found: dict[str, ArticleId] = {}
        for first in range(0, len(article_ids), _AT_ONCE):
            within, given = listed("id", article_ids[first : first + _AT_ONCE])
            sql = (
                "SELECT article.id, last.id FROM article JOIN article AS last ON last.source = article.source "
                f"AND last.is_current WHERE article.id IN {within}"
            )
            found |= {name: ArticleId(last) for name, last in self._database.rows(sql, given)}
        return found

    def _count(self, stories: Sequence[str], at: datetime) -> None:
        for story in stories:
            self._database.run(_COUNTED, {"story": story, "at": moment(at)})

    def _near_stories(self, wanted: str) -> tuple[str, ...]:
        sql = "SELECT id FROM story WHERE id >= :start AND id < :end ORDER BY id LIMIT 3"
        start = wanted[:3]
        return tuple(name for (name,) in self._database.rows(sql, {"start": start, "end": start + "\U0010ffff"}))


def story_row(row: Row) -> StoryRow:
    """The row that `STORY_COLUMNS` give."""
    name, title, first, last, state, *counts, made_at, changed_at, is_compared = row
    made: Row = (name, title, first, last, StoryState(state), *counts, made_at, changed_at, bool(is_compared))
    return StoryRow(*made)
