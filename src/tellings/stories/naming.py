"""What to call a story: a stable id and the title its independent texts would agree on."""

import re
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from tellings.records import AnnotatedArticle, Lineage
from tellings.text.folding import fold
from tellings.text.words import words

_MIN_LETTERS = 4  # shorter words carry no topic: articles, prepositions, auxiliaries


def story_id(articles: Sequence[AnnotatedArticle]) -> str:
    """A digest of the story's article ids: the same articles give the same id, in whatever order."""
    names = "\n".join(sorted(article.article.id for article in articles))
    return sha256(names.encode()).hexdigest()[:12]


def story_title(articles: Sequence[AnnotatedArticle], lineage: Lineage) -> str:
    """The title whose words most other titles and openings share: a printed one, never a composed one.

    Each origin has one vote, so five reprints do not choose the title among themselves.
    """
    voters = {origin.id: set(origin.articles) for origin in lineage.origins}
    keys = {article.article.id: _topic_words(article) for article in articles}
    weight: Counter[str] = Counter()
    for members in voters.values():
        weight.update({word for name in sorted(members) for word in keys.get(name, ())})

    def agreement(title: str) -> float:
        own = _keys(title)
        return sum(weight[word] for word in own) / (len(own) + 2) if own else 0.0

    titles = sorted({a.article.title for a in articles if a.article.title})
    return max(titles, key=lambda title: (agreement(title), -len(title)), default="") or _opening(articles)


def _topic_words(annotated: AnnotatedArticle) -> set[str]:
    article = annotated.article
    opening = annotated.sentences[0].wording(article.text) if annotated.sentences else ""
    return set(_keys(f"{article.title} {opening}"))


def _keys(text: str) -> list[str]:
    keys = [re.sub(r"['’]s$", "", word.key) for word in words(text)]
    return sorted({key for key in keys if len(key) >= _MIN_LETTERS})


def _opening(articles: Sequence[AnnotatedArticle]) -> str:
    """The first article's first sentence, cut at a word's end, for a story none of whose articles has a title."""
    first = articles[0]
    opening = first.sentences[0].wording(first.article.text) if first.sentences else first.article.text[:200]
    opening = fold(opening).text and " ".join(opening.split())
    return opening if len(opening) <= 120 else opening[:119].rsplit(" ", 1)[0] + "…"
