"""Days and times of day: "Saturday night", "10 a.m. on Dec. 12", "yesterday", "Christmas"."""

from datetime import date

from tellings.language.time.calendar import UNKNOWN, nearest_weekday, value_of
from tellings.language.time.calendar import holiday as holiday_in
from tellings.language.time.grammar import Expression
from tellings.language.time.lexemes import holidays, lexicon
from tellings.language.time.setting import Resolved, Setting, day_anchor, step_of, year_named
from tellings.records import TimexType
from tellings.text.dates import is_day


def day_iso_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "2025-04-25", "2025-04-25T15:12"."""
    word = expression.lexemes[0].word
    year, month, day = (int(piece) for piece in word[:10].split("-"))
    if not is_day(year, month, day):
        return None
    clock = word[10:].upper().removesuffix("Z")
    return Resolved(TimexType.TIME if clock else TimexType.DATE, word[:10] + clock, (date(year, month, day), "D"))


def day_slashed_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """Day and month in the one order the calendar allows; the year alone where it allows both."""
    first, second, year = (int(piece) for piece in expression.lexemes[0].word.split("/"))
    if year < 100:
        year += 2000 if year < 50 else 1900
    readings = sorted({(m, d) for m, d in ((first, second), (second, first)) if year and is_day(year, m, d)})
    if not readings:
        return None
    if len(readings) > 1:
        return Resolved(TimexType.DATE, f"{year:04}-XX-XX")
    day = date(year, *readings[0])
    return Resolved(TimexType.DATE, day.isoformat(), (day, "D"))


def clock_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "10 a.m. on Friday", "noon Thursday", "at 15:30"."""
    clock = _clock_value(expression)
    if clock is None:
        return None
    has_day = any(expression.value(group) is not None for group in ("WEEKDAY", "WEEKDAYSHORT", "MONTH", "DAYWORD"))
    if has_day:
        day = day_meaning(expression, setting)
        return Resolved(TimexType.TIME, day.value[:10] + clock, day.anchor) if day else None
    if setting.anchor and setting.anchor[1] == "D":
        return Resolved(TimexType.TIME, setting.anchor[0].isoformat() + clock, setting.anchor)
    value, _ = setting.relative("D", 0)
    return Resolved(TimexType.TIME, value + clock)


def _clock_value(expression: Expression) -> str | None:
    """`T15:12` for the clock words of an expression; None for no time of day."""
    if noon := expression.value("NOON"):
        return noon
    for lexeme, following in zip(expression.lexemes, (*expression.lexemes[1:], None), strict=True):
        numeral = lexicon().values.get(("NUMWORD", lexeme.word))
        if lexeme.kind not in {"CLOCK", "DAYNUM", "DECIMAL"} and not numeral:
            continue
        next_kind = following.kind if following else ""
        if (
            lexeme.kind != "CLOCK"
            and next_kind not in {"AMPM", "OCLOCK"}
            and not (following and following.word == "in")
        ):
            continue
        hour_text, _, minute_text = (numeral or lexeme.word).replace(".", ":").partition(":")
        if not minute_text and len(hour_text) == 4:
            hour_text, minute_text = hour_text[:2], hour_text[2:]
        hour, minute = int(hour_text), int(minute_text[:2] or 0)
        half = (expression.shape("AMPM") or "").strip()[:1]
        half = half or {"AF": "p", "EV": "p", "NI": "p"}.get(expression.value("PART") or "", "")
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        zulu = "Z" if expression.has("utc", "gmt") else ""
        return f"T{hour:02}:{minute:02}{zulu}" if hour < 25 and minute < 60 else None
    return None


def day_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """A day by weekday, by month and number or by yesterday's kind, with its part of the day."""
    found = _plain_day(expression, setting)
    part = expression.value("PART") or expression.value("NIGHTWORD")
    if found is None:
        return None
    if noon := expression.value("NOON"):
        return Resolved(TimexType.TIME, found.value + noon, found.anchor)
    return Resolved(TimexType.TIME, f"{found.value}T{part}", found.anchor) if part else found


def _plain_day(expression: Expression, setting: Setting) -> Resolved | None:
    step = expression.number("DAYWORD")
    if step is not None:
        value, day = setting.relative("D", step)
        return Resolved(TimexType.DATE, value, (day, "D") if day else None)
    if expression.value("MONTH"):
        return _month_day(expression, setting)
    weekday = expression.number("WEEKDAY") or expression.number("WEEKDAYSHORT") or 1
    day = _weekday(expression, weekday, setting)
    return (
        Resolved(TimexType.DATE, day.isoformat(), (day, "D"))
        if day
        else Resolved(TimexType.DATE, f"XXXX-WXX-{weekday}")
    )


def _weekday(expression: Expression, weekday: int, setting: Setting) -> date | None:
    """The day a weekday names: the latest up to the day of publication, for what is to come the next."""
    if setting.anchor and setting.anchor[1] == "D" and expression.has("previous", "preceding", "following", "before"):
        direction = 1 if expression.has("following") else -1
        return nearest_weekday(setting.anchor[0], weekday, direction, same_day=False)
    if setting.today is None or setting.known != "D":
        return None
    if expression.value("LAST") is not None:
        return nearest_weekday(setting.today, weekday, -1, same_day=False)
    if expression.value("NEXT") is not None:
        return nearest_weekday(setting.today, weekday, 1, same_day=False)
    ahead = setting.is_ahead or (expression.has("this") and setting.tense != "past")
    return nearest_weekday(setting.today, weekday, 1 if ahead else -1)


def _month_day(expression: Expression, setting: Setting) -> Resolved | None:
    month, number = expression.number("MONTH") or 1, _day_number(expression)
    year = year_named(expression, setting)
    if not is_day(2000, month, number):
        return None
    if year is not None:
        return Resolved(TimexType.DATE, f"{year:04}-{month:02}-{number:02}", day_anchor(year, month, number))
    if setting.today is None:
        # A year named just before goes on: "On April 20, 2024 … by May 3".
        return Resolved(TimexType.DATE, f"XXXX-{month:02}-{number:02}")
    weekday = expression.number("WEEKDAY") or expression.number("WEEKDAYSHORT")
    year = _nearest_year(setting, month, number, weekday)
    return Resolved(TimexType.DATE, f"{year:04}-{month:02}-{number:02}", day_anchor(year, month, number))


def _day_number(expression: Expression) -> int:
    """The day of the month: the number beside the month that is not its year."""
    for lexeme in reversed(expression.lexemes):
        if lexeme.kind in {"DAYNUM", "ORDINAL"}:
            return int(lexeme.word.rstrip("stndrh"))
    return expression.number("ORDWORD") or 0


def _nearest_year(setting: Setting, month: int, number: int, weekday: int | None) -> int:
    """The year whose such day lies nearest to the day of publication, a past one before a coming one by the tense."""
    today = setting.today or date(2000, 1, 1)
    if setting.known == "Y":
        return today.year
    years = [y for y in range(max(1, today.year - 6), min(9999, today.year + 7)) if is_day(y, month, number)]
    fitting = [y for y in years if weekday and date(y, month, number).isoweekday() == weekday]
    # What was said to have happened lies behind, what is planned ahead: half a year's weight each, a tie-breaker only.
    lean = -1 if setting.tense == "past" and not setting.is_ahead else 1 if setting.is_ahead else 0

    def distance(year: int) -> float:
        days = (date(year, month, number) - today).days
        return abs(days) * (2 if days * lean < 0 and abs(days) > 1 else 1)

    return min(fitting or years or [today.year], key=distance)


def part_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "this morning", "last night", "overnight", "the next morning"."""
    part = expression.value("PART") or expression.value("NIGHTWORD") or "NI"
    if expression.has("that", "same", "following", "next", "previous", "preceding") and setting.anchor:
        value, day = setting.relative("D", step_of(expression) or 0, setting.anchor[0])
    else:
        value, day = setting.relative("D", -1 if expression.has("last", "yesterday") else 0)
    return Resolved(TimexType.TIME, f"{value}T{part}", (day, "D") if day else None)


def day_of_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "the day before yesterday", "the day after tomorrow"."""
    value, day = setting.relative("D", -2 if expression.has("yesterday") else 2)
    return Resolved(TimexType.DATE, value, (day, "D") if day else None)


def week_of_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "the week of March 6"."""
    day = _month_day(expression, setting)
    if day is None or day.anchor is None:
        return day and Resolved(TimexType.DATE, UNKNOWN["W"])
    return Resolved(TimexType.DATE, value_of(day.anchor[0], "W"), (day.anchor[0], "W"))


def holiday_meaning(expression: Expression, setting: Setting) -> Resolved | None:
    """The meaning of "Thanksgiving Day", "last Christmas", "Easter 2024"."""
    name = next(x.word for x in expression.lexemes if x.kind == "HOLIDAY").replace("’", "'")
    rule = holidays()[name]
    named = expression.shape("YEARNUM")
    if named:
        day = holiday_in(rule, int(named))
        return Resolved(TimexType.DATE, day.isoformat(), (day, "D")) if day else None
    if setting.today is None or setting.known != "D":
        fixed = len(rule) == 5 and rule[2] == "-" and rule[3:].isdecimal()
        return Resolved(TimexType.DATE, f"XXXX-{rule}" if fixed else UNKNOWN["D"])
    today = setting.today
    days = [d for y in (today.year - 1, today.year, today.year + 1) if (d := holiday_in(rule, y))]
    if expression.value("LAST") is not None or (setting.tense == "past" and not setting.is_ahead):
        days = [d for d in days if d <= today][-1:]
    elif expression.value("NEXT") is not None or setting.is_ahead:
        days = [d for d in days if d >= today][:1]
    day = min(days, key=lambda d: abs((d - today).days), default=None)
    return Resolved(TimexType.DATE, day.isoformat(), (day, "D")) if day else None
