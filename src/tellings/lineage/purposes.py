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
# In longer rewritings a hedge, a booster or a figure stands in another clause: of 21 softenings and sharpenings read
# with more words on both sides three were such.
_SHORT_WORDS = 10
# A word that goes and comes back this many edits away has moved within its sentence.
_NEAR_EDITS = 3
# Characters of a wording in which a word may have moved.
_LONGEST_SHORT = 120
# Cuts and additions that a summary shows, of each.
_MOST = 5
# Two capitalised words that differ in this many letters at most are one name, spelled right once.
_NAME_LETTERS = 2
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLOCK = re.compile(r"(?<=\d):(?=\d\d)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
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
    """The edits, in their order, each with what it does; a word that only moved is neither added nor cut."""
    listed = tuple(edits)
    still = moved_words(listed)
    return tuple(
        replace(edit, purpose=purpose_of(edit.kind, edit.child_text, edit.parent_text, unmoved))
        for edit, unmoved in zip(listed, still, strict=True)
    )


def moved_words(edits: Sequence[Edit]) -> list[frozenset[str]]:
    """For each edit the words that it takes away and one nearby brings back, or the other way."""
    keys = [_changed(edit) for edit in edits]
    moved: list[set[str]] = [set() for _ in edits]
    for place, (_, gone) in enumerate(keys):
        for other in range(max(0, place - _NEAR_EDITS), min(len(keys), place + _NEAR_EDITS + 1)):
            back = gone & keys[other][0] if other != place else frozenset()
            moved[place] |= back
            moved[other] |= back
    return [frozenset(words) for words in moved]


def _changed(edit: Edit) -> tuple[frozenset[str], frozenset[str]]:
    """The words that a short edit brings and those that it takes, light ones apart."""
    if edit.kind is EditKind.MOVED or max(len(edit.child_text), len(edit.parent_text)) > _LONGEST_SHORT:
        return frozenset(), frozenset()
    ours, theirs = (frozenset(_plain(text)) - _words_of("light") for text in (edit.child_text, edit.parent_text))
    return ours - theirs, theirs - ours


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


def purpose_of(kind: EditKind, child_text: str, parent_text: str, moved: frozenset[str] = frozenset()) -> EditPurpose:
    """What one change of `parent_text` to `child_text` does; words in `moved` stand near by in the other text."""
    if kind is EditKind.MOVED:
        return EditPurpose.REORDER
    ours, theirs = (_plain(text[:2_000]) for text in (child_text, parent_text))
    if kind is EditKind.REPLACED:
        return _of_replacement(child_text, parent_text, ours, theirs, moved)
    few = len(ours) + len(theirs) <= _FEW_WORDS
    if few and _words_of("light").issuperset((*ours, *theirs)):
        return EditPurpose.HOUSE_STYLE
    if few and moved.union(_words_of("light")).issuperset((*ours, *theirs)):
        return EditPurpose.REORDER
    step = _weight(ours, moved) - _weight(theirs, moved) if few else 0
    if step:
        return EditPurpose.SHARPENING if step > 0 else EditPurpose.SOFTENING
    return EditPurpose.ADDITION if kind is EditKind.ADDED else EditPurpose.CUT


def _of_replacement(
    child_text: str, parent_text: str, ours: Sequence[str], theirs: Sequence[str], moved: frozenset[str]
) -> EditPurpose:
    left, right = _styled(ours), _styled(theirs)
    if "".join(left) == "".join(right) or _without_years(left, right) == _without_years(right, left):
        return EditPurpose.HOUSE_STYLE
    is_short = len(ours) + len(theirs) <= _SHORT_WORDS
    if is_short and _is_correction(child_text, parent_text, left, right):
        return EditPurpose.CORRECTION
    both = moved.union(_kept(ours, theirs), _kept(theirs, ours))
    step = _step(ours, theirs) or (_weight(ours, both) - _weight(theirs, both) if is_short else 0)
    if step:
        return EditPurpose.SHARPENING if step > 0 else EditPurpose.SOFTENING
    return EditPurpose.REWORDING


def _kept(ours: Sequence[str], theirs: Sequence[str]) -> set[str]:
    """Our words that the others have too, in whatever style."""
    forms = dict(_style_forms())
    held = {forms.get(word, word) for word in theirs}
    return {word for word in ours if forms.get(word, word) in held}


def _without_years(ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """The words of a date without its year where the other side has none ("27 January 2025", "Jan 27")."""
    if any(_YEAR.fullmatch(word) for word in theirs) or not any(word in _months() for word in ours):
        return list(ours)
    return [word for word in ours if not _YEAR.fullmatch(word)]


@cache
def _months() -> frozenset[str]:
    return frozenset(word for row in _rows("month") for word in row)


def _plain(text: str) -> list[str]:
    return [word.key for word in words(_CLOCK.sub(".", text.replace("%", " percent ")))]


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
    word = _THOUSANDS.sub("", _ORDINAL.sub("", word))
    numbers = _rows("number")[0]
    if word in numbers:
        return str(numbers.index(word))
    for pattern, plain in _SPELLINGS:
        word = pattern.sub(plain, word)
    return word.replace("-", "")


def _is_correction(child_text: str, parent_text: str, ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether a figure gives way to another in the same words, or a name to a like one; words in one style."""
    figures = [sorted(word for word in words if _DIGITS.fullmatch(word)) for words in (ours, theirs)]
    if figures[0] and figures[1] and figures[0] != figures[1]:
        return _is_alike(*({word for word in words if not _DIGITS.fullmatch(word)} for words in (ours, theirs)))
    names = [[w for w in text.split() if w[:1].isupper() and w.isalpha()] for text in (child_text, parent_text)]
    if len(ours) != len(theirs) or len(names[0]) != len(ours) or len(names[1]) != len(theirs):
        return False
    return all(_is_respelled(one, other) for one, other in zip(*names, strict=True))


def _is_alike(ours: set[str], theirs: set[str]) -> bool:
    """Whether what stands around two figures is one thing: half of the words, or a single one against another."""
    return max(len(ours), len(theirs)) <= 1 or 2 * len(ours & theirs) >= max(len(ours), len(theirs))


def _is_respelled(one: str, other: str) -> bool:
    """Whether two capitalised words are one name in two spellings; a plural is no spelling."""
    if one.removesuffix("s") == other.removesuffix("s"):
        return one == other
    return Levenshtein.distance(one, other) <= min(_NAME_LETTERS, len(one) // 3, len(other) // 3)


def _step(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How far up or down a scale the words step; 0 where no scale holds both."""
    left, right = ({form for key in keys for form in _lemmas(key)} for keys in (ours, theirs))
    for scale in _rows("scale"):
        mine = [place for place, word in enumerate(scale) if word in left]
        its = [place for place, word in enumerate(scale) if word in right]
        if mine and its and max(mine) != max(its):
            return max(mine) - max(its)
    return 0


def _weight(keys: Sequence[str], moved: frozenset[str] = frozenset()) -> int:
    """Boosters less hedges among the words, without those that stand near by in the other text too."""
    hedges, boosters = _words_of("hedge"), _words_of("booster")
    held = (key for place, key in enumerate(keys) if key not in moved and not _is_month(keys, place))
    return sum((key in boosters) - any(form in hedges for form in _lemmas(key)) for key in held)


def _is_month(keys: Sequence[str], place: int) -> bool:
    """Whether a word is a month in a date ("6 May"), whatever else it may be."""
    around = (*keys[max(0, place - 1) : place], *keys[place + 1 : place + 2])
    return keys[place] in _months() and any(word.isdigit() for word in around)


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
