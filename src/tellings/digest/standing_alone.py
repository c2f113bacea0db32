"""Whether a sentence of a report can be read on its own.

A digest that opens with "He also said" is no digest. What would send a reader back to the sentences before counts as a
fault; what no reader could take (no end, half a quotation, a caption, the desk speaking of itself) is refused.
"""

import re
from functools import cache

from tellings.data.tables import table
from tellings.digest.pronouns import QUOTED
from tellings.digest.trimming import has_verb, is_in_the_present, without_dateline
from tellings.records import AnnotatedArticle, Block, Role, Span
from tellings.text.folding import fold

_ENDS = re.compile(r"[.!?…][\"'”’)\]]{0,3}$")
_MIN_WORDS = 5
_FULL_DAY = re.compile(r"\b[A-Z][a-z]{2,5}day, [A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}")
_GLUED = re.compile(r"[a-z]{2}[.!?](?:[A-Z][a-z]+|\d+) ")  # two sentences that lost the space between them
# How agencies end the caption of a photograph: "…, Sunday, Nov. 13, 2016."
_CAPTION_END = re.compile(r"[A-Z][a-z]{2,5}day,? [A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\.?(?: \([^()]{1,60}\))?\.?$")
# "this decision"; not "this week", "those who", "these days".
_POINTS_BACK = re.compile(
    r"\b(?:this|these|those|such)\b(?! (?:week|month|year|morning|afternoon|evening|time|spring|summer|autumn|fall|"
    r"winter|weekend|century|season|days|who|whose|with|in|on|of|from|responsible|involved|affected|as)\b)"
)


def sentence_around(span: Span, annotated: AnnotatedArticle) -> Span | None:
    """The sentence that holds most of the span, without a dateline at its head; None where there is none."""
    best = max(annotated.sentences, key=lambda sentence: sentence.overlap(span), default=None)
    if best is None or not best.overlap(span):
        return None
    return bare(best, annotated)


def bare(sentence: Span, annotated: AnnotatedArticle) -> Span:
    """The sentence without a dateline and loose marks at its head."""
    start = sentence.start
    for block in annotated.article.blocks:
        if block.role is Role.DATELINE and block.end is not None and sentence.start <= block.end - 1 < sentence.end:
            start = max(start, block.end)
    text = annotated.article.text
    start += without_dateline(text[start : sentence.end])
    while start < sentence.end and not text[start].isalnum() and text[start] not in "\"'“‘«([":
        start += 1
    return Span(sentence.article_id, start, sentence.end)


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
    if _CAPTION_END.search(wording.strip()) or (_FULL_DAY.search(wording) and is_in_the_present(source, annotated)):
        return False
    if _GLUED.search(wording):
        return False
    if _looking_back("refused").search(fold(wording).text):
        return False
    unquoted = QUOTED.sub(" ", wording)
    if "?" in unquoted or "://" in wording:
        return False
    return not any(word.strip(",.;:!?()") in _own_words() for word in unquoted.split()) and has_verb(source, annotated)


def _overlaps(source: Span, block: Block) -> bool:
    return block.start is not None and block.end is not None and block.start < source.end and source.start < block.end


def faults(text: str, max_words: int) -> int:
    """How many things in a sentence send its reader back to what stood before, or make it hard to read."""
    folded = fold(text).text.lstrip("\"'")
    unquoted = fold(QUOTED.sub(" ", text)).text
    opens = bool(_looking_back("opening").match(folded))
    holds = bool(_looking_back("anywhere").search(folded))
    points = bool(_POINTS_BACK.search(unquoted))
    return (len(text.split()) > max_words) + opens + holds + points


@cache
def _looking_back(where: str) -> re.Pattern[str]:
    phrases = "|".join(re.escape(words) for words, place in table("looking_back") if place == where)
    return re.compile(rf"\b(?:{phrases})\b")


@cache
def _own_words() -> frozenset[str]:
    """Words by which a desk speaks of itself or to its readers; "us" only in lower case, as "US" is a country."""
    spoken = {word for language, forms in table("reader_words") if language == "en" for word in forms.split()}
    capital = {word.capitalize() for word in spoken} - {"Us"}
    return frozenset(spoken | capital | {"I", "my", "My", "me"})
