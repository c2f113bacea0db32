"""Who is said to speak, against BASIL: how often the attribution over a quoted span has the speaker the key names.

Run from the repository's root: `python benchmarks/speakers.py [--wrong] [--every K]`. Reads `../shared/data/basil`,
whose spans inside quotations carry a speaker. Only people can be scored: "other pro" tells nobody, and a party or
"the lawmakers" speak through people whom the texts name. A name of the key counts as a person's where an article of its
event has a person with that last word. Two names are the same when the last word of the one is a word of the other; the
key cuts names at letters outside ASCII, so a beginning of five letters or more will do. A span that no attribution
covers by half counts as not found.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loading import plain_article
from tellings.language.attributions.attributing import attributions_of
from tellings.language.names.entities import entities_of
from tellings.language.names.mentions import mentions_of
from tellings.language.parsing import parse
from tellings.records import AnnotatedArticle, Attribution, EntityType, MentionForm
from tellings.text.words import words

DATA = Path(__file__).parents[1].parent / "shared" / "data" / "basil" / "articles.jsonl"
Record = dict[str, Any]
# How a source points at its speaker; "none" has no words of its own.
FORMS = ("name", "pronoun", "description", "none")
_PRONOUNS = frozenset({"he", "she", "it", "they", "who", "i", "we", "him", "her", "them", "which", "that"})


@dataclass(frozen=True, slots=True)
class Answer:
    """One span of the key: who speaks there, who we say does, and how the source is worded.

    `found` is None where no attribution covers the span or it names nobody.
    """

    expected: str
    found: str | None
    form: str
    source: str
    span: str
    reason: str

    @property
    def is_right(self) -> bool:
        """Whether both names are one by family name."""
        return self.found is not None and is_same(self.expected, self.found)


def main() -> None:
    """Print the share that is right by the form of the source; with `--wrong`, each answer that is not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="list what is wrong or not found")
    parser.add_argument("--every", type=int, default=1, help="score every Kth event")
    options = parser.parse_args()
    found = answers(records()[:: options.every])
    for answer in found if options.wrong else ():
        if not answer.is_right:
            print(f"{answer.form:12} {answer.expected} / {answer.found} | {answer.source} | {answer.reason}")
    total, right = tally(found)
    for form in (*FORMS, "not found"):
        print(f"{form:12} {right[form]:4} of {total[form]:4}")
    answered = sum(total[form] for form in FORMS)
    print(f"right of those answered {sum(right.values()) / max(1, answered):.3f}")
    print(f"right of all            {sum(right.values()) / max(1, len(found)):.3f}")


def tally(found: Sequence[Answer]) -> tuple[Counter[str], Counter[str]]:
    """How many answers there are and how many are right, by the form of the source."""
    return Counter(answer.form for answer in found), Counter(answer.form for answer in found if answer.is_right)


def records() -> list[list[Record]]:
    """The articles of the set, those of one event together."""
    events: dict[str, list[Record]] = {}
    for line in DATA.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        events.setdefault(record["triplet_id"], []).append(record)
    return list(events.values())


def answers(events: Sequence[Sequence[Record]]) -> list[Answer]:
    """An answer for every span of the events whose speaker the key names."""
    found: list[Answer] = []
    for event in events:
        _, articles = entities_of([_annotated(record) for record in event])
        people = {m.name for a in articles for m in a.mentions if m.type is EntityType.PERSON}
        for record, annotated in zip(event, articles, strict=True):
            found += _answers(record, annotated, people)
    return found


def _annotated(record: Record) -> AnnotatedArticle:
    article = plain_article(record["id"], record["text"])
    grammar = parse(article)
    mentions = mentions_of(article, grammar)
    return AnnotatedArticle(article, grammar, (), mentions, (), attributions_of(article, grammar, mentions))


def _answers(record: Record, annotated: AnnotatedArticle, people: set[str]) -> Iterator[Answer]:
    for span in record["spans"]:
        speaker = span["speaker"]
        if not span["in_quote"] or not speaker or not any(is_same(speaker, name) for name in people):
            continue
        over = _over(span["start"], span["end"], annotated.attributions)
        if over is None:
            yield Answer(speaker, None, "not found", "", span["text"], "")
        else:
            source = " ".join(annotated.article.wording(piece) for piece in over.source)
            yield Answer(speaker, over.speaker_name, _form(annotated, over), source, span["text"], over.speaker_reason)


def _over(start: int, end: int, attributions: Sequence[Attribution]) -> Attribution | None:
    """The attribution that covers most of a span, at least half of it; of several, the one with the least content."""

    def covered(attribution: Attribution) -> int:
        return sum(max(0, min(end, piece.end) - max(start, piece.start)) for piece in attribution.content)

    most = max(map(covered, attributions), default=0)
    if 2 * most < end - start:
        return None
    best = [a for a in attributions if covered(a) == most]
    return min(best, key=lambda a: sum(len(piece) for piece in a.content))


def _form(annotated: AnnotatedArticle, attribution: Attribution) -> str:
    if not attribution.source:
        return "none"
    wording = " ".join(annotated.article.wording(piece) for piece in attribution.source)
    if wording.lower() in _PRONOUNS:
        return "pronoun"
    named = any(
        mention.form is MentionForm.NAME and any(piece.overlap(mention.span) for piece in attribution.source)
        for mention in annotated.mentions
    )
    return "name" if named else "description"


def is_same(expected: str, found: str) -> bool:
    """Whether the last word of one name is a word of the other."""
    ours, theirs = ([word.key for word in words(name)] for name in (expected, found))
    if not ours or not theirs:
        return False
    cut = len(ours[-1]) >= 5 and any(word.startswith(ours[-1]) for word in theirs)
    return cut or ours[-1] in theirs or theirs[-1] in ours


if __name__ == "__main__":
    main()
