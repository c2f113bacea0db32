"""Sentences of a plain string by punctuation alone, for stages that compare texts before anything parses them.

Cheap and the same on every copy of a text, which is what comparing copies needs; annotation has the parser's sentences.
"""

import re
from collections.abc import Iterator

from tellings.text.paragraphs import paragraphs

# A sentence ends at . ! ? … with its closing marks, before white space and something that can begin a sentence.
_END = re.compile(r"[.!?…]['\"”’)\]»]{0,3}(?=\s+['\"“‘(\[«—–-]{0,3}\s?[^\W_])")
_WORD_BEFORE = re.compile(r"[^\s(\[“‘\"'—–]{0,20}$")
# Abbreviations that stand before a name or a number in news, after the AP Stylebook's lists of titles, months and
# states; a full stop after one ends no sentence.
_ABBREVIATION = re.compile(
    r"(?:adm|atty|brig|capt|cmdr|col|cpl|dr|fr|gen|gov|hon|jr|lt|maj|messrs|mr|mrs|ms|msgr|pfc|pres|prof|rep|"
    r"reps|rev|sen|sens|sgt|sr|st|supt|spc|v|vs|no|nos|vol|art|sec|fig|al|etc|inc|corp|co|ltd|bros|mt|ft|"
    r"jan|feb|mar|apr|aug|sept|sep|oct|nov|dec|ala|ariz|ark|calif|colo|conn|del|fla|ga|ill|ind|kan|ky|la|"
    r"md|mass|mich|minn|miss|mo|mont|neb|nev|okla|ore|pa|tenn|tex|vt|va|wash|wis|wyo|approx|dept|est)",
    re.IGNORECASE,
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Ranges `start, end` of the sentences of a text in order, outer white space left out; none crosses a paragraph."""
    for start, end in paragraphs(text):
        begin = start
        for match in _END.finditer(text, start, end):
            if _is_abbreviation(text, match.start(), match.end(), end):
                continue
            yield begin, match.end()
            begin = _skip_blank(text, match.end(), end)
        if begin < end:
            yield begin, end


def _skip_blank(text: str, position: int, end: int) -> int:
    while position < end and text[position].isspace():
        position += 1
    return position


def _is_abbreviation(text: str, stop: int, after: int, end: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation or an initial, or the text goes on in lower case."""
    following = text[_skip_blank(text, after, end)]
    if following.islower():
        return True
    if text[stop] != "." or after > stop + 1:
        return False
    before = _WORD_BEFORE.search(text, max(0, stop - 20), stop)
    word = before.group() if before else ""
    return (
        bool(_ABBREVIATION.fullmatch(word))
        or (len(word) == 1 and word.isupper())
        or bool(re.fullmatch(r"\w\.\w", word))
    )
