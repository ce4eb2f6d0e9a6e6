"""Published files: read as printed whatever their year, worked out again, and kept release by release."""

import os
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from academy.people.models import Identifier
from academy.people.rules import Scheme
from academy.workforce import actions, imports, queries
from academy.workforce.imports.published import read_published
from academy.workforce.models import Neighbour, PublishedRow, Release
from academy.workforce.queries.published import of_authorities, rows_of
from academy.workforce.rules.published import (
    DAYS,
    FORMULAS,
    LEFT_OUT,
    WITHOUT,
    Cell,
    Level,
    PublishedKind,
    PublishedRefused,
    cell,
    cell_of,
    explanation,
    of_complete,
    recomputed,
)
from tests.workforce.staffed import weyshire

SHARED = Path(os.environ.get("ACADEMY_SHARED") or Path(__file__).parents[3] / "shared") / "data"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here")
HEAD = "time_period,geographic_level,country_name,region_name,region_code,old_la_code,new_la_code,la_name"
PARTS = "inpost_fte,leavers_fte,turnover_rate_fte,agency_fte,agency_rate_fte"
LINES = [
    "2024,National,England,,,,,,300,30,12,30,10",
    "2024,Regional,England,South,E1,,,,200,20,10,25,11.1",
    "2024,Local authority,England,South,E1,901,E901,Eastshire,100,10,10,25,20",
    "2024,Local authority,England,South,E1,902,E902,Westshire,100,10,10,x,x",
    "2023,Local authority,England,South,E1,901 / 903,E901,Eastshire,90,9,10,c,c",
]


def file(*lines: str, head: str = HEAD + "," + PARTS) -> bytes:
    return "\n".join([head, *(lines or LINES)]).encode()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("13.8", Cell(Decimal("13.8"))),
        (" 320,461 ", Cell(Decimal(320461))),
        ("0", Cell(Decimal(0))),
        ("16.6%", Cell(Decimal("16.6"))),
        ("c", Cell(None, "c")),
        ("z", Cell(None, "z")),
        ("low", Cell(None, "low")),
        (":", Cell(None, ":")),
        ("", Cell(None, "")),
        (None, Cell(None, "")),
        ("NaN", Cell(None, "NaN")),
    ],
)
def test_a_cell_is_a_number_or_a_symbol_and_never_a_made_up_nought(text, found):
    assert cell(text) == found


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("inpost_fte", "inpost_fte"),
        ("social_worker_fte", "inpost_fte"),
        ("Turnover_Rate_FTE_%", "turnover_rate_fte"),
        ("turnover_rate_fte_perc", ""),
        ("turnover_rate_fte_percent", "turnover_rate_fte"),
        ("Vacancy rate (FTE)", "vacancy_rate_fte"),
        ("agency_worker_headcount", "agency_headcount"),
        ("cases", "cases"),
        ("colour", ""),
    ],
)
def test_headings_of_other_years_are_known(heading, name):
    assert cell_of(heading) == name


@pytest.mark.parametrize(
    ("cells", "level", "same", "why"),
    [
        ({"leavers_fte": "4728.7", "inpost_fte": "34328.2", "turnover_rate_fte": "13.8"}, "national", True, ""),
        ({"leavers_fte": "4728.7", "inpost_fte": "34328.2", "turnover_rate_fte": "13.9"}, "national", False, LEFT_OUT),
        ({"leavers_fte": "x", "inpost_fte": "100", "turnover_rate_fte": "13.9"}, "local", False, WITHOUT),
        ({"leavers_fte": "1", "inpost_fte": "4", "turnover_rate_fte": "24.4"}, "local", True, ""),
    ],
)
def test_a_rate_is_worked_out_again_from_its_printed_parts(cells, level, same, why):
    found = recomputed(cells, "turnover_rate_fte", level=level)

    assert (found.is_same, found.why) == (same, why)


@pytest.mark.parametrize("symbol", ["u", "c", "z", "low", ":", ""])
def test_a_rate_that_is_not_published_is_not_worked_out_behind_its_back(symbol):
    cells = {"leavers_fte": "4", "inpost_fte": "40", "turnover_rate_fte": symbol}

    assert recomputed(cells, "turnover_rate_fte", level=Level.LOCAL).value is None


PARTLY = [
    {"agency_fte": "25", "inpost_fte": "100"},
    {"agency_fte": "x", "inpost_fte": "100"},
    {"agency_fte": "low", "inpost_fte": "25"},
    {"agency_fte": "u", "inpost_fte": "500"},
]


@pytest.mark.parametrize(
    ("published", "found"),
    [
        ("16.7", (Decimal(100) / 6, 2, 4, True)),
        ("10", (Decimal(10), 3, 4, False)),
        ("50", (Decimal(100) / 6, 2, 4, True)),
    ],
)
def test_a_rate_of_a_region_is_made_of_its_complete_authorities(published, found):
    assert of_complete(PARTLY, "agency_rate_fte", published=Decimal(published)) == found


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"a,b\n1,2\n", "no column called time_period or geographic_level"),
        (b"time_period,geographic_level,colour\n2024,National,red\n", "no column of the workforce"),
        (file("old,National,England,,,,,,1,1,1,1,1"), "is not a year"),
        (file("2024,Parish,England,,,,,,1,1,1,1,1"), "neither|Parish"),
    ],
)
def test_another_file_is_refused_with_what_it_lacks(content, says):
    with pytest.raises(PublishedRefused, match=says):
        read_published(content)


def test_rows_that_cannot_be_read_are_told_and_the_rest_is_kept():
    found = read_published(file(*LINES, LINES[0], "2024,Local authority,England,South,E1,904,,,1,1,1,1,1"))

    assert len(found.rows) == 5
    assert found.left_out == [
        "Row 7: England stands for 2024 on row 2 too.",
        "Row 8: it does not say which area it is about.",
    ]


@pytest.mark.parametrize(("said", "year"), [("2024", 2024), ("202324", 2024), ("2023/24", 2024), ("2023-2024", 2024)])
def test_years_are_read_in_every_layout(said, year):
    [row] = read_published(file(LINES[0].replace("2024", said, 1))).rows

    assert row["year"] == year


@pytest.mark.django_db
def test_the_same_file_twice_is_one_release_and_a_later_one_stands_beside_it():
    first, _ = imports.take_in_published(file(), "a.csv", by=None)
    again, _ = imports.take_in_published(file(), "b.csv", by=None)
    later, _ = imports.take_in_published(file(*(line.replace("2024", "2025", 1) for line in LINES)), "c.csv", by=None)

    assert (first, Release.objects.count()) == (again, 2)
    assert queries.newest(PublishedKind.WORKFORCE) == later
    assert PublishedRow.objects.filter(release=first, year=2024).count() == 4


@pytest.mark.django_db
def test_a_later_release_that_revises_a_year_says_what_was_printed_before():
    imports.take_in_published(file(), "a.csv", by=None)
    lines = [*LINES, LINES[0].replace("2024", "2025", 1), LINES[2].replace(",10,10,", ",12,12,")]
    later, _ = imports.take_in_published(file(lines[0], lines[5], lines[6]), "b.csv", by=None)

    assert queries.revised(later, area="Eastshire") == [
        (2024, "leavers_fte", Cell(Decimal(10)), Cell(Decimal(12))),
        (2024, "turnover_rate_fte", Cell(Decimal(10)), Cell(Decimal(12))),
    ]


@pytest.mark.django_db
def test_an_extract_gives_way_to_a_whole_file_although_it_came_later():
    whole, _ = imports.take_in_published(file(), "a.csv", by=None)
    extract = actions.keep_release(b"x", "x.csv", kind="workforce", title="X", source="", is_extract=True, by=None)

    assert (queries.newest("workforce"), Release.objects.count()) == (whole, 2)
    assert extract.is_extract


@pytest.mark.django_db
def test_ours_stand_beside_our_region_our_neighbours_and_england():
    imports.take_in_published(file(), "a.csv", by=None)
    head = "old_la_code,la_name,SN_1,SN_1P,SN_2,SN_2P"
    imports.take_in_published(f"{head}\n901,Eastshire,902,Close ,903,Close\n".encode(), "sn_2025.csv", by=None)
    Identifier.objects.create(organisation=weyshire(), scheme=Scheme.LA, value="901")

    beside = queries.beside()

    lines = beside.lines("turnover_rate_fte")
    assert [(line.label, {year: one.words for year, one in line.cells.items()}) for line in lines] == [
        ("Published of us", {2023: "10", 2024: "10"}),
        ("Mean of statistical neighbours", {2023: "10.0", 2024: "10.0"}),
        ("South", {2024: "10"}),
        ("England", {2024: "12"}),
    ]  # fmt: skip
    assert Neighbour.objects.count() == 2


@pytest.mark.django_db
def test_a_neighbour_with_a_symbol_is_left_out_of_the_mean_and_the_mean_says_of_how_many():
    lines = [*LINES, "2024,Local authority,England,South,E1,904,E904,Northshire,100,10,10,50,33.3"]
    imports.take_in_published(file(*lines), "a.csv", by=None)
    head = "old_la_code,la_name,SN_1,SN_1P,SN_2,SN_2P"
    imports.take_in_published(f"{head}\n901,Eastshire,902,Close,904,Close\n".encode(), "sn.csv", by=None)
    Identifier.objects.create(organisation=weyshire(), scheme=Scheme.LA, value="901")

    [mean] = [line for line in queries.beside().lines("agency_rate_fte") if line.of]

    assert (mean.cells, mean.of) == ({2024: Cell(Decimal("33.3"))}, 1)


@pytest.mark.django_db
def test_who_has_no_code_is_held_against_england_and_a_region_they_choose():
    imports.take_in_published(file(), "a.csv", by=None)

    assert [line.label for line in queries.beside().lines("turnover_rate_fte")] == ["England"]
    assert [line.label for line in queries.beside(region="South").lines("turnover_rate_fte")] == ["South", "England"]
    assert queries.beside(region="Nowhere").region == ""


@pytest.mark.django_db
def test_a_release_is_taken_away_whole():
    release, _ = imports.take_in_published(file(), "a.csv", by=None)

    actions.take_release_away(release, by=None)

    assert (Release.objects.count(), PublishedRow.objects.count()) == (0, 0)


@needs_shared
def test_the_real_file_comes_out_again_from_its_parts():
    """domain.md 1.4: all of it, but for national and regional rows that leave authorities out, and some absence."""
    found = read_published((SHARED / "csww" / "csww_indicators_2017_to_2024.csv").read_bytes())
    compared, same = Counter(), Counter()
    for row in found.rows:
        for rate in FORMULAS:
            one = recomputed(row["cells"], rate, level=row["level"])
            compared[rate, row["level"]] += one.is_compared
            same[rate, row["level"]] += one.is_same

    assert (len(found.rows), found.not_read, found.left_out) == (1300, [], [])
    differ = {key: (same[key], compared[key]) for key in compared if same[key] != compared[key]}
    assert {key for key in differ if key[1] == Level.LOCAL} == {("absence_rate_fte", Level.LOCAL)}
    assert differ["absence_rate_fte", Level.LOCAL] == (1162, 1189)
    assert same["turnover_rate_fte", Level.LOCAL] == compared["turnover_rate_fte", Level.LOCAL] == 1198
    assert same["vacancy_rate_fte", Level.NATIONAL] == same["caseload_fte", Level.NATIONAL] == 8


@needs_shared
@pytest.mark.django_db
def test_the_published_rates_of_england_and_surrey_are_worked_out_again_and_differences_explained():
    content = (SHARED / "csww" / "csww_indicators_2017_to_2024.csv").read_bytes()
    release, left_out = imports.take_in_published(content, "csww_indicators_2017_to_2024.csv", by=None)
    of_surrey = queries.recomputed_rows(rows_of(release, area="Surrey"))
    turnover = {row.year: one for row, one in of_surrey if one.rate == "turnover_rate_fte"}

    assert (release.title, left_out) == ("Children’s social work workforce, 2017 to 2024", [])
    assert (turnover[2024].published.words, round(turnover[2024].value, 3)) == ("16.6", Decimal("16.595"))
    assert (turnover[2023].published.words, round(turnover[2023].value, 3)) == ("13.8", Decimal("13.825"))
    assert [one for _, one in of_surrey if one.is_compared and not one.is_same] == []
    assert {one.published.symbol for _, one in of_surrey if not one.is_compared} == {"x", "u"}


@needs_shared
@pytest.mark.django_db
def test_every_difference_of_england_and_its_regions_is_explained():
    """By the authorities that are left out, or by the days of the year, which nobody publishes."""
    content = (SHARED / "csww" / "csww_indicators_2017_to_2024.csv").read_bytes()
    imports.take_in_published(content, "csww_indicators_2017_to_2024.csv", by=None)
    found = queries.recomputed_rows(PublishedRow.objects.exclude(level=Level.LOCAL))

    complete = of_authorities(found)
    differs = [(row, one) for row, one in found if one.is_compared and not one.is_same]
    words = [explanation(one, complete[row.year, row.name, one.rate]) for row, one in differs]
    of = [(row.name, row.year, one.rate) for row, one in differs]
    says = dict(zip(of, words, strict=True))

    assert (len(differs), words.count(DAYS)) == (35, 3)
    assert not any("not the printed rate" in said for said in words)
    assert says["England", 2024, "agency_rate_fte"].endswith(
        "What is not available counted as nothing, the 150 of 151 authorities that are then left give 16.15."
    )
    assert says["England", 2022, "turnover_rate_fte"].endswith("The 149 of 150 authorities with every part give 17.22.")


@needs_shared
def test_the_real_file_of_neighbours_is_known_by_its_headings():
    found = read_published((SHARED / "reference" / "sn_model_2025_wide.csv").read_bytes())

    assert (found.kind, len(found.neighbours)) == (PublishedKind.NEIGHBOURS, 1530)


@needs_shared
def test_what_the_demonstration_carries_is_the_real_file_without_authorities():
    from academy.workforce.demo.published import EXTRACT

    whole = read_published((SHARED / "csww" / "csww_indicators_2017_to_2024.csv").read_bytes()).rows

    assert read_published(EXTRACT.read_bytes()).rows == [row for row in whole if row["level"] != Level.LOCAL]
