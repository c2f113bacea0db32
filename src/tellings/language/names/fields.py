"""Bodies that a description identifies, though no name is given: "the coast guard", "Norland's transport ministry".

What a body is for tells which one is meant where a country has one of the kind: ministries by their portfolio, guards,
brigades and services by their field (`field` in `data/institutions.tsv`). A loose noun ("the agency", "the company")
tells nothing and is left alone. Whether two reports mean one such body is decided with the names of the story.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from tellings.data.tables import table
from tellings.language.names.finding import ORGANISATION
from tellings.language.names.grammar import Grammar
from tellings.language.names.offices import phrase_at
from tellings.language.names.places import institution_words, place_of
from tellings.records import AnnotatedArticle, Mention, MentionForm

_REASON = "identifies a body by what it is for; no name is given here."
_NAMES = {MentionForm.NAME, MentionForm.METONYM}
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


def is_described_body(mention: Mention) -> bool:
    """Whether a mention is a description that stands for itself, and for no name of its article."""
    return mention.form is MentionForm.DESCRIPTION and mention.reason.endswith(_REASON)


def with_described_bodies(
    articles: Sequence[AnnotatedArticle], grammars: Sequence[Grammar]
) -> tuple[AnnotatedArticle, ...]:
    """The articles with a mention for each body that a description identifies."""
    return tuple(_with_bodies(a, grammar) for a, grammar in zip(articles, grammars, strict=True))


def _with_bodies(annotated: AnnotatedArticle, grammar: Grammar) -> AnnotatedArticle:
    heads = [index for index, word in enumerate(grammar.lowers) if word in _fields()]
    if not heads:
        return annotated
    taken = [False] * (len(grammar.words) + 1)
    for mention in annotated.mentions:
        if mention.form in _NAMES:
            start, end = grammar.range_of(mention.span)
            taken[start:end] = [True] * (end - start)
    described = {m.span for m in annotated.mentions if m.form is MentionForm.DESCRIPTION}
    found = [m for h in heads if not taken[h] and (m := _body(grammar, h)) and m.span not in described]
    if not found:
        return annotated
    in_order = sorted((*annotated.mentions, *found), key=lambda mention: (mention.span.start, -mention.span.end))
    return replace(annotated, mentions=tuple(in_order))


@cache
def _fields() -> dict[str, frozenset[str]]:
    """For each noun for a body the words that say what it is for; "*" where it stands alone."""
    found = {}
    for kind, noun, words in table("institutions"):
        if kind == "field":
            listed = frozenset(words.split(","))
            found[noun] = listed | _portfolios() if "portfolio" in listed else listed
    return found


@cache
def _portfolios() -> frozenset[str]:
    return institution_words("portfolio")


def _body(grammar: Grammar, head: int) -> Mention | None:
    """The mention for a definite phrase with this head, where its words say which body it is."""
    if grammar.tokens[head].tag not in {"NN", "NNP"} or _goes_on(grammar, head):
        return None
    phrase = phrase_at(grammar, head)
    if phrase.determiner not in {"definite", "possessive"} or phrase.start == head:
        return None
    inside = range(phrase.start, head)
    countries = [i for i in inside if grammar.is_capitalised(i) and _is_country(grammar.words[i])]
    if phrase.determiner == "possessive" and not countries:
        return None  # "Berg's ministry": an owner tells another one
    wanted, last = _fields()[grammar.lowers[head]], head - 1
    while last >= phrase.start and grammar.lowers[last] in {"affairs", "and", *_POSSESSIVE}:
        last -= 1
    has_field = last >= phrase.start and grammar.lowers[last] in wanted
    others = [i for i in inside if grammar.tokens[i].tag in {"NN", "NNS", "NNP", "NNPS"} and i not in countries]
    if not has_field and (others or "*" not in wanted):
        return None
    kept = grammar.wording(last if has_field else head, head + 1)
    name = f"{grammar.words[countries[0]]} {kept}" if countries else kept
    span = grammar.span(phrase.start, phrase.end)
    wording = grammar.wording(phrase.start, phrase.end)
    return Mention(span, ORGANISATION, MentionForm.DESCRIPTION, name, f"'{wording}' {_REASON}")


def _goes_on(grammar: Grammar, index: int) -> bool:
    """Whether the noun only modifies what follows ("the coast guard ship")."""
    after = index + 1
    if after >= len(grammar.words) or grammar.sentence[after] != grammar.sentence[index]:
        return False
    return grammar.tokens[after].tag in {"NN", "NNS", "NNP", "NNPS", "POS"} or grammar.words[after] in {
        "-",
        *_POSSESSIVE,
    }


def _is_country(word: str) -> bool:
    place = place_of(word)
    return place is not None and place.kind in {"name", "demonym"}
