"""Outlets, independent texts and voices of a claim, and the status that follows from them by rule.

"Corroborated" is the word a reader acts on, so every doubt goes against it. It takes two texts that share no passage
and two voices of which neither could be repeating the other, in a pair of witnesses that are surely one assertion.
Where any witness is attributed, outlets that state the same flatly are not counted as voices: they may have it from
that speaker.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from tellings.claims.assertions import Shape
from tellings.claims.facts import Facts
from tellings.claims.likeness import Likeness
from tellings.claims.origins import Texts
from tellings.claims.passages import SharedWords
from tellings.claims.settings import ClaimSettings
from tellings.claims.voices import Voice, Voices
from tellings.records import Article, ArticleId, AttributionKind, Status, Witness
from tellings.text.folding import QUOTES
from tellings.text.words import words

Pairs = Mapping[tuple[int, int], Likeness]
# Two spans are one text, though lineage missed it, with so many words in a row alike, or with nearly all words of the
# longer one in the same order. Guesses: newsrooms that write for themselves seldom agree on seven words.
SAME_WORDS = 7
FEWEST_WORDS = 6
NEARLY_ALL = 0.75
FEWEST_TERMS = 3  # words, names, numbers and days that two confirmations have in common; "the launch came" has two


@dataclass(frozen=True, slots=True)
class Count:
    """The witnesses of one claim, counted."""

    witnesses: tuple[Witness, ...]
    outlets: int
    origins: int
    voices: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Story:
    """What counting needs to know of the whole story."""

    articles: Mapping[ArticleId, Article]
    facts: Sequence[Facts]
    words: Sequence[tuple[str, ...]]
    pairs: Pairs
    texts: Texts
    shared: SharedWords
    voices: Voices
    settings: ClaimSettings


def count(story: Story, members: Sequence[int]) -> Count:
    """A claim's witnesses with origin and voice, and its status when nothing contradicts it."""
    voices = [_voice(story, index) for index in members]
    origins = _origins(story, members)
    witnesses = tuple(
        Witness(story.facts[i].span, origin, voice.key, voice.name, _attribution_id(story.facts[i]))
        for i, origin, voice in zip(members, origins, voices, strict=True)
    )
    outlets = len({_outlet(story, index) for index in members})
    status = _status(story, members, origins, voices, outlets)
    return Count(witnesses, outlets, len(set(origins)), _counted_voices(story, voices, origins, status), status)


def _counted_voices(story: Story, voices: Sequence[Voice], origins: Sequence[str], status: Status) -> tuple[str, ...]:
    """One display name for each independent voice, the most frequent first; names of one voice are joined.

    Outlets are voices only where no witness names a speaker. Under `one-voice` there is one: the speaker of most
    witnesses, or the outlets together, which may all have it from the same unnamed source.
    """
    speakers = [voice for voice in voices if voice.is_speaker]
    if speakers:
        keys = [(story.voices.group(voice), voice.name) for voice in speakers]
    elif status is Status.CORROBORATED:
        keys = [(origin, voice.name) for origin, voice in zip(origins, voices, strict=True)]
    else:
        keys = [("" if status is Status.ONE_VOICE else voice.name, voice.name) for voice in voices]
    names: dict[str, Counter[str]] = {}
    for key, name in keys:
        names.setdefault(key, Counter())[name] += 1
    groups = sorted(names.values(), key=lambda group: (-group.total(), min(group)))
    if status is Status.ONE_VOICE:
        groups = groups[:1]
    used: set[str] = set()
    for group in sorted(groups, key=len):  # an outlet that carries two texts is named once, where it stands alone
        for name in sorted(used & set(group)):
            del group[name]
        used |= set(group)
    return tuple(_joined(group) for group in groups if group)


def _joined(names: Counter[str]) -> str:
    """The names of one voice, the most frequent first: "Ivo Lanz / Seaways"."""
    return " / ".join(name for name, _ in sorted(names.items(), key=lambda item: (-item[1], item[0])))


def _voice(story: Story, index: int) -> Voice:
    fact = story.facts[index]
    return story.voices.of(story.articles[fact.span.article_id], fact.assertion.attribution)


def _outlet(story: Story, index: int) -> str:
    return story.articles[story.facts[index].span.article_id].name.casefold()


def _attribution_id(fact: Facts) -> str | None:
    return fact.assertion.attribution.id if fact.assertion.attribution else None


def _origins(story: Story, members: Sequence[int]) -> list[str]:
    """The origin of each witness; those that share a passage are given one, the first of theirs."""
    found = [_origin(story, index) for index in members]
    joined: dict[str, str] = {}
    for place, one in enumerate(members):
        for later in range(place + 1, len(members)):
            if found[place] != found[later] and _is_one_text(story, one, members[later]):
                first, second = sorted((_last(joined, found[place]), _last(joined, found[later])))
                if first != second:
                    joined[second] = first
    return [_last(joined, origin) for origin in found]


def _origin(story: Story, index: int) -> str:
    """The text a witness belongs to; words in which a desk changed a number, a name or a negation are its own."""
    span = story.facts[index].span
    copied = story.texts.origin(span)
    if index in story.shared.changed and copied != str(span.article_id):
        return str(span.article_id)
    return copied


def _last(joined: Mapping[str, str], origin: str) -> str:
    while origin in joined:
        origin = joined[origin]
    return origin


def _is_one_text(story: Story, one: int, other: int) -> bool:
    """Whether two spans are the same words of one text, whether reporting, background or a statement both quote."""
    if (min(one, other), max(one, other)) in story.shared.edited:
        return False
    ours, theirs = story.facts[one].span, story.facts[other].span
    if ours.article_id == theirs.article_id:
        return True
    return story.shared.share(ours, theirs) or _has_same_words(story.words[one], story.words[other])


def keys_of(wording: str) -> tuple[str, ...]:
    """The words of a span, folded."""
    return tuple(word.key for word in words(wording))


def _has_same_words(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether two wordings are one text but for a word or two, or share a long run."""
    if min(len(ours), len(theirs)) < FEWEST_WORDS:
        return False
    blocks = LCSseq.editops(ours, theirs).as_matching_blocks()
    alike = sum(block.size for block in blocks)
    longest = max(block.size for block in blocks)
    return longest >= SAME_WORDS or alike >= max(FEWEST_WORDS, NEARLY_ALL * max(len(ours), len(theirs)))


def _status(
    story: Story, members: Sequence[int], origins: Sequence[str], voices: Sequence[Voice], outlets: int
) -> Status:
    if outlets < 2:
        return Status.SINGLE
    if len(set(origins)) < 2:
        return Status.ECHOED
    return Status.CORROBORATED if _is_corroborated(story, members, origins, voices) else Status.ONE_VOICE


def _is_corroborated(story: Story, members: Sequence[int], origins: Sequence[str], voices: Sequence[Voice]) -> bool:
    """Whether two witnesses of two texts and two voices are surely one assertion."""
    attributed = any(voice.is_speaker for voice in voices)
    counted = [n for n, voice in enumerate(voices) if _counts(story, members[n], voice, attributed)]
    groups = [story.voices.group(voice) for voice in voices]
    for place, one in enumerate(counted):
        for other in counted[place + 1 :]:
            if origins[one] == origins[other] or groups[one] == groups[other]:
                continue
            if _outlet(story, members[one]) != _outlet(story, members[other]) and _is_sure(
                story, members[one], members[other]
            ):
                return True
    return False


def _counts(story: Story, index: int, voice: Voice, attributed: bool) -> bool:
    """Whether a witness's voice can be told from the others'.

    Not where the words are quoted and nobody is known to say them, or in the first person, which means another
    person in every mouth; not a bare noun phrase; not a source without a name, who may be anyone; not the outlet where
    another witness names a speaker.
    """
    fact = story.facts[index]
    if fact.is_first_person or fact.whole.assertion.shape is not Shape.CLAUSE:
        return False
    if voice.is_speaker:
        return voice.is_entity
    return not attributed and not _is_quoted(story, fact)


_QUOTES = frozenset({'"', *(mark for mark, plain in QUOTES.items() if plain == '"')})


def _is_quoted(story: Story, fact: Facts) -> bool:
    """Whether an odd number of quotation marks stands before the span in its paragraph, or one inside it."""
    text = story.articles[fact.span.article_id].text
    start = text.rfind("\n", 0, fact.span.start) + 1
    before = sum(character in _QUOTES for character in text[start : fact.span.start])
    return before % 2 == 1 or any(character in _QUOTES for character in text[fact.span.start : fact.span.end])


def _is_one_utterance(ours: Facts, theirs: Facts) -> bool:
    """Whether both report one act of saying: known to be one, or both quoted, as no two people use the same words."""
    one, other = ours.assertion.attribution, theirs.assertion.attribution
    if one is None or other is None:
        return False
    if one.utterance is not None and one.utterance == other.utterance:
        return True
    return one.kind is not AttributionKind.INDIRECT and other.kind is not AttributionKind.INDIRECT


def _is_sure(story: Story, one: int, other: int) -> bool:
    ours, theirs = story.facts[one], story.facts[other]
    if _is_one_utterance(ours, theirs):
        return False
    if ours.names and theirs.names and not ours.names & theirs.names:
        return False
    if ours.element and theirs.element:
        return _are_sure_parts(story, one, other)
    shared = [term for term in ours.terms if term in theirs.terms]
    numbers = [{term for term in fact.terms if term[0] == "#"} for fact in (ours, theirs)]
    if len(shared) < FEWEST_TERMS or (all(numbers) and not numbers[0] & numbers[1]):
        return False
    if ours.modality or theirs.modality or ours.is_negated != theirs.is_negated:
        return ours.modality == theirs.modality == "planned" and _likelihood(story, one, other) >= _SURE_OF_PLANS
    return _likelihood(story, one, other) >= story.settings.confident


def _are_sure_parts(story: Story, one: int, other: int) -> bool:
    """Whether two parts of assertions are surely one: the same thing of the same matter, neither denied nor planned."""
    ours, theirs = story.facts[one].element, story.facts[other].element
    if ours is None or theirs is None or ours.term != theirs.term:
        return False
    if ours.whole.modality or theirs.whole.modality or ours.whole.is_negated != theirs.whole.is_negated:
        return False
    return _likelihood(story, one, other) >= story.settings.confident_elements


_SURE_OF_PLANS = 0.9  # what is planned or possible is somebody's word even where none is named; a guess


def _likelihood(story: Story, one: int, other: int) -> float:
    pair = story.pairs.get((min(one, other), max(one, other)))
    return pair.likelihood if pair else 0.0
