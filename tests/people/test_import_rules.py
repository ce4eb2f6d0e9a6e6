"""What a row changes, decided from plain values."""

from datetime import date
from decimal import Decimal

import pytest

from academy.core.imports import Fault, Kind
from academy.people.rules.held import Held, HeldPerson, HeldSpell, PostWords, WorkforceRow
from academy.people.rules.hr import last_day, name_parts, row_faults
from academy.people.rules.sentences import length
from academy.people.rules.workforce import stay, workforce_change

TODAY = date(2026, 11, 10)
YESTERDAY = date(2026, 11, 9)
STARTED = date(2020, 1, 6)
POSTS = {
    1: PostWords("Social worker", "Social worker", "social_worker", "North", "Weyshire", 10, 100),
    2: PostWords("Social worker", "Social worker", "social_worker", "South", "Weyshire", 10, 100),
    3: PostWords("Duty social worker", "Social worker", "social_worker", "North", "Weyshire", 10, 100),
    4: PostWords("Team manager", "Team manager", "team_manager", "North", "Weyshire", 11, 100),
    -1: PostWords(
        "Social worker", "Newly qualified social worker", "newly_qualified_social_worker", "", "Weyshire", 12, 100
    ),
}
AMARA = HeldPerson(7, "Amara", "Okafor", "amara@weyshire.example", None, None)


def a_row(**said) -> WorkforceRow:
    empty = dict.fromkeys(WorkforceRow._fields[:19])
    known = {"number": 2, "given_name": "Amara", "family_name": "Okafor", "staff_number": "W1", "starts_on": STARTED}
    return WorkforceRow(**{**empty, **known, "job_role": 10, "title": "Social worker", "may_reopen": True, **said})


def a_spell(**held) -> HeldSpell:
    known = {"pk": 50, "post": 1, "started_on": STARTED, "is_start_estimated": False, "contract": "permanent"}
    empty = dict.fromkeys(HeldSpell._fields)
    return HeldSpell(**{**empty, **known, "fte": Decimal(1), **held})


def what_is_held(*spells: HeldSpell, row: WorkforceRow | None = None, **held) -> Held:
    empty = {"line_manager": None, "manager_name": "", "manages": 0, "line": None, "line_key": None, "newest_year": 0}
    whose = {"person": AMARA, "person_key": 7, "has_number": True, "other_starts": frozenset()}
    known = {"on": TODAY, "spells": spells, "post": 1, "posts": POSTS, **whose, **empty}
    found = {**known, **held}
    return Held(spell=stay(row or a_row(), spells, found["other_starts"]), **found)


@pytest.mark.parametrize(
    ("row", "held", "kind", "says"),
    [
        (a_row(), what_is_held(person=None, person_key=-1, has_number=False, post=-1), Kind.JOINER,
         "Joins Weyshire, as a newly qualified social worker"),
        (a_row(), what_is_held(a_spell()), Kind.SAME, ""),
        (a_row(), what_is_held(a_spell(), post=2), Kind.MOVER, "Moves from North to South"),
        (a_row(), what_is_held(a_spell(), post=3), Kind.MOVER, "Moves to Duty social worker in North"),
        (a_row(), what_is_held(a_spell(), post=4), Kind.MOVER, "Moves from social worker to team manager in North"),
        (a_row(), what_is_held(a_spell(), line_manager=9, manager_name="Jo Pike"), Kind.MOVER,
         "Changes: line manager becomes Jo Pike"),
        (a_row(), what_is_held(a_spell(), post=2, line_manager=9, manager_name="Jo Pike"), Kind.MOVER,
         "Moves from North to South. Line manager becomes Jo Pike"),
        (a_row(fte=Decimal("0.6")), what_is_held(a_spell()), Kind.MOVER, "Changes: FTE becomes 0.6"),
        (a_row(contract="agency"), what_is_held(a_spell()), Kind.MOVER, "Changes: contract becomes agency worker"),
        (a_row(family_name="Okafor-Vale"), what_is_held(a_spell()), Kind.MOVER,
         "Changes: name becomes Amara Okafor-Vale"),
        (a_row(email="a@b.example"), what_is_held(a_spell()), Kind.MOVER, "Changes: e-mail becomes a@b.example"),
        (a_row(), what_is_held(a_spell(), has_number=False), Kind.MOVER, "Changes: staff number becomes W1"),
        (a_row(ends_on=date(2026, 11, 6), destination=1), what_is_held(a_spell()), Kind.LEAVER,
         "Leaves to another authority, after 6 years 10 months"),
        (a_row(ends_on=date(2026, 11, 6), reason=5), what_is_held(a_spell()), Kind.LEAVER,
         "Leaves to retire, after 6 years 10 months"),
        (a_row(ends_on=date(2026, 11, 6)), what_is_held(a_spell()), Kind.LEAVER, "Leaves, after 6 years 10 months"),
        (a_row(ends_on=date(2026, 11, 6)), what_is_held(a_spell(), a_spell(pk=51, post=2, started_on=date(2024, 1, 1))),
         Kind.MOVER, "Gives up a post in North"),
        (a_row(starts_on=YESTERDAY), what_is_held(a_spell(), row=a_row(starts_on=YESTERDAY), post=2), Kind.MOVER,
         "Moves from North to South"),
        (a_row(), what_is_held(a_spell(ended_on=date(2027, 1, 31))), Kind.MOVER, "Changes: is no longer leaving"),
        (a_row(), what_is_held(a_spell(ended_on=date(2026, 1, 31))), Kind.SAME, ""),
    ],
)  # fmt: skip
def test_a_row_is_a_joiner_a_mover_a_leaver_or_the_same(row, held, kind, says):
    change = workforce_change(row, held)

    assert (change.kind, change.says) == (kind, says)


def test_a_row_with_a_fault_is_bad_and_nothing_else():
    fault = Fault("date", "Start date is 31/11/2026: November has 30 days")

    change = workforce_change(a_row(), what_is_held(faults=(fault,)))

    assert (change.kind, change.faults, change.plan) == (Kind.BAD, (fault,), None)


def test_another_place_from_today_ends_the_old_spell_yesterday_and_carries_the_rest_on():
    plan = workforce_change(a_row(), what_is_held(a_spell(origin=1), post=2, line_manager=9)).plan

    assert (plan.ends, plan.spell) == (((50, YESTERDAY),), {})
    assert plan.new_spell == {
        "post_id": 2, "line_manager_id": 9, "started_on": TODAY, "since_on": STARTED, "is_start_estimated": False,
        "ended_on": None, "contract": "permanent", "fte": Decimal(1), "origin": None, "reason_for_leaving": None,
        "destination": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("held", "since_on"),
    [
        (what_is_held(a_spell(), post=2), STARTED),  # another team
        (what_is_held(a_spell(line_manager=8), line_manager=9), STARTED),
        (what_is_held(a_spell(since_on=date(2018, 3, 1)), post=2), date(2018, 3, 1)),
        (what_is_held(a_spell(), post=4), None),  # another job
        (what_is_held(a_spell(), post=-1), None),
    ],
)
def test_whoever_goes_on_with_the_same_work_does_not_begin_anew(held, since_on):
    """Also when the file gives the move a start of its own."""
    given = what_is_held(*held.spells, row=a_row(starts_on=TODAY), post=held.post, line_manager=held.line_manager)

    carried, started = (workforce_change(a_row(), held).plan, workforce_change(a_row(starts_on=TODAY), given).plan)

    assert carried.new_spell["since_on"] == started.new_spell["since_on"] == since_on


@pytest.mark.parametrize(
    ("role_code", "said", "contract"),
    [
        ("foster_carer", None, "foster"),
        ("volunteer", None, "volunteer"),
        ("elected_member", None, "elected"),
        ("social_worker", None, "permanent"),
        ("foster_carer", "fixed", "fixed"),
    ],
)
def test_a_job_that_says_how_it_is_held_needs_no_column_for_it(role_code, said, contract):
    posts = {1: POSTS[1]._replace(role_code=role_code)}

    plan = workforce_change(a_row(contract=said), what_is_held(posts=posts)).plan

    assert plan.new_spell["contract"] == contract


@pytest.mark.parametrize(
    ("held", "written"),
    [
        (what_is_held(a_spell(), post=3), {"post_id": 3}),
        (what_is_held(a_spell(started_on=TODAY), row=a_row(starts_on=TODAY), post=2), {"post_id": 2}),
        (what_is_held(a_spell(), line_manager=9), {"line_manager_id": 9}),
    ],
)
def test_a_title_a_first_manager_and_a_spell_of_today_are_corrected_where_they_are(held, written):
    row = a_row(starts_on=held.spell.started_on)

    plan = workforce_change(row, held).plan

    assert (plan.spell, plan.ends, plan.new_spell) == (written, (), {})


def test_the_stay_of_a_row_is_the_last_of_those_that_carried_it_on():
    first = a_spell(pk=1, ended_on=date(2024, 2, 29))
    second = a_spell(pk=2, started_on=date(2024, 3, 1), ended_on=YESTERDAY)
    third = a_spell(pk=3, started_on=TODAY)
    spells = (first, second, third)

    assert stay(a_row(), spells, ()) == third
    assert stay(a_row(ends_on=date(2024, 2, 29)), spells, ()) == first
    assert stay(a_row(), spells, {date(2024, 3, 1)}) == first
    assert stay(a_row(starts_on=date(2019, 1, 1)), spells, ()) is None


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2024, 10, 6), date(2026, 11, 6), "2 years 1 month"),
        (date(2024, 10, 7), date(2026, 11, 6), "2 years"),
        (date(2026, 10, 7), date(2026, 11, 6), "less than a month"),
    ],
)
def test_a_stay_is_as_long_as_its_whole_months(start, end, words):
    assert length(start, end) == words


@pytest.mark.parametrize(
    ("given", "family", "full", "parts"),
    [
        ("Amara", "Okafor", "x", ("Amara", "Okafor")),
        (None, None, "Okafor, Amara Jane", ("Amara Jane", "Okafor")),
        (None, None, "Amara Jane Okafor", ("Amara Jane", "Okafor")),
        (None, None, "Okafor", (None, "Okafor")),
        (None, None, None, (None, None)),
    ],
)
def test_a_full_name_is_taken_apart(given, family, full, parts):
    assert name_parts(given, family, full) == parts


GOOD = {"staff_number": "W1", "role": 1, "starts_on": STARTED}


@pytest.mark.parametrize(
    ("values", "messages"),
    [
        (GOOD, []),
        ({**GOOD, "starts_on": None}, ["Start date is empty"]),
        ({**GOOD, "role": None}, ["Role is empty"]),
        ({**GOOD, "staff_number": None},
         ["There is no staff number, e-mail or registration number: a name alone does not say who this is"]),
        ({**GOOD, "starts_on": date(2026, 10, 5), "ends_on": date(2026, 10, 1)},
         ["Ends 1 October 2026, before the start on 5 October 2026"]),
        ({**GOOD, "starts_on": date(2062, 1, 1)}, ["Start date is 1 January 2062: that is 36 years in the future"]),
        ({**GOOD, "starts_on": date(1900, 1, 1)}, ["Start date is 1 January 1900: that is 126 years ago"]),
        ({**GOOD, "ends_on": date(2029, 8, 31)}, []),
    ],
)  # fmt: skip
def test_a_row_says_what_is_wrong_with_it_as_a_whole(values, messages):
    assert [fault.message for fault in row_faults(values, "Amara", "Okafor", failed=(), today=TODAY)] == messages


def test_an_empty_name_and_number_are_one_fault():
    found = row_faults({"starts_on": STARTED, "role": 1}, None, None, failed=(), today=TODAY)

    assert found == [Fault("nobody", "Name and staff number are empty", "Remove the row, or fill it in")]


def test_what_could_not_be_read_is_not_called_missing_as_well():
    failed = [Fault("date", "Start date is 31/11/2026: November has 30 days", "Correct the date", "starts_on")]

    assert row_faults({**GOOD, "starts_on": None}, "A", "B", failed=failed, today=TODAY) == []


def test_the_end_of_time_is_no_end():
    assert (last_day(date(4712, 12, 31)), last_day(TODAY)) == (None, TODAY)
