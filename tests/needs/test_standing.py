"""How things stand on a day, what is kept of it, what counts instead, and what will be needed."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from academy.catalogue.rules import Mode
from academy.core import clock
from academy.needs import actions, jobs, queries, rules
from academy.needs.models import Equivalent, GapSnapshot, Profession, Requirement, Setting, SnapshotDay
from academy.people.models import JobRole
from academy.people.rules import Role
from academy.people.scope import TheAuthority
from tests.builders import (
    TODAY,
    make_account,
    make_booking,
    make_completion,
    make_item,
    make_organisation,
    make_person,
    make_requirement,
    make_session,
    make_spell,
    signed_in,
)

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 31)


@pytest.fixture
def council():
    return make_organisation("Weyshire", code="weyshire")


def make_worker(council, name="Amara", **fields):
    person = make_person(name, "Made-up")
    make_spell(person, organisation=council, **fields)
    return person


def gaps(on=TODAY) -> set[tuple[str, str]]:
    return {(gap.person_name, gap.title) for gap in queries.gaps(TheAuthority(on), on=on)}


def test_another_item_counts_instead_between_its_days(council):
    refresher, trust_course = make_item("Level 3 refresher"), make_item("Level 3 at the trust")
    make_requirement(refresher, renewal_months=36)
    for name, done_on in (("Early", date(2025, 12, 31)), ("Within", date(2026, 1, 1)), ("Late", date(2026, 6, 30))):
        make_completion(make_worker(council, name), trust_course, completed_on=done_on)

    actions.add_equivalent(
        refresher, trust_course, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 29), by=None, why="Same days"
    )

    assert gaps() == {("Early Made-up", "Level 3 refresher"), ("Late Made-up", "Level 3 refresher")}


def test_what_counts_instead_runs_out_as_the_other_would(council):
    refresher, trust_course = make_item("Level 3 refresher"), make_item("Level 3 at the trust")
    make_requirement(refresher, renewal_months=12)
    actions.add_equivalent(refresher, trust_course, starts_on=date(2020, 1, 1), by=None)
    make_completion(make_worker(council), trust_course, completed_on=date(2025, 3, 31))

    [gap] = queries.gaps(TheAuthority(TODAY), on=TODAY)
    assert (gap.due_on, gap.last_on) == (date(2026, 3, 31), date(2025, 3, 31))


def test_nothing_counts_as_itself_or_twice(council):
    one, other = make_item("One"), make_item("Other")
    actions.add_equivalent(one, other, starts_on=TODAY, by=None)

    with pytest.raises(rules.RequirementRefused):
        actions.add_equivalent(one, one, starts_on=TODAY, by=None)
    with pytest.raises(rules.RequirementRefused):
        actions.add_equivalent(one, other, starts_on=TODAY, by=None)
    held = Equivalent.objects.get()
    assert actions.end_equivalent(held, on=TODAY, by=None).ends_on == TODAY
    with pytest.raises(rules.AlreadyEnded):
        actions.end_equivalent(held, on=TODAY, by=None)


@pytest.mark.parametrize(("days", "is_gap"), [(30, False), (31, True), (200, True)])
def test_a_requirement_counts_as_due_so_many_days_before(council, days, is_gap):
    item = make_item("Once in three years")
    make_requirement(item, renewal_months=36, due_soon_days=days)
    make_completion(make_worker(council), item, completed_on=date(2023, 12, 11))  # due 31 days after TODAY

    assert bool(gaps()) == is_gap


def test_roles_are_named_in_one_way(council):
    item, social_work = make_item(), Profession.objects.get(code="social_work")
    role = JobRole.objects.get(code="teacher")

    with pytest.raises(rules.TwoWays):
        actions.add_requirement(actions.Asking(item, job_role=role, profession=social_work), starts_on=TODAY, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_requirement(item, job_role="teacher", profession=social_work)


def test_a_setting_is_who_its_lines_say_from_day_to_day(council):
    setting = actions.add_setting("Hospital", kind="place", by=None)
    nurse = JobRole.objects.get(code="nurse")
    make_worker(council, "Nora", job_role="nurse")
    make_requirement(make_item("Wards"), job_role=None, setting=setting)
    assert gaps() == set()

    line = actions.add_to_setting(setting, job_role=nurse, starts_on=date(2026, 1, 1), by=None)
    actions.take_out_of_setting(line, on=date(2026, 6, 30), by=None)

    assert gaps(date(2026, 6, 30)) == {("Nora Made-up", "Wards")}
    assert gaps(date(2026, 7, 1)) == gaps(date(2025, 12, 31)) == set()
    with pytest.raises(rules.SettingRefused):
        actions.add_to_setting(setting, starts_on=TODAY, by=None)
    with pytest.raises(rules.SettingRefused):
        actions.add_setting("Hospital", kind="place", by=None)


def test_the_settings_that_come_with_the_academy_say_who_is_in_them():
    codes = set(Setting.objects.filter(lines__isnull=False).values_list("code", flat=True))

    assert {"contact-1", "contact-2", "contact-3", "health-1", "health-2", "health-3", "school"} <= codes


def test_the_end_of_a_month_is_kept_as_it_stood_when_it_was_over(council, monkeypatch):
    item = make_item("Every year")
    requirement = make_requirement(item, renewal_months=12)
    late, done = make_worker(council, "Late"), make_worker(council, "Done")
    make_completion(late, item, completed_on=date(2025, 2, 1))
    actions.take_snapshot(MARCH)  # in the night before: the day has hours to come
    make_completion(done, item, completed_on=MARCH)

    jobs.keep_month_end(on="2026-04-01")

    day = queries.written_down(TheAuthority(), MARCH)
    rows = set(GapSnapshot.objects.filter(taken_on=MARCH).values_list("person", "requirement", "due_on"))
    assert rows == {(late.pk, requirement.pk, date(2026, 2, 1))}
    assert day.is_kept
    assert day.people == 2


def test_the_status_of_any_requirement_on_31_march_is_what_was_stored_that_day(council):
    items = [make_item(f"Item {number}") for number in range(3)]
    asked = [
        make_requirement(item, renewal_months=12, due_within_days=28 * number) for number, item in enumerate(items)
    ]
    for number in range(6):
        person = make_worker(council, f"Person{number}", started_on=MARCH - timedelta(days=40 * number))
        make_completion(person, items[number % 3], completed_on=MARCH - timedelta(days=60 * number + 300))
    jobs.keep_month_end(on="2026-04-01")
    for on in ("2026-04-30", "2026-05-31", "2026-11-10"):
        jobs.take_gap_snapshot(on=on)  # other days come and go

    viewer = TheAuthority(TODAY)
    day = queries.written_down(viewer, MARCH)
    for requirement in asked:
        standing = queries.standing_of(viewer, requirement, on=MARCH)
        assert queries.standing_written_down(day, requirement) == standing.count
        assert queries.people_changed_since(viewer, day, requirement) == (set(), set())
    assert sum(queries.standing_written_down(day, one).gaps for one in asked) > 3, "nothing to compare"


def test_what_came_in_late_is_told_from_what_was_stored(council):
    item = make_item("Every year")
    requirement = make_requirement(item, renewal_months=12)
    person = make_worker(council)
    jobs.keep_month_end(on="2026-04-01")
    make_completion(person, item, completed_on=date(2026, 3, 1))
    client = signed_in(make_account(Role.ACADEMY, organisation=council))

    page = client.get(f"/needs/requirements/{requirement.pk}/status/?on=2026-03-31").content.decode()

    assert "When that day was over it was 1 overdue of 1." in page
    assert "No gap any more: Amara Made-up." in page


def test_kept_twice_is_kept_once_and_after_two_years_no_more(council):
    make_requirement()
    make_worker(council)
    first = jobs.keep_month_end(on="2026-04-01")
    finished_at = SnapshotDay.objects.get(taken_on=MARCH).finished_at

    assert jobs.keep_month_end(on="2026-04-02") == first
    assert SnapshotDay.objects.get(taken_on=MARCH).finished_at == finished_at
    assert GapSnapshot.objects.filter(taken_on=MARCH).exists()
    actions.take_snapshot(date(2028, 4, 1))
    assert not GapSnapshot.objects.filter(taken_on=MARCH).exists()


def test_the_future_is_what_happens_if_nothing_is_done(council):
    item = make_item("Every year")
    requirement = make_requirement(item, renewal_months=12)
    make_completion(make_worker(council), item, completed_on=date(2026, 10, 1))

    now = queries.standing_of(TheAuthority(TODAY), requirement, on=TODAY)
    then = queries.standing_of(TheAuthority(TODAY), requirement, on=date(2027, 10, 2))

    assert (now.up_to_date, now.count.overdue, then.up_to_date, then.count.overdue) == (1, 0, 0, 1)


def test_demand_counts_each_person_when_it_falls_due_and_again_when_it_is_short(council):
    yearly, half_yearly = make_item("Yearly"), make_item("Half-yearly")
    make_requirement(yearly, renewal_months=12)
    make_requirement(yearly, renewal_months=12, job_role=None)  # asked twice, needed once
    make_requirement(half_yearly, renewal_months=6)
    person = make_worker(council)
    make_completion(person, yearly, completed_on=date(2026, 1, 15))
    make_completion(person, half_yearly, completed_on=date(2026, 5, 1))

    demand = queries.demand(TheAuthority(TODAY), on=TODAY)

    assert demand.items[yearly.pk] == {"2027-01": queries.Wanted(1)}
    assert demand.items[half_yearly.pk] == {"overdue": queries.Wanted(1), "2027-05": queries.Wanted(1)}


def test_demand_stands_beside_the_places_that_are_planned(council):
    item, own_time = make_item("A course"), make_item("At home", mode=Mode.OWN_TIME)
    make_requirement(item)
    make_requirement(own_time)
    people = [make_worker(council, f"Person{number}") for number in range(4)]
    today = clock.today()
    session = make_session(item, places=2)
    make_booking(session, people[0])

    viewer = TheAuthority(today)
    course, home = sorted(
        queries.demand_lines(queries.demand(viewer, on=today), on=today), key=lambda line: line.is_own_time
    )

    assert (course.people, course.booked, course.places, course.free, course.short) == (4, 1, 2, 1, 2)
    assert (home.people, home.short) == (4, 0)


def test_everybodys_demand_is_written_down_with_the_gaps(council):
    item = make_item("A course")
    make_requirement(item)
    for number in range(3):
        make_worker(council, f"Person{number}")
    today = clock.today()
    worked_out = queries.demand(TheAuthority(today), on=today)

    actions.take_snapshot(today, people_at_a_time=2)

    day = SnapshotDay.objects.get(taken_on=today)
    assert queries.Demand.from_json(day.demand) == worked_out == queries.demand(TheAuthority(today), on=today)
    assert worked_out.items[item.pk]["overdue"].people == 3


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_of_demand_asks_the_same_few_questions(council, people, django_assert_max_num_queries):
    lead = make_account(Role.TRAINING_LEAD, organisation=council)
    for number in range(people):
        make_requirement(make_item(f"Item {number}"))
        make_worker(council, f"Person{number}")
    client = signed_in(lead)
    client.get("/needs/demand/")

    with django_assert_max_num_queries(16):
        page = client.get("/needs/demand/").content.decode()

    assert "run" in page
    assert "short of places" in page
    assert client.get("/needs/demand/?format=csv").getvalue().decode().count("Item") == people
    item = Requirement.objects.first().item
    assert "Overdue now" in client.get(f"/needs/demand/items/{item.pk}/").content.decode()


def test_the_pages_of_settings_and_of_what_counts_instead(council):
    client = signed_in(make_account(Role.ACADEMY, organisation=council))
    asked, other = make_item("Asked"), make_item("Other")
    requirement = make_requirement(asked)
    said = {"item": asked.pk, "counts": other.title, "starts_on": "2026-01-01", "ends_on": "", "why": "Same days"}

    assert client.post("/needs/equivalents/new/", said).status_code == 302
    held = Equivalent.objects.get()
    assert "Same days" in client.get("/needs/equivalents/").content.decode()
    assert "What counts instead" in client.get(f"/needs/requirements/{requirement.pk}/").content.decode()
    assert client.get(f"/needs/equivalents/{held.pk}/end/").status_code == 200
    assert client.post(f"/needs/equivalents/{held.pk}/end/", {"ends_on": "2026-12-31"}).status_code == 302
    assert client.get("/needs/settings/new/").status_code == 200
    made = client.post("/needs/settings/new/", {"name": "Front door", "kind": "place", "about": "First to hear"})
    nurse = JobRole.objects.get(code="nurse")
    client.post(made.url, {"job_role": nurse.pk, "starts_on": "2026-01-01"})
    page = client.get(made.url).content.decode()
    assert "Nurse" in page
    assert "Front door" in client.get("/needs/settings/").content.decode()
    line = Setting.objects.get(code="front-door").lines.get()
    client.post(f"/needs/settings/lines/{line.pk}/end/")
    assert "Who was in it" in client.get(made.url).content.decode()


def test_machines_and_the_command_line_say_the_same(council):
    item = make_item("A course")
    requirement = make_requirement(item)
    make_worker(council)
    client = signed_in(make_account(Role.ACADEMY, organisation=council))

    answer = client.get(f"/api/needs/requirements/{requirement.pk}/status?on=2026-11-10").json()
    out = StringIO()
    call_command("status", on=TODAY, requirement=requirement.pk, json=True, stdout=out)

    numbers = {"people": 1, "up_to_date": 0, "due": 0, "overdue": 1, "exempt": 0}
    assert {name: answer[name] for name in numbers} == numbers
    assert all(f'"{name}": {number}' in out.getvalue() for name, number in numbers.items())
    [line] = client.get("/api/needs/demand").json()
    assert (line["item_code"], line["people"], line["short"]) == (item.code, 1, 1)


def test_what_somebody_needed_on_another_day(council):
    item = make_item("A course")
    make_requirement(item, due_within_days=0)
    person = make_worker(council, started_on=date(2026, 2, 1))
    make_completion(person, item, completed_on=date(2026, 5, 1))
    client = signed_in(make_account(Role.ACADEMY, organisation=council))

    page = client.get(f"/needs/people/{person.pk}/?on=2026-03-31").content.decode()

    assert "On 31 March 2026:" in page
    assert "Overdue 58 days" in page
