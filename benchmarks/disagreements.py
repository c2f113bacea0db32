"""Disagreements found in nineteen more events, by the scorer of the annotated ones.

    python benchmarks/disagreements.py

`disagreements_key.json` has 253 differences, annotated as those of `../shared/data/claims` are, by readers who had not
seen what is found. The events were read after they were first scored (`README.md` has those figures, the fair ones):
today's say how the searches do on texts they were made with. Many true differences are in no key.
"""

import json
from typing import Any

from claims import key_events, prediction, scorer
from tellings.pipeline import Settings, tell


def figures() -> dict[str, Any]:
    """The scorer's figures over all events, and how many differences are told and found in each."""
    score = scorer().score
    golds, said, events = [], [], {}
    for name, (gold, articles) in key_events().items():
        golds.append(gold)
        said.append(prediction(tell(articles, Settings(one_story=True))) | {"claims": []})
        of_event = score([gold], [said[-1]])["disagreements"]
        events[name] = {key: of_event[key] for key in ("gold", "pred", "precision", "recall")}
    return score(golds, said)["disagreements"] | {"events": events}


def main() -> None:
    """Run as a program."""
    print(json.dumps(figures(), indent=1))


if __name__ == "__main__":
    main()
