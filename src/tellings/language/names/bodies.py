"""Which organisation "the company", "the union" or "her ministry" stands for in one article.

Kinds of organisations come from their names ("Harbour Pilots' Union", "Valtek Motors"), from appositions ("Sundal Line,
the owner of the ship", "the airline Norvia"), and from what only companies have: chief executives and shares.
"""

from collections.abc import Iterable, Sequence

from tellings.language.names.belongings import is_owner_of_shares
from tellings.language.names.finding import ORGANISATION
from tellings.language.names.grammar import Grammar
from tellings.language.names.matching import is_acronym
from tellings.language.names.offices import MAX_MODIFIERS, Phrase
from tellings.language.names.places import institution_words
from tellings.language.names.referents import Naming, Referent
from tellings.language.names.titles import titles

# Names looked back over at most for the body that is meant.
MAX_BETWEEN = 60
# Words for a company that say nothing more about it.
_ANY_BUSINESS = frozenset({"company", "firm", "corporation", "operator"})
_MEDIA = frozenset({"newspaper", "broadcaster", "channel", "network", "club"})
_OWNERS = frozenset({"owner", "operator", "shipowner", "maker", "manufacturer", "producer", "developer"})


def kinds_of_name(name: str) -> frozenset[str]:
    """The nouns for bodies that a name itself bears; "company" where its last word is one of companies."""
    lowers = [word.lower().strip(".,’'") for word in name.split()]
    before = next((at for at, word in enumerate(lowers) if word in {"of", "for", "on"}), len(lowers))
    heads = lowers[:before][-2:]
    known = titles()
    kinds = {word for word in heads[-1:] if word in known and known[word].is_body}
    if heads[-1:] and heads[-1] in {"force", "service", "department"}:
        kinds |= {word for word in heads[:1] if word in {"police", "army"}}
    if lowers and lowers[-1] in institution_words("company") | institution_words("legal") | {"airlines", "airways"}:
        kinds.add("company")
    return frozenset(kinds)


def kinds_of_bodies(grammar: Grammar, namings: Iterable[Naming]) -> dict[int, frozenset[str]]:
    """For each organisation's id(), the nouns for bodies that the article shows it to be."""
    kinds: dict[int, frozenset[str]] = {}
    for naming in namings:
        shown = kinds_of_name(grammar.wording(naming.named.start, naming.named.end))
        shown |= _by_apposition(grammar, naming)
        if is_owner_of_shares(grammar, naming.named.end):
            shown |= {"company"}
        kinds[id(naming.referent)] = kinds.get(id(naming.referent), frozenset()) | shown
    return kinds


def _by_apposition(grammar: Grammar, naming: Naming) -> frozenset[str]:
    start, end = naming.named.start, naming.named.end
    found = {grammar.tokens[start - 1].lemma} if start and _is_body(grammar.tokens[start - 1].lemma) else set()
    after = grammar.lowers[end : end + MAX_MODIFIERS]
    if len(after) > 2 and after[0] in {",", "–", "—", "("} and after[1] in {"a", "an", "the"}:
        for offset in range(2, len(after)):
            lemma, tag = grammar.tokens[end + offset].lemma, grammar.tokens[end + offset].tag
            if tag not in {"JJ", "NN", "NNP", "VBN", "HYPH", "POS"}:
                break
            is_head = grammar.tokens[min(end + offset + 1, len(grammar.tokens) - 1)].tag[:2] != "NN"
            if tag == "NN" and is_head and (_is_body(lemma) or lemma in _OWNERS):
                found.add("company" if lemma in _OWNERS else lemma)
    return frozenset(found)


def _is_body(lemma: str) -> bool:
    title = titles().get(lemma)
    return bool(title and title.is_body)


def is_of_kind(noun: str, kinds: frozenset[str]) -> bool:
    """Whether a body of these kinds may be called by the noun."""
    business = institution_words("business")
    return noun in kinds or (noun in _ANY_BUSINESS and bool(kinds & business))


def is_narrowed_rightly(phrase: Phrase, name: str) -> bool:
    """Whether all that narrows the noun stands in the name too ("the pilots' union", "the transport ministry")."""
    words = {word.strip("’'").lower() for word in name.replace("-", " ").split()}
    more = phrase.office.modifiers - {phrase.office.noun} - {"'s", "’s", "'", "’"}
    owner = {word.lower() for word in phrase.office.owner.split()}
    return {word.strip("’'") for word in more | owner} <= words


def body_meant(
    phrase: Phrase, bodies: Sequence[Referent], kinds: dict[int, frozenset[str]], namings: Sequence[Naming], last: int
) -> Referent | None:
    """The one body of its kind named before the phrase; None where none or several are, or an unknown one came between.

    `last` is how many of `namings` stand before the phrase.
    """
    noun = phrase.office.noun
    if phrase.determiner not in {"definite", "possessive", "pronoun"} or noun == "government":
        return None
    fitting = [b for b in bodies if b.first < phrase.start and is_of_kind(noun, kinds.get(id(b), frozenset()))]
    fitting = [b for b in fitting if is_narrowed_rightly(phrase, b.name)]
    if len(fitting) != 1:
        return None
    if noun in institution_words("distinct") or noun == "union" or noun in fitting[0].name.lower().split():
        return fitting[0]
    # A body whose kind nobody tells may be the company that is meant, where it was named later.
    for naming in reversed(namings[max(0, last - MAX_BETWEEN) : last]):
        if naming.referent is fitting[0]:
            return fitting[0]
        if any(naming.referent is body for body in bodies) and not kinds.get(id(naming.referent)):
            return None
    return None


def body_inside(grammar: Grammar, phrase: Phrase, namings: Sequence[Naming], last: int) -> Referent | None:
    """The organisation that the phrase names and classes: "the Yonhap news agency", "the Sundal company".

    Only nouns for companies and media: the UN agency is not the UN.
    """
    noun = phrase.office.noun
    is_news = noun == "agency" and phrase.head > 0 and grammar.lowers[phrase.head - 1] == "news"
    if not (is_news or noun in institution_words("business") or noun in _MEDIA) or phrase.determiner != "definite":
        return None
    for naming in namings[last : last + 3]:
        between = grammar.lowers[naming.named.end : phrase.head]
        if naming.named.end > phrase.head:
            break
        is_close = len(between) <= 1 and all(word.isalpha() for word in between)
        if naming.referent.type is ORGANISATION and is_close and not is_acronym(naming.referent.name):
            return naming.referent
    return None
