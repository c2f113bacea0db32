"""The terms that different articles use for one thing.

Four kinds of evidence, none of them a guess about meaning: words that one desk put in place of another's inside copied
text; nouns of one class of `data/wording_classes.tsv` (war, conflict, offensive) that are shown to stand for one
thing; words for one statement or in one claim that stand at different steps of a scale; and names of one entity that
are no short forms of each other.
"""

from collections.abc import Iterator, Sequence

from tellings.comparison.choices import class_choices, class_of
from tellings.comparison.cues import cue_choices, sharper_words
from tellings.comparison.naming import name_choices
from tellings.comparison.replaced import Replacement, replacements
from tellings.comparison.uses import Uses, add_use, difference, differs, wording
from tellings.records import AnnotatedArticle, Claim, Entity, Lineage, Wording, WordingKind

_ORDER = list(WordingKind)


def wording_of(
    articles: Sequence[AnnotatedArticle],
    entities: Sequence[Entity],
    lineage: Lineage,
    claims: Sequence[Claim] = (),
) -> tuple[Wording, ...]:
    """Referents that the articles call by different terms.

    Loaded terms come first, then other words for one thing, other names, other spellings; among each what the articles
    differ in most, and in most articles.
    """
    replaced = list(replacements(articles, lineage))
    chosen = [*class_choices(articles, claims, replaced), *_others(replaced)]
    found = [
        *chosen,
        *cue_choices(articles),
        *(further for further in sharper_words(articles, claims) if not any(_is_told(further, by) for by in chosen)),
        *name_choices(articles, entities),
    ]
    return tuple(sorted(found, key=_weight))


def _is_told(further: Wording, by: Wording) -> bool:
    """Whether every term of one is a term of the other, inflected or not."""
    known = [term.term for term in by.terms]
    return all(any(term.startswith(use.term) for term in known) for use in further.terms)


def _weight(found: Wording) -> tuple[int, float, str]:
    uses: Uses = {}
    for term in found.terms:
        for span in term.spans:
            add_use(uses, term.term, span)
    articles = len({term.article for term in found.terms})
    return _ORDER.index(found.kind), -difference(uses) * articles, found.referent


def _others(replaced: Sequence[Replacement]) -> Iterator[Wording]:
    """Replacements of words that are in no class together."""
    for change in replaced:
        if class_of(change.old) is not None and class_of(change.old) == class_of(change.new):
            continue
        uses: Uses = {}
        add_use(uses, change.old, change.parent)
        add_use(uses, change.new, change.child)
        kind = WordingKind.LOADED if change.is_sharper_or_softer else WordingKind.CHOICE
        reason = f"One desk put “{change.new}” where its source has “{change.old}”."
        if differs(uses):
            yield wording(change.old, uses, kind, reason)
