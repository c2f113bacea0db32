"""Text that only shows and never acts: hostile input before it meets a terminal or a page.

A report's words lose what acts (`printable`); an input's name keeps it, written as escapes (`escaped`), because the
person must be able to find the file.
"""

import re
import unicodedata

# A terminal's escape sequences: CSI, then the strings (OSC, DCS, …) up to their end, then two-character ones (ECMA-48).
_ESCAPES = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[]PX^_][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -~]?")
# Other controls, lone surrogates, non-characters, and the bidirectional embeddings, overrides and isolates, which
# would turn the words of the page around them. Marks that scripts need (joiners, LRM, RLM) stay.
_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
# Cc controls, Cf invisible marks (among them those that turn the reading direction), Cs bytes that are no characters,
# Zl and Zp line breaks.
_UNPRINTABLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def printable(text: str) -> str:
    """The text without terminal escapes, control characters and bidirectional controls; line ends and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    return _ACTING.sub("", _ESCAPES.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def escaped(name: str) -> str:
    r"""The name with every character that does not print as itself written as an escape (`\x1b`)."""
    return "".join(_escaped(character) for character in name)


def _escaped(character: str) -> str:
    if unicodedata.category(character) not in _UNPRINTABLE:
        return character
    return character.encode("unicode_escape").decode("ascii")
