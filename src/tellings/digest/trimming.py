"""What may be cut from a sentence so that what is left still follows from it, by grammar.

Cut are datelines, words that tie a sentence to the one before, and asides: relative clauses between commas, participles
after a comma, brackets. An aside is cut only where no other outlet tells what it says. Never cut are restrictive
clauses, conditions, negations and whatever holds the attribution of what remains.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache

from tellings.data.tables import table
from tellings.records import AnnotatedArticle, Span, Token
from tellings.text.grammar import subtree_of

# "ORRIN, Tarnland, Jan 1 (HW) - ", "ORRIN: ", "(HW) — ", "Orrin (HW) – "
_DATELINE = re.compile(
    r"(?:[A-Z][\w.’'-]{1,20}(?: [A-Z][\w.’'-]{1,20}){0,2}(?:, [A-Z][\w.’' -]{1,25})? \([A-Z][^()\n]{1,20}\)\s?"
    r"(?:[—–―]|-{1,2})\s|"
    r"(?:Updated?|UPDATED?|BREAKING|Breaking|EXCLUSIVE|Exclusive|Correction|Translation|WATCH|VIDEO):\s|"
    r"[A-Z][A-Z .'’-]{2,30}(?:, [A-Z][\w.’' -]{1,25}){0,2}(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?\s{0,2}"
    r"(?:\([^()\n]{2,30}\)\s{0,2})?(?:[—–―]|-{1,2}(?=\s)|:(?=\s))|\([A-Z][^()\n]{1,30}\)\s{0,2}(?:[—–―]|-{1,2}(?=\s))?)\s{0,2}"
)
_BRACKETS = re.compile(r"\s?\([^()]{1,120}\)")
_LONG = 24  # words from which an aside is cut; shorter sentences are read at once
_MIN_ASIDE = 4  # words; shorter asides ("who is 36") cost a reader nothing
_MIN_LEFT = 8  # words that must be left
_ASIDES = {"relcl", "advcl", "acl"}
_PARTICIPLES = {"VBG", "VBN"}
_FINITE = {"VBD", "VBP", "VBZ", "MD"}


def without_dateline(text: str) -> int:
    """How many characters at a sentence's head are a dateline."""
    found = _DATELINE.match(text)
    return found.end() if found and len(text) - found.end() > 20 else 0


def tie(text: str) -> int:
    """How many characters at a sentence's head tie it to the one before and can go: "However, ", "But "."""
    found = _ties().match(text)
    return found.end() if found else 0


_COUNTING = "in particular|in fact|of course|first|firstly|second|secondly|third|thirdly|lastly|last"


@cache
def _ties() -> re.Pattern[str]:
    with_comma = "|".join(re.escape(words) for words, where in table("looking_back") if where == "opening")
    return re.compile(
        rf"(?:(?:{with_comma}|{_COUNTING}),\s+|(?:but|and|yet|so)\s+(?!far\b))",
        re.I,
    )


def tokens_of(source: Span, annotated: AnnotatedArticle) -> tuple[int, int]:
    """The half-open range of tokens of the sentence that a span lies in; an empty one without a parse."""
    if not annotated.parse.sentences:
        return 0, 0
    number = bisect_right(annotated.sentences, source.start, key=lambda span: span.start) - 1
    if number < 0 or number >= len(annotated.parse.sentences):
        return 0, 0
    found = annotated.parse.sentences[number]
    return found.start, found.end


def has_verb(source: Span, annotated: AnnotatedArticle) -> bool:
    """Whether the sentence says something: its root is a finite verb or has one; true where nothing was parsed."""
    start, end = tokens_of(source, annotated)
    tokens = annotated.parse.tokens
    roots = [i for i in range(start, end) if tokens[i].dep == "ROOT"]
    if not roots:
        return True
    return any(
        tokens[root].tag in _FINITE
        or any(tokens[i].head == root and tokens[i].tag in _FINITE for i in range(start, end) if i != root)
        for root in roots
    )


def is_in_the_present(source: Span, annotated: AnnotatedArticle) -> bool:
    """Whether the sentence's main verb stands in the present tense, as in captions: "Firemen pump out a cellar"."""
    start, end = tokens_of(source, annotated)
    return any(token.dep == "ROOT" and token.tag in {"VBZ", "VBP"} for token in annotated.parse.tokens[start:end])


def asides(source: Span, annotated: AnnotatedArticle, is_needed: Callable[[Span], bool]) -> list[tuple[int, int]]:
    """The ranges of the article's text to cut from a long sentence, in order, not overlapping.

    What is needed stays: what several outlets tell, and who says it.
    """
    text = annotated.article.text
    wording = source.wording(text)
    length = len(wording.split())
    cut: list[tuple[int, int]] = []
    quoted = [(source.start + m.start(), source.start + m.end()) for m in re.finditer(r"[\"“][^\"”]*[\"”]", wording)]
    for start, end in sorted(_found(source, annotated), key=lambda piece: piece[0] - piece[1]):
        words = len(text[start:end].split())
        if words < _MIN_ASIDE or length < _LONG or length - words < _MIN_LEFT:
            continue
        if any(start < e and s < end for s, e in (*cut, *quoted)) or is_needed(Span(source.article_id, start, end)):
            continue
        cut.append((start, end))
        length -= words
    return sorted(cut)


def _found(source: Span, annotated: AnnotatedArticle) -> list[tuple[int, int]]:
    text = annotated.article.text
    found = [(source.start + m.start(), source.start + m.end()) for m in _BRACKETS.finditer(source.wording(text))]
    first, last = tokens_of(source, annotated)
    tokens = annotated.parse.tokens
    if first == last:
        return found
    children = _children(tokens, first, last)
    for index in range(first, last):
        token = tokens[index]
        if token.dep in _ASIDES and _is_aside(index, tokens, children):
            piece = _between_commas(subtree_of(children, index, lambda _: False), tokens, source, text)
            if piece is not None:
                found.append(piece)
    return found


def _children(tokens: Sequence[Token], first: int, last: int) -> list[tuple[int, ...]]:
    """For each token up to the sentence's end its dependents in the sentence."""
    children: list[tuple[int, ...]] = [()] * last
    for index in range(first, last):
        head = tokens[index].head
        if head != index and first <= head < last:
            children[head] = (*children[head], index)
    return children


def _is_aside(index: int, tokens: Sequence[Token], children: Sequence[Sequence[int]]) -> bool:
    """A relative clause with its pronoun, or a bare participle: nothing that sets a condition, a cause or a time."""
    below = [tokens[i] for i in children[index]]
    if tokens[index].dep == "relcl":
        return any(t.tag in {"WP", "WDT", "WP$"} and t.lemma != "that" for t in below) or any(
            tokens[i].tag in {"WP", "WDT", "WP$"} for child in children[index] for i in children[child]
        )
    return tokens[index].tag == "VBG" and not any(t.dep == "mark" for t in below)


def _between_commas(inside: Sequence[int], tokens: Sequence[Token], source: Span, text: str) -> tuple[int, int] | None:
    """The range to cut for a branch of the parse that stands between commas or dashes; None where it does not."""
    if not inside or inside[-1] - inside[0] + 1 != len(inside):
        return None
    start, end = tokens[inside[0]].start, tokens[inside[-1]].end
    if start <= source.start or end > source.end:
        return None
    before = text[source.start : start].rstrip()
    if not before or before[-1] not in ",—–":
        return None
    opening = source.start + len(before) - 1
    opening -= len(text[source.start : opening]) - len(text[source.start : opening].rstrip())
    after = text[end : source.end].lstrip()
    if after[:1] in {",", "—", "–"} and after[:1] == before[-1]:
        closing = source.end - len(after)
        following = next((t for t in tokens[inside[-1] + 1 :] if t.start > closing), None)
        # "Valkova, who …, said" loses both commas; "with Valkova, who …, the ministry said" keeps one.
        is_verb = following is not None and (following.tag in _FINITE or following.dep.startswith("aux"))
        return opening, closing + 1 if is_verb or before[-1] != "," else closing
    if after[:1] in {".", "!", "?"} and len(after) <= 2:
        return opening, end
    return None
