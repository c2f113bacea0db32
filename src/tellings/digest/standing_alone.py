"""Whether a sentence of a report can be read on its own, and what it reads like when taken out of it.

A digest that opens with "He also said" is no digest. Each fault a reader would stumble over counts; a sentence that no
reader could take (no end, half a quotation, the desk speaking of itself) is refused.
"""

import re
from functools import cache

from tellings.data.tables import table
from tellings.records import AnnotatedArticle, Block, EntityType, Mention, MentionForm, Role, Span
from tellings.text.folding import fold

_ENDS = re.compile(r"[.!?…][\"'”’)\]]{0,3}$")
_QUOTED = re.compile(r"[\"“][^\"”]{0,2000}[\"”]")
_POSSESSIVE = {"his", "her", "its", "their"}
_PERSONAL = {"he", "she", "they", "him", "them", "his", "her", "their"}
_MIN_WORDS = 5


def sentence_around(span: Span, annotated: AnnotatedArticle) -> Span | None:
    """The sentence that holds most of the span, without a dateline at its head; None where there is none."""
    best = max(annotated.sentences, key=lambda sentence: sentence.overlap(span), default=None)
    if best is None or not best.overlap(span):
        return None
    start = best.start
    for block in annotated.article.blocks:
        if block.role is Role.DATELINE and block.end is not None and best.start <= block.end - 1 < best.end:
            start = max(start, block.end)
    text = annotated.article.text
    while start < best.end and not text[start].isalnum() and text[start] not in "\"'“‘«([":
        start += 1
    return Span(best.article_id, start, best.end)


def is_readable(source: Span, annotated: AnnotatedArticle) -> bool:
    """Whether a reader could take the sentence at all: whole, ended, and not the desk speaking of itself."""
    wording = source.wording(annotated.article.text)
    words = wording.split()
    if len(words) < _MIN_WORDS or "\n" in wording.strip() or not _ENDS.search(wording.strip()):
        return False
    if wording.count('"') % 2 or wording.count("“") != wording.count("”") or wording.count("(") != wording.count(")"):
        return False
    if not (wording[0].isupper() or wording[0].isdigit() or wording[0] in "\"“‘'"):
        return False
    if any(block.role is Role.CAPTION and _overlaps(source, block) for block in annotated.article.blocks):
        return False
    folded = fold(wording).text
    if any(re.search(rf"\b{re.escape(words)}\b", folded) for words in _looking_back("refused")):
        return False
    unquoted = _QUOTED.sub(" ", wording)
    return not any(word.strip(",.;:!?()") in _own_words() for word in unquoted.split())


def _overlaps(source: Span, block: Block) -> bool:
    return block.start is not None and block.end is not None and block.start < source.end and source.start < block.end


def faults(source: Span, annotated: AnnotatedArticle, max_words: int) -> int:
    """How many things in a sentence send its reader back to what stood before, or make it hard to read."""
    wording = " ".join(source.wording(annotated.article.text).split())
    folded = fold(wording).text.lstrip("\"'")
    opens = any(re.match(rf"{re.escape(words)}\b", folded) for words in _looking_back("opening"))
    holds = any(re.search(rf"\b{re.escape(words)}\b", folded) for words in _looking_back("anywhere"))
    hanging = _hanging_pronouns(source, annotated)
    unknown = sum(not mention.name for mention in hanging)
    return (len(wording.split()) > max_words) + opens + holds + min(2, len(hanging)) + 2 * min(1, unknown)


def standing_alone(source: Span, annotated: AnnotatedArticle) -> str:
    """The sentence on one line; a pronoun whose name it lacks is replaced by that name, in brackets."""
    text = source.wording(annotated.article.text)
    named: set[str] = set()
    edits: list[tuple[int, int, str]] = []
    for mention in _hanging_pronouns(source, annotated):
        if not mention.name or mention.name in named:
            continue
        named.add(mention.name)
        word = mention.span.wording(annotated.article.text).lower()
        name = (
            f"[{mention.name}’s]" if word in _POSSESSIVE and _is_possessive(mention, annotated) else f"[{mention.name}]"
        )
        edits.append((mention.span.start - source.start, mention.span.end - source.start, name))
    for start, end, name in reversed(edits):
        text = text[:start] + name + text[end:]
    return " ".join(text.split())


def _hanging_pronouns(source: Span, annotated: AnnotatedArticle) -> list[Mention]:
    """Personal pronouns outside quotations whose referent the sentence does not name before them."""
    text = annotated.article.text
    quoted = [(source.start + m.start(), source.start + m.end()) for m in _QUOTED.finditer(source.wording(text))]
    known: set[str] = set()
    hanging: list[Mention] = []
    for mention in sorted((m for m in annotated.mentions if source.covers(m.span)), key=lambda m: m.span):
        word = mention.span.wording(text).lower()
        if mention.form is not MentionForm.PRONOUN:
            known.add(mention.name)
        elif word in _PERSONAL and mention.name not in known and not _is_inside(mention.span, quoted):
            hanging.append(mention)
    return hanging + _unread_pronouns(source, annotated, quoted)


def _unread_pronouns(source: Span, annotated: AnnotatedArticle, quoted: list[tuple[int, int]]) -> list[Mention]:
    """Pronouns at the head of the sentence that nothing resolves: as mentions without a name."""
    head = re.match(r"\W{0,3}(he|she|they|it|his|her|their|its)\b", source.wording(annotated.article.text), re.I)
    if head is None:
        return []
    span = Span(source.article_id, source.start + head.start(1), source.start + head.end(1))
    if any(m.span == span and m.form is MentionForm.PRONOUN for m in annotated.mentions) or _is_inside(span, quoted):
        return []
    return [Mention(span, EntityType.PERSON, MentionForm.PRONOUN, "")]


def _is_inside(span: Span, quoted: list[tuple[int, int]]) -> bool:
    return any(start <= span.start < end for start, end in quoted)


def _is_possessive(mention: Mention, annotated: AnnotatedArticle) -> bool:
    return any(t.start == mention.span.start and t.tag == "PRP$" for t in annotated.parse.tokens)


@cache
def _looking_back(where: str) -> tuple[str, ...]:
    return tuple(words for words, place in table("looking_back") if place == where)


@cache
def _own_words() -> frozenset[str]:
    """Words by which a desk speaks of itself or to its readers; "us" only in lower case, as "US" is a country."""
    spoken = {word for language, forms in table("reader_words") if language == "en" for word in forms.split()}
    capital = {word.capitalize() for word in spoken} - {"Us"}
    return frozenset(spoken | capital | {"I", "my", "My", "me"})
