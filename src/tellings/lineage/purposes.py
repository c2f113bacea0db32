"""What an edit does to the text it changes: house style, a correction, softening, sharpening, or just other words.

Judged from the two wordings and the kind of the edit alone; the words that tell are a data file (`edit_words.tsv`). It
says what a change does, not why anybody made it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from rapidfuzz.distance import Levenshtein

from tellings.data.tables import table
from tellings.records import Edit, EditKind, EditPurpose, EditSummary
from tellings.text.words import words

# Added or dropped words up to this many are a change inside a sentence; more are matter added or cut.
_FEW_WORDS = 4
# Cuts and additions that a summary shows, of each.
_MOST = 5
# Two capitalised words that differ in this many letters at most are one name, spelled right once.
_NAME_LETTERS = 2
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)$")
# Spellings of American and British English (Wikipedia, "American and British English spelling differences").
_SPELLINGS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"our(?=s?$|ed$|ing$|ite|able|ful|hood|er|al)", "or"),
        (r"is(?=e[sd]?$|ing$|ation)", "iz"),
        (r"ys(?=e[sd]?$|ing$)", "yz"),
        (r"(?<=[^aeiou])re(?=s?$|d$)", "er"),
        (r"ence(?=s?$|less$)", "ense"),
        (r"ll(?=ed$|ing$|er|or)", "l"),
        (r"(?:ae|oe)", "e"),
        (r"ogue(?=s?$)", "og"),
    )
)
_CONTRACTIONS = (("won't", "will not"), ("can't", "can not"), ("cannot", "can not"), ("n't", " not"), ("'re", " are"))
_ENDINGS = re.compile(r"(?:'s|ies|ing|ed|es|s|d)$")


def typed(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits, each with what it does."""
    return tuple(replace(edit, purpose=purpose_of(edit.kind, edit.child_text, edit.parent_text)) for edit in edits)


def summary_of(edits: Sequence[Edit], old_title: str, new_title: str) -> EditSummary:
    """What an outlet cut, added and changed, counted; `edits` are typed, titles empty where there is none."""
    cut = sorted((e for e in edits if e.kind is EditKind.DROPPED and e.parent), key=lambda e: -len(e.parent_text))
    added = sorted((e for e in edits if e.kind is EditKind.ADDED and e.child), key=lambda e: -len(e.child_text))
    counts = Counter(edit.purpose for edit in edits)
    is_retitled = bool(old_title and new_title) and old_title.split() != new_title.split()
    return EditSummary(
        sum(len(edit.parent_text.split()) for edit in cut),
        sum(len(edit.child_text.split()) for edit in added),
        tuple(edit.parent for edit in cut[:_MOST] if edit.parent),
        tuple(edit.child for edit in added[:_MOST] if edit.child),
        tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
        (old_title, new_title) if is_retitled else None,
    )


def purpose_of(kind: EditKind, child_text: str, parent_text: str) -> EditPurpose:
    """What one change of `parent_text` to `child_text` does."""
    if kind is EditKind.MOVED:
        return EditPurpose.REORDER
    ours, theirs = (_plain(text[:2_000]) for text in (child_text, parent_text))
    if kind is EditKind.REPLACED:
        return _of_replacement(child_text, parent_text, ours, theirs)
    few = len(ours) + len(theirs) <= _FEW_WORDS
    if few and _words_of("light").issuperset((*ours, *theirs)):
        return EditPurpose.HOUSE_STYLE
    step = _weight(ours) - _weight(theirs) if few else 0
    if step:
        return EditPurpose.SHARPENING if step > 0 else EditPurpose.SOFTENING
    return EditPurpose.ADDITION if kind is EditKind.ADDED else EditPurpose.CUT


def _of_replacement(child_text: str, parent_text: str, ours: Sequence[str], theirs: Sequence[str]) -> EditPurpose:
    if _styled(ours) == _styled(theirs):
        return EditPurpose.HOUSE_STYLE
    if _is_correction(child_text, parent_text, ours, theirs):
        return EditPurpose.CORRECTION
    step = _step(ours, theirs) or _weight(ours) - _weight(theirs)
    if step:
        return EditPurpose.SHARPENING if step > 0 else EditPurpose.SOFTENING
    return EditPurpose.REWORDING


def _plain(text: str) -> list[str]:
    return [word.key for word in words(text.replace("%", " percent "))]


def _styled(keys: Sequence[str]) -> list[str]:
    """The words in one style of spelling, numbers, contractions and abbreviations, without light words."""
    text = " ".join(keys).replace("’", "'")
    for short, full in _CONTRACTIONS:
        text = text.replace(short, full)
    text = f" {text} "
    for form, first in _style_forms():
        text = text.replace(f" {form} ", f" {first} ")
    found = [_spelled(word) for word in text.split() if word not in _words_of("light")]
    return sorted(found) if any(word.isdigit() for word in found) else found


def _spelled(word: str) -> str:
    word = _ORDINAL.sub("", word)
    numbers = _rows("number")[0]
    if word in numbers:
        return str(numbers.index(word))
    for pattern, plain in _SPELLINGS:
        word = pattern.sub(plain, word)
    return word.replace("-", "")


def _is_correction(child_text: str, parent_text: str, ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether a figure gives way to another, or a name to a like one."""
    figures = [sorted(word for word in _styled(keys) if _DIGITS.fullmatch(word)) for keys in (ours, theirs)]
    if figures[0] and figures[1] and figures[0] != figures[1]:
        return True
    names = [[w for w in text.split() if w[:1].isupper() and w.isalpha()] for text in (child_text, parent_text)]
    if len(ours) != len(theirs) or len(names[0]) != len(ours) or len(names[1]) != len(theirs):
        return False
    distances = [Levenshtein.distance(one, other) for one, other in zip(*names, strict=True)]
    return all(d <= min(_NAME_LETTERS, len(one) // 3) for d, one in zip(distances, names[0], strict=True))


def _step(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How far up or down a scale the words step; 0 where no scale holds both."""
    left, right = ({form for key in keys for form in _lemmas(key)} for keys in (ours, theirs))
    for scale in _rows("scale"):
        mine = [place for place, word in enumerate(scale) if word in left]
        its = [place for place, word in enumerate(scale) if word in right]
        if mine and its and max(mine) != max(its):
            return max(mine) - max(its)
    return 0


def _weight(keys: Sequence[str]) -> int:
    """Boosters less hedges among the words."""
    hedges, boosters = _words_of("hedge"), _words_of("booster")
    return sum((key in boosters) - any(form in hedges for form in _lemmas(key)) for key in keys)


def _lemmas(key: str) -> tuple[str, ...]:
    """A word and what it may be a form of."""
    stem = _ENDINGS.sub("", key)
    doubled = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
    irregular = {"said": "say", "slain": "slay", "slew": "slay", "fled": "flee", "left": "leave", "took": "take"}
    return key, stem, f"{stem}e", f"{stem}y", doubled, irregular.get(key, key)


@cache
def _rows(kind: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(filter(None, row[1:])) for row in table("edit_words") if row[0] == kind)


@cache
def _words_of(kind: str) -> frozenset[str]:
    return frozenset(word for row in _rows(kind) for word in row)


@cache
def _style_forms() -> tuple[tuple[str, str], ...]:
    """Every form with the first of its row, the longest first."""
    forms = [(form, row[0]) for row in _rows("style") for form in row[1:]]
    return tuple(sorted(forms, key=lambda form: (-len(form[0]), form)))
