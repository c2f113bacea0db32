"""Bodies unpacked as HTTP packs them, never beyond a limit: a bomb is stopped while it grows."""

import zlib
from collections.abc import Iterable, Iterator

_AT_ONCE = 262_144
_GZIP_WINDOW = 16 + zlib.MAX_WBITS
_GZIP_MARK = b"\x1f\x8b"
PACKINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
"""The content codings that are read (RFC 9110, section 8.4.1)."""


def unpacked(body: bytes, packing: str, limit: int) -> bytes:
    """A whole body without its content coding.

    Raises:
        ValueError: The coding is not known here, or the body unpacks to more than `limit` bytes.
        zlib.error, EOFError: The body is not what the coding says, or ends too early.
    """
    if packing not in PACKINGS:
        raise ValueError(f"packed as {packing[:40]}")
    content = bytearray()
    for piece in unpacked_pieces([body], packing):
        content += piece
        if len(content) > limit:
            raise ValueError(f"unpacking to more than {limit // 1_000_000} MB")
    return bytes(content)


def unpacked_pieces(pieces: Iterable[bytes], packing: str) -> Iterator[bytes]:
    """The pieces of a stream without its content coding, each of at most 256 KB.

    Raises:
        zlib.error, EOFError: The stream is not what the coding says, or ends too early.
    """
    if packing in {"", "identity"}:
        yield from pieces
        return
    unpacker = zlib.decompressobj(_GZIP_WINDOW) if packing != "deflate" else None
    begun = False
    for packed in pieces:
        if unpacker is None:
            # "deflate" is a zlib stream by the standard and a bare one by long habit; the first byte tells.
            unpacker = zlib.decompressobj(zlib.MAX_WBITS if packed[0] & 0x0F == 8 else -zlib.MAX_WBITS)
        rest = packed
        while rest:
            if unpacker.eof:
                if packing == "deflate" or not rest.startswith(_GZIP_MARK):
                    return  # padding, or what browsers pass over too
                unpacker = zlib.decompressobj(_GZIP_WINDOW)  # gzip members may follow each other
            begun = True
            yield unpacker.decompress(rest, _AT_ONCE)
            rest = unpacker.unconsumed_tail or unpacker.unused_data
    while unpacker is not None and not unpacker.eof and (piece := unpacker.decompress(b"", _AT_ONCE)):
        yield piece
    if begun and unpacker is not None and not unpacker.eof:
        raise EOFError("packed data ends too early")
