"""What an input is, judged by how its content begins; its name is only a hint.

What we cannot read is named for what it is, so that its owner knows what to do with it.
"""

import json
import re
from enum import Enum, auto

HEAD_BYTES = 65_536
"""How much of an input decides what it is."""

# Beginnings of files that hold no text we can read: the formats' own specifications, by way of the `file` command's
# magic database.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"BZh91AY&SY", "a bzip2 file"),
    (b"\xfd7zXZ\0", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"{\\rtf", "an RTF file"),
)
# The first element of a list, behind nothing but declarations and comments, or right behind its declaration, where a
# server put a warning before that. Possessive, so that a row of comments is not tried in every combination.
_ROOT = re.compile(
    rb"(?:\A(?>\s+|<\?[^>]{0,1000}>|<!--(?s:.{0,3000}?)-->|<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,3000}\])?[^>]{0,50}>)*+"
    rb"|<\?xml\b[^>]{0,500}>\s{0,99}|<!DOCTYPE[^>]{0,500}>\s{0,99})"
    rb"<(?:\w{1,20}:)?(rss|feed|rdf|opml|urlset|sitemapindex)[\s>]",
    re.IGNORECASE,
)
_ROOT_BYTES = 16_384
# The address of the version is the format's own mark; PHP writes slashes with a backslash.
_JSON_FEED = re.compile(rb'\A\s*\{(?s:.*?)"version"\s{0,9}:\s{0,9}"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version')
# Possessive, so that a row of comments is not tried in every combination.
_HTML_START = re.compile(
    r"\A(?>\s+|<!--.{0,4000}?-->|<\?xml[^>]{0,500}\?>)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(
    r"</(?:html|head|body|div|p|a|li|ul|span|h[1-6]|table|td|script|title|article)\s*>", re.IGNORECASE
)
_RECORD_START = re.compile(rb'\A\s*\{\s*"')


class Kind(Enum):
    """What an input is made of."""

    TEXT = auto()
    HTML = auto()
    FEED = auto()
    JSON_FEED = auto()
    SUBSCRIPTIONS = auto()
    SITEMAP = auto()
    WARC = auto()
    ZIP = auto()
    TAR = auto()


_ROOTS = {
    b"rss": Kind.FEED,
    b"feed": Kind.FEED,
    b"rdf": Kind.FEED,
    b"opml": Kind.SUBSCRIPTIONS,
    b"urlset": Kind.SITEMAP,
    b"sitemapindex": Kind.SITEMAP,
}
LISTS = frozenset({Kind.FEED, Kind.JSON_FEED, Kind.SUBSCRIPTIONS, Kind.SITEMAP})
"""Kinds that hold items and addresses, not one text."""
ARCHIVES = frozenset({Kind.WARC, Kind.ZIP, Kind.TAR})
"""Kinds that hold documents, many of them, in a file of any size."""


def unreadable(head: bytes) -> str | None:
    """What the input is, where its first bytes show a format that is not read; else None."""
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head[4:8] == b"ftyp":
        return "a video, sound or image file (MP4 family)"
    if b"multipart/related" in (start := head[:4_000].lower()) and b"mime-version:" in start:
        return "a MIME web archive (.mht); save the page as plain HTML instead"
    return None


def container_kind(head: bytes) -> Kind | None:
    """Which list or archive an input is by its first bytes; None for a text, a page or records."""
    if head.startswith(b"WARC/"):
        return Kind.WARC
    if head.startswith(b"PK\x03\x04"):
        return Kind.ZIP
    if head[257:262] == b"ustar":
        return Kind.TAR
    start = head[:_ROOT_BYTES].removeprefix(b"\xef\xbb\xbf")
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        start = start[2:].replace(b"\0", b"")  # UTF-16: what is ASCII in it is enough here
    if found := _ROOT.search(start):
        return _ROOTS[found[1].lower()]
    return Kind.JSON_FEED if _JSON_FEED.match(head.removeprefix(b"\xef\xbb\xbf")) else None


def is_records(head: bytes, name: str) -> bool:
    """Whether the input is JSON Lines: by its name, or because its first line is a JSON object."""
    if name.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson")):
        return True
    head = head.removeprefix(b"\xef\xbb\xbf")
    if not _RECORD_START.match(head):
        return False
    line, end, _ = head.lstrip().partition(b"\n")
    if not end and len(head) >= HEAD_BYTES:
        return True  # a first record longer than the head: read on
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def kind_of_characters(content: str) -> Kind:
    """Whether decoded characters are HTML or plain text; three closing tags near the beginning make a page."""
    head = content[:HEAD_BYTES]
    if _HTML_START.match(head):
        return Kind.HTML
    closing = sum(1 for _ in _HTML_TAG.finditer(head))
    return Kind.HTML if closing >= 3 and closing * 2_000 >= len(head) else Kind.TEXT
