"""How long people stay: a step for every leaving, a band for what is not known, and how many are still counted."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.safestring import SafeString

from academy.core.exports import Column, Table
from academy.core.figures import TOO_FEW_WORDS, rounded

from .chart import Chart
from .drawing import NARROW, WIDE, Number, Scale, Sheet, is_number, text_width

Step = tuple[Number, Number, Number, Number]
TOO_FEW = "few"


@dataclass(frozen=True)
class Line:
    """Steps are (time, share, low, high), shares from 0 to 1; style 1 is the group in question, 2 what it is held
    against. `at_risk` is how many are still counted at each tick; None when too few to show."""

    label: str
    steps: Sequence[Step]
    style: int = 1
    at_risk: Sequence[int | None] = field(default_factory=tuple)

    @property
    def last(self) -> Step:
        return self.steps[-1]

    @property
    def end_words(self) -> str:
        return f"{self.label} {rounded(self.last[1] * 100)}%"


def survival_chart(
    lines: Sequence[Line],
    *,
    title: str,
    note: str,
    ticks: Sequence[int],
    axis: str,
    says: str = "",
    **readings: str,
) -> Chart:
    """At most two lines: more are small charts side by side."""
    if not 1 <= len(lines) <= 2:
        raise ValueError("One line or two. Draw more groups as small charts of their own.")
    lines = [_within(line, ticks) for line in lines]
    says = says or "Share still in post. " + ". ".join(_said(line) for line in lines)
    return Chart(
        title=title,
        note=note,
        wide=_wide(lines, ticks, axis, says),
        narrow=_narrow(lines, ticks, axis, says),
        table=_numbers(lines, ticks, title, axis),
        **readings,
    )


def _said(line: Line) -> str:
    _, share, low, high = line.last
    return f"{line.label}: {rounded(share * 100)}%, between {rounded(low * 100)} and {rounded(high * 100)}"


def _wide(lines: Sequence[Line], ticks: Sequence[int], axis: str, says: str) -> SafeString:
    height = 346 + 22 * len(lines) if _has_risk(lines) else 316
    sheet = Sheet(WIDE, height + 10, says=says, css="wide")
    names = max(text_width(line.label) for line in lines) if _has_risk(lines) else 0
    left = max(60, round(names) + 34)
    right = WIDE - max(60, round(max(text_width(line.end_words) for line in lines)) + 26)
    across, down = Scale(ticks[0], ticks[-1], left, right), Scale(1, 0, 16, 272)
    _grid(sheet, ticks, axis, across, down)
    if _has_risk(lines):
        sheet.text(0, 346, "Still counted", is_strong=True)
    for number, line in enumerate(lines):
        if line.at_risk:
            sheet.text(0, 368 + 22 * number, line.label, f"t{line.style}")
            _at_risk(sheet, line, ticks, across, 368 + 22 * number)
    _draw(sheet, lines, across, down)
    for line, y in zip(lines, _beside(lines, down), strict=True):
        sheet.text(right + 10, y, line.end_words, f"t{line.style}")
    return sheet.svg()


def _narrow(lines: Sequence[Line], ticks: Sequence[int], axis: str, says: str) -> SafeString:
    height = 342 + 42 * len(lines) if _has_risk(lines) else 312
    sheet = Sheet(NARROW, height + 14, says=says, css="narrow")
    across, down = Scale(ticks[0], ticks[-1], 46, NARROW - 14), Scale(1, 0, 16, 268)
    few = ticks if len(ticks) <= 6 else ticks[:: -(-len(ticks) // 6)]
    _grid(sheet, few, axis, across, down)
    if _has_risk(lines):
        sheet.text(0, 342, "Still counted", is_strong=True)
    for number, line in enumerate(lines):
        if line.at_risk:
            sheet.text(0, 364 + 42 * number, line.label, f"t{line.style}")
            _at_risk(sheet, line, ticks, across, 384 + 42 * number, only=few)
    _draw(sheet, lines, across, down)
    for line, is_above in zip(lines, _stands_above(lines), strict=True):
        y = down(line.last[3]) - 18 if is_above else down(line.last[2]) + 28
        sheet.text(NARROW - 14, min(max(y, 14), 258), line.end_words, f"t{line.style}", anchor="end")
    return sheet.svg()


def _has_risk(lines: Sequence[Line]) -> bool:
    return any(line.at_risk for line in lines)


def _grid(sheet: Sheet, ticks: Sequence[int], axis: str, across: Scale, down: Scale) -> None:
    left, right = across.from_place, across.to_place
    for share in (1, 0.75, 0.5, 0.25, 0):
        sheet.line(left, down(share), right, down(share), "grid" if share else "base")
        sheet.text(left - 8, down(share) + 5, f"{share:.0%}", "axis", anchor="end")
    for tick in ticks:
        sheet.text(across(tick), down(0) + 22, str(tick), "axis", anchor="middle")
    sheet.text((left + right) / 2, down(0) + 44, axis, "axis", anchor="middle")


def _at_risk(
    sheet: Sheet, line: Line, ticks: Sequence[int], across: Scale, y: float, *, only: Sequence[int] = ()
) -> None:
    for tick, number in zip(ticks, line.at_risk, strict=False):
        if not only or tick in only:
            sheet.text(across(tick), y, TOO_FEW if number is None else f"{number:,}", anchor="middle")


def _draw(sheet: Sheet, lines: Sequence[Line], across: Scale, down: Scale) -> None:
    """Bands lie under lines, and the group in question on top."""
    behind_first = sorted(lines, key=lambda line: -line.style)
    for line in behind_first:
        sheet.path(_band(line.steps, across, down), f"band b{line.style}")
    for line in behind_first:
        sheet.path(_stairs([(across(step[0]), down(step[1])) for step in line.steps]), f"l{line.style}")


def _stairs(points: Sequence[tuple[float, float]]) -> str:
    (x, y), *rest = points
    return f"M{round(x)} {round(y)}" + "".join(f"H{round(x)}V{round(y)}" for x, y in rest)


def _band(steps: Sequence[Step], across: Scale, down: Scale) -> str:
    upper = _stairs([(across(step[0]), down(step[3])) for step in steps])
    lower = [(across(step[0]), down(step[2])) for step in steps]
    back = [f"L{round(lower[-1][0])} {round(lower[-1][1])}"]
    for (x, y), _ in zip(reversed(lower[:-1]), reversed(lower[1:]), strict=True):
        back.append(f"V{round(y)}H{round(x)}")
    return f"{upper}{''.join(back)}Z"


def _beside(lines: Sequence[Line], down: Scale) -> list[float]:
    """Level with the end of the line, and pushed apart where two would touch."""
    ends = [down(line.last[1]) for line in lines]
    if len(ends) == 2 and abs(ends[0] - ends[1]) < 30:
        return [end - 5 if is_above else end + 10 for end, is_above in zip(ends, _stands_above(lines), strict=True)]
    return [end + 5 for end in ends]


def _stands_above(lines: Sequence[Line]) -> list[bool]:
    if len(lines) == 1:
        return [True]
    first_is_higher = lines[0].last[1] >= lines[1].last[1]
    return [first_is_higher, not first_is_higher]


def _within(line: Line, ticks: Sequence[int]) -> Line:
    """Starts at one, stops at the last tick, and goes on level while somebody is still counted there."""
    start, end = ticks[0], ticks[-1]
    steps = [_sound(step) for step in line.steps if start <= step[0] <= end]
    if not steps or steps[0][0] > start:
        steps.insert(0, (start, 1, 1, 1))
    goes_on = len(steps) < len(line.steps) or (len(line.at_risk) == len(ticks) and line.at_risk[-1] != 0)
    if goes_on and steps[-1][0] < end:
        steps.append((end, *steps[-1][1:]))
    return replace(line, steps=steps)


def _sound(step: tuple[Number, Number, Number | None, Number | None]) -> Step:
    """An interval that cannot be worked out is drawn as none, never as a gap in the file."""
    time, share, low, high = step
    return time, share, low if is_number(low) else share, high if is_number(high) else share


def _numbers(lines: Sequence[Line], ticks: Sequence[int], title: str, axis: str) -> Table:
    columns = [
        Column("time", axis, kind=int, align="left", is_row_header=True),
        Column("share", "Share still in post"),
        Column("interval", "95% interval"),
        Column("at_risk", "Still counted", kind=int),
    ]
    if len(lines) > 1:
        columns.insert(0, Column("label", "Group"))
    return Table(title, columns, [row for line in lines for row in _rows(line, ticks)])


def _rows(line: Line, ticks: Sequence[int]) -> list[dict[str, object]]:
    still_counted = dict(zip(ticks, line.at_risk, strict=False))
    rows: list[dict[str, object]] = []
    for tick in ticks:
        _, share, low, high = [step for step in line.steps if step[0] <= tick][-1]
        interval = f"{rounded(low * 100)}% to {rounded(high * 100)}%"
        number = still_counted.get(tick, "") if line.at_risk else ""
        counted = TOO_FEW_WORDS if number is None else number
        rows.append({"label": line.label, "time": tick, "share": f"{rounded(share * 100)}%", "interval": interval})
        rows[-1]["at_risk"] = counted
    return rows
