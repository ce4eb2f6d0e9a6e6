"""Pictures: drawn twice, with every number in reach, and nothing in them that somebody else wrote."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.core.figures import Figure
from academy.ui import invented
from academy.ui.charts import (
    Aim,
    Chart,
    Estimate,
    Level,
    Line,
    Reading,
    Share,
    estimates_chart,
    figure_bar,
    readings_chart,
    share_bars,
    sparkline,
    survival_chart,
)
from academy.ui.charts.drawing import round_ticks

NASTY = '<script>alert("x")</script> & "quotes"'
SHARES = st.floats(0, 1)
MAYBE = st.none() | st.floats(-1000, 1000) | st.just(float("nan"))
TEXT = {"title": "It fell", "note": "Each month"}


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter("text")]


def is_sound(svg: str) -> bool:
    ElementTree.fromstring(svg)
    return not re.search(r"nan|inf|None", svg) and "style=" not in svg and "<script" not in svg


def all_charts() -> list[Chart]:
    return [invented.practice_chart(), invented.staying_chart(), invented.share_chart(), invented.audits_chart()]


@pytest.mark.parametrize("chart", all_charts(), ids=lambda chart: chart.title[:20])
def test_every_chart_is_drawn_twice_says_itself_and_has_its_numbers(chart):
    wide, narrow = ElementTree.fromstring(chart.wide), ElementTree.fromstring(chart.narrow)

    assert (wide.get("width"), wide.get("class"), narrow.get("width"), narrow.get("class")) == (
        "720",
        "wide",
        "345",
        "narrow",
    )
    assert wide.get("role") == narrow.get("role") == "img"
    assert wide.get("aria-label") == narrow.get("aria-label") != ""
    assert chart.numbers.total >= 4
    assert is_sound(chart.wide)
    assert is_sound(chart.narrow)


@pytest.mark.parametrize("chart", all_charts(), ids=lambda chart: chart.title[:20])
def test_nothing_is_drawn_outside_the_sheet(chart):
    for svg in (chart.wide, chart.narrow):
        sheet = ElementTree.fromstring(svg)
        width, height = int(sheet.get("width")), int(sheet.get("height"))
        for text in sheet.iter("text"):
            assert 0 <= int(text.get("x")) <= width
            assert 0 < int(text.get("y")) <= height


def test_a_survival_chart_has_its_labels_on_its_lines_and_its_numbers_at_risk():
    words = texts(invented.staying_chart().wide)

    assert words[words.index("Still counted") :] == [
        "Still counted",
        *("Trained", "121", "112", "94", "71", "48"),
        *("Not yet trained", "98", "88", "73", "52", "33"),
        *("Trained 78%", "Not yet trained 70%"),
    ]


def test_numbers_at_risk_stand_under_their_ticks():
    sheet = ElementTree.fromstring(invented.staying_chart().wide)

    across = {text.text: text.get("x") for text in sheet.iter("text")}

    assert [across[tick] for tick in ("0", "6", "12", "18", "24")] == [
        across[n] for n in ("121", "112", "94", "71", "48")
    ]


def test_the_table_of_a_survival_chart_says_the_same_as_the_picture():
    table = invented.staying_chart().table

    assert list(table.rows)[4] == {
        "label": "Trained", "time": 24, "share": "78%", "interval": "70% to 85%", "at_risk": 48
    }  # fmt: skip


def test_a_curve_that_stops_early_goes_on_level_only_while_somebody_is_counted():
    steps = [(0, 1, 1, 1), (6, 0.5, 0.2, 0.8)]

    followed = survival_chart([Line("All", steps, at_risk=(4, 2, 1))], ticks=(0, 12, 24), axis="Months", **TEXT)
    ended = survival_chart([Line("All", steps, at_risk=(4, 2, 0))], ticks=(0, 12, 24), axis="Months", **TEXT)

    right = ElementTree.fromstring(followed.wide).find("line[@class='grid']").get("x2")
    path = [re.findall(r'class="l1" d="([^"]*)"', chart.wide)[0] for chart in (followed, ended)]
    assert f"H{right}V" in path[0]
    assert f"H{right}V" not in path[1]


def test_more_than_two_lines_are_small_charts_of_their_own():
    with pytest.raises(ValueError, match="small charts"):
        survival_chart([Line("A", [(0, 1, 1, 1)])] * 3, ticks=(0, 12), axis="Months", **TEXT)


@pytest.mark.parametrize(
    ("figure", "drawn"),
    [
        (Figure("Reached", 64, target=80, target_words="plan 80%"), ["0%", "100%", "plan 80%"]),
        (Figure("Applied", 61, 54, 68, n=187), ["0%", "100%"]),
        (Figure("Practice", 9, 2, 16, unit="points", scale=(-10, 30)), ["−10", "+30", "no change"]),
        (Figure("Used it", 88.9, n=9, asked=11), None),
        (Figure("In post", 1204, unit="people"), None),
        (Figure("Nobody", None), None),
        (Figure("Sickness", 12, n=4).withheld(), None),
    ],
)
def test_a_figure_has_a_bar_only_where_a_scale_is_honest(figure, drawn):
    svg = figure_bar(figure)

    assert (svg and texts(svg)) == drawn


def test_the_bar_of_a_figure_stands_where_its_values_are():
    sheet = ElementTree.fromstring(figure_bar(Figure("Applied", 61, 54, 68, n=187)))

    assert sheet.find("circle").get("cx") == "204"
    assert [(line.get("x1"), line.get("x2")) for line in sheet.iter("line")] == [("6", "330"), ("181", "226")]


def test_a_group_too_small_has_words_where_its_dot_would_be():
    chart = share_bars([Share("Teachers", 50, 40, 60, 99), Share("Police", None)], **TEXT)

    assert (chart.wide.count("<circle"), texts(chart.wide)[-1]) == (1, "Too few to show")
    assert list(chart.table.rows)[1] == {"label": "Police", "value": "Too few to show", "interval": "", "n": None}


def test_a_line_breaks_where_a_reading_is_withheld():
    readings = [Reading("Jan", 50), Reading("Feb", 52), Reading("Mar", None), Reading("Apr", 55), Reading("May", 56)]

    chart = readings_chart(readings, **TEXT)

    assert (chart.wide.count('class="l1 thin"'), chart.wide.count("<circle")) == (2, 4)
    assert list(chart.table.rows)[2] == {"label": "Mar", "value": "Too few to show", "n": None}


@pytest.mark.parametrize(("around", "is_named"), [((20, 21), True), ((69, 71), False)])
def test_an_interim_target_is_named_only_where_nothing_passes_through_its_words(around, is_named):
    readings = [Reading(f"M{n}", value) for n, value in enumerate([*around * 3, 0, *around * 3])]

    chart = readings_chart(readings, aims=[Aim(0, 12, 70)], **TEXT)

    assert any(words.startswith("by M12") for words in texts(chart.wide)) == is_named


def test_words_that_others_wrote_are_never_markup():
    charts = [
        survival_chart(
            [Line(NASTY, [(0, 1, 1, 1)], at_risk=(3, 2))], ticks=(0, 12), axis=NASTY, title=NASTY, note=NASTY
        ),
        estimates_chart([Estimate(NASTY, 1, 0, 2), Estimate("b", 3, is_after=True)], axis=NASTY, after=NASTY, **TEXT),
        share_bars([Share(NASTY, 50, 40, 60)], **TEXT),
        readings_chart(
            [Reading(NASTY, 4), Reading("b", 5, year=NASTY, is_after=True)], event=NASTY, unit=NASTY, **TEXT
        ),
    ]

    for chart in charts:
        assert is_sound(chart.wide)
        assert is_sound(chart.narrow)
        assert "<script" not in chart.numbers.body
        assert any("<script>" in words for words in texts(chart.narrow))


@given(st.lists(st.tuples(SHARES, SHARES, SHARES), max_size=12), st.lists(st.none() | st.integers(0, 9999), max_size=5))
def test_any_curve_can_be_drawn(shares, at_risk):
    steps = [(3 * place, *share) for place, share in enumerate(shares)]

    chart = survival_chart([Line("All", steps, at_risk=at_risk)], ticks=(0, 6, 12, 18, 24), axis="Months", **TEXT)

    assert is_sound(chart.wide)
    assert is_sound(chart.narrow)


@given(st.lists(st.tuples(MAYBE, MAYBE, MAYBE, st.booleans()), max_size=12))
def test_any_estimates_can_be_drawn(points):
    estimates = [Estimate(str(place), *point[:3], is_after=point[3]) for place, point in enumerate(points)]

    chart = estimates_chart(estimates, axis="Quarters", **TEXT)

    assert is_sound(chart.wide)
    assert is_sound(chart.narrow)


@given(st.lists(MAYBE, max_size=30), MAYBE.filter(lambda target: target == target), st.booleans())
def test_any_readings_can_be_drawn(values, target, has_level):
    readings = [Reading(str(place), value, is_after=place > 5) for place, value in enumerate(values)]
    levels = [Level(0, max(len(values) - 1, 0), 5, 1, None)] if has_level else []

    chart = readings_chart(readings, levels=levels, target=target, event="It began", **TEXT)

    assert is_sound(chart.wide)
    assert is_sound(chart.narrow)
    assert is_sound(sparkline(values, target=target))


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_ticks_are_few_and_hold_every_value(low, span):
    ticks = round_ticks(low, low + span)

    assert 2 <= len(ticks) <= 7
    assert ticks[0] <= low + 1e-6 * max(1, abs(low))
    assert ticks[-1] >= low + span - 1e-6 * max(1, abs(low + span))
