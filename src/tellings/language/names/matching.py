"""Whether two full names can be one person's, organisation's or place's, and the sentence that says why.

A function here answers None for "no reason to think so". What it answers is about the two names only: whether another
bearer of a short name stands in the way is decided where all names are known.
"""

from functools import cache, lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from tellings.data.tables import table
from tellings.language.names.given import are_forms_of_one_name, gender_of, is_given_name
from tellings.language.names.keys import ascii_word, consonant_key, spelling_key
from tellings.language.names.places import acronyms, country_of, institution_words, place_key, place_of

# A consonant key of two letters is shared by too many names (Maria, Mario, Moira); three and a likeness of .75 part
# every pair of different people in the development events and keep Qaddafi, Muhammad, Penelac.
MIN_CONSONANTS = 3
MIN_LIKENESS = 0.75
# Shorter family names have neighbours one letter away (Hall, Hill); by the development events six letters are safe
# where the given names agree.
MIN_LETTERS_OF_MISPRINT = 6
# Names and pairs of names whose comparison is kept: a large story has about 50,000 pairs.
CACHED_NAMES = 65_536
# Kinds of prisons, airports and ports: words that a text may leave out.
_NARROWING = frozenset(
    {"military", "international", "regional", "municipal", "federal", "state", "national", "naval", "high-security"}
)
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv", "junior", "senior"})
# Words inside family names that some texts drop or write small.
_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "ben", "de", "da", "di", "del", "della", "van", "von", "der", "den", "la", "le", "du"}
)
_MINISTRIES = dict.fromkeys(("ministry", "ministerio", "ministere", "ministero", "ministerium"), "ministry")
_FILLING = frozenset({"affairs", "public", "publica", "asuntos", "relaciones", "affaires"})
_LINKING = frozenset({"of", "the", "for", "and", "&", "de", "du", "des", "et"})


@lru_cache(maxsize=CACHED_NAMES)
def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name for comparing: hyphens as blanks, ASCII, lower case, no points."""
    return tuple(word for part in name.replace("-", " ").split() if (word := ascii_word(part).strip("'-")))


def _generation(words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    if len(words) > 1 and words[-1] in _GENERATIONS:
        return words[:-1], words[-1]
    return words, ""


def is_family_name_alike(one: str, other: str) -> bool:
    """Whether two family names are the same or spellings of one."""
    if one == other or (min(len(one), len(other)) > 2 and spelling_key(one) == spelling_key(other)):
        return True
    return _sounds_alike(one, other)


def is_misprint(one: str, other: str) -> bool:
    """Whether two long words differ in one letter, or in two that changed places, and begin alike."""
    return (
        one != other
        and one[0] == other[0]
        and min(len(one), len(other)) >= MIN_LETTERS_OF_MISPRINT
        and OSA.distance(one, other, score_cutoff=1) == 1
    )


def _sounds_alike(one: str, other: str) -> bool:
    key = consonant_key(one)
    return (
        len(key) >= MIN_CONSONANTS
        and key == consonant_key(other)
        and JaroWinkler.similarity(one, other) >= MIN_LIKENESS
    )


@lru_cache(maxsize=CACHED_NAMES)
def same_person(one: str, other: str) -> str | None:
    """Why two full names (two words or more each) are one person's, or None."""
    (ours, our_generation), (theirs, their_generation) = (_generation(person_words(n)) for n in (one, other))
    if our_generation and their_generation and our_generation != their_generation:
        return None
    if min(len(ours), len(theirs)) < 2:
        return None
    if ours == theirs or "".join(ours) == "".join(theirs):
        return f"'{one}' and '{other}' are one name, printed differently."
    if _is_middle_different(ours, theirs):
        return None
    return _same_but_for_more(one, other, ours, theirs) or _same_but_for_spelling(one, other, ours, theirs)


def _is_middle_different(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether both names give a middle name or initial and these begin differently (George H. W., George W.)."""
    middles = [[w for w in words[1:-1] if w not in _PARTICLES] for words in (ours, theirs)]
    return all(middles) and middles[0][0][0] != middles[1][0][0]


def _same_but_for_more(one: str, other: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> str | None:
    """Initials and middle names left out, a second family name added, the order turned round."""
    short, long = sorted((ours, theirs), key=len)
    bare = (tuple(w for w in words if len(w) > 1 and w not in _PARTICLES) for words in (ours, theirs))
    plain, full = sorted(bare, key=len)
    if len(plain) >= 2 and plain == full:
        return f"'{one}' and '{other}' differ in an initial or a particle only."
    if len(plain) >= 2 and plain != full and (full[: len(plain)] == plain or _is_ends_of(plain, full)):
        return None if _is_east_asian(short, long) else f"'{one}' and '{other}' agree in every name that both give."
    if len(ours) == len(theirs) == 2 and ours == theirs[::-1]:
        return f"'{one}' and '{other}' are one name with the family name first and last."
    return None


def _is_ends_of(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return len(short) == 2 and (short[0], short[-1]) == (long[0], long[-1])


def _is_east_asian(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Kim Jong and Kim Jong Un: names of three short syllables whose last part is not a second family name."""
    return len(long) == 3 and max(map(len, long)) <= 5 and not is_given_name(short[0])


def _same_but_for_spelling(one: str, other: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> str | None:
    ours, theirs = (tuple(w for w in words if len(w) > 1 and w not in _PARTICLES) or words for words in (ours, theirs))
    if ours[:-1] == theirs[:-1] and len(ours[0]) > 1 and is_misprint(ours[-1], theirs[-1]):
        return f"'{one}' and '{other}' differ in one letter of the family name."
    is_rest_same = len(ours) > 2 and ours[:-1] == theirs[:-1] and consonant_key(ours[-1]) == consonant_key(theirs[-1])
    if not is_rest_same and not is_family_name_alike(ours[-1], theirs[-1]):
        return None
    if len(ours) == len(theirs) == 3 and not _is_same_given(ours[1], theirs[1]):
        return None
    family = "" if ours[-1] == theirs[-1] else f"'{_cased(ours[-1])}' and '{_cased(theirs[-1])}' spell one family name"
    given = _given_reason(ours[0], theirs[0])
    if given is None or not (family or given):
        return None
    if min(len(ours), len(theirs)) < 2:
        return None
    said = "; ".join(filter(None, (family, given)))
    return f"'{one}' is '{other}': {said}."


def _given_reason(one: str, other: str) -> str | None:
    """Why two given names can be one person's: empty where they are the same, None where they cannot."""
    if one == other:
        return ""
    if spelling_key(one) == spelling_key(other) and len(one) > 2:
        return f"'{_cased(one)}' and '{_cased(other)}' spell one given name"
    if (len(one) == 1 or len(other) == 1) and one[0] == other[0]:
        return f"'{_cased(min(one, other, key=len))}.' is the initial of '{_cased(max(one, other, key=len))}'"
    short, long = sorted((one, other), key=len)
    if len(short) == 2 and short[0] == long[0] and not set(short) & set("aeiouy"):
        return f"'{short.upper()}' are initials that fit '{_cased(long)}'"
    if {gender_of(one), gender_of(other)} == {"m", "f"}:
        return None
    if are_forms_of_one_name(one, other):
        return f"'{_cased(one)}' and '{_cased(other)}' are forms of one given name"
    if _sounds_alike(one, other) and not (is_given_name(one) and is_given_name(other) and len(one) != len(other)):
        return f"'{_cased(one)}' and '{_cased(other)}' spell one given name"
    return None


def _cased(word: str) -> str:
    return word[:1].upper() + word[1:]


def _is_same_given(one: str, other: str) -> bool:
    return _given_reason(one, other) is not None


@lru_cache(maxsize=CACHED_NAMES)
def organisation_words(name: str) -> tuple[str, ...]:
    """The words of an organisation's name for comparing: acronyms and country forms spelled one way."""
    words: list[str] = []
    for part in name.replace("’s", "").replace("'s", "").replace("-", " ").split():
        bare = part.strip(".,()'\"’")
        plain = bare.replace(".", "")
        place = (place_of(bare) or place_of(part)) if bare[:1].isupper() else None
        if place and place.kind in {"name", "demonym"}:
            words += place_key(place.country).split()
        elif plain in {"UN", "EU", "AU"}:
            words += acronyms()[plain].casefold().split()
        else:
            words += [_one_spelling(folded) for folded in [ascii_word(plain) or plain.casefold()] if folded]
    kept = [word for word in words if word not in _LINKING]
    return _ministry_words(kept) if set(kept) & set(_MINISTRIES) else tuple(kept)


def _ministry_words(words: list[str]) -> tuple[str, ...]:
    """A ministry's words by what it is for, so that its renderings agree: "Public Safety Ministry" and
    "Ministry of Security"; "affairs" and "public" tell no two of one country apart.
    """
    portfolios = _portfolios()
    folded = [_MINISTRIES.get(word, portfolios.get(word, word)) for word in words]
    bare = [word for word in folded if word not in _FILLING]
    return tuple(sorted(bare if len(bare) > 1 else folded, key=lambda word: word == "ministry"))


@cache
def _portfolios() -> dict[str, str]:
    return {ascii_word(word): meaning for kind, word, meaning in table("institutions") if kind == "portfolio"}


def _one_spelling(word: str) -> str:
    """British and American spellings of the words institutions are made of, as one."""
    if word in {"defence", "defense"}:
        return "defense"
    if word in {"centre", "center"}:
        return "center"
    return word.replace("isation", "ization").rstrip("'")


@lru_cache(maxsize=CACHED_NAMES)
def initials_of(name: str) -> frozenset[str]:
    """The acronyms that a name's capitals can form, with and without its small words."""
    words = [
        w for part in name.replace("’s", "").replace("'s", "").replace("-", " ").split() if (w := part.strip(".,()"))
    ]
    big = [w for w in words if w[0].isupper() and w.lower() not in _LINKING]
    if big and big[-1].lower() in institution_words("legal"):
        return frozenset()
    return frozenset({"".join(w[0] for w in big), "".join(w[0].upper() for w in words)})


@lru_cache(maxsize=CACHED_NAMES)
def is_acronym(name: str) -> bool:
    """Whether the name is written as an acronym: two to seven capitals, with or without points."""
    plain = name.replace(".", "")
    return 2 <= len(plain) <= 7 and plain.isalnum() and sum(map(str.isupper, plain)) >= max(2, len(plain) - 1)


@lru_cache(maxsize=CACHED_NAMES)
def same_organisation(one: str, other: str) -> str | None:
    """Why two names are one organisation's, or None."""
    ours, theirs = organisation_words(one), organisation_words(other)
    if not ours or not theirs:
        return None
    if is_acronym(one) != is_acronym(other) and (reason := _acronym_reason(one, other) or _acronym_reason(other, one)):
        return reason
    if ours == theirs:
        return f"'{one}' and '{other}' are one name, printed differently."
    if "".join(ours) == "".join(theirs):
        return f"'{one}' and '{other}' are one name, written together and apart."
    if len(ours) > 1 and sorted(ours) == sorted(theirs):
        return f"'{one}' and '{other}' are the same words in another order."
    return _short_form_reason(one, other, ours, theirs) or _misspelt_reason(one, other, ours, theirs)


def _acronym_reason(short: str, long: str) -> str | None:
    if not is_acronym(short) or is_acronym(long):
        return None
    plain = short.replace(".", "")
    known = acronyms().get(plain)
    if known and organisation_words(known) == organisation_words(long):
        return f"'{short}' is the acronym of '{long}'."
    if len(plain) >= 3 and plain.upper() in initials_of(long):
        return f"'{short}' is made of the initials of '{long}'."
    words = [word.casefold() for word in long.replace("-", " ").split() if word[:1].isupper()]
    if (
        len(plain) >= 4
        and len(words) >= 2
        and len(plain) == len(words) + 1
        and _is_spelled_from(plain.casefold(), words)
    ):
        return f"'{short}' is made of letters of '{long}'."
    return None


def _is_spelled_from(letters: str, words: list[str]) -> bool:
    """Whether the letters are the words' first ones and one more from inside the last ("KCTV")."""
    last = words[-1]
    heads = "".join(word[0] for word in words)
    return letters[:-1] == heads and letters[-1] in last[1:]


def _short_form_reason(one: str, other: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> str | None:
    """One name drops a legal form or the kind of body at its end ("Fox", "Fox News")."""
    short, long = sorted((ours, theirs), key=len)
    dropped = long[len(short) :]
    droppable = institution_words("legal") | institution_words("generic") | institution_words("company")
    if dropped and long[: len(short)] == short and set(dropped) <= droppable and not set(short) <= droppable:
        is_country = len(short) == 1 and country_of(short[0]) is not None
        return None if is_country else f"'{min(one, other, key=len)}' is short for '{max(one, other, key=len)}'."
    return None


def _misspelt_reason(one: str, other: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> str | None:
    if len(ours) != len(theirs) or any(w.isdigit() for w in (*ours, *theirs)) or is_acronym(one) or is_acronym(other):
        return None
    different = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    if len(different) == 1 and _is_misspelling(*different[0]):
        return f"'{one}' and '{other}' differ in the spelling of one word only."
    return None


def _is_misspelling(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= 5 and (spelling_key(one) == spelling_key(other) or _sounds_alike(one, other))


@lru_cache(maxsize=CACHED_NAMES)
def same_place(one: str, other: str) -> str | None:
    """Why two names are one place's, or None."""
    ours, theirs = place_key(one), place_key(other)
    if ours == theirs or ours.replace(".", "") == theirs.replace(".", ""):
        return f"'{one}' and '{other}' are one name, printed differently."
    if len(ours.split()) > 1 and _bag(ours) == _bag(theirs):
        return f"'{one}' and '{other}' are the same words in another order."
    if _is_narrowed(ours.split(), theirs.split()):
        return f"'{one}' and '{other}' differ in a word that says what kind of {ours.split()[-1]} it is."
    if len(ours.split()) > 1 and len(ours.split()) == len(theirs.split()):
        pairs = [(a, b) for a, b in zip(ours.split(), theirs.split(), strict=True) if a != b]
        if len(pairs) == 1 and spelling_key(pairs[0][0]) != "" and _is_transliteration(*pairs[0]):
            return f"'{one}' and '{other}' differ in the spelling of one word only."
    if (country := country_of(one)) and country == country_of(other) and _kind(one) == _kind(other):
        if _kind(one) == "name":
            return f"'{one}' and '{other}' are names of {country}."
        if _kind(one) == "capital" and (spelling_key(ours) == spelling_key(theirs) or _is_close(ours, theirs)):
            return f"'{one}' and '{other}' spell one city."
    return None


def _bag(key: str) -> list[str]:
    return sorted(word for word in key.split() if word != "of")


def _is_narrowed(ours: list[str], theirs: list[str]) -> bool:
    """Whether one name has just one word more, before a facility's noun: "Ofer prison", "Ofer military prison"."""
    short, long = sorted((ours, theirs), key=len)
    return (
        len(short) == 2
        and len(long) == 3
        and (short[0], short[1]) == (long[0], long[2])
        and short[1] in institution_words("place")
        and long[1] in _NARROWING
    )


def _is_transliteration(one: str, other: str) -> bool:
    """Whether two words differ in vowels only: consonants are what transliterations keep."""
    return min(len(one), len(other)) >= 4 and consonant_key(one) == consonant_key(other) and _is_close(one, other)


def _kind(name: str) -> str:
    place = place_of(name)
    return place.kind if place else ""


def _is_close(one: str, other: str) -> bool:
    return JaroWinkler.similarity(one, other) >= MIN_LIKENESS
