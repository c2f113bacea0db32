"""Who said what, against PolNeAR: attribution F1, spans, recall of contents by kind, and milliseconds an article.

    python benchmarks/attributions.py [--fast] [--articles N] [--split dev|train] [--every K]

Reads `../shared/data/polnear` and scores with `../shared/scorers/score_attribution.py`. The corpus marks no attribution
inside another, so nested ones are left out of the prediction.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from loading import module_at, plain_article
from tellings.language.attributions.attributing import AttributionSettings, attributions_of, kind_of
from tellings.language.attributions.quotations import quotations
from tellings.language.names.mentions import mentions_of
from tellings.language.parsing import parse
from tellings.records import Article, Attribution, Span

SHARED = Path(__file__).parents[1].parent / "shared"
Record = dict[str, Any]


def main() -> None:
    """Print the figures for a split of PolNeAR."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--articles", type=int, default=None)
    parser.add_argument("--every", type=int, default=1, help="score every Kth article")
    parser.add_argument("--fast", action="store_true", help="by grammar alone")
    options = parser.parse_args()
    gold = records(options.split)[:: options.every][: options.articles]
    figures, seconds = measured(gold, AttributionSettings(tagger=not options.fast))
    print(f"{len(gold)} articles, {1000 * seconds / len(gold):.1f} ms an article beside parse and mentions")
    for name in ("attribution", "attribution_exact"):
        print(f"{name:20} {_prf(figures[name])}")
    for group in ("span_exact", "token_overlap"):
        for role, values in figures[group].items():
            print(f"{group + ' ' + role:20} {_prf(values)}")
    for kind, values in figures["kinds"].items():
        print(f"recall of {kind:10} content {values['content']:.3f}, with the source {values['source']:.3f}")


def _prf(values: dict[str, float]) -> str:
    return f"P {values['precision']:.3f}  R {values['recall']:.3f}  F1 {values['f1']:.3f}"


def records(split: str) -> list[Record]:
    """The articles of a split with their gold attributions."""
    with (SHARED / "data" / "polnear" / f"{split}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def scorer() -> ModuleType:
    """The shared scorer, loaded from its file."""
    return module_at(SHARED / "scorers" / "score_attribution.py")


def measured(gold: Sequence[Record], settings: AttributionSettings | None = None) -> tuple[dict[str, Any], float]:
    """The scorer's figures with recall by kind under "kinds", and the seconds that attribution alone took."""
    predicted: list[Record] = []
    seconds = 0.0
    for record in gold:
        article = article_of(record)
        grammar = parse(article)
        mentions = mentions_of(article, grammar)
        started = time.perf_counter()
        found = attributions_of(article, grammar, mentions, settings)
        seconds += time.perf_counter() - started
        rows = [row_of(attribution) for attribution in found if attribution.inside is None]
        predicted.append({"id": record["id"], "attributions": rows})
    judge = scorer()
    figures = judge.score(gold, predicted)
    figures["kinds"] = dict(recall_by_kind(judge, gold, predicted))
    return figures, seconds


def article_of(record: Record) -> Article:
    """A record of the corpus as an article."""
    return plain_article(record["id"], record["text"])


def row_of(attribution: Attribution) -> Record:
    """An attribution as the scorer reads it."""

    def pairs(spans: Sequence[Span]) -> list[list[int]]:
        return [[span.start, span.end] for span in spans]

    return {
        "source": pairs(attribution.source),
        "cue": pairs(attribution.cue),
        "content": pairs(attribution.content),
    }


def recall_by_kind(
    judge: Any, gold: Sequence[Record], predicted: Sequence[Record]
) -> Iterator[tuple[str, dict[str, float]]]:
    """For each kind: the share of gold contents half covered, and of those whose source's head is right as well."""
    total: Counter[str] = Counter()
    content: Counter[str] = Counter()
    source: Counter[str] = Counter()
    for record, prediction in zip(gold, predicted, strict=True):
        text = judge.Text(record["text"])
        marks = quotations(record["text"])
        ours = [_tokens(judge, text, row) for row in prediction["attributions"]]
        for row in record["attributions"]:
            theirs, words = _tokens(judge, text, row)
            if not words:
                continue
            kind = kind_of(record["text"], judge.spans(row, "content"), marks).value
            hits = [s for s, c in ours if len(c & words) / max(len(c), len(words)) >= 0.5]
            total[kind] += 1
            content[kind] += bool(hits)
            source[kind] += any(text.head(theirs) in s if theirs else not s for s in hits)
    for kind in sorted(total):
        yield kind, {"content": content[kind] / total[kind], "source": source[kind] / total[kind]}


def _tokens(judge: Any, text: Any, row: Record) -> tuple[set[int], set[int]]:
    return text.inside(judge.spans(row, "source")), text.inside(judge.spans(row, "content"))


if __name__ == "__main__":
    main()
