"""Records as the JSON of the contract: whole comparisons, and the lines that the stage commands print.

Values only change their shape here; nothing is left out, rounded or computed.
"""

from typing import Any

from tellings.records import (
    AnnotatedArticle,
    Article,
    Attribution,
    Claim,
    Comparison,
    Derivation,
    Disagreement,
    Entity,
    Published,
    Rewriting,
    Skipped,
    Story,
    Timex,
    Utterance,
    Witness,
    Wording,
)
from tellings.show import objects as o
from tellings.show.lineage_json import edit_json, origin_json, summary_json, variant_json, whole_derivation_json
from tellings.show.lineage_objects import EdgeJson
from tellings.show.places import pair, place, places
from tellings.show.position_json import issue_json, movement_json, negotiation_json, position_json


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison as the JSON object that `tellings compare --json` writes; keys always in the same order."""
    made: o.ComparisonJson = {
        "schema": "tellings/1",
        "stories": [story_json(story) for story in comparison.stories],
        "set_aside": [skipped_json(skipped) for skipped in comparison.set_aside],
    }
    return dict(made)


def story_json(story: Story) -> o.StoryJson:
    """One story of the comparison."""
    return {
        "id": story.id,
        "title": story.title,
        "first_published": story.first_published,
        "last_published": story.last_published,
        "articles": [_article(annotated.article) for annotated in story.articles],
        "origins": [origin_json(origin) for origin in story.lineage.origins],
        "derivations": [whole_derivation_json(derivation) for derivation in story.lineage.derivations],
        "variants": [variant_json(variant) for variant in story.lineage.variants],
        "entities": [_entity(entity) for entity in story.entities],
        "timexes": [_timex(annotated.article, t) for annotated in story.articles for t in annotated.timexes],
        "attributions": [_attribution(a.article, given) for a in story.articles for given in a.attributions],
        "utterances": [_utterance(utterance) for utterance in story.utterances],
        "claims": [_claim(claim) for claim in story.claims],
        "disagreements": [_disagreement(disagreement) for disagreement in story.disagreements],
        "positions": [position_json(position) for position in story.positions],
        "issues": [issue_json(issue) for issue in story.issues],
        "movements": [movement_json(movement) for movement in story.movements],
        "negotiation": negotiation_json(story.negotiation) if story.negotiation else None,
        "wording": [_wording(wording) for wording in story.wording],
        "omissions": [
            {
                "claim": omission.claim,
                "article": omission.article,
                "kind": omission.kind,
                "from": omission.source,
                "words": places(omission.words),
            }
            for omission in story.omissions
        ],
        "timeline": [
            {"date": entry.date, "precision": entry.precision, "text": entry.text, "claims": list(entry.claims)}
            for entry in story.timeline
        ],
        "digest": [
            {
                "text": line.text,
                "citations": places(line.citations),
                "claims": list(line.claims),
                "entailment": round(line.entailment, 3),
                "kind": line.kind,
                "lead_in": line.lead_in,
            }
            for line in story.digest
        ],
        "rewriting": _rewriting(story.rewriting) if story.rewriting else None,
    }


def _rewriting(rewriting: Rewriting) -> o.RewritingJson:
    return {
        "model": rewriting.model,
        "asked": rewriting.asked,
        "kept": rewriting.kept,
        "dropped": rewriting.dropped,
        "reasons": [{"reason": reason, "sentences": number} for reason, number in rewriting.reasons],
        "failure": rewriting.failure,
    }


def skipped_json(skipped: Skipped) -> o.SetAsideJson:
    """An input that was set aside."""
    return {"source": skipped.source, "stage": skipped.stage, "reason": skipped.reason}


def article_json(article: Article) -> dict[str, Any]:
    """One line of `tellings clean`: an entry of the contract's `articles`."""
    return dict(_article(article))


def annotated_json(annotated: AnnotatedArticle) -> dict[str, Any]:
    """One line of `tellings annotate`: the article's entry with its layers, in the shapes that the scorers read."""
    layers: o.SentencesJson = {
        "sentences": [pair(sentence) for sentence in annotated.sentences],
        "mentions": [
            {
                "start": mention.span.start,
                "end": mention.span.end,
                "type": mention.type,
                "form": mention.form,
                "name": mention.name,
                "reason": mention.reason,
                "entity": mention.entity,
            }
            for mention in annotated.mentions
        ],
        "timexes": [_timex(annotated.article, timex) for timex in annotated.timexes],
        "attributions": [_attribution(annotated.article, given) for given in annotated.attributions],
    }
    return {**_article(annotated.article), **layers}


def derivation_json(derivation: Derivation) -> dict[str, Any]:
    """One line of `tellings trace`; passages are lists of child start, child end, parent start, parent end."""
    edge: EdgeJson = {
        "child": derivation.child,
        "parent": derivation.parent,
        "relation": derivation.relation,
        "kind": derivation.kind,
        "share_of_child": derivation.share_of_child,
        "share_of_parent": derivation.share_of_parent,
        "passages": [[*pair(p.child), *pair(p.parent)] for p in derivation.passages if p.parent is not None],
        "child_passages": [pair(passage.child) for passage in derivation.passages],
        "edits": [edit_json(edit) for edit in derivation.edits],
        "summary": summary_json(derivation.summary) if derivation.summary else None,
        "decided": derivation.decided,
        "reasons": list(derivation.reasons),
    }
    return dict(edge)


def alignment_json(story: Story) -> dict[str, Any]:
    """One line of `tellings align`: the story's claims and disagreements.

    Claims are those of the contract. A disagreement has one entry in `sides` for each witness, with its span both as
    the entry's own and as its only witness, so that a reader of the contract and the scorer see the same spans;
    entries of one side share the number `side`.
    """
    line: o.AlignmentJson = {
        "story": story.id,
        "claims": [_claim(claim) for claim in story.claims],
        "disagreements": [_flat(disagreement) for disagreement in story.disagreements],
    }
    return dict(line)


def _article(article: Article) -> o.ArticleJson:
    published = article.published
    return {
        "id": article.id,
        "source": article.source,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "byline": list(article.byline),
        "agency": list(article.agency),
        "dateline": article.dateline,
        "published": _published(published) if published else None,
        "language": article.language,
        "text": article.text,
        "blocks": [{"role": b.role, "text": b.text, "start": b.start, "end": b.end} for b in article.blocks],
        "bases": [{"field": basis.field, "reason": basis.reason} for basis in article.bases],
    }


def _published(published: Published) -> o.PublishedJson:
    return {"value": published.value, "precision": published.precision, "basis": published.basis}


def _entity(entity: Entity) -> o.EntityJson:
    return {
        "id": entity.id,
        "name": entity.name,
        "type": entity.type,
        "aliases": list(entity.aliases),
        "mentions": places(entity.mentions),
        "reasons": list(entity.reasons),
    }


def _timex(article: Article, timex: Timex) -> o.TimexJson:
    return {
        "article": article.id,
        "start": timex.span.start,
        "end": timex.span.end,
        "text": article.wording(timex.span),
        "type": timex.type,
        "value": timex.value,
    }


def _attribution(article: Article, attribution: Attribution) -> o.AttributionJson:
    return {
        "id": attribution.id,
        "article": article.id,
        "kind": attribution.kind,
        "source": [pair(span) for span in attribution.source],
        "cue": [pair(span) for span in attribution.cue],
        "content": [pair(span) for span in attribution.content],
        "speaker": attribution.speaker,
        "speaker_name": attribution.speaker_name,
        "speaker_kind": attribution.speaker_kind,
        "speaker_reason": attribution.speaker_reason,
        "inside": attribution.inside,
        "utterance": attribution.utterance,
        "confidence": attribution.confidence,
        "is_statement": attribution.is_statement,
    }


def _utterance(utterance: Utterance) -> o.UtteranceJson:
    return {
        "id": utterance.id,
        "speaker": utterance.speaker,
        "speaker_name": utterance.speaker_name,
        "attributions": list(utterance.attributions),
        "links": [list(link) for link in utterance.links],
        "reasons": list(utterance.reasons),
    }


def _witness(witness: Witness) -> o.WitnessJson:
    return {
        "article": witness.span.article_id,
        "start": witness.span.start,
        "end": witness.span.end,
        "origin": witness.origin,
        "voice": witness.voice,
        "voice_name": witness.voice_name,
        "attribution": witness.attribution,
    }


def _claim(claim: Claim) -> o.ClaimJson:
    return {
        "id": claim.id,
        "text": claim.text,
        "focus": claim.focus,
        "status": claim.status,
        "outlets": claim.outlets,
        "origins": claim.origins,
        "voices": list(claim.voices),
        "witnesses": [_witness(witness) for witness in claim.witnesses],
        "absent_from": list(claim.absent_from),
        "reasons": list(claim.reasons),
        "confidence": claim.confidence,
        "perhaps": list(claim.perhaps),
    }


def _disagreement(disagreement: Disagreement) -> o.DisagreementJson:
    return {
        "id": disagreement.id,
        "kind": disagreement.kind,
        "compatible": disagreement.compatible,
        "explanation": disagreement.explanation,
        "sides": [{"value": side.value, "witnesses": places(side.witnesses)} for side in disagreement.sides],
        "claims": list(disagreement.claims),
    }


def _flat(disagreement: Disagreement) -> o.FlatDisagreementJson:
    return {
        "id": disagreement.id,
        "kind": disagreement.kind,
        "compatible": disagreement.compatible,
        "explanation": disagreement.explanation,
        "sides": [
            {"side": number, "value": side.value, **place(span), "witnesses": [place(span)]}
            for number, side in enumerate(disagreement.sides)
            for span in side.witnesses
        ],
        "claims": list(disagreement.claims),
    }


def _wording(wording: Wording) -> o.WordingJson:
    return {
        "referent": wording.referent,
        "kind": wording.kind,
        "reason": wording.reason,
        "terms": [
            {"term": term.term, "article": term.article, "spans": [pair(span) for span in term.spans]}
            for term in wording.terms
        ],
    }
