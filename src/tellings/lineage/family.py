"""One family: articles that share copied words, its tree, its unseen origins, its derivations with their reasons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tellings.lineage.collation import Collation, closest_first, collation
from tellings.lineage.credits import Sources
from tellings.lineage.departures import Relatives, inherited, reattached
from tellings.lineage.edits import copied_ranges, edits_between, moved, sentence_runs, word_edits
from tellings.lineage.evidence import Evidence, evidence, sides
from tellings.lineage.kinds import kind_of
from tellings.lineage.origins import Dispatch, dispatches
from tellings.lineage.purposes import summary_of, typed
from tellings.lineage.reconstruction import Restored, restored
from tellings.lineage.settings import LineageSettings
from tellings.lineage.sharing import Pair
from tellings.lineage.sheet import Sheet
from tellings.lineage.tree import Edge, Kin, tree
from tellings.records import Article, Derivation, Edit, EditKind, Passage, Relation, Span

# Below these log odds (three to one) the direction is said to be open.
_OPEN = 1.1


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """Articles that share copied words, and who of them derives from whom.

    Args:
        sheets, pairs: By article id, and by the two ids.
        edges: Direct derivations between articles of the family.
        found: Its unseen origins, each with the collation of its copies and the text behind them.
        covered: For each article, which of its words a parent or an unseen origin explains.
        parents: For each article that has any, its direct parents: articles, then unseen origins.
        ancestors: For each article, every article and unseen origin that its text came through.
        sources: For each article, what it says of where its text is from.
    """

    sheets: Mapping[str, Sheet]
    pairs: Mapping[frozenset[str], Pair]
    kins: Mapping[tuple[str, str], Kin]
    reasons: Mapping[tuple[str, str], list[Evidence]]
    edges: tuple[Edge, ...]
    found: tuple[tuple[Dispatch, Collation, Restored], ...]
    covered: Mapping[str, NDArray[np.bool_]]
    parents: Mapping[str, tuple[str, ...]]
    ancestors: Mapping[str, frozenset[str]]
    sources: Mapping[str, Sources]


def family_of(
    sheets: Mapping[str, Sheet], pairs: Sequence[Pair], sources: Mapping[str, Sources], settings: LineageSettings
) -> Family:
    """The family that these sheets and the copied pairs between them make."""
    kins: dict[tuple[str, str], Kin] = {}
    reasons: dict[tuple[str, str], list[Evidence]] = {}
    by_ids: dict[frozenset[str], Pair] = {}
    for pair in pairs:
        one, other = sides(pair)
        by_ids[frozenset((one.sheet.article.id, other.sheet.article.id))] = pair
        for parent, child in ((one, other), (other, one)):
            key = (str(parent.sheet.article.id), str(child.sheet.article.id))
            reasons[key] = evidence(parent, child, sources)
            kins[key] = Kin(parent, child, sum(e.log_odds for e in reasons[key]))
    articles: dict[str, Article] = {name: sheet.article for name, sheet in sheets.items()}
    relatives = Relatives(kins, by_ids, sources)
    grown = reattached(tree(sorted(sheets), kins), relatives)
    for key, reason in inherited(grown, relatives).items():
        reasons[key].append(Evidence(0.0, reason))
    found, edges = dispatches(grown, kins, by_ids, articles, sources, settings)
    laid = tuple((d, *_laid_out(d, sheets, by_ids, kins, edges)) for d in found)
    covered = _covered(sheets, kins, edges, laid)
    parents = _parents(sheets, edges, found)
    return Family(sheets, by_ids, kins, reasons, tuple(edges), laid, covered, parents, _ancestors(parents), sources)


def _laid_out(
    dispatch: Dispatch,
    sheets: Mapping[str, Sheet],
    pairs: Mapping[frozenset[str], Pair],
    kins: Mapping[tuple[str, str], Kin],
    edges: Iterable[Edge],
) -> tuple[Collation, Restored]:
    """The copies of a dispatch against the closest one, and the text behind them and their own copies."""
    branches = _branches(dispatch.copies, edges)
    copies = closest_first([sheets[name] for name in dispatch.copies], pairs)
    below = closest_first([sheets[name] for name in branches], pairs)
    witnesses = {*dispatch.copies, *branches}
    foreign = {name: np.zeros(len(sheets[name]), dtype=np.bool_) for name in witnesses}
    for edge in edges:
        if edge.child in foreign and edge.parent not in witnesses:
            foreign[edge.child] |= kins[edge.parent, edge.child].child.covered
    return collation(copies, pairs, copies[0]), restored([*copies, *below], pairs, foreign, branches)


def _branches(copies: Sequence[str], edges: Iterable[Edge]) -> dict[str, str]:
    """The copies of copies, at any remove, each with the copy that it came through."""
    children: dict[str, list[str]] = {}
    for edge in edges:
        children.setdefault(edge.parent, []).append(edge.child)
    found = {name: name for name in copies}
    waiting = list(copies)
    while waiting:
        parent = waiting.pop()
        for child in children.get(parent, ()):
            if child not in found:
                found[child] = found[parent]
                waiting.append(child)
    return {name: branch for name, branch in found.items() if name not in copies}


def _parents(
    sheets: Mapping[str, Sheet], edges: Sequence[Edge], found: Sequence[Dispatch]
) -> dict[str, tuple[str, ...]]:
    parents: dict[str, list[str]] = {name: [] for name in sheets}
    for edge in edges:
        parents[edge.child].append(edge.parent)
    for dispatch in found:
        for name in dispatch.copies:
            parents[name].append(dispatch.id)
    return {name: tuple(ids) for name, ids in parents.items()}


def _ancestors(parents: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """Everything upstream of each article; no recursion, as a chain may be as long as the set."""
    known: dict[str, frozenset[str]] = {}
    waiting = sorted(parents, reverse=True)
    while waiting:
        name = waiting[-1]
        missing = [parent for parent in parents.get(name, ()) if parent not in known and parent in parents]
        if missing:
            waiting += missing
            continue
        waiting.pop()
        above = parents.get(name, ())
        known[name] = frozenset(above).union(*(known.get(parent, frozenset()) for parent in above))
    return known


def _covered(
    sheets: Mapping[str, Sheet],
    kins: Mapping[tuple[str, str], Kin],
    edges: Iterable[Edge],
    found: Iterable[tuple[Dispatch, Collation, Restored]],
) -> dict[str, NDArray[np.bool_]]:
    """For each article, the words that its parents or its unseen origins explain."""
    covered = {name: np.zeros(len(sheet), dtype=np.bool_) for name, sheet in sheets.items()}
    for edge in edges:
        covered[edge.child] |= kins[edge.parent, edge.child].child.covered
    for dispatch, _, text in found:
        for name in dispatch.copies:
            covered[name] |= from_dispatch(name, dispatch, text, kins)
    return covered


def from_dispatch(
    name: str, dispatch: Dispatch, text: Restored, kins: Mapping[tuple[str, str], Kin]
) -> NDArray[np.bool_]:
    """Which words of a copy come from its dispatch: those another copy has, and its sentences of the restored text."""
    masks = [kins[other, name].child.covered for other in dispatch.copies if (other, name) in kins]
    covered = np.array(np.logical_or.reduce(masks), dtype=np.bool_)
    for place in text.places:
        if name in place.sentences:
            covered[slice(*text.copies[name].sentence_words[place.sentences[name]])] = True
    return covered


def direct(family: Family) -> list[Derivation]:
    """The family's direct derivations: from articles and from unseen origins."""
    return [
        *(_from_article(family, edge) for edge in family.edges),
        *(_from_unseen(family, name, *found) for found in family.found for name in found[0].copies),
    ]


def _from_article(family: Family, edge: Edge) -> Derivation:
    pair = family.pairs[frozenset((edge.child, edge.parent))]
    child, parent = family.sheets[edge.child], family.sheets[edge.parent]
    passages = _passages(pair, child)
    edits = typed(edits_between(pair, child, parent, family.covered[edge.child]))
    shares = _share(child, (p.child for p in passages)), _share(parent, (p.parent for p in passages if p.parent))
    several = len(family.parents[edge.child]) > 1
    return Derivation(
        child.article.id,
        edge.parent,
        Relation.DIRECT,
        kind_of(*shares, edits, several=several),
        *shares,
        passages,
        edits,
        _reasons(family.reasons[edge.parent, edge.child], child, parent, shares, len(passages)),
        decided=_is_decided(family.reasons[edge.parent, edge.child]),
        summary=summary_of(edits, parent.article.title, child.article.title),
    )


def _is_decided(found: Sequence[Evidence]) -> bool:
    return sum(e.log_odds for e in found) >= _OPEN


def _passages(pair: Pair, child: Sheet) -> tuple[Passage, ...]:
    found = []
    turned = pair.alignment.one is not child
    for shared in pair.passages():
        if shared.shared_as == "copy":
            ours, theirs = (shared.other, shared.one) if turned else (shared.one, shared.other)
            found.append(Passage(ours, theirs, shared.verbatim))
    return tuple(sorted(found, key=lambda passage: passage.child))


def _share(sheet: Sheet, spans: Iterable[Span]) -> float:
    """Characters of the spans over the body's, 0 to 1, overlapping ones counted once."""
    inside = np.zeros(len(sheet.article.text), dtype=np.bool_)
    for span in spans:
        inside[span.start : span.end] = True
    body = len(sheet.article.text.strip())
    return round(min(1.0, int(inside.sum()) / body), 4) if body else 0.0


def _reasons(
    found: Sequence[Evidence], child: Sheet, parent: Sheet, shares: tuple[float, float], passages: int
) -> tuple[str, ...]:
    name, other = child.article.name, parent.article.name
    count = f"{passages} passage{'' if passages == 1 else 's'}"
    said = [f"{shares[0]:.0%} of {name}'s text is in {other}, in {count}; they are {shares[1]:.0%} of {other}'s."]
    said += [e.reason for e in found if e.log_odds >= 0]
    said += [f"Against it: {e.reason}" for e in found if e.log_odds < 0]
    if not _is_decided(found):
        said.append("The evidence does not decide the direction: either copied the other, or both a common source.")
    return tuple(said)


def _from_unseen(family: Family, name: str, dispatch: Dispatch, laid: Collation, restored_text: Restored) -> Derivation:
    child = family.sheets[name]
    covered = from_dispatch(name, dispatch, restored_text, family.kins)
    passages = tuple(Passage(span, None, verbatim) for span, verbatim in _runs_of_text(child, covered, laid))
    text = restored_text.text()
    share = _share(child, (passage.child for passage in passages))
    whole = min(1.0, sum(len(p.child) for p in passages) / len(text)) if text else 0.0
    edits = typed(_edits_against_base(family, child, laid, restored_text))
    several = len(family.parents[name]) > 1
    reasons = list(dispatch.reasons)
    if laid.base is child:
        reasons.append(f"{child.article.name} is the closest copy: the others' edits are given against it.")
    return Derivation(
        child.article.id,
        dispatch.id,
        Relation.DIRECT,
        kind_of(share, whole, edits, several=several),
        share,
        round(whole, 4),
        passages,
        edits,
        tuple(reasons),
        summary=summary_of(edits, laid.base.article.title if laid.base is not child else "", child.article.title),
    )


def _runs_of_text(child: Sheet, covered: NDArray[np.bool_], laid: Collation) -> list[tuple[Span, bool]]:
    """A copy's spans of the dispatch, runs of sentences joined, with whether the base has the same words."""
    runs = list(sentence_runs(child, ~covered, ()))
    kept = " ".join(laid.base.article.text.split())
    return [(span, " ".join(child.article.wording(span).split()) in kept) for span in runs]


def _edits_against_base(family: Family, child: Sheet, laid: Collation, text: Restored) -> tuple[Edit, ...]:
    """What a copy has otherwise than the closest copy, and what both lack of the text behind them."""
    others = (*_cut_by_both(child, laid, text), *_additions(family, child))
    if laid.base is child:
        return others
    base, pair = laid.base, family.pairs.get(frozenset((child.article.id, laid.base.article.id)))
    if pair is None:
        return others
    ranges = copied_ranges(pair, child)
    covered = np.zeros(len(base), dtype=np.bool_)
    for _, theirs in ranges:
        covered[slice(*theirs)] = True
    for belongs, words in zip(laid.text, base.sentence_words, strict=True):
        if not belongs:
            covered[slice(*words)] = True
    found = [edit for ours, theirs in ranges for edit in word_edits(child, base, ours, theirs)]
    found += moved(child, base, ranges)
    found = [_worded(edit, child, base) for edit in found]
    found += [
        Edit(EditKind.DROPPED, None, span, "", base.article.wording(span)) for span in sentence_runs(base, covered, ())
    ]
    return (*found, *others)


def _cut_by_both(child: Sheet, laid: Collation, text: Restored) -> list[Edit]:
    """Sentences of the text that neither a copy nor the closest one has, as other copies have them."""
    names = {str(child.article.id), str(laid.base.article.id)}
    cut: list[Edit] = []
    for place in text.places:
        if names.isdisjoint(place.sentences):
            name = next(copy for copy in text.copies if copy in place.sentences)
            sheet = text.copies[name]
            span = sheet.article.span(*sheet.sentence_spans[place.sentences[name]])
            cut.append(Edit(EditKind.DROPPED, None, span, "", sheet.article.wording(span)))
    return cut


def _additions(family: Family, child: Sheet) -> list[Edit]:
    covered = family.covered[child.article.id]
    return [
        Edit(EditKind.ADDED, span, None, child.article.wording(span), "") for span in sentence_runs(child, covered, ())
    ]


def _worded(edit: Edit, child: Sheet, base: Sheet) -> Edit:
    ours = child.article.wording(edit.child) if edit.child else ""
    return Edit(edit.kind, edit.child, edit.parent, ours, base.article.wording(edit.parent) if edit.parent else "")


def related(family: Family) -> list[Derivation]:
    """Pairs that share copied words at one remove, the older text as parent where the tree knows it."""
    edges = {(edge.parent, edge.child) for edge in family.edges}
    found: list[Derivation] = []
    for ids in sorted(family.pairs, key=sorted):
        one, other = sorted(ids)
        if (one, other) in edges or (other, one) in edges:
            continue
        if one in family.ancestors[other]:
            parent, child, relation = one, other, Relation.ANCESTOR
        elif other in family.ancestors[one]:
            parent, child, relation = other, one, Relation.ANCESTOR
        else:
            parent, child = (one, other) if family.kins[one, other].log_odds >= 0 else (other, one)
            relation = Relation.SIBLING
        found.append(_related(family, parent, child, relation))
    return found


def _related(family: Family, parent: str, child: str, relation: Relation) -> Derivation:
    sheet, other = family.sheets[child], family.sheets[parent]
    passages = _passages(family.pairs[frozenset((parent, child))], sheet)
    shares = _share(sheet, (p.child for p in passages)), _share(other, (p.parent for p in passages if p.parent))
    reason = (
        f"{sheet.article.name} has {other.article.name}'s words through another copy."
        if relation is Relation.ANCESTOR
        else f"{sheet.article.name} and {other.article.name} have the same words from a third text."
    )
    return Derivation(
        sheet.article.id, parent, relation, kind_of(*shares, (), several=False), *shares, passages, (), (reason,)
    )
