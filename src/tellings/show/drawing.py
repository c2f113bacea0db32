"""Who copied whom as a drawing: an indented tree with one row a text, legible on a phone at its natural size."""

from dataclasses import dataclass

from tellings.records import Article, Derivation, Lineage
from tellings.show.evidence import Evidence, Report
from tellings.show.forest import forest
from tellings.show.view_lineage import DrawingView, EdgeView, NodeView
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
    href: str


def drawing(
    lineage: Lineage, evidence: Evidence, derivation_hrefs: dict[int, str], unseen_hrefs: dict[str, str]
) -> DrawingView:
    """The drawing of a story's lineage; the hrefs say where the page speaks of each derivation and each unseen text."""
    texts = _texts(lineage, evidence, unseen_hrefs)
    rows = forest(lineage, list(texts))
    main = {row.derivation for row in rows}
    nodes: dict[str, NodeView] = {}
    y = 0
    for row in rows:
        y += LABEL if row.derivation is not None else GAP if nodes else 0
        nodes[row.id] = _node(texts[row.id], row.depth, y)
        y += HEIGHT
    edges = [
        _edge(derivation, nodes, number in main, derivation_hrefs[number])
        for number, derivation in enumerate(lineage.derivations)
        if derivation.parent in nodes and derivation.child in nodes
    ]
    return DrawingView(WIDTH, y + 2, _described(lineage), tuple(nodes.values()), tuple(edges))


def _texts(lineage: Lineage, evidence: Evidence, unseen_hrefs: dict[str, str]) -> dict[str, _Text]:
    parents = {derivation.parent for derivation in lineage.derivations}
    unseen = {
        origin.id: _Text(
            origin.id,
            None,
            evidence.named(short_name(origin.name)),
            "known only from its copies",
            unseen_hrefs.get(origin.id, ""),
        )
        for origin in lineage.origins
        if not origin.seen and origin.id in parents
    }
    articles = {
        str(id_): _Text(id_, report, report.outlet, _note(evidence.article(id_)), report.href)
        for id_, report in evidence.reports.items()
    }
    return unseen | articles


def _note(article: Article) -> str:
    when = moment(article.published.value) if article.published else "no date"
    credit = ", ".join(article.agency)
    return f"{when} · credits {credit}" if credit else when


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
        note=text.note if len(text.note) <= room + 6 else cut_to(text.note.partition(" · ")[0], room + 6),
        title=f"{text.name}, {text.note}",
        href=text.href,
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
        label=_label(derivation, share, child.width) if is_main else "",
        x=child.x + 2,
        y=child.y - 9,
        title=" ".join(derivation.reasons),
        href=href,
        main=is_main,
        decided=derivation.decided,
    )


def _label(derivation: Derivation, share: str, width: int) -> str:
    """How a text derives, beside its edge, as fully as fits the width.

    Who copied whom is not said where the evidence leaves it open.
    """
    if not derivation.decided:
        return f"shares {share} · direction open"
    summary = derivation.summary
    counts = ((summary.cut_words, "−"), (summary.added_words, "+")) if summary else ()
    words = " ".join(f"{sign}{count}" for count, sign in counts if count)
    room = width // 7  # characters of the 12 px bold sans
    fuller = [f"{derivation.kind} · {share} of its text · {words} words"] if words else []
    fuller += [f"{derivation.kind} · {share} of its text"]
    return next((label for label in fuller if len(label) <= room), f"{derivation.kind} · {share}")


def _described(lineage: Lineage) -> str:
    return (
        f"{counted(len(lineage.independent_texts()[0]), 'independent text')}, "
        f"{counted(len(lineage.derivations), 'text')} derived from another"
    )
