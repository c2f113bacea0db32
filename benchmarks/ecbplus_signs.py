"""What ECB+ (`ecbplus.py`) is judged by: its mentions read with Tellings, and the signs of two mentions' being one."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from loading import plain_article
from tellings.claims.assertions import Assertion, Shape
from tellings.claims.facts import Facts, Layers, facts
from tellings.claims.grammar import Grammar, grammar
from tellings.claims.lexicon import LIKE, relation, reporting_verbs, words_of
from tellings.claims.likeness import vectors_of
from tellings.language.names import entities_of, mentions_of
from tellings.language.parsing import parse
from tellings.language.time import timexes_of
from tellings.records import AnnotatedArticle, Article
from tellings.stories.grouping import group
from tellings.stories.likeness import Frequencies, LikenessSettings, bag_of, counted

# More of a kind in common than this tells no more.
MOST_SHARED = 3

Floats = NDArray[np.float64]

# Signs that say more where the two heads are equal or alike, and stand a second time for such pairs.
OF_ALIKE = (
    *("clause", "sentence", "documents", "wordings", "group", "document"),
    *("names_beside", "subject", "reporting", "rarity", "spread"),
)
SIGNS = (
    *("equal", "like", "kind", "equal_rarity", "spread", "part_of_speech", "words", "reporting"),
    *("clause", "sentence", "documents", "wordings", "group", "document", "one_sentence"),
    *("names_beside", "subject", "subject_apart", "object", "object_apart"),
    *("names", "numbers", "days", "modality", "polarity"),
    *(f"alike_{sign}" for sign in OF_ALIKE),
)


@dataclass(frozen=True, slots=True)
class Told:
    """An event mention: its head and words, what is told below its head, and its sentence."""

    id: str
    head: str
    tag: str
    words: frozenset[str]
    clause: Facts
    sentence: Facts


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic's mentions, with what can be read of its documents."""

    number: int
    mentions: list[Told]
    sentences: list[Facts]
    likeness: Floats
    places: dict[str, int]


@dataclass(frozen=True, slots=True)
class Pairs:
    """A topic's pairs of mentions, their signs, and whether they are one."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: Floats
    one: NDArray[np.bool_]


def read(shared: Path) -> tuple[list[Topic], list[Pairs], dict[str, int]]:
    """The topics, their pairs of mentions, and the number of each document's predicted group."""
    records = records_of(shared / "data" / "ecbplus")
    found = group([article_of(record) for record in records])
    stories: dict[str, int] = {name: number for number, story in enumerate(found) for name in story}
    by_topic: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        by_topic[record["topic"]].append(record)
    topics = [topic_of(number, by_topic[number]) for number in sorted(by_topic)]
    chains = {m["id"]: m["cluster"] for record in records for m in record["mentions"]}
    return topics, [pairs_of(topic, stories, chains) for topic in topics], stories


def records_of(folder: Path) -> list[dict[str, Any]]:
    """The documents."""
    with (folder / "docs.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def article_of(record: dict[str, Any]) -> Article:
    """A document as an article; Treebank quotation marks become plain ones of the same length."""
    return plain_article(record["id"], record["text"].replace("``", '" ').replace("''", ' "'))


def annotated(article: Article) -> AnnotatedArticle:
    """The article with its grammar, names and times; who says what is not needed."""
    grammar = parse(article)
    spans = (article.span(grammar.tokens[s.start].start, grammar.tokens[s.end - 1].end) for s in grammar.sentences)
    times = timexes_of(article, grammar, None)
    return AnnotatedArticle(article, grammar, tuple(spans), mentions_of(article, grammar), times, ())


def topic_of(number: int, records: Sequence[dict[str, Any]]) -> Topic:
    """A topic read: names known across its documents, every sentence taken apart, every mention found in its tree."""
    _, named = entities_of([annotated(article_of(record)) for record in records])
    mentions, sentences = [], []
    for record, read in zip(records, named, strict=True):
        tree = grammar(read)
        layers = Layers.of(tree)
        said = facts(tree, [_whole(tree, n) for n in range(len(read.parse.sentences))], layers)
        sentences += said
        mentions += [
            _told(tree, layers, said, mention["id"], _tokens(tree, record, mention["tokens"]))
            for mention in record["mentions"]
            if mention["kind"] == "event" and mention["selected"]
        ]
    settings = LikenessSettings()
    rows = Frequencies(settings).rows([bag_of(counted("", record["text"], (), settings)) for record in records])
    places = {record["id"]: place for place, record in enumerate(records)}
    return Topic(number, mentions, sentences, (rows @ rows.T).toarray(), places)


def _tokens(tree: Grammar, record: dict[str, Any], wanted: Sequence[int]) -> list[int]:
    """The parse's tokens that lie on some of a document's own, which are parted by one character."""
    ends = np.cumsum([len(token) + 1 for token in record["tokens"]]) - 1
    ranges = [(int(ends[n]) - len(record["tokens"][n]), int(ends[n])) for n in wanted]
    return [
        index
        for index, token in enumerate(tree.tokens)
        if any(token.start < end and start < token.end for start, end in ranges)
    ]


def _whole(tree: Grammar, number: int) -> Assertion:
    sentence = tree.annotated.parse.sentences[number]
    indices = range(sentence.start, sentence.end)
    root = next((i for i in indices if tree.tokens[i].head == i), sentence.start)
    return _assertion(tree, root, tuple(indices))


def _assertion(tree: Grammar, head: int, tokens: tuple[int, ...]) -> Assertion:
    span = tree.span(tokens[0], tokens[-1])
    return Assertion(span, Shape.FRAGMENT, tree.sentences[head], head, tokens, (), None)


def _told(tree: Grammar, layers: Layers, said: Sequence[Facts], name: str, inside: list[int]) -> Told:
    head = _head(tree, inside)
    below = tuple(i for i in tree.subtree(head) if i not in inside) or (head,)
    clause = facts(tree, [_assertion(tree, head, below)], layers)[0]
    words = frozenset(tree.tokens[i].lemma for i in inside)
    return Told(name, tree.tokens[head].lemma, tree.tokens[head].tag[:1], words, clause, said[tree.sentences[head]])


def _head(tree: Grammar, inside: list[int]) -> int:
    """The token that the mention's others hang on; the last other content word if it is a light verb."""
    head = next((i for i in inside if tree.tokens[i].head not in inside or tree.tokens[i].head == i), inside[0])
    if tree.tokens[head].lemma in words_of("light", "light-verb"):
        others = [i for i in inside if i != head and tree.tokens[i].tag[0] in "NVJ"]
        return others[-1] if others else head
    return head


def pairs_of(topic: Topic, stories: dict[str, int], chains: dict[str, str]) -> Pairs:
    """Every two mentions of a topic with their signs."""
    mentions = topic.mentions
    rows, columns = np.triu_indices(len(mentions), 1)
    squares = _squares(topic, stories)
    values = np.stack([squares[sign][rows, columns] for sign in SIGNS], axis=1)
    chain = np.array([chains[mention.id] for mention in mentions])
    return Pairs(rows, columns, values, chain[rows] == chain[columns])


def _squares(topic: Topic, stories: dict[str, int]) -> dict[str, Floats]:
    """Each sign as a symmetric square over the topic's mentions."""
    told = topic.mentions
    document = np.array([topic.places[m.clause.span.article_id] for m in told])
    story = [stories[m.clause.span.article_id] for m in told]
    clause, sentence, wordings = _cosines(topic)
    equal, like, kind = relations_of([m.head for m in told])
    alike = np.minimum(1, equal + like)
    rarity = _rarities(topic)
    documents = topic.likeness[np.ix_(document, document)]
    spread = _spread(alike, document, np.array(story))
    one_document = _same(document.tolist())
    # Whether a document is the mention's own is a sign of its own; its likeness to itself would drown the others.
    documents, wordings = documents * (1 - one_document), wordings * (1 - one_document)
    reporting = np.array([m.head in reporting_verbs() for m in told], dtype=float)
    found = {
        "equal": equal,
        "like": like,
        "kind": kind,
        "equal_rarity": equal * rarity,
        "spread": spread,
        "part_of_speech": _same([m.tag for m in told]),
        "words": _jaccard(told),
        "reporting": np.outer(reporting, reporting),
        "clause": clause,
        "sentence": sentence,
        "documents": documents,
        "wordings": wordings,
        "group": _same(story),
        "document": one_document,
        "one_sentence": _same([(m.sentence.span.article_id, m.sentence.span.start) for m in told]),
        "names_beside": _shared(m.clause.names for m in told),
        "subject": _same([m.clause.subject for m in told]),
        "subject_apart": _apart([m.clause.subject for m in told]),
        "object": _same([m.clause.object for m in told]),
        "object_apart": _apart([m.clause.object for m in told]),
        "names": _shared(m.sentence.names for m in told),
        "numbers": _shared({f"{q.value:g}" for q in m.sentence.quantities} for m in told),
        "days": _shared(m.sentence.dates for m in told),
        "modality": _same([m.clause.modality or "plain" for m in told]),
        "polarity": _same([m.clause.is_negated for m in told]),
        "rarity": rarity,
    }
    return found | {f"alike_{sign}": alike * found[sign] for sign in OF_ALIKE}


def _cosines(topic: Topic) -> tuple[Floats, Floats, Floats]:
    """Soft cosines of the mentions' clauses, of their sentences, and of all sentences of their documents together."""
    told = topic.mentions
    vectors, kinship = vectors_of([*topic.sentences, *(m.clause for m in told)])
    place = {id(fact): n for n, fact in enumerate(topic.sentences)}
    sentences = vectors[[place[id(m.sentence)] for m in told]]
    document = [topic.places[fact.span.article_id] for fact in topic.sentences]
    size = (len(topic.places), len(document))
    inside = sparse.csr_matrix((np.ones(len(document)), (document, range(len(document)))), shape=size)
    whole = inside @ vectors[: len(document)]
    own = [topic.places[m.clause.span.article_id] for m in told]
    return (
        _cosine(vectors[len(document) :], kinship),
        _cosine(sentences, kinship),
        _cosine(whole, kinship)[np.ix_(own, own)],
    )


def _cosine(vectors: sparse.csr_matrix, kinship: sparse.csr_matrix) -> Floats:
    products = (vectors @ kinship @ vectors.T).toarray()
    sizes = np.sqrt(np.maximum(np.diag(products), 1e-9))
    found: Floats = np.minimum(1, products / np.outer(sizes, sizes))
    return (found + found.T) / 2


def relations_of(heads: Sequence[str]) -> tuple[Floats, Floats, Floats]:
    """Whether two heads are equal, like one another, or the one a kind of the other."""
    unique = sorted(set(heads))
    found = [[relation(one, other) for other in unique] for one in unique]
    at = [unique.index(head) for head in heads]
    chosen = np.array(found)[np.ix_(at, at)]
    return (chosen == "equal").astype(float), np.isin(chosen, sorted(LIKE)).astype(float), (chosen == "kind") * 1.0


def _rarities(topic: Topic) -> Floats:
    """How rare the heads of two mentions are among the topic's sentences, the mean of both."""
    counts = Counter(term for fact in topic.sentences for term in fact.terms)
    each = np.array([np.log(len(topic.sentences) / max(1, counts[m.head])) for m in topic.mentions])
    found: Floats = (each[:, None] + each[None, :]) / 2
    return found


def _spread(alike: Floats, document: NDArray[np.int64], story: NDArray[np.int64]) -> Floats:
    """In what share of its predicted group's documents a head like the mention's is told, geometric mean of both."""
    each = np.zeros(len(story))
    for row, number in enumerate(story.tolist()):
        inside = story == number
        each[row] = len(set(document[inside & (alike[row] > 0)])) / len(set(document[inside]))
    return np.sqrt(np.outer(each, each))


def _same(keys: Sequence[Any]) -> Floats:
    """Whether two have one key; no key is none."""
    numbers: dict[Any, int] = {}
    values = np.array([-1 if key == "" else numbers.setdefault(key, len(numbers)) for key in keys])
    found: Floats = ((values[:, None] == values[None, :]) & (values[:, None] >= 0)).astype(float)
    return found


def _apart(keys: Sequence[str]) -> Floats:
    has = np.array([bool(key) for key in keys], dtype=float)
    found: Floats = np.outer(has, has) - _same(keys)
    return found


def _incidence(sets: Iterable[Iterable[str]]) -> sparse.csr_matrix:
    numbers: dict[str, int] = {}
    listed = [sorted(set(keys)) for keys in sets]
    cells = [(row, numbers.setdefault(key, len(numbers))) for row, keys in enumerate(listed) for key in keys]
    rows, columns = zip(*cells, strict=True) if cells else ((), ())
    return sparse.csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(listed), max(1, len(numbers))))


def _shared(sets: Iterable[Iterable[str]]) -> Floats:
    """How many two have in common, to a limit."""
    inside = _incidence(sets)
    found: Floats = np.minimum(MOST_SHARED, (inside @ inside.T).toarray())
    return found


def _jaccard(told: Sequence[Told]) -> Floats:
    """Share of two mentions' own words that both have."""
    inside = _incidence(m.words for m in told)
    both = (inside @ inside.T).toarray()
    sizes = np.array([len(m.words) for m in told])
    found: Floats = both / np.maximum(1, sizes[:, None] + sizes[None, :] - both)
    return found
