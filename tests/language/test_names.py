"""Names as strings: keys, matching, places, titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.language.names.given import are_forms_of_one_name, gender_of
from tellings.language.names.keys import consonant_key, spelling_key
from tellings.language.names.matching import same_organisation, same_person, same_place
from tellings.language.names.places import country_of
from tellings.language.names.titles import is_same_office


@pytest.mark.parametrize(
    "spellings",
    [
        ("Yuri", "Yury", "Yuriy", "Iurii"),
        ("Sokolsky", "Sokolskyy", "Sokolskiy", "Sokolskyi"),
        ("Walkow", "Valkov"),
        ("Alexei", "Aleksey"),
        ("Timoshuk", "Tymoshuk"),
        ("Khalid", "Halid"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_transliterations_of_a_name_have_one_spelling_key(spellings: tuple[str, ...]) -> None:
    assert len({spelling_key(word) for word in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("Peskin", "Pesky"), ("Maria", "Mario"), ("Dan", "Dean"), ("Un", "Il")])
def test_names_that_only_look_alike_keep_apart(one: str, other: str) -> None:
    assert spelling_key(one) != spelling_key(other)


@given(word=st.text(max_size=40))
def test_keys_exist_for_any_string(word: str) -> None:
    assert isinstance(spelling_key(word) + consonant_key(word), str)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yuri Amselov", "Yury Amselov"),
        ("Steve Walkow", "Stephen Valkov"),
        ("Vladimir Sokolsky", "Volodymyr Sokolskyy"),
        ("Muammar Qasafi", "Moammar Gasafi"),
        ("Anna Berg", "Anna M. Berg"),
        ("Joe Tarnow", "Joseph R. Tarnow Jr."),
        ("Luis Miguel Sola", "Luis Miguel Sola Ribera"),
        ("Enio Cabral", "Enio Cabral Aranda"),
        ("Han Ji-won", "Han Ji Won"),
        ("Wu Meilin", "Meilin Wu"),
        ("Ursula von der Heide", "Ursula Heide"),
        ("J.D. Varley", "James Varley"),
    ],
    ids=lambda name: name.replace(" ", "-"),
)
def test_variants_of_a_persons_name_are_one_with_a_reason(one: str, other: str) -> None:
    for pair in ((one, other), (other, one)):
        assert (same_person(*pair) or "").endswith(".")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Donal Tarn", "Melisa Tarn"),
        ("Kim Jo Un", "Kim Jo Il"),
        ("Dmitry Peskin", "Dmitry Pesky"),
        ("John Tarn Jr.", "John Tarn Sr."),
        ("Maria Rossi", "Mario Rossi"),
        ("Aaron Tarn", "Erin Tarn"),
        ("Dan Tarn", "Don Tarn"),
        ("Robert Kenley", "Edward Kenley"),
        ("George H. W. Hill", "George W. Hill"),
        ("Anna Berg", "Anna Dahl"),
    ],
    ids=lambda name: name.replace(" ", "-"),
)
def test_different_people_are_never_one(one: str, other: str) -> None:
    assert same_person(one, other) is None
    assert same_person(other, one) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NATO", "North Atlantic Treaty Organization"),
        ("HPA", "Harbour Police Authority"),
        ("U.N. Security Council", "United Nations Security Council"),
        ("Ministry of Public Works", "Public Works Ministry"),
        ("Chinese Foreign Ministry", "China's Foreign Ministry"),
        ("Fox", "Fox News"),
        ("Defence Ministry", "Defense Ministry"),
        ("Valtek", "Valtek Inc."),
        ("Valtec Power", "Valtek Power"),
    ],
    ids=lambda name: name.replace(" ", "-"),
)
def test_variants_of_an_organisations_name_are_one(one: str, other: str) -> None:
    assert same_organisation(one, other)
    assert same_organisation(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Moscow", "Kremlin"),
        ("National Security Council", "United Nations Security Council"),
        ("Korean Central Television", "Korean Central News Agency"),
        ("Chinese Foreign Ministry", "Russian Foreign Ministry"),
        ("France", "French Bank"),
    ],
    ids=lambda name: name.replace(" ", "-"),
)
def test_different_organisations_are_never_one(one: str, other: str) -> None:
    assert same_organisation(one, other) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("U.S.", "United States", True),
        ("DPRK", "North Korea", True),
        ("Kiev", "Kyiv", True),
        ("Moscow", "Russia", False),
        ("Niger", "Nigeria", False),
    ],
)
def test_countries_go_by_several_names_and_are_not_their_capitals(one: str, other: str, same: bool) -> None:
    assert bool(same_place(one, other)) is same


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Kremlin", "Russia"),
        ("Russian", "Russia"),
        ("Washington", "United States"),
        ("US", "United States"),
        ("Us", None),
        ("Dutch", "Netherlands"),
        ("North Korean", "North Korea"),
        ("Farholm", None),
    ],
)
def test_a_word_tells_its_country(word: str, country: str | None) -> None:
    assert country_of(word) == country


@pytest.mark.parametrize(
    ("name", "gender"), [("Volodymyr", "m"), ("Olena", "f"), ("Steve", "m"), ("Kim", ""), ("Qqq", "")]
)
def test_given_names_tell_a_gender_or_nothing(name: str, gender: str) -> None:
    assert gender_of(name) == gender


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Steve", "Stephen", True), ("Joe", "Joseph", True), ("Vladimir", "Volodymyr", True), ("Anna", "Ivan", False)],
)
def test_forms_of_a_given_name(one: str, other: str, same: bool) -> None:
    assert are_forms_of_one_name(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("president", "leader", True), ("envoy", "envoy", True), ("spokesman", "president", False)],
)
def test_an_office_may_be_called_by_a_broader_noun(one: str, other: str, same: bool) -> None:
    assert is_same_office(one, other) is same
