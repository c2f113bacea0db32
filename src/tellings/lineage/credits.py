"""What an article says of where its text is from: lines and mentions that name another article's outlet."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from tellings.data.tables import table
from tellings.records import Article
from tellings.text.folding import folded_text
from tellings.text.paragraphs import paragraphs

# A credit is a short paragraph at the text's head or tail ("First published by …", "— …", "(…)"), or the agency's place
# in the dateline. Twelve words hold every form the development sets have.
_CREDIT_WORDS = 12
_HEAD_PARAGRAPHS, _TAIL_PARAGRAPHS = 5, 8
_DATELINE_CHARACTERS = 120
# A line of an agency's name alone is no longer than the longest of them, with a dash or brackets; what follows it at
# the end of a page (buttons, links) takes a few lines.
_SIGN_OFF, _TAIL_CHARACTERS = 40, 1_000
_SEARCHED = 200_000
_BEHIND = re.compile(r"[.!?]['\"”’)]*\s*(?:[-–—]{1,2}|[(\[])\s?([^()\[\]–—]{2,40})[)\]]?\.?\s*$")
_DOMAIN = re.compile(r"^(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)*?)\.(?:com|net|org|co|news|info)?(?:\.?[a-z]{2})?$")
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W_]+")
# The forms in which a paper says whose text it prints, as whole paragraphs. Persons are credited in the same forms, so
# a name must hold a word of outlets' names.
_BODY = r"(?P<body>(?:The\s)?[A-Z][\w'’&-]{0,30}(?:\s(?:of\s|the\s|and\s|&\s|for\s){0,2}[A-Z0-9][\w'’&-]{0,30}){0,5})"
_CREDITS = tuple(
    re.compile(form)
    for form in (
        rf"(?:This \w+ (?:was )?)?(?:[Ff]irst|[Oo]riginally) (?:published|appeared) (?:by|in|on) {_BODY}\.?",
        rf"With (?:additional )?(?:material|reporting|files|contributions) (?:from|by) {_BODY}\.?",
        rf"(?:Source:|Via|Credit:|Provided by|Issued by|Released by) {_BODY}\.?",
        rf"(?:Additional )?[Rr]eporting by {_BODY}\.?",
        rf"By (?:(?:STAFF|[Ss]taff) and )?{_BODY}(?: staff)?\.?",
        rf"{_BODY} contributed to this (?:report|story|article)\.?",
        rf"\({_BODY}\)",
        rf"[-–—]{{1,2}} ?{_BODY}\.?",
    )
)
# The forms in which a report says after whom it reports, inside a sentence.
_NAMED = r"(?:[Tt]he\s)?(?P<body>[A-Z][\w'’&-]{0,30}(?:\s(?:(?:of|the|and|&|for)\s){0,2}[A-Z0-9][\w'’&-]{0,30}){0,4})"
_AFTER = tuple(
    re.compile(form)
    for form in (
        r"(?:\b[Aa]ccording to|(?:[Rr]eported|[Pp]ublished|report|article|story) (?:by|in|from|on)),?\s" + _NAMED,
        _NAMED + r"(?:\s\([\w .]{1,12}\))?\s(?:(?:has|had|also|first|later|earlier)\s){0,2}reported\b",
        r"\breported\s" + _NAMED,
        r"\bfor\s" + _NAMED + r"\.?(?=\n|$)",
    )
)
# Shorter parts of a domain, and these, name no outlet.
_LABEL = 3
_NO_NAMES = frozenset(("", "www", "com", "net", "org", "edu", "gov", "info", "news", "sport", "money", "edition"))
_BODY_KINDS = ("title", "medium")
_AGENCIES = frozenset(("agency", "agencies", "newswire"))


@dataclass(frozen=True, slots=True)
class Sources:
    """Where an article's text says it comes from, folded to bare letters for finding an outlet's name in it.

    Args:
        credits: Its credit lines with a blank before and after each word, as printed.
        squeezed: The same and its whole body, letters only.
        bodies: Outlets and agencies credited in a line of their own, each with the line.
    """

    lines: tuple[str, ...]
    squeezed_lines: tuple[str, ...]
    squeezed_body: str
    bodies: tuple[tuple[str, str], ...] = ()


def sources_of(article: Article) -> Sources:
    """The credit lines of an article and its body, ready to be searched for outlets' names."""
    pieces = [article.text[start:end] for start, end in paragraphs(article.text)]
    head = pieces[:_HEAD_PARAGRAPHS]
    tail = pieces[max(_HEAD_PARAGRAPHS, len(pieces) - _TAIL_PARAGRAPHS) :]
    lines = [piece for piece in (*head, *tail) if len(piece) < 200 and len(piece.split()) <= _CREDIT_WORDS]
    bodies = tuple(found for line in lines if (found := credited_body(line)))
    lines += [opening[: opening.index(")") + 1] for opening in _openings(head)]
    # A long last paragraph may end in the credit ("… towards a ceasefire. – Agencies").
    lines += [re.split(r"[.!?]['\"”’]?\s", piece)[-1][-80:] for piece in pieces[-1:] if len(piece) < 100_000]
    lines += article.agency
    return Sources(tuple(lines), tuple(map(squeezed, lines)), squeezed(article.text[:_SEARCHED]), bodies)


def credited_body(line: str) -> tuple[str, str] | None:
    """The outlet or agency that a whole line credits with the text, known or not, and the line."""
    plain = " ".join(line.split())
    for form in _CREDITS:
        match = form.fullmatch(plain)
        if match and not _outlet_words().isdisjoint(word.lower() for word in _LETTERS.findall(match["body"])):
            return match["body"], plain
    return None


@cache
def _outlet_words() -> frozenset[str]:
    """Words of which outlets' names are made."""
    return _AGENCIES.union(
        word for kind, listed in table("outlet_words") if kind in _BODY_KINDS for word in listed.split()
    )


def _openings(head: list[str]) -> list[str]:
    return [piece[:_DATELINE_CHARACTERS] for piece in head if ")" in piece[:_DATELINE_CHARACTERS]]


def squeezed(text: str) -> str:
    """Letters and digits alone, folded: the same for "The Harbour Post" and for "harbour-post"."""
    return "".join(_LETTERS.findall(folded_text(text)))


def reports_after(article: Article, outlet: str) -> bool:
    """Whether an article says that it reports after this outlet ("…, The Harbour Post reported")."""
    return not _host_keys(outlet).isdisjoint(_reported_after(article.text[:_SEARCHED]))


@lru_cache(maxsize=1_024)
def _reported_after(text: str) -> frozenset[str]:
    """The names, as bare letters, after which a text says that it reports: outlets, among other bodies."""
    return frozenset(squeezed(match["body"]) for form in _AFTER for match in form.finditer(text))


@lru_cache(maxsize=1_024)
def _host_keys(outlet: str) -> frozenset[str]:
    """What a text may call an outlet, as bare letters: its name, and the parts of its domain that are names."""
    parts = () if " " in outlet else (part for part in outlet[:100].lower().split(".") if len(part) >= _LABEL)
    return frozenset((outlet_key(outlet), *map(squeezed, parts))) - _NO_NAMES


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
    key, signed, host = outlet_key(outlet), initials(outlet), _short_host(outlet)
    for line, letters in zip(sources.lines, sources.squeezed_lines, strict=True):
        if (len(key) >= 4 and key in letters) or letters == key or (signed and f"({signed})" in line):
            return " ".join(line.split())
        if host and any(initials(body) == host for body in _bodies_of(" ".join(line.split()))):
            return " ".join(line.split())
    return None


def _short_host(outlet: str) -> str:
    """The capitals that a domain may be the initials of: "NTU" of ntu.edu.sg; empty for names and long domains."""
    host = outlet.removeprefix("https://").removeprefix("http://").removeprefix("www.").split(".")
    return host[0].upper() if len(host) > 1 and " " not in outlet and 3 <= len(host[0]) <= 6 else ""


def _bodies_of(line: str) -> list[str]:
    return [match["body"] for form in _CREDITS if (match := form.fullmatch(line))]


def signed_agencies(article: Article) -> tuple[str, ...]:
    """The agencies whose copy an article says it is: those its record credits, and those that sign its end.

    An agency signs with its name alone on a line, or behind the last sentence after a dash or in brackets.
    """
    end = article.text[-_TAIL_CHARACTERS:]
    tail = [end[slice(*place)] for place in paragraphs(end)][-_TAIL_PARAGRAPHS:]
    signed = (_agencies_by_form().get(_signature(line)) for line in tail)
    return tuple(dict.fromkeys((*article.agency, *(name for name in signed if name))))


def _signature(line: str) -> str:
    if len(line) <= _SIGN_OFF:
        return line.strip(" -–—()[]")
    behind = _BEHIND.search(line[-_SIGN_OFF - 3 :])
    return behind[1].strip() if behind else ""


@cache
def _agencies_by_form() -> dict[str, str]:
    return {form: name for name, _, forms in table("agencies") for form in forms.split("|")}


def is_mentioned(sources: Sources, outlet: str) -> bool:
    """Whether an article's body names this outlet; short names are common words and do not count."""
    key = outlet_key(outlet)
    return len(key) >= 8 and key in sources.squeezed_body
