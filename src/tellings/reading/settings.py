"""How inputs are read: every limit that keeps a hostile input from costing more than it is worth."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """The limits of reading.

    Args:
        max_bytes: Largest document, in bytes after decompression; in JSON Lines, the largest record. The largest of the
            990 pages of trafilatura's evaluation set has 2.4 MB.
        max_expansion: How many times its compressed size a gzip file of JSON Lines may grow. News texts grow 3 to 10
            times; a gzip bomb about 1,000 times.
        timeout_seconds: For one URL, redirects and body included. A guess.
        max_redirects: As many as browsers' users ever see in practice; a guess.
        allowed_hosts: Hosts, by name as in the URL, that may have a private, loopback or otherwise reserved address.
        user_agent: What servers are told.
    """

    max_bytes: int = 20_000_000
    max_expansion: int = 200
    timeout_seconds: float = 20.0
    max_redirects: int = 5
    allowed_hosts: frozenset[str] = frozenset()
    user_agent: str = "tellings"
