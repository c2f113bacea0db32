"""Words that one desk put in the place of another's inside copied text: the plainest evidence of a choice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tellings.comparison.terms import is_spelled_alike, keys_of, plain_term, trimmed
from tellings.records import AnnotatedArticle, ArticleId, Edit, EditKind, EditPurpose, Lineage, Span

_MAX_EDIT_WORDS = 3  # longer replacements are rewriting, not a choice of term
_NOTHING_SAID = {EditPurpose.HOUSE_STYLE, EditPurpose.CORRECTION}  # the same words in another style, another fact


@dataclass(frozen=True, slots=True)
class Replacement:
    """One term in the place of another: `old` stood in the parent, `new` in the child."""

    old: str
    new: str
    parent: Span
    child: Span
    is_sharper_or_softer: bool


def replacements(articles: Sequence[AnnotatedArticle], lineage: Lineage) -> Iterator[Replacement]:
    """Replacements that are a choice of term, each pair of terms once.

    A name in the place of a noun ("Dostan" for "the mayor") chooses a referent's mention, not a word for it.
    """
    named = _Names(articles)
    seen: set[frozenset[str]] = set()
    for derivation in lineage.derivations:
        for edit in derivation.edits:
            found = _replacement(edit)
            if found is None or named.is_name(found.parent) != named.is_name(found.child):
                continue
            key = frozenset(" ".join(keys_of(term)) for term in (found.old, found.new))
            if key not in seen:
                seen.add(key)
                yield found


def _replacement(edit: Edit) -> Replacement | None:
    if edit.kind is not EditKind.REPLACED or edit.child is None or edit.parent is None or edit.purpose in _NOTHING_SAID:
        return None
    old, new = trimmed(plain_term(edit.parent_text)), trimmed(plain_term(edit.child_text))
    if not (_is_term(old) and _is_term(new)) or is_spelled_alike(old, new):
        return None
    turned = edit.purpose in {EditPurpose.SOFTENING, EditPurpose.SHARPENING}
    return Replacement(old, new, edit.parent, edit.child, turned)


def _is_term(term: str) -> bool:
    """Whether the words can be a choice of term: few, none a figure, no sentence ending among them."""
    plain = all(key.replace("'", "").replace("’", "").isalpha() for key in keys_of(term))
    return plain and 0 < len(term.split()) <= _MAX_EDIT_WORDS and not set(term) & set(".;:()")


class _Names:
    """Which places of the articles hold a proper noun."""

    def __init__(self, articles: Sequence[AnnotatedArticle]) -> None:
        self._names: dict[ArticleId, set[int]] = {
            a.article.id: {t.start for t in a.parse.tokens if t.tag in {"NNP", "NNPS"}} for a in articles
        }

    def is_name(self, span: Span) -> bool:
        starts = self._names.get(span.article_id, set())
        return any(start in starts for start in range(span.start, span.end))
