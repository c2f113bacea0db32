"""Names of one entity that are no short forms of each other: other names, other spellings."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from tellings.comparison.terms import is_one_style, is_short_for, keys_of, plain_term
from tellings.comparison.uses import Uses, add_use, differs, wording
from tellings.records import AnnotatedArticle, Entity, MentionForm, Wording, WordingKind

_SPELLINGS = 0.5  # share of letters from which two lone surnames are spellings of one another. A guess.
# Share of letters from which two whole names are. Read off ten events: transliterations of a name share .7 and more
# ("Sergei", "Serhiy" with a family name), other names of one body .6 and less.
_ONE_NAME = 0.7


def name_choices(articles: Sequence[AnnotatedArticle], entities: Sequence[Entity]) -> Iterator[Wording]:
    """Entities that articles call by different names, or spell otherwise."""
    uses: dict[str, Uses] = {}
    printed: dict[str, str] = {}  # folded term → its first wording: quotation marks and case make no other term
    for annotated in articles:
        for mention in annotated.mentions:
            if mention.entity is None or mention.form is not MentionForm.NAME:
                continue
            term = plain_term(mention.span.wording(annotated.article.text))
            term = printed.setdefault(" ".join(keys_of(term)), term)
            add_use(uses.setdefault(mention.entity, {}), term, mention.span)
    for entity in entities:
        folded = _without_short_forms(uses.get(entity.id, {}))
        if len(folded) > 1 and differs(folded):
            kind = WordingKind.SPELLING if _is_spelled_otherwise(list(folded)) else WordingKind.NAME
            yield wording(entity.name, folded, kind, next(iter(entity.reasons), ""))


def _is_spelled_otherwise(names: Sequence[str]) -> bool:
    """Whether all names are spellings of the first one."""
    first, *others = (" ".join(keys_of(name)) for name in names)
    return all(SequenceMatcher(None, first, other, autojunk=False).ratio() >= _ONE_NAME for other in others)


def _without_short_forms(uses: Uses) -> Uses:
    """The uses with every short form counted under the longest name that holds it."""
    keys = {term: keys_of(term) for term in uses}
    ordered = sorted(uses, key=lambda term: (-len(keys[term]), -len(uses[term]), term))
    kept: Uses = {}
    for term in ordered:
        longer = next((o for o in kept if is_short_for(keys[term], keys[o]) or is_one_style(keys[term], keys[o])), term)
        for spans in uses[term].values():
            for span in spans:
                add_use(kept, longer, span)
    surnames = {keys[term][-1] for term in kept if len(keys[term]) > 1}
    lone = [term for term in kept if len(keys[term]) == 1 and _is_spelling_of(keys[term][0], surnames)]
    return {term: places for term, places in kept.items() if term not in lone or len(kept) == len(lone)}


def _is_spelling_of(word: str, surnames: set[str]) -> bool:
    """Whether a lone surname spells one that a full name has: the full names show the difference already."""
    return any(SequenceMatcher(None, word, other, autojunk=False).ratio() >= _SPELLINGS for other in sorted(surnames))
