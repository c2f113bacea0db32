"""How much of the reporting the dump cleaner keeps, and how much furniture it lets through.

    python benchmarks/cleaning.py              # two-fold cross-validation, a minute or two
    python benchmarks/cleaning.py --folds 5

Pages of `../shared/data/extraction` are rendered to plain text and cleaned by a chain trained on the other folds (a
site lies in one fold). Measures: the extraction scorer's F1 over the pieces a body must and must not hold, and the
words of lines that trafilatura takes for the body when it sees the HTML. For scale the same scorer on trafilatura's
text of the HTML itself, on all of the dump, and on its lines of ten words or more. Last, newscope and newscluster,
where a line that one publisher prints under two events is furniture.
"""

import argparse
import zlib
from collections.abc import Mapping, Sequence
from types import ModuleType

from loading import module_at
from page_dumps import DATA, LabelledDump, extracted, labelled, pages, rendered
from tellings.cleaning.reporting import find_reporting
from tellings.cleaning.sequence import LineModel, stored_model
from train_cleaner import collected_dumps, is_article, language_of, train


def kept_lines(lines: Sequence[str], model: LineModel) -> list[bool]:
    """For each line whether the cleaner takes it for reporting."""
    return list(find_reporting(lines, model).kept)


def scorer() -> ModuleType:
    """The extraction scorer."""
    path = DATA.parent / "scorers" / "score_extraction.py"
    return module_at(path)


def show(name: str, texts: Mapping[str, str], gold: Sequence[Mapping[str, object]]) -> None:
    """Print one row of the scorer's figures."""
    found = scorer().score_pieces(gold, {key: {"text": text} for key, text in texts.items()})
    figures = f"P {found['precision']:.3f}  R {found['recall']:.3f}  F1 {found['f1']:.3f}"
    print(f"{name:34s} {found['pages']:4d} pages  {figures}")


def words_kept(pairs: Sequence[tuple[LabelledDump, list[bool]]]) -> str:
    """Precision and recall of the words of kept lines."""
    both = kept = true = 0
    for dump, marks in pairs:
        for line, mark, label in zip(dump.lines, marks, dump.labels, strict=True):
            count = len(line.split())
            both, kept, true = both + count * (mark and label), kept + count * mark, true + count * label
    return f"words: P {both / max(1, kept):.3f}  R {both / max(1, true):.3f}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=2)
    folds = parser.parse_args().folds
    records, dumps, bodies = {}, {}, {}
    for record in pages():
        name = str(record["id"])
        dump, body = rendered(record["content"]), extracted(record["content"])  # type: ignore[arg-type]
        if dump:
            records[name], bodies[name] = record, body
            dumps[name] = (language_of(body or dump), labelled(record, dump, body))
    useful = [pair for pair in dumps.values() if any(pair[1].labels)]
    collected = list(collected_dumps())
    cleaned, marked, marked_collected = {}, [], []
    for fold in range(folds):
        train_on = [pair for pair in useful if _fold(pair[1].site, folds) != fold]
        model = stored_model(train(train_on, [dump for dump in collected if _fold(dump.site, folds) != fold]))
        for language, dump in dumps.values():
            if language == "en" and _fold(dump.site, folds) == fold:
                marks = kept_lines(dump.lines, model)
                cleaned[dump.id] = "\n".join(line for line, mark in zip(dump.lines, marks, strict=True) if mark)
                marked.append((dump, marks))
        marked_collected += [
            (dump, kept_lines(dump.lines, model)) for dump in collected if _fold(dump.site, folds) == fold
        ]
    articles = {dump.id for _, dump in useful if is_article(dump)}
    for title, names in (("English pages", set(cleaned)), ("English articles", set(cleaned) & articles)):
        gold = [records[name] for name in sorted(names)]
        show(f"{title}: all of the dump", {n: "\n".join(dumps[n][1].lines) for n in names}, gold)
        long = {n: "\n".join(line for line in dumps[n][1].lines if len(line.split()) >= 10) for n in names}
        show(f"{title}: lines of 10 words", long, gold)
        show(f"{title}: Tellings, of the dump", cleaned, gold)
        show(f"{title}: trafilatura, of HTML", bodies, gold)
        print(f"{'':34s} {words_kept([pair for pair in marked if pair[0].id in names])}")
    print(f"newscope and newscluster, {len(collected)} texts: {words_kept(marked_collected)}")


def _fold(site: str, folds: int) -> int:
    return zlib.crc32(site.encode()) % folds


if __name__ == "__main__":
    main()
