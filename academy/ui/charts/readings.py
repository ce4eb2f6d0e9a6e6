"""A figure month by month: where it usually falls, its target, and the moment something changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from academy.core.exports import Column, Table
from academy.core.figures import TOO_FEW_WORDS, rounded

from .chart import Chart
from .drawing import NARROW, WIDE, Number, Scale, Sheet, is_number, places, round_ticks, text_width

ON_A_PHONE = 14  # the latest fourteen: one year and the months around it


@dataclass(frozen=True)
class Reading:
    """`label` stands under the point ("Nov"), `year` under that where a year begins; None is too few to show."""

    label: str
    value: Number | None
    year: str = ""
    n: int | None = None
    is_after: bool = False


@dataclass(frozen=True)
class Level:
    """The mean of readings `first` to `last`, and the limits that nearly all fall between by chance alone: the same
    for all of them, or, where readings rest on different numbers of cases, one for each."""

    first: int
    last: int
    mean: Number
    low: Number | Sequence[Number] | None = None
    high: Number | Sequence[Number] | None = None


@dataclass(frozen=True)
class Aim:
    """An interim target, drawn from reading `first` to `last`: where the measure should be by then."""

    first: int
    last: int
    value: Number


def readings_chart(
    readings: Sequence[Reading],
    *,
    title: str,
    note: str,
    unit: str = "%",
    levels: Sequence[Level] = (),
    target: Number | None = None,
    aims: Sequence[Aim] = (),
    event: str = "",
    says: str = "",
    label_every: int = 3,
    **side_notes: str,
) -> Chart:
    """`event` names what happened between the last reading before and the first after it."""
    said = [f"{reading.label} {_spoken(reading.value, unit)}" for reading in readings if reading.value is not None]
    says = says or f"{title}. From {said[0]} to {said[-1]}" if said else title
    skipped = max(0, len(readings) - ON_A_PHONE)
    values = [reading.value for reading in readings] + [target] + [bound for each in levels for bound in _bounds(each)]
    values += [aim.value for aim in aims]
    numbers = [float(value) for value in values if value is not None and is_number(value)]
    ticks = round_ticks(min(numbers, default=0), max(numbers, default=1), at_most=5)
    wide = _Picture(readings, levels, ticks, unit, aims=aims, is_wide=True, label_every=label_every)
    latest, since, ahead = readings[skipped:], _cut(levels, skipped), _cut_aims(aims, skipped)
    narrow = _Picture(latest, since, ticks, unit, aims=ahead, is_wide=False, label_every=label_every * 2)
    columns = [
        Column("label", "When", is_row_header=True),
        Column("value", "Value"),
        Column("n", "n", kind=int),
    ]
    rows = _rows(readings, unit)
    drawn = [picture.drawn(target=target, event=event, says=says) for picture in (wide, narrow)]
    return Chart(title, note, drawn[0], drawn[1], Table(title, columns, rows), **side_notes)


def sparkline(values: Sequence[Number | None], *, target: Number | None = None) -> SafeString:
    """Two years in the height of a line of text; the row around it says the rest."""
    known = [float(value) for value in values if value is not None and is_number(value)]
    sheet = Sheet(132, 40)
    if not known:
        return sheet.svg()
    held_to = [*known, float(target)] if target is not None else known
    down, step = Scale(max(held_to), min(held_to), 9, 32), 120 / max(len(values) - 1, 1)
    if target is not None:
        sheet.line(0, down(target), 132, down(target), stroke="var(--ink)", stroke_width=1, stroke_dasharray="5 3")
    points = [(4 + step * n, down(value)) for n, value in enumerate(values) if value is not None and is_number(value)]
    sheet.path(places(points), fill="none", stroke="var(--chart-1)", stroke_width=2)
    sheet.circle(*points[-1], 4, fill="var(--chart-1)")
    return sheet.svg()


class _Picture:
    """One width of a chart of readings."""

    def __init__(
        self,
        readings: Sequence[Reading],
        levels: Sequence[Level],
        ticks: Sequence[float],
        unit: str,
        *,
        is_wide: bool,
        label_every: int,
        aims: Sequence[Aim] = (),
    ) -> None:
        self.readings, self.levels, self.ticks, self.unit, self.aims = readings, levels, ticks, unit, aims
        self.is_wide, self.label_every = is_wide, label_every
        self.left, self.right = (48, 592) if is_wide else (40, 333)
        self.down = Scale(ticks[-1], ticks[0], 44, 224) if is_wide else Scale(ticks[-1], ticks[0], 42, 204)
        self.step = (self.right - self.left - 20) / max(len(readings) - 1, 1)

    def x(self, place: float) -> float:
        return self.left + 10 + self.step * place

    def drawn(self, *, target: Number | None, event: str, says: str) -> SafeString:
        width, height, css = (WIDE, 290, "wide") if self.is_wide else (NARROW, 270, "narrow")
        self.sheet = Sheet(width, height, says=says, css=css)
        for tick in self.ticks:
            self.sheet.line(self.left, self.down(tick), self.right, self.down(tick), "grid")
            self.sheet.text(self.left - 8, self.down(tick) + 5, _spoken(tick, self.unit), "axis", anchor="end")
        for level in self.levels:
            self._level(level)
        for aim in self.aims:
            self._aim(aim)
        if target is not None:
            y = self.down(target)
            self.sheet.line(self.left, y, self.right, y, stroke="var(--ink)", stroke_width=1.5, stroke_dasharray="10 5")
        self._points()
        self._event(event)
        self._when()
        self._named(target)
        return self.sheet.svg()

    def _level(self, level: Level) -> None:
        x1, x2 = self.x(level.first) - 6, self.x(level.last) + 6
        for limit in (level.low, level.high):
            if isinstance(limit, Sequence):
                self._steps(level.first, limit)
            elif limit is not None:
                self.sheet.line(x1, self.down(limit), x2, self.down(limit), "limit")
        mean = self.down(level.mean)
        self.sheet.line(x1, mean, x2, mean, stroke="var(--ink-quiet)", stroke_width=2)

    def _steps(self, first: int, limits: Sequence[Number]) -> None:
        """Each reading has limits of its own, as wide as its few cases make them."""
        half = self.step / 2
        ends = [
            (self.x(first + n) + side * half, self.down(limit)) for n, limit in enumerate(limits) for side in (-1, 1)
        ]
        self.sheet.path(places(ends), "limit", fill="none")

    def _aim(self, aim: Aim) -> None:
        x1, x2, y = self.x(aim.first) - self.step / 2, self.x(aim.last) + self.step / 2, self.down(aim.value)
        self.sheet.line(x1, y, x2, y, stroke="var(--ink)", stroke_width=1.5, stroke_dasharray="3 4")
        words = f"by {self.readings[aim.last].label}: {_spoken(aim.value, self.unit)}"
        wide = text_width(words)
        if self.is_wide:  # a phone has no room for its words beside the readings; the table of targets has them
            places = [(x, below) for x in (x1 + 8, x2 - 8 - wide) for below in (y - 7, y + 19)]
            for place in [place for place in places if self._is_free(place, wide)][:1]:
                self.sheet.text(*place, words)

    def _is_free(self, place: tuple[float, float], wide: float) -> bool:
        """No reading, average or limit passes where these words would stand."""
        x1, y = place
        x2 = x1 + wide
        met = [one.value for n, one in enumerate(self.readings) if x1 - 9 < self.x(n) < x2 + 9]
        for level in self.levels:
            met += _bounds(level) if self.x(level.first) < x2 and self.x(level.last) > x1 else []
        return not any(y - 18 < self.down(value) < y + 9 for value in met if is_number(value))

    def _points(self) -> None:
        """A line breaks where a reading is withheld."""
        run: list[tuple[float, float]] = []
        for place, reading in enumerate([*self.readings, Reading("", None)]):
            if reading.value is not None and is_number(reading.value):
                run.append((self.x(place), self.down(reading.value)))
            elif run:
                self.sheet.path(places(run), "l1 thin")
                run = []
        for place, reading in enumerate(self.readings):
            if reading.value is not None and is_number(reading.value):
                css, radius = ("d1", 5) if reading.is_after else ("d0", 4)
                self.sheet.circle(self.x(place), self.down(reading.value), radius, css)

    def _event(self, words: str) -> None:
        first = next((place for place, reading in enumerate(self.readings) if reading.is_after), 0)
        if not words or not first:
            return
        x = self.x(first - 0.5)
        fits = x + 9 + text_width(words) < (WIDE if self.is_wide else NARROW)
        self.sheet.line(x, 14, x, self.down(self.ticks[0]) + 22, "event")
        self.sheet.text(x + 9 if fits else x - 9, 24, words, anchor="" if fits else "end", is_strong=True)

    def _when(self) -> None:
        for place, reading in enumerate(self.readings):
            if place % self.label_every == 0:
                self.sheet.text(self.x(place), self.sheet.height - 22, reading.label, "axis", anchor="middle")
            if reading.year:
                self.sheet.text(self.x(place), self.sheet.height - 3, reading.year, "axis", anchor="middle")

    def _named(self, target: Number | None) -> None:
        """Wide: beside the lines. Narrow: the target above its line; the sentence below the title says the latest."""
        if not self.is_wide:
            if target is not None:
                words = f"Target {_spoken(target, self.unit)}"
                self.sheet.text(self.right, self.down(target) - 7, words, anchor="end")
            return
        names: list[tuple[str, str, Number]] = []
        if self.levels:
            names.append(("axis", f"average {_spoken(self.levels[-1].mean, self.unit)}", self.levels[-1].mean))
        latest = next((reading for reading in reversed(self.readings) if is_number(reading.value)), None)
        if latest is not None and latest.value is not None:
            names.append(("t1", f"Latest {_spoken(latest.value, self.unit)}", latest.value))
        if target is not None:
            names.append(("", f"Target {_spoken(target, self.unit)}", target))
        for css, words, y in _apart([(css, words, self.down(value) + 5) for css, words, value in names]):
            self.sheet.text(self.right + 10, y, words, css)


def _apart(names: Sequence[tuple[str, str, float]], gap: float = 24) -> list[tuple[str, str, float]]:
    """From the top down, each at least a line below the one before; two that touch share the shift."""
    ordered = sorted(names, key=lambda name: name[2])
    for number in range(1, len(ordered)):
        above, below = ordered[number - 1], ordered[number]
        if (lack := gap - (below[2] - above[2])) > 0:
            ordered[number - 1] = (*above[:2], above[2] - lack / 2)
            ordered[number] = (*below[:2], below[2] + lack / 2)
    return ordered


def _bounds(level: Level) -> list[Number | None]:
    found: list[Number | None] = [level.mean]
    for limit in (level.low, level.high):
        found += limit if isinstance(limit, Sequence) else [limit]
    return found


def _cut(levels: Sequence[Level], skipped: int) -> list[Level]:
    return [
        Level(
            max(level.first - skipped, 0),
            level.last - skipped,
            level.mean,
            _since(level.low, skipped - level.first),
            _since(level.high, skipped - level.first),
        )
        for level in levels
        if level.last >= skipped
    ]


def _since(limit: Number | Sequence[Number] | None, skipped: int) -> Number | Sequence[Number] | None:
    return limit[max(skipped, 0) :] if isinstance(limit, Sequence) else limit


def _cut_aims(aims: Sequence[Aim], skipped: int) -> list[Aim]:
    return [Aim(max(aim.first - skipped, 0), aim.last - skipped, aim.value) for aim in aims if aim.last >= skipped]


def _rows(readings: Sequence[Reading], unit: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    year = ""
    for reading in readings:
        year = reading.year or year
        label = f"{reading.label} {year}".strip()
        rows.append({"label": label, "value": _spoken(reading.value, unit), "n": reading.n})
    return rows


def _spoken(value: Number | None, unit: str) -> str:
    if value is None or not is_number(value):
        return TOO_FEW_WORDS
    words = rounded(value, 0 if float(value).is_integer() else 1)
    return f"£{words}" if unit == "£" else f"{words}%" if unit == "%" else words
