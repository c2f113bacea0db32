"""What is read of a headline and a body for their stance (`fnc1.py`).

Words that both have, words that report, doubt, deny or confirm, the entailment model's word, and their peers.

Peers are the headlines and the bodies most like these among all that are asked about, whatever their labels: a report
that doubts more than its peers do says something that its words alone do not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tellings.entailment import Entailment

WORDS = Path(__file__).parent / "data" / "stance_words.tsv"
# Sentences of a body that the model reads beside the headline, by the words they share with it.
NEAREST = 5
# Below this share of the headline's words in the whole body the model is not asked: nothing but unrelated pairs.
RELATED = 0.3
# Likeness from which one text is another's peer, and how many it has at most; dimensions of the likeness. Guesses.
PEER, PEERS, TOPICS = 0.45, 12, (50, 100, 150)
_WORD = re.compile(r"[^\W_]+(?:['’]t\b)?")
_ENDING = re.compile(r"(?<=...)(?:ies|ied|y|ers?|ions?|ings?|ed|es|e|s)$")


@dataclass(frozen=True, slots=True)
class Text:
    """A headline or a sentence of a body, taken apart."""

    text: str
    words: tuple[str, ...]
    stems: frozenset[str]


def text_of(text: str) -> Text:
    """A text with its words and their stems."""
    words = tuple(word.lower() for word in _WORD.findall(text))
    return Text(text, words, frozenset(_ENDING.sub("", word) for word in words))


def word_classes() -> dict[str, frozenset[str]]:
    """The words of each class of `data/stance_words.tsv`."""
    rows = [line.split("\t") for line in WORDS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return {name: frozenset(word for word, kind in rows if kind == name) for name in sorted({kind for _, kind in rows})}


def features(
    pairs: Sequence[tuple[str, int]], bodies: dict[int, list[str]], model: Entailment | None
) -> NDArray[np.float64]:
    """What is read of pairs of a headline and a body's number, float64, shape (pairs, features).

    Args:
        pairs: Headlines and numbers of bodies.
        bodies: The sentences of each body.
        model: None to leave its columns out.
    """
    titles = {headline: text_of(headline) for headline, _ in pairs}
    parts = {number: [text_of(sentence) for sentence in sentences] for number, sentences in bodies.items()}
    likeness = Likeness(list(titles), bodies)
    weights = _weights(parts)
    peers = Peers(titles, parts, likeness)
    seen: dict[tuple[str, int], list[float]] = {}
    for headline, number in pairs:
        if (headline, number) in seen:
            continue
        title, body = titles[headline], parts[number]
        shares = [_share(title, sentence.stems, weights) for sentence in body] or [0.0]
        whole = _share(title, frozenset().union(*(sentence.stems for sentence in body)), weights)
        order = sorted(range(len(body)), key=lambda n: (-shares[n], n))[:NEAREST]
        row = [*_overlap(title, body, shares, whole), *likeness.of(headline, number)]
        row += [*_stances(title, body, order[:3]), *peers.of(headline, number)]
        if model is not None:
            row += _judged(model, title, body, order, whole)
        seen[headline, number] = row
    return np.array([seen[pair] for pair in pairs])


def _weights(bodies: dict[int, list[Text]]) -> dict[str, float]:
    """How much a stem says, by the share of bodies that have it; "" stands for what none has."""
    counts: dict[str, int] = {}
    for body in bodies.values():
        for stem in set().union(*(sentence.stems for sentence in body)):
            counts[stem] = counts.get(stem, 0) + 1
    total = 1 + len(bodies)
    return {stem: float(np.log(total / (1 + n))) for stem, n in counts.items()} | {"": float(np.log(total))}


def _share(title: Text, stems: frozenset[str], weights: dict[str, float]) -> float:
    """The share of a headline's words, by weight, that are among the stems."""
    weight = {stem: weights.get(stem, weights[""]) for stem in sorted(title.stems)}
    return sum(weight[stem] for stem in sorted(title.stems & stems)) / (sum(weight.values()) or 1.0)


def _overlap(title: Text, body: list[Text], shares: list[float], whole: float) -> Iterator[float]:
    best = sorted(shares, reverse=True)
    yield from (whole, whole**2, best[0], best[0] ** 2, float(np.mean(best[:3])), shares[0])
    yield from (max(shares[:3]), max(shares[:6]), float(np.mean(np.array(shares) > 0.25)))
    yield shares.index(best[0]) / len(shares)
    pairs = set(zip(title.words, title.words[1:], strict=False))
    there = {pair for sentence in body for pair in zip(sentence.words, sentence.words[1:], strict=False)}
    yield len(pairs & there) / max(1, len(pairs))
    yield from (float(np.log(len(body) + 1)), float(np.log(len(title.words) + 1)))


def _stances(title: Text, body: list[Text], order: list[int]) -> Iterator[float]:
    """Words of stance in the headline, near the sentences most like it, at the beginning and anywhere."""
    near = sorted({m for n in order for m in (n, n + 1) if m < len(body)})
    parts = {
        "near": [word for n in near for word in body[n].words],
        "first": [word for sentence in body[:4] for word in sentence.words],
        "all": [word for sentence in body for word in sentence.words],
    }
    for words in word_classes().values():
        in_title = any(word in words for word in title.words)
        yield float(in_title)
        for part in parts.values():
            found = sum(word in words for word in part)
            yield min(3.0, found / max(20, len(part)) * 50)
            yield from map(
                float, (found > 0, found > 0 and not in_title, in_title and not found, in_title and found > 0)
            )
    yield from (float("?" in title.text), float(":" in title.text))
    yield sum(mark in body[n].text for n in near for mark in '“”"?') / max(1, len(near))
    yield float(np.mean(["“" in sentence.text or '"' in sentence.text for sentence in body[:8]])) if body else 0.0


def _judged(model: Entailment, title: Text, body: list[Text], order: list[int], whole: float) -> list[float]:
    """The model's likelihoods of the headline beside the nearest sentences and the first ones, and turned round."""
    if whole < RELATED or not order:
        return [0.0] * 20
    said = model([(body[n].text, title.text) for n in order])
    begun = model([(body[n].text, title.text) for n in range(min(2, len(body)))])
    turned = model([(title.text, body[n].text) for n in order[:2]])
    joined = model([(" ".join(body[n].text for n in sorted(order[:3])), title.text)])
    row = [float(value) for rows in (said, begun, turned) for value in (*rows.max(axis=0), *rows.mean(axis=0))]
    return [*row, float(joined[0, 0]), float(joined[0, 2])]


class Likeness:
    """How like headlines and bodies are by the words that stand together with theirs (latent semantic analysis)."""

    def __init__(self, headlines: Sequence[str], bodies: dict[int, list[str]]) -> None:
        from sklearn.decomposition import TruncatedSVD
        from sklearn.feature_extraction.text import TfidfVectorizer

        texts = [" ".join(sentences) for sentences in bodies.values()]
        texts += [" ".join(sentences[:4]) for sentences in bodies.values()]
        letters = r"[^\W\d_]{2,}"
        vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english", min_df=2, token_pattern=letters)
        self._words = vectors.fit_transform([*texts, *headlines])
        self._bodies = {number: place for place, number in enumerate(bodies)}
        self._headlines = {headline: len(texts) + place for place, headline in enumerate(headlines)}
        self._topics = {}
        for size in TOPICS:
            rows = TruncatedSVD(size, random_state=1).fit_transform(self._words)
            self._topics[size] = rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9)

    def of(self, headline: str, number: int) -> list[float]:
        """Likeness to the whole body and to its beginning by topics, and to the whole by words; and their squares."""
        body, title = self._bodies[number], self._headlines[headline]
        found = [float((self._words[body] @ self._words[title].T).toarray()[0, 0])]
        for rows in (self._topics[TOPICS[0]], self._topics[TOPICS[2]]):
            found += [float(rows[body] @ rows[title]), float(rows[body + len(self._bodies)] @ rows[title])]
        return [*found, *(value**2 for value in found)]

    def peers(self, keys: Sequence[str] | Sequence[int]) -> list[list[int]]:
        """For each headline or body the places in `keys` of those most like it."""
        places = [self._headlines[key] if isinstance(key, str) else self._bodies[key] for key in keys]
        rows = self._topics[TOPICS[1]][places]
        alike = rows @ rows.T
        np.fill_diagonal(alike, -1.0)
        nearest = np.argsort(-alike, axis=1, kind="stable")[:, :PEERS]
        return [[int(m) for m in row if alike[n, m] > PEER] for n, row in enumerate(nearest)]


class Peers:
    """How a headline's and a body's words of stance stand to those of their peers."""

    def __init__(self, titles: dict[str, Text], bodies: dict[int, list[Text]], likeness: Likeness) -> None:
        classes = list(word_classes().values())
        said = {key: [float(any(w in c for w in title.words)) for c in classes] for key, title in titles.items()}
        told = {}
        for number, body in bodies.items():
            parts = [[w for s in body[:5] for w in s.words], [w for s in body for w in s.words]]
            told[number] = [sum(w in c for w in part) / max(20, len(part)) * 50 for part in parts for c in classes]
        self._headlines = _beside(said, likeness.peers(list(said)))
        self._bodies = _beside(told, likeness.peers(list(told)))

    def of(self, headline: str, number: int) -> list[float]:
        """The means of the peers, and what is more or less here."""
        return [*self._headlines[headline], *self._bodies[number]]


def _beside(rates: dict[Any, list[float]], peers: list[list[int]]) -> dict[Any, list[float]]:
    rows = np.array(list(rates.values()))
    found = {}
    for place, (key, near) in enumerate(zip(rates, peers, strict=True)):
        mean = rows[near].mean(axis=0) if near else rows.mean(axis=0)
        found[key] = [*mean.tolist(), *(rows[place] - mean).tolist(), float(len(near))]
    return found
