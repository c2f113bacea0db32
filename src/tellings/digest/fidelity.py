"""Whether words that no report wrote keep to what they cite: rules for what the entailment model overlooks.

The model reads what two sentences share more than who did what. So a rewritten sentence may name no number, no name and
no quotation that its citations lack, must keep a negation, a hedge and the speaker, and brings no words but synonyms.
A sentence that breaks a rule is not wrong for certain; it is not certain to be right.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tellings.data.tables import table
from tellings.digest.checking import is_quoted
from tellings.digest.subject import content_words
from tellings.entailment.numbers import numbers_of, words_of
from tellings.text.dates import MONTHS, WEEKDAYS
from tellings.text.folding import fold
from tellings.text.sentences import sentences
from tellings.text.words import words

_QUOTED = re.compile(r"[\"“]([^\"”“]{1,2000})[\"”]")
_WORDS = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_FOREIGN = re.compile(r"https?:|www\.|[<>{}\x00-\x1f\x7f*#`|\\]")
_ENDS = re.compile(r"[.!?][\"'”’)\]]{0,2}$")
_LONGER = 1.6  # how much longer than the words it replaces a rewritten sentence may be; a guess
_SHORTER = 0.25
# Stems of verbs that only say that somebody speaks; "claimed" and "admitted" say more.
_SAYING = frozenset({"say", "said", "state", "stat", "tell", "told", "add", "accord", "note", "not"})
_UNITS = {"%": "percent", "per cent": "percent", "$": "dollar", "€": "euro", "£": "pound"}


@dataclass(frozen=True, slots=True)
class Given:
    """What a sentence was to be rewritten from.

    Args:
        sentence: The digest's own sentence.
        cited: The text of its citations.
        speakers: For each attribution that the sentence keeps, the words that name its source.
    """

    sentence: str
    cited: str
    speakers: tuple[str, ...]


def breaches(rewritten: str, given: Given) -> Iterator[str]:
    """Why the words cannot stand for the sentence, one reason each; none where they keep to every rule."""
    allowed = f"{given.cited} {given.sentence}"
    if not _is_one_sentence(rewritten, given.sentence):
        yield "not one plain sentence of like length"
    if not _numbers(rewritten) <= _numbers(allowed):
        yield "a number that the citations lack"
    if _names(rewritten) - _names_of_any_place(allowed):
        yield "a name that the citations lack"
    if not _keeps_order(rewritten, given.sentence):
        yield "names or numbers in another order"
    if not all(is_quoted(quoted[1].strip(" ,."), allowed) for quoted in _QUOTED.finditer(rewritten)):
        yield "quoted words that the citations lack"
    if rewritten.count('"') % 2 or rewritten.count("“") != rewritten.count("”"):
        yield "half a quotation"
    if bool(_QUOTED.search(given.sentence)) < bool(_QUOTED.search(rewritten)):
        yield "a quotation made of what was none"
    for kind, reason in (
        ("negation", "a negation"),
        ("denying", "a denial"),
        ("hedge", "a hedge"),
        ("possible", "a doubt"),
    ):
        if _count(kind, rewritten) != _count(kind, given.sentence):
            yield f"{reason} added or lost"
    if any(
        not content_words(speaker) & content_words(rewritten) for speaker in given.speakers if content_words(speaker)
    ):
        yield "the speaker lost"
    known = content_words(allowed)
    if not all(_is_borne_out(word, known) for word in content_words(rewritten) - known):
        yield "a word that the citations lack"


def _is_one_sentence(rewritten: str, sentence: str) -> bool:
    length = len(rewritten.split())
    if _FOREIGN.search(rewritten) or not _ENDS.search(rewritten) or length < 3:
        return False
    if not _SHORTER * len(sentence.split()) <= length <= _LONGER * len(sentence.split()) + 4:
        return False
    return len(list(sentences(rewritten))) == 1


def _numbers(text: str) -> set[float | str]:
    """The values of a text's numbers, and the signs of money and percent beside them."""
    folded = fold(text).text
    signs = {name for sign, name in _UNITS.items() if sign in folded or re.search(rf"\b{name}s?\b", folded)}
    return {number.value for number in numbers_of(words_of(text))} | signs


def _names(text: str) -> set[str]:
    """Folded words with a capital that are no function words; the first word of a sentence is held to be a name too."""
    found = {_key(match.group()) for match in _WORDS.finditer(text) if match.group()[0].isupper()}
    return found - _function_words()


def _keeps_order(rewritten: str, sentence: str) -> bool:
    """Whether names and numbers of the sentence come in the same order: the model does not see who did what to whom.

    A passive turned round is lost by this; so are two swapped parties and two swapped figures.
    """
    before, after = (_in_order(text) for text in (sentence, rewritten))
    common = [item for item in before if item in after]
    return [item for item in after if item in before] == common


def _in_order(text: str) -> list[str | float]:
    """Names and numbers of a text by their first place; days and months may stand anywhere."""
    found: dict[str | float, None] = {}
    for match in _WORDS.finditer(text):
        word = match.group()
        if word[0].isupper() and _key(word) not in _function_words() and _key(word) not in _CALENDAR:
            found.setdefault(_key(word))
        elif word[0].isdigit():
            found |= dict.fromkeys(number.value for number in numbers_of(words_of(word)))
    return list(found)


def _names_of_any_place(text: str) -> set[str]:
    return {_key(match.group()) for match in _WORDS.finditer(text)}


def _key(word: str) -> str:
    return fold(word).text.removesuffix("'s").removesuffix("'").removesuffix(".")


def _is_borne_out(word: str, known: frozenset[str]) -> bool:
    """Whether a content word that the citations lack means what one of theirs means, or only that somebody speaks.

    No share of free words is allowed: "injured" for "killed" is one word in twenty, and the model lets it pass.
    """
    return word in _SAYING or bool(_like().get(word, frozenset()) & known)


@cache
def _like() -> dict[str, frozenset[str]]:
    """For each content word, as `content_words` has it, those that mean the same or are built on the same root."""
    groups = [list(filter(None, row)) for row in table("news_synonyms")]
    groups += [[one, other] for one, other, kind, *_ in table("word_relations") if kind in {"same", "derived"}]
    found: dict[str, set[str]] = {}
    for group in groups:
        stems = content_words(" ".join(group))
        for stem in stems:
            found.setdefault(stem, set()).update(stems)
    return {stem: frozenset(stems) for stem, stems in found.items()}


def _count(kind: str, text: str) -> int:
    """How many words of a kind a text has, "n't" included; of denials any form."""
    keys = [word.key for word in words(text)]
    if kind == "denying":
        stems = {_stem(word) for word in _words_of(kind)}
        return sum(_stem(key) in stems for key in keys)
    short = sum(key.endswith(("n't", "n’t")) for key in keys) if kind == "negation" else 0
    return short + sum(key in _words_of(kind) for key in keys)


def _stem(word: str) -> str:
    return re.sub(r"(?:ies|ied|ying|y|ing|ed|es|s|al)$", "", word)


@cache
def _words_of(kind: str) -> frozenset[str]:
    found = {word for row_kind, word, *_ in table("claim_words") if row_kind == kind}
    return frozenset(fold(word).text for word in found) | (_OUTRIGHT if kind == "negation" else frozenset())


# Negations that stand for a noun or a clause; those of the table stand by a verb.
_OUTRIGHT = frozenset({"without", "nothing", "nobody", "none", "nowhere", "cannot"})


_CALENDAR = frozenset({*WEEKDAYS, *MONTHS})


@cache
def _function_words() -> frozenset[str]:
    return frozenset(word for language, forms in table("function_words") if language == "en" for word in forms.split())


def speakers_named(sources: Sequence[str]) -> tuple[str, ...]:
    """The words of sources that name somebody; a pronoun names nobody."""
    return tuple(source for source in sources if content_words(source))
