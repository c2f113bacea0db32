"""Pronouns that a sentence taken out of its report leaves without their name, and the name where it is certain.

Certain is a name that the sentence itself or one of the two before it gives, while no other person is named between or
beside it: who "he" is then follows from words that can be cited. Everything else stays a fault of the sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tellings.digest.trimming import tokens_of
from tellings.records import AnnotatedArticle, EntityType, Mention, MentionForm, Span, Token

QUOTED = re.compile(r"[\"“][^\"”]{0,2000}[\"”]")
_POSSESSIVE = {"his", "her", "its", "their"}
_PERSONAL = {"he", "she", "him", "his", "her", "they", "them", "their"}
_PLURAL = {"they", "them", "their"}
_HE, _SHE = {"he", "him", "his"}, {"she", "her"}
_SINGULAR = re.compile(r"\b(?:he|she|him)\b", re.IGNORECASE)
_BACK = 2  # sentences


@dataclass(frozen=True, slots=True)
class Resolved:
    """A pronoun at `start:end` of the article's text, the words for it, and the sentence that names its referent."""

    start: int
    end: int
    name: str
    is_possessive: bool
    named_in: Span


@dataclass(frozen=True, slots=True)
class Pronouns:
    """The hanging pronouns of a sentence: those whose name is certain (each name once), and how many are not."""

    resolved: tuple[Resolved, ...]
    unresolved: int


def pronouns_of(source: Span, annotated: AnnotatedArticle) -> Pronouns:
    """The personal pronouns outside quotations whose referent the sentence does not name before them."""
    text = annotated.article.text
    quoted = [(source.start + m.start(), source.start + m.end()) for m in QUOTED.finditer(source.wording(text))]
    known: set[str] = set()
    resolved: list[Resolved] = []
    unresolved = 0
    inside = sorted((m for m in annotated.mentions if source.covers(m.span)), key=lambda m: m.span)
    genders: dict[str, set[bool]] = {}
    for mention in inside:
        word = mention.span.wording(text).lower()
        if word in _HE | _SHE and mention.form is MentionForm.PRONOUN:
            genders.setdefault(mention.name, set()).add(word in _SHE)
        if mention.form is not MentionForm.PRONOUN:
            known.add(mention.name)
        elif word in _PERSONAL and mention.name not in known and not _is_inside(mention.span, quoted):
            found = _resolved(mention, word, source, annotated)
            known.add(mention.name)
            if found is None:
                unresolved += 1
            else:
                resolved.append(found)
    unresolved += sum(len(found) > 1 for found in genders.values())  # one name for "he" and "she"
    unresolved += _unread(source, annotated, inside, quoted) or _unread_inside(source, annotated, inside, quoted)
    return Pronouns(tuple(resolved), unresolved)


def _resolved(mention: Mention, word: str, source: Span, annotated: AnnotatedArticle) -> Resolved | None:
    if not mention.name or mention.type is not EntityType.PERSON or word in _PLURAL:
        return None
    number = next((i for i, span in enumerate(annotated.sentences) if span.overlap(source)), None)
    if number is None:
        return None
    window = annotated.sentences[max(0, number - _BACK) : number]
    named = [span for span in window if any(_names(m, mention.name, span) for m in annotated.mentions)]
    if not named:
        return None
    between = Span(source.article_id, named[-1].start, mention.span.start)
    others = {
        m.name
        for m in annotated.mentions
        if m.type is EntityType.PERSON and m.form is not MentionForm.PRONOUN and between.covers(m.span)
    } - {mention.name}
    if others:
        return None
    is_possessive = word in _POSSESSIVE and any(
        token.start == mention.span.start and token.tag == "PRP$" for token in _tokens(source, annotated)
    )
    return Resolved(mention.span.start, mention.span.end, mention.name, is_possessive, named[-1])


def _names(mention: Mention, name: str, span: Span) -> bool:
    return mention.form is MentionForm.NAME and mention.name == name and span.covers(mention.span)


def _unread(source: Span, annotated: AnnotatedArticle, inside: list[Mention], quoted: list[tuple[int, int]]) -> int:
    """Whether the sentence begins with a pronoun that nothing resolves, 0 or 1."""
    text = annotated.article.text
    head = re.match(r"\W{0,3}(he|she|they|it|his|her|their|its|we|i)\b(?!\.)", source.wording(text), re.IGNORECASE)
    if head is None:
        return 0
    span = Span(source.article_id, source.start + head.start(1), source.start + head.end(1))
    is_read = any(m.span == span and m.form is MentionForm.PRONOUN for m in inside)
    return int(not is_read and not _is_inside(span, quoted))


def _unread_inside(
    source: Span, annotated: AnnotatedArticle, inside: list[Mention], quoted: list[tuple[int, int]]
) -> int:
    """Whether a "he" or "she" that nothing resolves has nothing before it that it could mean, 0 or 1."""
    text = annotated.article.text
    for match in _SINGULAR.finditer(source.wording(text)):
        span = Span(source.article_id, source.start + match.start(), source.start + match.end())
        if _is_inside(span, quoted) or any(m.span == span for m in inside):
            continue
        before = Span(source.article_id, source.start, span.start)
        if any(m.type is EntityType.PERSON and before.covers(m.span) for m in inside):
            continue
        tokens = [token for token in _tokens(source, annotated) if before.start <= token.start < before.end]
        return int(bool(tokens) and not any(token.tag in {"NN", "NNP", "PRP"} for token in tokens))
    return 0


def _tokens(source: Span, annotated: AnnotatedArticle) -> Sequence[Token]:
    start, end = tokens_of(source, annotated)
    return annotated.parse.tokens[start:end]


def _is_inside(span: Span, quoted: list[tuple[int, int]]) -> bool:
    return any(start <= span.start < end for start, end in quoted)
