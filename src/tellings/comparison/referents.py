"""Whom a word names: mentions and entities looked up by place."""

from collections.abc import Sequence
from functools import cache

from tellings.data.tables import table
from tellings.records import AnnotatedArticle, Entity, Mention, MentionForm
from tellings.text.grammar import Grammar

_ASIDES = frozenset({"relcl", "acl", "appos", "punct", "cc", "conj"})


class Referents:
    """One article's mentions by the token they stand on, with the story's entities' names."""

    def __init__(self, annotated: AnnotatedArticle, entities: Sequence[Entity]) -> None:
        self._names = {entity.id: entity.name for entity in entities}
        self._mentions = annotated.mentions

    def at(self, grammar: Grammar, head: int) -> Mention | None:
        """The mention that the noun phrase headed by this token is or ends in, the longest if several."""
        token = grammar.tokens[head]
        covering = [m for m in self._mentions if m.span.start <= token.start and token.end <= m.span.end]
        return max(covering, key=lambda m: len(m.span), default=None)

    def name(self, mention: Mention) -> str:
        """What to call the mention's referent: its entity's name in the story, else its name in the article."""
        return self._names.get(mention.entity or "", mention.name)

    def actor(self, grammar: Grammar, head: int) -> tuple[str, str] | None:
        """Id and display name of the party that a subject names; None where nothing tells who it is.

        A definite or possessive phrase that is no entity but names people ("the union", "their lawyers") stands for
        itself; things and thoughts ("the conflict", "his readiness") are no parties.
        """
        mention = self.at(grammar, head)
        if mention is not None and not (mention.form is MentionForm.PRONOUN and not mention.name):
            return mention.entity or mention.name, self.name(mention)
        token = grammar.tokens[head]
        named = token.tag in {"NNP", "NNPS"}
        if not named and (token.tag not in {"NN", "NNS"} or token.lemma not in _party_nouns()):
            return None
        phrase = grammar.span(grammar.subtree(head, without=_ASIDES))
        words = " ".join(phrase.wording(grammar.article.text).split())
        if len(words) > 60 or not (named or grammar.child(head, "det", "poss") is not None):
            return None
        return words, words


@cache
def _party_nouns() -> frozenset[str]:
    """Nouns for offices, people and bodies, and for those who face each other in talks."""
    kinds = {"office", "person", "body"}
    named = {word for word, kind, *_ in table("titles") if kind in kinds}
    groups = {"fighters", "protesters", "migrants", "government"}
    grouped = {term for name, terms in table("wording_classes") if name in groups for term in terms.split()}
    singular = {term.removesuffix("s") for term in grouped}
    return frozenset(named | grouped | singular | {"party", "side", "authority", "team", "camp"})
