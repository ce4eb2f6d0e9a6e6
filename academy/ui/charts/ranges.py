"""How far each of several inputs alone moves a sum: the longest bar on top, hollow where the input is low and filled
where it is high, so that it reads the same in black and white."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from academy.core.exports import Column, Table
from academy.core.figures import MINUS, rounded

from .chart import Chart
from .drawing import NARROW, WIDE, Number, Scale, Sheet, round_ticks, text_width

THICK = 20
FAR = 34  # from one bar to the next on a wide sheet; with the words above it on a narrow one
FAR_NARROW = 52


@dataclass(frozen=True)
class Swing:
    """`if_low` is what the sum comes to with the input at its low end, `low_words` how low that is."""

    label: str
    if_low: Number
    if_high: Number
    low_words: str = ""
    high_words: str = ""

    @property
    def length(self) -> float:
        return abs(float(self.if_high) - float(self.if_low))


def ranges_chart(
    swings: Sequence[Swing],
    *,
    middle: Number,
    title: str,
    note: str,
    middle_words: str = "All in the middle",
    says: str = "",
    **readings: str,
) -> Chart:
    """`middle` is the sum with every input in its middle: every bar stands about it."""
    swings = sorted(swings, key=lambda swing: -swing.length)
    says = says or ". ".join(f"{swing.label}: {_said(swing)}" for swing in swings)
    wide = _drawn(swings, middle, Sheet(WIDE, FAR * len(swings) + 78, says=says, css="wide"), middle_words)
    narrow = _drawn(swings, middle, Sheet(NARROW, FAR_NARROW * len(swings) + 78, says=says, css="narrow"), middle_words)
    return Chart(title, note, wide, narrow, _table(swings, title), **readings)


def _table(swings: Sequence[Swing], title: str) -> Table:
    columns = [
        Column("label", "What is not certain", is_row_header=True),
        Column("low", "If it is low"),
        Column("high", "If it is high"),
        Column("apart", "How far apart", align="right"),
    ]
    rows = [
        {
            "label": swing.label,
            "low": _end_words(swing.if_low, swing.low_words),
            "high": _end_words(swing.if_high, swing.high_words),
            "apart": pounds(swing.length),
        }
        for swing in swings
    ]
    return Table(title, columns, rows)


def _drawn(swings: Sequence[Swing], middle: Number, sheet: Sheet, middle_words: str) -> SafeString:
    is_wide = sheet.width == WIDE
    names = max((text_width(swing.label) for swing in swings), default=0)
    left, right = (min(round(names) + 20, 330), WIDE - 16) if is_wide else (8, NARROW - 8)
    ends = [float(end) for swing in swings for end in (swing.if_low, swing.if_high)]
    ticks = round_ticks(min([*ends, float(middle)], default=0), max([*ends, float(middle)], default=1))
    across = Scale(ticks[0], ticks[-1], left + 26, right - 26)
    top, bottom = 44, sheet.height - 30
    for tick in ticks if is_wide else sorted({ticks[0], ticks[-1]} | ({0} & set(ticks))):
        sheet.line(across(tick), top - 8, across(tick), bottom, "grid" if tick else "base")
        sheet.text(across(tick), bottom + 20, short_pounds(tick), "axis", anchor="middle")
    for number, swing in enumerate(swings):
        _bar(sheet, swing, middle, across, top + (FAR if is_wide else FAR_NARROW) * number, is_wide=is_wide)
    for number in range(len(swings)) if not is_wide else ():  # beside the bars, and not through their names
        start = top + FAR_NARROW * number + 17
        sheet.line(across(middle), start, across(middle), start + THICK + 6, "event")
    if is_wide:
        sheet.line(across(middle), top - 12, across(middle), bottom, "event")
    _over_the_line(sheet, across(middle), f"{middle_words}: {pounds(middle)}")
    return sheet.svg()


def _bar(sheet: Sheet, swing: Swing, middle: Number, across: Scale, y: float, *, is_wide: bool) -> None:
    if is_wide:
        sheet.text(0, y + THICK - 4, swing.label)
    else:
        sheet.text(0, y + 12, swing.label, is_strong=True)
        y += 20
    hollow: dict[str, Number | str] = {"fill": "var(--paper)", "stroke": "var(--chart-1)", "stroke_width": 2}
    filled: dict[str, Number | str] = {"fill": "var(--chart-1)", "stroke": "var(--chart-1)", "stroke_width": 2}
    for end, style in ((swing.if_low, hollow), (swing.if_high, filled)):
        start, stop = sorted((across(end), across(middle)))
        if stop - start >= 1:
            sheet.path(f"M{round(start)} {round(y)}H{round(stop)}V{round(y + THICK)}H{round(start)}Z", "", **style)


def _over_the_line(sheet: Sheet, x: float, words: str) -> None:
    """Beside the line, on whichever side has room for it."""
    room = text_width(words)
    is_left = x + room + 10 > sheet.width
    sheet.text(max(x - 8, room) if is_left else x + 8, 18, words, anchor="end" if is_left else "", is_strong=True)


def _said(swing: Swing) -> str:
    return f"{_end_words(swing.if_low, swing.low_words)} to {_end_words(swing.if_high, swing.high_words)}"


def _end_words(value: Number, words: str) -> str:
    return f"{pounds(value)} with {words}" if words else pounds(value)


def pounds(value: Number) -> str:
    """To the thousand, once it is more than ten of them."""
    number = float(value)
    words = rounded(abs(number) if abs(number) < 10_000 else round(abs(number), -3))
    return f"{MINUS if number < 0 and words != '0' else ''}£{words}"


def short_pounds(value: Number) -> str:
    """For under an axis: £150k, £1.5m."""
    size, sign = abs(float(value)), MINUS if float(value) < 0 else ""
    if size >= 1_000_000:
        return f"{sign}£{size / 1_000_000:g}m"
    return f"{sign}£{size / 1_000:g}k" if size >= 1_000 else f"{sign}£{size:g}"
