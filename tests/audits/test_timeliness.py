"""Measures counted by hand beside what the code counts, and what is kept of them."""

from datetime import date, timedelta

import pytest

from academy.audits import annex_a
from academy.audits.rules.clocks import WrongClock, clocks, in_force
from academy.audits.timeliness import MEASURES, FromAgency, Timeliness, timeliness
from academy.audits.timeliness.sources import agency
from tests.audits.workbooks import annex

ON = date(2026, 3, 31)
FRIDAY = date(2026, 3, 27)


def days(number: int) -> date:
    return ON - timedelta(days=number)


def counted(lists, *, on: date = ON) -> Timeliness:
    return timeliness(annex_a.read(annex(lists)), on=on, clocks=clocks())


def figure(code: str, lists, *, on: date = ON) -> tuple[int | None, int | None]:
    (found,) = [one for one in counted(lists, on=on).measures if one.measure.code == code]
    return found.numerator, found.denominator


def assessment(start: date, end: date | None, outcome: str = "Yes") -> dict[str, object]:
    return {
        "Continuous Assessment Start Date": start,
        "Continuous Assessment Date of Authorisation": end,
        "Was the child assessed as requiring LA children’s social care support?": outcome,
    }


def in_care(**said: object) -> dict[str, object]:
    row: dict[str, object] = {
        "Date Started to be Looked After": days(800),
        "Date of Last Social Work Visit": days(10),
        "Start Date of Most Recent Placement": days(400),
        "Placement Location": "a) In",
    }
    return row | {name.replace("_", " "): value for name, value in said.items()}


@pytest.mark.parametrize(
    ("code", "start", "end", "is_kept"),
    [
        ("assessment", date(2025, 12, 1), date(2026, 2, 5), True),  # 45 working days, over Christmas
        ("assessment", date(2025, 12, 1), date(2026, 2, 6), False),  # 46
        ("assessment", date(2012, 1, 3), date(2012, 2, 21), True),  # 35 was the rule of 2012
        ("assessment", date(2012, 1, 3), date(2012, 2, 22), False),
        ("conference", date(2026, 3, 20), date(2026, 4, 14), True),  # 15, with Easter between
        ("conference", date(2026, 3, 20), date(2026, 4, 15), False),
        ("contact_decision", FRIDAY, date(2026, 3, 30), True),  # Monday is the next working day
        ("contact_decision", FRIDAY, date(2026, 3, 31), False),
        ("contact_decision", date(2026, 4, 2), date(2026, 4, 7), True),  # Maundy Thursday to Tuesday after Easter
        ("cla_review", date(2025, 8, 31), date(2026, 2, 28), True),
        ("cla_review", date(2025, 8, 31), date(2026, 3, 1), False),
    ],
)
def test_clocks_against_worked_examples(code, start, end, is_kept):
    assert clocks().kept(code, start, end) is is_kept


def test_a_day_beyond_the_bank_holidays_warns():
    run = clocks()

    run.kept("assessment", date(2030, 1, 1), date(2030, 2, 1))

    assert run.warnings() == ["We have the bank holidays of 2012 to 2028. In 2030 only weekends are left out."]


def test_an_authority_may_have_clocks_of_its_own(tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("code,title,starts_on,limit,unit,local,basis\ncp_visit,Visit,2026-01-01,15,working days,yes,Ours\n")

    run = clocks(own)

    assert run.rule("cp_visit", date(2025, 12, 31)).limit == 10
    assert run.rule("cp_visit", date(2026, 1, 1)).limit == 15
    assert [rule.limit for rule in in_force(run.rules, ON) if rule.code == "cp_visit"] == [15]


def test_clocks_that_cannot_be_read_are_refused(tmp_path):
    (tmp_path / "own.csv").write_text("code,limit\ncp_visit,fifteen\n")

    with pytest.raises(WrongClock):
        clocks(tmp_path / "own.csv")


@pytest.mark.parametrize(
    ("code", "name", "rows", "expected"),
    [
        ("referral_nfa_rate", "List 3", [{"Referral NFA?": "a) Yes"}, {"Referral NFA?": "b) No"}], (1, 2)),
        (
            "rereferral_rate_12m",
            "List 3",
            [{"Number of Referrals in Last 12 Months": number} for number in (0, 1, 3)],
            (2, 3),
        ),
        (
            "assessment_within_45wd",
            "List 4",
            [assessment(date(2025, 12, 1), end) for end in (date(2026, 2, 5), date(2026, 2, 6), None)],
            (1, 2),
        ),
        ("assessment_open_late", "List 4", [assessment(days(10), None), assessment(days(100), None)], (1, 2)),
        (
            "assessment_cancelled_rate",
            "List 4",
            [
                assessment(days(30), days(9), said)
                for said in ("Yes", "b) No", "Cancelled by manager", "CS Assessment Updated")
            ],
            (2, 4),
        ),
        (
            "s47_to_icpc_within_15wd",
            "List 5",
            [
                {
                    "Strategy discussion initiating Section 47 Enquiry Start Date": days(40),
                    "Date of Initial Child Protection Conference": days(40 - wait),
                }
                for wait in (21, 22)
            ]
            + [{"Strategy discussion initiating Section 47 Enquiry Start Date": days(40)}],
            (1, 2),
        ),
        (
            "repeat_cpp_ever",
            "List 7",
            [
                {"Child Protection Plan Start Date": days(90), "Number of Previous Child Protection Plans": number}
                for number in (0, 1, None)
            ],
            (1, 3),
        ),
        (
            "cpp_over_2_years",
            "List 7",
            [
                {"Child Protection Plan Start Date": date(2024, 3, 31)},
                {"Child Protection Plan Start Date": date(2024, 4, 1)},
                {"Child Protection Plan Start Date": date(2020, 1, 1), "Child Protection Plan End Date": days(5)},
            ],
            (1, 2),
        ),
        (
            "cp_visit_in_time",
            "List 7",
            [
                {"Child Protection Plan Start Date": days(200), "Date of the Last Statutory Visit": seen}
                for seen in (days(14), days(15), None)
            ]
            + [{"Child Protection Plan Start Date": days(3)}],
            (2, 4),
        ),
        (
            "seen_alone_rate",
            "List 7",
            [
                {
                    "Child Protection Plan Start Date": days(200),
                    "Date of the Last Statutory Visit": days(5),
                    "Was the Child Seen Alone?": said,
                }
                for said in ("a) Yes", "b) No", None)
            ],
            (1, 3),
        ),
        (
            "cin_visit_in_time",
            "List 6",
            [
                {
                    "CIN Start Date": days(300),
                    "Date Child Was Last Seen": days(28),
                    "Case Status": "c) Child in need plan",
                },
                {
                    "CIN Start Date": days(300),
                    "Date Child Was Last Seen": days(29),
                    "Case Status": "c) Child in need plan",
                },
                {
                    "CIN Start Date": days(300),
                    "Date Child Was Last Seen": days(90),
                    "Case Status": "a) Looked after child",
                },
                {"CIN Start Date": days(300), "CIN Closure Date": days(9), "Case Status": "e) Closed"},
            ],
            (1, 2),
        ),
        (
            "cin_open_without_need",
            "List 6",
            [
                {"CIN Start Date": days(90), "Primary Need Code": need}
                for need in ("N1 - Abuse or neglect", "N9", "N0 - Not stated")
            ],
            (2, 3),
        ),
        (
            "unallocated_cases_cin",
            "List 6",
            [{"CIN Start Date": days(90), "Allocated Worker": None}, {"CIN Start Date": days(90)}],
            (1, 2),
        ),
        (
            "cla_visit_in_time",
            "List 8",
            [
                in_care(Date_of_Last_Social_Work_Visit=days(42)),
                in_care(Date_of_Last_Social_Work_Visit=days(43)),
                in_care(Start_Date_of_Most_Recent_Placement=days(7), Date_of_Last_Social_Work_Visit=days(9)),
                in_care(Start_Date_of_Most_Recent_Placement=days(8), Date_of_Last_Social_Work_Visit=days(9)),
            ],
            (2, 4),
        ),
        (
            "placement_3plus_moves",
            "List 8",
            [{**in_care(), "Number of Placements in the Last 12 months": number} for number in (1, 3)],
            (1, 2),
        ),
        ("placed_out_of_area", "List 8", [in_care(), in_care(Placement_Location="b) Out")], (1, 2)),
        (
            "rha_up_to_date",
            "List 8",
            [
                in_care(Date_of_Last_Health_Assessment=days(300)),
                in_care(Date_of_Last_Health_Assessment=days(300), Date_of_Birth=date(2023, 1, 1)),
                in_care(Date_of_Last_Health_Assessment=None),
                in_care(Date_Started_to_be_Looked_After=days(30)),
            ],
            (1, 3),
        ),
        (
            "iha_within_20wd",
            "List 8",
            [
                in_care(Date_Started_to_be_Looked_After=days(60), Date_of_Last_Health_Assessment=days(33)),
                in_care(Date_Started_to_be_Looked_After=days(60), Date_of_Last_Health_Assessment=days(20)),
                in_care(Date_Started_to_be_Looked_After=days(60)),
                in_care(Date_Started_to_be_Looked_After=days(5)),
            ],
            (1, 3),
        ),
        (
            "dental_up_to_date",
            "List 8",
            [
                in_care(Date_of_Last_Dental_Check=days(300)),
                in_care(),
                in_care(Date_Started_to_be_Looked_After=days(90)),
            ],
            (1, 2),
        ),
        (
            "out_of_area_rhi_offered",
            "List 8",
            [
                {
                    **in_care(Placement_Location=place),
                    "Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months": times,
                    "Was the child offered a Return Interview after their last missing episode (Y/N)?": offered,
                }
                for place, times, offered in [
                    ("Out", 2, "a) Yes"),
                    ("Out", 1, "b) No"),
                    ("Out", 0, None),
                    ("In", 3, "a) Yes"),
                ]
            ],
            (1, 2),
        ),
        (
            "care_leaver_eet_17_18",
            "List 9",
            [
                {"Date of Birth": date(2008, 1, 1), "Activity Status": said}
                for said in ("F1: Full time in higher education", "G4", "Not in education", "Training", None)
            ]
            + [{"Date of Birth": date(2005, 1, 1), "Activity Status": "F1"}],
            (2, 5),
        ),
        (
            "care_leaver_suitable_accommodation_19_21",
            "List 9",
            [
                {"Date of Birth": date(2005, 1, 1), "Suitability of Accommodation": said}
                for said in ("a) Suitable", "b) Not suitable", "d) Exclude", None)
            ],
            (1, 3),
        ),
    ],
)
def test_a_measure_is_counted_as_by_hand(code, name, rows, expected):
    starts = {"List 3": {"Date of Referral": days(20)}}.get(name, {})

    assert figure(code, {name: [starts | row for row in rows]}) == expected


def test_codes_are_unique_and_every_measure_says_what_it_needs():
    codes = [one.code for one in MEASURES]

    assert len(codes) == len(set(codes))
    for one in MEASURES:
        for name in one.lists:
            assert set(one.columns(name)) <= set(annex_a.lists()[name].columns), one.code


def test_a_measure_without_its_list_or_column_says_so():
    found = {one.measure.code: one for one in counted({"List 1": [{"Date of Contact": days(3)}]}).measures}

    assert found["contact_decision_within_1wd"].reason == "List 1 has no column “Date of manager decision”."
    assert found["rha_up_to_date"].reason == "List 8 (children looked after) is not in the file."
    assert (found["rha_up_to_date"].numerator, found["rha_up_to_date"].value) == (None, None)


def test_a_column_in_which_nothing_is_said_is_no_nought():
    (found,) = [
        one
        for one in counted({"List 8": [in_care(Placement_Location=None)]}).measures
        if one.measure.code == "placed_out_of_area"
    ]

    assert (found.numerator, found.reason) == (None, "List 8 says nothing under “Placement Location”.")


def test_rows_still_to_come_are_left_out_and_told_of():
    found = counted({"List 3": [{"Date of Referral": days(1), "Referral NFA?": "No"}, {"Date of Referral": days(-1)}]})

    assert found.warnings == ["List 3: 1 row begins after 31 March 2026 and was left out."]
    assert found.lists == {"List 3": 2}


def test_contacts_that_no_referral_followed_are_counted_by_agency():
    contact = {"Date of Contact": days(20), "Contact Source": "q) 6: Police", "Child Unique ID": "1"}
    referral = {
        "Date of Referral": days(15),
        "Referral Source": "Police",
        "Child Unique ID": "1",
        "Referral NFA?": "Yes",
    }
    other = contact | {"Child Unique ID": "2", "Contact Source": "St Jude’s School"}

    found = counted({"List 1": [contact, other], "List 3": [referral]})

    assert found.sources == [FromAgency("Schools and education", 1, 1, 0, 0), FromAgency("Police", 1, 0, 1, 1)]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("q) 6: Police", "6"),
        ("1A: Family", "1"),
        ("10", "10"),
        ("2B", "2"),
        ("Health visitor", "3"),
        (None, "10"),
        ("Zoo", "8"),
    ],
)
def test_a_source_is_counted_under_a_name_of_ours(source, code):
    assert agency(source) == code
