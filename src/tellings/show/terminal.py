"""A comparison as a summary in the terminal: what the page says at a glance, in words that need no colour.

Texts of the inputs are printed as plain text: no markup of theirs is read, no escape sequence of theirs gets through.
"""

from collections import Counter
from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from tellings.records import Comparison, Story
from tellings.show.evidence import Citation
from tellings.show.forest import forest
from tellings.show.page import page_view
from tellings.show.view import DigestLine, SpeakerView, StatementView, StoryView, WordingView
from tellings.show.view_claims import ClaimView, CutView, DisagreementView, GlanceView, OmissionsView
from tellings.show.view_positions import PositionsView, StanceView
from tellings.show.words import counted, cut_to, moment, percent, short_name
from tellings.text.printable import printable

MAX_WIDTH = 100  # columns; longer lines are hard to read, however wide the terminal
SPEAKERS = 6
DISAGREEMENTS = 8
CLAIMS = 12  # shared ones; the page has them all
CUTS = 3  # of one outlet
WORDINGS = 4
QUOTE = 220  # characters of a statement
TITLE = 50  # characters of a title that only tells two reports apart

_COLOURS = {
    "corroborated": "green",
    "one-voice": "magenta",
    "echoed": "yellow",
    "single": "dim",
    "disputed": "red",
}


def summary(comparison: Comparison, console: Console) -> None:
    """Prints the stories told by two reports or more, then names what is about something else or was set aside."""
    page = page_view(comparison)
    told = [len(story.articles) > 1 for story in comparison.stories]
    if told and not any(told):
        told[0] = True
    for story, view, is_told in zip(comparison.stories, page.stories, told, strict=True):
        if is_told:
            _print(console, _story(story, view))
    others = [view for view, is_told in zip(page.stories, told, strict=True) if not is_told]
    if others:
        lines = [_line((f"{_reports(view)}: ", ""), (view.title, "")) for view in others]
        _print(console, _section("About something else", lines))
    if page.set_aside:
        lines = [_line((source, "bold"), (f": {reason}", "")) for source, reason in page.set_aside]
        _print(console, _section("Set aside", lines))
    if not comparison.stories and not page.set_aside:
        _print(console, Text("Nothing to compare."))


def _print(console: Console, shown: RenderableType) -> None:
    console.print(shown, width=min(console.width, MAX_WIDTH), highlight=False, markup=False, emoji=False)
    console.print()


def _plain(text: str) -> str:
    """The text on one line, without characters that would act on the terminal."""
    return " ".join(printable(text).split())


def _line(*parts: tuple[str, str]) -> Text:
    """A line of parts, each with its style; spaces at the ends of a part are kept."""
    line = Text()
    for text, style in parts:
        kept = _plain(text)
        line.append(" " * text.startswith(" ") + kept + " " * text.endswith(" ") if kept else text[:1], style)
    return line


def _section(title: str, lines: Iterable[RenderableType]) -> Group:
    return Group(Text(title.upper(), style="bold"), *(Padding(line, (0, 0, 0, 2), expand=False) for line in lines))


def _story(story: Story, view: StoryView) -> Group:
    parts: list[RenderableType] = [
        _line((view.title, "bold")),
        _line((view.period, "dim")) if view.period else Text(end=""),
        Text(),
        _line((f"{view.counts.outlets} · ", ""), (view.counts.texts, "bold")),
    ]
    if view.counts.explanation:
        parts.append(_line((view.counts.explanation, "")))
    if view.tally:
        parts.append(
            Text.assemble(*_joined((f"{t.count} {t.status.word.lower()}", _COLOURS[t.status.key]) for t in view.tally))
        )
    if len(story.articles) > 1:
        parts += _glance(view.glance)
    if view.digest:
        parts += [Text(), _section("What is told", [_digest(view.digest)])]
    if view.digest_note:
        parts.append(_line((view.digest_note, "dim")))
    differing = (*view.disagreements.conflicts, *view.disagreements.differences, *view.disagreements.more)
    if differing:
        rest = _more(len(differing) - DISAGREEMENTS, "difference")
        parts += [Text(), _section("Where accounts differ", [*map(_disagreement, differing[:DISAGREEMENTS]), *rest])]
    claims = [claim for group in view.matrix.groups for claim in (*group.claims, *group.tail)]
    if claims:
        parts += [Text(), _section("Claim by claim", [_claims(claims[:CLAIMS]), *_more(len(claims) - CLAIMS, "claim")])]
    if view.positions.rows:
        parts += [Text(), _section("Who wants what", _stances(view.positions))]
    if view.omissions:
        parts += [Text(), _section("What is left out", [_left_out(found, _several(view)) for found in view.omissions])]
    loaded = [wording for wording in view.wording.shown if wording.is_loaded]
    if loaded:
        parts += [Text(), _section("Loaded words", map(_worded, loaded[:WORDINGS]))]
    if view.speakers:
        parts += [Text(), _section("Who said what", [_speakers(view.speakers + view.other_speakers)])]
    parts += [Text(), _section("Who copied whom", _trees(story, view))]
    return Group(*parts)


def _joined(parts: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    joined: list[tuple[str, str]] = []
    for part in parts:
        joined += [(" · ", "dim"), part] if joined else [part]
    return joined


def _outlets(citations: Iterable[Citation]) -> list[str]:
    return list(dict.fromkeys(citation.report.outlet for citation in citations))


def _cited(citations: Iterable[Citation]) -> list[tuple[str, str]]:
    return [(f" [{outlet}]", "cyan") for outlet in _outlets(citations)]


def _digest(lines: Iterable[DigestLine]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column()
    for line in lines:
        standing = line.standing
        mark = Text(standing.word.lower(), style=_COLOURS[standing.key]) if standing else Text()
        if standing is None and line.also:
            mark = Text(line.also.partition(",")[0], style="dim")
        said = _line((line.text, ""), *_cited(line.citations))
        below = [f"on the word of {', '.join(line.voices)}"] if line.voices else []
        below += [line.also] if line.also and standing is not None else []
        below += [line.checked] if line.checked and not line.checked.startswith("in the words") else []
        if below:
            said.append("\n")
            said.append_text(_line(("; ".join(below), "dim")))
        table.add_row(mark, said)
    return table


def _trees(story: Story, view: StoryView) -> list[Tree]:
    """The lineage as trees, one for each text that hangs from no other."""
    articles = {str(annotated.article.id): annotated.article for annotated in story.articles}
    parents = {derivation.parent for derivation in story.lineage.derivations}
    unseen = {o.id: o for o in story.lineage.origins if not o.seen and o.id in parents}
    names = dict(zip(articles, (article.report.outlet for article in view.articles), strict=True))
    trees: list[Tree] = []
    path: list[Tree] = []
    for row in forest(story.lineage, [*unseen, *articles]):
        if row.id in unseen:
            label = _line((short_name(unseen[row.id].name), "italic"), (" · known only from its copies", "dim"))
        else:
            published = articles[row.id].published
            note = moment(published.value) if published else "no date"
            if row.derivation is not None:
                derivation = story.lineage.derivations[row.derivation]
                kind = derivation.kind if derivation.decided else "direction open"
                note = f"{kind}, {percent(derivation.share_of_child)} of its text · {note}"
            label = _line((names[row.id], "bold"), (f" · {note}", "dim"))
        del path[row.depth :]
        if path:
            path.append(path[-1].add(label))
        else:
            trees.append(Tree(label, guide_style="dim"))
            path.append(trees[-1])
    return trees


def _glance(glance: GlanceView) -> list[Text]:
    """What is confirmed and what is in conflict, a line each."""
    confirmed = _line((glance.confirmed, "green" if glance.is_confirmed else ""))
    return [confirmed, _line((glance.conflict.replace(":", "."), "red" if glance.lines else ""))]


def _more(count: int, noun: str) -> list[Text]:
    return [Text(f"and {counted(count, f'more {noun}')}", style="dim")] if count > 0 else []


def _disagreement(disagreement: DisagreementView) -> Group:
    verdict = ("both can hold", "dim") if disagreement.compatible else ("in conflict", "red")
    head = _line((f"{disagreement.kind}, ", "dim"), verdict, (": ", "dim"), (disagreement.explanation, ""))
    sides = [
        Padding(
            _line(
                (side.value, "bold"),
                (f" · {side.counts}", "dim"),
                (f" · on the word of {side.voices}" if side.voices else "", "dim"),
                *_cited((*(citation for witness in side.witnesses for citation in witness.citations), *side.more)),
            ),
            (0, 0, 0, 2),
            expand=False,
        )
        for side in disagreement.sides
    ]
    return Group(head, *sides)


def _claims(claims: Iterable[ClaimView]) -> Table:
    """The widest carried claims with their three counts apart."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column()
    for claim in claims:
        outlets, texts = counted(claim.counts.outlets, "outlet"), counted(claim.counts.texts, "text")
        below = [outlets, texts, counted(claim.counts.voices, "voice")]
        below += [f"on the word of {claim.voices}"] if claim.voices else []
        said = _line((claim.text, ""))
        said.append("\n")
        said.append_text(_line((" · ".join(below), "dim")))
        table.add_row(Text(claim.status.word.lower(), style=_COLOURS[claim.status.key]), said)
    return table


def _stances(positions: PositionsView) -> list[Text]:
    """On each issue that parties share who holds what; then who moved."""
    lines: list[Text] = []
    for number, issue in enumerate(positions.issues):
        held = [(row.name, row.cells[number].latest) for row in positions.rows]
        told = [f"{name} {stance.stance}{_brackets(stance)}" for name, stance in held if stance is not None]
        lines.append(_line((f"{issue}: ", "bold"), ("; ".join(told), "")))
    return [*lines, *(_line(("moved: ", "magenta"), (movement.text, "")) for movement in positions.movements)]


def _brackets(stance: StanceView) -> str:
    inside = ", ".join(filter(None, (stance.side, stance.note, stance.when)))
    return f" ({inside})" if inside else ""


def _worded(wording: WordingView) -> Text:
    """A referent's terms, each with the outlets that use it."""
    parts: list[tuple[str, str]] = [(f"{wording.referent}: ", "bold")]
    for number, term in enumerate(wording.terms):
        outlets = dict.fromkeys(cell.report.outlet for cell in term.cells if cell.count)
        parts += [("; " if number else "", ""), (f"“{term.term}”", ""), *((f" [{name}]", "cyan") for name in outlets)]
    return _line(*parts)


def _several(view: StoryView) -> dict[str, str]:
    """The titles of reports whose outlet has more than one, by their anchors."""
    counts = Counter(article.report.outlet for article in view.articles)
    return {a.report.anchor: a.title for a in view.articles if counts[a.report.outlet] > 1}


def _left_out(left_out: OmissionsView, titles: dict[str, str]) -> Group:
    """What one report cut, with the claims, and how much it lacks; told from its outlet's others by its title."""
    lacks = f"lacks {len(left_out.absent)} of {left_out.carried} that several texts carry" if left_out.absent else ""
    cut = f"cut {len(left_out.cut)}" if left_out.cut else ""
    title = titles.get(left_out.report.anchor, "")
    told_apart = f", “{cut_to(title, TITLE)}”" if title else ""
    head = _line(
        (left_out.report.outlet, "bold"), (told_apart, "dim"), (": " + "; ".join(filter(None, (cut, lacks))), "")
    )
    lines = [Padding(_cut(found), (0, 0, 0, 2), expand=False) for found in left_out.cut[:CUTS]]
    return Group(head, *lines)


def _worth_quoting(statement: StatementView) -> tuple[bool, int, int]:
    return statement.clarity > 1, statement.reports, statement.clarity


def _cut(cut: CutView) -> Text:
    return _line(("cut: ", "red"), (cut.claim.text, ""), (f" (from {cut.source})" if cut.source else "", "dim"))


def _speakers(speakers: tuple[SpeakerView, ...]) -> Group:
    """The speakers whom most reports quote, each with the statement that most of them carry."""
    lines: list[Text] = []
    clearest = [max((*s.statements, *s.more), key=_worth_quoting) for s in speakers]
    told = [(speaker, said) for speaker, said in zip(speakers, clearest, strict=True) if said.clarity]
    for speaker, statement in told[:SPEAKERS]:
        version = statement.versions[0]
        said = _line(
            (speaker.name, "bold"),
            (f" ({speaker.note}): ", "dim"),
            (cut_to(version.words, QUOTE), ""),
            *_cited(citation for each in statement.versions for citation in each.citations),
        )
        lines.append(said)
    if len(speakers) > len(lines):
        lines.append(Text(f"and {counted(len(speakers) - len(lines), 'other speaker')}", style="dim"))
    return Group(*lines)


def _reports(view: StoryView) -> str:
    return ", ".join(article.report.outlet for article in view.articles)
