"""A person's full name where the digest first names him by his surname alone.

Reports name a person in full once and by surname after that; a digest takes sentences from the middle. The given name
is put in brackets before the surname where the same report has the full name, and nobody else of the story bears it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tellings.digest.drafts import Draft
from tellings.records import AnnotatedArticle, EntityType, MentionForm, Span

_FULL = re.compile(r"[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){1,2}")
_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Gen|Sen|Rep|Gov|Prof|Col|Capt|Sgt|Rev|Judge|President)\.? $")
_CAPITAL = re.compile(r"[A-Z][\w.’'-]* $")


def surnames_of(articles: Iterable[AnnotatedArticle]) -> Mapping[str, frozenset[str]]:
    """For each surname the full names of persons in the story that end in it."""
    found: dict[str, set[str]] = {}
    for annotated in articles:
        for mention in annotated.mentions:
            if mention.type is EntityType.PERSON and _FULL.fullmatch(mention.name):
                found.setdefault(mention.name.rpartition(" ")[2], set()).add(mention.name)
    return {surname: frozenset(names) for surname, names in found.items()}


def with_full_names(
    draft: Draft, annotated: AnnotatedArticle, surnames: Mapping[str, frozenset[str]], known: set[str]
) -> Draft:
    """The draft with the given names of those whom it names by surname, unless they are known; they are known after.

    The sentences that have the full names are added to what the draft rests on.
    """
    text = annotated.article.text
    for mention in annotated.mentions:
        surname = mention.name.rpartition(" ")[2]
        is_named = mention.form is MentionForm.NAME and any(kept.covers(mention.span) for kept in draft.kept)
        if not is_named or mention.name in known or surnames.get(surname) != frozenset({mention.name}):
            continue
        known.add(mention.name)
        if mention.span.wording(text) != surname or mention.name in draft.text:
            continue
        source = _sentence_naming(mention.name, annotated)
        given = mention.name.removesuffix(surname).strip()
        texts = [_with_given(t, surname, name) for t, name in ((draft.text, f"[{given}]"), (draft.plain, given))]
        if source is not None and texts[0] is not None and texts[1] is not None:
            rests_on = tuple(dict.fromkeys((source, *draft.rests_on)))
            draft = replace(draft, text=texts[0], plain=texts[1], rests_on=rests_on)
    return draft


def _with_given(text: str, surname: str, given: str) -> str | None:
    """The text with a given name before the first surname that stands outside quotations and without a first name."""
    for match in re.finditer(rf"(?<![\w’'\[-]){re.escape(surname)}\b", text):
        before = text[: match.start()]
        if before.count('"') % 2 or before.count("“") > before.count("”") or before.count("[") > before.count("]"):
            continue
        if _CAPITAL.search(before) and not _TITLE.search(before):
            return None
        return f"{before}{given} {text[match.start() :]}"
    return None


def _sentence_naming(name: str, annotated: AnnotatedArticle) -> Span | None:
    """The first sentence that has the full name."""
    text = annotated.article.text
    first = next(
        (m.span for m in annotated.mentions if m.form is MentionForm.NAME and m.span.wording(text) == name), None
    )
    if first is None:
        return None
    return next((s for s in annotated.sentences if s.covers(first)), first)
