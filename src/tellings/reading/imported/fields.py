"""A record of a file as its values, each asked for by name and kind: what is missing or of another kind is said."""

import json
import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from tellings.reading.decoding import without_surrogates
from tellings.records import ArticleId, Span

Choice = TypeVar("Choice", bound=StrEnum)

_MOST_SHOWN = 40  # characters of a found value in a message
MISSING = object()


class MisshapenError(Exception):
    """A record is not of the form that its kind has; becomes the reason that sets it aside, inside this package."""


class Fields:
    """The fields of one record, from JSON, from a row of Parquet or from the cells of CSV.

    In a row a list or an object may stand as JSON text and a number as its digits; both are read as what they mean.
    """

    def __init__(self, record: object, what: str) -> None:
        if not isinstance(record, Mapping):
            raise MisshapenError(f"{what} is not an object but {_shown(record)}")
        self.record: Mapping[str, Any] = record
        self._what = what

    def has(self, name: str) -> bool:
        """Whether the field is there and holds something."""
        return self.record.get(name) is not None

    def text(self, name: str) -> str:
        """A text; an empty cell is an empty text."""
        return self.maybe_text(name) or ""

    def name(self, name: str) -> str:
        """A text that may not be empty: an id."""
        return self.text(name) or self._wrong(name, "a text that is not empty")

    def maybe_text(self, name: str) -> str | None:
        """A text or None; the field has to be there."""
        value = self.record.get(name, MISSING)
        if value is None:
            return None
        return without_surrogates(value) if isinstance(value, str) else self._wrong(name, "a text")

    def count(self, name: str) -> int:
        """A whole number, 0 or more."""
        value = self._plain(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self._wrong(name, "a whole number")
        return value

    def share(self, name: str) -> float:
        """A number."""
        value = self._plain(name)
        is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        return float(value) if is_number else self._wrong(name, "a number")

    def flag(self, name: str) -> bool:
        """True or false."""
        value = self._plain(name)
        return value if isinstance(value, bool) else self._wrong(name, "true or false")

    def choice(self, name: str, kinds: type[Choice]) -> Choice:
        """One of the words of a kind."""
        try:
            return kinds(self.record.get(name, ""))
        except ValueError:
            self._wrong(name, "one of " + ", ".join(kinds))

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self._list(name)
        if not all(isinstance(item, str) for item in value):
            self._wrong(name, "a list of texts")
        return tuple(map(without_surrogates, value))

    def objects(self, name: str) -> "tuple[Fields, ...]":
        """A list of objects."""
        return tuple(Fields(item, f"an entry of `{name}`") for item in self._list(name))

    def maybe_object(self, name: str) -> "Fields | None":
        """An object or None."""
        value = self._plain(name)
        return None if value is None else Fields(value, f"`{name}`")

    def spans(self, name: str, article: str) -> tuple[Span, ...]:
        """A list of `[start, end]` as spans of the article."""
        return tuple(self._span(name, value, article) for value in self._list(name))

    def maybe_span(self, name: str, article: str) -> Span | None:
        """One `[start, end]` as a span of the article, or None."""
        value = self._plain(name)
        return None if value is None else self._span(name, value, article)

    def span(self, name: str, article: str) -> Span:
        """One `[start, end]` as a span of the article."""
        return self._span(name, self._plain(name), article)

    def place(self, article: str = "article", start: str = "start", end: str = "end") -> Span:
        """The span that an article's id and two offsets make."""
        return self._made(start, self.name(article), self.count(start), self.count(end))

    def maybe_offsets(self) -> tuple[int | None, int | None]:
        """`start` and `end`, both or neither."""
        if not self.has("start") and not self.has("end"):
            return None, None
        span = self._made("start", "", self.count("start"), self.count("end"))
        return span.start, span.end

    def plain(self, name: str) -> Any:
        """The value as it is; JSON text is read."""
        return self._plain(name)

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """A list of lists of two texts."""
        value = self._list(name)
        if not all(isinstance(p, list) and len(p) == 2 and all(isinstance(t, str) for t in p) for p in value):
            self._wrong(name, "a list of pairs of texts")
        return tuple((without_surrogates(one), without_surrogates(other)) for one, other in value)

    def _span(self, name: str, value: object, article: str) -> Span:
        if not isinstance(value, list) or len(value) != 2 or not all(type(offset) is int for offset in value):
            self._wrong(name, "made of [start, end]")
        return self._made(name, article, value[0], value[1])

    def _made(self, name: str, article: str, start: int, end: int) -> Span:
        return Span(ArticleId(article), start, end) if 0 <= start <= end else self._wrong(name, "0 <= start <= end")

    def _list(self, name: str) -> list[Any]:
        value = self._plain(name)
        return value if isinstance(value, list) else self._wrong(name, "a list")

    def _plain(self, name: str) -> Any:
        value = self.record.get(name, MISSING)
        if value is MISSING:
            self._wrong(name, "there")
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            self._wrong(name, "JSON")

    def _wrong(self, name: str, expected: str) -> NoReturn:
        found = self.record.get(name, MISSING)
        told = "is missing" if found is MISSING else f"should be {expected}; found {_shown(found)}"
        raise MisshapenError(f"`{name}` of {self._what} {told}")


def _shown(value: object) -> str:
    try:
        text = json.dumps(value, ensure_ascii=True)
    except (TypeError, ValueError, RecursionError):
        text = type(value).__name__
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"
