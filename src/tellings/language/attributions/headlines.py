"""Attributions that headlines and transcripts print without a verb: "Mayor: bridge is safe" or "… – mayor"."""

import re
from collections.abc import Iterator

from tellings.language.attributions.spans import Finding, Range
from tellings.language.attributions.tree import Tree
from tellings.text.paragraphs import paragraphs

# At most this many words name a speaker before a colon or after a dash. A guess: name, role and place.
_MAX_WORDS = 6
_BEFORE_COLON = re.compile(r"[^\s:][^:\n]{1,70}:(?=\s)")
_AFTER_DASH = re.compile(r"\s[–—-]\s([^–—\n]{2,50})$")
_SPEAKERS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_FINAL = frozenset(".!?\"”’'…")


def headline_findings(tree: Tree, text: str) -> Iterator[Finding]:
    """Findings of lines that name their speaker before a colon or after a last dash."""
    starts = {token.start: index for index, token in enumerate(tree.tokens)}
    named = {index for name in tree.parse.names if name.label in _SPEAKERS for index in range(name.start, name.end)}
    for start, end in paragraphs(text):
        colon = _BEFORE_COLON.match(text, start, end)
        dash = None if text[end - 1] in _FINAL else _AFTER_DASH.search(text, max(start, end - 60), end)
        if colon is not None:
            source, cue, content = (start, colon.end() - 1), (colon.end() - 1, colon.end()), (colon.end(), end)
        elif dash is not None and end - start < 160:
            source, cue, content = dash.span(1), (dash.start() + 1, dash.start() + 2), (start, dash.start())
        else:
            continue
        head = _speaker(tree, starts, source, named, only_names=dash is None)
        stripped = _stripped(text, content)
        if dash is None and is_dateline(text, source, stripped):
            continue
        if dash is not None and text[stripped[1] : dash.start()].strip():
            continue  # a full stop before the dash: a credit, not a headline
        if head is not None and len(text[slice(*stripped)].split()) >= 3:
            yield Finding(-1, head, (source,), (cue,), (stripped,), True)


def is_dateline(text: str, source: Range, content: Range) -> bool:
    """Whether capitals before a colon open a paragraph of full sentences, as a dateline does.

    `content` ends before the full stop, if there is one.
    """
    wording = text[slice(*source)]
    return wording.isupper() and " " not in wording and text[content[1] : content[1] + 1] == "." and "“" not in wording


def _speaker(tree: Tree, starts: dict[int, int], source: Range, named: set[int], *, only_names: bool) -> int | None:
    """The last noun of a short verbless phrase, which is a name where only names will do."""
    index = starts.get(source[0])
    if index is None:
        return None
    last = index
    while last + 1 < len(tree.tokens) and tree.tokens[last + 1].end <= source[1]:
        last += 1
    inside = range(index, last + 1)
    if len(inside) > _MAX_WORDS or any(tree.tokens[i].tag[0] in "VMIWC," for i in inside):
        return None
    nouns = [i for i in inside if tree.tokens[i].tag[:2] == "NN"]
    if not nouns or nouns[-1] != last or (only_names and last not in named):
        return None
    return last


def _stripped(text: str, piece: Range) -> Range:
    start, end = piece
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] == "."):
        end -= 1
    return start, end
