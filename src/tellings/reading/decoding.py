"""Characters from bytes, without losing text to a wrong or a mixed encoding, and without what only a terminal obeys.

The order of evidence follows the WHATWG Encoding Standard (byte order mark first, then what is declared), with one
departure: bytes that are valid UTF-8 are UTF-8 whatever is declared, because text of another encoding hardly ever is.
"""

import codecs
import re

from charset_normalizer import from_bytes

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.IGNORECASE
)
# Labels that pages use for what is really Windows-1252 (WHATWG Encoding Standard, section 4.2).
_WINDOWS = {"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "iso_8859-1", "windows-1252", "cp1252"}
# Decoders that are no character encodings, or that hide markup from whoever looks at the bytes.
_REFUSED = {"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}

# A byte that is not UTF-8 inside a text that is: as Windows-1252 reads it. The five bytes it leaves open become U+FFFD.
_STRAY = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", errors="replace") for byte in range(0x80, 0x100)
}  # surrogateescape hands byte b on as U+DC00 + b
_TYPOGRAPHIC_SHARE = 0.03
"""Up to this share of high bytes an undeclared text is taken for Windows-1252: German has 2 %, Polish and Czech have 8
to 10 %, Cyrillic and Greek over 50 %."""
_GUESS_BYTES = 200_000

_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]"  # control sequences: colours, cursor moves (ECMA-48)
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x90-\x9f\n]{0,2000}(?:\x07|\x1b\\|\x9c)"  # window titles
    r"|\x1b[ -/]{0,4}[0-~]"
)
_DROPPED = (
    *(code for code in range(0x20) if code not in (0x09, 0x0A, 0x0D, 0x0B, 0x0C)),
    *range(0x7F, 0xA0),
    *range(0x202A, 0x202F),  # direction embeddings and overrides
    *range(0x2066, 0x206A),  # direction isolates
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
)
_TRANSLATION: dict[int, str | None] = {**dict.fromkeys(_DROPPED), 0x0B: "\n", 0x0C: "\n", 0x85: "\n"}
# Every terminal escape begins with one of these, so a text without them, as nearly all are, is left alone at once.
_CONTROL = re.compile(f"[{re.escape(''.join(map(chr, _TRANSLATION)))}]")


def decoded(content: bytes, declared: str | None = None) -> str | None:
    """The characters of a text or a page; None where the bytes hold no text.

    Args:
        content: All its bytes.
        declared: An encoding named outside the content, as in an HTTP header.

    Source: WHATWG Encoding Standard, sections 4.2 and 6; its step "guess by user's language" is left out.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    if b"\0" in content:
        return _with_zero_bytes(content)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _of_other_encoding(content, declared or _declaration(content))


def without_controls(text: str) -> str:
    """The text without terminal escapes, control characters and marks that turn the reading direction.

    Page breaks become line breaks; line breaks and tabs stay.
    """
    if not _CONTROL.search(text):
        return text
    return _ESCAPES.sub("", text).translate(_TRANSLATION)


def without_surrogates(text: str) -> str:
    """The text with half surrogate pairs, which JSON can hold and UTF-8 cannot, as U+FFFD: the same length."""
    if text.isascii():
        return text
    return re.sub(r"[\ud800-\udfff]", "\ufffd", text)


def _declaration(content: bytes) -> str | None:
    found = _DECLARED.search(content[:8_192])
    return found[1].decode("ascii") if found else None


def _with_zero_bytes(content: bytes) -> str | None:
    """UTF-16 without a mark, or a text with a stray zero byte; None for a binary file."""
    sample = content[:4_096]
    for encoding, high, low in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        # Two of five are enough for any text with blanks, digits and Latin letters in it.
        if high.count(0) >= 0.4 * len(high) and low.count(0) <= 0.1 * len(low):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    if content.count(0) * 1_000 > len(content):
        return None
    return decoded(content.replace(b"\0", b""))


def _of_other_encoding(content: bytes, declared: str | None) -> str | None:
    """The characters of bytes that are not wholly UTF-8."""
    loose = content.decode("utf-8", errors="surrogateescape")
    stray = sum(1 for character in loose if "\ud800" <= character <= "\udfff")
    sequences = sum(1 for character in loose if character > "\x7f") - stray
    if sequences >= stray:
        return loose.translate(_STRAY)
    encoding = _codec(declared)
    if encoding and encoding != "utf-8":
        return content.decode(encoding, errors="replace")
    if stray / len(content) <= _TYPOGRAPHIC_SHARE:
        return content.decode("cp1252", errors="replace")
    guess = from_bytes(content[:_GUESS_BYTES]).best()
    return content.decode(guess.encoding, errors="replace") if guess else None


def _codec(label: str | None) -> str | None:
    """Python's name for a declared encoding; None for an unknown or refused one."""
    if label is None or label.lower() in _REFUSED:
        return None
    if label.lower() in _WINDOWS:
        return "cp1252"
    try:
        codec = codecs.lookup(label)
        codec.decode(b" ")
    except (LookupError, UnicodeError, ValueError, TypeError, AttributeError):
        return None
    # hex, zlib and rot13 are codecs too, but not from bytes to text.
    return codec.name if getattr(codec, "_is_text_encoding", True) else None
