"""What was exported comes back: the same articles and spans, to the character."""

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tellings.errors import InputError
from tellings.reading.imported import Found, Told, imported
from tellings.records import (
    AnnotatedArticle,
    Article,
    ArticleId,
    Attribution,
    AttributionKind,
    Basis,
    Block,
    Claim,
    Comparison,
    Derivation,
    EntityType,
    Lineage,
    Mention,
    MentionForm,
    Parse,
    Passage,
    Precision,
    Published,
    Relation,
    Role,
    Skipped,
    Span,
    SpeakerKind,
    Status,
    Story,
    Witness,
)
from tellings.show.exports.formats import exported
from tellings.show.exports.kinds import Format, Table
from tellings.show.story_json import comparison_json

# Shrinking a whole story takes minutes; the story as drawn is small enough to read.
DRAWN = (Phase.explicit, Phase.generate)

words = st.text(max_size=30)
names = st.text(min_size=1, max_size=8)
maybe = st.none() | words


@st.composite
def spans(draw: st.DrawFn, article: Article) -> Span:
    start = draw(st.integers(0, len(article.text)))
    return article.span(start, draw(st.integers(start, len(article.text))))


@st.composite
def articles(draw: st.DrawFn, name: str) -> Article:
    published = st.builds(Published, words, st.sampled_from(Precision), words)
    return Article(
        id=ArticleId(name),
        source=draw(words),
        text=draw(st.text(min_size=1, max_size=60)),
        title=draw(words),
        outlet=draw(maybe),
        byline=tuple(draw(st.lists(words, max_size=2))),
        agency=tuple(draw(st.lists(words, max_size=2))),
        dateline=draw(maybe),
        published=draw(st.none() | published),
        language=draw(words),
        url=draw(maybe),
        blocks=tuple(
            draw(
                st.lists(
                    st.builds(Block, st.sampled_from(Role), words)
                    | st.builds(Block, st.sampled_from(Role), words, st.just(0), st.integers(0, 9)),
                    max_size=2,
                )
            )
        ),
        bases=tuple(draw(st.lists(st.builds(Basis, words, words), max_size=2))),
    )


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """A story of two articles with hostile words everywhere and spans anywhere in their texts."""
    one, other = (draw(articles(name)) for name in draw(st.lists(names, min_size=2, max_size=2, unique=True)))
    told = []
    for article in (one, other):
        place = spans(article)
        pieces = st.lists(place, max_size=2).map(tuple)
        attribution = st.builds(
            Attribution, st.just(f"{article.id}-1"), st.sampled_from(AttributionKind), pieces, pieces,
            st.lists(place, min_size=1, max_size=2).map(tuple), maybe, st.sampled_from(SpeakerKind), words, maybe,
            maybe, maybe, st.floats(0, 1), st.booleans(),
        )  # fmt: skip
        mention = st.builds(
            Mention, place, st.sampled_from(EntityType), st.sampled_from(MentionForm), words, words, maybe
        )
        mentions = tuple(draw(st.lists(mention, max_size=2)))
        given_ = tuple(draw(st.lists(attribution, max_size=1)))
        told.append(AnnotatedArticle(article, Parse((), (), ()), (), mentions, (), given_))
    witness = st.builds(Witness, spans(one) | spans(other), words, words, words, maybe)
    witnesses = tuple(draw(st.lists(witness, min_size=1, max_size=2)))
    claim = Claim(
        "c1",
        draw(words),
        draw(st.sampled_from(Status)),
        1,
        2,
        (draw(words),),
        witnesses,
        (other.id,),
        ("",),
        draw(words),
    )
    passage = st.builds(Passage, spans(one).filter(len), st.none() | spans(other).filter(len), st.booleans())
    edge = Derivation(
        one.id, other.id, Relation.DIRECT, draw(words), draw(st.floats(0, 1)), 0.5,
        tuple(draw(st.lists(passage, min_size=1, max_size=2))), (), (draw(words),), draw(st.booleans()),
    )  # fmt: skip
    lineage = Lineage((), (edge,), (), (), ())
    return Story(
        draw(names), draw(words), draw(maybe), draw(maybe), tuple(told), (), lineage, (claim,), (), (), (), (), (), ()
    )


def brought_back(story: Story, written_as: Format, table: Table = Table.ARTICLES) -> list[Found]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "out")
        path.write_bytes(b"".join(exported([story], written_as, table)))
        return list(imported(str(path)))


def records(found: list[Found]) -> list[object]:
    assert all(isinstance(told, Told) for told in found), found
    return [told.record for told in found if isinstance(told, Told)]


def held(story: Story, table: Table) -> list[object]:
    return {
        Table.ARTICLES: [annotated.article for annotated in story.articles],
        Table.MENTIONS: [mention for annotated in story.articles for mention in annotated.mentions],
        Table.ATTRIBUTIONS: [given for annotated in story.articles for given in annotated.attributions],
        Table.CLAIMS: list(story.claims),
        Table.DERIVATIONS: list(story.lineage.derivations),
    }[table]


WHOLE = [Table.ARTICLES, Table.MENTIONS, Table.ATTRIBUTIONS, Table.CLAIMS, Table.DERIVATIONS]


@pytest.mark.parametrize("written_as", [Format.JSONL, Format.CSV, Format.PARQUET])
@settings(max_examples=20, deadline=None, phases=DRAWN)
@given(story=stories())
def test_tables_come_back_as_the_records_they_were_made_of(written_as: Format, story: Story) -> None:
    if written_as is Format.PARQUET:
        pytest.importorskip("pyarrow")

    for table in WHOLE:
        found = brought_back(story, written_as, table) if held(story, table) else []
        assert records(found) == held(story, table)
        assert all(told.story == story.id for told in found if isinstance(told, Told))


@settings(max_examples=20, deadline=None, phases=DRAWN)
@given(story=stories())
def test_annotations_come_back_without_blocks_bases_edits_and_reasons(story: Story) -> None:
    found = records(brought_back(story, Format.WEB_ANNOTATION))

    (claim,), (edge,) = story.claims, story.lineage.derivations
    counted = {w.span.article_id for w in claim.witnesses}, {w.origin for w in claim.witnesses}
    assert found == [
        *(replace(annotated.article, blocks=(), bases=()) for annotated in story.articles),
        *held(story, Table.MENTIONS),
        *held(story, Table.ATTRIBUTIONS),
        replace(edge, edits=(), reasons=()),
        replace(
            claim,
            outlets=len(counted[0]),
            origins=len(counted[1]),
            voices=tuple(dict.fromkeys(w.voice_name for w in claim.witnesses)),
            absent_from=(),
            reasons=(),
        ),
    ]


@settings(max_examples=15, deadline=None, phases=DRAWN)
@given(story=stories())
def test_the_story_json_comes_back_and_is_the_same_file_again(story: Story) -> None:
    (found,) = brought_back(story, Format.JSON)

    assert isinstance(found, Comparison)
    assert comparison_json(found) == comparison_json(Comparison((story,), ()))


def test_the_story_json_of_a_whole_comparison_comes_back(two_stories: Comparison, tmp_path: Path) -> None:
    path = tmp_path / "story.json"
    path.write_text(json.dumps(comparison_json(two_stories)), encoding="utf-8")

    (found,) = imported(str(path))

    assert isinstance(found, Comparison)
    assert comparison_json(found) == comparison_json(two_stories)
    assert found.set_aside == two_stories.set_aside


def test_a_span_whose_position_another_program_changed_is_found_by_its_words(ferry: Comparison, tmp_path: Path) -> None:
    collection = json.loads(b"".join(exported(ferry.stories, Format.WEB_ANNOTATION)))
    for item in collection["first"]["items"]:
        if isinstance(item["target"], dict):
            item["target"]["selector"][0]["start"] += 3
    path = tmp_path / "moved.jsonld"
    path.write_text(json.dumps(collection), encoding="utf-8")

    found = records(list(imported(str(path))))

    assert held(ferry.stories[0], Table.MENTIONS)[0] in found
    assert held(ferry.stories[0], Table.ATTRIBUTIONS)[0] in found


def test_words_that_stand_nowhere_set_their_annotation_aside(ferry: Comparison, tmp_path: Path) -> None:
    collection = json.loads(b"".join(exported(ferry.stories, Format.WEB_ANNOTATION)))
    item = next(item for item in collection["first"]["items"] if isinstance(item["target"], dict))
    item["target"]["selector"][1]["exact"] = "words of another text"
    path = tmp_path / "other.jsonld"
    path.write_text(json.dumps(collection), encoding="utf-8")

    (skipped,) = (found for found in imported(str(path)) if isinstance(found, Skipped))

    assert "annotation 6 cannot be used" in skipped.reason
    assert "nor exactly once" in skipped.reason


ARTICLE = {
    "story": None, "id": "a", "source": "a.txt", "url": None, "outlet": None, "title": "", "byline": [], "agency": [],
    "dateline": None, "published": None, "language": "en", "text": "Rain.", "blocks": [], "bases": [],
}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{", "not valid JSON"),
        ("[1]", "not an object"),
        ('{"a": 1}', "not the columns of any table"),
        (json.dumps({**ARTICLE, "id": ""}), "`id` of the row should be a text that is not empty"),
        (json.dumps({**ARTICLE, "text": 5}), "`text` of the row should be a text; found 5"),
        (json.dumps({**ARTICLE, "byline": "x"}), "`byline` of the row should be JSON"),
        (json.dumps({**ARTICLE, "blocks": [{"role": "pun", "text": ""}]}), "should be one of title, standfirst"),
        (json.dumps({k: v for k, v in ARTICLE.items() if k != "language"}), "`language` of the row is missing"),
        (json.dumps({"claim": "c", "voice": "v"}), "import the claims instead"),
        ("[" * 100_000, "not valid JSON"),
        ('{"id": "a", "text": "\\u001b[31m", "byline": "\\u001b[31m"}', "`source` of the row is missing"),
    ],
    ids=["cut", "list", "other", "no id", "number", "no list", "role", "missing", "witnesses", "deep", "escape"],
)
def test_a_row_that_cannot_be_used_is_set_aside_and_the_others_come_back(row: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join([json.dumps(ARTICLE), row, json.dumps({**ARTICLE, "id": "b"})]), encoding="utf-8")

    found = list(imported(str(path)))

    assert [told.record.id for told in found if isinstance(told, Told) and isinstance(told.record, Article)] == [
        "a", "b",
    ]  # fmt: skip
    (skipped,) = (one for one in found if isinstance(one, Skipped))
    assert reason in skipped.reason
    assert "\x1b" not in skipped.reason
    assert skipped.source == f"{path}:2"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "neither JSON"),
        (b"Ferry and freighter meet in fog\n", "neither JSON"),
        (b'{\n "a": \n', "not valid JSON"),
        (b'{"type": "AnnotationCollection", "first": 4}\n', "no body"),
        (b"PAR1 and no more", "Parquet"),
        (b'id,text\r\n"a,\xff', "not CSV"),
        (b'{"stories": [5]}', "`stories` is not an object"),
        (b'{"stories": [{"id": "s"}], "set_aside": []}', "is missing"),
    ],
    ids=["empty", "text", "cut", "no page", "parquet", "csv", "number", "no title"],
)
def test_a_file_of_another_form_says_what_is_wrong(content: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)

    try:
        found = [one.reason for one in imported(str(path)) if isinstance(one, Skipped)]
    except InputError as error:
        found = [error.reason]

    assert any(reason in told for told in found), found


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        list(imported(str(tmp_path / "none.jsonl")))


def test_what_clean_writes_can_be_imported(ferry: Comparison, tmp_path: Path) -> None:
    from tellings.show.story_json import article_json

    given_ = [annotated.article for annotated in ferry.stories[0].articles]
    path = tmp_path / "cleaned.jsonl"
    path.write_text("".join(json.dumps(article_json(a)) + "\n" for a in given_), encoding="utf-8")

    assert records(list(imported(str(path)))) == given_


DAMAGED = {Format.JSONL: Table.ATTRIBUTIONS, Format.CSV: Table.CLAIMS, Format.PARQUET: Table.ARTICLES}


# Where, as a share of the file, how many bytes are taken out, and what is put there.
DAMAGE = st.tuples(
    st.floats(0, 1),
    st.sampled_from([0, 1, 2, 40, 2_000]),
    st.sampled_from([b"", b"null", b"-1", b'"', b"}", b"[]", b"\xff", b"9" * 30]),
)


@pytest.mark.parametrize("written_as", [f for f in Format if f is not Format.ATOM])
@settings(
    max_examples=60, deadline=None, phases=DRAWN, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # the fixture never changes
@given(changes=st.lists(DAMAGE, min_size=1, max_size=4))
def test_a_damaged_file_gives_records_or_reasons_and_nothing_else(
    ferry: Comparison, written_as: Format, changes: list[tuple[float, int, bytes]]
) -> None:
    if written_as is Format.PARQUET:
        pytest.importorskip("pyarrow")
    content = bytearray(b"".join(exported(ferry.stories, written_as, DAMAGED.get(written_as, Table.ARTICLES))))
    for where, size, put in changes:
        place = round(where * len(content))
        content[place : place + size] = put
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "damaged")
        path.write_bytes(content)
        try:
            found = list(imported(str(path)))
        except InputError as error:
            found = [Skipped(error.source, "import", error.reason)]

    assert all(isinstance(one, Told | Comparison | Skipped) for one in found)
