"""The trained model at work: likelihoods for pairs of sentences.

The model is a file of the package and runs on the processor through ONNX Runtime, one pair at a time and in one
thread: its 8-bit arithmetic scales by what stands in a batch, and a pair's answer must not depend on its neighbours.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tellings.entailment.signs import KINDS, read_pair
from tellings.errors import InputError

FOLDER = Path(__file__).parents[1] / "data" / "entailment"
# The encoder's word pieces, which the reader of attributions has too; `SHA256SUMS` names the file and its digest.
_TOKENIZER = Path("..") / "attribution_tagger" / "tokenizer.json"
# Order of the network's answers.
LABELS = ("entailment", "neutral", "contradiction")


@dataclass(frozen=True, slots=True)
class Likelihoods:
    """Probabilities that a hypothesis follows from a premise, that it is left open, and that it is contradicted."""

    entailment: float
    neutral: float
    contradiction: float

    @property
    def label(self) -> str:
        """The likeliest of `LABELS`."""
        return max(LABELS, key=lambda label: float(getattr(self, label)))


class Entailment:
    """A loaded model with its tokenizer; one may be used from one thread at a time.

    Raises:
        InputError: When a file is missing or is not the one whose digest stands in `SHA256SUMS`.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        check_digests(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
        settings = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self._temperature: float = settings["temperature"]
        known = settings["labels"], settings["signs"]
        if known != (list(LABELS), [list(kind) for kind in KINDS]):
            raise InputError(str(folder), "labels.json has other labels or signs than this version; install it anew")

    @staticmethod
    @cache
    def load() -> "Entailment":
        """The model that comes with the package, loaded once a process, when first asked for.

        Raises:
            InputError: As the class.
        """
        return Entailment()

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        """Likelihoods of `LABELS` for pairs of a premise and a hypothesis, in their order.

        A sentence follows from itself, whatever the network makes of it; an empty one neither follows nor says a thing.
        A pair's answer does not depend on the pairs beside it.

        Returns:
            float64, shape (pairs, 3); rows sum to 1.

        Cost: one run of the network a different pair, about 5 ms at 35 words; what is past `PIECES` is not read.
        """
        known: dict[tuple[str, str], NDArray[np.float64]] = {}
        for pair in pairs:
            if pair not in known:
                known[pair] = self._shares(*pair)
        return np.array([known[pair] for pair in pairs], dtype=np.float64).reshape(-1, len(LABELS))

    def likelihoods(self, pairs: Iterable[tuple[str, str]]) -> Iterator[Likelihoods]:
        """The same, a record at a time."""
        for premise, hypothesis in pairs:
            yield Likelihoods(*(float(share) for share in self._shares(premise, hypothesis)))

    def _shares(self, premise: str, hypothesis: str) -> NDArray[np.float64]:
        if not (premise.strip() and hypothesis.strip()):
            return np.array([0.0, 1.0, 0.0])
        if premise.lower().split() == hypothesis.lower().split():
            return np.array([1.0, 0.0, 0.0])
        scores = self.scores(premise, hypothesis).astype(np.float64) / self._temperature
        raised = np.exp(scores - scores.max())
        shares: NDArray[np.float64] = raised / raised.sum()
        return shares

    def scores(self, premise: str, hypothesis: str) -> NDArray[np.float32]:
        """The network's scores of `LABELS` before temperature and softmax, float32, shape (3,)."""
        ids, signs = read_pair(premise, hypothesis, self._tokenizer)
        answer: NDArray[np.float32] = self._session.run(None, {"ids": ids, "signs": signs})[0]
        return answer


def check_digests(folder: Path) -> None:
    """Nothing; the files of a model are those that its `SHA256SUMS` names.

    Raises:
        InputError: When one is missing or differs.
    """
    try:
        lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
        for digest, name in (line.split(maxsplit=1) for line in lines):
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
                raise InputError(str(folder / name), "not the file that SHA256SUMS names; install the package anew")
    except FileNotFoundError as missing:
        raise InputError(str(missing.filename), "a file of the model is missing; install the package anew") from missing
