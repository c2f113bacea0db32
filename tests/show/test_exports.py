"""What leaves the house: tables, feed and annotations are valid, harmless and say what the story says."""

import csv
import io
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from tellings.records import Comparison
from tellings.show.exports.atom import ATOM, atom_feed
from tellings.show.exports.cells import harmless
from tellings.show.exports.columns import COLUMNS
from tellings.show.exports.formats import exported
from tellings.show.exports.kinds import Format, Table
from tellings.show.exports.moments import whole_moment
from tellings.show.exports.parquet import MISSING
from tellings.show.exports.settings import ExportSettings
from tellings.show.exports.web_annotation import annotation_collection
from tellings.show.story_json import story_json

PAGE = Path(__file__).parents[2] / "docs" / "stages" / "exports.md"


def content(comparison: Comparison, written_as: Format, table: Table = Table.ARTICLES) -> bytes:
    return b"".join(exported(comparison.stories, written_as, table))


def csv_rows(comparison: Comparison, table: Table) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content(comparison, Format.CSV, table).decode(), newline=""), strict=True))


@pytest.mark.parametrize("table", Table)
def test_every_column_of_a_table_is_documented(table: Table) -> None:
    section = PAGE.read_text(encoding="utf-8").split(f"### {table}\n")[1].split("\n##")[0]

    assert re.findall(r"^\| `(\w+)` ", section, re.MULTILINE) == [c.name for c in COLUMNS[table]]


@pytest.mark.parametrize("table", Table)
def test_a_table_has_the_same_rows_in_every_format(two_stories: Comparison, table: Table) -> None:
    lines = [json.loads(line) for line in content(two_stories, Format.JSONL, table).splitlines()]
    header, *rows = csv_rows(two_stories, table)

    assert header == [column.name for column in COLUMNS[table]]
    assert len(rows) == len(lines) > 0
    for row, line in zip(rows, lines, strict=True):
        assert line.keys() <= {column.path[0] for column in COLUMNS[table]}
        texts = [(c.value(line), cell) for c, cell in zip(COLUMNS[table], row, strict=True)]
        assert all(cell == harmless(value) for value, cell in texts if isinstance(value, str))
        assert all(json.loads(cell) == value for value, cell in texts if isinstance(value, int | float | list | dict))


def test_parquet_has_the_rows_and_types_of_the_table(two_stories: Comparison) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for table in Table:
        found = parquet.read_table(io.BytesIO(content(two_stories, Format.PARQUET, table)))
        lines = [json.loads(line) for line in content(two_stories, Format.JSONL, table).splitlines()]
        assert found.column_names == [column.name for column in COLUMNS[table]]
        assert found.num_rows == len(lines)
    mentions = parquet.read_table(io.BytesIO(content(two_stories, Format.PARQUET, Table.ATTRIBUTIONS)))
    assert mentions.column("cue").to_pylist()[0] == [[291, 295]]
    assert str(mentions.schema.field("is_statement").type) == "bool"


def test_parquet_without_its_package_says_what_to_install(
    two_stories: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)

    with pytest.raises(Exception, match="pip install 'tellings\\[parquet\\]'") as raised:
        content(two_stories, Format.PARQUET)

    assert str(raised.value) == MISSING


@pytest.mark.parametrize("written_as", Format)
def test_the_same_stories_make_the_same_file(two_stories: Comparison, written_as: Format) -> None:
    if written_as is Format.PARQUET:
        pytest.importorskip("pyarrow")

    assert content(two_stories, written_as) == content(two_stories, written_as)


@pytest.mark.parametrize(
    "acting", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", " =1", "＝1", "'=1"]
)
def test_a_cell_that_begins_like_a_formula_is_made_harmless_and_can_be_had_back(acting: str) -> None:
    assert harmless(acting) == "'" + acting
    assert harmless(acting).removeprefix("'") == acting


@pytest.mark.parametrize("plain", ["", "a=1", "“-”", "38 people", " ", "2023-03-14"])
def test_any_other_cell_is_left_as_it_is(plain: str) -> None:
    assert harmless(plain) == plain


def test_lines_end_as_the_standard_has_it_and_texts_are_quoted(ferry: Comparison) -> None:
    written = content(ferry, Format.CSV, Table.CLAIMS)

    assert written.startswith(b"story,id,text,")
    assert written.count(b"\r\n") == 1 + len(ferry.stories[0].claims)
    assert b'\r\n"s-ferry","c1",' in written


def test_the_story_json_is_that_of_compare(two_stories: Comparison) -> None:
    assert json.loads(content(two_stories, Format.JSON))["stories"] == [
        json.loads(json.dumps(story_json(story))) for story in two_stories.stories
    ]


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2023", "2023-01-01T00:00:00Z"),
        ("2023-03", "2023-03-01T00:00:00Z"),
        ("2023-03-14", "2023-03-14T00:00:00Z"),
        ("2023-03-14T22:10", "2023-03-14T22:10:00Z"),
        ("2023-03-14T22:10:05+03:00", "2023-03-14T22:10:05+03:00"),
        ("2023-13", "1970-01-01T00:00:00Z"),
        ("yesterday", "1970-01-01T00:00:00Z"),
        (None, "1970-01-01T00:00:00Z"),
    ],
)
def test_a_date_of_any_precision_is_a_whole_moment(value: str | None, moment: str) -> None:
    assert whole_moment(value) == moment


def named(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def assert_is_atom(feed: ElementTree.Element) -> None:
    """What RFC 4287, sections 4.1.1 and 4.1.2, asks of a feed and its entries."""
    assert feed.tag == named("feed")
    for part in (feed, *feed.iter(named("entry"))):
        for once in ("id", "title", "updated"):
            assert len(part.findall(named(once))) == 1
        assert re.match(r"(?:tag|urn|https?):", part.findtext(named("id"), ""))
        assert datetime.fromisoformat(part.findtext(named("updated"), "")).tzinfo is not None
        assert all(link.get("href", "").startswith(("http://", "https://")) for link in part.findall(named("link")))
    assert feed.findtext(f"{named('author')}/{named('name')}")
    identifiers = [entry.findtext(named("id")) for entry in feed.iter(named("entry"))]
    assert len(set(identifiers)) == len(identifiers)


def test_the_feed_is_atom_with_the_latest_story_first(two_stories: Comparison) -> None:
    feed = ElementTree.fromstring(atom_feed(reversed(two_stories.stories)))

    assert_is_atom(feed)
    titles = [entry.findtext(named("title")) for entry in feed.iter(named("entry"))]
    assert titles == ["Ferry and freighter collide in fog off Marrow Point", "Pears on parade"]
    assert feed.findtext(named("updated")) == "2023-03-16T00:00:00Z"
    assert [link.get("title") for link in feed.iter(named("link"))] == ["Sund Radio", "The Harbour Post"]
    assert feed.findtext(f"{named('entry')}/{named('summary')}") == "5 reports, 3 independent texts, 12 claims"


def test_a_feed_of_no_stories_is_a_feed() -> None:
    feed = ElementTree.fromstring(atom_feed([], ExportSettings(address="https://desk.example/feed.atom")))

    assert_is_atom(feed)
    assert feed.findtext(named("id")) == "https://desk.example/feed.atom"


def test_hostile_words_are_text_in_the_feed_and_hostile_addresses_no_links(evil: Comparison) -> None:
    written = atom_feed(evil.stories)
    feed = ElementTree.fromstring(written)

    assert_is_atom(feed)
    assert not {element.tag.rpartition("}")[2] for element in feed.iter()} & {"script", "img", "svg", "style"}
    assert all(a.get("href", "").startswith("https://") for a in feed.iter("{http://www.w3.org/1999/xhtml}a"))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e]", written)


def test_feed_readers_read_the_feed(two_stories: Comparison) -> None:
    feedparser = pytest.importorskip("feedparser")
    found = feedparser.parse(atom_feed(two_stories.stories).encode())

    assert not found.bozo
    assert found.version == "atom10"
    assert [entry.id for entry in found.entries] == ["urn:tellings:story:s-ferry", "urn:tellings:story:s-orchard"]


# The part of the Web Annotation Data Model that our annotations use, sections 3 and 4, with its restrictions.
SELECTOR: dict[str, Any] = {
    "oneOf": [
        {
            "properties": {
                "type": {"const": "TextPositionSelector"},
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 0},
            },
            "required": ["type", "start", "end"],
            "additionalProperties": False,
        },
        {
            "properties": {
                "type": {"const": "TextQuoteSelector"},
                **{name: {"type": "string"} for name in ("exact", "prefix", "suffix")},
            },
            "required": ["type", "exact"],
            "additionalProperties": False,
        },
    ]
}
IRI = {"type": "string", "pattern": "^(?:urn:[a-z0-9-]+:|https?://)"}
MOTIVATIONS = {"enum": ["describing", "identifying", "linking", "tagging"]}
BODY = {
    "type": "object",
    "properties": {"type": {"pattern": "^(?:TextualBody|tellings:[A-Z][a-z]+)$"}, "purpose": MOTIVATIONS, "id": IRI},
    "propertyNames": {"pattern": "^(?:id|type|purpose|value|format|language|tellings:[a-z_]+)$"},
    "required": ["type"],
}
TARGET = {
    "type": "object",
    "properties": {
        "type": {"const": "SpecificResource"},
        "source": IRI,
        "selector": {"type": "array", "items": SELECTOR, "minItems": 2, "maxItems": 2},
    },
    "required": ["source", "selector"],
}
ANNOTATION = {
    "type": "object",
    "properties": {
        "id": IRI,
        "type": {"const": "Annotation"},
        "motivation": MOTIVATIONS,
        "body": {"anyOf": [BODY, {"type": "array", "items": BODY}]},
        "target": {"anyOf": [IRI, TARGET]},
    },
    "required": ["id", "type", "target"],
    "additionalProperties": False,
}
COLLECTION = {
    "type": "object",
    "properties": {
        "@context": {"prefixItems": [{"const": "http://www.w3.org/ns/anno.jsonld"}]},
        "id": IRI,
        "type": {"const": "AnnotationCollection"},
        "total": {"type": "integer", "minimum": 0},
        "first": {
            "type": "object",
            "properties": {"type": {"const": "AnnotationPage"}, "items": {"type": "array", "items": ANNOTATION}},
            "required": ["id", "type", "items"],
        },
    },
    "required": ["@context", "id", "type", "first"],
}


def test_annotations_keep_the_model_of_the_standard(two_stories: Comparison, evil: Comparison) -> None:
    for comparison in (two_stories, evil):
        collection = json.loads(content(comparison, Format.WEB_ANNOTATION))
        jsonschema.validate(collection, COLLECTION)
        assert collection["total"] == len(collection["first"]["items"])


def test_every_annotation_quotes_the_words_at_its_position(two_stories: Comparison) -> None:
    items = annotation_collection(two_stories.stories)["first"]["items"]
    texts = {item["body"]["id"]: item["body"]["value"] for item in items if isinstance(item["body"], dict)}
    spans = [item["target"] for item in items if isinstance(item["target"], dict)]

    assert len(texts) == 6
    assert len(spans) == len(items) - 6
    for target in spans:
        position, quote = target["selector"]
        text = texts[target["source"]]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert text[: position["start"]].endswith(quote["prefix"])
        assert text[position["end"] :].startswith(quote["suffix"])


def test_identifiers_begin_with_an_address_of_ones_own(two_stories: Comparison) -> None:
    settings = ExportSettings(base="https://desk.example/")
    items = annotation_collection(two_stories.stories, settings)["first"]["items"]

    assert items[0]["body"]["id"] == "https://desk.example/article/radio"
    assert items[0]["target"] == "https://sundradio.example/news/astrid-vale"
