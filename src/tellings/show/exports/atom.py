"""An Atom feed (RFC 4287) with one entry a story, the latest first.

Everything is text: the words of reports go in as character data, never as markup, and a link leads only to http and
https. Moments come from the articles, so the feed of the same stories is the same file.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from xml.etree import ElementTree

from tellings import __version__
from tellings.records import Article, ArticleId, Span, Story
from tellings.show.exports.moments import UNKNOWN, whole_moment
from tellings.show.exports.settings import ExportSettings
from tellings.show.words import counted
from tellings.text.printable import printable

ATOM = "http://www.w3.org/2005/Atom"
_XHTML = "http://www.w3.org/1999/xhtml"


def atom_feed(stories: Iterable[Story], settings: ExportSettings | None = None) -> str:
    """The feed as an XML document. Stories without a date stand last, at the beginning of 1970."""
    chosen = settings or ExportSettings()
    ordered = sorted(stories, key=lambda story: story.id)
    ordered.sort(key=lambda story: datetime.fromisoformat(_updated(story)), reverse=True)
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _put(feed, "id", chosen.address or chosen.identifier("feed", "stories"))
    _put(feed, "title", chosen.title)
    _put(feed, "updated", _updated(ordered[0]) if ordered else UNKNOWN)
    _put(ElementTree.SubElement(feed, "author"), "name", "Tellings")
    ElementTree.SubElement(feed, "generator", {"version": __version__}).text = "Tellings"
    if chosen.address:
        ElementTree.SubElement(feed, "link", {"rel": "self", "href": _shown(chosen.address)})
    for story in ordered:
        feed.append(_entry(story, chosen))
    ElementTree.indent(feed, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode") + "\n"


def _entry(story: Story, settings: ExportSettings) -> ElementTree.Element:
    articles = [annotated.article for annotated in story.articles]
    entry = ElementTree.Element("entry")
    _put(entry, "id", settings.identifier("story", story.id))
    _put(entry, "title", story.title or story.id)
    if story.first_published:
        _put(entry, "published", whole_moment(story.first_published))
    _put(entry, "updated", _updated(story))
    for article in articles:
        if _is_link(article.url):
            link = {"rel": "related", "href": _shown(article.url or ""), "title": _shown(article.name)}
            ElementTree.SubElement(entry, "link", link)
    _put(entry, "summary", _counts(story))
    content = ElementTree.SubElement(entry, "content", {"type": "xhtml"})
    content.append(_content(story, articles))
    return entry


def _content(story: Story, articles: Sequence[Article]) -> ElementTree.Element:
    """The digest, each sentence with the outlets it is cited from, and the reports."""
    names = {article.id: article.name for article in articles}
    content = ElementTree.Element("div", {"xmlns": _XHTML})
    for line in story.digest:
        _put(content, "p", f"{line.text} ({_cited(line.citations, names)})" if line.citations else line.text)
    reports = ElementTree.SubElement(content, "ul")
    for article in articles:
        item = ElementTree.SubElement(reports, "li")
        where = (
            ElementTree.SubElement(item, "a", {"href": _shown(article.url or "")}) if _is_link(article.url) else item
        )
        when = f", {article.published.value}" if article.published else ""
        where.text = _shown(f"{article.name}: {article.title or article.id}{when}")
    return content


def _counts(story: Story) -> str:
    texts, _ = story.lineage.independent_texts()
    kinds = ((len(story.articles), "report"), (len(texts), "independent text"), (len(story.asserted), "claim"))
    return ", ".join(counted(count, noun) for count, noun in kinds)


def _cited(citations: Iterable[Span], names: dict[ArticleId, str]) -> str:
    return ", ".join(dict.fromkeys(names[span.article_id] for span in citations))


def _updated(story: Story) -> str:
    return whole_moment(story.last_published or story.first_published)


def _is_link(url: str | None) -> bool:
    return url is not None and url.lower().startswith(("http://", "https://"))


def _put(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _shown(text)


def _shown(text: str) -> str:
    """The text with neither what XML forbids nor what acts in a terminal, in one line."""
    return " ".join(printable(text).split())
