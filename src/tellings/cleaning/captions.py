"""Photographs' captions and credits, told by the form in which they name a photographer or an agency."""

import re

_CREDIT = re.compile(
    r"\b(?:[Pp]hoto(?:graph)?s?|PHOTO|[Ii]mage|[Pp]icture|FILE|[Ff]ile)\b\s?(?:[:©/]|by\b|\bcredit|\bcourtesy)"
    r"|Getty Images\b|(?:REUTERS|Reuters)/\w|/\s?(?:AFP|AP|EPA|POOL|Pool|Getty)\b"
    r"|\([^()]{0,60}(?:Photo|photo|Images|REUTERS|Reuters|AFP|Pool|POOL)[^()]{0,60}\)\W{0,2}$"
    r"|\[[^\[\]]{0,60}(?:AFP|Reuters|AP|EPA|Getty)[^\[\]]{0,40}\]\W?$|\((?:FILE|File)\)$"
    r"|^(?:In\s)?(?:[Tt]his|An?|The)\s(?:[\w,.\- ]{0,40}\s)?(?:photo(?:graph)?|image|picture|screengrab)\b"
    r"[^.]{0,40}\b(?:by|from|released|taken|made|provided|shows?|shared)\b"
    r"|\([A-Z][\w. \-]{1,30}/[A-Z][\w. \-]{1,30}\)\W{0,2}$"
    r"|^(?:[Ii]mage|[Pp]hoto|[Pp]icture)\s(?:credit|caption|source|copyright)\b|^(?:Credit|CREDIT|Caption)\s?:"
)
_LONGEST = 600


def is_caption(line: str) -> bool:
    """Whether a line credits a photograph."""
    return len(line) <= _LONGEST and bool(_CREDIT.search(line))
