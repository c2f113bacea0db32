"""Full text in SQLite: FTS5 over columns of ordinary tables, which hold the text once, kept true by triggers."""

from collections.abc import Iterator, Sequence

from tellings.store.database import Indexed, Match
from tellings.store.words import Term

_WEIGHTS = {Indexed.ARTICLE: "4.0, 1.0", Indexed.ATTRIBUTION: "1.0", Indexed.CLAIM: "1.0"}
"""A word of the title counts as four of the text: a guess."""
_COLUMNS = {Indexed.ARTICLE: ("title", "text"), Indexed.ATTRIBUTION: ("content",), Indexed.CLAIM: ("text",)}


def match(table: Indexed, terms: Sequence[Term]) -> Match:
    """The condition in FTS5's language, in which every word stands in quotation marks."""
    wanted = [_fts5(term) for term in terms if not term.excluded]
    unwanted = [_fts5(term) for term in terms if term.excluded]
    index = f"{table}_text"
    if not wanted:
        query = " OR ".join(unwanted)
        condition = f"{table}.number NOT IN (SELECT rowid FROM {index} WHERE {index} MATCH :words)"
        return Match(condition=condition, parameters={"words": query})
    query = " NOT ".join([f"({' AND '.join(wanted)})", *unwanted])
    rank, condition = f"-bm25({index}, {_WEIGHTS[table]})", f"{index} MATCH :words"
    best = (
        f"SELECT rowid AS number, {rank} AS score FROM {index} WHERE {condition} ORDER BY score DESC LIMIT :candidates"
    )
    join = f"JOIN {index} ON {index}.rowid = {table}.number"
    return Match(join, condition, rank, f"({best})", {"words": query})


def _fts5(term: Term) -> str:
    # As typed: its folding differs from ours for rare letters, and must fit its index.
    return f'"{" ".join(term.typed)}"{" *" if term.is_prefix else ""}'


def full_text() -> Iterator[str]:
    """FTS5 indexes over columns of ordinary tables, which hold the text once, and the triggers that keep them true."""
    for table, columns in _COLUMNS.items():
        names, index = ", ".join(columns), f"{table}_text"
        yield (
            f"CREATE VIRTUAL TABLE {index} USING fts5({names}, content='{table}', content_rowid='number', "
            "tokenize='unicode61 remove_diacritics 2')"
        )
        added = f"INSERT INTO {index}(rowid, {names}) VALUES (new.number, {', '.join('new.' + c for c in columns)});"
        taken = (
            f"INSERT INTO {index}({index}, rowid, {names}) "
            f"VALUES ('delete', old.number, {', '.join('old.' + c for c in columns)});"
        )
        yield f"CREATE TRIGGER {index}_added AFTER INSERT ON {table} BEGIN {added} END"
        yield f"CREATE TRIGGER {index}_removed AFTER DELETE ON {table} BEGIN {taken} END"
        yield f"CREATE TRIGGER {index}_changed AFTER UPDATE OF {names} ON {table} BEGIN {taken} {added} END"
