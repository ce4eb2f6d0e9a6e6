"""Six colours are an authority's own. They are refused, each with a sentence, unless everybody can read the result."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from hashlib import sha256

WHITE, INK = "#ffffff", "#1b2421"
HEX = re.compile(r"#[0-9a-f]{6}")


class ThemeRefused(ValueError):
    """Colours that some people could not read; `reasons` has one sentence for each."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Theme:
    brand: str
    brand_strong: str
    brand_tint: str
    brand_line: str
    thread: str
    link: str

    def reasons_to_refuse(self) -> list[str]:
        not_colours = [
            f"{name} is {value!r}: write it like #14493f."
            for name, value in asdict(self).items()
            if not is_colour(value)
        ]
        return not_colours or [reason for reason in map(self._too_faint, RULES) if reason]

    def checked(self) -> "Theme":
        if reasons := self.reasons_to_refuse():
            raise ThemeRefused(reasons)
        return self

    def as_css(self) -> str:
        """For screens only: on paper everything stays black."""
        values = "".join(f"--{name.replace('_', '-')}:{value};" for name, value in asdict(self).items())
        return f"@media screen{{:root{{{values}}}}}\n"

    @property
    def version(self) -> str:
        return sha256(self.as_css().encode()).hexdigest()[:12]

    def _too_faint(self, rule: tuple[str, str, float]) -> str:
        name, ground_name, least = rule
        colour, ground = getattr(self, name, INK), getattr(self, ground_name, WHITE)
        ratio = contrast(colour, ground)
        if ratio >= least:
            return ""
        where = "white" if ground_name == "white" else f"{ground_name} {ground}"
        return f"{name} {colour} on {where} has a contrast of {ratio:.1f} to 1: it needs {least:g} to 1."


RULES = (  # DESIGN section 4
    ("brand", "white", 4.5),
    ("brand", "brand_tint", 4.5),
    ("brand_strong", "brand_tint", 4.5),
    ("link", "white", 4.5),
    ("link", "brand_tint", 4.5),
    ("ink", "brand_tint", 7),
    ("thread", "white", 3),
)

READY = {
    "pine": Theme("#14493f", "#0c312a", "#e9f1ed", "#a9c4ba", "#b8770a", "#0b5f54"),
    "harbour": Theme("#17406d", "#0e2a4a", "#e8eff7", "#a9c0da", "#b8770a", "#1a5694"),
    "mulberry": Theme("#6b2449", "#471530", "#f7ecf1", "#d6b3c3", "#a8760c", "#8a2c5c"),
    "brick": Theme("#7f3019", "#561d0d", "#f9eee8", "#dcb9aa", "#96700f", "#8a3a14"),
}


def theme_from(setting: str | Mapping[str, str]) -> Theme:
    """From the setting: the name of a ready theme, six colours in order with commas between, or a mapping."""
    names = [field.name for field in fields(Theme)]
    if isinstance(setting, str):
        if ready := READY.get(setting.strip().lower()):
            return ready
        setting = dict(zip(names, re.split(r"[,\s]+", setting.strip().lower()), strict=False))
    if missing := [name for name in names if name not in setting]:
        raise ThemeRefused([f"A theme is {', '.join(READY)}, or six colours. Missing: {', '.join(missing)}."])
    return Theme(**{name: setting[name].lower() for name in names}).checked()


def is_colour(value: str) -> bool:
    return bool(HEX.fullmatch(value))


@lru_cache(maxsize=256)
def contrast(one: str, other: str) -> float:
    """The WCAG 2.2 contrast ratio, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
