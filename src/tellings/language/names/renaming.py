"""Names that one article draws too wide or too narrow, put right by the full names that the other articles print.

The same rules as `repairs` has for one article, here over mentions: "Getty Max Verholm" in one report is the Max
Verholm of the others; "Dahl Mei" is Dahl Mei Lin where the text goes on with "Lin".
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tellings.language.names.finding import PERSON
from tellings.language.names.given import is_given_name
from tellings.language.names.grammar import Grammar
from tellings.language.names.repairs import person_inside
from tellings.language.names.trimming import is_institution
from tellings.records import AnnotatedArticle, Mention, MentionForm

_Words = tuple[str, ...]


def with_names_repaired(
    articles: Sequence[AnnotatedArticle], grammars: Sequence[Grammar]
) -> tuple[AnnotatedArticle, ...]:
    """The articles with the ranges of people's names as the story's full names show them."""
    if len(articles) == 1:
        return tuple(articles)
    full = _full_names(articles, grammars)
    firsts: dict[str, list[_Words]] = {}
    for words in sorted(full, key=lambda words: (-len(words), words)):
        if len(words) > 2 and person_inside(words, full) is None:
            firsts.setdefault(words[0], []).append(words)
    return tuple(
        _drawn_out(_cut(annotated, grammar, full), grammar, firsts)
        for annotated, grammar in zip(articles, grammars, strict=True)
    )


def _full_names(articles: Sequence[AnnotatedArticle], grammars: Sequence[Grammar]) -> Counter[_Words]:
    """How often the story prints each name of a person of two words and more."""
    full: Counter[_Words] = Counter()
    for annotated, grammar in zip(articles, grammars, strict=True):
        for mention in annotated.mentions:
            if mention.form is MentionForm.NAME and mention.type is PERSON:
                start, end = grammar.range_of(mention.span)
                if end - start > 1 and not is_institution(grammar, end):
                    full[grammar.words[start:end]] += 1
    return full


def _cut(annotated: AnnotatedArticle, grammar: Grammar, full: Counter[_Words]) -> AnnotatedArticle:
    """The article with the remains of captions and headings taken off the names of people."""
    mentions, renamed = list(annotated.mentions), dict[str, str]()
    for number, mention in enumerate(mentions):
        start, end = grammar.range_of(mention.span)
        if mention.form is not MentionForm.NAME or end - start < 3:
            continue
        if cut := person_inside(grammar.words[start:end], full):
            first, last = start + cut[0], start + cut[1]
            name = grammar.wording(first, last)
            if " ".join(annotated.article.wording(mention.span).split()) == mention.name:
                renamed[mention.name] = name
            mentions[number] = replace(
                mention, span=grammar.span(first, last), type=PERSON, name=name, reason=_shown(name)
            )
    return _renamed(annotated, mentions, renamed)


def _shown(name: str) -> str:
    return f"'{name}' is the name by itself in another article of the story."


def _drawn_out(annotated: AnnotatedArticle, grammar: Grammar, firsts: dict[str, list[_Words]]) -> AnnotatedArticle:
    """The article with people's names drawn out over the words that belong to them elsewhere."""
    starts = [index for index, word in enumerate(grammar.words) if word in firsts]
    if not starts:
        return annotated
    mentions, renamed = list(annotated.mentions), dict[str, str]()
    names = {grammar.range_of(m.span): m for m in mentions if m.form is MentionForm.NAME}
    for start in starts:
        words = next((w for w in firsts[grammar.words[start]] if grammar.words[start : start + len(w)] == w), None)
        if words is None:
            continue
        end = start + len(words)
        near = {place: m for place, m in names.items() if place[0] < end and place[1] > start}
        is_short = near and all(start <= first and last <= end for first, last in near) and (start, end) not in near
        if not is_short or not any(m.type is PERSON for m in near.values()):
            continue
        name = grammar.wording(start, end)
        for place, mention in near.items():
            del names[place]
            mentions.remove(mention)
            if mention.type is PERSON and mention.name == grammar.wording(*place) and _is_fuller(mention.name):
                renamed[mention.name] = name
        whole = Mention(grammar.span(start, end), PERSON, MentionForm.NAME, name, _shown(name))
        names[start, end] = whole
        mentions.append(whole)
    return _renamed(annotated, mentions, renamed)


def _is_fuller(name: str) -> bool:
    """Whether a name has more than one word, so that the article's short names were read by it."""
    return " " in name and not is_given_name(name)


def _renamed(annotated: AnnotatedArticle, mentions: list[Mention], renamed: dict[str, str]) -> AnnotatedArticle:
    """The article with the mentions given, a referent's repaired name at all of them, in order."""
    if mentions == list(annotated.mentions):
        return annotated
    named = [
        replace(m, name=renamed[m.name], type=PERSON, reason=m.reason.replace(f"'{m.name}'", f"'{renamed[m.name]}'"))
        if m.name in renamed
        else m
        for m in mentions
    ]
    attributions = tuple(
        replace(a, speaker_name=renamed[a.speaker_name]) if a.speaker_name in renamed else a
        for a in annotated.attributions
    )
    in_order = tuple(sorted(named, key=lambda mention: (mention.span.start, -mention.span.end)))
    return replace(annotated, mentions=in_order, attributions=attributions)
