"""Whatever is done to a feed, a list or an archive, reading ends with documents and reasons, all of them printable."""

import gzip
import io
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.reading import ReadingSettings, documents
from tellings.reading.settings import ArchiveFilter
from tellings.records import Document, Skipped

TEXT = "The ferry Averil sank off the harbour at dawn, the harbour master said. " * 12
RSS = (
    "<?xml version='1.0'?><rss xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>Post</title>"
    "<item><title>Ferry</title><link>/a</link><guid>1</guid><author>a@post.example (Jo Field)</author>"
    f"<content:encoded><![CDATA[<p>{TEXT}</p>]]></content:encoded></item></channel></rss>"
).encode()
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>Post</title><entry><id>1</id><link href='a'/>"
    "<author><name>Jo</name></author><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
    f"<p>{TEXT}</p></div></content></entry></feed>"
).encode()
JSON = (
    '{"version": "https://jsonfeed.org/version/1.1", "title": "Post", '
    '"items": [{"id": 1, "url": "/a", "title": "Ferry", '
    f'"authors": [{{"name": "Jo"}}], "content_text": "{TEXT}"}}]}}'
).encode()
OPML = b"<opml><body><outline text='Post' xmlUrl='http://post.example/feed'/></body></opml>"
SITEMAP = b"<urlset><url><loc>http://post.example/a</loc><lastmod>2025-03-04</lastmod></url></urlset>"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nFerry\r\n0\r\n\r\n"
RECORD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2025-03-04T10:00:00Z\r\nWARC-Target-URI: http://post.example/a\r\n"
    b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(ANSWER), ANSWER)
)


def zipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", TEXT)
    return stream.getvalue()


def tarred() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        member = tarfile.TarInfo("a.txt")
        member.size = len(TEXT)
        archive.addfile(member, io.BytesIO(TEXT.encode()))
    return stream.getvalue()[:3_000]


WHOLE = [
    RSS,
    ATOM,
    JSON,
    OPML,
    SITEMAP,
    RECORD * 2,
    gzip.compress(RECORD) * 2,
    zipped(),
    tarred(),
    RSS.decode().encode("utf-16"),
]
PIECES = [
    *(b"<item>", b"</item>", b"<![CDATA[", b"]]>", b"&", b"&#x0;", b"&#55296;", b"&#27;[31m", b"<!DOCTYPE a [", b"\0"),
    *(b"\xff", b"<a:b xmlns:a=''>", b"<dc:creator>", b"xml:base='http://['", b'"items":[[]]', b"null", b"1e999"),
    *(b"\r\n\r\n", b"Content-Length: 99999999999\r\n", b"<link href='http://[::1'/>", b"<div xmlns='urn:x'>", b"<?x?>"),
    *(b"\x1b[31m", b"WARC/1.0\r\n", b"PK\x03\x04", b"\\u001b", b"\\ud800", b"type='xhtml'", b"{", b"}", b"<x/><http:>"),
]
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.sampled_from([b"", *PIECES]), st.integers(0, 60)), max_size=6)
SETTINGS = ReadingSettings(archive=ArchiveFilter(hosts=frozenset({"post.example"}), languages=frozenset({"en"})))


def read(content: bytes) -> list[Document | Skipped]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "input"
        path.write_bytes(content)
        return list(documents([str(path)], SETTINGS))


def is_safe(text: str | None) -> bool:
    return text is None or ("\x1b" not in text and "\n" not in text and bool(text.encode("utf-8")))


@settings(max_examples=150, deadline=None)
@given(whole=st.sampled_from(WHOLE), changes=CHANGES)
def test_nothing_breaks_reading(whole: bytes, changes: list[tuple[float, bytes, int]]) -> None:
    content = whole
    for place, piece, dropped in changes:
        start = int(place * len(content))
        content = content[:start] + piece + content[start + (0 if piece else dropped) :]

    found = read(content)

    assert found
    for result in found:
        if isinstance(result, Skipped):
            assert is_safe(result.reason)
        else:
            assert is_safe(result.title)
            assert is_safe(result.outlet)
            assert "\x1b" not in result.content
            result.content.encode("utf-8")
        assert is_safe(result.source)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"WARC/1.0", "damaged before the first record"),
        (zipped().replace(b"a.txt", b"\0.txt"), "an archive without a file"),
        (b"\0" * 257 + b"ustar" + b"\0" * 2_000, "damaged or locked archive"),
        (RSS.replace(b"<item>", b"<item>&#55296;<x&#55296;>"), "XML is broken"),
    ],
    ids=["no record", "no name", "no file", "half a character"],
)
def test_odd_inputs_are_named(content: bytes, reason: str) -> None:
    assert any(isinstance(result, Skipped) and reason in result.reason for result in read(content)), read(content)
