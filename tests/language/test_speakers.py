import pytest

from tellings.language.attributions.attributing import attributions_of
from tellings.language.names.mentions import mentions_of
from tellings.language.parsing import parse
from tellings.records import Article, ArticleId, Attribution, SpeakerKind


def last(text: str, *, with_mentions: bool = True) -> Attribution:
    article = Article(ArticleId("a"), "a.txt", text, "", None, (), (), None, None, "en", None, (), ())
    grammar = parse(article)
    found = attributions_of(article, grammar, mentions_of(article, grammar) if with_mentions else ())
    return max(found, key=lambda a: a.content[0])


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        pytest.param("Anna Berg said the gate is shut.", "Anna Berg", SpeakerKind.NAMED, id="name"),
        pytest.param(
            "Anna Berg said the gate is shut. “It will stay shut,” she added.",
            "Anna Berg", SpeakerKind.NAMED, id="pronoun",
        ),
        pytest.param(
            "The warning came from Anna Berg, who said the gate is shut.", "Anna Berg", SpeakerKind.NAMED, id="who",
        ),
        pytest.param(
            "A harbour official said the gate is shut.",
            "A harbour official", SpeakerKind.UNNAMED, id="unnamed",
        ),
        pytest.param("Officials said the gate is shut.", "Officials", SpeakerKind.GROUP, id="group"),
        pytest.param("Police said the gate is shut.", "Police", SpeakerKind.GROUP, id="group-without-plural"),
        pytest.param(
            "Anna Berg and Tom Lind said the gate is shut.",
            "Anna Berg and Tom Lind", SpeakerKind.GROUP, id="several",
        ),
        pytest.param(
            "According to a statement from Anna Berg, the gate is shut.", "Anna Berg", SpeakerKind.NAMED, id="giver",
        ),
        pytest.param("It was reported that the gate is shut.", None, SpeakerKind.UNKNOWN, id="none"),
    ],
)  # fmt: skip
def test_who_speaks(text: str, name: str | None, kind: SpeakerKind) -> None:
    attribution = last(text)

    assert (attribution.speaker_name, attribution.speaker_kind) == (name, kind)


@pytest.mark.parametrize(
    "text",
    [
        "“The gate is shut,” Anna Berg said. “It will stay shut,” she added.",
        "“The gate is shut,” spokeswoman Anna Berg said. “It will stay shut,” the spokeswoman added.",
    ],
    ids=["pronoun", "description"],
)
def test_earlier_sources_resolve_what_no_mention_does(text: str) -> None:
    attribution = last(text, with_mentions=False)

    assert "Anna Berg" in (attribution.speaker_name or "")
    assert "Anna Berg" in attribution.speaker_reason


def test_a_ministry_is_no_antecedent_of_he() -> None:
    text = "Jan Ost, a shopkeeper, said he saw smoke. The port ministry said it was looking. “I ran,” he said."

    assert last(text, with_mentions=False).speaker_name != "The port ministry"


def test_every_reason_quotes_its_evidence() -> None:
    assert "'she'" in last("Anna Berg said the gate is shut. “It will stay shut,” she added.").speaker_reason
