"""The barometer from records to page: what is counted, when it stays, and who is shown what."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from academy.booking.models import Leading, Register, Trainer
from academy.core import clock
from academy.core.models import Entry
from academy.impact import actions, jobs, measures, queries
from academy.impact.models import AcceptedReflection, EngagementSnapshot
from academy.impact.rules import barometer as rules
from academy.impact.rules.barometer import Act, Group
from academy.people.rules import Role
from academy.people.scope import TheAuthority
from tests.builders import (
    make_account,
    make_completion,
    make_follow_up,
    make_item,
    make_organisation,
    make_person,
    make_reflection,
    make_session,
    make_spell,
    signed_in,
)

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def quarter():
    return rules.last_whole_quarter(clock.today())


@pytest.fixture
def council():
    return make_organisation("Weyshire Council", kind="council")


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)


def example(person, on: date, item=None, *, story: str = "I asked first.") -> None:
    """They used it and wrote how."""
    completion = make_completion(person, item, completed_on=on - timedelta(days=91))
    make_follow_up(completion, due_on=on, used="often", difference="some", story=story, answered_at=at(on))


def staff(number: int, organisation, **fields) -> list:
    people = [make_person() for _ in range(number)]
    for person in people:
        make_spell(person, organisation=organisation, **fields)
    return people


def everybody() -> tuple[int, int, int, int]:
    row = EngagementSnapshot.objects.filter(group=Group.EVERYBODY).order_by("-quarter_on")[0]
    return row.eligible, row.evidenced, row.eligible_all_year, row.sustained


def test_what_leaves_evidence_is_found_and_what_does_not_is_not(quarter, council):
    on = quarter.first_on + timedelta(days=10)
    wrote, seen, silent, taught, reflected = staff(5, council)
    example(wrote, on)
    completion = make_completion(seen, completed_on=on - timedelta(days=91))
    make_follow_up(
        completion,
        due_on=on,
        used="once",
        answered_at=at(on),
        manager_saw="often",
        manager_answered_at=at(on + timedelta(days=2)),
    )
    make_follow_up(make_completion(silent, completed_on=on), due_on=on, used="often", answered_at=at(on))  # a tap alone
    session = make_session(starts_at=at(on))
    Register.objects.create(session=session, secret="x", closed_at=at(on))
    Leading.objects.create(
        day=session.days.get(), trainer=Trainer.objects.create(person=taught, known_as="Helen Marsh")
    )
    reflection = make_reflection(reflected, shared_with=wrote, shared_at=at(on))
    AcceptedReflection.objects.create(reflection=reflection, accepted_on=on)

    assert sorted(queries.acts(quarter.first_on, quarter.last_on)) == sorted(
        [
            (wrote.pk, on, Act.EXAMPLE),
            (seen.pk, on + timedelta(days=2), Act.EXAMPLE),
            (taught.pk, on, Act.TAUGHT),
            (reflected.pk, on, Act.REFLECTION_ACCEPTED),
        ]
    )


def test_a_session_called_off_or_with_its_register_open_was_not_taught(quarter):
    on = quarter.first_on
    for is_cancelled, closed_at in ((True, at(on)), (False, None)):
        session = make_session(starts_at=at(on), is_cancelled=is_cancelled)
        Register.objects.create(session=session, secret="x", closed_at=closed_at)
        trainer = Trainer.objects.create(person=make_person(), known_as="Helen")
        Leading.objects.create(day=session.days.get(), trainer=trainer)

    assert queries.acts(quarter.first_on, quarter.last_on) == []


def test_modules_repeats_bulk_and_sign_ins_move_nothing_in_the_records_either(quarter, council):
    people = staff(20, council)
    for person in people[:5]:
        example(person, quarter.first_on)
    actions.count_quarter(quarter, on=clock.today())
    before = everybody()

    for person in people:
        make_account(Role.PRACTITIONER, person=person)
        for module in range(5):
            make_completion(person, make_item(f"Module {module}"), completed_on=quarter.first_on)
    make_completion(people[0], completed_on=quarter.last_on)
    actions.count_quarter(quarter, on=clock.today())

    assert everybody() == before == (20, 5, 20, 0)


def test_a_second_example_in_the_quarter_counts_no_more_and_the_first_one_does(quarter, council):
    person, *_ = staff(10, council)
    actions.count_quarter(quarter, on=clock.today())
    assert everybody()[1] == 0

    example(person, quarter.first_on)
    actions.count_quarter(quarter, on=clock.today())
    assert everybody()[1] == 1

    example(person, quarter.last_on, make_item("Another"))
    actions.count_quarter(quarter, on=clock.today())
    assert everybody()[1] == 1


def test_those_who_never_sign_in_count_and_volunteers_and_merged_records_do_not(quarter, council):
    staff(10, council)
    staff(4, council, job_role="foster_carer", contract="foster")
    twice = make_person()
    make_spell(twice, organisation=council)
    twice.merged_into = make_person()
    twice.save()

    actions.count_quarter(quarter, on=clock.today())

    assert everybody()[0] == 10


def test_who_left_after_the_quarter_stays_in_it(quarter, council):
    staff(10, council)
    staff(3, council, ended_on=quarter.last_on + timedelta(days=3))
    staff(2, council, ended_on=quarter.last_on - timedelta(days=3))

    actions.count_quarter(quarter, on=clock.today())

    assert everybody()[0] == 13


def test_groups_are_counted_apart(quarter, council):
    trust = make_organisation("Trust", kind="health")
    boss = make_person("Bea", "Boss")
    make_spell(boss, organisation=council)
    staff(4, council, line_manager=boss)
    nurses = staff(8, trust, job_role="nurse")
    for back in rules.quarters_until(quarter, 4)[1:]:
        for nurse in nurses[:2]:
            example(nurse, back.first_on, make_item(f"Course of {nurse.pk} {back.first_on}"))

    actions.count_quarter(quarter, on=clock.today())

    rows = EngagementSnapshot.objects.order_by("group").values_list(
        "group", "kind", "eligible", "evidenced", "eligible_all_year", "sustained"
    )
    assert list(rows) == [
        ("agency", "health", 8, 2, 8, 2),
        ("everybody", "", 13, 2, 13, 2),
        ("managers", "", 1, 0, 1, 0),
        ("partners", "", 1, 1, 1, 1),  # a quarter of the trust’s people
        ("staff", "", 4, 0, 4, 0),
    ]


def test_the_job_counts_each_quarter_until_it_has_been_over_for_a_month(quarter, council):
    staff(10, council)

    assert jobs.count_engagement() == "8 quarters counted"
    EngagementSnapshot.objects.filter(quarter_on=quarter.previous.last_on).update(counted_on=quarter.first_on)
    again = actions.count_engagement(on=clock.today())

    is_over = (clock.today() - quarter.last_on).days >= rules.FINAL_AFTER_DAYS
    assert (quarter.previous in again, quarter in again) == (True, not is_over)


def test_counted_twice_is_counted_once(quarter, council):
    staff(10, council)

    actions.count_quarter(quarter, on=clock.today())
    actions.count_quarter(quarter, on=clock.today())

    assert EngagementSnapshot.objects.filter(group=Group.EVERYBODY).count() == 1


def snapshot(quarter, group="everybody", *, eligible=200, evidenced=60, kind="", all_year=180, kept=40):
    return EngagementSnapshot.objects.create(
        quarter_on=quarter.last_on, group=group, kind=kind, eligible=eligible, evidenced=evidenced,
        eligible_all_year=all_year, sustained=kept, teams=[1, 2, 3, 4], counted_on=clock.today(),
    )  # fmt: skip


def test_the_figures_are_shares_of_people_with_their_counts(quarter):
    snapshot(quarter)
    snapshot(quarter, "partners", eligible=40, evidenced=20, all_year=40, kept=12)
    viewer = TheAuthority()

    figures = [
        measures.engaged_last_quarter(viewer, on=viewer.on),
        measures.sustained_engagement(viewer, on=viewer.on),
        measures.engaged_partners(viewer, on=viewer.on),
    ]

    assert [(one.value_words, one.range_words, one.evidence) for one in figures] == [
        ("30%", "60 of the 200 people in post all quarter", "counted"),
        ("22%", "40 of the 180 people in post all year", "counted"),
        ("30%", "12 of the 40 organisations with staff in post all year", "counted"),
    ]


@pytest.mark.parametrize(
    ("eligible", "evidenced", "words"),
    [(9, 3, "Not known yet"), (50, 2, "Too few to show"), (50, 48, "Too few to show")],
)
def test_no_share_is_given_of_few(quarter, eligible, evidenced, words):
    snapshot(quarter, eligible=eligible, evidenced=evidenced)

    assert measures.engaged_last_quarter(TheAuthority(), on=clock.today()).value_words == words


def test_before_anything_is_counted_it_says_so():
    page = signed_in(make_account(Role.DIRECTOR)).get("/impact/barometer/").content.decode()

    assert "No quarter has been counted yet" in page
    assert "What counts" in page


def test_a_member_reads_agencies_in_the_order_of_the_alphabet_with_small_ones_hidden(
    quarter, django_assert_max_num_queries
):
    snapshot(quarter)
    snapshot(quarter, "staff", eligible=120, evidenced=30)
    snapshot(quarter, "managers", eligible=40, evidenced=20)
    snapshot(quarter, "agency", kind="police", eligible=20, evidenced=2)
    snapshot(quarter, "agency", kind="health", eligible=20, evidenced=8)
    snapshot(quarter.previous)
    client = signed_in(make_account(Role.MEMBER))

    page = client.get("/impact/barometer/").content.decode()

    assert [
        page.index(name) for name in (">Council line managers<", ">Council staff<", ">Health<", ">Police<")
    ] == sorted(page.index(name) for name in (">Council line managers<", ">Council staff<", ">Health<", ">Police<"))
    row = page[page.index(">Police<") :]
    assert row[: row.index("</tr>")].count(">c<") >= 2
    assert "Quarter by quarter" in page
    assert len(page) < 30 * 1024


def test_more_quarters_cost_no_more_questions(quarter, django_assert_num_queries):
    client = signed_in(make_account(Role.MEMBER))
    asked = []
    for one in (quarter, quarter.previous, quarter.previous.previous):
        snapshot(one)
        client.get("/impact/barometer/")
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as counted:
            client.get("/impact/barometer/")
        asked.append(len(counted))

    assert asked[0] == asked[2] < 15


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.INFORMATION])
def test_others_find_no_barometer(role):
    assert signed_in(make_account(role)).get("/impact/barometer/").status_code == 404


def test_the_table_is_a_file(quarter):
    snapshot(quarter)
    snapshot(quarter, "staff", eligible=120, evidenced=30)

    body = b"".join(signed_in(make_account(Role.ACADEMY)).get("/impact/barometer/?format=csv").streaming_content)

    assert "Council staff" in body.decode("utf-8-sig")


def shown_to_manager():
    council = make_organisation()
    manager = make_account(Role.MANAGER, person=make_person("Meera", "Shah"), organisation=council)
    person = make_person("Amara", "Okafor")
    make_spell(person, organisation=council, line_manager=manager.person)
    reflection = make_reflection(person, shared_with=manager.person, shared_at=clock.now())
    return manager, reflection


def test_a_line_manager_says_with_one_tap_that_the_two_have_talked():
    manager, reflection = shown_to_manager()
    client = signed_in(manager)

    assert "We have talked about it" in client.get("/impact/barometer/reflections/").content.decode()
    after = client.post(f"/impact/barometer/reflections/{reflection.pk}/", follow=True).content.decode()
    client.post(f"/impact/barometer/reflections/{reflection.pk}/")

    assert "Nothing waits for you" in after
    assert AcceptedReflection.objects.count() == 1
    assert Entry.objects.filter(verb="talked about").count() == 1


def test_nobody_accepts_what_was_not_shown_to_them():
    _, reflection = shown_to_manager()
    other = make_account(Role.MANAGER, person=make_person("Otto", "Other"))
    own = make_account(Role.MANAGER, person=reflection.person)

    for account in (other, own):
        assert signed_in(account).post(f"/impact/barometer/reflections/{reflection.pk}/").status_code == 404
    assert not AcceptedReflection.objects.exists()


def test_the_manager_is_told_at_home_of_reflections_to_talk_about():
    manager, _ = shown_to_manager()

    assert "talked about" in signed_in(manager).get("/").content.decode()
