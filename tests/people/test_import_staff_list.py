"""A staff list, as any employer's system makes one."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from academy.core import clock, trail
from academy.core import imports as machine
from academy.core.models import Entry, ImportRow, ImportRun
from academy.people import imports
from academy.people.models import Grant, Organisation, Person, Post, Spell, StaffNumber, Team
from academy.people.rules import Role
from tests.builders import make_account, make_organisation, make_person, make_spell, make_team
from tests.people import hr_file
from tests.people.tables import content, counts, hashes

pytestmark = pytest.mark.django_db
HEADINGS = ("Staff number", "First name", "Surname", "Email", "Job title", "Team", "Start date", "End date")
AMARA = ("W1", "Amara", "Okafor", "amara@weyshire.example", "Social worker", "North", "06/01/2020", "")


@pytest.fixture
def weyshire() -> Organisation:
    return make_organisation("Weyshire", code="weyshire")


def a_list(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> bytes:
    return "\r\n".join(";".join(cells) for cells in (headings, *rows)).encode("cp1252")


def row(base: tuple[str, ...] = AMARA, **changed: str) -> tuple[str, ...]:
    """Amara's row with something else in it, by the heading without its space."""
    names = [heading.casefold().replace(" ", "_") for heading in HEADINGS]
    return tuple(changed.get(name, cell) for name, cell in zip(names, base, strict=True))


def check(file: bytes, **options) -> ImportRun:
    return imports.check(imports.start(file, "staff.csv", by=None, **options))


def save(file: bytes, **options) -> ImportRun:
    return imports.save(imports.start(file, "staff.csv", by=None, **options), by=None)


def wrong(run: ImportRun) -> list[tuple[int, str]]:
    rows = run.changes.filter(change="bad")
    return [(row.number, ". ".join(fault.message for fault in machine.faults_of(row))) for row in rows]


def says(run: ImportRun) -> list[str]:
    return list(run.changes.exclude(change="bad").values_list("says", flat=True))


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


def test_a_week_later_those_who_changed_are_joined_moved_and_ended_and_undo_brings_all_back(weyshire):
    before = hashes()
    this_week = hr_file.staff_list(300)
    first = save(this_week.content)
    after_first = hashes()

    second = save(hr_file.changed(this_week, 0.1).content)

    joiners, movers, leavers, same, bad = counts(second)
    assert (joiners, movers + leavers, same, bad) == (0, 30, 270, 0)
    assert leavers == Spell.objects.filter(reason_for_leaving=1).count() > 5
    machine.undo(second, by=None)
    assert hashes() == after_first
    machine.undo(first, by=None)
    assert hashes() == before


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


def test_a_role_held_through_the_post_ends_with_it_and_comes_back_with_undo(weyshire):
    save(a_list(AMARA))
    make_account(Role.TRAINING_LEAD, person=Person.objects.get(), organisation=weyshire)

    run = save(a_list(row(end_date="06/11/2026")))

    assert Grant.objects.get().ends_on == date(2026, 11, 6)
    assert Entry.objects.filter(verb="ended with the post").count() == 1
    machine.undo(run, by=None)
    assert Grant.objects.get().ends_on is None


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


def test_a_line_manager_is_found_by_number_in_the_file_or_the_records(weyshire):
    headings = (*HEADINGS, "Line manager's staff number")
    ruth = row(
        staff_number="W7", first_name="Ruth", surname="Adeyemi", email="ruth@weyshire.example", job_title="Team manager"
    )

    save(a_list((*AMARA, "W7"), (*ruth, ""), headings=headings))
    again = save(a_list((*AMARA, "W7"), headings=headings))

    assert Spell.objects.get(person__given_name="Amara").line_manager.name == "Ruth Adeyemi"
    assert counts(again) == (0, 0, 0, 1, 0)


def test_a_line_manager_whose_row_cannot_be_read_is_filled_in_the_next_time(weyshire):
    headings = (*HEADINGS, "Line manager's staff number")
    ruth = row(staff_number="W7", first_name="Ruth", surname="Adeyemi", email="ruth@weyshire.example")
    spoilt = tuple("31/02/2020" if cell == "06/01/2020" else cell for cell in ruth)

    first = save(a_list((*AMARA, "W7"), (*spoilt, ""), headings=headings))
    second = save(a_list((*AMARA, "W7"), (*ruth, ""), headings=headings))

    assert (counts(first), counts(second)) == ((1, 0, 0, 0, 1), (1, 1, 0, 0, 0))
    assert Spell.objects.filter(person__given_name="Amara").last().line_manager.name == "Ruth Adeyemi"


def test_a_name_alone_never_matches_two_people(weyshire):
    save(a_list(AMARA))

    run = save(a_list(AMARA, row(staff_number="W2", email="other.amara@weyshire.example")))

    assert counts(run) == (1, 0, 0, 1, 0)
    assert Person.objects.filter(family_name="Okafor").count() == 2


def test_without_a_number_an_address_says_who_it_is_and_a_registration_does(weyshire):
    headings = (*HEADINGS, "SWE number")
    save(a_list((*AMARA, "SW12345"), headings=headings))

    by_email = save(a_list((*row(staff_number=""), ""), headings=headings))
    by_registration = save(a_list((*row(staff_number="", email=""), "sw 12345"), headings=headings))

    assert counts(by_email) == counts(by_registration) == (0, 0, 0, 1, 0)


def test_somebody_from_elsewhere_is_met_by_address_only_if_the_whole_name_agrees():
    north, south = make_organisation("North", code="north"), make_organisation("South", code="south")
    amara = make_person("Amara", "Okafor", email="amara@weyshire.example")
    make_spell(amara, organisation=south)

    run = check(a_list(row(surname="Adeyemi")), organisation=north)
    joins = save(a_list(AMARA), organisation=north)

    assert wrong(run) == [(2, "E-mail amara@weyshire.example belongs to somebody else")]
    assert counts(joins) == (1, 0, 0, 0, 0)
    assert {spell.post.organisation for spell in amara.spells.all()} == {north, south}
    assert Spell.objects.get(post__organisation=south).ended_on is None


def test_another_employers_person_with_the_same_staff_number_is_left_alone():
    north, south = make_organisation("North", code="north"), make_organisation("South", code="south")
    save(a_list(AMARA), organisation=south)
    before = Spell.objects.get()

    run = save(a_list(row(first_name="Tom", surname="Beckett", email="")), organisation=north)

    assert counts(run) == (1, 0, 0, 0, 0)
    assert Spell.objects.get(pk=before.pk).person.name == "Amara Okafor"
    assert StaffNumber.objects.filter(number="W1").count() == 2


def test_the_row_that_is_not_the_owner_of_a_number_is_the_wrong_one(weyshire):
    marcia = row(staff_number="W10442", first_name="Marcia", surname="Webb", email="")
    marcus = row(staff_number="W10442", first_name="Marcus", surname="Webb", email="")
    save(a_list(marcia))

    run = check(a_list(marcus, marcia))

    assert wrong(run) == [(2, "Staff number W10442 is also on row 3, Marcia Webb")]
    assert counts(run) == (0, 0, 0, 1, 1)


def test_a_number_that_is_given_out_again_does_not_make_one_person_of_two(weyshire):
    save(a_list(AMARA))

    run = check(a_list(row(first_name="Tom", surname="Beckett", email="tom@weyshire.example")))

    assert wrong(run) == [(2, "Staff number W1 is kept for somebody with another name")]


def test_two_rows_that_contradict_each_other_are_both_left_out(weyshire):
    run = check(a_list(AMARA, row(team="South")))

    assert wrong(run) == [
        (2, "Row 3 has the same person and start date, but says something else"),
        (3, "Row 2 has the same person and start date, but says something else"),
    ]


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


def test_an_organisation_outside_the_branch_is_not_one_we_know(weyshire):
    part = make_organisation("Weyshire Children’s Services", parent=weyshire, code="wcs")
    make_organisation("Hidden Trust", code="hidden")
    headings = (*HEADINGS, "Organisation")

    run = save(
        a_list((*AMARA, "WCS"), (*row(staff_number="W2", email=""), "hidden"), headings=headings), organisation=weyshire
    )

    assert wrong(run) == [(3, "Organisation “hidden” is not one we know")]
    assert Spell.objects.get().post.organisation == part


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


def test_a_formula_is_kept_as_the_text_it_is(weyshire):
    run = save(a_list(row(surname="=1+1"), row(staff_number="W2", email="", surname="'-Smith")))

    assert counts(run) == (2, 0, 0, 0, 0)
    assert list(Person.objects.order_by("pk").values_list("family_name", flat=True)) == ["=1+1", "-Smith"]


def test_nothing_is_built_on_an_import_that_is_undone(weyshire):
    run = save(a_list(AMARA))
    make_account(Role.PRACTITIONER, person=Person.objects.get(), organisation=weyshire)
    before = hashes()

    with pytest.raises(machine.CannotBeUndone, match="There are accounts for Amara Okafor since this import"):
        machine.undo(run, by=None)

    assert hashes() == before


def test_what_was_changed_since_is_not_lost(weyshire):
    run = save(a_list(AMARA))
    person = Person.objects.get()
    person.given_name = "Amara-Jane"
    person.save()

    with pytest.raises(machine.CannotBeUndone, match="Amara-Jane Okafor has been changed since"):
        machine.undo(run, by=None)


def test_an_import_that_is_overtaken_is_undone_after_the_one_that_overtook_it(weyshire):
    first = save(a_list(AMARA))
    save(a_list(AMARA))
    second = save(a_list(row(team="South")))

    with pytest.raises(machine.CannotBeUndone, match=r"staff\.csv was saved after this one"):
        machine.undo(first, by=None)

    machine.undo(second, by=None)
    machine.undo(first, by=None)
    assert Person.objects.count() == 0


def test_what_changed_between_the_check_and_the_save_is_shown_again(weyshire):
    run = check(a_list(AMARA))
    save(a_list(AMARA))

    run = imports.save(run, by=None)

    assert (run.stage, counts(run)) == (ImportRun.Stage.CHECKED, (0, 0, 0, 1, 0))
    assert run.notices[0].startswith("People changed since you looked")


def test_the_file_is_not_kept_once_it_is_saved_or_cancelled(weyshire):
    saved, cancelled = save(a_list(AMARA)), machine.cancel(check(a_list(AMARA)), by=None)

    assert (saved.file, cancelled.file) == (None, None)
    with pytest.raises(machine.NotNow):
        imports.save(cancelled, by=None)
    assert ImportRow.objects.filter(run=saved).exclude(cells=[]).count() == 0


def test_a_cancelled_file_saves_nothing(weyshire):
    before = hashes()

    machine.cancel(check(a_list(AMARA)), by=None)

    assert hashes() == before


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
