"""A claim's text: the clearest witness's words, made to stand alone.

Nothing is written but a name in brackets for a pronoun or a subject that stands outside the span, and who said it.
"""

from collections.abc import Callable, Mapping, Sequence

from tellings.claims.facts import Facts, tokens_in
from tellings.claims.grammar import Grammar
from tellings.claims.lexicon import words_of
from tellings.claims.likeness import Likeness
from tellings.records import AttributionKind, Mention, MentionForm, Span
from tellings.text.folding import QUOTES

_BEST_WORDS = range(6, 26)  # a reader's sentence: long enough to stand alone, short enough for one line. A guess.
_DOUBLE = frozenset({'"', *(mark for mark, plain in QUOTES.items() if plain == '"')})


def clearest(members: Sequence[int], facts: Sequence[Facts], pairs: Mapping[tuple[int, int], Likeness]) -> int:
    """The witness that has its own subject, no pronoun, a reader's length, and most in common with the others."""

    def rank(index: int) -> tuple[float, int]:
        likelihoods = (pairs.get((min(index, o), max(index, o))) for o in members if o != index)
        central = sum(p.likelihood for p in likelihoods if p) / max(1, len(members) - 1)
        fact = facts[index]
        size = len(fact.assertion.tokens)
        score = 2 * central + 0.5 * (not fact.assertion.subject) + 0.3 * (size in _BEST_WORDS)
        score += 0.2 * bool(fact.names) + 0.3 * fact.is_finite - 0.4 * fact.opens_with_pronoun
        return score, -index

    return max(members, key=rank)


def sentence(fact: Facts, grammar: Grammar, speaker: str | None) -> str:
    """The assertion as a sentence: names in brackets where it leans on other words, its speaker where all name one."""
    body = _body(fact, grammar)
    attribution = fact.assertion.attribution
    if not speaker or attribution is None or any(fact.span.overlap(piece) for piece in attribution.source):
        return f"{_capital(body)}." if body else ""
    quoted = attribution.kind is AttributionKind.DIRECT
    told = f"“{body.strip(''.join(_DOUBLE))}”" if quoted else _capital(body)
    if speaker.casefold() in words_of("pronoun"):
        return f"{told}, according to a source that is not named."
    return f"{told}, {speaker} said." if attribution.speaker else f"{told}, according to {speaker}."


def _body(fact: Facts, grammar: Grammar) -> str:
    text = grammar.annotated.article.text
    span = fact.span
    if fact.assertion.subject:
        span = _without_relative(grammar, fact)
    wording = _replaced(text, span, _stand_ins(grammar, span))
    if fact.assertion.subject:
        named = _subject(fact, grammar)
        wording = f"[{named}] {wording}" if named else wording
    return _balanced(" ".join(wording.split()).rstrip(".,;:- "))


def _without_relative(grammar: Grammar, fact: Facts) -> Span:
    """The span without "who" or "which" at its head: the noun it stands for is put there in brackets."""
    tokens = fact.assertion.tokens
    opens = grammar.tokens[tokens[0]].tag in {"WP", "WDT"} and len(tokens) > 1
    return grammar.span(tokens[1], tokens[-1]) if opens else fact.span


def _subject(fact: Facts, grammar: Grammar) -> str:
    """The words for a subject outside the span; a resolved pronoun's name instead of it."""
    subject = fact.assertion.subject
    span = grammar.span(subject[0], subject[-1])
    text = grammar.annotated.article.text
    names = _stand_ins(grammar, span)
    return " ".join(_replaced(text, span, names, "{}".format).split())


def _stand_ins(grammar: Grammar, span: Span) -> list[Mention]:
    """Pronouns in a span that are the subject of its verb and stand for a name."""
    found = []
    for mention in grammar.annotated.mentions:
        if mention.form is not MentionForm.PRONOUN or not span.covers(mention.span) or not mention.name:
            continue
        inside = tokens_in(grammar, mention.span)
        if inside and grammar.tokens[inside[0]].tag == "PRP" and grammar.tokens[inside[0]].dep.startswith("nsubj"):
            found.append(mention)
    return sorted(found, key=lambda m: m.span)[:1]


def _replaced(text: str, span: Span, mentions: Sequence[Mention], form: Callable[[str], str] = "[{}]".format) -> str:
    pieces, at = [], span.start
    for mention in mentions:
        pieces += [text[at : mention.span.start], form(mention.name)]
        at = mention.span.end
    return "".join([*pieces, text[at : span.end]])


def _balanced(wording: str) -> str:
    """The wording without a quotation mark that opens or closes nothing."""
    marks = [n for n, character in enumerate(wording) if character in _DOUBLE]
    if len(marks) % 2 == 0:
        return wording
    at = marks[0] if len(marks) == 1 or wording[marks[0]] in "”»" else marks[-1]
    return (wording[:at] + wording[at + 1 :]).strip()


def _capital(wording: str) -> str:
    for at, character in enumerate(wording):
        if character.isalpha():
            return wording[:at] + character.upper() + wording[at + 1 :]
        if not (character in "[(" or character in _DOUBLE):
            return wording
    return wording
