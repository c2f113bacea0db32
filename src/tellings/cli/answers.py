"""How each kind of answer is listed: the columns of its CSV and the cells of its table."""

from typing import TYPE_CHECKING

from rich.text import Text

from tellings.cli.listing import Listing, marked, stacked, when, words
from tellings.records import FoundArticle, FoundAssertion, FoundText, FoundUtterance, OutletCopying

if TYPE_CHECKING:
    from tellings.store import StoryRow


def _hours(hours: float | None) -> Text:
    return words("" if hours is None else f"{hours:.1f} h")


def _copied_from(row: OutletCopying) -> Text:
    return words(", ".join(f"{source.name} ({source.copies})" for source in row.sources[:3]))


def _copies(text: FoundText) -> str:
    count = len(text.copies)
    return f"+{count} {'copy' if count == 1 else 'copies'}" if count else ""


def _publisher(article: FoundArticle) -> str:
    return article.outlet or article.source.rstrip("/").rpartition("/")[2] or article.source


def _found(text: FoundText) -> Text:
    best = text.best
    title = marked(best.title, best.title_marks)
    title.stylize("italic")
    excerpt = marked(best.excerpt.text, best.excerpt.marks, best.excerpt.start)
    return stacked(title, excerpt, words(_copies(text), "dim"))


TEXTS: Listing[FoundText] = Listing(
    columns=(
        ("published", lambda text: text.best.published),
        ("outlet", lambda text: text.best.outlet),
        ("title", lambda text: text.best.title),
        ("words", lambda text: text.best.excerpt.text),
        ("start", lambda text: text.best.excerpt.start),
        ("end", lambda text: text.best.excerpt.end),
        ("article", lambda text: text.best.article),
        ("url", lambda text: text.best.url),
        ("story", lambda text: text.best.story),
        ("origin", lambda text: text.best.origin),
        ("is_copy", lambda text: text.best.is_copy),
        ("copies", lambda text: [copy.article for copy in text.copies]),
    ),
    shown=(
        ("published", lambda text: stacked(when(text.best.published), words(_publisher(text.best)))),
        ("found", _found),
        ("story", lambda text: words(text.best.story)),
    ),
    nothing="nothing found; words are taken as they stand, inspect* finds inspected too",
)


def _said(utterance: FoundUtterance) -> Text:
    also = f"also: {_others(utterance)}" if utterance.others else None
    return stacked(marked(utterance.statement.content, utterance.statement.marks), words(also, "dim"))


def _who(utterance: FoundUtterance) -> Text:
    statement = utterance.statement
    printed = words(statement.outlet or statement.title)
    return stacked(words(statement.speaker, "italic"), when(statement.published), printed)


def _others(utterance: FoundUtterance) -> str:
    """The other outlets by name, and how many further reports there are."""
    outlets = [other.outlet for other in utterance.others if other.outlet not in {None, utterance.statement.outlet}]
    named = sorted({outlet for outlet in outlets if outlet})
    more = len(utterance.others) - len(outlets)
    counted = [f"{more} more {'report' if more == 1 else 'reports'}"] if more else []
    return ", ".join([*named, *counted])


UTTERANCES: Listing[FoundUtterance] = Listing(
    columns=(
        ("speaker", lambda said: said.statement.speaker),
        ("published", lambda said: said.statement.published),
        ("outlet", lambda said: said.statement.outlet),
        ("content", lambda said: said.statement.content),
        ("kind", lambda said: said.statement.kind),
        ("confidence", lambda said: said.statement.confidence),
        ("article", lambda said: said.statement.article),
        ("start", lambda said: said.statement.content_start),
        ("end", lambda said: said.statement.content_end),
        ("attribution", lambda said: said.statement.attribution),
        ("story", lambda said: said.statement.story),
        ("others", lambda said: [other.attribution for other in said.others]),
    ),
    shown=(
        ("who", _who),
        ("said", _said),
        ("how", lambda said: stacked(words(said.statement.kind), words(f"{said.statement.confidence:.2f}"))),
    ),
    nothing="no statements found; words are taken as they stand, inspect* finds inspected too",
)

STORIES: "Listing[StoryRow]" = Listing(
    columns=(
        ("id", lambda row: row.id),
        ("title", lambda row: row.title),
        ("first_published", lambda row: row.first_published),
        ("last_published", lambda row: row.last_published),
        ("state", lambda row: row.state.value),
        ("articles", lambda row: row.articles),
        ("outlets", lambda row: row.outlets),
        ("origins", lambda row: row.origins),
        ("is_compared", lambda row: row.is_compared),
    ),
    shown=(
        ("story", lambda row: words(row.id)),
        ("last", lambda row: when(row.last_published)),
        ("title", lambda row: words(row.title)),
        ("articles", lambda row: words(row.articles)),
        ("outlets", lambda row: words(row.outlets)),
        ("texts", lambda row: words(row.origins if row.is_compared else 1 if row.articles == 1 else "?")),
        ("", lambda row: words("" if row.state.value == "open" else row.state.value, "dim")),
    ),
    nothing="no stories found",
)

OUTLETS: Listing[OutletCopying] = Listing(
    columns=(
        ("outlet", lambda row: row.outlet),
        ("articles", lambda row: row.articles),
        ("compared", lambda row: row.compared),
        ("copies", lambda row: row.copies),
        ("share", lambda row: row.share),
        ("median_hours", lambda row: row.median_hours),
        ("sources", lambda row: [[source.name, source.copies, source.median_hours] for source in row.sources]),
    ),
    shown=(
        ("outlet", lambda row: words(row.outlet)),
        ("articles", lambda row: words(row.articles)),
        ("compared", lambda row: words(row.compared)),
        ("copies", lambda row: words("" if row.share is None else f"{row.copies} ({row.share:.0%})")),
        ("after", lambda row: _hours(row.median_hours)),
        ("from", _copied_from),
    ),
    nothing="no outlets in the store",
)


def _voices(claim: FoundAssertion) -> str | None:
    """The first few voices by name: speakers, and outlets that vouch for it themselves."""
    if not claim.voices:
        return None
    named, others = claim.voices[:_SHOWN_VOICES], len(claim.voices) - _SHOWN_VOICES
    return f"{'voice' if len(claim.voices) == 1 else 'voices'}: {', '.join(named)}" + (
        f" and {others} more" if others > 0 else ""
    )


_SHOWN_VOICES = 4  # of a claim; a guess at what is read at a glance, as on the page


ASSERTIONS: Listing[FoundAssertion] = Listing(
    columns=(
        ("text", lambda claim: claim.text),
        ("status", lambda claim: claim.status),
        ("outlets", lambda claim: claim.outlets),
        ("origins", lambda claim: claim.origins),
        ("voices", lambda claim: list(claim.voices)),
        ("claim", lambda claim: claim.claim),
        ("story", lambda claim: claim.story),
        ("story_title", lambda claim: claim.story_title),
    ),
    shown=(
        ("standing", lambda claim: words(claim.status)),
        ("claim", lambda claim: stacked(marked(claim.text, claim.marks), words(_voices(claim), "dim"))),
        ("outlets", lambda claim: words(claim.outlets)),
        ("texts", lambda claim: words(claim.origins)),
        ("story", lambda claim: words(claim.story)),
    ),
    nothing="no claims found; only compared stories have claims",
)
