"""Whether a sentence follows from what it cites: word for word, by the entailment model, and by rules of our own.

What is quoted follows by construction. Everything else is asked of the model; as it reads shared words rather than who
did what, numbers, names, quoted words and negations are checked beside it by rule where words are not a report's own.
"""

import re
from collections.abc import Mapping, Sequence

from tellings.entailment import Entailment
from tellings.records import AnnotatedArticle, ArticleId, Span
from tellings.text.folding import fold

_BLANKS = re.compile(r"\s+")


def is_quoted(text: str, source: str) -> bool:
    """Whether the words stand in the source in a row; case, white space and shapes of quotation marks aside."""
    return _plain(text) in _plain(source)


def likelihoods(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """For each pair of cited text and sentence how likely the second follows from the first, 0 to 1.

    Cost: a run of the model, 5 ms, for each pair of which the second is not quoted; the model is loaded for the first.
    """
    asked = [pair for pair in pairs if not is_quoted(pair[1], pair[0])]
    answers = dict(zip(asked, Entailment.load()(asked)[:, 0], strict=True)) if asked else {}
    return [float(answers.get(pair, 1.0)) for pair in pairs]


def cited_text(spans: Sequence[Span], articles: Mapping[ArticleId, AnnotatedArticle]) -> str:
    """The sentences around the cited spans, each once, in the order of the citations."""
    found: dict[Span, None] = {}
    for span in spans:
        around = [s for s in articles[span.article_id].sentences if s.overlap(span)] or [span]
        found |= dict.fromkeys(around)
    return " ".join(" ".join(s.wording(articles[s.article_id].article.text).split()) for s in found)


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", fold(text).text).strip()
