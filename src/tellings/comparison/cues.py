"""Words for one statement that stand at different steps of a scale of sharpness: said and insisted, crowd and mob.

Either the verbs with which articles introduce one and the same statement, or words in two witnesses of one claim. The
scales are those by which edits are told to soften or sharpen (`data/edit_words.tsv`).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from tellings.comparison.uses import Uses, add_use, differs, most_used, wording
from tellings.data.tables import table
from tellings.records import AnnotatedArticle, ArticleId, Attribution, Claim, Span, Wording, WordingKind

# Steps from which two words in witnesses of one claim differ in sharpness: neighbours ("hit", "struck") are synonyms to
# most writers. Read off ten events of newscluster. Verbs that introduce speech differ from one step on.
_FAR = 2
# How a death is told follows from the sentence ("nine died", "killed nine") more than from anybody's choice.
_NO_CHOICE = frozenset({"die", "kill", "death", "killing", "say", "tell"})


def cue_choices(articles: Sequence[AnnotatedArticle]) -> Iterator[Wording]:
    """For each speaker the verbs for statements that several articles carry, where they stand at different steps."""
    uses: dict[str, Uses] = defaultdict(dict)
    speakers: dict[str, str] = {}
    for annotated in articles:
        verbs = {t.start: t.lemma for t in annotated.parse.tokens if t.tag.startswith("VB")}
        for attribution in annotated.attributions:
            if attribution.utterance is None:
                continue
            for lemma, span in _verbs(attribution, verbs):
                add_use(uses[attribution.utterance], lemma, span)
                speakers.setdefault(attribution.utterance, attribution.speaker_name or "a source without a name")
    by_speaker: dict[str, Uses] = defaultdict(dict)
    for utterance, found in uses.items():
        told = _on_one_scale(found)
        if len(told) > 1 and differs(told):
            _merge(by_speaker[speakers[utterance]], told)
    for speaker, told in by_speaker.items():
        reason = f"They introduce the same statements of {speaker}."
        yield wording(f"what {speaker} says", told, WordingKind.LOADED, reason)


def sharper_words(articles: Sequence[AnnotatedArticle], claims: Sequence[Claim]) -> Iterator[Wording]:
    """Words of two witnesses of one claim that stand at different steps of a scale, each pair of words once."""
    words = {annotated.article.id: _scaled_words(annotated) for annotated in articles}
    pairs: dict[frozenset[str], tuple[Uses, str]] = {}
    for claim in claims:
        for one, other in _pairs_of(claim, words):
            for told in _apart(one, other):
                found, _ = pairs.setdefault(frozenset(told), ({}, claim.text))
                _merge(found, told)
    for found, text in pairs.values():
        if differs(found):
            yield wording(most_used(found), found, WordingKind.LOADED, f"Both are said of one thing: {text}")


_Scaled = Sequence[tuple[str, str, Span]]  # lemma, part of speech, place


def _pairs_of(claim: Claim, words: Mapping[ArticleId, _Scaled]) -> Iterator[tuple[_Scaled, _Scaled]]:
    inside = [
        (w.span.article_id, [word for word in words.get(w.span.article_id, ()) if word[2].overlap(w.span)])
        for w in claim.witnesses
    ]
    for number, (article, one) in enumerate(inside):
        yield from ((one, two) for other, two in inside[number + 1 :] if one and two and article != other)


def _apart(one: _Scaled, other: _Scaled) -> Iterator[Uses]:
    """Uses of two words of the same part of speech on one scale, of which each witness has but one."""
    ours, theirs = {lemma for lemma, *_ in one}, {lemma for lemma, *_ in other}
    for lemma, part, span in one:
        for lemma2, part2, span2 in other:
            is_choice = part == part2 and lemma not in theirs and lemma2 not in ours
            if is_choice and _is_apart(lemma, lemma2, _FAR) and not {lemma, lemma2} <= _NO_CHOICE:
                yield {lemma: {span.article_id: [span]}, lemma2: {span2.article_id: [span2]}}


def _scaled_words(annotated: AnnotatedArticle) -> _Scaled:
    return [
        (token.lemma, token.tag[:2], annotated.article.span(token.start, token.end))
        for token in annotated.parse.tokens
        if token.tag[:2] in {"NN", "VB", "JJ"} and token.tag not in {"NNP", "NNPS"} and token.lemma in _steps()
    ]


def _verbs(attribution: Attribution, verbs: dict[int, str]) -> Iterator[tuple[str, Span]]:
    for cue in attribution.cue:
        for start in range(cue.start, cue.end):
            if start in verbs:
                yield verbs[start], cue
                return


def _merge(uses: Uses, more: Uses) -> None:
    for term, places in more.items():
        for spans in places.values():
            for span in spans:
                add_use(uses, term, span)


def _on_one_scale(uses: Uses) -> Uses:
    """The uses of the verbs that share a scale with another of them."""
    kept = {lemma for lemma in uses if any(_is_apart(lemma, other) for other in uses)}
    return {lemma: places for lemma, places in uses.items() if lemma in kept}


def _is_apart(one: str, other: str, steps: int = 1) -> bool:
    """Whether the words stand that many steps or more from one another on one scale."""
    ours, theirs = _steps().get(one, {}), _steps().get(other, {})
    return any(abs(ours[scale] - theirs[scale]) >= steps for scale in ours.keys() & theirs.keys())


@cache
def _steps() -> dict[str, dict[int, int]]:
    """For each word the scales it stands on and its step on each, from the softest."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    scales = [words for kind, *words in table("edit_words") if kind == "scale"]
    for number, scale in enumerate(scales):
        for step, word in enumerate(filter(None, scale)):
            found[word][number] = step
    return dict(found)
