"""Findings of the learned reader, with what the grammar sees and the corpus it learned from does not mark.

The network marks no attribution inside another and gives nobody to a quotation whose speaker stands in an earlier
paragraph. Both are the grammar's: its findings inside a content stay as nested ones, and it names the speaker of a
quotation that points at no cue in sight. Its statements with a source also stay where the network marks nothing at all.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tellings.language.attributions.headlines import is_dateline
from tellings.language.attributions.quotations import Quotation
from tellings.language.attributions.spans import MIN_SPEECH_WORDS, Finding, Quoted, Range, length
from tellings.language.attributions.tagging.confidence import confidence, grammar_confidence
from tellings.language.attributions.tagging.linking import Linked, linked
from tellings.language.attributions.tagging.roles import RoleSpan
from tellings.language.attributions.tagging.tagger import Tagger
from tellings.language.attributions.tree import Tree

# Findings without quoted speech are dropped below this. On the articles kept from training attribution F1 rises from
# .737 to .750; higher floors bring no more and cost recall of indirect speech.
MIN_CONFIDENCE = 0.2
_NOMINAL = ("N", "PRP", "WP", "CD", "DT", "J", "$")
_VERBAL = ("V", "N", "J", "IN", "R")


def tagged_findings(
    text: str, tree: Tree, quoted: Sequence[Quotation], grammar: Sequence[tuple[Finding, int | None]], tagger: Tagger
) -> list[Finding]:
    """The network's findings, and of the grammar's those that lie inside them or say who goes on speaking.

    `grammar` is all that the grammar finds, each with the number of the one around it; the network takes those outside
    others as hints.
    """
    outermost = [finding for finding, host in grammar if host is None]
    speakers, places = _Places(outermost), Quoted(text, tuple(quoted))
    found: list[Finding] = []
    for reading in tagger.read(text, tree.parse, quoted, outermost):
        for link in linked(reading):
            made = finding_of(tree, reading.words, link)
            if not made.cue:
                made = _continued(made, speakers)
            is_quoted = _is_speech(made, places)
            if (is_quoted or _is_reported(made)) and not _is_under_dateline(text, made):
                found.append(replace(made, is_speech=made.is_speech or is_quoted))
    contents = _Places(found)
    inside = [finding for finding, _ in grammar if _is_statement(finding) and contents.hold(finding)]
    share = grammar_confidence("unmarked")
    return found + inside + [replace(finding, confidence=share) for finding in unmarked(outermost, found)]


def unmarked(grammar: Sequence[Finding], found: Sequence[Finding]) -> list[Finding]:
    """The grammar's statements with a source that share no word with anything the network marks."""
    marked = _Places(found, whole=True)
    return [finding for finding in grammar if _is_statement(finding) and not marked.touches(finding)]


class _Places:
    """The contents of findings by place, or all their spans; cheap to ask because those of outermost ones lie apart."""

    def __init__(self, found: Sequence[Finding], *, whole: bool = False) -> None:
        ranges = ((finding.source + finding.cue if whole else ()) + finding.content for finding in found)
        self._ranges = sorted((*range_, number) for number, own in enumerate(ranges) for range_ in own)
        self._starts = [start for start, _, _ in self._ranges]
        self._found = found

    def hold(self, finding: Finding) -> bool:
        """Whether each span of a finding lies whole inside one of these."""
        return all(self._holds(start, end) for start, end in finding.source + finding.cue + finding.content)

    def _holds(self, start: int, end: int) -> bool:
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and self._ranges[at][1] >= end

    def touches(self, finding: Finding) -> bool:
        """Whether any span of a finding shares a character with one of these."""
        return any(self._shared(range_) for range_ in finding.source + finding.cue + finding.content)

    def _shared(self, range_: Range) -> Counter[int]:
        """How many characters of a range each finding shares."""
        start, end = range_
        shared: Counter[int] = Counter()
        first = max(0, bisect_right(self._starts, start) - 1)
        for s, e, number in self._ranges[first : bisect_left(self._starts, end)]:
            if min(e, end) > max(s, start):
                shared[number] += min(e, end) - max(s, start)
        return shared

    def likest(self, content: Sequence[Range]) -> Finding | None:
        """The finding that shares most of a content, if it is half of it or more."""
        shared: Counter[int] = Counter()
        for range_ in content:
            shared += self._shared(range_)
        best = max(shared, key=lambda number: shared[number], default=None)
        return self._found[best] if best is not None and 2 * shared[best] >= length(tuple(content)) else None


def finding_of(tree: Tree, words: Sequence[int], link: Linked) -> Finding:
    """A linked attribution as a finding: words of the window become ranges of characters."""

    def tokens(span: RoleSpan) -> tuple[int, int]:
        return words[span.first], words[span.past - 1] + 1

    def ranges(*spans: RoleSpan | None) -> tuple[Range, ...]:
        ends = (tokens(span) for span in spans if span is not None)
        return tuple((tree.tokens[first].start, tree.tokens[past - 1].end) for first, past in ends)

    return Finding(
        anchor=_head(tree, *tokens(link.cue), _VERBAL) if link.cue else -1,
        source_head=_head(tree, *tokens(link.source), _NOMINAL) if link.source else None,
        source=ranges(link.source),
        cue=ranges(link.cue),
        content=ranges(*link.contents),
        is_speech=link.cue is None or _is_stated(tree, tokens(link.cue), [tokens(part) for part in link.contents]),
        confidence=confidence(link),
    )


def _is_stated(tree: Tree, cue: tuple[int, int], contents: Sequence[tuple[int, int]]) -> bool:
    """Whether a content is told as a statement: some piece is a finite clause, and not the cue's own noun or deed.

    "Said that the quay is safe", "according to her, the quay is safe"; not "offered a week's pay", "apologised to the
    crew", "made a decision that may cost jobs".
    """
    for first, past in contents:
        for index in _tops(tree, first, past):
            token = tree.tokens[index]
            beside_cue = token.dep == "conj" and cue[0] <= token.head < cue[1]
            is_relative = token.dep == "relcl" and tree.tokens[first].tag in {"WDT", "WP"}
            if tree.is_finite(index) and not is_relative and not beside_cue:
                return True
    return not any(tree.tokens[index].tag[0].isalpha() for index in range(*cue))


def _head(tree: Tree, first: int, past: int, wanted: Sequence[str]) -> int:
    """The word of a run that the others hang on; of several, the first with a tag that is wanted most."""
    tops = _tops(tree, first, past)
    for tag in wanted:
        for index in tops:
            if tree.tokens[index].tag.startswith(tag):
                return index
    return min(tops, default=past - 1)


def _tops(tree: Tree, first: int, past: int) -> list[int]:
    """The words of a run that hang on none of it, in order."""
    heads = ((index, tree.tokens[index].head) for index in range(first, past))
    return [index for index, head in heads if head == index or not first <= head < past]


def _continued(finding: Finding, speakers: _Places) -> Finding:
    """A content without a cue, with the speaker that the grammar gives to most of it, if any."""
    known = speakers.likest(finding.content)
    if known is None:
        return finding
    return replace(finding, source=known.source, source_head=known.source_head, inherited=known.inherited)


def _is_speech(finding: Finding, quoted: Quoted) -> bool:
    """Whether some of the content is quoted speech; what is not, and has neither cue nor source, is nobody's."""
    touched = (quotation for start, end in finding.content for quotation in quoted.touching(start, end))
    return any(quotation.words >= MIN_SPEECH_WORDS for quotation in touched)


def _is_reported(finding: Finding) -> bool:
    """Whether to believe a finding that is no quoted speech: somebody or something reports it, surely enough."""
    return bool(finding.cue or finding.source) and (finding.confidence or 0.0) >= MIN_CONFIDENCE


def _is_under_dateline(text: str, finding: Finding) -> bool:
    """Whether what looks like a speaker before a colon is the place that a paragraph opens with."""
    cue = "".join(text[start:end] for start, end in finding.cue)
    if not finding.cue or not finding.source or any(character.isalpha() for character in cue):
        return False
    return is_dateline(text, finding.source[0], finding.content[-1])


def _is_statement(finding: Finding) -> bool:
    return finding.is_speech and bool(finding.source) and bool(finding.cue)
