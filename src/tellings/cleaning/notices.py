"""Where a publisher speaks to its readers instead of reporting: appeals for money, letters to readers, comment rules.

Such lines are fluent prose and often speak of the same country and people as the report, so their words alone do not
give them away. What does: they say "you", "we" and "our" outside quotation marks, line after line, while the report
before them does not. An opinion piece says so throughout, and is left alone.
"""

import re
from collections.abc import Sequence

from tellings.cleaning.quoting import unquoted

_WORD = re.compile(r"[^\W\d_]+")
_SALUTATION = re.compile(
    r"Dear\s(?:\w+\s)?(?:reader|friend|subscriber|supporter|member|visitor|user)s?\b", re.IGNORECASE
)
# A line of prose, as the features have it; shorter ones are headings or signatures of what stands next to them.
_PROSE_WORDS = 9
# Share of the report's other lines that may address the reader before the piece counts as one that always does so.
_MAX_USUAL = 0.25


def notice_lines(lines: Sequence[str], kept: Sequence[bool], reader_words: frozenset[str]) -> set[int]:
    """Indices of kept lines, at the end or the beginning, in which the publisher addresses its readers."""
    indices = [index for index, keep in enumerate(kept) if keep]
    found = set(_run(lines, indices[::-1], reader_words))
    return found | set(_run(lines, [index for index in indices if index not in found], reader_words))


def addresses_reader(line: str, reader_words: frozenset[str]) -> bool:
    """Whether the line says "you", "we" or the like outside quotation marks, or greets its readers."""
    outside = unquoted(line[:3000])
    return bool(_SALUTATION.match(outside)) or any(
        word.lower() in reader_words and not (word.isupper() and len(word) == 2) for word in _WORD.findall(outside)
    )


def _run(lines: Sequence[str], order: Sequence[int], reader_words: frozenset[str]) -> list[int]:
    """The run of addressing lines with which `order` begins, one other line of prose between two of them allowed."""
    run: list[int] = []
    pending: list[int] = []
    gaps = 0
    for index in order:
        prose = len(_WORD.findall(lines[index][:3000])) >= _PROSE_WORDS
        if addresses_reader(lines[index], reader_words):
            run, pending, gaps = run + pending + [index], [], 0
            continue
        if prose:
            gaps += 1
            if gaps > 1 or not run:
                break
        pending.append(index)
    heads = []
    for index in pending:
        if len(_WORD.findall(lines[index])) >= _PROSE_WORDS or lines[index].rstrip("\"”’'")[-1:] in ".!?":
            break
        heads.append(index)
    return run + heads if _is_notice(lines, run, order, reader_words) else []


def _is_notice(lines: Sequence[str], run: Sequence[int], order: Sequence[int], reader_words: frozenset[str]) -> bool:
    prose = [index for index in run if len(_WORD.findall(lines[index])) >= _PROSE_WORDS]
    greeted = any(_SALUTATION.match(lines[index]) for index in run)
    others = [i for i in order if i not in set(run) and len(_WORD.findall(lines[i][:3000])) >= _PROSE_WORDS]
    if not others or not prose or (len(prose) < 2 and not greeted):
        return False
    usual = sum(addresses_reader(lines[index], reader_words) for index in others) / len(others)
    return usual <= _MAX_USUAL and len(prose) <= 3 * len(others)
