"""One article's stances with all that is read around them: words, features, day, voice. Nothing is compared yet."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tellings.comparison.positions.clauses import Clauses
from tellings.comparison.positions.finding import Finding, findings_in
from tellings.comparison.positions.lexicon import plover_types, time_words, turning_words, words_of
from tellings.comparison.positions.parties import Actor, Parties, StoryParties
from tellings.comparison.positions.said import findings_in_speech
from tellings.comparison.stating import stated
from tellings.data.tables import table
from tellings.records import AnnotatedArticle, DatedBy, MentionForm, Modality, Span, Stance

_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")
_MAX_ISSUE = 200  # characters: longer complements hold a paragraph's argument, not an issue
_MATTER = {"NN", "VB", "JJ", "CD"}
_EMPTY = frozenset(
    {"be", "have", "do", "such", "own", "new", "other", "more", "most", "many", "thing", "way", "get", "go"}
)
_NOTHING = frozenset({"something", "anything", "nothing", "everything", "lot", "bit"})
_PLAIN_START = {"DT", "PRP", "PRP$", "IN", "EX", "NN", "NNS", "VBG", "JJ", "TO", "RB", "CD", "VB", "WP", "WDT"}
_QUOTES = (("“", "”"), ("‘", "’"), ('"', '"'))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase of an issue, with its features.

    Args:
        is_matter: Whether it names a matter by itself, not a party, a time or a vague thing.
        is_turned: Whether the stance is on the end or the lack of it ("to stop the war" is turned for "the war").
    """

    words: str
    features: frozenset[str]
    is_matter: bool
    is_turned: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A stance in one place.

    Args:
        features: What its issue is about: lemmas, synonyms under one word, and ids of entities.
        heads: Those of the features that head a noun phrase: what the issue is about more than the rest.
        names: Noun phrases of the issue, for naming what several positions are on.
        is_turned: Whether the issue is the end or the lack of something.
    """

    actor: Actor
    stance: Stance
    plover: str
    issue: str
    text: str
    features: frozenset[str]
    heads: frozenset[str]
    names: tuple[Phrase, ...]
    is_turned: bool
    modality: Modality
    is_lapsed: bool
    target: Actor | None
    date: str | None
    dated_by: DatedBy | None
    evidence: Span
    attribution: str | None
    voice: str
    is_own_word: bool

    def favour(self, *, is_turned: bool) -> float | None:
        """How far the party favours a matter that its issue names, or the end of it; a condition halves it."""
        favour = plover_types()[self.plover].favour
        if favour is None:
            return None
        favour *= 0.5 if self.modality is Modality.CONDITIONAL else 1.0
        return -favour if is_turned else favour


def drafts_in(annotated: AnnotatedArticle, grammar: Clauses, story: StoryParties) -> Iterator[Draft]:
    """The stances of one article, in the order of their cues; one verb gives one stance to a party."""
    parties = Parties(annotated, grammar, story)
    taken: set[tuple[str, int]] = set()
    found = [*findings_in(grammar, parties), *findings_in_speech(annotated, grammar, parties)]
    for finding in sorted(found, key=lambda each: (each.cue, each.part == "said")):
        for actor in finding.actors:
            if (actor.id, finding.cue) in taken:
                continue
            draft = _draft(annotated, grammar, parties, finding, actor)
            if draft is not None:
                taken.add((actor.id, finding.cue))
                yield draft


def _draft(
    annotated: AnnotatedArticle, grammar: Clauses, parties: Parties, finding: Finding, actor: Actor
) -> Draft | None:
    issue = _words(grammar, finding.issue)
    features = features_of(grammar, parties, finding.issue, actor)
    if not issue or len(issue) > _MAX_ISSUE or not features - _NOTHING:
        return None
    evidence = grammar.span(list(finding.place))
    date, dated_by = _day(annotated, grammar, finding, evidence)
    attribution = parties.attribution(finding.cue)
    speaker = parties.speaker(attribution) if attribution is not None else None
    return Draft(
        actor=actor,
        stance=finding.stance,
        plover=finding.plover,
        issue=_without_lead(issue),
        text=_text(grammar, finding, actor, issue),
        features=features,
        heads=features_of(grammar, parties, [i for i in finding.issue if _is_head(grammar, i)], actor),
        names=tuple(_names(grammar, parties, finding.issue, actor)),
        is_turned=_is_turned(grammar, finding.issue),
        modality=finding.modality,
        is_lapsed=finding.is_lapsed,
        target=finding.target,
        date=date,
        dated_by=dated_by,
        evidence=evidence,
        attribution=attribution.id if attribution is not None else None,
        voice=(speaker.name if speaker else attribution.speaker_name or _UNNAMED)
        if attribution
        else _outlet(annotated),
        is_own_word=attribution is not None and parties.is_own_word(actor, attribution),
    )


_UNNAMED = "a source that is not named"


def _outlet(annotated: AnnotatedArticle) -> str:
    return " and ".join(annotated.article.agency) or annotated.article.name


def _words(grammar: Clauses, tokens: Sequence[int]) -> str:
    """The tokens' words on one line; branches left out between them leave no gap."""
    text = grammar.article.text
    runs: list[list[int]] = []
    for index in tokens:
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    pieces = [" ".join(grammar.span(run).wording(text).split()) for run in runs]
    words = " ".join(piece.strip(" ,;:") for piece in pieces).strip(" ,;:-–—")
    if tokens and grammar.tokens[tokens[0]].tag in _PLAIN_START and _begins_sentence(grammar, tokens[0]):
        words = words[:1].lower() + words[1:]
    return _with_quotes_closed(words)


def _begins_sentence(grammar: Clauses, index: int) -> bool:
    sentence = grammar.sentence_of(index)
    return not any(c.isalnum() for c in grammar.article.text[sentence.start : grammar.tokens[index].start])


def _with_quotes_closed(words: str) -> str:
    """The words without a quotation mark whose partner lies elsewhere."""
    for opening, closing in _QUOTES:
        if opening == closing:
            if words.count(opening) % 2:
                words = words.replace(opening, "")
        elif words.count(opening) != words.count(closing):
            words = words.replace(opening, "")
            words = words.replace(closing, "") if closing != "’" else words.removesuffix(closing)
    return words.strip()


def _without_lead(issue: str) -> str:
    first, _, rest = issue.partition(" ")
    return (
        rest
        if first.lower() in {"that", "for", "of", "on", "with", "against", "over", "about", "at"} and rest
        else issue
    )


def _text(grammar: Clauses, finding: Finding, actor: Actor, issue: str) -> str:
    words = _words(grammar, finding.reads_on) if finding.part != "said" else issue
    if finding.part == "noun" and grammar.tokens[finding.reads_on[0]].dep == "prep":
        is_offer = finding.stance is Stance.OFFERS and grammar.tokens[finding.reads_on[0]].lemma == "for"
        words = words if is_offer else issue
    return stated(
        actor.name,
        finding.stance,
        words,
        lemma=finding.lemma,
        part=finding.part,
        negated=finding.is_negated,
        plural=actor.is_plural or " and " in actor.name,
        clause=finding.is_clause,
        modality=finding.modality,
        lapsed=finding.is_lapsed,
    )


def features_of(grammar: Clauses, parties: Parties, tokens: Iterable[int], actor: Actor) -> frozenset[str]:
    """What words are about: lemmas, synonyms under one word, and ids of entities other than the party's own."""
    found: set[str] = set()
    for index in tokens:
        token = grammar.tokens[index]
        mention = parties.mention(index)
        if mention is not None and mention.form is not MentionForm.PRONOUN and mention.entity:
            if mention.entity != actor.id:
                found.add(mention.entity)
        elif token.tag[:2] in _MATTER and token.dep not in {"aux", "auxpass"} and token.lemma not in _EMPTY:
            found.add(synonyms().get(token.lemma, token.lemma))
    return frozenset(found)


def _is_head(grammar: Clauses, index: int) -> bool:
    """Whether a word says what an issue is about: a noun, or a verb that has no object to say it."""
    is_bare = grammar.tokens[index].tag[:2] == "VB" and grammar.child(index, "dobj", "nsubjpass") is None
    return is_bare or _is_noun(grammar, index)


def _is_noun(grammar: Clauses, index: int) -> bool:
    token = grammar.tokens[index]
    return token.tag[:2] == "NN" and token.dep not in {"compound", "nmod", "poss", "npadvmod"}


def _names(grammar: Clauses, parties: Parties, tokens: Sequence[int], actor: Actor) -> Iterator[Phrase]:
    """Noun phrases that could name the issue, with the features they have."""
    inside = set(tokens)
    for index in tokens:
        if not _is_noun(grammar, index):
            continue
        without = frozenset({"relcl", "acl", "appos", "advcl", "cc", "conj", "punct", "predet", "preconj"})
        phrase = [i for i in grammar.subtree(index, without=without) if i in inside]
        while phrase and grammar.tokens[phrase[0]].tag in {"DT", "PRP$", "IN", "TO", "RB", "CC"}:
            phrase = phrase[1:]
        if _hangs_aside(grammar, index, inside):
            continue
        if not phrase or len(phrase) > _MAX_NAME or any(grammar.tokens[i].tag in {"PRP", "PRP$"} for i in phrase):
            head = [i for i in phrase if grammar.tokens[i].head == index and i < index] + [index]
            phrase = [i for i in head if grammar.tokens[i].tag not in {"DT", "PRP$", "PRP"}]
        if phrase[-1] - phrase[0] + 1 != len(phrase):
            continue
        words = _words(grammar, phrase)
        if words:
            features = features_of(grammar, parties, phrase, Actor("", ""))
            above = _is_turned(grammar, [i for i in tokens if i in set(phrase) or _is_above(grammar, i, index)])
            yield Phrase(words, features, _is_matter(grammar, parties, index, phrase), above)


def _is_above(grammar: Clauses, index: int, below: int) -> bool:
    """Whether a token is on the way from another up to the top of its issue, or denies what is."""
    current = below
    for _ in range(_MAX_DEPTH):
        if index == current or (grammar.tokens[index].head == current and grammar.tokens[index].dep in {"neg", "det"}):
            return True
        above = grammar.tokens[current].head
        if above == current:
            return False
        # What a word is joined to is beside it, not above it.
        current = grammar.tokens[above].head if grammar.tokens[current].dep == "conj" else above
    return False


def _is_matter(grammar: Clauses, parties: Parties, head: int, phrase: Sequence[int]) -> bool:
    """Whether a noun phrase names a matter by itself."""
    token = grammar.tokens[head]
    if token.lemma in time_words() or parties.mention(head) is not None:
        return False
    return token.lemma not in words_of("vague") or len(phrase) > 2


_MAX_NAME = 7  # tokens: a longer phrase is a description, not a name


def _is_turned(grammar: Clauses, tokens: Sequence[int]) -> bool:
    """Whether the issue is the end, the lack or the undoing of something; two such words undo each other."""
    inside, turned = set(tokens), False
    for index in tokens:
        token = grammar.tokens[index]
        if _hangs_aside(grammar, index, inside):
            continue
        if token.lemma in turning_words() and token.tag[:2] in {"VB", "NN"} and token.dep != "compound":
            turned = not turned
        if token.dep == "neg" or (token.lemma == "no" and token.dep == "det"):
            turned = not turned
    return turned


def _hangs_aside(grammar: Clauses, index: int, inside: set[int]) -> bool:
    """Whether a token stands in a relative clause, an aside or after "without", which say nothing of what is wanted."""
    for _ in range(_MAX_DEPTH):
        token = grammar.tokens[index]
        if token.dep in {"relcl", "acl", "appos", "advcl"} and token.head in inside:
            return True
        if token.lemma in {"without", "if", "unless", "until"} and token.dep == "prep":
            return True
        if token.head == index or token.head not in inside:
            return False
        index = token.head
    return True


_MAX_DEPTH = 12  # links from a word to the top of its issue


def _day(
    annotated: AnnotatedArticle, grammar: Clauses, finding: Finding, evidence: Span
) -> tuple[str | None, DatedBy | None]:
    """The day, month or year that the clause names for the stance, else the day the article was published.

    A day inside the issue is the issue's own: who threatens to strike from Tuesday does so before. A stance of former
    times without a day of its own has none.
    """
    beside = [c for c in grammar.children[finding.cue] if grammar.tokens[c].dep in {"npadvmod", "prep", "advmod"}]
    around = [i for c in beside for i in grammar.subtree(c) if i not in set(finding.issue)]
    spans = [grammar.span([i]) for i in around]
    issue = grammar.span(list(finding.issue))
    for timex in annotated.timexes:
        if not _DAY.fullmatch(timex.value) or issue.overlap(timex.span):
            continue
        if evidence.covers(timex.span) or any(timex.span.overlap(span) for span in spans):
            return timex.value, DatedBy.WORDS
    published = annotated.article.published
    if published is None or finding.modality is Modality.FORMER:
        return None, None
    return published.value[:10], DatedBy.ARTICLE


@cache
def synonyms() -> dict[str, str]:
    """For words that newsrooms use for one another, and for a verb and its noun, one word that stands for all."""
    parent: dict[str, str] = {}

    def root(word: str) -> str:
        while parent.get(word, word) != word:
            word = parent[word]
        return word

    groups = [[word for word in group if word] for group in table("news_synonyms")]
    known = {word for group in groups for word in group}
    pairs = [(group[0], word) for group in groups for word in group[1:]]
    # A verb joins its noun's group ("negotiate", "negotiation"); a word of two groups would join them, and does not.
    pairs += [
        (one, other) if one in known else (other, one)
        for one, other, kind in table("word_relations")
        if kind == "derived" and (one in known) != (other in known)
    ]
    for one, other in pairs:
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    return {word: root(word) for word in parent}
