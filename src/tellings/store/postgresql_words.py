"""Full text in PostgreSQL, made from our own reading of words, whatever dictionaries and locale the server has."""

from collections.abc import Iterator, Sequence

from tellings.store.database import Indexed, Match
from tellings.store.words import Term, words_of

_MAX_POSITION = 16_383
"""PostgreSQL's last position of a word; phrases behind it are not found."""
_MAX_POSITIONS = 255
"""PostgreSQL keeps no more positions of one word."""
_WEIGHTS = "'{0.1, 0.1, 0.25, 1.0}'"
"""A word of the title (A) counts as four of the text (B), as in SQLite: a guess."""
_MAX_RANKED = 10_000
"""Rows that a word is ranked in: of one that more have, the latest. Ranking costs 5 microseconds a row."""


def match(table: Indexed, terms: Sequence[Term]) -> Match:
    """The condition in the language of tsquery."""
    query, index = " & ".join(map(_tsquery, terms)), f"{table}_text"
    wanted = "CAST(:words AS tsquery)"
    rank = f"ts_rank_cd({_WEIGHTS}, {index}.words, {wanted}, 1)"
    join = f"JOIN {index} ON {index}.number = {table}.number"
    condition = f"{index}.words @@ {wanted}"
    latest = f"SELECT number, words FROM {index} WHERE {condition} ORDER BY number DESC LIMIT {_MAX_RANKED}"
    best = f"SELECT number, {rank} AS score FROM ({latest}) AS {index} ORDER BY score DESC LIMIT :candidates"
    return Match(join, condition, rank, f"({best})", {"words": query})


def tsvector(texts: Sequence[str], weights: str) -> str:
    """The texts' words with their positions, as PostgreSQL writes them; no phrase crosses from one text to the next."""
    positions: dict[str, list[str]] = {}
    last = 0
    for text, weight in zip(texts, weights, strict=True):
        for word, _, _ in words_of(text):
            last += 1
            there = positions.setdefault(word, [])
            if last <= _MAX_POSITION and len(there) < _MAX_POSITIONS:
                there.append(f"{last}{weight}")
        last += 2
    return " ".join(f"'{word}':{','.join(there)}" if there else f"'{word}'" for word, there in positions.items())


def _tsquery(term: Term) -> str:
    """The term in PostgreSQL's language; words hold letters and digits only, so nothing needs to be escaped."""
    words = [f"'{word}'" for word in term.words]
    if term.is_prefix:
        words[-1] += ":*"
    return f"{'!' if term.excluded else ''}({' <-> '.join(words)})"


def full_text() -> Iterator[str]:
    """Tables of the words of each row, with their indexes."""
    for table in Indexed:
        yield (
            f"CREATE TABLE {table}_text (number integer PRIMARY KEY REFERENCES {table} (number) ON DELETE CASCADE, "
            "words tsvector NOT NULL)"
        )
        # Not compressed: ranking reads the words of every row it looks at, and unpacking them was most of a search.
        yield f"ALTER TABLE {table}_text ALTER COLUMN words SET STORAGE EXTERNAL"
        yield f"CREATE INDEX {table}_text_words ON {table}_text USING gin (words)"
