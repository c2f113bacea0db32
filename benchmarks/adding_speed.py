"""Adding to a store: articles a second from file to searchable, annotated and in stories; and adding known ones again.

    python benchmarks/adding_speed.py [--articles 400] [--jobs 2] [--again 10000]

Articles of 500 words are cut from `../shared/data/polnear` (no two alike); those of the real mixture are
`../shared/data/newscope`, whole. *Whole* is `tellings add` in a process of its own, models loaded on the way; *running*
is the rate between the first and the last tenth of the articles, by the store's own record of when each was added.
*Layers* are seconds of the processor by part of the path, in one process. Adding again is `tellings add` of articles
that the store knows, in this process, and the digest of the database before and after.
"""

import argparse
import cProfile
import hashlib
import json
import os
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does

from tellings import pipeline
from tellings.engine.adding import Incoming, Outcome, add
from tellings.language import parsing
from tellings.pipeline import Settings
from tellings.records import AnnotatedArticle, Article, Document, DocumentKind, Parse, Skipped
from tellings.store import open_store

SHARED = Path(__file__).parents[2] / "shared" / "data"
WORDS = 500


def records(count: int) -> Iterator[dict[str, Any]]:
    """Articles of 500 words, each a stretch of PolNeAR's training texts that no other has, in paragraphs."""
    made = 0
    with (SHARED / "polnear" / "train.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            paragraphs, words = [], 0
            for paragraph in article["text"].split("\n\n"):
                paragraphs.append(paragraph)
                words += len(paragraph.split())
                if words >= WORDS:
                    yield _record(f"a{made}", "\n\n".join(paragraphs), article)
                    made, paragraphs, words = made + 1, [], 0
                if made == count:
                    return


def _record(name: str, text: str, article: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": name,
        "text": text,
        "title": article["title"] or "",
        "outlet": article["publisher"],
        "published": article["date"],
    }


def mixture(count: int) -> Iterator[dict[str, Any]]:
    """Articles of newscope as they are, reprints and all, in the order of the file."""
    with (SHARED / "newscope" / "articles.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number == count:
                return
            found = json.loads(line)
            yield {key: found[key] for key in ("id", "text", "title") if found.get(key)}


def whole_path(source: Path, store: Path, jobs: int) -> dict[str, float]:
    """Articles a second of the command, and of its steady part."""
    command = [sys.executable, "-m", "tellings", "add", str(source), "--as-is", "--no-compare"]
    started = time.perf_counter()
    subprocess.run([*command, "--store", str(store), "--jobs", str(jobs)], check=True, capture_output=True)
    seconds = time.perf_counter() - started
    with open_store(store) as opened:
        moments = [
            datetime.fromisoformat(at)
            for (at,) in opened._database.rows("SELECT made_at FROM annotation ORDER BY made_at")
        ]
        words = sum(w for (w,) in opened._database.rows("SELECT words FROM article"))
        size = opened.status().size_bytes
    tenth = len(moments) // 10
    running = (len(moments) - 2 * tenth) / max(1e-9, (moments[-tenth - 1] - moments[tenth]).total_seconds())
    return {
        "articles": len(moments),
        "words_an_article": round(words / len(moments)),
        "articles_a_second_whole": round(len(moments) / seconds, 2),
        "articles_a_second_running": round(running, 2),
        "bytes_an_article": round(size / len(moments)),
    }


def layers(found: list[dict[str, Any]]) -> dict[str, float]:
    """Milliseconds of the processor an article, by part of the path, in one process."""
    profile = cProfile.Profile(time.process_time)
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "profile.db") as store:
        _added(store, found[:3])
        profile.enable()
        _added(store, found[3:])
        profile.disable()
    stats: Any = pstats.Stats(profile)
    wanted = {
        ("parsing.py", "parse"): "parse",
        ("attributing.py", "attributions_of"): "attributions",
        ("mentions.py", "mentions_of"): "names",
        ("timexes.py", "timexes_of"): "times",
        ("grouping.py", "take"): "grouping, written",
        ("annotations.py", "save_annotation"): "annotation, written",
        ("articles.py", "add_article"): "article, written",
    }
    spent = {}
    for (file, _, name), (_, _, _, cumulative, _) in stats.stats.items():
        if (Path(file).name, name) in wanted:
            spent[wanted[Path(file).name, name]] = round(1000 * cumulative / (len(found) - 3), 1)
    spent["all"] = round(1000 * stats.total_tt / (len(found) - 3), 1)
    return spent


def _added(store: Any, found: list[dict[str, Any]]) -> list[Outcome]:
    documents = (
        Document(record["id"], DocumentKind.CLEAN, record["text"], id=record["id"], title=record.get("title"))
        for record in found
    )
    incoming = (Incoming(document) for document in documents)
    taken = add(incoming, store, Settings(), now=lambda: datetime.now(UTC), failed=_failed)
    return [one.outcome for one in taken]


def _failed(document: Document | Skipped, error: BaseException) -> AnnotatedArticle | Skipped:
    raise error


def copies_saved(found: list[dict[str, Any]]) -> float:
    """The share of the parser's processor time that the copied paragraphs of a mixture would have cost."""
    seconds = []
    for kept in (0, parsing.MOST_KEPT):
        parsing._known.clear()
        parsing.MOST_KEPT = kept
        started = time.process_time()
        for record in found:
            parsing.parse(_article(record))
        seconds.append(time.process_time() - started)
    return round(1 - seconds[1] / seconds[0], 3)


def _article(record: dict[str, Any]) -> Article:
    document = Document(record["id"], DocumentKind.CLEAN, record["text"], id=record["id"])
    article = pipeline.clean_document(document, Settings())
    assert isinstance(article, Article), article
    return article


def again(count: int) -> dict[str, object]:
    """Known articles a second, and whether the database is the same to the byte."""
    made = [{"id": f"k{n}", "text": f"The ferry {n} left the harbour of Brannick on time. " * 12} for n in range(count)]
    read, pipeline.read = pipeline.read, _unread
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "known.db"
            with open_store(path) as store:
                _added(store, made)
            before = hashlib.sha256(path.read_bytes()).hexdigest()
            started = time.perf_counter()
            with open_store(path) as store:
                outcomes = set(_added(store, made))
            seconds = time.perf_counter() - started
            same = hashlib.sha256(path.read_bytes()).hexdigest() == before
    finally:
        pipeline.read = read
    return {"articles_a_second": round(count / seconds), "outcomes": sorted(outcomes), "database_unchanged": same}


def _unread(document: Document | Skipped, settings: Settings) -> AnnotatedArticle | Skipped:
    """A document cleaned, and not annotated: what is measured begins after that."""
    article = pipeline.clean_document(document, settings)
    return AnnotatedArticle(article, Parse((), (), ()), (), (), (), ()) if isinstance(article, Article) else article


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--again", type=int, default=10_000)
    arguments = parser.parse_args()
    result: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, found in (("500 words", records(arguments.articles)), ("newscope", mixture(arguments.articles))):
            source = Path(folder) / f"{name.split()[0]}.jsonl"
            source.write_text("".join(json.dumps(record) + "\n" for record in found), encoding="utf-8")
            result[name] = whole_path(source, source.with_suffix(".db"), arguments.jobs)
    result["layers, ms of processor an article of 500 words"] = layers(list(records(43)))
    result["parser time that copied paragraphs save"] = copies_saved(list(mixture(200)))
    result["again"] = again(arguments.again)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
