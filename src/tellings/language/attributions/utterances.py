"""Utterances: the same act of saying, reported by several articles in other words or another translation.

Two attributions report one utterance when the same speaker stands behind both and their contents share most of their
words, or a quoted fragment and some of the rest. An institution or an unnamed source may stand for the person who
speaks for it ("a ministry aide" for "ministry aide Jan Vos") where the words are nearly the same. Two different named
people never share an utterance, nor do contents that contradict each other. Every join has a sentence that says why.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from tellings.language.attributions.cues import small_words
from tellings.language.attributions.utterance_contents import Content, content_of
from tellings.language.attributions.utterances_evidence import contradict, evidence, is_verbatim
from tellings.records import AnnotatedArticle, Attribution, EntityType, SpeakerKind, Utterance
from tellings.text.words import words

_Place = tuple[int, int]
# Lemmas in more attributions than this say little about any; pairs are not looked for through them. Bounds the cost.
_MAX_SHARED_BY = 60
# Members of two groups that are held against each other before the groups are joined. Bounds the cost.
_MAX_CHECKED = 12
_FUNCTION = small_words("function")


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who stands behind an attribution, for comparing.

    Args:
        key: Entity id, else the folded name; empty for unnamed sources.
        name: As the article has it; empty where it has none.
        described: Every word used for this speaker as a source in any article; an unnamed source's own words.
    """

    key: str
    name: str
    is_person: bool
    described: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Link:
    """Two attributions that report one utterance, how surely, and why."""

    likeness: float
    left: _Place
    right: _Place
    reason: str


def utterances_of(
    articles: Sequence[AnnotatedArticle],
) -> tuple[tuple[Utterance, ...], tuple[AnnotatedArticle, ...]]:
    """The utterances that several articles of a story report, and the articles with `utterance` set on attributions.

    Ids are "u1", "u2", … in order of first appearance. None means that no other article reports it.

    Cost: pairs are looked for through shared lemmas, so it grows with repetition, not with the square of the story.
    """
    places = [(a, n) for a, article in enumerate(articles) for n in range(len(article.attributions))]
    voices = _voices(articles, places)
    contents = {(a, n): content_of(articles[a], articles[a].attributions[n]) for a, n in places}
    links = sorted(_links(articles, places, voices, contents), key=lambda link: (-link.likeness, link.left, link.right))
    groups = _grouped(links, voices, contents)
    found: dict[int, Utterance] = {}
    ids: dict[_Place, str] = {}
    for place in places:
        group = groups.get(place)
        if group is not None and len({a for a, _ in group.places}) > 1:
            if id(group) not in found:
                found[id(group)] = _utterance(f"u{len(found) + 1}", group, articles)
            ids[place] = found[id(group)].id
    return tuple(found.values()), tuple(_with_ids(article, a, ids) for a, article in enumerate(articles))


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
        words_for = frozenset(described[key] if key else own)
        voices[a, n] = _Voice(key, attribution.speaker_name or "", is_person, words_for)
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
) -> Iterator[_Link]:
    """Every pair of attributions that report one utterance."""
    for left, right in _candidates(places, contents):
        if left[0] == right[0] and _nested(articles[left[0]].attributions, left[1], right[1]):
            continue
        speaker = _speaker(voices[left], voices[right], _is_one_quotation(contents[left], contents[right]))
        if not speaker:
            continue
        same = voices[left].key != "" and voices[left].key == voices[right].key
        found = evidence(contents[left], contents[right], same_speaker=same)
        if found is not None:
            yield _Link(found.likeness, left, right, f"{speaker}, and {found.reason}.")


def _is_one_quotation(left: Content, right: Content) -> bool:
    return left.is_speech and right.is_speech and is_verbatim(left, right)


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


def _speaker(left: _Voice, right: _Voice, is_one_quotation: bool) -> str:
    """Why two voices may be one speaker, as the beginning of a sentence; empty where they may not.

    Different words for the speaker are passed over where both quote the same run of words, unless both name a person.
    """
    if left.key and left.key == right.key:
        return f"{left.name} speaks in both"
    if left.key and right.key and left.is_person and right.is_person:
        return ""
    ours, theirs = left.described, right.described
    if ours and theirs and (ours <= theirs or theirs <= ours):
        brief, full = (left, right) if ours <= theirs else (right, left)
        return f"every word for '{brief.name}' is used for '{full.name}' too"
    if not is_one_quotation:
        return ""
    return f"'{left.name}' may be '{right.name}'" if left.name and right.name else "only one report names a speaker"


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """Attributions that are one utterance, and the links that joined them."""

    places: tuple[_Place, ...]
    links: tuple[_Link, ...] = ()


def _grouped(
    links: Sequence[_Link], voices: dict[_Place, _Voice], contents: dict[_Place, Content]
) -> dict[_Place, _Group]:
    """Groups of linked attributions, the likest joined first, never with two different people or a contradiction."""
    groups: dict[_Place, _Group] = {}
    for link in links:
        ours, theirs = (groups.get(place, _Group((place,))) for place in (link.left, link.right))
        if link.right in ours.places:
            continue
        joined = tuple(sorted({*ours.places, *theirs.places}))
        people = {voices[place].key for place in joined if voices[place].is_person and voices[place].key}
        if len(people) <= 1 and not _are_at_odds(ours, theirs, contents):
            group = _Group(joined, (*ours.links, *theirs.links, link))
            groups.update(dict.fromkeys(joined, group))
    return groups


def _are_at_odds(ours: _Group, theirs: _Group, contents: dict[_Place, Content]) -> bool:
    """Whether a member of one group contradicts a member of the other."""
    return any(
        contradict(contents[one], contents[other])
        for one in ours.places[:_MAX_CHECKED]
        for other in theirs.places[:_MAX_CHECKED]
    )


def _utterance(id_: str, group: _Group, articles: Sequence[AnnotatedArticle]) -> Utterance:
    members = [articles[a].attributions[n] for a, n in group.places]
    links = sorted(group.links, key=lambda link: (-link.likeness, link.left, link.right))
    speakers = Counter(member.speaker for member in members if member.speaker)
    names = Counter(m.speaker_name for m in members if m.speaker_name and m.speaker_kind is SpeakerKind.NAMED)
    names = names or Counter(m.speaker_name for m in members if m.speaker_name)
    return Utterance(
        id=id_,
        speaker=_commonest(speakers),
        speaker_name=_commonest(names),
        attributions=tuple(member.id for member in members),
        links=tuple((_id(articles, link.left), _id(articles, link.right)) for link in links),
        reasons=tuple(link.reason for link in links),
    )


def _commonest(counted: Counter[str]) -> str | None:
    """The commonest, the first of several."""
    return max(counted, key=lambda name: counted[name], default=None)


def _id(articles: Sequence[AnnotatedArticle], place: _Place) -> str:
    return articles[place[0]].attributions[place[1]].id
