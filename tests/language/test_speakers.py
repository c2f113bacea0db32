import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import article_of
from tellings.language.attributions.attributing import attributions_of
from tellings.language.attributions.spans import Finding
from tellings.language.attributions.speakers import Speakers
from tellings.language.attributions.tree import Tree
from tellings.language.names.mentions import mentions_of
from tellings.language.parsing import parse
from tellings.records import Article, ArticleId, Attribution, SpeakerKind


def last(text: str, *, with_mentions: bool = True) -> Attribution:
    article = article_of(text)
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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "Ferry spokesman Jan Ost said the boat was safe. A ministry spokesman said it was old. "
            "“We warned them,” the ministry spokesman said.",
            "A ministry spokesman", id="of-another-body",
        ),
        pytest.param(
            "A senior harbour official said the gate is shut. “It will stay shut,” the official said.",
            "A senior harbour official", id="an-unnamed-one",
        ),
        pytest.param(
            "Anna Berg said in a statement that the gate is shut. “It will stay shut,” the statement said.",
            "Anna Berg", id="what-was-put-out",
        ),
        pytest.param(
            "A report by Harbour Watch said the gate is shut. “It will stay shut,” the report said.",
            "Harbour Watch", id="a-report",
        ),
    ],
)  # fmt: skip
def test_a_definite_source_takes_up_one_that_fits_all_its_words(text: str, name: str) -> None:
    assert last(text).speaker_name == name


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        pytest.param("The boy said he saw smoke. “I ran,” she added.", "The boy", id="other-gender"),
        pytest.param("The report said the gate is shut. “I knew,” he added.", "The report", id="a-report"),
        pytest.param("Difficulty showed in every word. “I knew,” she added.", "Difficulty", id="a-quality"),
    ],
)
def test_nobody_is_called_he_or_she_who_cannot_be(text: str, barred: str) -> None:
    assert last(text, with_mentions=False).speaker_name != barred


@pytest.mark.parametrize(
    ("source", "name", "kind"),
    [
        pytest.param("Reports", "Reports", SpeakerKind.UNNAMED, id="things"),
        pytest.param("Fishermen", "Fishermen", SpeakerKind.GROUP, id="people"),
        pytest.param("The counter staff", "The counter staff", SpeakerKind.GROUP, id="staff"),
        pytest.param("Forty percent of voters", "Forty percent of voters", SpeakerKind.GROUP, id="share"),
        pytest.param("The harbour ministry", "The harbour ministry", SpeakerKind.NAMED, id="body-by-its-field"),
        pytest.param("A Danish shipping company", "A Danish shipping company", SpeakerKind.UNNAMED, id="some-body"),
        pytest.param("The crew and the owners", "The crew and the owners", SpeakerKind.GROUP, id="several"),
        pytest.param("Image caption Three fishermen", "Three fishermen", SpeakerKind.GROUP, id="after-furniture"),
        pytest.param("Image caption", None, SpeakerKind.UNKNOWN, id="furniture"),
        pytest.param(
            "The former head of the port -- Anna Berg -- who left in May",
            "Anna Berg", SpeakerKind.NAMED, id="set-off-name",
        ),
        pytest.param("'s", None, SpeakerKind.UNKNOWN, id="no-word"),
        pytest.param("", None, SpeakerKind.UNKNOWN, id="empty"),
    ],
)  # fmt: skip
def test_any_noun_phrase_may_be_a_source_without_a_head_or_a_verb(
    source: str, name: str | None, kind: SpeakerKind
) -> None:
    text = f"{source} said the gate is shut." if source else "The gate is shut."
    article = article_of(text)
    grammar = parse(article)
    speakers = Speakers(article, Tree(grammar), mentions_of(article, grammar))
    ranges = ((0, len(source)),) if source else ()

    speaker = speakers.speaker(Finding(-1, None, ranges, (), ((len(text) - 5, len(text)),), True))

    assert (speaker.name, speaker.kind) == (name, kind)


def test_a_relative_pronoun_never_belongs_to_a_month() -> None:
    text = "Anna Berg published a survey in September, which said the gate is shut."

    assert last(text).speaker_name != "September"


_ARTICLE = Article(
    ArticleId("a"), "a.txt",
    "Mayor Anna Berg, who said the gate is shut, met “the crew” of the ferry -- and the press. She left. It said so.",
    "", None, (), (), None, None, "en", None, (), (),
)  # fmt: skip
_GRAMMAR = parse(_ARTICLE)
_PLACES = st.integers(0, len(_ARTICLE.text))
_RANGES = st.lists(st.tuples(_PLACES, _PLACES).map(lambda pair: (min(pair), max(pair))), max_size=3).map(tuple)
_TOKENS = st.none() | st.integers(0, len(_GRAMMAR.tokens) - 1)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(_TOKENS, _TOKENS, _RANGES, st.booleans()), min_size=1, max_size=5))
def test_any_finding_gets_a_speaker_with_a_reason(
    drawn: list[tuple[int | None, int | None, tuple[tuple[int, int], ...], bool]],
) -> None:
    speakers = Speakers(_ARTICLE, Tree(_GRAMMAR), mentions_of(_ARTICLE, _GRAMMAR))
    for anchor, head, source, inherited in drawn:
        finding = Finding(-1 if anchor is None else anchor, head, source, (), ((0, 4),), True, inherited)
        speaker = speakers.speaker(finding)

        assert speaker.reason
        assert (speaker.name is None) == (speaker.kind is SpeakerKind.UNKNOWN)
        assert speaker.name != ""
