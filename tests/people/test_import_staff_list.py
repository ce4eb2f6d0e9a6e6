"""A staff list, as any employer's system makes one."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academy.core import clock, trail
from academy.core import imports as machine
from academy.core.imports import Kind
from academy.core.models import ImportRun
from academy.people import imports
from academy.people.models import Organisation, Person, Post, Spell, StaffNumber, Team
from tests.builders import make_organisation, make_team
from tests.people import hr_file
from tests.people.staff import AMARA, HEADINGS, a_list, check, row, save, says, wrong
from tests.people.tables import content, counts, hashes

pytestmark = pytest.mark.django_db


@pytest.fixture
def weyshire() -> Organisation:
    return make_organisation("Weyshire", code="weyshire")


def test_a_joiner_gets_a_person_a_number_a_team_a_post_and_a_spell_with_its_cause(weyshire):
    run = save(a_list(AMARA))

    spell = Spell.objects.get()
    assert (counts(run), says(run)) == ((1, 0, 0, 0, 0), ["Joins North, as a social worker"])
    assert (spell.person.name, spell.person.email) == ("Amara Okafor", "amara@weyshire.example")
    assert StaffNumber.objects.get().person == spell.person
    assert (spell.post.team.name, spell.post.organisation, spell.started_on) == ("North", weyshire, date(2020, 1, 6))
    assert spell.cause == run
    assert list(Person.objects.filter(search_words__contains=" okafor")) == [spell.person]
    assert [(entry.verb, entry.details["joiner"]) for entry in trail.entries_about(run)] == [("imported", 1)]


def test_the_same_file_twice_writes_no_row(weyshire):
    file = hr_file.staff_list(300, has_faults=True).content
    save(file)
    before = hashes()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        run = save(file)

    writes = [query["sql"] for query in queries if query["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE", "COPY")]
    assert counts(run) == (0, 0, 0, 263, 37)
    assert [sql for sql in writes if "people_" in sql.split("WHERE")[0]] == []
    assert hashes() == before


def test_thirty_seven_seeded_faults_are_all_explained(weyshire):
    spoilt = hr_file.staff_list(2_000, has_faults=True)

    run = check(spoilt.content)

    found = [(row.number, machine.faults_of(row)[0].code) for row in run.changes.filter(change="bad")]
    assert len(spoilt.faults) == 37
    assert found == spoilt.faults
    assert all(
        fault.message and fault.advice for row in run.changes.filter(change="bad") for fault in machine.faults_of(row)
    )


def test_a_mover_with_a_new_start_ends_one_spell_and_starts_another(weyshire):
    save(a_list(AMARA))

    run = save(a_list(row(team="South", start_date="9 Nov 2026")))

    assert (counts(run), says(run)) == ((0, 1, 0, 0, 0), ["Moves from North to South"])
    found = Spell.objects.values_list("post__team__name", "started_on", "ended_on")
    assert list(found) == [("North", date(2020, 1, 6), date(2026, 11, 8)), ("South", date(2026, 11, 9), None)]


def test_a_mover_whose_start_stays_moves_today_and_once_only(weyshire):
    save(a_list(AMARA))
    moved = a_list(row(team="South"))

    first, second = save(moved), save(moved)

    today = clock.today()
    assert (counts(first), counts(second)) == ((0, 1, 0, 0, 0), (0, 0, 0, 1, 0))
    found = Spell.objects.values_list("post__team__name", "started_on", "ended_on")
    assert list(found) == [("North", date(2020, 1, 6), today - timedelta(days=1)), ("South", today, None)]


def test_two_posts_at_once_in_one_file_are_both_kept(weyshire):
    both = a_list(AMARA, row(team="South", start_date="01/03/2024"))
    save(a_list(AMARA))

    first, second = save(both), save(both)

    assert says(first) == ["Also joins South, as a social worker"]
    assert counts(second) == (0, 0, 0, 2, 0)
    assert Spell.objects.filter(ended_on__isnull=True).count() == 2


def test_a_leaver_says_where_to_and_after_how_long(weyshire):
    headings = (*HEADINGS, "Destination")
    save(a_list((*AMARA, ""), headings=headings))

    run = save(a_list((*row(end_date="06/11/2026"), "Another authority"), headings=headings))

    assert (counts(run), says(run)) == ((0, 0, 1, 0, 0), ["Leaves to another authority, after 6 years 10 months"])
    assert (Spell.objects.get().ended_on, Spell.objects.get().destination) == (date(2026, 11, 6), 1)


def test_who_is_not_in_the_file_stays(weyshire):
    save(a_list(AMARA, row(staff_number="W2", email="tom@weyshire.example", first_name="Tom", surname="Beckett")))

    run = save(a_list(AMARA))

    assert counts(run) == (0, 0, 0, 1, 0)
    assert Spell.objects.filter(ended_on__isnull=True).count() == 2


def test_an_end_that_we_hold_is_not_taken_back_by_an_empty_cell(weyshire):
    save(a_list(row(end_date="06/11/2026")))

    run = save(a_list(AMARA))

    assert counts(run) == (0, 0, 0, 1, 0)
    assert run.changes.get().rules[0][0] == "ended"
    assert Spell.objects.get().ended_on == date(2026, 11, 6)


def test_an_end_that_is_still_to_come_may_be_taken_back(weyshire):
    later = clock.today() + timedelta(days=60)
    save(a_list(row(end_date=f"{later:%d/%m/%Y}")))

    run = save(a_list(AMARA))

    assert says(run) == ["Changes: is no longer leaving"]
    assert Spell.objects.get().ended_on is None


def test_a_word_can_be_taught_and_the_rows_are_read_again(weyshire):
    run = check(a_list(row(job_title="SW L3")))
    assert wrong(run) == [(2, "Role “SW L3” is not one we know")]

    run = machine.teach(run, by=None, words={"role": {"sw l3": "social_worker"}}, name="Payroll")
    run = imports.check(run)

    assert counts(run) == (1, 0, 0, 0, 0)
    mapping = imports.saved_mapping("Payroll", branch=weyshire.path)
    assert counts(check(a_list(row(job_title="sw l3", staff_number="W2")), mapping=mapping)) == (1, 0, 0, 0, 0)


def test_columns_can_be_taught_too(weyshire):
    headings = ("Pay ref", "First name", "Surname", "Email", "Job title", "Team", "Since", "End date")
    run = check(a_list(AMARA, headings=headings))
    assert (run.stage, run.refusal) == (
        ImportRun.Stage.MATCHING,
        "We cannot find a column for the start date. Say which heading it has in your file.",
    )

    run = machine.teach(run, by=None, columns={"starts_on": "Since", "staff_number": "Pay ref"}, name="Payroll")
    run = imports.save(run, by=None)

    assert counts(run) == (1, 0, 0, 0, 0)
    assert StaffNumber.objects.get().number == "W1"


def test_a_team_and_a_post_are_made_once_whatever_their_capitals(weyshire):
    make_team("North", organisation=weyshire)

    save(a_list(row(team="NORTH"), row(staff_number="W2", email="", first_name="Tom", team="north ")))

    assert Team.objects.count() == 1
    assert Post.objects.count() == 1


def test_what_a_file_does_not_say_stays_as_it_is(weyshire):
    save(a_list(AMARA))
    Spell.objects.update(fte=Decimal("0.5"))
    few = ("Staff number", "Name", "Role", "Start date")

    run = save(a_list(("W1", "Okafor, Amara", "Social worker", "06/01/2020"), headings=few))

    assert counts(run) == (0, 0, 0, 1, 0)
    assert (Spell.objects.get().fte, Spell.objects.get().post.team.name) == (Decimal("0.5"), "North")


def test_a_new_post_without_a_word_of_team_or_organisation_is_where_the_person_was(weyshire):
    part = make_organisation("Weyshire Children’s Services", parent=weyshire, code="wcs")
    save(a_list(AMARA), organisation=part)
    few = ("Staff number", "Name", "Role", "Start date")

    run = save(a_list(("W1", "Amara Okafor", "Team manager", "09/11/2026"), headings=few), organisation=weyshire)

    post = Spell.objects.get(ended_on__isnull=True).post
    assert says(run) == ["Moves from social worker to team manager in North"]
    assert (post.organisation, post.team.name) == (part, "North")


def test_a_heading_that_is_there_twice_is_asked_for(weyshire):
    run = check(a_list((*AMARA, "01/01/2021"), headings=(*HEADINGS, "Start date")))
    assert (run.stage, run.refusal) == (
        ImportRun.Stage.MATCHING,
        "Two columns are called “Start date”, and they differ. Say which one to read.",
    )

    run = imports.check(machine.teach(run, by=None, columns={"starts_on": "Start date (column I)"}))

    assert (counts(run), run.changes.get().starts_on) == ((1, 0, 0, 0, 0), date(2021, 1, 1))


@pytest.mark.parametrize("again", ["", "06/01/2020"])
def test_a_heading_that_is_there_twice_over_the_same_or_nothing_is_one(weyshire, again):
    run = check(a_list((*AMARA, again), headings=(*HEADINGS, "Start date")))

    assert counts(run) == (1, 0, 0, 0, 0)


def test_a_number_beside_its_words_under_the_same_heading_is_known_as_the_number(weyshire):
    """As SAP writes them: each thing by its key, then by its name."""
    headings = ("Employee", "Employee", "Position", "Position", "Start date")

    run = check(a_list(("0042", "Okafor, Amara", "60001", "Social worker", "06/01/2020"), headings=headings))

    assert (counts(run), imports.columns_found(run)["staff_number"]) == ((1, 0, 0, 0, 0), "Employee number")


def test_a_formula_is_kept_as_the_text_it_is(weyshire):
    run = save(a_list(row(surname="=1+1"), row(staff_number="W2", email="", surname="'-Smith")))

    assert counts(run) == (2, 0, 0, 0, 0)
    assert list(Person.objects.order_by("pk").values_list("family_name", flat=True)) == ["=1+1", "-Smith"]


def test_two_files_give_the_same_people_as_one(weyshire):
    whole = hr_file.staff_list(60)
    save(whole.content)
    at_once = content()
    machine.undo(ImportRun.objects.latest("pk"), by=None)

    for part in (whole.rows[:30], whole.rows[30:]):
        save(hr_file.StaffList(part).content)

    assert content() == at_once


def test_saying_that_a_team_was_restructured_keeps_its_leavers(weyshire):
    people = [row(staff_number=f"W{n}", email="", team="Tannery Lane", first_name=f"P{n}") for n in range(4)]
    save(a_list(*people))
    left = a_list(*[row(person, end_date="06/11/2026") for person in people])
    run = check(left)
    assert counts(run) == (0, 0, 4, 0, 0)

    run = imports.check(machine.reconsider(run, restructured=["Tannery Lane"]))

    assert counts(run) == (0, 0, 0, 4, 0)
    assert run.changes.first().rules[0][0] == "restructured"


CELLS = st.one_of(
    st.sampled_from(["W1", "W2", "Amara", "a@b.example", "Social worker", "06/01/2020", "31/11/2026", "", "=1+1", "'"]),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=12),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.lists(CELLS, max_size=10), max_size=8), headings=st.permutations(HEADINGS))
def test_whatever_the_cells_hold_each_row_is_judged_and_none_brings_the_machine_down(weyshire, rows, headings):
    text = io.StringIO(newline="")
    csv.writer(text).writerows([headings, *rows])

    with transaction.atomic():
        run = save(text.getvalue().encode())
        judged = sum(run.counts.get(kind, 0) for kind in Kind)
        transaction.set_rollback(True)

    assert run.stage == ImportRun.Stage.REFUSED or judged == run.rows <= len(rows)
