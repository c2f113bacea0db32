"""Where the names of an article stand: what the recogniser found, trimmed, split and drawn out, and what it missed.

The small model's slips are regular: a title or a possessive sticks to a name, a possessor joins it ("Oslo's Ingrid
Solheim"), capitals, hyphens and foreign given names hide it. What a name is of is decided in `names`.
"""

from dataclasses import replace

from tellings.language.names.compounds import (
    SAINTS,
    countries_spelled_out,
    facilities,
    is_ordinary,
    leading_word,
    without_headline_words,
)
from tellings.language.names.given import is_given_name
from tellings.language.names.grammar import Grammar
from tellings.language.names.matching import initials_of, is_acronym
from tellings.language.names.places import acronyms, institution_words, place_of
from tellings.language.names.repairs import as_full_names_show
from tellings.language.names.titles import stands_before, titles
from tellings.language.names.trimming import (
    HYPHENS,
    POSSESSIVE,
    TYPES,
    Named,
    Singles,
    is_institution,
    pieces_of,
)
from tellings.records import Parse

_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_OPEN_CLASS = frozenset({"NN", "JJ", "VB", "FW", "UH"})
# Names of people run to four words with particles and a generation; five leaves room for one more.
MAX_WORDS = 5
# The parts of East Asian names are syllables, of six letters at most (Zhuang).
MAX_SYLLABLE = 6


def ranges_of(grammar: Grammar, parse: Parse) -> list[Named]:
    """The untyped ranges of the article's names in order, none overlapping, without titles, articles, possessives."""
    raw = [Named(name.start, name.end, None, name.label) for name in parse.names]
    recognised = frozenset(grammar.words[name.start] for name in raw if name.end - name.start == 1)
    singles = Singles(recognised, _words_alone(grammar))
    found = [piece for name in raw for piece in pieces_of(grammar, _with_place_noun(grammar, name), singles)]
    found = _extended(grammar, _without_overlaps([*_certain(grammar), *found]))
    found = sorted([*found, *_missed(grammar, found, singles)], key=lambda named: named.start)
    found = _with_generations(grammar, _without_overlaps([_with_country(grammar, named) for named in found]))
    return as_full_names_show(grammar, found)


def _with_generations(grammar: Grammar, found: list[Named]) -> list[Named]:
    """The names without a bare "Jr.", which goes to the person named right before it."""
    kept: list[Named] = []
    for named in found:
        if named.end - named.start == 1 and grammar.lowers[named.start].rstrip(".") in _GENERATIONS:
            if kept and kept[-1].label == "PERSON" and kept[-1].end == named.start:
                kept[-1] = replace(kept[-1], end=named.end)
            continue
        kept.append(named)
    return kept


def _certain(grammar: Grammar) -> list[Named]:
    """Places that their own words show, whatever the recogniser made of them."""
    return [
        *(Named(start, end, None, "FAC") for start, end in facilities(grammar)),
        *(Named(start, end, None, "GPE") for start, end in countries_spelled_out(grammar)),
    ]


def _with_place_noun(grammar: Grammar, named: Named) -> Named:
    """A person's name inside a place's, drawn out over the place ("St Peter" in "St Peter's Square")."""
    after = named.end
    if named.label != "PERSON" or after >= len(grammar.words):
        return named
    is_saint = grammar.lowers[named.start] in SAINTS and named.end - named.start > 1
    if is_saint and grammar.words[after - 1] in POSSESSIVE:
        named = replace(named, label="FAC")
    if is_saint and grammar.words[after] in POSSESSIVE:
        after += 1
    if after >= len(grammar.words):
        return named
    is_place = grammar.is_capitalised(after) and grammar.lowers[after] in institution_words("place")
    if is_place and grammar.tokens[after].tag in {"NNP", "NN"}:
        return replace(named, end=after + 1, label="FAC")
    return replace(named, end=after, label="FAC") if is_saint and after > named.end else named


def _words_alone(grammar: Grammar) -> frozenset[str]:
    words = ("", *grammar.words, "")
    return frozenset(
        word
        for before, word, after in zip(words, words[1:], words[2:], strict=False)
        if word[:1].isupper() and before not in HYPHENS and after not in HYPHENS
    )


def _without_overlaps(found: list[Named]) -> list[Named]:
    kept: list[Named] = []
    for named in sorted(found, key=lambda named: (named.start, -named.end)):
        if not kept or kept[-1].end <= named.start:
            kept.append(named)
    return kept


def _missed(grammar: Grammar, found: list[Named], singles: Singles) -> list[Named]:
    """Names that the recogniser passed over: known ones repeated, ones with a title, given names, countries."""
    covered = [False] * len(grammar.words)
    for named in found:
        covered[named.start : named.end] = [True] * (named.end - named.start)
    known = {grammar.wording(n.start, n.end).casefold(): n.label for n in found if n.label in TYPES}
    surnames = {grammar.lowers[n.end - 1] for n in found if n.label == "PERSON"}
    initials = {
        i for n in found if n.end - n.start > 1 for i in initials_of(grammar.wording(n.start, n.end)) if len(i) > 2
    }
    leads = {lead.lower() for n in found if (lead := leading_word(grammar.words[n.start : n.end]))}
    papers = {grammar.lowers[n.end - 1] for n in found if n.label == "ORG" and n.end - n.start > 1}
    papers &= institution_words("press")
    missed = []
    for start, end in _runs(grammar, covered, surnames | leads):
        is_paper = end - start == 1 and grammar.lowers[start] in papers
        if is_paper and start and grammar.lowers[start - 1] == "the":
            missed.append(Named(start, end, None, "ORG"))  # "the Post"
        elif end - start == 1 and grammar.lowers[start] in leads:
            missed.append(Named(start, end, None, "ORG"))
        elif label := _label_of_run(grammar, start, end, known, surnames, initials):
            missed += pieces_of(grammar, Named(start, end, None, label), singles)
    return missed


def _with_country(grammar: Grammar, named: Named) -> Named:
    """A ministry's name with the country before it: foreign ministries are many, and one of them is meant."""
    if named.label != "ORG" or grammar.lowers[named.end - 1] not in institution_words("distinct"):
        return named
    before = named.start - 1
    if before >= 0 and grammar.words[before] in POSSESSIVE:
        before -= 1
    for start in (before - 1, before):
        if start >= 0 and grammar.sentence[start] == grammar.sentence[named.start] and grammar.is_capitalised(start):
            place = place_of(grammar.wording(start, before + 1))
            if place and place.kind in {"name", "demonym"}:
                return replace(named, start=start)
    return named


def _extended(grammar: Grammar, found: list[Named]) -> list[Named]:
    """People's names drawn out over the proper nouns beside them that the recogniser left off."""
    extended: list[Named] = []
    for number, named in enumerate(found):
        start, end = named.start, named.end
        if named.label == "PERSON":
            left = extended[-1].end if extended else 0
            right = found[number + 1].start if number + 1 < len(found) else len(grammar.words)
            is_given = all(is_given_name(grammar.words[i]) or grammar.words[i].endswith(".") for i in range(start, end))
            while is_given and end < right and end - start < MAX_WORDS and _belongs(grammar, end - 1, end):
                end += 1
            while start > left and end - start < MAX_WORDS and _belongs(grammar, start, start - 1):
                if _has_given_name(grammar, start, end):
                    break
                start -= 1
        if named.label in TYPES and _is_company_word(grammar, end - 1, end):
            extended.append(replace(named, start=start, end=end + 1, label="ORG"))
            continue
        extended.append(replace(named, start=start, end=end))
    return _repeated(grammar, extended)


def _has_given_name(grammar: Grammar, start: int, end: int) -> bool:
    """Whether a name begins with its given name, and the word before it is none ("Safety Anna Berg")."""
    is_whole = end - start > 1 and is_given_name(grammar.words[start])
    before = grammar.words[start - 1]
    if not is_whole or is_given_name(before) or not is_ordinary(before):
        return False
    return max(len(word) for word in grammar.words[start - 1 : end]) > MAX_SYLLABLE


def _is_company_word(grammar: Grammar, inner: int, outer: int) -> bool:
    """Whether the word after a name is what companies' names end in: "Norvik" is "Norvik Shipping" then."""
    if outer >= len(grammar.words) or grammar.sentence[inner] != grammar.sentence[outer]:
        return False
    is_proper = grammar.is_capitalised(outer) and grammar.tokens[outer].tag in {"NNP", "NNPS"}
    known = institution_words("company") | institution_words("legal")
    return (
        is_proper and grammar.lowers[outer].strip(".") in known and bool(leading_word(grammar.words[inner : outer + 1]))
    )


def _repeated(grammar: Grammar, found: list[Named]) -> list[Named]:
    """A name that elsewhere has a word before it takes that word at a sentence's beginning too."""
    longer = {
        (grammar.words[n.start], grammar.words[n.start + 1])
        for n in found
        if n.label == "PERSON" and n.end - n.start == 2
    }
    repeated: list[Named] = []
    for named in found:
        left = repeated[-1].end if repeated else 0
        single = named.end - named.start == 1 and named.start > left
        if single and (grammar.words[named.start - 1], grammar.words[named.start]) in longer:
            named = replace(named, start=named.start - 1)
        repeated.append(named)
    return repeated


def _belongs(grammar: Grammar, inner: int, outer: int) -> bool:
    """Whether a word beside a person's name is part of it: a proper noun that is no title, place or institution."""
    word = grammar.words[outer]
    title = titles().get(word.lower())
    return (
        grammar.sentence[inner] == grammar.sentence[outer]
        and (grammar.tokens[outer].tag == "NNP" or (outer < inner and _is_inside_sentence(grammar, outer)))
        and word[:1].isupper()
        and (not word.isupper() or len(word) == 1 or grammar.words[inner].isupper())
        and not (title or stands_before(word.lower()))
        and place_of(word) is None
        and word.lower() not in _DAYS
        and (outer > inner or is_given_name(word) or without_headline_words(grammar, outer, inner + 1) == outer)
        and word.lower() not in institution_words("organisation")
        and word.lower() not in institution_words("place")
        and (outer > inner or is_given_name(word) or word.endswith(".") or _is_inside_sentence(grammar, outer))
    )


def _runs(grammar: Grammar, covered: list[bool], surnames: set[str]) -> list[tuple[int, int]]:
    """Runs of uncovered capitalised proper nouns, titles before them left out."""
    runs, index = [], 0
    for start in [at for at, word in enumerate(grammar.words) if word[:1].isupper()]:
        if start < index or covered[start]:
            continue
        index = start
        while index < len(grammar.words) and not covered[index] and _is_proper(grammar, index, surnames):
            index += 1
        first = start
        while first < index and stands_before(grammar.lowers[first]):
            first += 1
        if first < index:
            runs.append((first, index))
    return runs


def _is_proper(grammar: Grammar, index: int, surnames: set[str]) -> bool:
    word = grammar.words[index]
    if not grammar.is_capitalised(index) or not any(map(str.isalpha, word)):
        return False
    if grammar.tokens[index].tag in {"NNP", "NNPS"} or (word.isupper() and len(word) > 1):
        return True
    if grammar.lowers[index] in surnames and grammar.tokens[index].tag[:2] in _OPEN_CLASS:
        return True
    # The tagger takes foreign given names for verbs and adjectives: a capital inside a sentence says more.
    return _is_inside_sentence(grammar, index) and len(word) > 1


def _is_inside_sentence(grammar: Grammar, index: int) -> bool:
    if index == 0 or grammar.sentence[index] != grammar.sentence[index - 1]:
        return False
    if grammar.tokens[index].tag[:2] not in _OPEN_CLASS:
        return False
    return grammar.words[index - 1][-1:].isalnum() or grammar.words[index - 1] == ","


def _label_of_run(
    grammar: Grammar, start: int, end: int, known: dict[str, str], surnames: set[str], initials: set[str]
) -> str:
    wording = grammar.wording(start, end)
    if label := known.get(wording.casefold()):
        return label
    if end - start <= 3 and grammar.lowers[end - 1] in surnames and place_of(grammar.words[start]) is None:
        return "PERSON"
    if leading_word(grammar.words[start:end]):
        return "ORG"
    if end - start == 1 and (wording in initials or _is_defined_here(grammar, start)):
        return "ORG"
    if titled(grammar, start) and end - start <= 3 and not is_institution(grammar, end):
        return "PERSON"
    if 2 <= end - start <= 3 and is_given_name(grammar.words[start]) and not is_institution(grammar, end):
        return "" if any(grammar.words[i].isupper() for i in range(start, end)) else "PERSON"
    place = place_of(wording)
    if place and place.kind != "demonym":
        return "ORG" if place.kind == "seat" else "GPE"
    return "ORG" if wording.replace(".", "") in acronyms() else ""


def _is_defined_here(grammar: Grammar, index: int) -> bool:
    """Whether an acronym stands in brackets after the name it abbreviates."""
    last = grammar.lowers[index - 2] if index > 1 else ""
    return (
        is_acronym(grammar.words[index])
        and grammar.words[index - 1] == "("
        and last in institution_words("organisation")
    )


def titled(grammar: Grammar, start: int) -> bool:
    """Whether the word before a name is a title that stands before people's names."""
    # The splitter takes the point of "Gov." for a sentence's end now and then.
    if start == 0 or (grammar.sentence[start - 1] != grammar.sentence[start] and grammar.words[start - 1][-1] != "."):
        return False
    title = titles().get(grammar.lowers[start - 1])
    return bool(title and title.stands_before and grammar.tokens[start - 1].tag in {"NN", "NNP", "NNS", "NNPS"})
