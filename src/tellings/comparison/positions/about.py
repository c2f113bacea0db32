"""What an issue is about: its words on one line, features to compare, noun phrases, and whether it ends something."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tellings.comparison.positions.clauses import Clauses
from tellings.comparison.positions.lexicon import time_words, turning_words, words_of
from tellings.comparison.positions.parties import Actor, Parties
from tellings.data.tables import table
from tellings.records import MentionForm

_MATTER = {"NN", "VB", "JJ", "CD"}
_EMPTY = frozenset(
    {"be", "have", "do", "such", "own", "new", "other", "more", "most", "many", "thing", "way", "get", "go"}
)
_PLAIN_START = {"DT", "PRP", "PRP$", "IN", "EX", "NN", "NNS", "VBG", "JJ", "TO", "RB", "CD", "VB", "WP", "WDT"}
_QUOTES = (("“", "”"), ("‘", "’"), ('"', '"'))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase of an issue, with its features.

    Args:
        is_matter: Whether it names a matter by itself, not a party, a time or a vague thing.
        is_turned: Whether the stance is on the end or the lack of it ("to stop the war" is turned for "the war").
    """

    words: str
    features: frozenset[str]
    is_matter: bool
    is_turned: bool


def wording_of(grammar: Clauses, tokens: Sequence[int]) -> str:
    """The tokens' words on one line; branches left out between them leave no gap."""
    text = grammar.article.text
    runs: list[list[int]] = []
    for index in tokens:
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    pieces = [" ".join(grammar.span(run).wording(text).split()) for run in runs]
    words = " ".join(piece.strip(" ,;:") for piece in pieces).strip(" ,;:-–—")
    if tokens and grammar.tokens[tokens[0]].tag in _PLAIN_START and _begins_sentence(grammar, tokens[0]):
        words = words[:1].lower() + words[1:]
    return _with_quotes_closed(words)


def _begins_sentence(grammar: Clauses, index: int) -> bool:
    sentence = grammar.sentence_of(index)
    return not any(c.isalnum() for c in grammar.article.text[sentence.start : grammar.tokens[index].start])


def _with_quotes_closed(words: str) -> str:
    """The words without a quotation mark whose partner lies elsewhere."""
    for opening, closing in _QUOTES:
        if opening == closing:
            if words.count(opening) % 2:
                words = words.replace(opening, "")
        elif words.count(opening) != words.count(closing):
            words = words.replace(opening, "")
            words = words.replace(closing, "") if closing != "’" else words.removesuffix(closing)
    return words.strip()


def features_of(grammar: Clauses, parties: Parties, tokens: Iterable[int], actor: Actor) -> frozenset[str]:
    """What words are about: lemmas, synonyms under one word, and ids of entities other than the party's own."""
    found: set[str] = set()
    for index in tokens:
        token = grammar.tokens[index]
        mention = parties.mention(index)
        if mention is not None and mention.form is not MentionForm.PRONOUN and mention.entity:
            if mention.entity != actor.id:
                found.add(mention.entity)
        elif token.tag == "CD":
            found.add(_figure(grammar, index))
        elif token.tag[:2] in _MATTER and token.dep not in {"aux", "auxpass"} and token.lemma not in _EMPTY:
            found.add(synonyms().get(token.lemma, token.lemma))
    return frozenset(found) - {""}


_THOUSANDS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_DIGITS = re.compile(r"\d{1,15}(\.\d{1,6})?")


def _figure(grammar: Clauses, index: int) -> str:
    """A number in one spelling: "20 thousand" and "20,000" alike; words for numbers as they are."""
    token = grammar.tokens[index]
    text = grammar.article.text
    digits = text[token.start : token.end].replace(",", "")
    if not _DIGITS.fullmatch(digits):
        before = grammar.tokens[index - 1] if index else None
        return "" if token.lemma in _THOUSANDS and before is not None and before.tag == "CD" else token.lemma
    after = grammar.tokens[index + 1].lemma if index + 1 < len(grammar.tokens) else ""
    return f"{float(digits) * 10 ** _THOUSANDS.get(after, 0):.10g}"


def without_clauses(grammar: Clauses, tokens: Sequence[int]) -> list[int]:
    """The tokens outside relative clauses, which tell of what an issue is about, not what it is."""
    inside = set(tokens)
    relative = [i for i in tokens if grammar.tokens[i].dep == "relcl" and grammar.tokens[i].head in inside]
    aside = {i for clause in relative for i in grammar.subtree(clause)}
    return [i for i in tokens if i not in aside]


def is_head(grammar: Clauses, index: int) -> bool:
    """Whether a word says what an issue is about: a noun, or a verb that has no object to say it."""
    is_bare = grammar.tokens[index].tag[:2] == "VB" and grammar.child(index, "dobj", "nsubjpass") is None
    return is_bare or _is_noun(grammar, index)


def _is_noun(grammar: Clauses, index: int) -> bool:
    token = grammar.tokens[index]
    return token.tag[:2] == "NN" and token.dep not in {"compound", "nmod", "poss", "npadvmod"}


def noun_phrases(grammar: Clauses, parties: Parties, tokens: Sequence[int]) -> Iterator[Phrase]:
    """Noun phrases that could name the issue, with the features they have."""
    inside = set(tokens)
    for index in tokens:
        if not _is_noun(grammar, index):
            continue
        without = frozenset({"relcl", "acl", "appos", "advcl", "cc", "conj", "punct", "predet", "preconj"})
        phrase = [i for i in grammar.subtree(index, without=without) if i in inside]
        while phrase and grammar.tokens[phrase[0]].tag in {"DT", "PRP$", "IN", "TO", "RB", "CC"}:
            phrase = phrase[1:]
        if _hangs_aside(grammar, index, inside):
            continue
        if not phrase or len(phrase) > _MAX_NAME or any(grammar.tokens[i].tag in {"PRP", "PRP$"} for i in phrase):
            head = [i for i in phrase if grammar.tokens[i].head == index and i < index] + [index]
            phrase = [i for i in head if grammar.tokens[i].tag not in {"DT", "PRP$", "PRP"}]
        if phrase[-1] - phrase[0] + 1 != len(phrase):
            continue
        words = wording_of(grammar, phrase)
        if words:
            features = features_of(grammar, parties, phrase, Actor("", ""))
            above = is_turned(grammar, [i for i in tokens if i in set(phrase) or _is_above(grammar, i, index)])
            yield Phrase(words, features, _is_matter(grammar, parties, index, phrase), above)


def _is_above(grammar: Clauses, index: int, below: int) -> bool:
    """Whether a token is on the way from another up to the top of its issue, or denies what is."""
    current = below
    for _ in range(_MAX_DEPTH):
        if index == current or (grammar.tokens[index].head == current and grammar.tokens[index].dep in {"neg", "det"}):
            return True
        above = grammar.tokens[current].head
        if above == current:
            return False
        # What a word is joined to is beside it, not above it.
        current = grammar.tokens[above].head if grammar.tokens[current].dep == "conj" else above
    return False


def _is_matter(grammar: Clauses, parties: Parties, head: int, phrase: Sequence[int]) -> bool:
    """Whether a noun phrase names a matter by itself."""
    token = grammar.tokens[head]
    if token.lemma in time_words() or parties.mention(head) is not None:
        return False
    return token.lemma not in words_of("vague") or len(phrase) > 2


_MAX_NAME = 7  # tokens: a longer phrase is a description, not a name


def is_turned(grammar: Clauses, tokens: Sequence[int]) -> bool:
    """Whether the issue is the end, the lack or the undoing of something; two such words undo each other."""
    inside, turned = set(tokens), False
    for index in tokens:
        token = grammar.tokens[index]
        if _hangs_aside(grammar, index, inside):
            continue
        if token.lemma in turning_words() and token.tag[:2] in {"VB", "NN"} and token.dep != "compound":
            turned = not turned
        if token.dep == "neg" or (token.lemma == "no" and token.dep == "det"):
            turned = not turned
    return turned


def _hangs_aside(grammar: Clauses, index: int, inside: set[int]) -> bool:
    """Whether a token stands in a relative clause, an aside or after "without", which say nothing of what is wanted."""
    for _ in range(_MAX_DEPTH):
        token = grammar.tokens[index]
        if token.dep in {"relcl", "acl", "appos", "advcl"} and token.head in inside:
            return True
        if token.lemma in {"without", "if", "unless", "until"} and token.dep == "prep":
            return True
        if token.head == index or token.head not in inside:
            return False
        index = token.head
    return True


_MAX_DEPTH = 12  # links from a word to the top of its issue


@cache
def synonyms() -> dict[str, str]:
    """For words that newsrooms use for one another, and for a verb and its noun, one word that stands for all."""
    parent: dict[str, str] = {}

    def root(word: str) -> str:
        while parent.get(word, word) != word:
            word = parent[word]
        return word

    groups = [[word for word in group if word] for group in table("news_synonyms")]
    known = {word for group in groups for word in group}
    pairs = [(group[0], word) for group in groups for word in group[1:]]
    # A verb joins its noun's group ("negotiate", "negotiation"); a word of two groups would join them, and does not.
    pairs += [
        (one, other) if one in known else (other, one)
        for one, other, kind in table("word_relations")
        if kind == "derived" and (one in known) != (other in known)
    ]
    for one, other in pairs:
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    return {word: root(word) for word in parent}
