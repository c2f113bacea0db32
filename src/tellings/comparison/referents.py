"""Whom a word names: mentions and entities looked up by place."""

from collections.abc import Sequence

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

        A definite or possessive phrase that is no entity ("the union", "the families") stands for itself.
        """
        mention = self.at(grammar, head)
        if mention is not None and not (mention.form is MentionForm.PRONOUN and not mention.name):
            return mention.entity or mention.name, self.name(mention)
        token = grammar.tokens[head]
        if token.tag not in {"NN", "NNS", "NNP", "NNPS"}:
            return None
        phrase = grammar.span(grammar.subtree(head, without=_ASIDES))
        words = " ".join(phrase.wording(grammar.article.text).split())
        if len(words) > 60 or grammar.child(head, "det", "poss") is None:
            return None
        return words, words
