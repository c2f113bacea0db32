"""A digest in other words, as far as they keep to what it cites: what is asked, and what of the answers is believed.

No language model is called here: whoever calls one hands over its sentences. Each is believed as far as the citations
entail it, by the entailment model and by the rules of `fidelity`; for the others the reports' own words stay.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tellings.digest.checking import cited_text, likelihoods
from tellings.digest.fidelity import Given, breaches, speakers_named
from tellings.records import AnnotatedArticle, ArticleId, DigestSentence, Rewriting, SentenceKind

LEAST = 0.7  # likelihood at which a rewritten sentence is believed to follow; a guess above that for reports' own words
UNCHANGED, MISSING, UNENTAILED = "nothing changed", "not returned", "not entailed by the citations"


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence to be rewritten: its place in the digest, from 0, its words and those of its citations."""

    number: int
    text: str
    citations: tuple[str, ...]


def asked_of(digest: Sequence[DigestSentence], articles: Sequence[AnnotatedArticle]) -> tuple[Asked, ...]:
    """The sentences that may be rewritten, without their lead-ins; where accounts differ, the wording is ours."""
    by_id = {a.article.id: a for a in articles}
    return tuple(
        Asked(
            number,
            line.text.removeprefix(line.lead_in),
            tuple(dict.fromkeys(cited_text([span], by_id) for span in line.citations)),
        )
        for number, line in enumerate(digest)
        if line.kind is not SentenceKind.DISPUTE
    )


def checked(
    digest: Sequence[DigestSentence],
    articles: Sequence[AnnotatedArticle],
    answers: Mapping[int, str],
    model: str = "",
) -> tuple[tuple[DigestSentence, ...], Rewriting]:
    """The digest with the rewritten sentences that keep to their citations, and how many did not, and why.

    Answers are by the numbers of `asked_of`; for numbers it does not have they count as asked by nobody.
    """
    by_id = {a.article.id: a for a in articles}
    lines, reasons, kept = list(digest), Counter[str](), 0
    asked = asked_of(digest, articles)
    for sentence in asked:
        believed, reason = _judged(digest[sentence.number], sentence, answers.get(sentence.number), by_id)
        if believed is None:
            reasons[reason] += 1
        else:
            lines[sentence.number] = believed
            kept += 1
    counted = tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0])))
    return tuple(lines), Rewriting(model, len(asked), kept, len(asked) - kept, counted)


def _judged(
    line: DigestSentence, asked: Asked, answer: str | None, articles: Mapping[ArticleId, AnnotatedArticle]
) -> tuple[DigestSentence | None, str]:
    """The rewritten sentence, or why the old one stays."""
    words = " ".join((answer or "").split()).removeprefix(line.lead_in.strip()).strip()
    if not words:
        return None, MISSING
    if words == asked.text:
        return None, UNCHANGED
    cited = cited_text(line.citations, articles)
    reason = next(breaches(words, Given(asked.text, cited, _speakers(line, articles))), None)
    if reason is not None:
        return None, reason
    (likely,) = likelihoods([(cited, words)])
    if likely < LEAST:
        return None, UNENTAILED
    return replace(line, text=line.lead_in + words, entailment=likely, kind=SentenceKind.REWRITTEN), ""


def _speakers(line: DigestSentence, articles: Mapping[ArticleId, AnnotatedArticle]) -> tuple[str, ...]:
    """The sources of the attributions in the words that the sentence was taken from."""
    first = line.citations[0].article_id
    annotated = articles[first]
    own = [span for span in line.citations if span.article_id == first]
    sources = [
        " ".join(piece.wording(annotated.article.text) for piece in a.source)
        for a in annotated.attributions
        if a.source and all(any(span.covers(piece) for span in own) for piece in a.source)
    ]
    return speakers_named(sources)
