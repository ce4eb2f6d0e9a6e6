"""The chart of what matters most: the longest bar on top, told in words, and sound whatever it is given."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.ui import invented
from academy.ui.charts import Swing, ranges_chart
from academy.ui.charts.ranges import pounds, short_pounds

NASTY = '<script>alert("x")</script> & "quotes"'
SUMS = st.floats(-5_000_000, 5_000_000)
TEXT = {"title": "What matters", "note": "In a year"}


def drawn(svg: str, tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(tag))


def words(svg: str) -> list[str]:
    return [element.text or "" for element in drawn(svg, "text")]


def test_the_longest_bar_comes_first_in_the_picture_the_words_and_the_table():
    swings = [Swing("Short", 40, 60), Swing("Long", -90, 210, "2 in 100", "8 in 100"), Swing("Middle", 10, 90)]
    chart = ranges_chart(swings, middle=50, **TEXT)

    labels = [word for word in words(chart.wide) if word in ("Short", "Long", "Middle")]
    assert labels == ["Long", "Middle", "Short"]
    assert [row["label"] for row in chart.table.rows] == labels
    assert chart.table.rows[0] == {
        "label": "Long",
        "low": "−£90 with 2 in 100",
        "high": "£210 with 8 in 100",
        "apart": "£300",
    }
    assert ElementTree.fromstring(chart.wide).get("aria-label").startswith("Long: −£90 with 2 in 100 to £210")


def test_low_is_hollow_and_high_is_filled_so_that_it_reads_without_colour():
    chart = ranges_chart([Swing("One", -100, 100)], middle=0, **TEXT)

    fills = [path.get("fill") for path in drawn(chart.wide, "path")]
    assert fills == ["var(--paper)", "var(--chart-1)"]
    assert all(path.get("stroke") == "var(--chart-1)" for path in drawn(chart.wide, "path"))


def test_an_input_that_lowers_the_sum_when_it_is_high_has_its_hollow_end_on_the_right():
    chart = ranges_chart([Swing("Cost", 100, -100)], middle=0, **TEXT)

    hollow, filled = (re.findall(r"\d+", path.get("d")) for path in drawn(chart.wide, "path"))
    assert int(hollow[0]) >= int(filled[2])


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_nothing_in_it_stands_outside_the_sheet(width):
    svg = getattr(invented.saving_chart(), width)
    size = int(ElementTree.fromstring(svg).get("width"))

    for path in drawn(svg, "path"):
        across = [int(x) for x in re.findall(r"[MH](\d+)", path.get("d"))]
        assert min(across) >= 0
        assert max(across) <= size


def test_words_from_outside_stay_words():
    chart = ranges_chart([Swing(NASTY, 1, 2, NASTY, NASTY)], middle=1.5, title=NASTY, note="", middle_words=NASTY)

    assert "<script" not in chart.wide + chart.narrow
    assert NASTY in words(chart.wide)


@given(st.lists(st.tuples(SUMS, SUMS), max_size=8), SUMS)
def test_it_is_sound_whatever_the_sums(ends, middle):
    chart = ranges_chart([Swing(f"Input {n}", *pair) for n, pair in enumerate(ends)], middle=middle, **TEXT)

    for svg in (chart.wide, chart.narrow):
        ElementTree.fromstring(svg)
        assert not re.search(r"nan|inf|None", svg)
    assert "style=" not in chart.wide


@pytest.mark.parametrize(
    ("value", "long", "short"),
    [(0, "£0", "£0"), (-350, "−£350", "−£350"), (12_345, "£12,000", "£12.345k"), (2_500_000, "£2,500,000", "£2.5m")],
)
def test_pounds_are_said_as_roughly_as_they_are_known(value, long, short):
    assert (pounds(value), short_pounds(value)) == (long, short)
