"""Which lines of a dump are reporting: what the chain keeps, less notices, plus short sentences it takes for furniture.

Next to furniture the chain drops a report's short last sentence, because most short lines there are labels. What is
put back is a whole sentence right behind or between paragraphs, that addresses nobody and either names whom the
report names, bears an agency's sign-off, or stands between two paragraphs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tellings.cleaning.captions import is_caption
from tellings.cleaning.credits import closing_credits
from tellings.cleaning.features import function_words, is_prose
from tellings.cleaning.notices import addresses_reader, invites, notice_lines
from tellings.cleaning.sequence import LineModel, reporting_lines

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_STOP = re.compile(r"[.!?…]['\"”’»)\]]*$")
_ADDRESS = re.compile(r"https?:|www\.|@\w|[©®™|»›•·→▶►✓#]")
# Notes on the making of the text.
_NOTE = re.compile(r"\bcontributed (?:to|reporting)\b|\boriginally (?:appeared|published|ran)\b")
# "He declined to comment." goes on from the sentence before it.
_ANAPHOR = re.compile(r"[\"“'‘]?(?:He|She|They|Both|Neither)\s")
_DAYS = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_MIN_WORDS, _MIN_WORDS_GOING_ON = 5, 2
# Longer lines are prose enough for the chain to judge.
_MAX_WORDS = 40
# Mean log odds of furniture over a sentence's words, as for section heads in `features`: a third of a ratio of 2.7.
_MAX_ODDS = 0.35
# Paragraphs of prose that a report has before a sentence can be put back to it.
_MIN_PARAGRAPHS = 2


@dataclass(frozen=True, slots=True)
class Reporting:
    """For each line whether it is reporting and the chain's own score; which are notices, which were put back."""

    kept: tuple[bool, ...]
    scores: tuple[float, ...]
    notices: frozenset[int]
    put_back: frozenset[int]


def find_reporting(lines: Sequence[str], model: LineModel) -> Reporting:
    """The reporting among a dump's lines.

    Cost: linear in characters.
    """
    marks, scores = reporting_lines(lines, model)
    notices = notice_lines(lines, marks, model.lexicon)
    kept = [mark and index not in notices for index, mark in enumerate(marks)]
    put_back = _short_sentences(lines, kept, notices, model)
    return Reporting(
        tuple(mark or index in put_back for index, mark in enumerate(kept)),
        tuple(scores),
        frozenset(notices),
        frozenset(put_back),
    )


def _short_sentences(lines: Sequence[str], kept: Sequence[bool], notices: set[int], model: LineModel) -> set[int]:
    prose = [index for index, keep in enumerate(kept) if keep and is_prose(lines[index])]
    if len(prose) < _MIN_PARAGRAPHS:
        return set()
    names = {name for index in prose for name in _names(lines[index], first=False)}
    paragraphs, found = set(prose), set[int]()
    for index in range(prose[0] + 1, len(lines)):
        line = lines[index]
        follows = index - 1 in paragraphs or index - 1 in found
        if kept[index] or index in notices or not follows or len(line) > 400:
            continue
        signed = _without_sign_off(line)
        sentence = signed or line
        goes_on = bool(signed or _ANAPHOR.match(sentence))
        if not _is_report_sentence(sentence, model, goes_on=goes_on):
            continue
        if goes_on or index + 1 in paragraphs or names & _names(line, first=True):
            found.add(index)
    return found


def _without_sign_off(line: str) -> str:
    """The sentence before an agency's sign-off, or nothing where none closes the line."""
    credit = next(closing_credits(line, 0, len(line)), None)
    if credit is None or credit.where != "sign-off" or credit.end < len(line):
        return ""
    if line[credit.start] in "([" and len(_WORD.findall(line[: credit.start])) < _MIN_WORDS:
        return ""  # as captions credit their photographs
    return line[: credit.start].rstrip()


def _is_report_sentence(line: str, model: LineModel, *, goes_on: bool = False) -> bool:
    """Whether a line is a whole sentence that speaks of something and to nobody."""
    found = _WORD.findall(line)
    min_words = _MIN_WORDS_GOING_ON if goes_on else _MIN_WORDS
    if not min_words <= len(found) <= _MAX_WORDS or not _STOP.search(line):
        return False
    if _ADDRESS.search(line) or _NOTE.search(line):
        return False
    if not any(word.lower() in function_words() for word in found) or line.endswith("…"):
        return False
    if is_caption(line) or addresses_reader(line, model.lexicon.reader) or invites(line):
        return False
    odds = sum(max(0.0, model.lexicon.odds.get(word.lower(), 0.0)) for word in found) / len(found)
    lower = sum(word[0].islower() for word in found) / len(found)
    return (goes_on or odds <= _MAX_ODDS) and lower >= 0.4


def _names(line: str, *, first: bool) -> set[str]:
    """The capitalised words of a line without days, the first one only where it is asked for."""
    found = [word.split("'")[0].split("’")[0] for word in _WORD.findall(line[:3000])]
    return {
        word
        for word in (found if first else found[1:])
        if len(word) >= 3 and word[0].isupper() and word.lower() not in function_words() and not _DAYS.fullmatch(word)
    }
