"""Stages over a corpus: each shard done once, done again where something changed, and whole or not there at all."""

import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tellings.engine.corpus import Finished, Stage, Used, all_together, shard_by_shard
from tellings.engine.executors import LocalExecutor
from tellings.engine.manifest import MANIFEST
from tellings.engine.shards import shards_of
from tellings.errors import UsageError
from tellings.records import Document, Skipped

STAGE = Stage("shout", "1", "none", untouched=True, layout=None)


def shouted(folder: Path, document: Document | Skipped) -> dict[str, Any] | Skipped:
    """The document's text in capitals; that it was done is noted in the folder."""
    if isinstance(document, Skipped):
        return document
    with (folder / "done.log").open("a") as log:
        log.write(f"{document.id} ")
    if document.content == "boom":
        raise RuntimeError("no such luck")
    return {"id": document.id, "text": document.content.upper()}


def corpus(folder: Path, **shards: list[str]) -> Path:
    (folder / "in").mkdir(exist_ok=True)
    for name, texts in shards.items():
        records = ({"id": f"{name}{number}", "text": text} for number, text in enumerate(texts))
        lines = "".join(json.dumps(record) + "\n" for record in records)
        (folder / "in" / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return folder / "in"


def done(folder: Path, stage: Stage = STAGE) -> list[Finished]:
    shards = shards_of([str(folder / "in")])
    return list(shard_by_shard(shards, stage, partial(shouted, folder), folder / "out", LocalExecutor()))


def log(folder: Path) -> list[str]:
    path = folder / "done.log"
    found = path.read_text().split() if path.exists() else []
    path.unlink(missing_ok=True)
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_each_shard_has_its_results_and_its_line(tmp_path: Path) -> None:
    corpus(tmp_path, a=["fog", " "], b=["mist"])

    found = done(tmp_path)

    assert [(each.line.shard, each.line.articles, len(each.line.skipped), each.fresh) for each in found] == [
        ("a.jsonl", 1, 1, True),
        ("b.jsonl", 1, 0, True),
    ]
    assert (tmp_path / "out" / "a.jsonl").read_text() == '{"id":"a0","text":"FOG"}\n'
    lines = (tmp_path / "out" / MANIFEST).read_text().splitlines()
    assert [json.loads(line)["shard"] for line in lines] == ["a.jsonl", "b.jsonl"]


def test_what_is_done_is_left_as_it_is_and_told_again(tmp_path: Path) -> None:
    corpus(tmp_path, a=["fog", " "], b=["mist"])
    first = done(tmp_path)
    before = files(tmp_path / "out")
    log(tmp_path)

    again = done(tmp_path)

    assert log(tmp_path) == []
    assert [each.line for each in again] == [each.line for each in first]
    assert not any(each.fresh for each in again)
    assert files(tmp_path / "out") == before


def change_input(folder: Path) -> Stage:
    corpus(folder, b=["rain"])
    return STAGE


def remove_results(folder: Path) -> Stage:
    (folder / "out" / "b.jsonl").unlink()
    return STAGE


def cut_results(folder: Path) -> Stage:
    os.truncate(folder / "out" / "b.jsonl", 5)
    return STAGE


def lose_line(folder: Path) -> Stage:
    path = folder / "out" / MANIFEST
    path.write_text(path.read_text()[:-20])
    return STAGE


@pytest.mark.parametrize("change", [change_input, remove_results, cut_results, lose_line])
def test_only_what_changed_is_done_again(tmp_path: Path, change: Any) -> None:
    corpus(tmp_path, a=["fog"], b=["mist"])
    done(tmp_path)
    log(tmp_path)

    found = done(tmp_path, change(tmp_path))

    assert log(tmp_path) == ["b0"]
    assert [each.fresh for each in found] == [False, True]


@pytest.mark.parametrize(
    "stage",
    [Stage("shout", "2", "none", True, None), Stage("shout", "1", "loud", True, None)],
    ids=["version", "settings"],
)
def test_another_version_or_other_settings_make_all_anew(tmp_path: Path, stage: Stage) -> None:
    corpus(tmp_path, a=["fog"], b=["mist"])
    done(tmp_path)
    log(tmp_path)

    done(tmp_path, stage)

    assert log(tmp_path) == ["a0", "b0"]


def test_a_shard_that_fails_is_named_and_tried_again_and_the_others_go_on(tmp_path: Path) -> None:
    corpus(tmp_path, a=["boom"], b=["mist"])

    failed, good = done(tmp_path)

    assert "no such luck" in failed.line.skipped[0].reason
    assert good.fresh
    assert not (tmp_path / "out" / "a.jsonl").exists()
    log(tmp_path)
    done(tmp_path)
    assert log(tmp_path) == ["a0"]


KILLED = """
import sys, time
from pathlib import Path
from tellings.engine.corpus import Stage, shard_by_shard
from tellings.engine.executors import LocalExecutor
from tellings.engine.shards import shards_of

def slow(document):
    time.sleep(0.05)
    return {"id": document.id, "text": document.content}

if __name__ == "__main__":
    folder, jobs = Path(sys.argv[1]), int(sys.argv[2])
    stage = Stage("slow", "1", "none", True, None)
    for finished in shard_by_shard(shards_of([str(folder / "in")]), stage, slow, folder / "out", LocalExecutor(jobs)):
        print(finished.line.shard, finished.fresh, flush=True)
"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_that_is_killed_loses_only_what_it_was_working_on(tmp_path: Path, jobs: int) -> None:
    corpus(tmp_path, **{f"s{number}": ["fog", "mist", "rain"] for number in range(6)})
    script = tmp_path / "slow_run.py"
    script.write_text(KILLED, encoding="utf-8")
    command = [sys.executable, str(script), str(tmp_path), str(jobs)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True, text=True) as running:
        assert running.stdout is not None
        first = running.stdout.readline()
        os.killpg(running.pid, signal.SIGKILL)
    assert first == "s0.jsonl True\n"
    there = {name: content for name, content in files(tmp_path / "out").items() if name.endswith(".jsonl")}
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("*.jsonl")}
    assert all(content.count(b"\n") == 3 for name, content in there.items() if not name.startswith("."))

    finished = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)

    fresh = [line.split()[1] == "True" for line in finished.stdout.splitlines()]
    assert len(fresh) == 6
    assert not fresh[0]
    assert fresh[-1]
    # A shard whose results had their name but not yet their line is made again; every other stays.
    assert sum(path.stat().st_mtime_ns != before for path, before in times.items()) <= jobs
    names = [name for name in files(tmp_path / "out") if not name.startswith(".tellings")]
    assert names == [f"s{number}.jsonl" for number in range(6)]


def test_what_lies_in_the_folder_of_results_besides_is_left_alone(tmp_path: Path) -> None:
    corpus(tmp_path, a=["fog"])
    (tmp_path / "out" / "sub").mkdir(parents=True)
    strangers = [tmp_path / "out" / name for name in (".download.part", "sub/.a.jsonl.part", "notes.txt")]
    for path in strangers:
        path.write_text("mine")

    done(tmp_path)

    assert [path.read_text() for path in strangers] == ["mine"] * 3


def test_two_runs_do_not_write_into_one_folder(tmp_path: Path) -> None:
    corpus(tmp_path, a=["fog"])
    shards = shards_of([str(tmp_path / "in")])
    running = shard_by_shard(shards, STAGE, partial(shouted, tmp_path), tmp_path / "out", LocalExecutor())
    next(running)

    with pytest.raises(UsageError, match="another run"):
        done(tmp_path)
    running.close()


def test_one_file_of_all_shards_is_made_once(tmp_path: Path) -> None:
    shards = shards_of([str(corpus(tmp_path, a=["fog"], b=["mist", " "]))])

    def joined(documents: Any) -> Any:
        found = list(documents)
        texts = [each.content for each in found if isinstance(each, Document)]
        yield {"texts": texts}
        yield from (each for each in found if isinstance(each, Skipped))
        yield Used(len(texts))

    def made(whole: Any) -> Finished:
        return all_together(shards, STAGE, whole, "all.jsonl", tmp_path / "out", LocalExecutor())

    first = made(joined)

    assert (first.line.articles, first.line.records, len(first.line.skipped)) == (2, 1, 1)
    assert (tmp_path / "out" / "all.jsonl").read_text() == '{"texts":["fog","mist"]}\n'
    assert made(pytest.fail) == Finished(first.line, fresh=False)
    corpus(tmp_path, b=["rain"])
    assert made(joined).fresh
