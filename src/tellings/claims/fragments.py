"""What no assertion holds: who speaks, headings and captions without a verb, clauses that a parse or a frame hid.

"A retired teacher from Ardal says …" is no assertion, but tells where the speaker comes from; so does "Lena Orm, 16, in
court on Monday". Such words are context for their elements. Where they have a subject and a finite verb they are an
assertion after all, which the cuts before it missed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tellings.claims.asserted import is_finite, is_unasserted
from tellings.claims.assertions import (
    MIN_CONTENT_WORDS,
    SUBJECTS,
    Assertion,
    Shape,
    innermost_statement,
    is_content,
    is_trailing,
    subject_outside,
)
from tellings.claims.grammar import PUNCTUATION, Grammar
from tellings.claims.lexicon import reporting_verbs
from tellings.records import Span

_SENTENCE = 5  # words of content of a sentence without a verb that tells something; a heading or a credit has fewer


def fragments(grammar: Grammar, found: Iterable[Assertion]) -> list[Assertion]:
    """The pieces of an article's sentences that none of the assertions `found` in it holds, in reading order.

    A piece hangs together in the parse and has two words of content. It is of shape `CLAUSE` where it has a subject and
    a finite verb and is not the frame of somebody's words, `EVENT` where it is a whole sentence without a verb, else
    `FRAGMENT`.
    """
    frames = [piece for a in grammar.annotated.attributions for piece in (*a.source, *a.cue)]
    made = []
    for root, tokens in sorted(_pieces(grammar, found).items()):
        while tokens and is_trailing(grammar.tokens[tokens[-1]]):
            tokens.pop()
        if sum(is_content(grammar, i) for i in tokens) >= MIN_CONTENT_WORDS:
            shape = _shape(grammar, root, tokens, frames)
            span = grammar.span(tokens[0], tokens[-1])
            said = innermost_statement(grammar, root)
            subject = subject_outside(grammar, root, tokens)
            made.append(Assertion(span, shape, grammar.sentences[root], root, tuple(tokens), subject, said))
    return made


def _pieces(grammar: Grammar, found: Iterable[Assertion]) -> Mapping[int, list[int]]:
    """The tokens outside all assertions, by the highest of those that they hang on."""
    covered = {index for assertion in found for index in assertion.tokens}
    pieces: dict[int, list[int]] = defaultdict(list)
    for index, token in enumerate(grammar.tokens):
        if index not in covered and token.tag not in PUNCTUATION:
            root = index
            for above in grammar.ancestors(index):
                if above in covered:
                    break
                root = above
            pieces[root].append(index)
    return pieces


def _shape(grammar: Grammar, root: int, tokens: Sequence[int], frames: Sequence[Span]) -> Shape:
    start = grammar.tokens[root].start
    is_frame = any(frame.start <= start < frame.end for frame in frames)
    if is_frame or grammar.tokens[root].lemma in reporting_verbs():
        return Shape.FRAGMENT
    if _is_clause(grammar, root, tokens):
        return Shape.CLAUSE
    is_sentence = grammar.tokens[root].head == root and sum(is_content(grammar, i) for i in tokens) >= _SENTENCE
    return Shape.EVENT if is_sentence else Shape.FRAGMENT


def _is_clause(grammar: Grammar, root: int, tokens: Sequence[int]) -> bool:
    """Whether a piece says something by itself: it has a finite verb with a subject, and asserts it."""
    inside = set(tokens)
    if not grammar.tokens[root].tag.startswith(("VB", "MD")) or not is_finite(grammar, root):
        return False
    subject = grammar.child(root, *SUBJECTS)
    return subject in inside and not is_unasserted(grammar, root)
