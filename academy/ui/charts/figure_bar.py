"""The bar under a figure: its scale, the interval in pale, a dot, and what it is held against."""

from django.utils.safestring import SafeString

from academy.core.figures import Figure, rounded

from .drawing import Number, Scale, Sheet, text_width

WIDTH, HEIGHT, LEVEL, TEXT_LEVEL = 336, 46, 16, 44
LEFT, RIGHT = 6, 330


def figure_bar(figure: Figure) -> SafeString | None:
    """None for what has no scale to stand on: a plain count, a few people, nothing known."""
    if figure.value is None or figure.is_given_as_count or figure.unit not in ("%", "points"):
        return None
    place = Scale(*figure.scale, LEFT, RIGHT)
    sheet = Sheet(WIDTH, HEIGHT)
    sheet.line(LEFT, LEVEL, RIGHT, LEVEL, stroke="var(--line)", stroke_width=2)
    if figure.is_difference:
        sheet.line(place.held(0), 4, place.held(0), 28, stroke="var(--ink)", stroke_width=1.5)
    if figure.target is not None:
        at = place.held(figure.target)
        sheet.line(at, 4, at, 28, stroke="var(--ink)", stroke_width=1.5, stroke_dasharray="3 3")
    if figure.low is not None and figure.high is not None:
        ends = place.held(figure.low), place.held(figure.high)
        sheet.line(ends[0], LEVEL, ends[1], LEVEL, stroke="var(--chart-1)", stroke_width=8, opacity=0.38)
    sheet.circle(place.held(figure.value), LEVEL, 7, fill="var(--chart-1)")
    _label(sheet, figure, place)
    return sheet.svg()


def _label(sheet: Sheet, figure: Figure, place: Scale) -> None:
    low, high = (_end(figure, value) for value in figure.scale)
    sheet.text(LEFT, TEXT_LEVEL, low)
    sheet.text(RIGHT, TEXT_LEVEL, high, anchor="end")
    words, at = ("no change", 0) if figure.is_difference else (figure.target_words, figure.target)
    if not words or at is None:
        return
    free_from = LEFT + text_width(low, 15) + 8
    free_to = RIGHT - text_width(high, 15) - 8
    width = text_width(words, 15)
    centred = place.held(at) - (width / 2 if figure.is_difference else width)
    sheet.text(min(max(centred, free_from), free_to - width), TEXT_LEVEL, words)


def _end(figure: Figure, value: Number) -> str:
    if figure.unit == "%":
        return f"{rounded(value)}%"
    return f"+{rounded(value)}" if value > 0 else rounded(value)
