"""What stands outside quotation marks, where a text speaks for itself."""

import re

_MARKS = re.compile(r"[“”„«»\"]|(?<!\w)[‘'](?=\w)|(?<=[\w.,!?])['’](?!\w)")
_OPENING = "“„«‘"
_CLOSING = "”»’"


def unquoted(text: str) -> str:
    """The text with its quotations as blanks. A quotation that never closes runs to the end of the paragraph."""
    pieces: list[str] = []
    position, depth, opener = 0, 0, ""
    for match in _MARKS.finditer(text):
        mark = match.group()
        opens = mark in _OPENING or (mark in "\"'" and not depth)
        if opens and not depth:
            pieces.append(text[position : match.start()])
            depth, opener = 1, mark
        elif depth and not opens and _closes(opener, mark):
            depth, position = 0, match.end()
    return " ".join(pieces) if depth else " ".join([*pieces, text[position:]])


def _closes(opener: str, mark: str) -> bool:
    return {"“": '”"', "„": "“”", "«": "»", "‘": "’", '"': '"', "'": "'"}.get(opener, "").find(mark) >= 0
