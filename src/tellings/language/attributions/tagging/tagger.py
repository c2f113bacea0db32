"""The network at work: for each window, the odds of every word's role and of what belongs to it.

The model is a file of the package and runs on the processor through ONNX Runtime, one window at a time and in one
thread: its 8-bit arithmetic scales by what stands in a batch, and a window's answer must not depend on its neighbours.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tellings.language.attributions.quotations import Quotation
from tellings.language.attributions.spans import MIN_SPEECH_WORDS, Finding
from tellings.language.attributions.tagging.signs import KINDS, Signs, signs
from tellings.language.attributions.tagging.windows import CONTEXT, Pieces, Window, pieces_of, windows
from tellings.records import Parse

FOLDER = Path(__file__).parents[3] / "data" / "attribution_tagger"
# [CLS] and [SEP] of the encoder's vocabulary.
_FIRST, _LAST = 101, 102
# The encoder's places. A window is longer only where one word has hundreds of pieces; what goes beyond is not read.
_PLACES = 512

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network says of one window.

    Args:
        words: The words it answers for, in order; words without a piece are left out.
        roles: Probabilities, shape (words, roles).
        cues: For each word the probabilities that the cue it belongs to begins at each of `words`, and, last, elsewhere
            or nowhere; shape (words, words + 1).
        sources: The same for the source of each word's cue.
        sentences: The number of each word's sentence.
        speech: Whether each word stands in a quotation of speech.
    """

    words: tuple[int, ...]
    roles: Floats
    cues: Floats
    sources: Floats
    sentences: tuple[int, ...]
    speech: tuple[bool, ...]


class Tagger:
    """A loaded model with its tokenizer and labels; `read` may be called from one thread at a time.

    Args:
        context: Word pieces read before each window.
        withheld: Kinds of signs that the network is not told. Both are for the ablations in the model's card.
    """

    def __init__(self, folder: Path = FOLDER, *, context: int = CONTEXT, withheld: Sequence[str] = ()) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._context = context
        self._withheld = [KINDS.index(kind) for kind in withheld]
        self._labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))

    def read(self, text: str, parse: Parse, quoted: Sequence[Quotation], found: Sequence[Finding]) -> Iterator[Reading]:
        """Readings of a text's windows in order, which together answer for every word.

        `found` are the grammar's own findings outside others; the network takes them as hints.
        """
        pieces = pieces_of(text, parse, self._tokenizer, _LAST)
        known = signs(text, parse, quoted, found, self._labels)
        known[:, self._withheld] = 0
        sentences = np.repeat(np.arange(len(parse.sentences)), [s.end - s.start for s in parse.sentences])
        speech = _in_speech(parse, quoted)
        for window in windows(pieces, context=self._context):
            words, roles, cues, sources = self._answer(pieces, known, window)
            yield Reading(
                words=tuple(words.tolist()),
                roles=roles,
                cues=cues,
                sources=sources,
                sentences=tuple(sentences[words].tolist()),
                speech=tuple(speech[words].tolist()),
            )

    def _answer(self, pieces: Pieces, known: Signs, window: Window) -> tuple[NDArray[np.int64], Floats, Floats, Floats]:
        """The words that a window answers for, with the odds of their roles, cues and sources."""
        end = min(window.end, window.begin + _PLACES - 2)
        words = pieces.words[window.begin : end]
        ids = np.concatenate(([_FIRST], pieces.ids[window.begin : end], [_LAST]))
        rows = np.zeros((len(ids), known.shape[1]), dtype=np.int64)
        rows[1:-1] = np.where(words[:, None] >= 0, known[words], 0)
        roles, cues, sources = self._session.run(None, {"ids": ids, "signs": rows})
        opening = np.flatnonzero(np.diff(words, prepend=-1) != 0)
        opening = opening[words[opening] >= window.first]
        places = opening + 1
        among = np.append(places, 0)
        return (
            words[opening],
            _softmax(roles[places]),
            _softmax(cues[np.ix_(places, among)]),
            _softmax(sources[np.ix_(places, among)]),
        )


@cache
def tagger() -> Tagger:
    """The model that comes with the package, loaded once a process."""
    return Tagger()


def _in_speech(parse: Parse, quoted: Sequence[Quotation]) -> NDArray[np.bool_]:
    """For each word, whether a quotation of speech holds it."""
    starts = np.array([token.start for token in parse.tokens], dtype=np.int64)
    inside = np.zeros(len(starts), dtype=bool)
    for quotation in quoted:
        if quotation.words >= MIN_SPEECH_WORDS:
            first, past = np.searchsorted(starts, (quotation.start, quotation.end))
            inside[first:past] = True
    return inside


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    normalised: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return normalised
