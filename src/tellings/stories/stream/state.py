"""A stream's state as bytes and back: a version line, then compressed JSON and numbers."""

import json
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from tellings.errors import InputError

_FORMAT = b"tellings stream 1\n"
_LEVEL = 6


def packed(facts: Mapping[str, Any], arrays: Mapping[str, Any]) -> bytes:
    """Facts (whatever JSON can hold, NaN too) and one-dimensional arrays of numbers as bytes."""
    shapes = {name: [array.dtype.newbyteorder("<").str, len(array)] for name, array in arrays.items()}
    header = json.dumps({"facts": facts, "arrays": shapes}, separators=(",", ":")).encode()
    numbers = b"".join(np.ascontiguousarray(array, dtype=shapes[name][0]).tobytes() for name, array in arrays.items())
    return _FORMAT + zlib.compress(len(header).to_bytes(8, "little") + header + numbers, _LEVEL)


def unpacked(data: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """The facts and arrays that `packed` made bytes of.

    Raises:
        InputError: These are not such bytes, or of another version.
    """
    if not data.startswith(_FORMAT):
        found = data[:20]
        raise InputError("state of a stream", f"begins with {found!r}, not {_FORMAT!r}; build the window anew")
    try:
        plain = zlib.decompress(data[len(_FORMAT) :])
        start = 8 + int.from_bytes(plain[:8], "little")
        header = json.loads(plain[8:start])
        arrays = {}
        for name, (kind, length) in header["arrays"].items():
            arrays[name] = np.frombuffer(plain, dtype=kind, count=length, offset=start).copy()
            start += arrays[name].nbytes
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise InputError("state of a stream", f"is damaged ({error}); build the window anew") from error
    return header["facts"], arrays
