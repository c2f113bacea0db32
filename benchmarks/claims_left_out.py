"""Claims of the annotated events with the weights of elements learned from the other five: the fair figures.

    python benchmarks/claims_left_out.py [--read]

Prints the scorer's figures; how often `corroborated` is right; how often a status is what the key gives; how often the
witnesses of a claim are one, by its `confidence`; how often claims offered as perhaps the same are. `--read` prints the
corroborated claims that the key does not bear out. Reads what `claims.py` reads.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any
from unittest.mock import patch

from claims import annotated_articles, gold_events, prediction, scorer
from tellings.claims import element_likeness
from tellings.pipeline import Settings, tell
from tellings.records import Claim, Span, Status, Story
from train_element_likeness import event_of, fitted

Json = dict[str, Any]
# Relations of two articles that make them one text in the key; `parts` and `source` leave open whether a claim is of
# the part in common, so claims told in two such articles are passed over.
_ONE_TEXT, _UNCLEAR = frozenset({"reprint", "edited"}), frozenset({"parts", "source"})
_MOST_SPANS = 0.5  # of the shorter span, for a witness to answer to one of the key, as in the scorer


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim, the claim of the key that most of its witnesses answer to, and those witnesses of the key.

    Args:
        pure: Whether all its witnesses answer to that claim.
        one: Of pairs of its witnesses in two articles that the key judges, the share that answer to one claim.
    """

    claim: Claim
    key: Json
    answers: tuple[Json, ...]
    pure: bool
    one: float | None


def stories_left_out() -> Iterator[tuple[Json, Story]]:
    """Each annotated event with its story, elements weighed as the other events have it."""
    golds = gold_events()
    events = {name: event_of(gold) for name, gold in golds.items()}
    for name, gold in golds.items():
        weights = fitted([event for known, event in events.items() if known != name])
        with patch.object(element_likeness, "_learned", lambda weights=weights: weights):
            yield gold, tell(annotated_articles(gold), Settings(one_story=True))


def judged(gold: Json, claims: Sequence[Claim]) -> Iterator[Judged]:
    """The claims that the key can judge."""
    witnesses = [(key, witness) for key in gold["claims"] for witness in key["witnesses"]]
    keys = {key["id"]: key for key in gold["claims"]}
    for claim in claims:
        told = [[(k["id"], w) for k, w in witnesses if _answers(found.span, w)] for found in claim.witnesses]
        votes = Counter(id_ for some in told for id_ in {id_ for id_, _ in some})
        if votes:
            (best, count), *_ = votes.most_common(1)
            answers = tuple(w for some in told for id_, w in some if id_ == best)
            yield Judged(claim, keys[best], answers, count == len(told), _share_of_one(claim, told))


def _answers(span: Span, witness: Json) -> bool:
    shared = min(span.end, witness["end"]) - max(span.start, witness["start"])
    shorter = min(len(span), witness["end"] - witness["start"])
    return bool(span.article_id == witness["article"] and shared >= _MOST_SPANS * shorter)


def _share_of_one(claim: Claim, told: Sequence[Sequence[tuple[str, Json]]]) -> float | None:
    pairs = [
        bool({id_ for id_, _ in ours} & {id_ for id_, _ in theirs})
        for place, ours in enumerate(told)
        for later, theirs in enumerate(told[place + 1 :], place + 1)
        if ours and theirs and claim.witnesses[place].span.article_id != claim.witnesses[later].span.article_id
    ]
    return mean(pairs) if pairs else None


def status_in_key(gold: Json, one: Judged) -> str | None:
    """The status that the key's own witnesses give, by the rule of the design; None where the key cannot tell.

    It cannot where the claim is in conflict somewhere in the key, where two articles share parts of a text, and where
    it names two speakers, as these may be one ("her father", a ministry and its spokesman). With one speaker named,
    flat repetitions are no voices, as in `tellings.claims.counting`.
    """
    if any(not d["compatible"] and one.key["id"] in d["claims"] for d in gold["disagreements"]):
        return None
    articles = {witness["article"] for witness in one.answers}
    if any({c["a"], c["b"]} <= articles and c["relation"] in _UNCLEAR for c in gold["copies"]):
        return None
    publishers = {entry["id"]: entry["publisher"] for entry in gold["articles"]}
    if len({publishers[article] for article in articles}) < 2:
        return Status.SINGLE
    if _texts(gold, articles) < 2:
        return Status.ECHOED
    speakers = {witness["attributed_to"] for witness in one.answers if witness["attributed_to"]}
    return None if len(speakers) > 1 else Status.ONE_VOICE if speakers else Status.CORROBORATED


def _texts(gold: Json, articles: set[str]) -> int:
    """How many independent texts some articles are, by the key's copies."""
    parents = {article: article for article in articles}

    def root(article: str) -> str:
        while parents[article] != article:
            article = parents[article]
        return article

    for copy in gold["copies"]:
        if copy["relation"] in _ONE_TEXT and {copy["a"], copy["b"]} <= articles:
            parents[root(copy["a"])] = root(copy["b"])
    return len({root(article) for article in articles})


def figures(stories: Sequence[tuple[Json, Story]]) -> Json:
    """All that the module's first lines promise."""
    score = scorer().score
    each = [score([gold], [prediction(story)]) for gold, story in stories]
    found = [(gold, story, one) for gold, story in stories for one in judged(gold, story.claims)]
    statuses = [(one.claim.status, status_in_key(gold, one)) for gold, _, one in found if one.pure]
    told = [(ours, key) for ours, key in statuses if key is not None and ours is not Status.DISPUTED]
    of_several = [(ours, key) for ours, key in told if Status.SINGLE not in {ours, key}]
    sure = [one.one > 0 for _, _, one in found if one.claim.status is Status.CORROBORATED and one.one is not None]
    return {
        **{
            measure: {key: round(mean(one[measure][key] for one in each), 3) for key in ("precision", "recall", "f1")}
            for measure in ("pairs", "pairs_tight", "bcubed")
        },
        "by event": [one["pairs"]["f1"] for one in each],
        "corroborated that the key bears out": [sum(sure), len(sure)],
        "status as in the key": _share(told),
        "of claims of several outlets": _share(of_several),
        "statuses, ours then the key's": {" / ".join(map(str, pair)): n for pair, n in sorted(Counter(told).items())},
        "witnesses that are one, by confidence": _by_confidence([one for _, _, one in found]),
        "perhaps the same, and are": _offered(stories),
    }


def _share(pairs: Sequence[tuple[Status, str | None]]) -> list[float]:
    return [round(mean(ours == key for ours, key in pairs), 3), len(pairs)]


def _by_confidence(found: Sequence[Judged]) -> dict[str, list[float]]:
    """For tenths of confidence: the mean, how many witness pairs are one, how many claims."""
    tenths: dict[int, list[Judged]] = {}
    for one in found:
        if one.one is not None:
            tenths.setdefault(min(9, int(10 * one.claim.confidence)), []).append(one)
    return {
        f"from .{tenth}": [
            round(mean(one.claim.confidence for one in some), 2),
            round(mean(one.one for one in some if one.one is not None), 2),
            len(some),
        ]
        for tenth, some in sorted(tenths.items())
    }


def _offered(stories: Sequence[tuple[Json, Story]]) -> list[int]:
    """How many pairs of claims offered as perhaps the same are one claim of the key, and how many it can judge."""
    right = []
    for gold, story in stories:
        keys = {one.claim.id: one.key["id"] for one in judged(gold, story.claims)}
        pairs = {tuple(sorted((claim.id, other))) for claim in story.claims for other in claim.perhaps}
        right += [keys[one] == keys[other] for one, other in pairs if one in keys and other in keys]
    return [sum(right), len(right)]


def read(stories: Sequence[tuple[Json, Story]]) -> None:
    """Print the corroborated claims of which no two witnesses answer to one claim of the key."""
    for gold, story in stories:
        articles = {annotated.article.id: annotated.article for annotated in story.articles}
        for one in judged(gold, story.claims):
            if one.claim.status is Status.CORROBORATED and not one.one:
                print(one.claim.id, one.claim.text, "—", "not judged" if one.one is None else "wrong")
                for witness in one.claim.witnesses:
                    print("    ", " ".join(articles[witness.span.article_id].wording(witness.span).split()))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--read", action="store_true", help="print corroborated claims that the key does not bear out")
    arguments = parser.parse_args()
    stories = list(stories_left_out())
    if arguments.read:
        read(stories)
    else:
        print(json.dumps(figures(stories), indent=1))


if __name__ == "__main__":
    main()
