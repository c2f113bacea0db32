"""Records become bytes and come back equal: every field of every record, whatever it holds."""

import json
import zlib
from dataclasses import dataclass, fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tellings.records import (
    AnnotatedArticle,
    Article,
    ArticleId,
    Claim,
    Derivation,
    DigestSentence,
    Disagreement,
    Entity,
    Omission,
    Origin,
    Position,
    Span,
    Story,
    TimelineEntry,
    Token,
    Utterance,
    Variant,
    Wording,
)
from tellings.store import under
from tellings.store.packing import FORMAT, UnpackingError, pack, unpack

from .events import annotated, report, told

TEXT = st.text(st.one_of(st.characters(), st.characters(categories=["Cs"]), st.just("\x00")), max_size=30)
IDS = st.sampled_from(["a", "b", "a~2", "\ud800"]).map(ArticleId)
st.register_type_strategy(Span, st.builds(Span, IDS, st.integers(0, 999), st.integers(0, 999)))
st.register_type_strategy(float, st.floats(allow_nan=False))
ARTICLES = st.builds(Article, id=IDS, text=TEXT, title=TEXT, source=TEXT)
TOKENS = st.builds(Token, st.integers(0, 40), st.integers(0, 40), TEXT, TEXT, st.integers(0, 40), TEXT)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_an_annotated_article_comes_back_equal(data: st.DataObject) -> None:
    found = data.draw(st.builds(AnnotatedArticle, article=ARTICLES))

    assert unpack(pack(found, AnnotatedArticle), AnnotatedArticle) == found


PARTS = [Claim, Derivation, DigestSentence, Disagreement, Entity, Omission, Origin, Position, TimelineEntry, Utterance]


@pytest.mark.parametrize("part", [*PARTS, Variant, Wording], ids=lambda part: part.__name__)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_parts_of_a_story_come_back_equal(part: type, data: st.DataObject) -> None:
    found = data.draw(st.from_type(part))

    assert unpack(pack(found, part), part) == found


def test_a_story_comes_back_equal() -> None:
    found = told("s1", annotated(report("a")), annotated(report("b")))

    assert unpack(pack(found, Story), Story) == found


def test_the_same_record_is_always_the_same_bytes() -> None:
    one, other = (told("s1", annotated(report("a")), annotated(report("b"))) for _ in range(2))

    assert pack(one, Story) == pack(other, Story)


def test_layers_on_a_renamed_article_bear_its_name() -> None:
    found = annotated(report("a"))

    renamed = under(found, replace(found.article, id=ArticleId("a~2")))

    assert renamed.attributions[0].id == "a~2-a1"
    assert {span.article_id for span in renamed.sentences} == {"a~2"}
    assert under(renamed, found.article) == found


@dataclass(frozen=True, slots=True)
class _Older:
    name: str
    gone: int


@dataclass(frozen=True, slots=True)
class _Newer:
    name: str
    added: int = 7


@dataclass(frozen=True, slots=True)
class _Demanding:
    name: str
    added: int


def _as(packed: bytes, name: str) -> bytes:
    """The bytes as if the record's class had been called so."""
    plain = zlib.decompress(packed[1:]).replace(b"_Older", name.encode())
    return packed[:1] + zlib.compress(plain)


def test_bytes_from_before_a_field_are_read_with_its_default() -> None:
    assert unpack(_as(pack(_Older("a", 1), _Older), "_Newer"), _Newer) == _Newer("a")


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"junk",
        pack(_Older("a", 1), _Older)[:-4],
        bytes([FORMAT + 1]) + pack(_Older("a", 1), _Older)[1:],
        bytes([FORMAT]) + zlib.compress(json.dumps([{}, [], 3]).encode()),
        _as(pack(_Older("a", 1), _Older), "_Demanding"),
    ],
    ids=["empty", "junk", "cut", "other format", "other content", "without a field that has no default"],
)
def test_bytes_that_cannot_be_read_say_so(packed: bytes) -> None:
    with pytest.raises(UnpackingError):
        unpack(packed, _Demanding)


def test_every_field_of_the_records_is_written() -> None:
    schema = json.loads(zlib.decompress(pack(told("s1", annotated(report("a"))), Story)[1:]))[0]

    assert schema["Article"] == [field.name for field in fields(Article)]
    assert schema["Story"] == [field.name for field in fields(Story)]
