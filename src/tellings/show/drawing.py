"""Who copied whom as a drawing: an indented tree with one row a text, legible on a phone at its natural size."""

from collections.abc import Iterable
from dataclasses import dataclass

from tellings.records import Article, Derivation, Lineage
from tellings.show.evidence import Evidence, Report
from tellings.show.view import DrawingView, EdgeView, NodeView
from tellings.show.words import counted, cut_to, moment, percent, short_name

# Units of the drawing, one of which is one CSS pixel: it fits a phone of 390 px without scaling.
WIDTH = 340
INDENT, HEIGHT, LABEL, GAP = 30, 54, 26, 14
MAX_DEPTH = 5  # deeper copies of copies keep the indent of the fifth, so that names still fit


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of the tree: an article or an unseen origin."""

    id: str
    report: Report | None
    name: str
    note: str


def drawing(lineage: Lineage, evidence: Evidence, derivation_hrefs: dict[int, str]) -> DrawingView:
    """The drawing of a story's lineage; `derivation_hrefs` says where the page speaks of each derivation."""
    texts = _texts(lineage, evidence)
    into: dict[str, list[int]] = {}
    for number, derivation in enumerate(lineage.derivations):
        if derivation.parent in texts and derivation.child in texts:
            into.setdefault(derivation.child, []).append(number)
    main = _tree_edges(lineage.derivations, into)
    rows = list(_rows(texts, {c: lineage.derivations[n].parent for c, n in main.items()}))
    nodes: dict[str, NodeView] = {}
    y = 0
    for id_, depth in rows:
        y += LABEL if id_ in main else GAP if nodes else 0
        nodes[id_] = _node(texts[id_], depth, y)
        y += HEIGHT
    edges = [
        _edge(lineage.derivations[number], nodes, main.get(child) == number, derivation_hrefs[number])
        for child, numbers in into.items()
        for number in numbers
    ]
    return DrawingView(WIDTH, y + 2, _described(lineage), tuple(nodes.values()), tuple(edges))


def _texts(lineage: Lineage, evidence: Evidence) -> dict[str, _Text]:
    parents = {derivation.parent for derivation in lineage.derivations}
    unseen = {
        origin.id: _Text(origin.id, None, short_name(origin.name), "known only from its copies")
        for origin in lineage.origins
        if not origin.seen and origin.id in parents
    }
    articles = {
        str(id_): _Text(id_, report, report.outlet, _note(evidence.article(id_)))
        for id_, report in evidence.reports.items()
    }
    return unseen | articles


def _note(article: Article) -> str:
    when = moment(article.published.value) if article.published else "no date"
    credit = ", ".join(article.agency)
    return f"{when} · credits {credit}" if credit else when


def _tree_edges(derivations: tuple[Derivation, ...], into: dict[str, list[int]]) -> dict[str, int]:
    """For each child the derivation that hangs it in the tree: the largest that makes no circle."""
    chosen: dict[str, int] = {}
    for child, numbers in into.items():
        for number in sorted(numbers, key=lambda n: (-derivations[n].share_of_child, n)):
            parent: str | None = derivations[number].parent
            above = {child}
            while parent is not None and parent not in above:
                above.add(parent)
                parent = derivations[chosen[parent]].parent if parent in chosen else None
            if parent is None:
                chosen[child] = number
                break
    return chosen


def _rows(texts: dict[str, _Text], parent_of: dict[str, str]) -> Iterable[tuple[str, int]]:
    """Texts with their depth, each followed by its copies; texts with copies come first."""
    children: dict[str, list[str]] = {}
    for id_ in texts:
        if id_ in parent_of:
            children.setdefault(parent_of[id_], []).append(id_)
    roots = [id_ for id_ in texts if id_ not in parent_of]
    waiting = [(id_, 0) for id_ in sorted(roots, key=lambda root: -len(children.get(root, ())))]
    while waiting:
        id_, depth = waiting.pop(0)
        yield id_, depth
        waiting[:0] = [(child, depth + 1) for child in children.get(id_, ())]


def _node(text: _Text, depth: int, y: int) -> NodeView:
    x = min(depth, MAX_DEPTH) * INDENT + 1
    width = WIDTH - x - 1
    room = (width - 52) // 9  # characters of the 14 px bold sans, at the 9 px of the widest system fonts
    return NodeView(
        x=x,
        y=y + 1,
        width=width,
        height=HEIGHT,
        seen=text.report is not None,
        letter=text.report.letter if text.report else "",
        name=cut_to(text.name, room),
        note=cut_to(text.note, room + 6),
        title=f"{text.name}, {text.note}",
        href=text.report.href if text.report else "",
    )


def _edge(derivation: Derivation, nodes: dict[str, NodeView], is_main: bool, href: str) -> EdgeView:
    parent, child = nodes[derivation.parent], nodes[derivation.child]
    middle = child.y + HEIGHT // 2
    if is_main and parent.x < child.x:
        x = parent.x + 14
        path = f"M{x} {parent.y + HEIGHT} V{middle - 8} Q{x} {middle} {x + 8} {middle} H{child.x}"
    else:
        right, start = parent.x + parent.width, parent.y + HEIGHT // 2
        path = f"M{right} {start} C{right + 18} {start} {right + 18} {middle} {child.x + child.width} {middle}"
    share = percent(derivation.share_of_child)
    return EdgeView(
        path=path,
        label=f"{derivation.kind} · {share} of its text" if is_main else "",
        x=child.x + 2,
        y=child.y - 9,
        title="; ".join(derivation.reasons),
        href=href,
        main=is_main,
    )


def _described(lineage: Lineage) -> str:
    return (
        f"{counted(len(lineage.origins), 'independent text')}, "
        f"{counted(len(lineage.derivations), 'text')} derived from another"
    )
