"""Where two reports tell a different thing of one matter.

Each module searches in one way: numbers, times, places, names, renderings, how an act stands. What they find is weighed
(`weighing`) and put together (`gathering`).
"""

from collections.abc import Mapping, Sequence

from tellings.claims.differences.causing import causing
from tellings.claims.differences.doubting import Names
from tellings.claims.differences.found import Found
from tellings.claims.differences.knowing import knowing
from tellings.claims.differences.matter import Reading
from tellings.claims.differences.measuring import measuring
from tellings.claims.differences.naming import naming
from tellings.claims.differences.nearing import nearing
from tellings.claims.differences.numbers import numbers
from tellings.claims.differences.phases import phases
from tellings.claims.differences.placing import placing
from tellings.claims.differences.points import points
from tellings.claims.differences.renderings import doers, quoted_words
from tellings.claims.differences.surroundings import Surroundings
from tellings.claims.differences.timing import timing
from tellings.claims.differences.tolling import tolling
from tellings.claims.facts import Facts, Layers
from tellings.claims.grammar import Grammar
from tellings.records import Article, ArticleId

__all__ = ["Found", "differing", "read"]

_SEARCHES = (
    tolling,
    numbers,
    nearing,
    measuring,
    timing,
    placing,
    naming,
    doers,
    quoted_words,
    phases,
    knowing,
    causing,
)


def read(
    grammars: Sequence[Grammar],
    facts: Sequence[Facts],
    claim_of: Mapping[int, str],
    articles: Mapping[ArticleId, Article],
) -> Reading:
    """The story as the searches read it; `facts` are its assertions, article by article."""
    found = []
    for grammar in grammars:
        own = [(at, fact) for at, fact in enumerate(facts) if fact.span.article_id == grammar.annotated.article.id]
        if own:
            found += points(grammar, [fact for _, fact in own], own[0][0], Layers.of(grammar))
    by_id = {grammar.annotated.article.id: grammar for grammar in grammars}
    return Reading(facts, found, by_id, Surroundings(facts), claim_of, articles, Names(facts, by_id))


def differing(reading: Reading) -> list[Found]:
    """All differences found, likely or not, one way of searching after the other."""
    found = [one for search in _SEARCHES for one in search(reading)]
    return [one for one in found if one.compatible or not reading.names.are_apart(one.one.index, one.other.index)]
