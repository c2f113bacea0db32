"""Prints how fast feeds and archives are read, in items and records a second of processor time, and in how much memory.

    python benchmarks/getting_in.py [--pages 400]

The archive is made for the occasion, in a temporary folder: pages of the extraction set, each with a request record and
a picture, as crawlers keep them. The feed is made of invented words. Nothing of the set's texts is kept.
"""

import argparse
import gzip
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tellings.reading import ReadingSettings, documents
from tellings.reading.kinds import Kind
from tellings.reading.listing import entries_of
from tellings.reading.settings import ArchiveFilter
from tellings.records import Document

PAGES = Path(__file__).parents[2] / "shared" / "data" / "extraction" / "html"
ITEMS = 5_000


def record(kind: str, address: str, block: bytes) -> bytes:
    """One WARC record, packed by itself."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2025-03-04T10:00:00Z\r\nWARC-Target-URI: {address}\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", compresslevel=6)


def answer(form: str, body: bytes) -> bytes:
    """An archived answer."""
    return f"HTTP/1.1 200 OK\r\nContent-Type: {form}\r\n\r\n".encode() + body


def write_archive(place: Path, pages: int) -> int:
    """Writes the archive; how many records it has."""
    paths = sorted(PAGES.glob("*.html.gz"))[:pages]
    with place.open("wb") as stream:
        for number, path in enumerate(paths):
            address = f"https://site.example/{number}"
            stream.write(record("request", address, b"GET / HTTP/1.1\r\nHost: site.example\r\n\r\n"))
            stream.write(record("response", address, answer("text/html", gzip.decompress(path.read_bytes()))))
            stream.write(record("response", address + ".png", answer("image/png", bytes(range(256)) * 50)))
    return 3 * len(paths)


def feed() -> bytes:
    """A feed of invented items."""
    text = "<p>The ferry Averil sank off the harbour at dawn, the harbour master said.</p>" * 30
    item = "<item><title>Ferry {0}</title><link>https://post.example/{0}</link><description><![CDATA[{1}]]></description></item>"
    items = "".join(item.format(number, text) for number in range(ITEMS))
    return f"<rss><channel><title>Harbour Post</title>{items}</channel></rss>".encode()


def timed(work: Callable[[], int]) -> tuple[int, float]:
    """What the work gave, and its seconds of processor time."""
    started = time.process_time()
    return work(), time.process_time() - started


def count(place: Path, settings: ReadingSettings) -> int:
    """How many pages an archive gives."""
    return sum(isinstance(result, Document) for result in documents([str(place)], settings))


def main() -> None:
    """Reads an archive, the same archive with nothing wanted of it, a feed, and a hostile feed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=400)
    pages = parser.parse_args().pages
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "pages.warc.gz"
        records = write_archive(place, pages)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        found, seconds = timed(lambda: count(place, ReadingSettings()))
        print(f"archive, {records} records, {found} pages: {found / seconds:,.0f} pages/s")
        nothing = ReadingSettings(archive=ArchiveFilter(hosts=frozenset({"none.example"})))
        found, seconds = timed(lambda: count(place, nothing))
        print(f"archive, all passed over: {records / seconds:,.0f} records/s")
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        print(f"peak memory grew by {grown / 1024:.0f} MB for {place.stat().st_size / 1e6:.0f} MB of archive")
    content = feed()
    items, seconds = timed(lambda: len(entries_of(content, Kind.FEED).entries))
    print(f"feed of {len(content) / 1e6:.0f} MB: {items / seconds:,.0f} items/s")
    hostile = b"<rss><channel><item " + b" ".join(b"a%d='b'" % number for number in range(80_000)) + b">"
    _, seconds = timed(lambda: len(entries_of(hostile, Kind.FEED).entries))
    print(f"tag with 80,000 attributes: {seconds:.2f} s")


if __name__ == "__main__":
    main()
