"""Dates and times as people type them and as we write them: 17 November 2026, 9:30am."""

import re
from calendar import month_name, monthrange
from datetime import date, time

MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
AS_NUMBERS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
AS_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
AS_WORDS = re.compile(r"(?:[a-z]+day,? +)?(\d{1,2})(?:st|nd|rd|th)?[ \-]*([a-z]{3,9})\.?,?[ \-]*(\d{4}|\d{2})")
CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))? *(am|pm|noon|midday|midnight)?")


class NotADate(ValueError):
    """What was typed, and what is wrong with it, in words."""


class NotATime(ValueError):
    """What was typed, and what is wrong with it, in words."""


def date_from(typed: str) -> date:
    """10 January 2027, 10 Jan 27, 10/1/2027 or 2027-01-10: the day always comes before the month."""
    text = " ".join(typed.lower().split())
    day, month, year = _parts(text, typed)
    if not 1 <= month <= 12:
        raise NotADate(f"{typed} is not a date: there are 12 months")
    if not 1 <= year <= 9999:
        raise NotADate(f"{typed} is not a date: there is no year {year}")
    longest = monthrange(year, month)[1]
    if not 1 <= day <= longest:
        when = f" in {year}" if month == 2 else ""
        raise NotADate(f"{typed} is not a date: {month_name[month]} has {longest} days{when}")
    return date(year, month, day)


def _parts(text: str, typed: str) -> tuple[int, int, int]:
    if found := AS_ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
        return day, month, year
    if found := AS_NUMBERS.fullmatch(text):
        return int(found[1]), int(found[2]), _full_year(found[3])
    if (found := AS_WORDS.fullmatch(text)) and (number := _month(found[2])):
        return int(found[1]), number, _full_year(found[3])
    raise NotADate(f"We cannot read “{typed}” as a date. Write it like 10 January 2027")


def _month(word: str) -> int | None:
    return next((number for name, number in MONTHS.items() if name.startswith(word)), None)


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def time_from(typed: str) -> time:
    """9:30am, 9.30 am, 9am, 0930, 14:00, 12 noon, noon or midnight."""
    text = " ".join(typed.lower().replace("a.m.", "am").replace("p.m.", "pm").split())
    if text in ("noon", "midday"):
        return time(12)
    if text == "midnight":
        return time(0)
    found = CLOCK.fullmatch(text)
    if not found:
        raise NotATime(f"We cannot read “{typed}” as a time. Write it like 9:30am")
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3] or ""
    if half and not 1 <= hour <= 12:
        raise NotATime(f"{typed} is not a time: hours before {half} go from 1 to 12")
    if half:
        hour = hour % 12 + (12 if half in ("pm", "noon", "midday") else 0)
    if hour > 23 or minute > 59:
        raise NotATime(f"{typed} is not a time: hours go to 23 and minutes to 59")
    return time(hour, minute)


def date_words(day: date) -> str:
    return f"{day.day} {month_name[day.month]} {day.year}"


def short_date_words(day: date) -> str:
    return f"{day.day} {month_name[day.month][:3]} {day.year}"


def months_words(first: date, last: date) -> str:
    """From one day to another, by their months: May 2026, May to July 2026, May 2025 to July 2026."""
    until = f"{month_name[last.month]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return until
    return f"{month_name[first.month]}{'' if first.year == last.year else f' {first.year}'} to {until}"


def time_words(moment: time) -> str:
    """9:30am, 4pm, 12 noon."""
    if (moment.hour, moment.minute) == (12, 0):
        return "12 noon"
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"
