"""What a page's markup states about its article: JSON-LD, Open Graph, meta tags.

Only statements are read here, with where they stand; what the page prints for people is read elsewhere.
Source: schema.org (NewsArticle and its relatives), the Open Graph protocol, Dublin Core; Parsely's and Sailthru's
names, which publishers' systems write.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

MAX_DEPTH = 12
_MAX_OBJECTS = 2_000
_SCRIPT_LIMIT = 5_000_000
_ARTICLE_TYPES = re.compile(r"(?:\A|/)(?:\w*NewsArticle|Article|BlogPosting|LiveBlogPosting|Report)\Z")
_TRAILING_COMMA = re.compile(r",\s{0,200}([}\]])")
_WRAPPING = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*\Z"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A value, and where on the page it stands."""

    value: str
    place: str


@dataclass(frozen=True, slots=True)
class Statements:
    """What the markup states, the most trustworthy first in every list.

    `authors` are people; `bodies_behind` are organisations given as authors (an agency, the outlet itself).
    """

    titles: tuple[Statement, ...] = ()
    outlets: tuple[Statement, ...] = ()
    authors: tuple[Statement, ...] = ()
    bodies_behind: tuple[Statement, ...] = ()
    published: tuple[Statement, ...] = ()
    modified: tuple[Statement, ...] = ()
    languages: tuple[Statement, ...] = ()
    addresses: tuple[Statement, ...] = ()
    descriptions: tuple[Statement, ...] = ()
    body: str = ""


def statements(tree: Any) -> Statements:
    """Everything the markup of a page states about its article."""
    metas = _metas(tree)
    objects = list(_linked_data(tree))
    article = _article(objects, metas)
    by_id = {o["@id"]: o for o in objects if isinstance(o.get("@id"), str) and len(o) > 1}
    people, bodies = _authors(article, by_id)
    return Statements(
        titles=(*_linked(article, "headline", "name"), *_named(metas, "og:title", "twitter:title", "dc.title")),
        outlets=(
            *_publishers(article, by_id),
            *_named(metas, "og:site_name", "application-name", "dc.publisher", "publisher", "cre"),
            *_site_names(objects),
        ),
        authors=(
            *people,
            *_named(metas, "author", "article:author", "parsely-author", "sailthru.author", "dc.creator"),
        ),
        bodies_behind=tuple(bodies),
        published=(
            *_linked(article, "datePublished"),
            *_named(metas, "article:published_time", "og:article:published_time", "parsely-pub-date", "sailthru.date"),
            *_named(
                metas,
                "datepublished",
                "dc.date.issued",
                "dcterms.created",
                "dc.date",
                "pubdate",
                "publish-date",
                "date",
            ),
            *_linked(article, "dateCreated"),
            *_times(tree),
        ),
        modified=(
            *_linked(article, "dateModified"),
            *_named(metas, "article:modified_time", "og:updated_time", "last-modified"),
        ),
        languages=(
            *_attribute(tree, "lang", "<html lang>"),
            *_named(metas, "og:locale", "content-language"),
            *_linked(article, "inLanguage"),
        ),
        addresses=(*_canonical(tree), *_named(metas, "og:url"), *_linked(article, "url", "mainEntityOfPage")),
        descriptions=(
            *_linked(article, "description", "alternativeHeadline"),
            *_named(metas, "og:description", "description", "twitter:description"),
        ),
        body=_plain(article.get("articleBody")) if isinstance(article.get("articleBody"), str) else "",
    )


def _metas(tree: Any) -> dict[str, list[str]]:
    """Contents of the meta tags by lower-cased name, property, item property or http-equiv."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        if not content or not content.strip():
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(attribute)
            if name and len(found) < _MAX_OBJECTS:
                found.setdefault(name.strip().lower(), []).append(" ".join(unescape(content[:5_000]).split()))
    return found


def _named(metas: dict[str, list[str]], *names: str) -> Iterator[Statement]:
    for name in names:
        for value in metas.get(name, ()):
            yield Statement(value, f"meta tag {name}")


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Every JSON-LD object of the page, outer ones first; scripts that are not JSON are passed over."""
    count = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        for found in _objects(_loaded((script.text or "")[:_SCRIPT_LIMIT])):
            count += 1
            if count > _MAX_OBJECTS:
                return
            yield found


def _loaded(text: str) -> Any:
    """The script's JSON, its usual faults mended: comment wrappers, commas at the ends of lists, breaks in strings."""
    text = _WRAPPING.sub("", text).strip()
    for mended in (text, _TRAILING_COMMA.sub(r"\1", text), unescape(text)):
        try:
            return json.loads(mended, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The objects in a JSON value, itself included."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            if isinstance(inner, dict | list):
                yield from _objects(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value[:_MAX_OBJECTS]:
            yield from _objects(inner, depth + 1)


def _types(found: dict[str, Any]) -> list[str]:
    value = found.get("@type")
    return [t for t in (value if isinstance(value, list) else [value]) if isinstance(t, str)]


def _article(objects: list[dict[str, Any]], metas: dict[str, list[str]]) -> dict[str, Any]:
    """The object of the page's own article: the one whose headline is the page's title, else the first."""
    articles = [o for o in objects if any(_ARTICLE_TYPES.search(t) for t in _types(o))]
    title = (metas.get("og:title") or [""])[0].casefold()
    for found in articles:
        headline = _plain(found.get("headline")).casefold()
        if headline and title and (headline.startswith(title[:40]) or title.startswith(headline[:40])):
            return found
    return articles[0] if articles else {}


def _linked(article: dict[str, Any], *names: str) -> Iterator[Statement]:
    for name in names:
        for value in _as_list(article.get(name)):
            text = _plain(value.get("@id") if isinstance(value, dict) else value)
            if text:
                yield Statement(text, f"JSON-LD {name}")


def _as_list(value: Any) -> list[Any]:
    return value[:50] if isinstance(value, list) else [value]


def _plain(value: Any) -> str:
    """A JSON value as one line of text; empty where it is none. HTML inside is taken off."""
    if not isinstance(value, str):
        return ""
    text = unescape(value)
    return " ".join(re.sub(r"<[^<>]{1,500}>", " ", text).split()) if "<" in text else text.strip()


def _resolved(value: Any, by_id: dict[str, dict[str, Any]]) -> Any:
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value


def _authors(article: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> tuple[list[Statement], list[Statement]]:
    people: list[Statement] = []
    bodies: list[Statement] = []
    for given in (*_as_list(article.get("author")), *_as_list(article.get("creator"))):
        value = _resolved(given, by_id)
        is_body = isinstance(value, dict) and any("Organization" in t for t in _types(value))
        for name in _as_list(value.get("name") if isinstance(value, dict) else value):
            if text := _plain(name):
                (bodies if is_body else people).append(Statement(text, "JSON-LD author"))
    return people, bodies


def _publishers(article: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> Iterator[Statement]:
    for key in ("publisher", "sourceOrganization", "provider"):
        for given in _as_list(article.get(key)):
            value = _resolved(given, by_id)
            if text := _plain(value.get("name") if isinstance(value, dict) else value):
                yield Statement(text, f"JSON-LD {key}")


def _site_names(objects: list[dict[str, Any]]) -> Iterator[Statement]:
    for found in objects:
        if {"WebSite", "NewsMediaOrganization"} & set(_types(found)) and (text := _plain(found.get("name"))):
            yield Statement(text, f"JSON-LD {_types(found)[0]}")


def _times(tree: Any) -> Iterator[Statement]:
    """Moments that <time> elements mark as the publication's, then the others."""
    others: list[Statement] = []
    for element in tree.iter("time"):
        value = (element.get("datetime") or element.get("content") or "").strip()
        if not value or len(others) > 50:
            continue
        marks = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
        if element.get("pubdate") is not None or "publi" in marks:
            yield Statement(value, "<time> marked as published")
        elif "modif" not in marks and "updat" not in marks:
            others.append(Statement(value, "<time>"))
    yield from others[:1]


def _attribute(tree: Any, name: str, place: str) -> Iterator[Statement]:
    value = tree.get(name) or tree.get(f"xml:{name}") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    if value and value.strip():
        yield Statement(value.strip(), place)


def _canonical(tree: Any) -> Iterator[Statement]:
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and (href := (element.get("href") or "").strip()):
            yield Statement(href, "<link rel=canonical>")
