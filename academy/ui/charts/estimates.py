"""Estimates with their intervals: before and after an event, or one group under another."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from academy.core.exports import Column, Table
from academy.core.figures import MINUS, TOO_FEW_WORDS, rounded

from .chart import Chart
from .drawing import NARROW, WIDE, Number, Scale, Sheet, is_number, round_ticks, text_width


@dataclass(frozen=True)
class Estimate:
    """`value` None is a group too small to show; no interval is a point that is fixed, such as the one held at zero."""

    label: str
    value: Number | None
    low: Number | None = None
    high: Number | None = None
    n: int | None = None
    is_after: bool = False

    @property
    def has_interval(self) -> bool:
        return is_number(self.low) and is_number(self.high)


@dataclass(frozen=True)
class Share:
    """A group's percentage, 0 to 100."""

    label: str
    value: Number | None
    low: Number | None = None
    high: Number | None = None
    n: int | None = None

    @property
    def has_interval(self) -> bool:
        return is_number(self.low) and is_number(self.high)


def estimates_chart(
    estimates: Sequence[Estimate],
    *,
    title: str,
    note: str,
    axis: str,
    before: str = "Before",
    after: str = "After",
    unit: str = "points",
    says: str = "",
    **readings: str,
) -> Chart:
    """Differences from zero, hollow before the event and filled after it; the event is a gold line."""
    says = says or ". ".join(f"{estimate.label}: {_said(estimate, unit)}" for estimate in estimates)
    wide = Sheet(WIDE, 340, says=says, css="wide")
    narrow = Sheet(NARROW, 300, says=says, css="narrow")
    _estimates(wide, estimates, unit, left=56, right=700, top=67, bottom=255, margin=38, axis=axis)
    _event(wide, estimates, before, after, left=94, right=662, bottom=288)
    _estimates(narrow, estimates, unit, left=46, right=335, top=62, bottom=220, margin=17, axis=axis)
    _event(narrow, estimates, before.split()[0], after, left=63, right=318, bottom=248)
    columns = [
        Column("label", axis, is_row_header=True),
        Column("value", "Difference"),
        Column("interval", "95% interval"),
        Column("n", "n", kind=int),
    ]
    rows = [_row(estimate, _signed, unit) for estimate in estimates]
    return Chart(title, note, wide.svg(), narrow.svg(), Table(title, columns, rows), **readings)


def share_bars(shares: Sequence[Share], *, title: str, note: str, says: str = "", **readings: str) -> Chart:
    """Shares from 0 to 100, a dot in its interval for each group; a group too small has words in place of a dot."""
    says = says or ". ".join(f"{share.label}: {_said_share(share)}" for share in shares)
    wide = _bars(shares, Sheet(WIDE, 44 * len(shares) + 36, says=says, css="wide"), is_wide=True)
    narrow = _bars(shares, Sheet(NARROW, 62 * len(shares) + 36, says=says, css="narrow"), is_wide=False)
    columns = [
        Column("label", "Group", is_row_header=True),
        Column("value", "Share"),
        Column("interval", "95% interval"),
        Column("n", "n", kind=int),
    ]
    rows = [_row(share, _percent, "") for share in shares]
    return Chart(title, note, wide, narrow, Table(title, columns, rows), **readings)


def _estimates(
    sheet: Sheet,
    estimates: Sequence[Estimate],
    unit: str,
    *,
    left: int,
    right: int,
    top: int,
    bottom: int,
    margin: int,
    axis: str,
) -> None:
    ticks = _ticks(estimates)
    down = Scale(ticks[-1], ticks[0], top, bottom)
    for tick in ticks:
        sheet.line(left, down(tick), right, down(tick), "grid" if tick else "base")
        words = _signed(tick) if unit == "points" else _percent(tick)
        sheet.text(left - 8, down(tick) + 5, words, "axis", anchor="end")
    across = _spread(len(estimates), left + margin, right - margin)
    is_wide = sheet.width == WIDE
    for x, estimate in zip(across, estimates, strict=True):
        _dot(sheet, estimate, x, down, is_wide=is_wide)
        sheet.text(x, sheet.height - 28, estimate.label, "axis", anchor="middle")
    sheet.text((left + right) / 2, sheet.height - 6, axis, "axis", anchor="middle")


def _dot(sheet: Sheet, estimate: Estimate, x: float, down: Scale, *, is_wide: bool) -> None:
    if not is_number(estimate.value):
        return
    if is_number(estimate.low) and is_number(estimate.high):
        ends = down(estimate.high), down(estimate.low)
        sheet.line(x, ends[0], x, ends[1], stroke="var(--chart-1)", stroke_width=6 if is_wide else 4, opacity=0.4)
    sheet.circle(x, down(estimate.value), 6.5 if is_wide else 5, "d1" if estimate.is_after else "d0")


def _event(
    sheet: Sheet, estimates: Sequence[Estimate], before: str, after: str, *, left: int, right: int, bottom: int
) -> None:
    first = next((number for number, estimate in enumerate(estimates) if estimate.is_after), 0)
    if not first:
        return
    across = _spread(len(estimates), left, right)
    at = (across[first - 1] + across[first]) / 2
    sheet.line(at, 22, at, bottom, "event")
    sheet.text(at - 9, 33, before, anchor="end", is_strong=True)
    sheet.text(at + 9, 33, after, is_strong=True)


def _spread(number: int, left: float, right: float) -> list[float]:
    step = (right - left) / max(number - 1, 1)
    return [left + step * place for place in range(number)]


def _ticks(estimates: Sequence[Estimate]) -> list[float]:
    """Round steps that hold every interval, give or take half a step, and always zero."""
    values = [float(value) for each in estimates for value in (each.value, each.low, each.high) if is_number(value)]
    low, high = min([*values, 0]), max([*values, 0])
    ticks = round_ticks(low, high)
    step = ticks[1] - ticks[0]
    if len(ticks) > 3 and low >= ticks[1] - step / 2 and ticks[1] <= 0:
        ticks = ticks[1:]
    return ticks[:-1] if len(ticks) > 3 and high <= ticks[-2] + step / 2 and ticks[-2] >= 0 else ticks


def _bars(shares: Sequence[Share], sheet: Sheet, *, is_wide: bool) -> SafeString:
    names = max((text_width(share.label) for share in shares), default=0)
    left, right = (min(round(names) + 24, 300), WIDE - 150) if is_wide else (6, NARROW - 6)
    place, apart, level = Scale(0, 100, left, right), 44 if is_wide else 62, 20 if is_wide else 38
    for tick in (0, 50, 100):
        sheet.line(place(tick), 0, place(tick), sheet.height - 30, "grid")
        anchor = "start" if tick == 0 and not is_wide else "end" if tick == 100 and not is_wide else "middle"
        sheet.text(place(tick), sheet.height - 8, f"{tick}%", "axis", anchor=anchor)
    for number, share in enumerate(shares):
        y = level + apart * number
        words = _said_share(share)
        sheet.text(0, y + 5 if is_wide else y - 16, share.label, is_strong=not is_wide)
        sheet.text(
            WIDE - 136 if is_wide else NARROW - 2, y + 5 if is_wide else y - 16, words, anchor="" if is_wide else "end"
        )
        sheet.line(left, y, right, y, stroke="var(--line)", stroke_width=2)
        _share_dot(sheet, share, y, place)
    return sheet.svg()


def _share_dot(sheet: Sheet, share: Share, y: float, place: Scale) -> None:
    if not is_number(share.value):
        return
    if is_number(share.low) and is_number(share.high):
        ends = place.held(share.low), place.held(share.high)
        sheet.line(ends[0], y, ends[1], y, stroke="var(--chart-1)", stroke_width=8, opacity=0.38)
    sheet.circle(place.held(share.value), y, 7, "d1")


def _said(estimate: Estimate, unit: str) -> str:
    if not is_number(estimate.value):
        return TOO_FEW_WORDS.lower()
    return f"{_signed(estimate.value)} {unit}{_between(estimate, _signed)}"


def _said_share(share: Share) -> str:
    if not is_number(share.value):
        return TOO_FEW_WORDS
    n = f", n = {share.n:,}" if share.n is not None else ""
    return f"{_percent(share.value)}{n}"


def _between(point: Estimate | Share, spoken: object) -> str:
    if not point.has_interval or not callable(spoken):
        return ""
    return f", between {spoken(point.low)} and {spoken(point.high)}"


def _row(point: Estimate | Share, spoken: object, unit: str) -> dict[str, object]:
    if not is_number(point.value) or not callable(spoken):
        return {"label": point.label, "value": TOO_FEW_WORDS, "interval": "", "n": None}
    interval = f"{spoken(point.low)} to {spoken(point.high)}" if point.has_interval else ""
    return {"label": point.label, "value": f"{spoken(point.value)} {unit}".strip(), "interval": interval, "n": point.n}


def _percent(value: Number) -> str:
    return f"{rounded(value)}%"


def _signed(value: Number) -> str:
    words = rounded(value, 0 if float(value).is_integer() else 1)
    return words if words.startswith(MINUS) or words == "0" else f"+{words}"
