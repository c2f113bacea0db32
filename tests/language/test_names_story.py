"""What a whole invented story shows of its names: slips repaired, bodies described, lists of a user."""

import pytest

from building import article_of
from tellings.language.names import NameSettings, entities_of, mentions_of, with_listed_names
from tellings.language.names.matching import same_organisation, same_person
from tellings.language.parsing import parse
from tellings.records import AnnotatedArticle, Entity, EntityType, MentionForm


def annotated(*texts: str) -> list[AnnotatedArticle]:
    found = []
    for number, text in enumerate(texts):
        article = article_of(text, f"a{number}")
        parsed = parse(article)
        found.append(AnnotatedArticle(article, parsed, (), mentions_of(article, parsed), (), ()))
    return found


def entities_in(*texts: str, settings: NameSettings | None = None) -> tuple[Entity, ...]:
    return entities_of(annotated(*texts), settings)[0]


def names_of(entity: Entity) -> set[str]:
    return {entity.name, *entity.aliases}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yuri Amselov", "Yury Amselov"),
        ("Steve Walkow", "Stephen Valkov"),
        ("Khalid Mansur", "Halid Mansur"),
        ("Bassem al-Tarin", "Bassem el-Tarin"),
        ("Bassem al-Tarin", "Bassem Tarin"),
        ("Muhammad Darwan", "Mohammed Darwan"),
        ("Wu Meilin", "Meilin Wu"),
        ("Han Ji-won", "Han Ji Won"),
        ("Yiannis Stavrakis", "Giannis Stavrakis"),
        ("Serhiy Tarnenko", "Sergei Tarnenko"),
        ("Yevgeny Morlov", "Evgeni Morlov"),
        ("Andrew Lindqvist", "Andrew Lindqvits"),
    ],
    ids=lambda name: name.replace(" ", "-"),
)
def test_spellings_of_one_name_join_with_a_reason_that_names_both(one: str, other: str) -> None:
    reason = same_person(one, other)

    assert reason is not None
    assert one in reason
    assert other in reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Hall", "Anna Hill"),
        ("Petra Lindholm", "Anna Lindholm"),
        ("Kim Dae-ho", "Kim Dae-su"),
        ("George H. Walden", "George W. Walden"),
        ("Jan Morel", "Jan Morell-Dahl"),
    ],
    ids=lambda name: name.replace(" ", "-"),
)
def test_names_of_two_people_do_not_join(one: str, other: str) -> None:
    assert same_person(one, other) is None


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        (
            "The Norland Harbour Safety Agency (NHSA) closed the pier. NHSA said so.",
            "NHSA",
            "Norland Harbour Safety Agency",
        ),
        ("The UN sent aid. The United Nations said more would follow.", "UN", "United Nations"),
    ],
    ids=["introduced-in-brackets", "bare"],
)
def test_acronyms_are_the_bodies_they_stand_for(text: str, short: str, full: str) -> None:
    assert any({short, full} <= names_of(entity) for entity in entities_in(text))
    assert "acronym" in (same_organisation(short, full) or "") or "initials" in (same_organisation(short, full) or "")


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (("Getty Images Luc Verholm waves.", "Luc Verholm won. Luc Verholm smiled."), "Luc Verholm"),
        (("Frenchman Luc Verholm won the race in the rain.", "Luc Verholm won."), "Luc Verholm"),
        (("Senators Ron Waldek and Ida Berg objected.", "Ron Waldek objected."), "Ron Waldek"),
        (("ACP Anna Lindqvist said the road was open.", "Anna Lindqvist said the road was open."), "Anna Lindqvist"),
        (("The director of National Safety Anna Lindqvist spoke.", "Anna Lindqvist spoke."), "Anna Lindqvist"),
    ],
    ids=["credit", "origin", "title-of-several", "letters-of-a-rank", "office"],
)
def test_what_sticks_to_a_persons_name_is_cut_off(texts: tuple[str, ...], name: str) -> None:
    people = [e for e in entities_in(*texts) if name.split()[-1] in e.name]

    assert [e.name for e in people] == [name]
    assert {span.article_id for span in people[0].mentions} == {f"a{n}" for n in range(len(texts))}


def test_letters_of_an_office_before_a_name_are_no_body() -> None:
    entities = entities_in("DPP Anna Lindqvist told the court so. DPP Lindqvist asked for six years.")

    assert not [e for e in entities if "DPP" in names_of(e)]


def test_a_bare_name_goes_to_its_exact_bearer_before_one_who_is_spelled_alike() -> None:
    entities = entities_in("Senior minister Lee Hsiang Loong spoke. Leong Mei Wan replied. Leong was calm.")
    leong = next(e for e in entities if "Leong" in names_of(e))

    assert "Leong Mei Wan" in names_of(leong)


def test_mr_and_mrs_do_not_make_two_of_one_man() -> None:
    entities = entities_in(
        "Donald Trankov spoke. Reporters asked Mr. Trankov and Mrs. Trankov. Trankov left.",
        "Donald J. Trankov spoke. Trankov left.",
    )
    men = [e for e in entities if "Donald Trankov" in names_of(e)]

    assert len(men) == 1
    assert "Donald J. Trankov" in names_of(men[0])


def test_a_misprinted_family_name_is_the_one_the_story_uses_often() -> None:
    entities = entities_in(
        "Wladim Klitzko won. Klitzko was tired. Klitzko left. Klitzko waved.",
        "Fans cheered. On Friday Klitkzo won.",
    )
    champion = next(e for e in entities if "Wladim Klitzko" in names_of(e))

    assert "Klitkzo" in names_of(champion)
    assert any("one letter off" in reason for reason in champion.reasons)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The coast guard said two boats had sunk.", "coast guard"),
        ("Norway's transport ministry closed the bridge.", "Norway transport ministry"),
        ("The fire brigade was called at noon.", "fire brigade"),
        ("On Friday the army sent trucks.", "army"),
        ("The Swedish foreign ministry summoned the envoy.", "Swedish foreign ministry"),
    ],
    ids=["guard", "ministry", "brigade", "bare", "demonym"],
)
def test_a_body_that_a_description_identifies_is_an_entity(text: str, name: str) -> None:
    entities, (filled,) = entities_of(annotated(text))
    found = next(m for m in filled.mentions if m.name == name)

    assert (found.type, found.form) == (EntityType.ORGANISATION, MentionForm.DESCRIPTION)
    assert "no name is given" in found.reason
    assert found.entity in {e.id for e in entities}


@pytest.mark.parametrize(
    "text",
    ["The agency said so.", "The company closed.", "A transport ministry may say so.", "The coast guard ship sank."],
    ids=["loose", "company", "indefinite", "part-of-a-noun"],
)
def test_a_loose_description_is_no_body(text: str) -> None:
    assert not entities_in(text)


def test_a_described_body_is_the_one_whose_name_the_article_gives() -> None:
    entities = entities_in(
        "The Norwegian Coast Guard sent a ship. The coast guard said two boats had sunk.",
        "The coast guard said two boats had sunk.",
    )

    assert len([e for e in entities if "oast" in e.name]) == 1


def test_the_ministries_of_two_countries_stay_two() -> None:
    entities = entities_in("Norway's transport ministry said no. Sweden's transport ministry said yes.")

    assert len([e for e in entities if "ministry" in e.name]) == 2


def test_a_paper_is_called_by_its_last_word_and_a_chamber_is_not() -> None:
    entities = entities_in("The Harbour Enquirer printed it. Later the Enquirer apologised. The White House denied it.")

    assert {"Harbour Enquirer", "Enquirer"} <= next(names_of(e) for e in entities if "Enquirer" in e.name)


def test_a_company_called_after_people_shows_by_what_it_has() -> None:
    entities = entities_in("Anna Lindqvist's chief executive left on Friday. Analysts praised Anna Lindqvist.")

    assert {e.type for e in entities if e.name == "Anna Lindqvist"} == {EntityType.ORGANISATION}


def test_a_law_is_nobody() -> None:
    assert not [e for e in entities_in("He was charged under the Young Harbours Act on Friday.") if "Act" in e.name]


def test_a_users_pair_keeps_apart_what_one_article_would_join() -> None:
    text = "Anna Berg opened the bridge. Anna M. Berg closed it."
    joined = entities_in(text)
    apart = entities_in(text, settings=NameSettings(never_merge=(("Anna Berg", "Anna M. Berg"),)))

    assert len([e for e in joined if "Berg" in e.name]) == 1
    assert len([e for e in apart if "Berg" in e.name]) == 2


def test_a_users_alias_holds_across_articles_and_inside_one() -> None:
    settings = NameSettings(aliases=(("Sundal Line", "Norvik Shipping"),))
    (only,) = with_listed_names(annotated("Norvik Shipping spoke. Analysts said Sundal Line was calm."), settings)
    entities = entities_in("Norvik Shipping spoke.", "Analysts in Oslo praised Sundal Line.", settings=settings)
    company = next(e for e in entities if "Norvik Shipping" in names_of(e))

    assert {m.name for m in only.mentions} == {"Norvik Shipping"}
    assert "Sundal Line" in names_of(company)
    assert any("list of aliases" in reason for reason in company.reasons)
