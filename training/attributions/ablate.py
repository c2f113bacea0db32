"""The card's ablations: what context, signs, the linker and 8-bit weights are worth on the development split.

    python training/attributions/ablate.py --model src/tellings/data/attribution_tagger [--full FOLDER]

Nothing is trained anew: signs were withheld at random in training, so the network knows how to do without them.
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from calibrate import scorer
from examples import Read, read
from tellings.language.attributions import tagged
from tellings.language.attributions.finding import nested
from tellings.language.attributions.tagging.linking import Linked, linked
from tellings.language.attributions.tagging.roles import Role, RoleSpan, role_spans
from tellings.language.attributions.tagging.tagger import Reading, Tagger
from tellings.language.attributions.tree import Tree

Linker = Callable[[Reading], list[Linked]]


def main() -> None:
    """Print a row for the shipped reader and for each variant of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--full", type=Path, default=None, help="the model exported in 32 bits")
    options = parser.parse_args()
    articles = read("dev")
    _print("shipped", articles, Tagger(options.model))
    if options.full is not None:
        _print("32 bits", articles, Tagger(options.full))
    _print("without context", articles, Tagger(options.model, context=0))
    _print("nearest cue, nearest source", articles, Tagger(options.model), nearest)
    _print("without the grammar's roles", articles, Tagger(options.model, withheld=["grammar"]))
    _print("without tag, dep and name", articles, Tagger(options.model, withheld=["tag", "dep", "name"]))


def nearest(reading: Reading) -> list[Linked]:
    """Every content with the nearest cue and every cue with the nearest source, as plain systems have it."""
    spans = role_spans(reading.roles)
    sources, cues, contents = ([s for s in spans if s.role is role] for role in (Role.SOURCE, Role.CUE, Role.CONTENT))
    owned: dict[RoleSpan, list[RoleSpan]] = {}
    for content in contents:
        if cues:
            owned.setdefault(min(cues, key=lambda cue: _gap(cue, content)), []).append(content)
    found = []
    for cue, given in owned.items():
        source = min(sources, key=lambda span: _gap(span, cue), default=None)
        found.append(Linked(source, cue, tuple(given), 1.0, 1.0))
    return found


def _gap(one: RoleSpan, other: RoleSpan) -> int:
    return min(abs(one.first - other.past), abs(other.first - one.past))


def _print(name: str, articles: Sequence[Read], tagger: Tagger, linker: Linker = linked) -> None:
    tagged.linked = linker
    predicted = [{"id": article.record["id"], "attributions": _rows(article, tagger)} for article in articles]
    figures = scorer().score([article.record for article in articles], predicted)
    values = (figures["attribution"], figures["attribution_exact"], figures["token_overlap"]["content"])
    print(f"{name:30}", "  ".join(f"{value['f1']:.3f}" for value in values), flush=True)


def _rows(article: Read, tagger: Tagger) -> list[dict[str, Any]]:
    tree = Tree(article.parse)
    grammar = [(finding, None) for finding in article.found]
    found = tagged.tagged_findings(article.record["text"], tree, article.quoted, grammar, tagger)
    return [
        {"source": finding.source, "cue": finding.cue, "content": finding.content}
        for finding, host in nested(tree, found)
        if host is None
    ]


if __name__ == "__main__":
    main()
