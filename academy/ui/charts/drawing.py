"""A sheet to draw on, and the scales that turn values into places on it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import TypeGuard

from django.utils.safestring import SafeString, mark_safe

Number = int | float | Decimal
WIDE, NARROW = 720, 345
NARROW_LETTERS, BROAD_LETTERS = set("ijltfrI.,:;'|()[] "), set("mwMWGOQ%@")


@dataclass(frozen=True)
class Scale:
    """From values to places: straight, and never beyond its ends unless asked."""

    from_value: Number
    to_value: Number
    from_place: float
    to_place: float

    def __call__(self, value: Number) -> float:
        start, end = float(self.from_value), float(self.to_value)
        share = (float(value) - start) / ((end - start) or 1)
        return self.from_place + share * (self.to_place - self.from_place)

    def held(self, value: Number) -> float:
        """Kept within the ends."""
        low, high = sorted((self.from_place, self.to_place))
        return min(max(self(value), low), high)


class Sheet:
    """Collects shapes. Numbers are rounded to whole pixels; words are escaped here and nowhere else."""

    def __init__(self, width: int, height: int, *, says: str = "", css: str = "") -> None:
        self.width, self.height, self.says, self.css = width, height, says, css
        self._parts: list[str] = []

    def line(self, x1: float, y1: float, x2: float, y2: float, css: str = "", **style: Number | str) -> None:
        self._add("line", css, x1=x1, x2=x2, y1=y1, y2=y2, **style)

    def circle(self, x: float, y: float, radius: float, css: str = "", **style: Number | str) -> None:
        self._add("circle", css, cx=x, cy=y, r=f"{radius:g}", **style)

    def path(self, steps: str, css: str = "", **style: Number | str) -> None:
        self._add("path", css, d=steps, **style)

    def text(self, x: float, y: float, words: str, css: str = "", *, anchor: str = "", is_strong: bool = False) -> None:
        style: dict[str, Number | str] = {"text-anchor": anchor} if anchor else {}
        if is_strong:
            style["font-weight"] = 650
        self._parts.append(f"<text{_attributes(css, {'x': x, 'y': y, **style})}>{escape(words)}</text>")

    def svg(self) -> SafeString:
        said = f'role="img" aria-label="{escape(self.says)}"' if self.says else 'aria-hidden="true"'
        css = f' class="{self.css}"' if self.css else ""
        size = f'viewBox="0 0 {self.width} {self.height}" width="{self.width}" height="{self.height}"'
        return mark_safe(f"<svg{css} {size} {said}>{''.join(self._parts)}</svg>")

    def _add(self, shape: str, css: str, **attributes: Number | str) -> None:
        self._parts.append(f"<{shape}{_attributes(css, attributes)}/>")


def _attributes(css: str, attributes: dict[str, Number | str]) -> str:
    named = {"class": css, **attributes} if css else attributes
    return "".join(f' {name.replace("_", "-")}="{_written(name, value)}"' for name, value in named.items())


def _written(name: str, value: Number | str) -> str:
    if isinstance(value, str):
        return escape(value)
    return f"{value:g}" if "-" in name or "_" in name or name == "opacity" else str(round(value))


def places(pairs: Sequence[tuple[float, float]]) -> str:
    """A path of straight lines."""
    return "".join(f"{'L' if number else 'M'}{round(x)} {round(y)}" for number, (x, y) in enumerate(pairs))


def is_number(value: Number | None) -> TypeGuard[Number]:
    return value is not None and math.isfinite(value)


def text_width(words: str, size: int = 16) -> float:
    """About how wide the words stand in Source Sans 3: near enough to leave room for them."""
    per_letter = (0.27 if letter in NARROW_LETTERS else 0.72 if letter in BROAD_LETTERS else 0.5 for letter in words)
    return size * sum(per_letter)


def round_ticks(low: float, high: float, *, at_most: int = 5) -> list[float]:
    """Round numbers that reach from below the lowest value to above the highest."""
    least = 1e-9 * max(1, abs(high))  # closer than that is the same number
    span = high - low if high - low > least else abs(high) if abs(high) > least else 1
    size = 10 ** math.floor(math.log10(span / at_most))
    step = next(size * times for times in (1, 2, 2.5, 5, 10, 20) if span / (size * times) <= at_most - 1)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(number * step, 10) for number in range(first, max(last, first + 1) + 1)]
