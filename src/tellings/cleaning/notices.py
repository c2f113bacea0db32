"""Where a publisher speaks to its readers instead of reporting: appeals for money, letters to readers, comment rules.

Such lines are fluent prose and often speak of the same country and people as the report, so their words alone do not
give them away. What does: they say "you", "we" and "our" outside quotation marks, line after line, while the report
before them does not. An opinion piece says so throughout, and is left alone.
"""

import re
from collections.abc import Sequence

from tellings.cleaning.features import Lexicon
from tellings.cleaning.quoting import unquoted

_WORD = re.compile(r"[^\W\d_]+")
_SALUTATION = re.compile(
    r"Dear\s(?:\w+\s)?(?:reader|friend|subscriber|supporter|member|visitor|user)s?\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?…:]\s|–|—")
_CLAUSE = re.compile(r"[^.!?]{1,300}[.!?]")
_YOU = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)
# Verbs by which pages ask something of their readers, in the imperative.
_REQUEST = re.compile(
    r"\W*(?:join|follow|subscribe|download|sign|get|read|click|visit|like|check|send|write|contact|email|tell|share|stay|watch"
    r"|listen|support|donate|register|log|enter|find|discover|learn|explore|browse|try|buy|order|gain|please)\b",
    re.IGNORECASE,
)
# A line of prose, as the features have it; shorter ones are headings or signatures of what stands next to them.
_PROSE_WORDS = 9
# Share of the report's other lines that may address the reader before the piece counts as one that always does so.
_MAX_USUAL = 0.2
# Fewer addressing lines than these are not enough to take a line between them that addresses nobody.
_FEW = 3


def notice_lines(lines: Sequence[str], kept: Sequence[bool], lexicon: Lexicon) -> set[int]:
    """Indices of kept lines, at the end or the beginning, in which the publisher addresses its readers."""
    indices = [index for index, keep in enumerate(kept) if keep]
    found = set(_closing_notice(lines, indices, lexicon))
    return found | set(_opening_notice(lines, [index for index in indices if index not in found], lexicon))


def addresses_reader(line: str, reader_words: frozenset[str]) -> bool:
    """Whether the line says "you", "we" or the like outside quotation marks, or greets its readers."""
    outside = unquoted(line[:3000])
    return bool(_SALUTATION.match(outside)) or any(
        word.lower() in reader_words and not (word.isupper() and len(word) == 2) for word in _WORD.findall(outside)
    )


def invites(line: str) -> bool:
    """Whether a sentence tells the reader to do what pages ask of readers ("Join our channel"), or asks "you"."""
    outside = unquoted(line[:600])
    sentences = _SENTENCE.split(outside)
    orders = any(_REQUEST.match(sentence) for sentence in sentences)
    return orders or any("?" in sentence and _YOU.search(sentence) for sentence in _CLAUSE.findall(outside))


def _closing_notice(lines: Sequence[str], indices: Sequence[int], lexicon: Lexicon) -> list[int]:
    """The run of addressing lines at the end, with one other line of prose between two of them, and its heads."""
    order = indices[::-1]
    run: list[int] = []
    pending: list[int] = []
    unbroken: list[int] = []
    gaps = 0
    for index in order:
        if addresses_reader(lines[index], lexicon.reader) or (
            not run and _is_prose(lines[index]) and invites(lines[index])
        ):
            run, pending = [*run, *pending, index], []
            unbroken = unbroken if gaps else list(run)
            continue
        gaps += _is_prose(lines[index])
        if gaps and (gaps > 1 or not run):
            break
        pending.append(index)
    greeted = any(_SALUTATION.match(lines[index]) for index in run)
    if not greeted and sum(addresses_reader(lines[index], lexicon.reader) for index in run) < _FEW:
        run = unbroken
    if not _is_notice(lines, run, indices, lexicon):
        return []
    return run + _heads(lines, [index for index in order if index < min(run)])


def _heads(lines: Sequence[str], above: Sequence[int]) -> list[int]:
    """The short lines without a full stop right above a notice."""
    heads = []
    for index in above:
        if _is_prose(lines[index]) or lines[index].rstrip("\"”’'")[-1:] in ".!?":
            break
        heads.append(index)
    return heads


def _opening_notice(lines: Sequence[str], indices: Sequence[int], lexicon: Lexicon) -> list[int]:
    """The run at the beginning of lines that ask something of the reader: reports may well begin with "we" or "you"."""
    run = []
    for index in indices:
        if _is_prose(lines[index]) and not (invites(lines[index]) and _page_words(lines[index], lexicon)):
            break
        run.append(index)
    while run and not _is_prose(lines[run[-1]]):
        run.pop()
    return run if _is_notice(lines, run, indices, lexicon) else []


def _is_notice(lines: Sequence[str], run: Sequence[int], indices: Sequence[int], lexicon: Lexicon) -> bool:
    prose = [index for index in run if _is_prose(lines[index])]
    greeted = any(_SALUTATION.match(lines[index]) for index in run)
    asks = any(invites(lines[index]) for index in prose)
    others = [index for index in indices if index not in set(run) and _is_prose(lines[index])]
    if not others or not prose or (len(prose) < 2 and not greeted and not asks):
        return False
    if not (greeted or asks or len({word for index in prose for word in _page_words(lines[index], lexicon)}) > 1):
        return False
    usual = sum(addresses_reader(lines[index], lexicon.reader) for index in others) / len(others)
    return usual <= _MAX_USUAL and len(prose) <= len(others) * (3 if greeted else 1)


def _page_words(line: str, lexicon: Lexicon) -> set[str]:
    """The words of a line that notices are made of ("newsletter", "readers", "please")."""
    return {word for word in _WORD.findall(unquoted(line[:3000]).lower()) if word in lexicon.prose_odds}


def _is_prose(line: str) -> bool:
    return len(_WORD.findall(line[:3000])) >= _PROSE_WORDS
