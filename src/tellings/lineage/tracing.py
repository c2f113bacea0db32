"""The whole stage: articles in, their lineage out."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from tellings.lineage.alignment import align
from tellings.lineage.candidates import candidate_pairs
from tellings.lineage.collation import collation, variants
from tellings.lineage.credits import outlet_key, sources_of
from tellings.lineage.families import components, spread_of
from tellings.lineage.family import Family, direct, family_of, related
from tellings.lineage.index.spread import Spread, spread_in_index
from tellings.lineage.reconstruction import missing_in_base
from tellings.lineage.settings import LineageSettings
from tellings.lineage.sharing import Pair, judged_pairs
from tellings.lineage.sheet import Sheet, sheets
from tellings.records import Article, ArticleId, Derivation, Lineage, Origin, SharedPassage, Variant

# A copy of a copy carries that copy's own reporting when it has this many of its words.
_CARRIED_WORDS = 25


def trace(articles: Sequence[Article], settings: LineageSettings = LineageSettings()) -> Lineage:  # noqa: B008
    """Who copied whom among the articles, from which unseen texts, and what each changed.

    The answer is the same whatever the order of the articles. Articles of many events may come together.

    Cost: near linear in words; alignment takes about a millisecond for a pair that shares text.
    """
    unique = _by_id(articles)
    laid_out = sheets(list(unique.values()), settings.seed_words)
    pairs = _judged(laid_out, candidate_pairs(laid_out, settings), None, settings)
    return _lineage(unique, laid_out, pairs, settings)


def trace_links(
    articles: Iterable[Article],
    links: Iterable[tuple[str, str]],
    spread: Spread | None = None,
    settings: LineageSettings = LineageSettings(),  # noqa: B008
) -> Lineage:
    """The lineage of articles of which only the linked pairs, given by id, are aligned.

    Args:
        articles: All the linked ones; those without a link are origins of their own.
        links: From an index of many more articles (`lineage.index`).
        spread: What that index knows of wordings that stand in many articles beside these.
        settings: As for `trace`.
    """
    unique = _by_id(articles)
    laid_out, pairs = _laid_out(unique, links, settings)
    return _lineage(unique, laid_out, _judged(laid_out, pairs, spread, settings), settings)


def shared_of_links(
    articles: Iterable[Article], links: Iterable[tuple[str, str]], spread: Spread | None, settings: LineageSettings
) -> tuple[SharedPassage, ...]:
    """What the linked articles share, without the question who copied whom; arguments as for `trace_links`."""
    laid_out, pairs = _laid_out(_by_id(articles), links, settings)
    return tuple(_shared(_judged(laid_out, pairs, spread, settings)))


def _by_id(articles: Iterable[Article]) -> dict[ArticleId, Article]:
    return {article.id: article for article in sorted(articles, key=lambda article: article.id)}


def _laid_out(
    unique: Mapping[ArticleId, Article], links: Iterable[tuple[str, str]], settings: LineageSettings
) -> tuple[list[Sheet], list[tuple[int, int]]]:
    """The sheets of the linked articles, and the links as places among them."""
    named = {(one, other) if one < other else (other, one) for one, other in links if one != other}
    linked = {name for link in named for name in link}
    laid_out = sheets([article for name, article in unique.items() if name in linked], settings.seed_words)
    places = {str(sheet.article.id): place for place, sheet in enumerate(laid_out)}
    return laid_out, sorted((places[one], places[other]) for one, other in named)


def _judged(
    laid_out: Sequence[Sheet], pairs: Iterable[tuple[int, int]], spread: Spread | None, settings: LineageSettings
) -> list[Pair]:
    alignments = [align(laid_out[one], laid_out[other], settings) for one, other in pairs]
    groups = spread_of(alignments, settings)
    if spread is not None:
        groups = np.maximum(groups, spread_in_index(alignments, spread))
    return judged_pairs(alignments, groups, settings)


def families(articles: Sequence[Article], settings: LineageSettings) -> list[Family]:
    """The families of articles that share copied words, each with its tree."""
    laid_out = sheets(list(_by_id(articles).values()), settings.seed_words)
    pairs = _judged(laid_out, candidate_pairs(laid_out, settings), None, settings)
    return _families(laid_out, [pair for pair in pairs if pair.copied()], settings)


def _lineage(
    unique: Mapping[ArticleId, Article], laid_out: Sequence[Sheet], pairs: Sequence[Pair], settings: LineageSettings
) -> Lineage:
    found = _families(laid_out, [pair for pair in pairs if pair.copied()], settings)
    in_families = {name for family in found for name in family.sheets}
    alone = [_own_origin(article, (name,)) for name, article in unique.items() if name not in in_families]
    origins = [*alone, *(origin for family in found for origin in _origins(family, settings))]
    return Lineage(
        origins=tuple(
            sorted(origins, key=lambda o: (-len(o.articles), o.seen, _first_published(o, unique), o.name, o.id))
        ),
        derivations=tuple(_ordered(d for family in found for d in direct(family))),
        related=tuple(_ordered(d for family in found for d in related(family))),
        shared=tuple(_shared(pairs)),
        variants=tuple(variant for family in found for variant in _variants(family)),
    )


def _families(laid_out: Sequence[Sheet], copied: Sequence[Pair], settings: LineageSettings) -> list[Family]:
    by_id = {str(sheet.article.id): sheet for sheet in laid_out}
    links = [(str(p.alignment.one.article.id), str(p.alignment.other.article.id)) for p in copied]
    groups = components(sorted({name for link in links for name in link}), links)
    group_of = {name: number for number, group in enumerate(groups) for name in group}
    pairs_of: list[list[Pair]] = [[] for _ in groups]
    for pair, link in zip(copied, links, strict=True):
        pairs_of[group_of[link[0]]].append(pair)
    return [
        family_of(
            {name: by_id[name] for name in group},
            found,
            {name: sources_of(by_id[name].article) for name in group},
            settings,
        )
        for group, found in zip(groups, pairs_of, strict=True)
    ]


def _first_published(origin: Origin, articles: Mapping[ArticleId, Article]) -> str:
    return min((p.value for name in origin.articles if (p := articles[name].published)), default="9999")


def _ordered(derivations: Iterable[Derivation]) -> list[Derivation]:
    return sorted(derivations, key=lambda d: (d.parent, d.child))


def _shared(pairs: Sequence[Pair]) -> list[SharedPassage]:
    return sorted((passage for pair in pairs for passage in pair.passages()), key=lambda p: (p.one, p.other))


def _own_origin(article: Article, carried: Sequence[str]) -> Origin:
    """The origin that an article is itself, named with the agency where it credits one."""
    agency = article.agency[0] if article.agency else None
    is_own = agency and article.outlet and outlet_key(agency) == outlet_key(article.outlet)
    name = f"{agency}, in {article.name}" if agency and not is_own else article.name
    return Origin(f"origin:{article.id}", name, agency, True, tuple(map(ArticleId, carried)), None)


def _origins(family: Family, settings: LineageSettings) -> list[Origin]:
    """The independent texts of a family: its unseen origins, its roots, and what copies report of their own."""
    origins: list[Origin] = []
    for dispatch, laid, text in family.found:
        later = [name for name in sorted(family.sheets) if dispatch.id in family.ancestors[name] - {name}]
        carried = sorted(later, key=lambda name: (name not in dispatch.copies, name != laid.base.article.id, name))
        names = tuple(map(ArticleId, carried))
        origins.append(Origin(dispatch.id, dispatch.name, dispatch.agency, False, names, text.text()))
    for name, sheet in sorted(family.sheets.items()):
        if not family.parents[name]:
            later = [other for other in sorted(family.sheets) if name in family.ancestors[other]]
            near = sorted(later, key=lambda other: (name not in family.parents[other], other))
            origins.append(_own_origin(sheet.article, (name, *near)))
        elif (~family.covered[name]).mean() >= settings.own_share:
            origins.append(_remainder(family, name))
    return origins


def _remainder(family: Family, name: str) -> Origin:
    """What a copy reports beyond the text it copied, with the articles that copied that from it."""
    article = family.sheets[name].article
    own = ~family.covered[name]
    carriers = [
        edge.child
        for edge in family.edges
        if edge.parent == name and int((family.kins[name, edge.child].parent.covered & own).sum()) >= _CARRIED_WORDS
    ]
    agency = article.agency[0] if article.agency else None
    title = f"other reporting in {article.name}"
    return Origin(f"origin:{name}", title, agency, True, tuple(map(ArticleId, (name, *sorted(carriers)))), None)


def _variants(family: Family) -> list[Variant]:
    found = [
        variant
        for dispatch, laid, text in family.found
        for variant in (*variants(dispatch.id, laid), *missing_in_base(dispatch.id, text))
    ]
    for name in sorted(family.sheets):
        if family.parents[name]:
            continue
        copies = sorted(edge.child for edge in family.edges if edge.parent == name)
        if copies:
            laid = collation([family.sheets[n] for n in (name, *copies)], family.pairs, family.sheets[name])
            found += variants(f"origin:{name}", laid)
    return found
