"""Pronouns that a sentence taken out of its report leaves without their name, and the name where it is certain.

Certain is a name that one of the two sentences before gives as its subject or its speaker, while no other person is
named between or beside it, and that the sentence itself does not name again: who "he" is then follows from words that
can be cited. Everything else stays a fault of the sentence.
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
    """A pronoun at `start:end` of the article's text, the words for it, and the sentences that have them."""

    start: int
    end: int
    name: str
    is_possessive: bool
    named_in: tuple[Span, ...]


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
    text = annotated.article.text
    after = text[mention.span.end : mention.span.end + 1]  # "he'd"
    if not mention.name or mention.type is not EntityType.PERSON or word in _PLURAL or after in {"'", "’"}:
        return None
    number = next((i for i, span in enumerate(annotated.sentences) if span.overlap(source)), None)
    if number is None:
        return None
    window = annotated.sentences[max(0, number - _BACK) : number]
    named = [(span, m) for span in window for m in annotated.mentions if _names(m, mention.name, span)]
    if not named:
        return None
    last, naming = named[-1]
    again = any(
        m.name == mention.name and m.form is MentionForm.NAME and m.span > mention.span and source.covers(m.span)
        for m in annotated.mentions
    )
    if again or not _is_subject(naming, last, annotated):
        return None
    between = Span(source.article_id, last.start, mention.span.start)
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
    wording = naming.span.wording(text)
    full = _full_name(mention.name, annotated) if wording != mention.name else last
    name, named_in = (mention.name, (full, last)) if full is not None else (wording, (last,))
    return Resolved(mention.span.start, mention.span.end, name, is_possessive, tuple(dict.fromkeys(named_in)))


def _is_subject(mention: Mention, sentence: Span, annotated: AnnotatedArticle) -> bool:
    """Whether a name is the subject of its sentence's main verb or the source of its words: whom "he" then takes up.

    Without a parse, whether it begins the sentence.
    """
    if any(piece.overlap(mention.span) for a in annotated.attributions for piece in a.source):
        return True
    start, end = tokens_of(sentence, annotated)
    tokens = annotated.parse.tokens
    if start == end:
        return mention.span.start == sentence.start
    return any(
        token.dep in {"nsubj", "nsubjpass"}
        and tokens[token.head].dep == "ROOT"
        and mention.span.start <= token.start < mention.span.end
        for token in tokens[start:end]
    )


def _full_name(name: str, annotated: AnnotatedArticle) -> Span | None:
    """The first sentence that has a name in full; None where only parts of it stand in the text."""
    text = annotated.article.text
    spans = (m.span for m in annotated.mentions if m.form is MentionForm.NAME and m.span.wording(text) == name)
    first = next(spans, None)
    return next((s for s in annotated.sentences if first is not None and s.covers(first)), None)


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
        plain = [m for m in inside if not _is_inside(m.span, quoted)]
        if any(m.type is EntityType.PERSON and before.covers(m.span) for m in plain):
            continue
        tokens = [t for t in _tokens(source, annotated) if before.start <= t.start < before.end]
        tokens = [t for t in tokens if not _is_quoted(t.start, quoted)]
        return int(bool(annotated.parse.tokens) and not any(token.tag in {"NN", "NNP", "PRP"} for token in tokens))
    return _unread_plural(source, annotated, quoted)


def _unread_plural(source: Span, annotated: AnnotatedArticle, quoted: list[tuple[int, int]]) -> int:
    """Whether "they" has no plural and no "and" before it, or "it" and "they" speak for somebody not named, 0 or 1."""
    text = annotated.article.text
    tokens = _tokens(source, annotated)
    for number, token in enumerate(tokens):
        word = text[token.start : token.end].lower()
        if word not in {"they", "it"} or _is_inside(Span(source.article_id, token.start, token.end), quoted):
            continue
        before = [t for t in tokens[:number] if t.start >= source.start and not _is_quoted(t.start, quoted)]
        speaks = any(s.start == token.start for a in annotated.attributions for s in a.source)
        nouns = {"NNS", "NNPS", "CC"} if word == "they" else {"NN", "NNP"}
        if (word == "they" or speaks) and not any(t.tag in nouns for t in before):
            return 1
    return 0


def _is_quoted(place: int, quoted: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in quoted)


def _tokens(source: Span, annotated: AnnotatedArticle) -> Sequence[Token]:
    start, end = tokens_of(source, annotated)
    return annotated.parse.tokens[start:end]


def _is_inside(span: Span, quoted: list[tuple[int, int]]) -> bool:
    return _is_quoted(span.start, quoted)
