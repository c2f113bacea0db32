"""Records as small, deterministic bytes and back, exactly: JSON of columns, compressed, with the names of all fields.

Nothing is executed on reading (no pickle). What is written follows from the records' own types, so a new field of a
record is stored without a change here; bytes written before it existed are read with the field's default. Spans are
two numbers; the article they lie in is written once. A parse is columns of small numbers, each against its neighbour.
"""

import json
import types
import zlib
from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from tellings.records import Article, ArticleId, Parse, Span, Token, TokenRange

FORMAT = 1
"""First byte of everything packed. Raise it when what is written could be misread by older code."""
LEVEL = 6
"""zlib's. Measured on 500-word articles: level 9 saves 1 % and takes twice the time."""
MAX_UNPACKED_BYTES = 1 << 30

T = TypeVar("T")


class UnpackingError(Exception):
    """Bytes that this program cannot read: another format, damaged, or records that have changed too much."""


class _Context:
    """What is written once for all spans of one packed record: the articles, and the text a parse is of."""

    __slots__ = ("articles", "numbers", "text")

    def __init__(self, articles: Sequence[str] = ()) -> None:
        self.articles = list(articles)
        self.numbers = {name: number for number, name in enumerate(articles)}
        self.text = ""

    def number(self, article: str) -> int:
        if article not in self.numbers:
            self.numbers[article] = len(self.articles)
            self.articles.append(article)
        return self.numbers[article]


_Write = Callable[[Any, _Context], Any]
_Read = Callable[[Any, _Context], Any]


def pack(value: object, type_: Any, *, article: str | None = None, text: str = "") -> bytes:
    """The value as bytes; its type is a record or a tuple of them.

    Spans and parses outside an `Article` lie in the given one, with that text.
    """
    context = _Context([article] if article is not None else [])
    context.text = text
    body = _writer(type_)(value, context)
    return _compressed([_schema(type_), context.articles, body])


def unpack(packed: bytes, type_: type[T] | Any, *, article: str | None = None, text: str = "") -> T:
    """The value that was packed; with `article`, its spans are made to lie in that article instead of the first.

    Raises:
        UnpackingError: the bytes cannot be read.
    """
    try:
        schema, articles, body = _decompressed(packed)
        context = _Context([article, *articles[1:]] if article is not None else articles)
        context.text = text
        made: T = _reader(type_, _Schema(schema))(body, context)
    except UnpackingError:
        raise
    except (ValueError, TypeError, LookupError, zlib.error, AttributeError) as error:
        raise UnpackingError(str(error)) from error
    return made


def _compressed(value: object) -> bytes:
    # Plain ASCII: escapes keep even a lone surrogate of a broken page.
    return bytes([FORMAT]) + zlib.compress(json.dumps(value, separators=(",", ":")).encode("ascii"), LEVEL)


def _decompressed(packed: bytes) -> Any:
    if packed[:1] != bytes([FORMAT]):
        raise UnpackingError(f"packed in format {packed[0] if packed else 'nothing'}, this program reads {FORMAT}")
    unpacking = zlib.decompressobj()
    plain = unpacking.decompress(packed[1:], MAX_UNPACKED_BYTES)
    if not unpacking.eof:
        raise UnpackingError("cut short, or larger than any article")
    return json.loads(plain)


# -- writing ------------------------------------------------------------------------------------------------------


@cache
def _hints(type_: type) -> dict[str, Any]:
    return get_type_hints(type_)


@cache
def _fields(type_: type) -> tuple[Field[Any], ...]:
    return fields(type_)


@cache
def _schema(type_: Any) -> dict[str, list[str]]:
    """The names of the fields of every record that the type may hold."""
    found: dict[str, list[str]] = {}
    waiting = [type_]
    while waiting:
        each = waiting.pop()
        if each in (Span, Parse):
            continue
        if is_dataclass(each) and isinstance(each, type) and each.__name__ not in found:
            found[each.__name__] = [field.name for field in _fields(each)]
            waiting.extend(_hints(each).values())
        waiting.extend(get_args(each))
    return dict(sorted(found.items()))


@cache
def _writer(type_: Any) -> _Write:
    special = _WRITERS.get(type_)
    if special is not None:
        return special
    origin, arguments = get_origin(type_), get_args(type_)
    if origin in (Union, types.UnionType):
        inner = _writer(_without_none(arguments))
        return lambda value, context: None if value is None else inner(value, context)
    if origin is tuple:
        return _tuple_writer(arguments)
    if isinstance(type_, type) and issubclass(type_, Enum):
        return lambda value, _: value.value
    if is_dataclass(type_) and isinstance(type_, type):
        return _record_writer(type_)
    return lambda value, _: value


def _without_none(arguments: tuple[Any, ...]) -> Any:
    rest = [argument for argument in arguments if argument is not types.NoneType]
    if len(rest) != 1:
        raise UnpackingError(f"no single type in {arguments}")
    return rest[0]


def _tuple_writer(arguments: tuple[Any, ...]) -> _Write:
    if len(arguments) == 2 and arguments[1] is ...:
        inner = _writer(arguments[0])
        return lambda values, context: [inner(value, context) for value in values]
    writers = [_writer(argument) for argument in arguments]
    return lambda values, context: [write(value, context) for write, value in zip(writers, values, strict=True)]


def _record_writer(type_: type) -> _Write:
    hints = _hints(type_)
    writers = [(attrgetter(field.name), _writer(hints[field.name])) for field in _fields(type_)]
    return lambda record, context: [write(get(record), context) for get, write in writers]


def _write_span(span: Span, context: _Context) -> list[int]:
    number = context.number(span.article_id)
    return [span.start, span.end - span.start, number] if number else [span.start, span.end - span.start]


def _write_article(article: Article, context: _Context) -> Any:
    context.number(article.id)
    context.text = article.text  # of the parse that comes next
    return _record_writer(Article)(article, context)


def _write_parse(parse: Parse, context: _Context) -> Any:
    tokens, text = parse.tokens, context.text
    tags, deps = _Vocabulary(), _Vocabulary()
    gaps, lengths, heads, lemmas = [], [], [], []
    end = 0
    for number, token in enumerate(tokens):
        gaps.append(token.start - end)
        lengths.append(token.end - token.start)
        end = token.end
        heads.append(token.head - number)
        if token.lemma != text[token.start : token.end].lower():
            lemmas.append([number, token.lemma])
    numbered = [tags.number(token.tag) for token in tokens], [deps.number(token.dep) for token in tokens]
    ranges = [[[r.start, r.end, r.label] for r in part] for part in (parse.sentences, parse.names)]
    return [gaps, lengths, heads, tags.words, numbered[0], deps.words, numbered[1], lemmas, *ranges]


class _Vocabulary:
    def __init__(self) -> None:
        self.words: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, word: str) -> int:
        if word not in self._numbers:
            self._numbers[word] = len(self.words)
            self.words.append(word)
        return self._numbers[word]


_WRITERS: dict[Any, _Write] = {Span: _write_span, Parse: _write_parse, Article: _write_article}


# -- reading ------------------------------------------------------------------------------------------------------


class _Schema:
    """The fields as they were when the bytes were written, and the readers made for them."""

    def __init__(self, names: dict[str, list[str]]) -> None:
        self.names = names
        self.readers: dict[Any, _Read] = {Span: _read_span, Parse: _read_parse}


def _reader(type_: Any, schema: _Schema) -> _Read:
    found = schema.readers.get(type_)
    if found is None:
        found = schema.readers[type_] = _made_reader(type_, schema)
    return found


def _made_reader(type_: Any, schema: _Schema) -> _Read:
    origin, arguments = get_origin(type_), get_args(type_)
    if origin in (Union, types.UnionType):
        inner = _reader(_without_none(arguments), schema)
        return lambda value, context: None if value is None else inner(value, context)
    if origin is tuple:
        return _tuple_reader(arguments, schema)
    if isinstance(type_, type) and issubclass(type_, Enum):
        return lambda value, _: type_(value)
    if type_ is Article:
        return _article_reader(schema)
    if is_dataclass(type_) and isinstance(type_, type):
        return _record_reader(type_, schema)
    if type_ is float:
        return lambda value, _: float(value)
    return lambda value, _: value


def _tuple_reader(arguments: tuple[Any, ...], schema: _Schema) -> _Read:
    if len(arguments) == 2 and arguments[1] is ...:
        inner = _reader(arguments[0], schema)
        return lambda values, context: tuple([inner(value, context) for value in values])
    readers = [_reader(argument, schema) for argument in arguments]
    return lambda values, context: tuple([read(value, context) for read, value in zip(readers, values, strict=True)])


def _record_reader(type_: type, schema: _Schema) -> _Read:
    hints, known = _hints(type_), {field.name for field in _fields(type_)}
    written = schema.names[type_.__name__]
    lacking = [f.name for f in _fields(type_) if f.name not in written and f.default is MISSING]
    if lacking:
        raise UnpackingError(f"{type_.__name__} was stored without {', '.join(lacking)}")
    readers = [(name, _reader(hints[name], schema)) if name in known else (None, None) for name in written]
    if written == [field.name for field in _fields(type_)]:
        plain = [read for _, read in readers if read is not None]
        return lambda values, context: type_(*[read(value, context) for read, value in zip(plain, values, strict=True)])
    return lambda values, context: type_(
        **{name: read(value, context) for (name, read), value in zip(readers, values, strict=True) if name and read}
    )


def _article_reader(schema: _Schema) -> _Read:
    read = _record_reader(Article, schema)

    def read_article(values: Any, context: _Context) -> Article:
        article: Article = read(values, context)
        context.text = article.text
        return article

    return read_article


def _read_span(value: Any, context: _Context) -> Span:
    return Span(ArticleId(context.articles[value[2] if len(value) == 3 else 0]), value[0], value[0] + value[1])


def _read_parse(value: Any, context: _Context) -> Parse:
    gaps, lengths, heads, tags, tag_numbers, deps, dep_numbers, lemmas, sentences, names = value
    text, odd = context.text, dict(lemmas)
    tokens, end = [], 0
    for number, (gap, length, head, tag, dep) in enumerate(
        zip(gaps, lengths, heads, tag_numbers, dep_numbers, strict=True)
    ):
        start = end + gap
        end = start + length
        lemma = odd.get(number)
        tokens.append(
            Token(start, end, tags[tag], deps[dep], number + head, text[start:end].lower() if lemma is None else lemma)
        )
    ranges = (tuple([TokenRange(*each) for each in part]) for part in (sentences, names))
    return Parse(tuple(tokens), *ranges)
