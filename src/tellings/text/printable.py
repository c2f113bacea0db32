"""Text that only shows and never acts: what is left of hostile input before it meets a terminal or a page."""

import re

# A terminal's escape sequences: CSI, then the strings (OSC, DCS, …) up to their end, then two-character ones (ECMA-48).
_ESCAPES = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[]PX^_][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -~]?")
# Other controls, lone surrogates, non-characters, and the bidirectional embeddings, overrides and isolates, which
# would turn the words of the page around them. Marks that scripts need (joiners, LRM, RLM) stay.
_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)


def printable(text: str) -> str:
    """The text without terminal escapes, control characters and bidirectional controls; line ends and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    return _ACTING.sub("", _ESCAPES.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
