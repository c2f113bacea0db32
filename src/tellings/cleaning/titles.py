"""The title among the lines of a dump: what is printed twice, or speaks of the same things as the text."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tellings.cleaning.captions import is_caption
from tellings.text.dates import written_dates
from tellings.text.words import words

# " - ", " | " and their like part a title from its site's name, a caption's credit or a section.
_PARTS = re.compile(r"\s+[-–—|·•»›/:]{1,2}\s+|\s*\|\s*")
_SITE_SIDE = re.compile(r"\s*\|\s*|\s+[»·•]\s+")
_LOOK_BACK = 40
# A headline has at least three words; the longest of the development sets has 32.
_WORDS = range(3, 36)
_TITLE_WORDS = range(5, 19)
# Above twenty words a standfirst or a caption is likelier than a headline.
_LONG = 20
# Lines above the text, at most, that leave no room for a menu.
_SHORT_TOP = 8


@dataclass(frozen=True, slots=True)
class Title:
    """The title as printed, the lines that print it (whole or with something beside it), and why it is the title."""

    text: str
    lines: tuple[int, ...]
    reason: str


def find_title(lines: Sequence[str], first_prose: int, core: Sequence[str], stated: str | None) -> Title | None:
    """The title printed above the first paragraph, or what the caller states, or None.

    Args:
        lines: The dump's lines.
        first_prose: Index of the first paragraph of the reporting.
        core: The reporting's paragraphs.
        stated: What the caller's record says; a printed line that says the same goes before it.
    """
    above = [index for index in range(max(0, first_prose - _LOOK_BACK), first_prose) if len(lines[index]) < 400]
    above += [index for index in range(min(3, first_prose)) if index not in above and len(lines[index]) < 400]
    above.sort()
    if first_prose < len(lines) and lines[first_prose].endswith(("?", "!")) and len(words(lines[first_prose])) <= 20:
        above.append(first_prose)
    body = frozenset(word.key for paragraph in core for word in words(paragraph[:3000]))
    if stated:
        same = [index for index in above if _holds(lines[index], stated) or _holds(stated, lines[index])]
        whole = [index for index in same if len(words(lines[index])) in _WORDS]
        text = lines[whole[-1]] if whole and _holds(stated, lines[whole[-1]]) else stated
        return Title(text, tuple(same), f"the record's title: “{text}”")
    found = _repeated(lines, above, body) or _speaking_of(lines, above, body) or _nearest(lines, above, body)
    return _without_site(found, body) if found else None


def _without_site(title: Title, body: frozenset[str]) -> Title:
    """The title without a name of one to four words beside it that the text does not speak of."""
    parts = [part.strip() for part in _SITE_SIDE.split(title.text)]
    if len(parts) != 2:
        return title
    for part, name in (parts, parts[::-1]):
        key = _key(name)
        names_site = 1 <= len(key) <= 4 and name[:1].isupper() and not body >= set(key)
        if names_site and len(_key(part)) in _WORDS and _shared(key, body) <= 0.5 < _shared(_key(part), body) + 0.1:
            return Title(part, title.lines, f"printed with another name beside it: “{title.text}”")
    return title


def same_words(one: str, other: str) -> bool:
    """Whether two lines say the same, letter case and punctuation aside."""
    return _key(one) == _key(other) != ()


def prints_title(line: str, title: str) -> bool:
    """Whether a line is the title, alone or with a site's name or a credit beside it."""
    return _holds(line, title)


def _key(line: str) -> tuple[str, ...]:
    return tuple(word.key for word in words(line))


def _holds(line: str, part: str) -> bool:
    whole, inner = _key(line), _key(part)
    if len(inner) < 3 or len(inner) > len(whole) or len(whole) > len(inner) + 14:
        return False
    return whole[: len(inner)] == inner or whole[-len(inner) :] == inner


def _repeated(lines: Sequence[str], above: Sequence[int], body: frozenset[str]) -> Title | None:
    """The line or part of a line that is printed most often above the text; the last of equals."""
    counts: Counter[tuple[str, ...]] = Counter()
    printed: dict[tuple[str, ...], tuple[int, str]] = {}
    for index in above:
        parts = {_key(part): part for part in [*_PARTS.split(lines[index]), lines[index]]}
        for key, part in parts.items():
            if len(key) in _WORDS:
                counts[key] += 1
                printed[key] = max(printed.get(key, (-1, "")), (index, part.strip()))
    several = [
        (count, len(key), printed[key][0], key)
        for key, count in counts.items()
        if count > 1 and _shared(key, body) >= 0.4 and not _is_date(printed[key][1])
    ]
    if not several:
        return None
    count, _, _, key = max(several)
    text = printed[key][1]
    where = tuple(index for index in above if _holds(lines[index], text))
    if len(key) < 4 and count < 3:
        return None
    return Title(text, where, f"printed {count} times above the text: “{text}”")


def _speaking_of(lines: Sequence[str], above: Sequence[int], body: frozenset[str]) -> Title | None:
    """The line above the text that shares the most content words with it, if half of them are shared."""
    best: tuple[float, int] | None = None
    for index in above:
        key = _key(lines[index])
        content = [word for word in key if len(word) > 3]
        shared = sum(word in body for word in content)
        if not _may_be_title(lines[index], key) or shared < 2 or shared < len(content) / 2:
            continue
        score = shared / len(content) + min(shared, 6) / 10
        score -= 0.3 * (len(key) > _LONG)
        score += 0.3 * any(_is_date(line) or line[:3].lower() == "by " for line in lines[index + 1 : index + 4])
        # Of lines about as good the lower one where a menu of headlines may stand above, else the upper one.
        if best is None or score > best[0] + (-0.15 if len(above) > _SHORT_TOP else 0.5):
            best = (max(score, best[0] if best else 0.0), index)
    if best is None:
        return None
    chosen = _above_standfirst(lines, best[1], body)
    text = lines[chosen]
    where = tuple(index for index in above if _holds(lines[index], text))
    return Title(text, where or (chosen,), f"the line above the text that speaks of the same: “{text}”")


def _above_standfirst(lines: Sequence[str], chosen: int, body: frozenset[str]) -> int:
    """The line of a title right above the chosen one, which then is the standfirst; else the chosen one."""
    for index in range(chosen - 1, max(-1, chosen - 3), -1):
        key = _key(lines[index])
        if len(key) in _TITLE_WORDS and _may_be_title(lines[index], key) and _shared(key, body) >= 0.4:
            return index
    return chosen


def _nearest(lines: Sequence[str], above: Sequence[int], body: frozenset[str]) -> Title | None:
    """The last line right above the text that looks like a title and shares a content word with it."""
    for index in reversed(above[-5:]):
        key = _key(lines[index])
        if _may_be_title(lines[index], key) and len(key) >= 4 and _shared(key, body) >= 0.3:
            return Title(lines[index], (index,), f"the line above the text: “{lines[index]}”")
    return None


def _may_be_title(line: str, key: tuple[str, ...]) -> bool:
    if is_caption(line) or line.lower().startswith("by "):
        return False
    return len(key) in _WORDS and not line.rstrip().endswith((".", ":", ",", ";")) and not _is_date(line)


def _shared(key: tuple[str, ...], body: frozenset[str]) -> float:
    """Which part of a line's content words the text has; 0 for a line without any."""
    content = [word for word in key if len(word) > 3]
    return sum(word in body for word in content) / len(content) if content else 0.0


def _is_date(line: str) -> bool:
    return any(2 * (written.end - written.start) > len(line) for written in written_dates(line))
