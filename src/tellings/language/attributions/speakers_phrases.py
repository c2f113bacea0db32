"""The phrases of sources: their tokens, head and words, and what their form alone tells of who speaks."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from tellings.language.attributions import speakers_nouns as nouns
from tellings.language.attributions.spans import Finding, Range
from tellings.language.attributions.tree import Tree
from tellings.language.names.places import country_of
from tellings.records import Article

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
NAMING_TAGS = NOUN_TAGS | {"PRP", "WP", "CD", "DT"}
# A source longer than this is read by its first words: past the longest of PolNeAR's training sources but a few.
_MAX_SOURCE_TOKENS = 60
# Words after a cue in which "in a statement" is looked for.
_NEAR_CUE = 8


class Phrases:
    """One article's sources as phrases of its tree."""

    def __init__(self, article: Article, tree: Tree) -> None:
        self._article = article
        self._tree = tree
        self._starts = [token.start for token in tree.tokens]

    def tokens_of(self, finding: Finding) -> list[int]:
        """The tokens of the source in order, without what a page prints around its pictures."""
        found: list[int] = []
        for start, end in finding.source:
            index = bisect_left(self._starts, start)
            while index < len(self._starts) and self._tree.tokens[index].end <= end and len(found) < _MAX_SOURCE_TOKENS:
                found.append(index)
                index += 1
        last = max((n for n, i in enumerate(found) if nouns.is_furniture(self._tree.tokens[i].lemma)), default=-1)
        return found[last + 1 :]

    def head(self, finding: Finding, source: Sequence[int]) -> int | None:
        """The source's head word: the finding's where it lies in the source, else the topmost noun in it."""
        if finding.source_head in source:
            return finding.source_head
        inside = set(source)
        tops = [i for i in source if self._tree.tokens[i].head == i or self._tree.tokens[i].head not in inside]
        named = [i for i in tops if self._tree.tokens[i].tag in NAMING_TAGS] or [
            i for i in source if self._tree.tokens[i].tag in NOUN_TAGS
        ]
        return next(iter(named), next(iter(tops), None))

    def words(self, finding: Finding, source: Sequence[int] = ()) -> str:
        """The wording of the source on one line, from its first token in `source` on, without outer marks."""
        ranges: tuple[Range, ...] = finding.source
        if source:
            first = self._tree.tokens[source[0]].start
            ranges = tuple((max(start, first), end) for start, end in ranges if end > first)
        text = " ".join(self._article.text[start:end] for start, end in ranges)
        return " ".join(" ".join(text.split()).removesuffix("'s").removesuffix("’s").split()).strip(" ,;:–—-")

    def determiner(self, head: int) -> str:
        """The lemma of a noun's article or number, else empty."""
        found = self._tree.child(head, "det", "nummod")
        return self._tree.tokens[found].lemma if found is not None else ""

    def calls(self, index: int, head: int) -> bool:
        """Whether a noun of the source calls the speaker something: its head, a title before it, an apposition."""
        token = self._tree.tokens[index]
        if index == head:
            return True
        above = self._tree.tokens[token.head]
        beside = token.dep in {"appos", "compound", "nmod", "attr"} or (token.dep == "conj" and above.dep == "appos")
        return beside and (token.head == head or above.dep == "appos" or nouns.is_role(token.lemma))

    def put_out(self, finding: Finding) -> Iterator[str]:
        """Nouns of statements and the like that the speaker made use of: "said in a statement", "wrote on her blog"."""
        if finding.anchor < 0:
            return
        tokens, anchor = self._tree.tokens, finding.anchor
        for prep in self._tree.all_children(anchor, "prep"):
            under = self._tree.child(prep, "pobj")
            if tokens[prep].lemma in {"in", "via", "through", "on", "with"} and under is not None:
                lemma = tokens[under].lemma
                if under - anchor <= _NEAR_CUE and (nouns.is_output(lemma) or nouns.is_work(lemma)):
                    yield lemma

    def is_people(self, head: int) -> bool:
        """Whether the word is a nationality in the plural that the tagger took for something else: "the Danes"."""
        token = self._tree.tokens[head]
        word = self._article.text[token.start : token.end]
        return word[:1].isupper() and word.endswith("s") and country_of(word[:-1]) is not None

    def is_name_like(self, head: int) -> bool:
        """Whether a lone word tagged as a common noun is never written small here, and not only begins sentences."""
        token = self._tree.tokens[head]
        word = self._article.text[token.start : token.end]
        if token.tag != "NN" or not word[:1].isupper() or self._tree.children[head]:
            return False
        capitalised, small = self._writings
        return word in capitalised and word.lower() not in small

    def is_thing(self, head: int) -> bool:
        """Whether a noun that may end a body's name is a thing here: "the post" in lower case."""
        token = self._tree.tokens[head]
        return nouns.is_thing(token.lemma) and self._article.text[token.start].islower()

    def is_no_one(self, noun: int) -> bool:
        """Whether a common noun in the singular is neither for a person nor for several."""
        token = self._tree.tokens[noun]
        return token.tag == "NN" and not nouns.is_person(token.lemma) and not nouns.is_group(token.lemma)

    def is_nationality(self, index: int) -> bool:
        """Whether the word is an adjective with a capital that does not come from its place."""
        token = self._tree.tokens[index]
        return token.tag == "JJ" and self._article.text[token.start].isupper() and token.start != self._first_of(index)

    def _first_of(self, index: int) -> int:
        """Where the token's sentence begins: a capital there tells nothing."""
        sentence = self._tree.parse.sentences[self._tree.sentence_of[index]]
        return self._tree.tokens[sentence.start].start

    @cached_property
    def _writings(self) -> tuple[frozenset[str], frozenset[str]]:
        """The words written with a capital within a sentence, and those written small."""
        text = self._article.text
        firsts = {sentence.start for sentence in self._tree.parse.sentences}
        spelt = [(i, text[token.start : token.end]) for i, token in enumerate(self._tree.tokens)]
        inside = frozenset(word for i, word in spelt if word[:1].isupper() and i not in firsts)
        return inside, frozenset(word for _, word in spelt if word[:1].islower())
