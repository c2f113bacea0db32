"""What only companies have: whoever owns it in a text is one."""

from tellings.language.names.grammar import Grammar

_OF_COMPANIES = frozenset({"ceo", "cfo", "share", "shareholder", "stock", "subsidiary", "fleet", "customer"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_CHIEFS = (["chief", "executive"], ["managing", "director"], ["share", "price"])


def is_run_by(grammar: Grammar, end: int) -> bool:
    """Whether the name that ends at this token owns a chief executive or a subsidiary, as no person does."""
    if end >= len(grammar.words) or grammar.words[end] not in _POSSESSIVE:
        return False
    lemmas = [token.lemma for token in grammar.tokens[end + 1 : end + 3]]
    return lemmas[:2] in _CHIEFS or (bool(lemmas) and lemmas[0] in {"ceo", "cfo", "subsidiary", "shareholder"})


def is_owner_of_shares(grammar: Grammar, end: int) -> bool:
    """Whether the name that ends at this token owns what only companies do ("Valtek's chief executive")."""
    if end >= len(grammar.words) or grammar.words[end] not in _POSSESSIVE:
        return False
    lemmas = [token.lemma for token in grammar.tokens[end + 1 : end + 4]]
    return lemmas[:2] in _CHIEFS or (bool(lemmas) and lemmas[0] in _OF_COMPANIES)
