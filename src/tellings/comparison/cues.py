"""Verbs with which articles introduce one and the same statement, where one insists or claims and another only says."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from tellings.comparison.uses import Uses, add_use, differs, wording
from tellings.data.tables import table
from tellings.records import AnnotatedArticle, Attribution, Span, Wording, WordingKind


def cue_choices(articles: Sequence[AnnotatedArticle]) -> Iterator[Wording]:
    """For each statement that several articles carry the verbs for it that stand at different steps of a scale."""
    uses: dict[str, Uses] = defaultdict(dict)
    speakers: dict[str, str] = {}
    for annotated in articles:
        verbs = {t.start: t.lemma for t in annotated.parse.tokens if t.tag.startswith("VB")}
        for attribution in annotated.attributions:
            if attribution.utterance is None:
                continue
            for lemma, span in _verbs(attribution, verbs):
                add_use(uses[attribution.utterance], lemma, span)
                speakers.setdefault(attribution.utterance, attribution.speaker_name or "one source")
    for utterance, found in uses.items():
        told = _on_one_scale(found)
        if len(told) > 1 and differs(told):
            reason = f"All introduce one statement of {speakers[utterance]}."
            yield wording(f"how {speakers[utterance]} speaks", told, WordingKind.LOADED, reason)


def _verbs(attribution: Attribution, verbs: dict[int, str]) -> Iterator[tuple[str, Span]]:
    for cue in attribution.cue:
        for start in range(cue.start, cue.end):
            if start in verbs:
                yield verbs[start], cue
                return


def _on_one_scale(uses: Uses) -> Uses:
    """The uses of the verbs that share a scale with another of them."""
    steps = {lemma: dict(_steps().get(lemma, ())) for lemma in uses}
    kept = {
        lemma
        for lemma, own in steps.items()
        for name, other in steps.items()
        if name != lemma and any(own[scale] != other[scale] for scale in own.keys() & other.keys())
    }
    return {lemma: places for lemma, places in uses.items() if lemma in kept}


@cache
def _steps() -> dict[str, tuple[tuple[int, int], ...]]:
    """For each word the scales it stands on and its step on each, from the softest."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    scales = [words for kind, *words in table("edit_words") if kind == "scale"]
    for number, scale in enumerate(scales):
        for step, word in enumerate(filter(None, scale)):
            found[word].append((number, step))
    return {word: tuple(places) for word, places in found.items()}
