"""Finding attributions: by grammar (clauses that report, quotations, headlines), by the learned reader on top of it.

And which of them lie inside which.
"""

from collections.abc import Sequence

from tellings.language.attributions.cue_frames import Reading
from tellings.language.attributions.cue_readings import readings
from tellings.language.attributions.cues import is_reporting
from tellings.language.attributions.headlines import headline_findings
from tellings.language.attributions.quotations import Quotation
from tellings.language.attributions.quoted import QuotationFinder
from tellings.language.attributions.spans import Finding, Quoted, finding, length, overlap
from tellings.language.attributions.tagged import tagged_findings
from tellings.language.attributions.tagging.tagger import Tagger
from tellings.language.attributions.tree import Tree

_FIRST_AND_SECOND = frozenset({"i", "we", "you", "me", "us", "my", "our", "your"})
_DEMONSTRATIVE = frozenset({"this", "that", "these", "those", "time"})


def findings(
    text: str, tree: Tree, quoted: Sequence[Quotation], tagger: Tagger | None = None
) -> tuple[tuple[Finding, int | None], ...]:
    """Every attribution of a text in order of its content, with the number of the one whose content holds it.

    Without the learned reader, `tagger`, the grammar alone is read.
    """
    grammar = nested(tree, _of_grammar(text, tree, Quoted(text, tuple(quoted))))
    if tagger is None:
        return grammar
    return nested(tree, tagged_findings(text, tree, quoted, grammar, tagger))


def _of_grammar(text: str, tree: Tree, places: Quoted) -> list[Finding]:
    """What headlines, reporting clauses and quotations show, in no order."""
    lines = list(headline_findings(tree, text))
    claimed = [f for f in _of_clauses(tree, places) if not any(overlap(f.source, line.source) for line in lines)]
    return QuotationFinder(tree, places, [*claimed, *lines]).run()


def _of_clauses(tree: Tree, quoted: Quoted) -> list[Finding]:
    """One finding for each reporting word, the first of its frames that the lexicon knows."""
    found: dict[int, Finding] = {}
    for reading in readings(tree):
        if reading.anchor in found or not is_reporting(reading.part, reading.lemma, reading.frame):
            continue
        if _is_private(tree, quoted, reading) or _is_bare(tree, reading):
            continue
        made = finding(tree, quoted, reading)
        if made is not None and not _is_pronoun_alone(tree, reading):
            found[reading.anchor] = made
    return list(found.values())


def _is_bare(tree: Tree, reading: Reading) -> bool:
    """Whether nobody is named who thinks or says it, and the grammar is not that of an impersonal report.

    Of 109 such readings on held-out training articles 15 % were marked as attributions; passives 50 %.
    """
    if reading.source_head is not None:
        return False
    return reading.part == "noun" or (reading.frame != "clause" and not tree.is_passive(reading.anchor))


def _is_pronoun_alone(tree: Tree, reading: Reading) -> bool:
    """Whether the content is only a relative pronoun: "the delay, which she called …" with the rest out of reach."""
    return len(reading.content) == 1 and tree.tokens[reading.content[0]].tag in {"WDT", "WP"}


def _is_private(tree: Tree, quoted: Quoted, reading: Reading) -> bool:
    """Whether it reports nobody but the writer, the quoted speaker or the one spoken to: "we see", "you support".

    PolNeAR marks a writer's "I" and "we" (1 % of its sources); here the writer's voice is the outlet's own.
    """
    anchor = tree.tokens[reading.anchor]
    if reading.source_head is None:
        return quoted.speech_at(anchor.start, anchor.end) is not None
    head = tree.tokens[reading.source_head]
    return head.lemma in _FIRST_AND_SECOND or (head.lemma in _DEMONSTRATIVE and head.tag in {"DT", "NN"})


def nested(tree: Tree, found: Sequence[Finding]) -> tuple[tuple[Finding, int | None], ...]:
    """Findings in order, each with the number of the smallest one around it.

    Inside another's content only statements are kept: what a speaker is said to want or praise there is that
    speaker's wording, and too deep to be trusted.
    """
    ordered = sorted(found, key=lambda f: (f.content[0], f.anchor))
    hosts = _hosts(tree, ordered)
    kept = [n for n, f in enumerate(ordered) if hosts[n] is None or (f.is_speech and f.source)]
    new = {old: number for number, old in enumerate(kept)}
    result = []
    for old in kept:
        host = hosts[old]
        while host is not None and host not in new:
            host = hosts[host]
        result.append((ordered[old], None if host is None else new[host]))
    return tuple(result)


def _hosts(tree: Tree, ordered: Sequence[Finding]) -> list[int | None]:
    """For each finding, the one with the shortest content that holds its cue.

    One sweep over the text: the contents open at a place are few, however long the text is.
    """
    ranges = sorted((*piece, number) for number, finding_ in enumerate(ordered) for piece in finding_.content)
    cues = sorted((tree.tokens[f.anchor].start, number) for number, f in enumerate(ordered) if f.anchor >= 0)
    hosts: list[int | None] = [None] * len(ordered)
    around: list[tuple[int, int, int]] = []
    following = 0
    for at, number in cues:
        while following < len(ranges) and ranges[following][0] <= at:
            around.append(ranges[following])
            following += 1
        around = [piece for piece in around if piece[1] > at]
        sizes = [(length(ordered[other].content), other) for _, _, other in around if other != number]
        hosts[number] = min(sizes)[1] if sizes else None
    return hosts
