"""A small line of days of an action: when it started, what was promised first and since, and today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from academy.core.exports import Table
from academy.ui.charts import Chart
from academy.ui.charts.drawing import Scale, Sheet, text_width
from academy.ui.dates import date_words, short_date_words

WIDTH, HEIGHT, LEVEL = 680, 74, 34
NARROW = 336
LEFT = 10


@dataclass(frozen=True)
class Days:
    """What the line shows. `promised` is every day it was due, the first one first."""

    starts_on: date
    promised: Sequence[date]
    on: date
    done_on: date | None = None
    reached: Sequence[date] = ()
    waiting: Sequence[date] = ()  # milestones to come


def timeline(days: Days, *, title: str, table: Table) -> Chart:
    """Everything in it stands in words and in the table beside it too."""
    note = "The line is what was promised first; dashes are what was added. Small dots are milestones."
    return Chart(title, note, _drawn(days, WIDTH), _drawn(days, NARROW), table)


def said(days: Days) -> str:
    """For whoever does not see it."""
    parts = [f"From {date_words(days.starts_on)}", f"first promised for {date_words(days.promised[0])}"]
    parts += [f"then for {date_words(day)}" for day in days.promised[1:]]
    if days.done_on:
        parts.append(f"complete on {date_words(days.done_on)}")
    return ", ".join(parts) + f". Today is {date_words(days.on)}."


def _drawn(days: Days, width: int) -> SafeString:
    every = [days.starts_on, days.on, *days.promised, *days.reached, *days.waiting, *filter(None, [days.done_on])]
    first, last = min(every), max(every)
    place = Scale(0, max((last - first).days, 1), LEFT, width - LEFT)
    at = {day: place((day - first).days) for day in every}
    sheet = Sheet(width, HEIGHT, says=said(days), css="wide" if width == WIDTH else "narrow")
    _lines(sheet, days, at)
    _marks(sheet, days, at)
    _labels(sheet, days, at, width)
    return sheet.svg()


def _lines(sheet: Sheet, days: Days, at: dict[date, float]) -> None:
    """The first promise in full, what was added to it dashed."""
    first, now = days.promised[0], days.promised[-1]
    sheet.line(at[days.starts_on], LEVEL, at[first], LEVEL, stroke="var(--chart-1)", stroke_width=3)
    if now != first:
        sheet.line(at[first], LEVEL, at[now], LEVEL, stroke="var(--late)", stroke_width=3, stroke_dasharray="5 4")
    sheet.line(at[days.on], LEVEL - 22, at[days.on], LEVEL + 14, stroke="var(--ink)", stroke_width=1.5)


def _marks(sheet: Sheet, days: Days, at: dict[date, float]) -> None:
    for day in days.reached:
        sheet.circle(at[day], LEVEL, 4, fill="var(--chart-1)")
    for day in days.waiting:
        sheet.circle(at[day], LEVEL, 4, fill="var(--paper)", stroke="var(--chart-1)", stroke_width=2)
    for day in days.promised[:-1]:
        sheet.circle(at[day], LEVEL, 6, fill="var(--paper)", stroke="var(--late)", stroke_width=2)
    sheet.circle(at[days.promised[-1]], LEVEL, 7, fill="var(--ink)")
    if days.done_on:
        x, y = at[days.done_on], LEVEL
        sheet.path(
            f"M{x - 7:.0f} {y}L{x - 2:.0f} {y + 6}L{x + 8:.0f} {y - 8}",
            fill="none",
            stroke="var(--good)",
            stroke_width=4,
        )


def _labels(sheet: Sheet, days: Days, at: dict[date, float], width: int) -> None:
    """Today above the line; the first promise and the present one below it, never over each other."""
    _text(sheet, at[days.on], 11, "Today", width)
    first, now = days.promised[0], days.promised[-1]
    now_words = f"Due {short_date_words(now)}"
    now_from = _text(sheet, at[now], 66, now_words, width, is_strong=True)
    if first != now:
        words = f"First {short_date_words(first)}"
        room = now_from - 12
        middle = min(at[first], room - text_width(words, 15) / 2)
        if middle - text_width(words, 15) / 2 >= 0:
            _text(sheet, middle, 66, words, width)


def _text(sheet: Sheet, x: float, y: int, words: str, width: int, *, is_strong: bool = False) -> float:
    """Centred on its day and kept on the sheet. Where it begins."""
    half = text_width(words, 15) / 2 + 2
    middle = min(max(x, half), width - half)
    sheet.text(middle, y, words, anchor="middle", is_strong=is_strong)
    return middle - half
