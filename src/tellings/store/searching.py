"""Finding articles, statements, claims and stories: words and filters in one statement, snippets from the text itself.

Ranking is the engine's (BM25 in SQLite, cover density in PostgreSQL); what is found, and every mark, is the same.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tellings.errors import UnknownIdError
from tellings.store.annotations import name_key
from tellings.store.comparisons import Comparisons
from tellings.store.database import Database, Indexed, Match, Row, Value, listed
from tellings.store.rows import (
    CopyRow,
    Found,
    FoundClaim,
    FoundStatement,
    OutletRow,
    Query,
    StoryFilter,
    StoryRow,
)
from tellings.store.snippets import marks_in, snippet_of
from tellings.store.stories import STORY_COLUMNS, story_row
from tellings.store.words import Term, folded, terms_of

_IS_COPY = "EXISTS (SELECT 1 FROM derivation WHERE derivation.child = article.id)"
_ORIGIN = (
    "(SELECT origin FROM origin_article WHERE origin_article.article = article.id AND origin_article.story = "
    "story_article.story ORDER BY place, origin LIMIT 1)"
)


_ORDERS = {Indexed.ARTICLE: "article.dated", Indexed.ATTRIBUTION: "article.dated", Indexed.CLAIM: "claim.origins"}
"""What comes first among equally relevant rows."""


@dataclass(slots=True)
class _Conditions:
    """Clauses of a WHERE and their parameters, while they are gathered."""

    clauses: list[str] = field(default_factory=list)
    parameters: dict[str, Value] = field(default_factory=dict)

    def add(self, clause: str, **parameters: Value) -> None:
        self.clauses.append(clause)
        self.parameters |= parameters

    def names(self, clause: str, name: str, values: Iterable[str]) -> None:
        """A clause with `{}` for the list of values; nothing fits an empty list."""
        within, given = listed(name, values)
        self.add(clause.format(within) if given else "FALSE", **given)

    def sql(self) -> str:
        return " AND ".join(self.clauses) or "TRUE"


class Searching(Comparisons):
    """Full-text search and lists."""

    _database: Database

    def search_articles(self, query: Query) -> Iterator[Found]:
        """Articles that fit, the most relevant first; without words the latest first."""
        terms = _terms(query.words)
        if terms is None:
            return
        match, where = self._match(Indexed.ARTICLE, terms), self._article_conditions(query)
        if query.speaker:
            key = _last_words("attribution.speaker_key", "speaker")
            where.add(f"article.id IN (SELECT article FROM attribution WHERE {key})", speaker=name_key(query.speaker))
        sql = (
            "SELECT article.number, article.id, source.address, article.title, article.outlet, NULLIF(dated, ''), url, "
            f"story_article.story, {_ORIGIN}, COALESCE(story.origins, 0), {_IS_COPY}, article.text FROM article "
            "JOIN source ON source.id = article.source "
            "LEFT JOIN story_article ON story_article.article = article.id "
            "LEFT JOIN story ON story.id = story_article.story WHERE article.number IN {}"
        )
        for row, score in self._found(Indexed.ARTICLE, match, where, query, sql):
            *head, is_copy, text = row
            marked = (marks_in(head[2], terms), text, snippet_of(text, terms))
            made: Row = (*head[:6], score, *head[6:], bool(is_copy), *marked)
            yield Found(*made)

    def search_statements(self, query: Query) -> Iterator[FoundStatement]:
        """Statements whose content fits: what a speaker said, in which article. Filters as for articles."""
        terms = _terms(query.words)
        if terms is None:
            return
        match, where = self._match(Indexed.ATTRIBUTION, terms), self._article_conditions(query)
        if query.speaker:
            where.add(_last_words("attribution.speaker_key", "speaker"), speaker=name_key(query.speaker))
        sql = (
            "SELECT attribution.number, attribution.id, article.id, title, article.outlet, NULLIF(dated, ''), "
            "story_article.story, kind, speaker, speaker_kind, cue, content, content_start, content_end, confidence "
            "FROM attribution JOIN article ON article.id = attribution.article "
            "LEFT JOIN story_article ON story_article.article = article.id WHERE attribution.number IN {}"
        )
        for row, score in self._found(Indexed.ATTRIBUTION, match, where, query, sql):
            made: Row = (*row[:6], score, *row[6:], snippet_of(row[10], terms))
            yield FoundStatement(*made)

    def search_claims(self, query: Query) -> Iterator[FoundClaim]:
        """Claims that fit, of compared stories. The filters hold for some article that asserts the claim."""
        terms = _terms(query.words)
        if terms is None:
            return
        match, where = self._match(Indexed.CLAIM, terms), self._claim_conditions(query)
        sql = (
            "SELECT claim.number, claim.id, claim.story, story.title, claim.text, status, claim.outlets, "
            "claim.origins, voices FROM claim JOIN story ON story.id = claim.story WHERE claim.number IN {}"
        )
        for row, score in self._found(Indexed.CLAIM, match, where, query, sql):
            *head, voices = row
            names = tuple(voices.split("\n") if voices else ())
            made: Row = (*head[:3], score, *head[3:], names, snippet_of(head[3], terms))
            yield FoundClaim(*made)

    def stories(self, wanted: StoryFilter = StoryFilter()) -> Iterator[StoryRow]:  # noqa: B008
        """Stories that have an article and fit, the latest first."""
        query = Query(outlet=wanted.outlet, person=wanted.person, agency=wanted.agency)
        where = _Conditions()
        where.add("story.articles > 0 AND story.outlets >= :min_outlets", min_outlets=wanted.min_outlets)
        if wanted.state is not None:
            where.add("story.state = :state", state=wanted.state.value)
        if wanted.since:
            where.add("story.last_published >= :since", since=wanted.since)
        if wanted.until:
            where.add("story.first_published < :until", until=_after(wanted.until))
        terms = _terms(wanted.words)
        if terms is None:
            return
        if terms or wanted.outlet or wanted.person or wanted.agency:
            match, inner = self._match(Indexed.ARTICLE, terms), self._article_conditions(query)
            inner.clauses.append(match.condition or "TRUE")
            where.add(
                "story.id IN (SELECT story_article.story FROM story_article JOIN article "
                f"ON article.id = story_article.article {match.join} WHERE {inner.sql()})",
                **match.parameters,
                **inner.parameters,
            )
        sql = (
            f"SELECT {STORY_COLUMNS} FROM story WHERE {where.sql()} "
            "ORDER BY COALESCE(last_published, changed_at) DESC, id LIMIT :limit OFFSET :offset"
        )
        limits = {"limit": wanted.limit, "offset": wanted.offset}
        yield from map(story_row, self._database.rows(sql, where.parameters | limits))

    def outlets(self) -> tuple[OutletRow, ...]:
        """All outlets, those with most articles first."""
        sql = (
            "SELECT outlet, COUNT(*), SUM(CASE WHEN EXISTS (SELECT 1 FROM origin_article "
            "WHERE origin_article.article = article.id) THEN 1 ELSE 0 END), "
            f"SUM(CASE WHEN {_IS_COPY} THEN 1 ELSE 0 END), "
            "MIN(NULLIF(dated, '')), MAX(NULLIF(dated, '')) FROM article "
            "WHERE is_current AND outlet IS NOT NULL GROUP BY outlet ORDER BY COUNT(*) DESC, outlet"
        )
        return tuple(OutletRow(*row) for row in self._database.rows(sql))

    def copies(self, outlet: str | None = None) -> Iterator[CopyRow]:
        """All copies among current articles, or an outlet's, by story and child."""
        where = _Conditions()
        where.add("child.is_current")
        if outlet:
            where.names("child.outlet IN {}", "outlet", self._names_like("article", "outlet", outlet))
        sql = (
            "SELECT derivation.story, derivation.child, child.outlet, NULLIF(child.dated, ''), derivation.parent, "
            "parent.outlet, COALESCE(parent.outlet, origin.name), NULLIF(parent.dated, ''), derivation.kind, "
            "share_of_child FROM derivation JOIN article AS child ON child.id = derivation.child "
            "LEFT JOIN article AS parent ON parent.id = derivation.parent "
            "LEFT JOIN origin ON origin.story = derivation.story AND origin.id = derivation.parent "
            f"WHERE {where.sql()} ORDER BY derivation.story, derivation.child, derivation.parent"
        )
        for row in self._database.rows(sql, where.parameters):
            yield CopyRow(*row)

    def _found(
        self, table: Indexed, match: Match, where: _Conditions, query: Query, sql: str
    ) -> Iterator[tuple[Row, float]]:
        """The rows that fit, with their scores, in order. They are chosen by number first: whole rows sort slowly.

        The statement gives whole rows for a list of numbers, which it begins with.
        """
        chosen = self._chosen(table, match, where, query)
        if not chosen:
            return
        within, given = listed("number", [number for number, _ in chosen])
        rows = {number: rest for number, *rest in self._database.rows(sql.format(within), given)}
        yield from ((tuple(rows[number]), score) for number, score in chosen)

    def _chosen(self, table: Indexed, match: Match, where: _Conditions, query: Query) -> list[Row]:
        """Numbers and scores of the rows that fit, in order."""
        article = "JOIN article ON article.id = attribution.article" if table is Indexed.ATTRIBUTION else ""
        order = f"{_ORDERS[table]} DESC, {table}.number DESC LIMIT :limit OFFSET :offset"
        given = {**match.parameters, **where.parameters, "limit": query.limit, "offset": query.offset}
        if not match.condition:
            sql = f"SELECT {table}.number, 0.0 FROM {table} {article} WHERE {where.sql()} ORDER BY {order}"
            return self._database.rows(sql, given)
        order = f"score DESC, {order}"
        if match.best:
            # Of a common word only the most relevant are looked at, with filters more of them: whole rows are slow to
            # read. Too few are left where most are of earlier versions, or where a filter leaves one in a hundred.
            sql = (
                f"SELECT {table}.number, score FROM {match.best} AS best JOIN {table} ON {table}.number = best.number "
                f"{article} WHERE {where.sql()} ORDER BY {order}"
            )
            wanted = query.limit + query.offset
            candidates = 2 * wanted + 50 if len(where.clauses) <= 1 else 100 * wanted
            found = self._database.rows(sql, given | {"candidates": candidates})
            if len(found) == query.limit:
                return found
        sql = (
            f"SELECT {table}.number, {match.rank} AS score FROM {table} {match.join} {article} "
            f"WHERE {match.condition} AND {where.sql()} ORDER BY {order}"
        )
        return self._database.rows(sql, given)

    def _match(self, table: Indexed, terms: tuple[Term, ...]) -> Match:
        return self._database.match(table, terms) if terms else Match()

    def _article_conditions(self, query: Query) -> _Conditions:
        where = _Conditions()
        if not query.versions:
            where.add("article.is_current")
        if query.since:
            where.add("article.dated >= :since", since=query.since)
        if query.until:
            where.add("article.dated < :until AND article.dated <> ''", until=_after(query.until))
        if query.outlet:
            where.names("article.outlet IN {}", "outlet", self._names_like("article", "outlet", query.outlet))
        if query.agency:
            names = self._names_like("agency", "name", query.agency)
            where.names("article.id IN (SELECT article FROM agency WHERE name IN {})", "agency", names)
        if query.person:
            key = _last_words("mention.name_key", "person")
            where.add(f"article.id IN (SELECT article FROM mention WHERE {key})", person=name_key(query.person))
        if query.story:
            within = "article.id IN (SELECT article FROM story_article WHERE story = :story)"
            where.add(within, story=self._story_or_none(query.story))
        if query.copies is not None:
            where.add(_IS_COPY if query.copies else f"NOT {_IS_COPY}")
        return where

    def _claim_conditions(self, query: Query) -> _Conditions:
        where = _Conditions()
        if query.story:
            where.add("claim.story = :claim_story", claim_story=self._story_or_none(query.story))
        inner = self._article_conditions(query)
        if query.speaker:
            voices = "EXISTS (SELECT 1 FROM attribution WHERE attribution.article = article.id AND {} AND "
            overlap = "content_start < witness.span_end AND content_end > witness.span_start)"
            key = _last_words("attribution.speaker_key", "speaker")
            inner.add(voices.format(key) + overlap, speaker=name_key(query.speaker))
        if len(inner.clauses) > (0 if query.versions else 1):
            where.add(
                "EXISTS (SELECT 1 FROM witness JOIN article ON article.id = witness.article WHERE "
                f"witness.story = claim.story AND witness.claim = claim.id AND {inner.sql()})",
                **inner.parameters,
            )
        return where

    def _story_or_none(self, story: str) -> str | None:
        try:
            return self.current_story(story)
        except UnknownIdError:
            return None

    def _names_like(self, table: str, column: str, wanted: str) -> list[str]:
        """The column's values that are the wanted one but for case and accents: outlets and agencies are few."""
        rows = self._database.rows(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL")
        return [name for (name,) in rows if folded(name.strip()) == folded(wanted.strip())]


def _terms(words: str) -> tuple[Term, ...] | None:
    """The terms; None where something was typed that holds no word, so that nothing is found."""
    terms = terms_of(words)
    return None if words.strip() and not terms else terms


def _last_words(column: str, parameter: str) -> str:
    """A key of a name that is the given one, or ends in its words (keys have the last word first)."""
    start = f":{parameter} || ' '"
    return f"({column} = :{parameter} OR ({column} >= {start} AND {column} < :{parameter} || '!'))"


def _after(day: str) -> str:
    """What sorts after all moments of that day, or month or year."""
    return day + "~"
