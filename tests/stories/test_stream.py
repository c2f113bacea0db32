"""Stories in a stream: what one arrival changes, what always holds, and what no input can break."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.errors import InputError, UnknownIdError
from tellings.records import (
    Article,
    ArticleId,
    Continues,
    Ended,
    Joined,
    Learned,
    Merged,
    Precision,
    Published,
    Split,
    Started,
    StoryEvent,
)
from tellings.stories.grouping import GroupingSettings, group
from tellings.stories.likeness import LikenessSettings
from tellings.stories.stream import StoryStream, StreamSettings
from tellings.stories.stream.following import Stories

# Events that nobody has heard of: each its own names and words, and what all news has in common.
EVENTS = {
    "ferry": "ferry Marigold sank Averil coast guard rescued passengers missing lighthouse captain Hald helicopter",
    "bakery": "bakery Quill rye loaf oven Hollin Vale villagers flour queue ninety baker sourdough shutters",
    "strike": "strike tram drivers Sund depot wages union Brandt timetable conductors walkout overtime pickets",
    "comet": "comet Ostrand telescope tail astronomers perihelion orbit brightness observatory dust nucleus sky",
}
COMMON = (
    *("officials", "said", "on", "a", "day", "that", "people", "in", "the", "town", "would", "hear", "more"),
    *("about", "it", "from", "those", "who", "were", "there"),
)


def article(
    name: str, text: str, title: str = "", day: str | None = "2031-05-06", outlet: str | None = None
) -> Article:
    published = Published(day, Precision.DAY, "printed") if day else None
    return Article(ArticleId(name), name, text, title, outlet, (), (), None, published, "en", None, (), ())


def report(event: str, number: int, day: str | None = "2031-05-06", words: str = "") -> Article:
    """The number-th report of an event: some of its words, in another order, among common ones."""
    own = EVENTS[event].split()
    turned = own[number % len(own) :] + own[: number % len(own)]
    text = " ".join(f"{word} {COMMON[(place + number) % len(COMMON)]}" for place, word in enumerate(turned[:10]))
    return article(f"{event}-{number}", f"{text} {words}", " ".join(turned[:3]), day)


def told(stream: StoryStream, articles: Sequence[Article]) -> list[StoryEvent]:
    return [event for one in articles for event in stream.arrive(one)]


def found(stream: StoryStream) -> list[set[str]]:
    return [set(articles) for articles in stream.stories().values()]


def test_reports_of_one_event_join_and_another_event_starts_its_own_story() -> None:
    stream = StoryStream()
    events = told(stream, [report("ferry", 0), report("bakery", 0), report("ferry", 1)])

    assert [type(event) for event in events] == [Started, Started, Joined]
    assert found(stream) == [{"ferry-0", "ferry-1"}, {"bakery-0"}]
    assert stream.story_of(ArticleId("ferry-1")) == stream.story_of(ArticleId("ferry-0"))


def test_a_join_says_why() -> None:
    stream = StoryStream()
    *_, joined = told(stream, [report("ferry", 0), report("ferry", 1)])

    assert isinstance(joined, Joined)
    assert joined.likeness > stream.min_likeness
    assert "“marigold”" in joined.reasons[0] or "“sank”" in joined.reasons[0]
    assert joined.reasons[0].endswith("with ferry-0")
    assert joined.reasons[-1] == "of the same day"


def test_the_same_stories_as_in_one_go() -> None:
    articles = [report(event, number) for number in range(5) for event in EVENTS]
    stream = StoryStream()
    told(stream, articles)

    assert sorted(map(sorted, found(stream))) == sorted(map(sorted, group(articles)))


def test_ids_are_digests_of_the_first_article_whatever_else_is_in_the_stream() -> None:
    one, other = StoryStream(), StoryStream()
    (started,) = one.arrive(report("ferry", 0))
    told(other, [report("bakery", 0), report("comet", 0)])

    assert other.arrive(report("ferry", 0)) == (started,)


def test_an_article_that_belongs_to_both_merges_two_stories_and_leaves_a_redirect() -> None:
    words = EVENTS["ferry"].split() + EVENTS["comet"].split()
    halves = [article("one", " ".join(words[:14])), article("two", " ".join(words[10:]))]
    bridge = article("bridge", " ".join(words))
    stream = StoryStream(StreamSettings(grouping=GroupingSettings(0.3)))
    apart = told(stream, halves)
    events = stream.arrive(bridge)

    assert [type(event) for event in apart] == [Started, Started]
    merged = next((event for event in events if isinstance(event, Merged)), None)
    assert merged is not None
    assert stream.resolved(merged.from_) == merged.into
    assert found(stream) == [{"one", "two", "bridge"}]


def test_a_story_ends_when_nothing_comes_and_what_comes_later_continues_it() -> None:
    stream = StoryStream(StreamSettings(quiet_days=3, window_days=60))
    told(stream, [report("ferry", number, "2031-05-01") for number in range(3)])
    first = stream.story_of(ArticleId("ferry-0"))
    quiet = told(stream, [report("bakery", number, "2031-05-20") for number in range(8)])
    events = stream.arrive(report("ferry", 5, "2031-05-20"))

    assert Ended(first or "") in quiet
    assert [type(event) for event in events] == [Started, Continues]
    assert [event.earlier for event in events if isinstance(event, Continues)] == [first]


def test_articles_leave_the_window_and_nothing_stays_of_them() -> None:
    stream = StoryStream(StreamSettings(quiet_days=1, window_days=2))
    told(stream, [report("ferry", number, "2031-05-01") for number in range(3)])
    told(stream, [report("comet", number, "2031-06-01") for number in range(40)])
    told(stream, [report("bakery", number, "2031-07-01") for number in range(40)])

    assert all(name.startswith("bakery") for story in found(stream) for name in story)
    with pytest.raises(UnknownIdError):
        stream.resolved("0123456789abcdef")


def test_the_window_never_holds_more_than_it_may() -> None:
    stream = StoryStream(StreamSettings(most_articles=5))
    told(stream, [report("ferry", number, None) for number in range(12)])

    assert len(stream) == 5
    assert sum(map(len, stream.stories().values())) == 5


def test_copied_text_joins_what_words_alone_do_not() -> None:
    first, second = report("ferry", 0), report("comet", 0)
    without, with_it = StoryStream(), StoryStream()
    told(without, [first, second])
    with_it.arrive(first)
    (joined,) = with_it.arrive(second, copied={ArticleId("ferry-0"): 0.9, ArticleId("not here"): 1.0})

    assert len(without.stories()) == 2
    assert isinstance(joined, Joined)
    assert "90% of its text stands in ferry-0" in joined.reasons


def test_names_given_bring_spellings_together() -> None:
    pair = [article("a", "Zorin met ministers about grain"), article("b", "Tsorin discussed wheat with envoys")]
    without, with_names = StoryStream(), StoryStream()
    told(without, pair)
    for one in pair:
        with_names.arrive(one, names=["Pavel Zorin"])

    assert len(without.stories()) == 2
    assert len(with_names.stories()) == 1


# A person's decisions


def test_what_a_person_puts_together_stays_so_and_moves_the_threshold_a_little() -> None:
    stream = StoryStream()
    told(stream, [report("ferry", 0), report("ferry", 1), report("comet", 0)])
    ferry, comet = (stream.story_of(ArticleId(name)) or "" for name in ("ferry-0", "comet-0"))
    merged, learned = stream.told_together(comet, ferry)
    told(stream, [report("comet", 1), report("ferry", 2), report("comet", 2)])

    assert merged == Merged(ferry, comet, by_person=True)
    assert isinstance(learned, Learned)
    assert learned.before - 0.01 <= learned.after < learned.before
    assert stream.story_of(ArticleId("comet-0")) == stream.story_of(ArticleId("ferry-0"))
    assert stream.told_together(comet, ferry) == ()


def test_what_a_person_takes_apart_stays_apart() -> None:
    stream = StoryStream()
    told(stream, [report("ferry", number) for number in range(4)])
    story = stream.story_of(ArticleId("ferry-0")) or ""
    split, learned = stream.told_apart(story, [ArticleId("ferry-3"), ArticleId("unknown")])
    told(stream, [report("ferry", number) for number in range(4, 20)])

    assert isinstance(split, Split)
    assert (split.from_, split.articles, split.by_person) == (story, ("ferry-3",), True)
    assert isinstance(learned, Learned)
    assert learned.after > learned.before
    assert stream.story_of(ArticleId("ferry-3")) != stream.story_of(ArticleId("ferry-0"))


def test_the_last_decision_holds() -> None:
    stream = StoryStream()
    told(stream, [report("ferry", number) for number in range(4)])
    story = stream.story_of(ArticleId("ferry-0")) or ""
    split = stream.told_apart(story, [ArticleId("ferry-3")])[0]
    assert isinstance(split, Split)
    stream.told_together(story, split.new_id)
    told(stream, [report("ferry", number) for number in range(4, 12)])

    assert found(stream) == [{f"ferry-{number}" for number in range(12)}]


def test_many_decisions_move_the_threshold_only_so_far() -> None:
    stream = StoryStream()
    for number in range(40):
        told(stream, [report("ferry", number), article(f"odd-{number}", f"oddity{number} alone{number}")])
        odd, ferry = (stream.story_of(ArticleId(name)) or "" for name in (f"odd-{number}", "ferry-0"))
        stream.told_together(odd, ferry)

    assert stream.min_likeness == pytest.approx(GroupingSettings().min_likeness - StreamSettings().most_learned)


@pytest.mark.parametrize("ids", [[], ["unknown"], ["ferry-0", "ferry-1"]], ids=["none", "unknown", "all"])
def test_taking_out_nothing_or_everything_changes_nothing(ids: list[str]) -> None:
    stream = StoryStream()
    told(stream, [report("ferry", 0), report("ferry", 1)])

    assert stream.told_apart(stream.story_of(ArticleId("ferry-0")) or "", map(ArticleId, ids)) == ()


def test_unknown_stories_are_named() -> None:
    stream = StoryStream()
    with pytest.raises(UnknownIdError, match="nowhere"):
        stream.told_apart("nowhere", [])


# What always holds

DAYS = st.sampled_from([None, "nonsense", "1931-05-01", "2099-01-01", *(f"2031-05-{day:02}" for day in range(1, 29))])
ARTICLES = st.lists(
    st.tuples(st.sampled_from(sorted(EVENTS)), st.integers(0, 11), DAYS, st.sampled_from(["", *EVENTS.values()])),
    max_size=24,
)
SMALL = StreamSettings(
    window_days=8, quiet_days=4, most_articles=16, examined=4, candidates=8, touched=2, again_after=3, most_lines=10
)


def built(drawn: list[tuple[str, int, str | None, str]]) -> list[Article]:
    return [
        replace(report(event, number, day, words), id=ArticleId(f"{event}-{place}"), outlet=event)
        for place, (event, number, day, words) in enumerate(drawn)
    ]


@settings(max_examples=25, deadline=None)
@given(ARTICLES)
def test_events_tell_the_stories_and_no_id_comes_twice(drawn: list[tuple[str, int, str | None, str]]) -> None:
    stream, stories = StoryStream(SMALL), Stories()
    given_ids: set[str] = set()
    gone: set[str] = set()
    for one in built(drawn):
        for event in stream.arrive(one):
            stories.follow(event)
            new = {Started: "story_id", Split: "new_id"}.get(type(event))
            if new:
                assert getattr(event, new) not in given_ids
                given_ids.add(getattr(event, new))
            if isinstance(event, Merged):
                gone.add(event.from_)
        there = stream.stories()
        placed = [name for articles in there.values() for name in articles]
        assert len(placed) == len(set(placed)) == len(stream)
        assert all(stories.of[name] == story for story, articles in there.items() for name in articles)
        assert not gone & set(there)
        assert all(stories.resolved(name) not in gone for name in given_ids)


@settings(max_examples=20, deadline=None)
@given(ARTICLES, st.integers(0, 24), st.booleans())
def test_a_restored_stream_goes_on_as_the_saved_one(
    drawn: list[tuple[str, int, str | None, str]], saved_after: int, decides: bool
) -> None:
    articles = built(drawn)
    stream = StoryStream(SMALL)
    told(stream, articles[:saved_after])
    names = list(stream.stories())
    if decides and len(names) > 1:
        stream.told_together(*names[:2])
    restored = StoryStream.restored(stream.state(), SMALL)

    assert restored.state() == stream.state()
    for one in articles[saved_after:]:
        assert restored.arrive(one) == stream.arrive(one)
    assert restored.state() == stream.state()


def test_the_same_order_gives_the_same_events_and_bytes() -> None:
    articles = [report(event, number) for event in EVENTS for number in range(6)]
    one, other = StoryStream(), StoryStream()

    assert told(one, articles) == told(other, articles)
    assert one.state() == other.state()


def test_a_window_is_rebuilt_from_stored_articles() -> None:
    articles = [report(event, number) for number in range(4) for event in EVENTS]
    stream, rebuilt = StoryStream(), StoryStream()
    told(stream, articles)
    for one in articles:
        rebuilt.remember(one, stream.story_of(one.id) or "")

    assert rebuilt.stories() == stream.stories()
    joined = rebuilt.arrive(report("ferry", 9))
    assert [type(event) for event in joined] == [Joined]
    assert joined == stream.arrive(report("ferry", 9))


@pytest.mark.parametrize(
    "data",
    [b"", b"tellings stream 0\n", b"tellings stream 1\nnot compressed", StoryStream().state()[:-9]],
    ids=["nothing", "another version", "not compressed", "cut"],
)
def test_bytes_that_are_no_state_are_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="build the window anew"):
        StoryStream.restored(data)


# What no input can break


@pytest.mark.parametrize(
    "odd",
    [
        article("odd", ""),
        article("odd", "", "", None),
        article("odd", "…\n\n\n…"),
        article("odd", "a b c d"),
        article("odd", "x" * 2_000_000),
        article("odd", "word " * 400_000),
        article("odd", "\n" * 1_000_000),
        article("odd", "\ud800 lone surrogate"),
        article("odd", "the of and " * 50),
    ],
    ids=["empty", "nothing at all", "no words", "letters", "one word", "giant", "lines", "surrogate", "small words"],
)
def test_odd_texts_stand_alone_and_stop_nothing(odd: Article) -> None:
    stream = StoryStream()
    told(stream, [report("ferry", 0), odd, report("ferry", 1), replace(odd, id=ArticleId("again"), title="Again")])

    assert {"ferry-0", "ferry-1"} <= next(story for story in found(stream) if "ferry-0" in story)
    assert stream.story_of(ArticleId("odd")) != stream.story_of(ArticleId("ferry-0"))
    assert StoryStream.restored(stream.state()).stories() == stream.stories()


def test_an_article_that_comes_twice_changes_nothing() -> None:
    stream = StoryStream()
    stream.arrive(report("ferry", 0))
    before = stream.state()

    assert stream.arrive(report("ferry", 0)) == ()
    assert stream.state() == before


@pytest.mark.parametrize("day", ["2099-01-01", "9999-12-31", "1066-10-14", None, "soon"])
@pytest.mark.parametrize("arrived", [None, "2031-05-06T10:00:00+00:00"], ids=["unsaid", "said"])
@pytest.mark.parametrize("place", [0, 10, 20], ids=["first", "middle", "last"])
def test_wrong_dates_empty_no_window(day: str | None, arrived: str | None, place: int) -> None:
    stream = StoryStream()
    articles = [report("ferry", number) for number in range(20)]
    articles.insert(place, replace(report("ferry", 30, day), id=ArticleId("wrong")))
    for one in articles:
        stream.arrive(one, arrived=arrived)

    assert len(stream) >= 20  # itself may go: what is of 1066 is old
    assert len(stream.stories()) <= 2


def test_a_wrong_date_at_the_front_does_not_keep_the_window_for_ever() -> None:
    stream = StoryStream(StreamSettings(window_days=5, quiet_days=2))
    stream.arrive(report("ferry", 0, "2099-01-01"))
    for day in range(1, 29):
        told(
            stream, [replace(report("comet", day, f"2031-05-{day:02}"), id=ArticleId(f"c{day}-{n}")) for n in range(4)]
        )

    assert stream.story_of(ArticleId("ferry-0")) is None
    assert len(stream) < 40


def test_menus_of_an_outlet_do_not_join_its_articles() -> None:
    menu = "Courier Prime\nSubscribe\nObituaries\nCartoons\nHarbour tables\nFishing quota\nPuzzles archive\n"
    stream = StoryStream()
    for number in range(40):
        own = " ".join(f"thing{number}x{place}" for place in range(30))
        stream.arrive(article(f"framed-{number}", f"{menu}{own}", f"Title{number}", outlet="Averil Courier"))

    assert len(stream.stories()) >= 38


def test_a_story_of_hundreds_stays_one_and_costs_no_more() -> None:
    stream = StoryStream(
        StreamSettings(examined=6, grouping=GroupingSettings(likeness=LikenessSettings(neighbours=10)))
    )
    events = told(stream, [replace(report("ferry", n), id=ArticleId(f"f{n}")) for n in range(300)])

    assert [len(story) for story in found(stream)] == [300]
    assert not any(isinstance(event, Split) for event in events)
