"""What each party demands, offers, accepts, rejects or threatens, with the words that say so.

A stance is a verb, noun or adjective of `data/stances.tsv` with a party as its subject and an issue as its complement.
Nothing is inferred: without a party and an issue in the clause there is no position. Types are PLOVER's (Open Event
Data Alliance, 2018). Conditions ("would accept if …") are left out; negation turns acceptance into rejection and
cancels the rest.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tellings.comparison.referents import Referents
from tellings.comparison.stating import stated
from tellings.data.tables import table
from tellings.records import AnnotatedArticle, Attribution, Entity, Position, Span, Stance
from tellings.text.grammar import Grammar

_COMPLEMENTS = ("dobj", "ccomp", "xcomp", "prep", "dative", "prt", "pobj", "acl", "nsubjpass", "advcl", "npadvmod")
# Complements that carry the issue; "on Friday" and "in a statement" do not.
_ISSUE = ("dobj", "ccomp", "xcomp", "nsubjpass")
_ISSUE_PREPOSITIONS = {"to", "for", "of", "over", "on", "against", "with", "about", "from"}
_TALK_PREPOSITIONS = {"with", "about", "on", "over"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MAX_ISSUE = 200  # characters: longer complements hold a paragraph's argument, not an issue
_MATTER = {"NN", "VB", "JJ"}  # tags of words that carry an issue's matter
_MERGE_AT = 0.5  # share of content lemmas two issues of one actor and stance must have in common. A guess.


@dataclass(frozen=True, slots=True)
class _Cue:
    stance: Stance
    plover: str
    particle: str


@dataclass(frozen=True, slots=True)
class _Found:
    position: Position
    lemmas: frozenset[str]


def positions_of(articles: Sequence[AnnotatedArticle], entities: Sequence[Entity]) -> tuple[Position, ...]:
    """The positions that the articles report, most witnessed first; the same stance on one issue stands once."""
    merged: list[_Found] = []
    for annotated in articles:
        for found in _positions_in(annotated, entities):
            twin = next((i for i, other in enumerate(merged) if _is_same(other, found)), None)
            if twin is None:
                merged.append(found)
            else:
                merged[twin] = _joined(merged[twin], found)
    ranked = sorted(merged, key=lambda found: -len({span.article_id for span in found.position.evidence}))
    return tuple(found.position for found in ranked)


def _positions_in(annotated: AnnotatedArticle, entities: Sequence[Entity]) -> Iterator[_Found]:
    grammar = Grammar(annotated.article, annotated.parse)
    referents = Referents(annotated, entities)
    for index, token in enumerate(grammar.tokens):
        part = {"VB": "verb", "NN": "noun", "JJ": "adjective"}.get(token.tag[:2], "")
        for cue in _cues().get((token.lemma, part), ()):
            found = _positions(grammar, referents, annotated, index, part, cue)
            if found:
                yield from found
                break


def _positions(
    grammar: Grammar, referents: Referents, annotated: AnnotatedArticle, index: int, part: str, cue: _Cue
) -> list[_Found]:
    """One position for each party of the clause: "the mayor and the union discussed …" gives both."""
    if cue.particle and not _has_particle(grammar, index, cue.particle):
        return []
    clause = _clause_head(grammar, index) if part == "adjective" else index
    if _is_unrealised(grammar, clause, part):
        return []
    negated = part != "noun" and grammar.is_negated(clause)
    stance = _with_negation(cue, negated)
    if stance is None or _is_conditional(grammar, clause):
        return []
    party = _party(grammar, index, clause, part)
    issue = _issue(grammar, index, party, cue)
    if party is None or not issue or _is_empty(grammar, issue):
        return []
    words = _issue_text(grammar.span(issue).wording(annotated.article.text), cue)
    lemmas = frozenset(grammar.tokens[i].lemma for i in issue if grammar.tokens[i].tag[:2] in _MATTER | {"CD"})
    if not words or len(words) > _MAX_ISSUE or not lemmas:
        return []
    evidence = grammar.span([*issue, index, clause, party])
    parties = [party, *(c for c in grammar.children[party] if grammar.tokens[c].dep == "conj")]
    found = []
    for member in parties:
        actor = referents.actor(grammar, member)
        if actor is None or actor[1].lower() in _time_words():
            continue
        text = stated(
            actor[1],
            stance[0],
            _inside_a_sentence(grammar, issue[0], words),
            lemma=grammar.tokens[index].lemma,
            part=part,
            particle=cue.particle,
            negated=negated,
            plural=grammar.tokens[member].tag == "NNS",
            clause=_is_clause(grammar, index, words),
        )
        position = Position(
            actor=actor[0],
            actor_name=actor[1],
            stance=stance[0],
            plover=stance[1],
            issue=words,
            text=text,
            date=_date(annotated, evidence, grammar.span(issue)),
            evidence=(evidence,),
            attribution=_attribution_at(annotated, evidence),
        )
        found.append(_Found(position, lemmas))
    return found


def _is_clause(grammar: Grammar, index: int, issue: str) -> bool:
    """Whether the issue is a clause with its own subject, so that "that" stands before it."""
    said = grammar.child(index, "ccomp")
    return said is not None and grammar.child(said, "nsubj", "nsubjpass", "expl") is not None and issue[:3] != "to "


def _inside_a_sentence(grammar: Grammar, first: int, words: str) -> str:
    """The issue as it reads after a verb: a capital that only the beginning of a sentence gave is taken back."""
    begins = any(sentence.start == first for sentence in grammar.sentences)
    is_function_word = grammar.tokens[first].tag in {"DT", "PRP", "PRP$", "IN", "EX", "NN", "NNS", "VBG"}
    return words[0].lower() + words[1:] if begins and is_function_word else words


def _is_empty(grammar: Grammar, issue: list[int]) -> bool:
    """Whether the issue is the talking itself: "declined to comment", "asked not to be named"."""
    matter = (grammar.tokens[i].lemma for i in issue if grammar.tokens[i].tag[:2] in _MATTER)
    first = [lemma for lemma in matter if lemma not in {"be", "have", "request"}][:1]
    return bool(first) and first[0] in _empty_issues()


@cache
def _empty_issues() -> frozenset[str]:
    return frozenset(lemma for lemma, *_ in table("empty_issues"))


def _is_unrealised(grammar: Grammar, clause: int, part: str) -> bool:
    """Whether the stance is only somebody's wish ("pushed them to accept") or topic ("suggested accepting")."""
    token = grammar.tokens[clause]
    if part == "noun" or token.dep in {"ROOT", "conj", "ccomp", "relcl", "parataxis"}:
        return False
    to = grammar.child(clause, "aux")
    infinitive = to is not None and grammar.tokens[to].tag == "TO"
    return infinitive or (token.tag == "VBG" and token.dep in {"pcomp", "xcomp", "csubj"})


def _party(grammar: Grammar, index: int, clause: int, part: str) -> int | None:
    if part == "noun":
        return grammar.child(index, "poss")
    if part == "verb" and grammar.child(index, "auxpass") is not None:
        return grammar.agent(index)
    return grammar.subject(clause)


def _clause_head(grammar: Grammar, adjective: int) -> int:
    """The verb of which "ready" or "willing" is the complement: "is ready" → "is"; else the adjective itself."""
    token = grammar.tokens[adjective]
    return token.head if token.dep in {"acomp", "oprd", "xcomp"} else adjective


def _issue(grammar: Grammar, index: int, party: int | None, cue: _Cue) -> list[int]:
    """The tokens of the complement that says what the stance is about."""
    tokens: list[int] = []
    prepositions = _TALK_PREPOSITIONS if cue.stance is Stance.CONSULTS else _ISSUE_PREPOSITIONS
    for child in grammar.children[index]:
        token = grammar.tokens[child]
        wanted = token.dep in _ISSUE or (
            token.dep == "prep" and token.lemma in prepositions and not _is_time(grammar, child)
        )
        wanted = wanted and token.lemma not in _time_words()
        if wanted and child != party and (party is None or party not in grammar.subtree(child)):
            tokens += grammar.subtree(child, without=frozenset({"advcl", "parataxis"}))
    return _without_edges(grammar, sorted(tokens))


def _issue_text(wording: str, cue: _Cue) -> str:
    """The issue's words on one line, without the cue's own particle; empty for a question ("asked how …")."""
    words = " ".join(wording.split()).strip(" ,;:-–—")
    first = words.split(" ", 1)[0].lower()
    if first in {"how", "what", "why", "when", "where", "whether", "if", "who", "which"}:
        return ""
    if first in {cue.particle, "that", *(("on",) if cue.stance is Stance.ACCUSES else ())}:
        words = words[len(first) :].lstrip()
    for opening, closing in (("“", "”"), ("‘", "’"), ('"', '"')):
        if words.count(opening) == 1 and words.count(closing) == (opening == closing):
            words = words + closing if not words.startswith(closing) else words[1:]
    return words


def _without_edges(grammar: Grammar, tokens: list[int]) -> list[int]:
    while tokens and grammar.tokens[tokens[-1]].dep == "punct":
        tokens = tokens[:-1]
    return tokens


def _is_time(grammar: Grammar, preposition: int) -> bool:
    words = grammar.children[preposition]
    return any(grammar.tokens[w].lemma in _time_words() for w in words)


@cache
def _time_words() -> frozenset[str]:
    days = "monday tuesday wednesday thursday friday saturday sunday"
    months = "january february march april may june july august september october november december"
    return frozenset(f"{days} {months} today yesterday tomorrow week month year day morning evening night".split())


def _has_particle(grammar: Grammar, index: int, particle: str) -> bool:
    """Whether the cue has its particle ("call for"); for `must`, whether what is said must or should be."""
    if particle == "must":
        said = grammar.child(index, "ccomp")
        aux = grammar.child(said, "aux") if said is not None else None
        return aux is not None and grammar.tokens[aux].lemma in {"must", "should"}
    return any(
        grammar.tokens[c].lemma == particle and grammar.tokens[c].dep in {"prep", "prt", "advmod", "dative"}
        for c in grammar.children[index]
    )


def _with_negation(cue: _Cue, negated: bool) -> tuple[Stance, str] | None:
    if not negated:
        return cue.stance, cue.plover
    if cue.stance in {Stance.ACCEPTS, Stance.OFFERS}:
        return Stance.REJECTS, "REJECT"
    return None


def _is_conditional(grammar: Grammar, clause: int) -> bool:
    """Whether the clause itself is an "if" clause or hangs on one, or is a question."""
    mark = grammar.child(clause, "mark")
    if mark is not None and grammar.tokens[mark].lemma in {"if", "whether", "unless"}:
        return True
    modal = grammar.child(clause, "aux")
    return modal is not None and grammar.tokens[modal].lemma in {"would", "could", "might", "may", "should"}


def _date(annotated: AnnotatedArticle, evidence: Span, issue: Span) -> str | None:
    """The day on which the stance was taken, where the evidence names it, else the day the article was published.

    A day inside the issue is the issue's own: who threatens to strike from Tuesday does so before.
    """
    named = (t for t in annotated.timexes if evidence.covers(t.span) and not issue.overlap(t.span))
    days = [t.value for t in named if _DAY.fullmatch(t.value)]
    published = annotated.article.published
    return days[0] if days else published.value[:10] if published else None


def _attribution_at(annotated: AnnotatedArticle, evidence: Span) -> str | None:
    """The innermost attribution whose content holds most of the evidence."""

    def holds(attribution: Attribution) -> bool:
        return sum(piece.overlap(evidence) for piece in attribution.content) > len(evidence) / 2

    holding = [a for a in annotated.attributions if holds(a)]
    return min(holding, key=lambda a: sum(map(len, a.content))).id if holding else None


def _is_same(one: _Found, other: _Found) -> bool:
    if one.position.stance is not other.position.stance or _party_key(one.position) != _party_key(other.position):
        return False
    return len(one.lemmas & other.lemmas) >= _MERGE_AT * min(len(one.lemmas), len(other.lemmas))


def _party_key(position: Position) -> str:
    """What makes two actors one: their name, as an entity's mentions and a phrase may carry different ids."""
    return position.actor_name.casefold().removeprefix("the ")


def _joined(one: _Found, other: _Found) -> _Found:
    """Both as one position, with the earlier date and the shorter of two issues that say the same."""
    first, second = one.position, other.position
    clearest = min((first, second), key=lambda p: (len(p.issue), p.issue))
    dates = [p.date for p in (first, second) if p.date]
    position = Position(
        actor=first.actor,
        actor_name=first.actor_name,
        stance=first.stance,
        plover=first.plover,
        issue=clearest.issue,
        text=clearest.text,
        date=min(dates) if dates else None,
        evidence=(*first.evidence, *second.evidence),
        attribution=first.attribution if first.attribution and second.attribution else None,
    )
    return _Found(position, one.lemmas | other.lemmas)


@cache
def _cues() -> dict[tuple[str, str], tuple[_Cue, ...]]:
    cues: dict[tuple[str, str], tuple[_Cue, ...]] = {}
    for lemma, part, particle, stance, plover in table("stances"):
        key = (lemma, part)
        cues[key] = (*cues.get(key, ()), _Cue(Stance(stance), plover, particle))
    return cues
