"""A sentence of a report as the digest could print it: trimmed, pronouns named, days dated, and what it rests on."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tellings.digest.absolute_days import Days, absolute, inside
from tellings.digest.pronouns import QUOTED, Pronouns, pronouns_of
from tellings.digest.standing_alone import faults
from tellings.digest.trimming import asides, tie
from tellings.records import AnnotatedArticle, SentenceKind, Span

_SPACE_BEFORE = re.compile(r"\s+(?=[,.;:!?])")


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence made ready.

    Args:
        source: The sentence in its article, without a dateline.
        text: As the digest prints it.
        plain: The same without what stands in our brackets as an explanation, names without the brackets: what has to
            follow from `rests_on`.
        kept: The parts of the source that are printed.
        rests_on: Sentences that `plain` is taken from: the source, and where the names of its pronouns stand.
        faults: What would send a reader back.
    """

    source: Span
    text: str
    plain: str
    kept: tuple[Span, ...]
    rests_on: tuple[Span, ...]
    kind: SentenceKind
    faults: int


@dataclass(frozen=True, slots=True)
class Making:
    """What drafts of one story share: days that are certain, its year, and the longest sentence that reads well."""

    days: Days
    year: str
    max_words: int


def draft_of(source: Span, annotated: AnnotatedArticle, making: Making, is_needed: Callable[[Span], bool]) -> Draft:
    """The sentence with asides cut, but none that is needed; with pronouns named and days dated."""
    text = annotated.article.text
    start = source.start + tie(source.wording(text))
    whole = Span(source.article_id, start, source.end)
    pronouns = pronouns_of(whole, annotated)
    cut = asides(whole, annotated, is_needed)
    kept = _kept(whole, cut)
    names = [(r.start, r.end, f"[{r.name}’s]" if r.is_possessive else f"[{r.name}]") for r in pronouns.resolved]
    names = [edit for edit in names if not _falls(edit, cut)]
    days = _days(whole, annotated, making, cut)
    shown = _rendered(whole, text, [*((s, e, "") for s, e in cut), *names, *days])
    bare_names = [(s, e, name[1:-1]) for s, e, name in names]
    plain = _rendered(whole, text, [*((s, e, "") for s, e in cut), *bare_names])
    shown_names = [r for r in pronouns.resolved if not _falls((r.start, r.end, ""), cut)]
    named_in = tuple(dict.fromkeys(span for r in shown_names for span in r.named_in))
    return Draft(
        source=whole,
        text=shown,
        plain=plain,
        kept=kept,
        rests_on=(*(span for span in named_in if not span.overlap(source)), source),
        kind=SentenceKind.TRIMMED if cut else SentenceKind.WHOLE,
        faults=faults(shown, making.max_words) + 2 * min(1, _hanging(pronouns, whole, annotated, cut)),
    )


def _hanging(pronouns: Pronouns, whole: Span, annotated: AnnotatedArticle, cut: list[tuple[int, int]]) -> int:
    """Pronouns without a certain name that are left after the cuts."""
    if not cut or not pronouns.unresolved:
        return pronouns.unresolved
    return sum(pronouns_of(piece, annotated).unresolved for piece in _kept(whole, cut)[:1])


def _falls(edit: tuple[int, int, str], cut: list[tuple[int, int]]) -> bool:
    return any(start <= edit[0] < end for start, end in cut)


def _kept(whole: Span, cut: list[tuple[int, int]]) -> tuple[Span, ...]:
    edges = [whole.start, *(edge for piece in cut for edge in piece), whole.end]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return tuple(Span(whole.article_id, start, end) for start, end in pairs if end - start > 1)


def _days(
    whole: Span, annotated: AnnotatedArticle, making: Making, cut: list[tuple[int, int]]
) -> list[tuple[int, int, str]]:
    """Insertions of certain days behind time expressions outside quotations, each day once."""
    text = annotated.article.text
    quoted = [(whole.start + m.start(), whole.start + m.end()) for m in QUOTED.finditer(whole.wording(text))]
    said: set[str] = set()
    found: list[tuple[int, int, str]] = []
    for timex in inside(whole, annotated):
        day = absolute(timex, annotated, making.days, making.year)
        place = timex.span.end
        if day is None or day in said or text[place : place + 1] in {"'", "’"}:
            continue
        if _falls((timex.span.start, place, ""), [*cut, *quoted]):
            continue
        said.add(day)
        found.append((place, place, f" [{day}]"))
    return found


def _rendered(whole: Span, text: str, edits: list[tuple[int, int, str]]) -> str:
    """The sentence on one line with the edits made; it begins with a capital."""
    pieces, at = [], whole.start
    for start, end, words in sorted(edits):
        pieces += [text[at:start], words]
        at = end
    joined = _SPACE_BEFORE.sub("", " ".join("".join([*pieces, text[at : whole.end]]).split()))
    return joined[:1].upper() + joined[1:]
