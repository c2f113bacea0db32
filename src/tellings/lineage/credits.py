"""What an article says of where its text is from: lines and mentions that name another article's outlet."""

import re
from dataclasses import dataclass

from tellings.records import Article
from tellings.text.folding import fold
from tellings.text.paragraphs import paragraphs

# A credit is a short paragraph at the text's head or tail ("First published by …", "— …", "(…)"), or the agency's place
# in the dateline. Twelve words hold every form the development sets have.
_CREDIT_WORDS = 12
_HEAD_PARAGRAPHS, _TAIL_PARAGRAPHS = 5, 8
_DATELINE_CHARACTERS = 120
_DOMAIN = re.compile(r"^(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)*?)\.(?:com|net|org|co|news|info)?(?:\.?[a-z]{2})?$")
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Sources:
    """Where an article's text says it comes from, folded to bare letters for finding an outlet's name in it.

    Args:
        credits: Its credit lines with a blank before and after each word, as printed.
        squeezed: The same and its whole body, letters only.
    """

    lines: tuple[str, ...]
    squeezed_lines: tuple[str, ...]
    squeezed_body: str


def sources_of(article: Article) -> Sources:
    """The credit lines of an article and its body, ready to be searched for outlets' names."""
    pieces = [article.text[start:end] for start, end in paragraphs(article.text)]
    head = pieces[:_HEAD_PARAGRAPHS]
    tail = pieces[max(_HEAD_PARAGRAPHS, len(pieces) - _TAIL_PARAGRAPHS) :]
    lines = [piece for piece in (*head, *tail) if len(piece) < 200 and len(piece.split()) <= _CREDIT_WORDS]
    lines += [opening[: opening.index(")") + 1] for opening in _openings(head)]
    # A long last paragraph may end in the credit ("… towards a ceasefire. – Agencies").
    lines += [re.split(r"[.!?]['\"”’]?\s", piece)[-1][-80:] for piece in pieces[-1:] if len(piece) < 100_000]
    lines += article.agency
    return Sources(tuple(lines), tuple(map(squeezed, lines)), squeezed(article.text[:200_000]))


def _openings(head: list[str]) -> list[str]:
    return [piece[:_DATELINE_CHARACTERS] for piece in head if ")" in piece[:_DATELINE_CHARACTERS]]


def squeezed(text: str) -> str:
    """Letters and digits alone, folded: the same for "The Harbour Post" and for "harbour-post"."""
    return "".join(_LETTERS.findall(fold(text).text))


def outlet_key(outlet: str) -> str:
    """An outlet's name or domain as bare letters, without "the" and the domain's ending."""
    domain = _DOMAIN.match(outlet[:100]) if " " not in outlet else None
    return squeezed(_ARTICLE.sub("", domain.group(1) if domain else outlet))


def initials(outlet: str) -> str:
    """The capitals by which an agency signs ("HNA" for Harbour News Agency); empty for one word."""
    words = _LETTERS.findall(_ARTICLE.sub("", outlet))
    return "".join(word[0] for word in words).upper() if len(words) > 1 else ""


def credit_line(sources: Sources, outlet: str) -> str | None:
    """The line in which an article credits this outlet, as printed."""
    key, signed = outlet_key(outlet), initials(outlet)
    for line, letters in zip(sources.lines, sources.squeezed_lines, strict=True):
        if (len(key) >= 4 and key in letters) or letters == key or (signed and f"({signed})" in line):
            return " ".join(line.split())
    return None


def is_mentioned(sources: Sources, outlet: str) -> bool:
    """Whether an article's body names this outlet; short names are common words and do not count."""
    key = outlet_key(outlet)
    return len(key) >= 8 and key in sources.squeezed_body
