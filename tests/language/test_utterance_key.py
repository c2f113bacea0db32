"""A small key of invented pairs: reports of one act of saying, and reports that only look like it.

Made by hand before the rules for translations were written. What is known to be missed is marked so, with its reason;
no pair of different utterances may ever be joined.
"""

from collections.abc import Sequence

import pytest

from tellings.language.attributions.attributing import attributions_of
from tellings.language.attributions.utterances import utterances_of
from tellings.language.names.entities import entities_of
from tellings.language.names.mentions import mentions_of
from tellings.language.parsing import parse
from tellings.language.time import timexes_of
from tellings.records import AnnotatedArticle, Article, ArticleId

MISSED = "two translations that share too few words and no quoted one"

SAME = [
    pytest.param(
        "“The talks were constructive and very useful,” Anna Berg said.",
        "Anna Berg described the negotiations as “constructive and extremely helpful”.",
        id="synonyms-in-quotes",
    ),
    pytest.param(
        "Anna Berg said the ferry line would resume service before summer.",
        "The ferry line will restart its service ahead of the summer, Anna Berg announced.",
        id="resume-restart",
    ),
    pytest.param(
        "Anna Berg said the harbour would stay closed until divers had inspected the wreck.",
        "The harbour will remain shut until divers inspect the wreck, according to Anna Berg.",
        id="stay-remain",
    ),
    pytest.param(
        "“We are ready to negotiate without preconditions,” Jan Ost told reporters.",
        "Jan Ost stressed that the union was prepared to hold talks with no preconditions.",
        id="ready-prepared",
    ),
    pytest.param(
        "Jan Ost warned that the strike would cost the island three million crowns a day.",
        "The strike will cost the island 3 million crowns every day, Jan Ost warned.",
        id="number-word-and-figure",
    ),
    pytest.param(
        "Jan Ost said at least 1,200 passengers were stranded in the terminal.",
        "At least 1200 passengers are stranded at the terminal, said Jan Ost.",
        id="comma-in-a-figure",
    ),
    pytest.param(
        "Mayor Anna Berg said the bridge was not safe for lorries.",
        "The bridge is not safe for lorries, Mayor Berg said.",
        id="both-negated",
    ),
    pytest.param(
        "Anna Berg denied that the port had ignored the warnings.",
        "Anna Berg said the port had not ignored the warnings.",
        id="denied-and-negated",
    ),
    pytest.param(
        "“I have never seen a storm tear the roofs off a whole street,” fisherman Tom Lind said.",
        "Fisherman Tom Lind said he had “never seen a storm tear the roofs off a whole street”.",
        id="long-run-of-words",
    ),
    pytest.param(
        "“They left us on the pier for nine hours without water,” a passenger said.",
        "“They left us on the pier for nine hours without water,” Maria Holt said.",
        id="same-quotation-other-description",
    ),
    pytest.param(
        "A ministry spokeswoman said the inquiry would examine the radar of both ships.",
        "Ministry spokeswoman Eva Lund said the inquiry would examine the radar of both ships.",
        id="unnamed-spokeswoman",
    ),
    pytest.param(
        "The coast guard said two trawlers had sunk north of the strait.",
        "Two trawlers sank north of the strait, the coast guard said.",
        id="body",
    ),
    pytest.param(
        "Anna Berg called the plan “reckless” and said it would ruin small harbours.",
        "Anna Berg said the plan was “reckless” and would ruin the small harbours.",
        id="one-quoted-word-and-the-rest",
    ),
    pytest.param(
        "Tom Lind said the visit had brought the two towns “closer together”.",
        "The visit brought the towns “closer” on fishing and trade, Tom Lind told reporters.",
        id="fragment",
    ),
    pytest.param(
        "“The owners knew of the leak and they sailed anyway,” Jan Ost told the inquiry.",
        "Jan Ost said the owners had known about the leak but sailed anyway.",
        id="indirect-of-a-quotation",
    ),
    pytest.param(
        "Anna Berg said the council would vote on the toll next week and publish the audit in full.",
        "Anna Berg said the council would vote on the toll next week.",
        id="extract",
    ),
    pytest.param(
        "Eva Lund said the ministry would not only repair the locks but also widen the canal.",
        "The ministry will repair the locks and widen the canal, Eva Lund said.",
        id="not-only",
    ),
    pytest.param(
        "“Nobody told the crew that the second pump had failed,” Tom Lind said.",
        "Tom Lind said nobody had told the crew that the second pump had failed.",
        id="nobody",
    ),
    pytest.param(
        "Jan Ost demanded that the company pay compensation to the families.",
        "The company must compensate the families, Jan Ost demanded.",
        id="compensation-compensate",
    ),
    pytest.param(
        "Anna Berg said the evacuation of the lower town had been completed overnight.",
        "The lower town was completely evacuated overnight, Anna Berg said.",
        id="evacuation-evacuated",
    ),
    pytest.param(
        "Eva Lund said the lighthouse keeper saw the flare and called for help at once.",
        "The lighthouse keeper saw the flare and immediately called for help, Eva Lund said.",
        id="at-once-immediately",
    ),
    pytest.param(
        "“We shall rebuild every house that the flood took,” Anna Berg promised.",
        "Anna Berg vowed to restore all homes destroyed by the high water.",
        id="far-translation", marks=pytest.mark.xfail(strict=True, reason=MISSED),
    ),
    pytest.param(
        "Jan Ost said: “This is a slap in the face for every docker.”",
        "Jan Ost said it was an insult to all who work in the docks.",
        id="idiom", marks=pytest.mark.xfail(strict=True, reason=MISSED),
    ),
]  # fmt: skip

DIFFERENT = [
    pytest.param(
        "Anna Berg said the bridge would open to traffic on Monday.",
        "Anna Berg said the bridge would close to traffic on Monday.",
        id="opposites",
    ),
    pytest.param(
        "Anna Berg said the offer was acceptable to the fishing fleet.",
        "Anna Berg said the offer was unacceptable to the fishing fleet.",
        id="prefix",
    ),
    pytest.param(
        "Jan Ost said the owners had paid the crew.",
        "Jan Ost denied that the owners had paid the crew.",
        id="denied",
    ),
    pytest.param(
        "Jan Ost said the pumps were tested before the voyage.",
        "Jan Ost said the pumps were never tested before the voyage.",
        id="never",
    ),
    pytest.param(
        "Eva Lund said six people were missing after the fire at the mill.",
        "Eva Lund said nine people were missing after the fire at the mill.",
        id="number-words",
    ),
    pytest.param(
        "Eva Lund said 40 of 120 cabins were flooded in the storm.",
        "Eva Lund said 60 of 120 cabins were flooded in the storm.",
        id="one-of-two-numbers",
    ),
    pytest.param(
        "Anna Berg said the talks with the union would be held on 3 March 2026.",
        "Anna Berg said the talks with the union would be held on 17 April 2026.",
        id="days",
    ),
    pytest.param(
        "Anna Berg said the harbour would be dredged in the spring.",
        "Tom Lind said the harbour would be dredged in the spring.",
        id="two-people",
    ),
    pytest.param(
        "“The harbour must be dredged before the boats come back,” Anna Berg said.",
        "“The harbour must be dredged before the boats come back,” Tom Lind said.",
        id="two-people-one-quotation",
    ),
    pytest.param(
        "Anna Berg said the town was ready to talk about tolls.",
        "Anna Berg said the town was ready to talk about schools.",
        id="frame",
    ),
    pytest.param(
        "Jan Ost said he hoped to meet the owners in June.",
        "Jan Ost said he hoped to leave the union in June.",
        id="frame-with-a-date",
    ),
    pytest.param(
        "Jan Ost thanked the volunteers for searching the beach.",
        "Jan Ost blamed the volunteers for blocking the beach.",
        id="thanked-and-blamed",
    ),
    pytest.param(
        "Anna Berg said she would sign the fishing agreement.",
        "Anna Berg refused to sign the fishing agreement.",
        id="refused",
    ),
    pytest.param(
        "Anna Berg said the ministry supports the new ferry tariff.",
        "Anna Berg said the council opposes the new ferry tariff.",
        id="supports-opposes",
    ),
    pytest.param(
        "Eva Lund said the inquiry would question the captain about the radar.",
        "Eva Lund said the captain had been a careful and experienced sailor.",
        id="one-word-in-common",
    ),
    pytest.param(
        "Eva Lund said prices of fish rose in the northern ports this week.",
        "Eva Lund said prices of fish fell in the northern ports this week.",
        id="rose-fell",
    ),
    pytest.param(
        "A harbour official said the pilot had slept through the alarm.",
        "A union official said the pilot had reported the alarm twice.",
        id="two-officials",
    ),
    pytest.param(
        "Police said two men were arrested near the lock on Friday evening.",
        "Police said two boats were stolen near the lock on Friday evening.",
        id="arrested-stolen",
    ),
    pytest.param(
        "Tom Lind called the verdict “shameful”.",
        "Tom Lind called the weather “shameful” and went home to mend his nets with his two sons.",
        id="one-word-of-another-statement",
    ),
    pytest.param(
        "Tom Lind said the first boat had sunk off the cape.",
        "Tom Lind said the second boat had sunk off the island.",
        id="first-second",
    ),
    pytest.param(
        "Anna Berg said the river would rise by a metre.",
        "Anna Berg said taxes would rise by a tenth.",
        id="rise",
    ),
    pytest.param(
        "The coast guard said the tanker had lost its anchor.",
        "The coast guard said the ferry had lost its rudder.",
        id="lost",
    ),
]  # fmt: skip


def annotated(id_: str, text: str) -> AnnotatedArticle:
    article = Article(ArticleId(id_), id_, text, "", None, (), (), None, None, "en", None, (), ())
    grammar = parse(article)
    mentions = mentions_of(article, grammar)
    timexes = timexes_of(article, grammar, "2026-03-01")
    return AnnotatedArticle(article, grammar, (), mentions, timexes, attributions_of(article, grammar, mentions))


def shared(texts: Sequence[str]) -> set[str]:
    _, named = entities_of([annotated(f"a{n}", text) for n, text in enumerate(texts)])
    _, articles = utterances_of(named)
    ours, theirs = ({x.utterance for x in article.attributions if x.utterance} for article in articles)
    return ours & theirs


@pytest.mark.parametrize(("one", "other"), SAME)
def test_reports_of_one_act_of_saying_are_joined(one: str, other: str) -> None:
    assert shared((one, other))


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_statements_that_only_look_alike_are_not(one: str, other: str) -> None:
    assert not shared((one, other))
