"""A place in an article as JSON, and the kinds of figure that every object of the format shares."""

from collections.abc import Iterable
from typing import Annotated, TypedDict

from tellings.records import Span

# Annotations are JSON Schema keywords with their values.
Offset = Annotated[int, ("minimum", 0)]
Share = Annotated[float, ("minimum", 0), ("maximum", 1)]
Pair = Annotated[list[Offset], ("minItems", 2), ("maxItems", 2), ("description", "start and end in the article's text")]


class PlaceJson(TypedDict):
    """A span of an article's text."""

    article: str
    start: Offset
    end: Offset


def pair(span: Span) -> list[int]:
    """The span as `[start, end]`."""
    return [span.start, span.end]


def place(span: Span) -> PlaceJson:
    """The span with its article."""
    return {"article": span.article_id, "start": span.start, "end": span.end}


def places(spans: Iterable[Span]) -> list[PlaceJson]:
    """The spans with their articles, in their order."""
    return [place(span) for span in spans]
