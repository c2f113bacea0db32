"""Names drawn too wide or too narrow, put right by the full names that the article or the story has for people.

"Getty Max Verholm" is Max Verholm with a caption's remains where others print "Max Verholm" more often, "Dahl Mei" is
Dahl Mei Lin where the text goes on with "Lin" and somebody prints the whole name.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from tellings.language.names.compounds import is_ordinary
from tellings.language.names.given import is_given_name
from tellings.language.names.grammar import Grammar
from tellings.language.names.places import acronyms
from tellings.language.names.trimming import MAX_LETTERS, TYPES, Named, is_institution

_LINKING = frozenset({"of", "for", "and", "&", "the", "in", "at", "to", "with"})
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
# Names longer than this are headings; nobody's full name is sought in them.
MAX_WORDS = 8


def as_full_names_show(grammar: Grammar, found: list[Named]) -> list[Named]:
    """The article's names; those that hold a person's full name and remains of something else are cut to it."""
    full = Counter(
        grammar.words[n.start : n.end]
        for n in found
        if n.label == "PERSON" and n.end - n.start > 1 and is_given_name(grammar.words[n.start])
        if not is_institution(grammar, n.end)
    )
    alone = {grammar.words[n.start] for n in found if n.end - n.start == 1}
    people = [grammar.words[n.start : n.end] for n in found if n.label == "PERSON" and n.end - n.start > 1]
    families = {family for words in people for family in (words[-1], words[0]) if family in alone}
    repaired = []
    for named in found:
        words = grammar.words[named.start : named.end]
        begins = named.start == 0 or grammar.sentence[named.start - 1] != grammar.sentence[named.start]
        if _is_office_and_family(words, named.label, families):
            named = replace(named, start=named.start + 1, label="PERSON")
        elif cut := person_inside(words, full, begins):
            named = Named(named.start + cut[0], named.start + cut[1], None, "PERSON")
        repaired.append(named)
    return _joined(grammar, repaired)


def _is_office_and_family(words: tuple[str, ...], label: str, families: set[str]) -> bool:
    """Whether a would-be body is the letters of an office and a family name ("MOS Berg")."""
    if label not in TYPES or len(words) != 2 or words[1] not in families:
        return False
    is_letters = words[0].isupper() and words[0].isalpha() and 1 < len(words[0]) <= MAX_LETTERS
    return is_letters and words[0] not in acronyms() and not is_given_name(words[0])


def person_inside(
    words: tuple[str, ...], full: Mapping[tuple[str, ...], int], begins: bool = False
) -> tuple[int, int] | None:
    """The half-open range of a known full name inside a longer would-be name, or None.

    Args:
        words: The would-be name.
        full: How often each full name of a person is printed.
        begins: Whether the would-be name begins a sentence, where a capital tells nothing.
    """
    size = len(words)
    if size < 3 or size > MAX_WORDS:
        return None
    own = full.get(words, 0)
    for length in range(size - 1, 1, -1):
        if not words[size - length - 1][-1:].isalnum():
            continue  # "East-West Line" is no West Line
        uses, is_surer = full.get(words[-length:], 0), all(map(_is_no_name, words[:-length]))
        if uses and uses >= own + (not is_surer) and _is_left_over(words[: size - length], begins):
            return size - length, size
        if full.get(words[:length], 0) > own and _is_right_over(words[length:]):
            return 0, length
    return None


def _is_no_name(word: str) -> bool:
    return is_ordinary(word) and not is_given_name(word)


def _is_left_over(words: tuple[str, ...], begins: bool) -> bool:
    """Whether words before a full name are no part of it: no given name, no initial, no "of" or "and"."""
    if begins and len(words) == 1 and is_ordinary(words[0]):
        return True
    is_name = is_given_name(words[0]) or (len(words[0].rstrip(".")) == 1 and words[0][0].isupper())
    return not is_name and not any(word.lower() in _LINKING for word in words)


def _is_right_over(words: tuple[str, ...]) -> bool:
    """Whether words after a full name are a heading's and no part of it ("Anna Berg Arrested")."""
    return all(_is_no_name(word) and word.lower().rstrip(".") not in _GENERATIONS for word in words) and not any(
        word.lower() in _LINKING for word in words
    )


def _joined(grammar: Grammar, found: list[Named]) -> list[Named]:
    """The names with a person's family name joined to the given names right before it ("Berg Mei", "Lin")."""
    joined: list[Named] = []
    for named in found:
        last = joined[-1] if joined else None
        if last and _is_one_name(grammar, last, named):
            joined[-1] = replace(last, end=named.end)
        else:
            joined.append(named)
    return joined


def _is_one_name(grammar: Grammar, one: Named, other: Named) -> bool:
    if one.label != "PERSON" or other.label != "PERSON" or one.end != other.start or other.end - other.start > 1:
        return False
    words = grammar.words[one.start : other.end]
    is_line = "\n" not in grammar.article.text[grammar.tokens[one.end - 1].end : grammar.tokens[other.start].start]
    return is_line and len(words) <= 4 and all(word[:1].isupper() and word[-1:].isalpha() for word in words)


__all__ = ["as_full_names_show", "person_inside"]
