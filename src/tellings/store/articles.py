"""Articles in the store: each source with its versions, every text kept, nothing written for what is known."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from tellings.errors import UnknownIdError, UsageError
from tellings.records import Article, ArticleId, Basis, Block, Precision, Published, Role, Skipped
from tellings.store.database import Database, Indexed, Parameters, Value, listed, storable
from tellings.store.digests import article_digest, joint_digest
from tellings.store.packing import pack, unpack
from tellings.store.rows import Added, Change, Version

_AT_ONCE = 200
_MAX_KEY = 500
"""Characters of an id or address; PostgreSQL indexes 2,700 bytes at most."""
_COLUMNS = (
    "id, outlet, published, precision, basis, dateline, language, url, title, text, packed, "
    "(SELECT address FROM source WHERE source.id = article.source)"
)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What of an article is in no column: blocks (None for a text that is the article's own), bases.

    `exact` is the whole article where a column cannot hold a character of it.
    """

    blocks: tuple[tuple[Role, str | None, int | None, int | None], ...]
    bases: tuple[Basis, ...]
    exact: Article | None


@dataclass(frozen=True, slots=True)
class _Current:
    article: Article
    document_digest: str


class Articles:
    """Adding articles and reading them back."""

    _database: Database

    def is_known(self, source: str, document_digest: str) -> bool:
        """Whether this very document was the last that came from the source, used or set aside. Writes nothing."""
        sql = "SELECT 1 FROM source WHERE address = :address AND document_digest = :digest"
        return bool(self._database.rows(sql, {"address": key_text(source), "digest": document_digest}))

    def add_article(self, article: Article, document_digest: str, at: datetime) -> Added:
        """The article as it is stored now; its source is made where it is new.

        The same text and title again is no version; another is, and takes its predecessor's place in its story. An
        id that another text has already gets `~` and a number, the version's where that is free.

        The digest is `document_digest` of the document it was cleaned from.
        """
        with self._database.batch():
            source = self._source(article.source, article.outlet, document_digest, at, None)
            current = self._current(source)
            if current is None:
                return self._insert(article, source, document_digest, at, None)
            if (article.text, article.title) != (current.article.text, current.article.title):
                return self._insert(article, source, document_digest, at, current.article.id)
            return self._amend(article, source, current, document_digest)

    def set_aside(self, skipped: Skipped, document_digest: str, at: datetime) -> None:
        """Remember that the source's document could not be used, so that it is not tried again until it changes."""
        with self._database.batch():
            self._source(skipped.source, None, document_digest, at, skipped)

    def article(self, article_id: str) -> Article:
        """The article with that id, of any version. Raises UnknownIdError."""
        found = next(self.articles([article_id]), None)
        if found is None:
            raise UnknownIdError("article", article_id, self._near(article_id))
        return found

    def articles(self, article_ids: Iterable[str]) -> Iterator[Article]:
        """The articles with these ids in the order of the ids; those that are not there are left out."""
        waiting = list(article_ids)
        for first in range(0, len(waiting), _AT_ONCE):
            names = waiting[first : first + _AT_ONCE]
            found = {article.id: article for article in self._read(names)}
            yield from (found[ArticleId(name)] for name in names if name in found)

    def all_articles(self, *, since: str | None = None) -> Iterator[Article]:
        """All current articles in the order they were added.

        Args:
            since: Only those published on this day, `YYYY-MM-DD`, or later, and those without a date.
        """
        sql = (
            "SELECT number, id FROM article WHERE is_current AND number > :last "
            f"AND (dated = '' OR dated >= :since) ORDER BY number LIMIT {_AT_ONCE}"
        )
        last = 0
        while found := self._database.rows(sql, {"last": last, "since": since or ""}):
            yield from self.articles(name for _, name in found)
            last = found[-1][0]

    def history(self, source: str) -> tuple[Version, ...]:
        """The source's versions, the first first; empty for an unknown source."""
        sql = (
            "SELECT article.id, version, title, added_at, is_current FROM article JOIN source ON source.id = source "
            "WHERE address = :address ORDER BY version"
        )
        rows = self._database.rows(sql, {"address": key_text(source)})
        return tuple(Version(ArticleId(i), number, title, at, bool(now)) for i, number, title, at, now in rows)

    def _source(self, address: str, outlet: str | None, digest: str, at: datetime, skipped: Skipped | None) -> int:
        given: dict[str, Value] = {
            "address": key_text(address),
            "outlet": outlet,
            "digest": digest,
            "at": moment(at),
            "stage": skipped.stage if skipped else None,
            "reason": skipped.reason if skipped else None,
        }
        self._database.run(
            "INSERT INTO source (address, outlet, document_digest, first_added, last_added, set_aside_stage, "
            "set_aside_reason) VALUES (:address, :outlet, :digest, :at, :at, :stage, :reason) "
            "ON CONFLICT (address) DO UPDATE SET outlet = COALESCE(excluded.outlet, source.outlet), "
            "document_digest = excluded.document_digest, last_added = excluded.last_added, "
            "set_aside_stage = excluded.set_aside_stage, set_aside_reason = excluded.set_aside_reason "
            "WHERE source.document_digest <> excluded.document_digest",
            given,
        )
        return int(self._database.rows("SELECT id FROM source WHERE address = :address", given)[0][0])

    def _current(self, source: int) -> _Current | None:
        sql = "SELECT id, document_digest FROM article WHERE source = :source AND is_current"
        found = self._database.rows(sql, {"source": source})
        return _Current(self.article(found[0][0]), found[0][1]) if found else None

    def _insert(self, article: Article, source: int, digest: str, at: datetime, earlier: ArticleId | None) -> Added:
        given = {"source": source}
        version = self._database.rows("SELECT MAX(version) FROM article WHERE source = :source", given)[0][0] or 0
        version += 1
        stored = replace(article, id=self._free_id(article.id, version))
        self._database.run("UPDATE article SET is_current = FALSE WHERE source = :source AND is_current", given)
        number = self._database.rows(
            "INSERT INTO article (id, source, version, is_current, outlet, published, dated, precision, "
            "basis, dateline, language, url, added_at, document_digest, digest, words, title, text, packed) "
            "VALUES (:id, :source, :version, TRUE, :outlet, :published, COALESCE(:published, ''), :precision, :basis, "
            ":dateline, :language, :url, :at, "
            ":document_digest, :digest, :words, :title, :text, :packed) RETURNING number",
            _columns(stored)
            | {"id": stored.id, "source": source, "version": version, "at": moment(at), "document_digest": digest},
        )[0][0]
        self._database.index(Indexed.ARTICLE, number, (stored.title, stored.text))
        self._insert_names(stored)
        if earlier is not None:
            place = {"earlier": earlier, "later": stored.id}
            self._database.run("UPDATE story_article SET article = :later WHERE article = :earlier", place)
        return Added(stored, Change.NEW if version == 1 else Change.CHANGED, version, earlier)

    def _amend(self, article: Article, source: int, current: _Current, digest: str) -> Added:
        stored = replace(article, id=current.article.id)
        versions = self.history(article.source)
        earlier = versions[-2].article if len(versions) > 1 else None
        if stored == current.article:
            return Added(stored, Change.SAME, versions[-1].version, earlier)
        self._database.run(
            "UPDATE article SET outlet = :outlet, published = :published, dated = COALESCE(:published, ''), "
            "precision = :precision, basis = :basis, dateline = :dateline, language = :language, url = :url, "
            "digest = :digest, words = :words, packed = :packed, document_digest = :document_digest WHERE id = :id",
            _columns(stored) | {"id": stored.id, "document_digest": digest},
        )
        for table in ("byline", "agency"):
            self._database.run(f"DELETE FROM {table} WHERE article = :id", {"id": stored.id})
        self._insert_names(stored)
        return Added(stored, Change.AMENDED, versions[-1].version, earlier)

    def _insert_names(self, article: Article) -> None:
        for table, names in (("byline", article.byline), ("agency", article.agency)):
            rows: list[Parameters] = [
                {"article": article.id, "place": place, "name": name} for place, name in enumerate(names)
            ]
            if rows:
                self._database.run_many(
                    f"INSERT INTO {table} (article, place, name) VALUES (:article, :place, :name)",
                    rows,
                )

    def _free_id(self, wanted: str, version: int) -> ArticleId:
        plain = key_text(wanted)
        tried, number = plain, max(version, 2)
        while self._database.rows("SELECT 1 FROM article WHERE id = :id", {"id": tried}):
            tried, number = f"{plain}~{number}", number + 1
        return ArticleId(tried)

    def _read(self, names: list[str]) -> Iterator[Article]:
        within, given = listed("id", names)
        people: dict[tuple[str, str], list[str]] = {}
        for table in ("byline", "agency"):
            sql = f"SELECT article, name FROM {table} WHERE article IN {within} ORDER BY article, place"
            for name, person in self._database.rows(sql, given):
                people.setdefault((table, name), []).append(person)
        for row in self._database.rows(f"SELECT {_COLUMNS} FROM article WHERE id IN {within}", given):
            yield _article(row, tuple(people.get(("byline", row[0]), ())), tuple(people.get(("agency", row[0]), ())))

    def _near(self, wanted: str) -> tuple[str, ...]:
        sql = "SELECT id FROM article WHERE id >= :start AND id < :end ORDER BY id LIMIT 3"
        start = key_text(wanted)[:4]
        return tuple(name for (name,) in self._database.rows(sql, {"start": start, "end": start + "\U0010ffff"}))


def moment(at: datetime) -> str:
    """The moment as the store writes it: ISO 8601 in UTC, to the second. A moment without a zone is misuse."""
    if at.tzinfo is None:
        raise UsageError(f"the moment {at} has no time zone; pass one in UTC")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def key_text(wanted: str) -> str:
    """The text as a key that every engine can hold and index: a very long one ends in its digest."""
    plain = str(storable(wanted))
    return plain if len(plain) <= _MAX_KEY else f"{plain[:_MAX_KEY]}…{joint_digest([plain])}"


def _columns(article: Article) -> dict[str, Any]:
    published = article.published
    return {
        "outlet": article.outlet,
        "dateline": article.dateline,
        "language": article.language,
        "url": article.url,
        "published": published and published.value,
        "precision": published and published.precision.value,
        "basis": published and published.basis,
        "title": article.title,
        "text": article.text,
        "digest": article_digest(article),
        "words": len(article.text.split()),
        "packed": pack(_beside(article), _Beside),
    }


def _beside(article: Article) -> _Beside:
    blocks = tuple(
        (b.role, None if b.start is not None and article.text[b.start : b.end] == b.text else b.text, b.start, b.end)
        for b in article.blocks
    )
    named = (
        article.source,
        article.outlet,
        article.dateline,
        article.language,
        article.url,
        article.title,
        article.text,
    )
    dated = (article.published.value, article.published.basis) if article.published else ()
    given = (*named, *dated, *article.byline, *article.agency)
    is_plain = key_text(article.source) == article.source and all(storable(text) == text for text in given)
    return _Beside(blocks, article.bases, None if is_plain else replace(article, blocks=(), bases=()))


def _article(row: tuple[Any, ...], byline: tuple[str, ...], agency: tuple[str, ...]) -> Article:
    name, outlet, published, precision, basis, dateline, language, url, title, text, packed, address = row
    beside: _Beside = unpack(packed, _Beside)
    plain = beside.exact or Article(
        id=ArticleId(name),
        source=address,
        text=text,
        title=title,
        outlet=outlet,
        byline=byline,
        agency=agency,
        dateline=dateline,
        published=Published(published, Precision(precision), basis) if published is not None else None,
        language=language,
        url=url,
        blocks=(),
        bases=(),
    )
    blocks = tuple(
        Block(role, plain.text[start:end] if words is None else words, start, end)
        for role, words, start, end in beside.blocks
    )
    return replace(plain, id=ArticleId(name), blocks=blocks, bases=beside.bases)
