"""What a user knows better than the texts show: names that are one, and names that are two."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tellings.records import AnnotatedArticle, EntityType, Mention, MentionForm


@dataclass(frozen=True, slots=True)
class NameSettings:
    """What a user knows better than the texts show.

    Args:
        aliases: Pairs (alias, name) of names that are one, whatever they look like.
        never_merge: Pairs of names that are two, whatever they look like.
    """

    aliases: tuple[tuple[str, str], ...] = ()
    never_merge: tuple[tuple[str, str], ...] = ()


def with_listed_names(articles: Sequence[AnnotatedArticle], settings: NameSettings) -> tuple[AnnotatedArticle, ...]:
    """The articles with the user's aliases read as their names, and names apart that the user keeps apart."""
    if not settings.aliases and not settings.never_merge:
        return tuple(articles)
    aliases = {alias.casefold(): name for alias, name in settings.aliases}
    apart = {frozenset((one.casefold(), other.casefold())) for one, other in settings.never_merge}
    return tuple(_with_listed(annotated, aliases, apart) for annotated in articles)


def _with_listed(annotated: AnnotatedArticle, aliases: dict[str, str], apart: set[frozenset[str]]) -> AnnotatedArticle:
    types = {m.name.casefold(): m.type for m in annotated.mentions}
    mentions = tuple(_as_listed(annotated, mention, aliases, apart, types) for mention in annotated.mentions)
    return replace(annotated, mentions=mentions)


def _as_listed(
    annotated: AnnotatedArticle,
    mention: Mention,
    aliases: dict[str, str],
    apart: set[frozenset[str]],
    types: dict[str, EntityType],
) -> Mention:
    wording = " ".join(annotated.article.wording(mention.span).split())
    name = mention.name
    is_apart = mention.form is MentionForm.NAME and frozenset((wording.casefold(), name.casefold())) in apart
    if is_apart and wording != name:
        name, reason = wording, f"'{wording}' is not '{mention.name}': so the list of names to keep apart says."
        mention = replace(mention, name=name, reason=reason)
    meant = aliases.get(wording.casefold()) or aliases.get(name.casefold())
    if not meant or meant == name or frozenset((name.casefold(), meant.casefold())) in apart:
        return mention
    reason = f"'{name}' is '{meant}': so the list of aliases says."
    return replace(mention, name=meant, type=types.get(meant.casefold(), mention.type), reason=reason)
