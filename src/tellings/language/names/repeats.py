"""Names that one article of a story shows and the recogniser passed over in another."""

from collections.abc import Sequence
from dataclasses import replace

from tellings.language.names.compounds import leading_word
from tellings.language.names.given import is_given_name
from tellings.language.names.grammar import Grammar
from tellings.language.names.matching import is_acronym
from tellings.language.names.places import place_of
from tellings.language.names.titles import titles
from tellings.records import AnnotatedArticle, EntityType, Mention, MentionForm

# One short word is too often an ordinary word at a sentence's beginning.
MIN_LETTERS_OF_ONE_WORD = 5


def with_repeated_names(
    articles: Sequence[AnnotatedArticle], grammars: Sequence[Grammar]
) -> tuple[AnnotatedArticle, ...]:
    """The articles with mentions added wherever a name known from another of them stands in no mention yet."""
    known = _known(articles)
    if len(articles) == 1:
        return tuple(articles)
    return tuple(_with_names(a, grammar, known) for a, grammar in zip(articles, grammars, strict=True))


def _known(articles: Sequence[AnnotatedArticle]) -> dict[str, list[tuple[tuple[str, ...], EntityType, str]]]:
    """Plain names by their first word: the words, the type, the full name; the longest first."""
    names: dict[tuple[str, ...], tuple[EntityType, str]] = {}
    for annotated in articles:
        for mention in annotated.mentions:
            if mention.form is not MentionForm.NAME:
                continue
            words = tuple(annotated.article.wording(mention.span).split())
            if _is_telling(words):
                names.setdefault(words, (mention.type, mention.name))
            if mention.type is EntityType.ORGANISATION and (lead := leading_word(words)):
                names.setdefault((lead,), (mention.type, lead))
    known: dict[str, list[tuple[tuple[str, ...], EntityType, str]]] = {}
    for words in sorted(names, key=lambda words: (-len(words), words)):
        known.setdefault(words[0], []).append((words, *names[words]))
    return known


def _is_telling(words: tuple[str, ...]) -> bool:
    if len(words) > 1:
        return all(word.isalnum() for word in words) and words[0][:1].isupper()
    word = words[0] if words else ""
    if is_acronym(word) and word.isupper():
        return len(word) > 2
    is_usual = is_given_name(word) or word.lower() in titles() or place_of(word) is not None
    return word.isalpha() and word[:1].isupper() and len(word) >= MIN_LETTERS_OF_ONE_WORD and not is_usual


def _with_names(
    annotated: AnnotatedArticle, grammar: Grammar, known: dict[str, list[tuple[tuple[str, ...], EntityType, str]]]
) -> AnnotatedArticle:
    covered = [False] * len(grammar.words)
    for mention in annotated.mentions:
        if mention.form in {MentionForm.NAME, MentionForm.METONYM}:
            start, end = grammar.range_of(mention.span)
            covered[start:end] = [True] * (end - start)
    own = {m.name for m in annotated.mentions if m.form is MentionForm.NAME}
    added = []
    end = 0
    for index in [at for at, word in enumerate(grammar.words) if word in known and not covered[at]]:
        names = known[grammar.words[index]] if index >= end else []
        found = next((name for name in names if _stands_at(grammar, index, name[0], covered)), None)
        if found is None:
            continue
        words, type_, name = found
        wording = " ".join(words)
        local = name if name in own else wording
        reason = "" if local == wording else f"'{wording}' is '{name}' in another article of the story."
        added.append(Mention(grammar.span(index, index + len(words)), type_, MentionForm.NAME, local, reason))
        end = index + len(words)
    if not added:
        return annotated
    mentions = sorted((*annotated.mentions, *added), key=lambda mention: (mention.span.start, -mention.span.end))
    return replace(annotated, mentions=tuple(mentions))


def _stands_at(grammar: Grammar, index: int, words: tuple[str, ...], covered: list[bool]) -> bool:
    """Whether the words stand at the token, free, and as a name: one word not where a capital tells nothing."""
    end = index + len(words)
    if end > len(grammar.words) or any(covered[index:end]) or grammar.words[index:end] != words:
        return False
    beginning = index == 0 or grammar.sentence[index - 1] != grammar.sentence[index]
    return len(words) > 1 or not beginning or grammar.tokens[index].tag in {"NNP", "NN"}
