"""The comparison as JSON keeps the contract, and the schema keeps step with it."""

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from tellings.records import Comparison
from tellings.show.schema import schema_text, shipped_schema_text, story_schema
from tellings.show.story_json import alignment_json, annotated_json, article_json, comparison_json, derivation_json

CONTRACT = {
    "": ["schema", "stories", "set_aside"],
    "stories": [
        "id", "title", "first_published", "last_published", "articles", "origins", "derivations", "variants",
        "entities", "timexes", "attributions", "utterances", "claims", "disagreements", "positions", "wording",
        "omissions", "timeline", "digest",
    ],
    "articles": ["id", "source", "outlet", "title", "byline", "agency", "dateline", "published", "language", "text",
                 "blocks"],
    "origins": ["id", "name", "agency", "seen", "articles", "reconstruction"],
    "derivations": ["child", "parent", "kind", "share_of_child", "share_of_parent", "passages", "edits", "summary",
                    "reasons"],
    "variants": ["origin", "readings", "kind"],
    "entities": ["id", "name", "type", "aliases", "mentions"],
    "timexes": ["article", "start", "end", "text", "type", "value"],
    "attributions": ["id", "article", "kind", "source", "cue", "content", "speaker", "utterance"],
    "utterances": ["id", "speaker", "speaker_name", "attributions", "links", "reasons"],
    "claims": ["id", "text", "status", "outlets", "origins", "voices", "witnesses", "absent_from"],
    "disagreements": ["id", "kind", "compatible", "explanation", "sides"],
    "positions": ["actor", "stance", "plover", "issue", "text", "date", "evidence", "attribution"],
    "wording": ["referent", "terms"],
    "omissions": ["claim", "article", "kind", "from"],
    "timeline": ["date", "precision", "text", "claims"],
    "digest": ["text", "citations", "claims"],
}  # fmt: skip


def round_trip(value: object) -> Any:
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("part", list(CONTRACT), ids=lambda part: part or "top")
def test_every_key_of_the_contract_is_there(ferry: Comparison, part: str) -> None:
    found = round_trip(comparison_json(ferry))
    for key in [] if part in {"", "stories"} else [part]:
        found = found["stories"][0][key][0]
    if part == "stories":
        found = found["stories"][0]

    assert set(CONTRACT[part]) <= set(found)


def test_output_follows_the_shipped_schema(two_stories: Comparison) -> None:
    schema = json.loads(shipped_schema_text())

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(round_trip(comparison_json(two_stories)), schema)


def test_nothing_to_compare_follows_the_schema_too() -> None:
    jsonschema.validate(comparison_json(Comparison((), ())), story_schema())


def test_shipped_schema_is_the_generated_one() -> None:
    assert shipped_schema_text() == schema_text(), "run: python -m tellings.show.schema > story.schema.json"


def test_schema_refuses_a_span_of_three(ferry: Comparison) -> None:
    spoilt = round_trip(comparison_json(ferry))
    spoilt["stories"][0]["attributions"][0]["content"][0].append(7)

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(spoilt, story_schema())


def test_spans_of_the_json_are_places_in_the_text(ferry: Comparison) -> None:
    story = round_trip(comparison_json(ferry))["stories"][0]
    texts = {article["id"]: article["text"] for article in story["articles"]}
    claim = next(claim for claim in story["claims"] if claim["id"] == "c3")
    witness = claim["witnesses"][0]

    assert texts[witness["article"]][witness["start"] : witness["end"]] == "At least 41 passengers were hurt"


def test_annotated_line_is_the_article_with_its_layers(ferry: Comparison) -> None:
    annotated = ferry.stories[0].articles[0]
    line = round_trip(annotated_json(annotated))
    article = round_trip(article_json(annotated.article))

    assert {key: line[key] for key in article} == article
    assert [line["text"][start:end] for start, end in line["sentences"]][2].startswith("Commander Ines Okafor")
    assert line["mentions"][0]["name"] == "Ines Okafor"
    assert line["attributions"][0]["cue"] == [[s.start, s.end] for s in annotated.attributions[0].cue]


def test_trace_line_lists_passages_as_four_offsets(ferry: Comparison) -> None:
    lineage = ferry.stories[0].lineage
    line = round_trip(derivation_json(lineage.derivations[2]))

    assert (line["child"], line["parent"], line["relation"]) == ("wire", "quay", "direct")
    assert [len(passage) for passage in line["passages"]] == [4, 4]


def test_trace_line_of_an_unseen_parent_keeps_the_childs_passages(ferry: Comparison) -> None:
    line = round_trip(derivation_json(ferry.stories[0].lineage.derivations[0]))

    assert line["passages"] == []
    assert len(line["child_passages"]) == 6


def test_trace_line_says_what_each_edit_does_and_what_the_outlet_cut(ferry: Comparison) -> None:
    line = round_trip(derivation_json(ferry.stories[0].lineage.derivations[1]))
    text = ferry.stories[0].article(ferry.stories[0].lineage.derivations[0].child).article.text
    cut = line["summary"]["cut"][0]

    assert [edit["purpose"] for edit in line["edits"] if edit["child_text"] == "asked"] == ["softening"]
    assert line["summary"]["purposes"][0] == {"purpose": "rewording", "count": 2}
    assert line["summary"]["retitled"]["to"] == "Dozens hurt as ferry hits freighter"
    assert text[cut["start"] : cut["end"]] == ", and a promised radar beacon was never built"


def test_align_line_has_one_side_for_each_witness(ferry: Comparison) -> None:
    line = round_trip(alignment_json(ferry.stories[0]))
    sides = line["disagreements"][0]["sides"]

    assert [(side["side"], side["article"], side["value"]) for side in sides] == [
        (0, "harbour", "38"),
        (0, "quay", "38"),
        (1, "radio", "at least 41"),
    ]
    assert all(side["witnesses"] == [{k: side[k] for k in ("article", "start", "end")}] for side in sides)


def test_an_article_without_date_or_outlet_has_nulls(ferry: Comparison) -> None:
    article = replace(ferry.stories[0].articles[4].article, dateline=None)
    line = round_trip(article_json(article))

    assert (line["outlet"], line["published"], line["dateline"]) == (None, None, None)
