"""Publication dates as a page prints or states them.

Reads what is written and says which words it read. It infers nothing: "Friday", "3 hours ago" and "Today" give no
date here (`stories.dating` settles those later, with the other articles), and day and month in an open order are not
guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tellings.records import Precision, Published
from tellings.text.dates import WrittenDate, is_day, written_dates

# News on the web begins after 1990: an earlier date is history, a default of the software (1970-01-01) or a mistake.
EARLIEST_YEAR = 1990
# A line of metadata is its dates, a label and a byline. 12 words beside the dates hold "By A. B. and C. D., city,
# published on …, 4 min read"; more is a sentence of somebody's text. A guess.
MAX_OTHER_WORDS = 12
# How far before its date a label may stand: "Originally published on Friday, ". A guess.
LABEL_REACH = 40

_PUBLISHED = re.compile(
    r"\b(?:publish(?:ed)?|publication|post(?:ed)?|first (?:posted|aired)|issued|filed|released?|created|uploaded|"
    r"dated?)\b",
    re.I,
)
_UPDATED = re.compile(
    r"\b(?:updat(?:ed?|ing)|modif(?:ied|ication)|revis(?:ed|ion)|edited|correct(?:ed|ion)|changed|amended)\b", re.I
)
# Dates with these words are of something else: the copyright, the reader's visit, a coming event, an older story.
_OTHER = re.compile(
    r"©|\(c\)|\b(?:copyright|rights reserved|accessed|retrieved|archived?|since|until|expires?|deadline|valid|born|"
    r"died|founded|established|joined|member since|registered|read more|related)\b",
    re.I,
)
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*$")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")


def printed_date(lines: Sequence[str], today: date | None = None) -> Published | None:
    """The publication date that lines outside the body print: the best labelled one, the first of equals.

    "Published …" goes before an unlabelled date, that before "Updated …". Dates inside sentences, in copyright lines
    and of other things, before 1990 or (where `today` is given) in the future are passed over. An open order of day and
    month is settled by another date of the lines that shows the page's order, else the year alone is taken.
    """
    found = [
        (_rank(line, written, previous), written.hour is None, number, line[written.start : written.end], written)
        for number, line in enumerate(lines)
        for previous, written in _dates_with_previous_ends(line)
        if _is_metadata(line) and _is_plausible(written, today)
    ]
    if not found:
        return None
    rank, _, _, words, best = min(found, key=lambda entry: (entry[0], entry[2]))
    # The same day at the same rank with its time is the same date, better known.
    for other_rank, _, _, other_words, other in found:
        same_day = (other.year, other.month, other.day) == (best.year, best.month, best.day)
        if best.hour is None and other.hour is not None and same_day and other_rank == rank and best.day:
            best, words = other, other_words
    note = " (the date of an update)" if rank == 2 else ""
    return _published(best, f'printed on the page{note}: "{_one_line(words)}"', _day_first(lines))


def stated_date(value: str, where: str = "stated") -> Published | None:
    """The date that a metadata value states: ISO 8601, RFC 5322, Unix seconds or milliseconds, or a printed form.

    A future date is returned as well: ask `is_future`. None for anything else and for years before 1990.

    `where` is what to call the place in the basis ("stated in the page's article:published_time").
    """
    value = value.strip()[:200]
    basis = f'{where}: "{_one_line(value)}"'
    if _EPOCH.fullmatch(value):
        moment = datetime.fromtimestamp(int(value[:10]), UTC)
        if moment.year < EARLIEST_YEAR:
            return None
        return Published(f"{moment:%Y-%m-%dT%H:%M}+00:00", Precision.MINUTE, basis)
    written = next(written_dates(value), None) or _bare(value)
    if written is None or written.year < EARLIEST_YEAR:
        return None
    return _published(written, basis, None)


def is_future(published: Published, today: date) -> bool:
    """Whether an article says it was published after today.

    One day of grace: a page printed east of us may already be in tomorrow.
    """
    return published.value[:10] > (today + timedelta(days=1)).isoformat()[: len(published.value[:10])]


def _dates_with_previous_ends(line: str) -> list[tuple[int, WrittenDate]]:
    """The dates of a line, each with the end of the one before it, where its label cannot lie any more."""
    dates = list(written_dates(line[:2000]))
    return list(zip([0, *(written.end for written in dates)], dates, strict=False))


def _rank(line: str, written: WrittenDate, previous: int) -> int:
    """0 for a date labelled as publication, 1 unlabelled, 2 an update, 3 a month or year only."""
    label = line[max(previous, written.start - LABEL_REACH) : written.start]
    updated, published = _last(_UPDATED, label), _last(_PUBLISHED, label)
    if written.day is None and not written.is_ambiguous:
        return 3
    if updated > published:
        return 2
    return 0 if published >= 0 else 1


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _is_metadata(line: str) -> bool:
    """Whether a line is one of a page's own lines, not a sentence that happens to hold a date."""
    if _OTHER.search(line[:2000]):
        return False
    dates = list(written_dates(line[:2000]))
    words = len(_WORD.findall(line[:2000])) - sum(len(_WORD.findall(line[d.start : d.end])) for d in dates)
    labelled = any(_rank(line, d, 0) == 0 for d in dates) and len(line) < 200
    limit = 2 * MAX_OTHER_WORDS if labelled else MAX_OTHER_WORDS
    return words <= limit and not (words > 4 and not labelled and _SENTENCE_END.search(line.rstrip()))


def _is_plausible(written: WrittenDate, today: date | None) -> bool:
    if written.year < EARLIEST_YEAR:
        return False
    known = (written.year, written.month or 1, written.day or 1)
    return today is None or date(*known) <= today + timedelta(days=1)


def _day_first(lines: Sequence[str]) -> bool | None:
    """Whether the page's numeric dates put the day first; None where none of them shows it."""
    shown = [
        written.pair[0] == written.day
        for line in lines
        for written in written_dates(line[:2000])
        if written.pair and written.month and written.pair[0] != written.pair[1]
    ]
    return shown[0] if shown and len(set(shown)) == 1 else None


def _published(written: WrittenDate, basis: str, day_first: bool | None) -> Published:
    if written.is_ambiguous and written.pair and day_first is not None:
        day, month = written.pair if day_first else written.pair[::-1]
        if is_day(written.year, month, day):
            order = "day first" if day_first else "month first"
            return _published(
                replace(written, month=month, day=day), f"{basis}, {order} as in the page's other dates", None
            )
    if written.is_ambiguous:
        return Published(
            f"{written.year}", Precision.YEAR, f"{basis}; which number is the day and which the month is open"
        )
    if written.month is None:
        return Published(f"{written.year}", Precision.YEAR, basis)
    if written.day is None:
        return Published(f"{written.year}-{written.month:02}", Precision.MONTH, basis)
    day_value = f"{written.year}-{written.month:02}-{written.day:02}"
    if written.hour is None:
        return Published(day_value, Precision.DAY, basis)
    return Published(
        f"{day_value}T{written.hour:02}:{written.minute:02}{written.offset or ''}", Precision.MINUTE, basis
    )


def _bare(value: str) -> WrittenDate | None:
    """Metadata's shortest forms: `2025`, `2025-04`, `20250425`, `20250425T151200Z`."""
    match = re.fullmatch(r"(\d{4})(?:-?(\d{2})(?:-?(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?\d{2})?(Z)?)?)?)?", value)
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    if not is_day(year, month, day):
        return None
    written = WrittenDate(0, len(value), year, int(match[2]) if match[2] else None, int(match[3]) if match[3] else None)
    if match[4] and int(match[4]) < 24 and int(match[5]) < 60:
        return replace(written, hour=int(match[4]), minute=int(match[5]), offset="+00:00" if match[6] else None)
    return written


def _one_line(words: str) -> str:
    """The words as they can stand in a sentence: no line breaks, no control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())
