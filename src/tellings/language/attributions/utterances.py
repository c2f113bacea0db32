"""Utterances: the same act of saying, reported by several articles in other words or another translation.

Two attributions report one utterance when the same speaker stands behind both and their contents share most of their
words, or a quoted fragment and some of the rest. An institution or an unnamed source may stand for the person who
speaks for it ("a ministry aide" for "ministry aide Jan Vos") where the words are nearly the same. Two different named
people never share an utterance.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from tellings.language.attributions.cues import small_words
from tellings.language.attributions.utterance_contents import Content, content_of, likeness
from tellings.records import AnnotatedArticle, Attribution, EntityType, SpeakerKind
from tellings.text.words import words

_Place = tuple[int, int]
# Lemmas in more attributions than this say little about any; pairs are not looked for through them. Bounds the cost.
_MAX_SHARED_BY = 60
_FUNCTION = small_words("function")


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who stands behind an attribution, for comparing.

    Args:
        key: Entity id, else the folded name; empty for unnamed sources.
        described: Every word used for this speaker as a source in any article; an unnamed source's own words.
    """

    key: str
    is_person: bool
    described: frozenset[str]


def utterances_of(articles: Sequence[AnnotatedArticle]) -> tuple[AnnotatedArticle, ...]:
    """The articles of one story with `utterance` set on attributions that report the same words of the same speaker.

    Ids are "u1", "u2", … in order of first appearance. None means that no other article reports it.

    Cost: pairs are looked for through shared lemmas, so it grows with repetition, not with the square of the story.
    """
    places = [(a, n) for a, article in enumerate(articles) for n in range(len(article.attributions))]
    voices = _voices(articles, places)
    contents = {(a, n): content_of(articles[a], articles[a].attributions[n]) for a, n in places}
    links = sorted(_links(articles, places, voices, contents), key=lambda link: (-link[0], link[1], link[2]))
    groups = _grouped(links, voices)
    numbers: dict[int, int] = {}
    ids: dict[_Place, str] = {}
    for place in places:
        group = groups.get(place)
        if group is not None and len({a for a, _ in group}) > 1:
            ids[place] = f"u{numbers.setdefault(id(group), len(numbers) + 1)}"
    return tuple(_with_ids(article, a, ids) for a, article in enumerate(articles))


def _with_ids(article: AnnotatedArticle, number: int, ids: dict[_Place, str]) -> AnnotatedArticle:
    found = tuple(replace(x, utterance=ids.get((number, n))) for n, x in enumerate(article.attributions))
    return replace(article, attributions=found)


def _voices(articles: Sequence[AnnotatedArticle], places: Sequence[_Place]) -> dict[_Place, _Voice]:
    described: dict[str, set[str]] = defaultdict(set)
    persons = {
        key
        for article in articles
        for mention in article.mentions
        if mention.type is EntityType.PERSON
        for key in (mention.entity, _folded(mention.name))
        if key
    }
    for a, n in places:
        attribution = articles[a].attributions[n]
        described[_key(attribution)] |= _source_words(articles[a], attribution)
    voices = {}
    for a, n in places:
        attribution = articles[a].attributions[n]
        key = _key(attribution)
        own = _source_words(articles[a], attribution)
        is_person = key in persons or _folded(attribution.speaker_name or "") in persons
        voices[a, n] = _Voice(key, is_person, frozenset(described[key] if key else own))
    return voices


def _folded(name: str) -> str:
    return " ".join(word.key for word in words(name))


def _key(attribution: Attribution) -> str:
    if attribution.speaker:
        return attribution.speaker
    return _folded(attribution.speaker_name or "") if attribution.speaker_kind is SpeakerKind.NAMED else ""


def _source_words(article: AnnotatedArticle, attribution: Attribution) -> frozenset[str]:
    texts = [article.article.wording(span) for span in attribution.source] + [attribution.speaker_name or ""]
    found = (re.sub(r"['’]s$", "", word.key) for text in texts for word in words(text))
    return frozenset(key for key in found if key not in _FUNCTION)


def _links(
    articles: Sequence[AnnotatedArticle],
    places: Sequence[_Place],
    voices: dict[_Place, _Voice],
    contents: dict[_Place, Content],
) -> Iterator[tuple[float, _Place, _Place]]:
    """Likeness and places of every pair of attributions that report one utterance."""
    for left, right in _candidates(places, contents):
        if left[0] == right[0] and _nested(articles[left[0]].attributions, left[1], right[1]):
            continue
        same, compatible = _relation(voices[left], voices[right])
        if not (same or compatible):
            continue
        alike = likeness(contents[left], contents[right], same_speaker=same)
        if alike > 0:
            yield alike, left, right


def _candidates(places: Sequence[_Place], contents: dict[_Place, Content]) -> list[tuple[_Place, _Place]]:
    by_lemma: dict[str, list[_Place]] = defaultdict(list)
    for place in places:
        for lemma in contents[place].lemmas:
            by_lemma[lemma].append(place)
    pairs: dict[tuple[_Place, _Place], None] = {}
    for lemma in sorted(by_lemma):
        if len(by_lemma[lemma]) <= _MAX_SHARED_BY:
            pairs.update(dict.fromkeys(combinations(by_lemma[lemma], 2)))
    return sorted(pairs)


def _nested(attributions: Sequence[Attribution], left: int, right: int) -> bool:
    """Whether one of two attributions of an article is reported inside the other."""
    by_id = {attribution.id: attribution for attribution in attributions}
    for inner, outer in ((left, right), (right, left)):
        host = attributions[inner].inside
        while host is not None:
            if host == attributions[outer].id:
                return True
            host = by_id[host].inside if host in by_id else None
    return False


def _relation(left: _Voice, right: _Voice) -> tuple[bool, bool]:
    """Whether two voices are one speaker; whether one may speak for the other."""
    if left.key and left.key == right.key:
        return True, True
    if left.key and right.key and left.is_person and right.is_person:
        return False, False
    if not left.described or not right.described:
        return False, False
    return False, left.described <= right.described or right.described <= left.described


def _grouped(
    links: Sequence[tuple[float, _Place, _Place]], voices: dict[_Place, _Voice]
) -> dict[_Place, frozenset[_Place]]:
    """Groups of linked attributions, the likest joined first, never with two different people in one."""
    groups: dict[_Place, frozenset[_Place]] = {}
    for _, left, right in links:
        ours, theirs = groups.get(left, frozenset([left])), groups.get(right, frozenset([right]))
        joined = ours | theirs
        people = {voices[place].key for place in joined if voices[place].is_person and voices[place].key}
        if len(people) <= 1:
            groups.update(dict.fromkeys(sorted(joined), joined))
    return groups
