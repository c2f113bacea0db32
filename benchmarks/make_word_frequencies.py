"""Counts in how many news texts each English word stands and writes `data/word_frequencies.tsv`.

    python benchmarks/make_word_frequencies.py [--data ../shared/data]

The texts are not kept, only the counts. None of the sets on which grouping is measured is among them.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from tellings.text.words import words

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "src" / "tellings" / "data" / "word_frequencies.tsv"
MIN_TEXTS = 20
MIN_CHARACTERS = 300
HEADER = """\
# In how many of {texts} English news texts a word stands, for words in {least} texts or more: number of texts, words.
# `<texts>` is the number of texts. Keys as in text/words.py, possessive endings taken off.
# Counted by benchmarks/make_word_frequencies.py in: PolNeAR train (840 articles, 2016), the bodies of the Fake News
# Challenge's test set (2014), TimeBank, AQUAINT and MEANTIME (1998-2010), and the openings of AllSides round-ups (2012-
# 2021), texts of {shortest} characters or more. Only counts are kept.
"""


def texts(data: Path) -> Iterator[str]:
    """The background's texts."""
    for name in ("polnear/train", "fnc1/bodies", "timex/timebank", "timex/aquaint", "timex/meantime"):
        yield from (record["text"] for record in _records(data / f"{name}.jsonl"))
    for record in _records(data / "allsides" / "roundup_train.jsonl"):
        for article in record["articles"]:
            yield f"{article['title'] or ''}\n{article['excerpt'] or ''}"


def _records(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def main() -> None:
    """Counts and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    options = parser.parse_args()
    if not options.data.is_dir():
        raise SystemExit(f"{options.data} is not there; name the data with --data")
    counts: Counter[str] = Counter()
    size = 0
    for text in texts(options.data):
        if len(text) >= MIN_CHARACTERS:
            size += 1
            counts.update({word.key.removesuffix("'s").removesuffix("’s") for word in words(text)})
    by_count: dict[int, list[str]] = defaultdict(list)
    for word, count in counts.items():
        if count >= MIN_TEXTS and len(word) > 1 and not any(character.isspace() for character in word):
            by_count[count].append(word)
    by_count[size].append("<texts>")
    lines = [f"{count}\t{' '.join(sorted(by_count[count]))}\n" for count in sorted(by_count, reverse=True)]
    TARGET.write_text(
        HEADER.format(texts=size, least=MIN_TEXTS, shortest=MIN_CHARACTERS) + "".join(lines), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
