"""How inputs are read: every limit that keeps a hostile input from costing more than it is worth."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ArchiveFilter:
    """Which pages of an archive are wanted, decided by what stands before a page, so that no page is parsed in vain.

    Args:
        hosts: Hosts, each with everything below it (`example.org` stands for `www.example.org` too); empty for all.
        since, until: First and last day a page was archived, `2025-04-25`; None for no bound.
        languages: ISO 639-1 codes. A page that names another language (header or `<html lang>`) is left out; one that
            names none is kept. Empty for all.
    """

    hosts: frozenset[str] = frozenset()
    since: str | None = None
    until: str | None = None
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """The limits of reading.

    Args:
        max_bytes: Largest document, in bytes after decompression; in JSON Lines, the largest record. The largest of the
            990 pages of trafilatura's evaluation set has 2.4 MB.
        max_expansion: How many times its compressed size a gzip file of JSON Lines may grow. News texts grow 3 to 10
            times; a gzip bomb about 1,000 times.
        max_entries: Items read from one feed or list. 50,000 is the most that sitemaps.org allows in a sitemap.
        max_members: Files read from one ZIP or tar archive. A guess.
        archive: Which pages of a WARC archive are wanted.
        timeout_seconds: For one URL, redirects and body included. A guess.
        max_redirects: As many as browsers' users ever see in practice; a guess.
        allowed_hosts: Hosts, by name as in the URL, that may have a private, loopback or otherwise reserved address.
        user_agent: What servers are told.
    """

    max_bytes: int = 20_000_000
    max_expansion: int = 200
    max_entries: int = 50_000
    max_members: int = 100_000
    archive: ArchiveFilter = ArchiveFilter()
    timeout_seconds: float = 20.0
    max_redirects: int = 5
    allowed_hosts: frozenset[str] = frozenset()
    user_agent: str = "tellings"
