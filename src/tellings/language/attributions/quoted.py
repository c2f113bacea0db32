"""Who said the quotations that no clause has claimed.

Four ways a text shows it, tried in this order: a cue that touches the quotation ("…," said Y; Y said: "…"), a
quotation beside it that has a speaker, a colon before it, and the paragraph before, whose speaker goes on.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tellings.language.attributions.cue_frames import beside, source_of, verb_cue
from tellings.language.attributions.cues import takes_speech
from tellings.language.attributions.quotations import Quotation
from tellings.language.attributions.spans import MIN_SPEECH_WORDS, Finding, Quoted, Range, without_setting
from tellings.language.attributions.tree import Tree
from tellings.language.parsing import MAX_PARAGRAPH
from tellings.text.paragraphs import paragraphs

# How far from a quotation its cue may stand, in tokens: long descriptions before "said" hold up to about twenty.
_REACH = 30
# What a sentence ends in.
_FINAL = frozenset(".!?…")


@dataclass(frozen=True, slots=True)
class _Cue:
    verb: int
    source_head: int | None


class QuotationFinder:
    """Finds speakers for one text's quotations, adding to the findings of its clauses."""

    def __init__(self, tree: Tree, quoted: Quoted, claimed: Sequence[Finding]) -> None:
        self._tree = tree
        self._quoted = quoted
        self._text = quoted.text
        self._starts = [token.start for token in tree.tokens]
        # A text in one line is looked at in pieces, so that no quotation is compared with a whole book.
        self._paragraphs = [at for start, end in paragraphs(quoted.text) for at in range(start, end, MAX_PARAGRAPH)]
        self.found = list(claimed)
        self._by_anchor = {f.anchor: i for i, f in enumerate(claimed) if f.anchor >= 0}
        self._by_paragraph: dict[int, list[int]] = {}
        for number, finding in enumerate(claimed):
            self._file(number, finding)

    def _file(self, number: int, finding: Finding) -> None:
        for start, _ in finding.content:
            rows = self._by_paragraph.setdefault(self._paragraph(start), [])
            if number not in rows:
                rows.append(number)

    def _paragraph(self, at: int) -> int:
        return bisect_right(self._paragraphs, at) - 1

    def run(self) -> list[Finding]:
        """All findings, those of clauses first."""
        open_runs: list[tuple[Quotation, ...]] = []
        for run in _runs(self._quoted.all):
            claims = self._claims(run[0]) or self._claims(run[-1])
            if claims:
                self._extend(claims[0], run)
            elif not self._by_cue(run):
                open_runs.append(run)
        # Last to first, so that a quotation before one that has just found its speaker can join it.
        still_open = [run for run in reversed(open_runs) if not self._joins_next(run)]
        for run in reversed(still_open):
            if not self._joins_previous(run):
                self._goes_on(run)
        return self.found

    def _claims(self, quotation: Quotation) -> list[int]:
        """The findings whose content holds the quotation."""
        rows = self._by_paragraph.get(self._paragraph(quotation.start), ())
        return [n for n in rows if self._is_outside(self.found[n], quotation) and _touches(self.found[n], quotation)]

    def _is_outside(self, finding: Finding, quotation: Quotation) -> bool:
        """Whether the cue stands outside the quotation: what is reported inside it is not its speaker's affair."""
        if finding.anchor < 0:
            return True
        at = self._tree.tokens[finding.anchor].start
        return not quotation.start <= at < quotation.end

    def _extend(self, number: int, run: Sequence[Quotation]) -> None:
        content = {*self.found[number].content}
        content |= {r for r in _ranges(run) if not any(s <= r[0] and r[1] <= e for s, e in content)}
        widened = without_setting(self._quoted, _merged(sorted(content)), self.found[number].cue)
        self.found[number] = replace(self.found[number], content=widened)
        self._file(number, self.found[number])

    def _add(self, finding: Finding) -> None:
        self.found.append(finding)
        self._by_anchor.setdefault(finding.anchor, len(self.found) - 1)
        self._file(len(self.found) - 1, finding)

    def _by_cue(self, run: tuple[Quotation, ...]) -> bool:
        before = self._cue_before(run[0])
        if before is not None and self._is_next_to(before, run[0]):
            cue: _Cue | None = before
        else:
            cue = self._cue_after(run[-1]) or before
        if cue is None:
            return False
        known = self._by_anchor.get(cue.verb)
        if known is not None:
            self._extend(known, run)
            return True
        tree = self._tree
        source = tuple(i for i in source_of(tree, cue.source_head, cue.verb) if not self._is_quoted(i))
        head = cue.source_head if source else None
        cue_tokens = verb_cue(tree, cue.verb)
        self._add(Finding(cue.verb, head, self._spans(source), self._spans(cue_tokens), _ranges(run), True))
        return True

    def _is_next_to(self, cue: _Cue, quotation: Quotation) -> bool:
        """Whether nothing but a comma or a colon parts a cue, free so far, from the quotation after it."""
        if cue.verb in self._by_anchor:
            return False
        between = self._text[self._tree.tokens[cue.verb].end : quotation.start]
        return between.strip() in {",", ":", ""}

    def _spans(self, indices: Sequence[int]) -> tuple[Range, ...]:
        tokens = self._tree.tokens
        return tuple((tokens[a].start, tokens[b - 1].end) for a, b in self._tree.runs(list(indices)))

    def _is_quoted(self, index: int) -> bool:
        token = self._tree.tokens[index]
        return self._quoted.at(token.start, token.end) is not None

    def _cue_after(self, quotation: Quotation) -> _Cue | None:
        """A verb of speech after the quotation, in what is left of its sentence."""
        last = self._text[quotation.inner_end - 1]
        if last == "." or not quotation.is_closed:
            return None
        first = bisect_left(self._starts, quotation.end)
        for index in self._words_on(quotation.end, range(first, min(first + _REACH, len(self._starts)))):
            if self._tree.tokens[index].dep != "relcl" and self._speaks(index) and not self._has_content_after(index):
                head = self._subject(index, first)
                if head is not None and head >= first:
                    return _Cue(index, head)
        return None

    def _cue_before(self, quotation: Quotation) -> _Cue | None:
        """A verb of speech before the quotation, in the same sentence; any verb where a colon announces speech."""
        at = self._text_before(quotation.start)
        before = self._text[at : at + 1]
        first = bisect_left(self._starts, quotation.start)
        if before != ":" and self._paragraph(at) != self._paragraph(quotation.start):
            return None
        fallback: int | None = None
        for index in self._words_on(at, range(first - 1, max(-1, first - _REACH), -1)):
            if self._tree.tokens[index].tag == "VBN" and self._tree.tokens[index].dep == "acl":
                continue
            if self._speaks(index):
                if before in ":,—–-" or first - index <= 3:
                    return _Cue(index, self._tree.subject(index) or beside(self._tree, index))
                return None
            if self._tree.is_verb(index) and self._tree.own_subject(index) is not None:
                fallback = index
        if before == ":" and fallback is not None:
            return _Cue(fallback, self._tree.subject(fallback))
        return None

    def _text_before(self, start: int) -> int:
        """Where the last character before a place is that is no space; -1 at the beginning."""
        at = start - 1
        while at >= 0 and self._text[at].isspace():
            at -= 1
        return at

    def _words_on(self, at: int, indices: range) -> Iterator[int]:
        """Tokens in the paragraph of a place that stand outside quotations, to the sentence's end."""
        tokens = self._tree.tokens
        paragraph = self._paragraph(at)
        for index in indices:
            token = tokens[index]
            if (token.tag == "." and not self._is_quoted(index)) or self._paragraph(token.start) != paragraph:
                return
            if not self._is_quoted(index):
                yield index

    def _speaks(self, index: int) -> bool:
        tree = self._tree
        token = tree.tokens[index]
        return token.tag[0] == "V" and token.dep not in {"aux", "auxpass"} and takes_speech(tree.lemma_of(index))

    def _has_content_after(self, verb: int) -> bool:
        known = self._by_anchor.get(verb)
        return known is not None and any(start > self._tree.tokens[verb].end for start, _ in self.found[known].content)

    def _subject(self, verb: int, first: int) -> int | None:
        """The subject of a verb after a quotation; where the parser saw none, the noun that touches the verb."""
        tree = self._tree
        own = tree.own_subject(verb)
        if own is not None and own >= first:
            return own
        if verb == first:
            return tree.child(verb, "dobj", "attr", "npadvmod") or beside(tree, verb)
        return next((i for i in [beside(tree, verb)] if i is not None and i >= first), tree.subject(verb))

    def _joins_next(self, run: tuple[Quotation, ...]) -> bool:
        """Whether nothing but space parts the quotation from the next, and that one's speaker is known."""
        end = run[-1].end
        following = self._quoted.touching(end, end + 3)
        for quotation in following:
            if quotation.start >= end and not self._text[end : quotation.start].strip():
                claims = self._claims(quotation)
                if claims and self._paragraph(quotation.start) == self._paragraph(run[-1].start):
                    self._extend(claims[0], run)
                    return True
        return False

    def _joins_previous(self, run: tuple[Quotation, ...]) -> bool:
        """Whether a quotation before it in the paragraph has a speaker, who goes on in a sentence of quotation."""
        start = run[0].start
        before = self._text[max(0, self._text_before(start)) : start].strip()
        previous = self._previous(self._paragraph(start), start)
        if previous is None:
            return False
        finding = self.found[previous]
        follows_cue = any(0 <= start - end <= 3 for _, end in finding.cue + finding.source)
        whole = (before in ".!?”\"’'" or self._opens_sentence(start)) and run[0].words >= MIN_SPEECH_WORDS
        if self._holds_quotation(finding) and (whole or follows_cue):
            self._extend(previous, run)
            return True
        return False

    def _opens_sentence(self, start: int) -> bool:
        """Whether a place is parted from the sentence before by a conjunction alone: 'But "we will …'."""
        index = bisect_left(self._starts, start) - 1
        tokens = self._tree.tokens
        return index > 0 and tokens[index].tag == "CC" and (tokens[index - 1].tag == "." or self._is_quoted(index - 1))

    def _previous(self, paragraph: int, start: int) -> int | None:
        """The last finding of speech that begins before a place in a paragraph."""
        rows = [n for n in self._by_paragraph.get(paragraph, ()) if self._is_reporters(self.found[n])]
        rows = [n for n in rows if min(self.found[n].content + self.found[n].cue)[0] < start]
        return max(rows, key=lambda n: min(self.found[n].content + self.found[n].cue)) if rows else None

    def _is_reporters(self, finding: Finding) -> bool:
        """Whether it is a statement that the article's writer reports, and not one that a quoted speaker does."""
        if not finding.is_speech or finding.anchor < 0:
            return finding.is_speech
        token = self._tree.tokens[finding.anchor]
        return self._quoted.speech_at(token.start, token.end) is None

    def _holds_quotation(self, finding: Finding) -> bool:
        return any(self._quoted.touching(start, end) for start, end in finding.content)

    def _goes_on(self, run: tuple[Quotation, ...]) -> None:
        """A paragraph that is a quotation goes on with the speaker of the paragraph before."""
        first = run[0]
        paragraph = self._paragraph(first.start)
        if self._paragraphs[paragraph] != first.start or first.words < MIN_SPEECH_WORDS or paragraph == 0:
            return
        previous = self._previous(paragraph - 1, first.start)
        if previous is None:
            return
        finding = self.found[previous]
        self._add(replace(finding, anchor=-1, cue=(), content=_ranges(run), inherited=True))


def _runs(found: Sequence[Quotation]) -> Iterator[tuple[Quotation, ...]]:
    """Quotations in order, one that runs over several paragraphs as one."""
    run: list[Quotation] = []
    for quotation in found:
        run.append(quotation)
        if not quotation.continues:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _touches(finding: Finding, quotation: Quotation) -> bool:
    return any(start < quotation.end and quotation.start < end for start, end in finding.content)


def _ranges(run: Sequence[Quotation]) -> tuple[Range, ...]:
    return tuple((quotation.start, quotation.end) for quotation in run)


def _merged(ranges: Sequence[Range]) -> tuple[Range, ...]:
    merged: list[Range] = []
    for start, end in ranges:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return tuple(merged)
