"""A corpus in pieces: what is read as one piece and written as one file, and the reading and writing of it.

A file of records (JSON Lines, Parquet, WARC) is a shard; pages that lie in one folder are one together, because a file
for each would be too many, or several where they are many. A shard's results have its name in another folder, in its
own form.
"""

import gzip
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from mimetypes import MimeTypes
from pathlib import Path
from typing import Any, BinaryIO

from tellings.errors import UsageError
from tellings.reading import documents
from tellings.records import Document, Skipped

Record = Mapping[str, Any]
_CHUNK = 1 << 20
# Those that Python knows by itself: what the machine's own lists say must not change what is read.
_KINDS = MimeTypes(filenames=())
# Pages of a folder up to which they are one shard: half a minute of work. A guess.
_PAGES = 1_000
# Ends of names by the form of the results; archives of pages give JSON Lines.
_LINES, _ARCHIVES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"), (".warc", ".warc.gz", ".arc", ".arc.gz")


class Form(StrEnum):
    """What a shard's results are written as."""

    JSONL = "jsonl"
    JSONL_GZ = "jsonl.gz"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class Shard:
    """A piece of a corpus.

    Args:
        name: Path of its results in the folder of results, with slashes.
        paths: Its files: one of records, or the pages of one folder.
        form: What its results are written as.
    """

    name: str
    paths: tuple[str, ...]
    form: Form


def shards_of(sources: Iterable[str]) -> list[Shard]:
    """The shards of folders and files, in order of name.

    Args:
        sources: Paths; a folder stands for the files in it and in the folders in it, hidden ones left out.

    Raises:
        UsageError: A source is no file and no folder, holds nothing, or two shards would have one name; or a file is
            Parquet and pyarrow is not installed.
    """
    found: dict[str, Shard] = {}
    for source in sources:
        before = len(found)
        for shard in _of_source(source):
            if shard.name in found:
                raise UsageError(
                    f"two inputs would be written as {shard.name}: {found[shard.name].paths[0]} and {source}"
                )
            found[shard.name] = shard
        if len(found) == before:
            raise UsageError(f"no files in {source} that are not hidden")
    if any(shard.form is Form.PARQUET for shard in found.values()):
        from tellings.engine.parquet import check_installed

        check_installed()
    return [found[name] for name in sorted(found)]


def _of_source(source: str) -> Iterator[Shard]:
    top = Path(source)
    if top.is_file():
        yield _of_file(top, Path(top.name))
        return
    if not top.is_dir():
        raise UsageError(
            f"{source} is no folder and no file; a corpus is a folder of JSON Lines, Parquet, WARC or pages"
        )
    for place, folders, files in os.walk(top):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = [Path(place) / name for name in sorted(files) if not name.startswith(".")]
        records = [path for path in paths if path.name.lower().endswith((*_LINES, *_ARCHIVES, ".parquet"))]
        yield from (_of_file(path, path.relative_to(top)) for path in records)
        pages = tuple(str(path) for path in paths if path not in set(records) and not _is_asset(path.name))
        yield from _of_pages(pages, Path(place).relative_to(top))


def _of_pages(pages: tuple[str, ...], under: Path) -> Iterator[Shard]:
    """The shards of one folder's pages, by their names, so that one page more changes one shard."""
    # A power of two: until the pages are twice as many, each stays in its shard.
    count = 1 << max(0, (len(pages) - 1) // _PAGES).bit_length()
    parts: dict[int, list[str]] = {}
    for page in pages:
        digest = blake2b(Path(page).name.encode("utf-8", "surrogateescape"), digest_size=4).digest()
        parts.setdefault(int.from_bytes(digest, "little") % count, []).append(page)
    for part, paths in sorted(parts.items()):
        name = "pages" if count == 1 else f"pages-{part:05}"
        yield Shard((under / f"{name}.{Form.JSONL}").as_posix(), tuple(paths), Form.JSONL)


def _is_asset(name: str) -> bool:
    """Whether a file's name is that of what browsers save beside a page: pictures, sounds, fonts, styles, scripts."""
    kind = (_KINDS.guess_type(name)[0] or "").split("/")
    return kind[0] in {"image", "audio", "video", "font"} or kind[-1] in {"css", "javascript"}


def _of_file(path: Path, name: Path) -> Shard:
    low = name.name.lower()
    ending = next((end for end in sorted((*_LINES, *_ARCHIVES, ".parquet"), key=len)[::-1] if low.endswith(end)), "")
    form = Form.PARQUET if ending == ".parquet" else Form.JSONL
    if ending in _LINES and ending.endswith(".gz"):
        form = Form.JSONL_GZ
    stem = name.name[: len(name.name) - len(ending)] if ending in (*_LINES, ".parquet") else name.name
    return Shard((name.parent / f"{stem}.{form}").as_posix(), (str(path),), form)


def digest_of(shard: Shard) -> str:
    """A digest of all that the shard's files hold, and of their names where they are several."""
    digest = blake2b(digest_size=16)
    for path in shard.paths:
        if len(shard.paths) > 1:
            digest.update(Path(path).name.encode("utf-8", "surrogateescape") + b"\0")
        with Path(path).open("rb") as file:
            while piece := file.read(_CHUNK):
                digest.update(piece)
    return digest.hexdigest()


def documents_of(shard: Shard, *, untouched: bool) -> Iterator[Document | Skipped]:
    """The documents of a shard, and for what cannot be used why; `untouched` as in `reading.documents`."""
    if shard.paths[0].lower().endswith(".parquet"):
        from tellings.engine.parquet import parquet_documents

        return parquet_documents(shard.paths[0], untouched=untouched)
    return documents(shard.paths, untouched=untouched)


@contextmanager
def results(path: Path, form: Form, layout: type | None, parts: Path) -> Iterator[Callable[[Record], None]]:
    """What writes one record after the other to a file, which has its name once all are there.

    Args:
        path: Where the file shall lie; its folder is made.
        form: How the records are written; equal records make equal bytes.
        layout: The typed dictionary that says what a record holds, for forms with columns.
        parts: A folder of the same disk for what is not finished, made if need be; a killed process leaves that there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    parts.mkdir(parents=True, exist_ok=True)
    part = parts / f"{blake2b(str(path).encode('utf-8', 'surrogateescape'), digest_size=8).hexdigest()}.part"
    try:
        with part.open("wb") as file:
            with _records(file, form, layout) as write:
                yield write
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def _records(file: BinaryIO, form: Form, layout: type | None) -> Iterator[Callable[[Record], None]]:
    if form is Form.PARQUET:
        from tellings.engine.parquet import parquet_records

        assert layout is not None, "records without a layout have no columns"
        with parquet_records(file, layout) as write:
            yield write
    elif form is Form.JSONL_GZ:
        # No name and no time in the header: equal records make equal bytes.
        with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0, compresslevel=6) as packed:
            yield lambda record: _put(packed, record)
    else:
        yield lambda record: _put(file, record)


def _put(file: BinaryIO | gzip.GzipFile, record: Record) -> None:
    file.write(_line(record))


def _line(record: Record) -> bytes:
    return (json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", "surrogatepass")
