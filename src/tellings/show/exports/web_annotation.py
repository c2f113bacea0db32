"""Spans as W3C Web Annotations (Web Annotation Data Model, Recommendation of 2017), in JSON-LD.

One annotation a span: mentions; source, cue and content of attributions; passages on the child's side and the
parent's; witnesses of claims. Each target has a Text Position Selector (in code points, as the model asks and as our
spans count) and a Text Quote Selector with its surroundings, so that a reader whose text was changed finds it still.
Offsets count in our cleaned text, not in the page: that text is itself a body, of the annotation that describes the
page, and the spans' targets name it.

What has no term in the model stands in the `tellings:` vocabulary; readers that do not know it may pass over it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from tellings.records import AnnotatedArticle, Article, Attribution, Claim, Derivation, Mention, Span, Story
from tellings.show.exports.settings import ExportSettings
from tellings.show.story_json import story_json

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"tellings": "urn:tellings:term:"}]

Json = dict[str, Any]

# What may stand as the address of a page; anything else stays a plain fact of the article.
_ADDRESS = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+", re.IGNORECASE)


def annotation_collection(stories: Iterable[Story], settings: ExportSettings | None = None) -> Json:
    """An AnnotationCollection with one page, which holds every annotation: texts first, story by story."""
    chosen = settings or ExportSettings()
    identifier = chosen.identifier("annotations", "all")
    items = [item for story in stories for item in annotations(story, chosen)]
    for number, item in enumerate(items, 1):
        item["id"] = chosen.identifier("annotation", str(number))
    page = {
        "id": chosen.identifier("annotations", "page-1"),
        "type": "AnnotationPage",
        "partOf": identifier,
        "startIndex": 0,
        "items": items,
    }
    return {
        "@context": CONTEXT, "id": identifier, "type": "AnnotationCollection", "label": chosen.title,
        "total": len(items), "first": page,
    }  # fmt: skip


def annotations(story: Story, settings: ExportSettings) -> Iterator[Json]:
    """The annotations of one story, without ids of their own: its texts, then the spans of each, then claims."""
    texts = {annotated.article.id: _Text(annotated.article, settings) for annotated in story.articles}
    for annotated in story.articles:
        yield texts[annotated.article.id].whole(story.id)
    for annotated in story.articles:
        yield from _layers(annotated, texts[annotated.article.id])
    for edge in story.lineage.derivations:
        yield from _passages(edge, texts)
    for claim, given in zip(story.claims, story_json(story)["claims"], strict=True):
        yield from _witnesses(claim, given.get("focus", ""), story.id, texts)


class _Text:
    """One article as the source of targets."""

    def __init__(self, article: Article, settings: ExportSettings) -> None:
        self.article = article
        self.around = settings.context_characters
        self.identifier = settings.identifier("article", article.id)

    def whole(self, story: str) -> Json:
        """The annotation that describes the page: its body is the cleaned text, and what is known of it."""
        article = self.article
        body: Json = {
            "id": self.identifier,
            "type": "TextualBody",
            "purpose": "describing",
            "value": article.text,
            "format": "text/plain",
            "language": article.language,
            "tellings:article": article.id,
            "tellings:story": story,
            "tellings:source": article.source,
            "tellings:url": article.url,
            "tellings:title": article.title,
            "tellings:outlet": article.outlet,
            "tellings:byline": list(article.byline),
            "tellings:agency": list(article.agency),
            "tellings:dateline": article.dateline,
        }
        if article.published:
            body["tellings:published"] = article.published.value
            body["tellings:published_precision"] = article.published.precision
            body["tellings:published_basis"] = article.published.basis
        page = article.url if article.url and _ADDRESS.fullmatch(article.url) else f"{self.identifier}:page"
        return {"type": "Annotation", "motivation": "describing", "body": body, "target": page}

    def target(self, span: Span) -> Json:
        """The span as the model has it: a position, and the words with their surroundings."""
        text, start, end = self.article.text, span.start, span.end
        return {
            "type": "SpecificResource",
            "source": self.identifier,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": self.article.wording(span),
                    "prefix": text[max(0, start - self.around) : start],
                    "suffix": text[end : end + self.around],
                },
            ],
        }

    def annotation(self, span: Span, motivation: str, value: str, facts: Json) -> Json:
        """An annotation of one span: words for any reader, and the facts for those who know our terms."""
        label = {"type": "TextualBody", "purpose": motivation, "value": value, "format": "text/plain"}
        known = {"type": f"tellings:{facts.pop('what')}", **{f"tellings:{name}": of for name, of in facts.items()}}
        return {"type": "Annotation", "motivation": motivation, "body": [label, known], "target": self.target(span)}


def _layers(annotated: AnnotatedArticle, text: _Text) -> Iterator[Json]:
    for mention in annotated.mentions:
        yield text.annotation(mention.span, "tagging", mention.name, _mention_facts(mention))
    for attribution in annotated.attributions:
        facts = _attribution_facts(attribution)
        speaker = attribution.speaker_name or "unknown"
        for part in ("source", "cue", "content"):
            for number, span in enumerate(getattr(attribution, part)):
                place = {"part": part, "piece": number}
                yield text.annotation(span, "describing", f"{part}: {speaker}", {**facts, **place})


def _mention_facts(mention: Mention) -> Json:
    return {
        "what": "Mention", "entity_type": mention.type, "form": mention.form, "name": mention.name,
        "reason": mention.reason, "entity": mention.entity,
    }  # fmt: skip


def _attribution_facts(attribution: Attribution) -> Json:
    return {
        "what": "Attribution", "attribution": attribution.id, "kind": attribution.kind, "speaker": attribution.speaker,
        "speaker_name": attribution.speaker_name, "speaker_kind": attribution.speaker_kind,
        "speaker_reason": attribution.speaker_reason, "inside": attribution.inside, "utterance": attribution.utterance,
        "confidence": attribution.confidence, "is_statement": attribution.is_statement,
    }  # fmt: skip


def _passages(edge: Derivation, texts: dict[Any, _Text]) -> Iterator[Json]:
    for number, passage in enumerate(edge.passages):
        facts = {
            "what": "Passage", "child": edge.child, "parent": edge.parent, "relation": edge.relation, "kind": edge.kind,
            "verbatim": passage.verbatim, "decided": edge.decided, "share_of_child": edge.share_of_child,
            "share_of_parent": edge.share_of_parent, "piece": number,
        }  # fmt: skip
        words = f"{edge.kind} of {edge.parent}"
        child = texts[passage.child.article_id]
        yield child.annotation(passage.child, "linking", words, {**facts, "part": "child"})
        if passage.parent is not None:
            parent = texts[passage.parent.article_id]
            yield parent.annotation(passage.parent, "linking", f"repeated by {edge.child}", {**facts, "part": "parent"})


def _witnesses(claim: Claim, focus: str, story: str, texts: dict[Any, _Text]) -> Iterator[Json]:
    for number, witness in enumerate(claim.witnesses):
        facts = {
            "what": "Witness", "story": story, "claim": claim.id, "claim_text": claim.text, "focus": focus,
            "status": claim.status,
            "piece": number, "origin": witness.origin, "voice": witness.voice, "voice_name": witness.voice_name,
            "attribution": witness.attribution,
        }  # fmt: skip
        text = texts[witness.span.article_id]
        yield text.annotation(witness.span, "identifying", f"{claim.status}: {claim.text}", facts)
