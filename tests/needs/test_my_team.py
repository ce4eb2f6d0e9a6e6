import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from academy.core import clock
from academy.core.models import Notice
from academy.people.rules import Role
from tests.builders import (
    make_account,
    make_booking,
    make_completion,
    make_item,
    make_organisation,
    make_person,
    make_requirement,
    make_session,
    make_spell,
    make_team,
    signed_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth():
    """A manager with a team of her own."""
    team = make_team()
    person = make_person("Ruth", "Adeyemi")
    make_spell(person, team=team, job_role="team_manager")
    account = make_account(Role.MANAGER, person=person, organisation=team.organisation)
    account.team = team
    return account


def colleague(ruth, given_name="Amara", family_name="Okafor", **fields):
    person = make_person(given_name, family_name)
    make_spell(person, team=ruth.team, line_manager=ruth.person, **fields)
    return person


def days_ago(days):
    return clock.today() - timedelta(days=days)


def in_full(day):
    return f"{day:%-d %B}"


def words_of(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode().split("<main")[1].split("</main>")[0])
    return " ".join(text.split())


def lede_of(response):
    return " ".join(re.search(r'class="app-lede">(.*?)</p>', response.content.decode(), re.S)[1].split())


def overdue_by(days, person, item):
    """Done so long ago that a year's validity ran out that many days ago."""
    make_completion(person, item, completed_on=clock.months_after(days_ago(days), -12))


def test_the_page_says_who_is_overdue_who_is_new_and_who_is_fine(ruth):
    refresher, first = make_item("Safeguarding level 3 refresher"), make_item("Working together, day one")
    make_requirement(refresher, renewal_months=12)
    make_requirement(first, job_role="newly_qualified_social_worker")
    amara = colleague(ruth)
    overdue_by(39, amara, refresher)
    make_completion(colleague(ruth, "Tom", "Beckett"), refresher, completed_on=days_ago(20))
    colleague(ruth, "Leila", "Haddad", job_role="newly_qualified_social_worker", started_on=days_ago(8))

    response = signed_in(ruth).get(reverse("my-team"))

    assert lede_of(response) == (
        "One of three people has all they need. One is overdue, and one new starter has nothing booked."
    )
    words = words_of(response)
    assert "Showing 2 of 3 people , with something due." in words
    assert "Amara Okafor Social worker, here" in words
    assert "Overdue 39 days Safeguarding level 3 refresher Book" in words
    assert "New starter One thing in the first 12 weeks, nothing booked yet Book it" in words
    assert f"Newly qualified social worker, started {in_full(days_ago(8))}" in words
    assert "Tom Beckett" not in words


def test_everyone_is_shown_when_asked_for(ruth):
    colleague(ruth)

    response = signed_in(ruth).get(reverse("my-team"), {"show": "everyone"})

    assert "Amara Okafor Social worker, here" in words_of(response)
    assert "Up to date Nothing due in the next 60 days" in words_of(response)


def test_what_is_booked_says_when_instead_of_offering_to_book(ruth):
    item = make_item("Supervision skills")
    make_requirement(item, due_within_days=130)
    joseph = colleague(ruth, "Joseph", "Mensah", started_on=days_ago(100))
    session = make_session(item)
    make_booking(session, joseph)

    words = words_of(signed_in(ruth).get(reverse("my-team")))

    due, booked = in_full(days_ago(100 - 130)), in_full(session.starts_at.date())
    assert f"Due {due} Supervision skills Booked {booked}" in words


def test_a_team_with_nothing_due_is_told_so(ruth):
    colleague(ruth)

    response = signed_in(ruth).get(reverse("my-team"))

    assert lede_of(response) == "The one person in your team has all they need."
    assert "Nothing is due Nobody here has anything overdue, or due in the next 60 days." in words_of(response)


def test_a_manager_of_nobody_is_told_why(ruth):
    response = signed_in(ruth).get(reverse("my-team"))

    assert lede_of(response) == "You manage nobody at the moment."
    assert "Nobody is in your team yet" in words_of(response)


def test_the_page_can_be_read_as_it_was_on_another_day(ruth):
    item = make_item("Fire safety")
    make_requirement(item, renewal_months=12)
    amara = colleague(ruth)
    make_completion(amara, item, completed_on=days_ago(10))

    response = signed_in(ruth).get(reverse("my-team"), {"on": days_ago(11).isoformat()})

    assert "Overdue" in words_of(response)
    assert lede_of(response).startswith(f"On {in_full(days_ago(11))} {days_ago(11).year}: nobody of one has")


def test_a_day_that_is_none_is_explained_and_nothing_is_lost(ruth):
    colleague(ruth)

    response = signed_in(ruth).get(reverse("my-team"), {"on": "31/11/2026"})

    assert "November has 30 days" in words_of(response)
    assert response.status_code == 200


def test_only_one_requirement_can_be_looked_at(ruth):
    fire, risk = make_item("Fire safety"), make_item("Risk")
    make_requirement(fire)
    wanted = make_requirement(risk)
    colleague(ruth)

    words = words_of(signed_in(ruth).get(reverse("my-team"), {"requirement": wanted.pk}))

    assert "Risk Book" in words
    assert "Fire safety Book" not in words


def test_what_most_are_overdue_for_is_offered_for_all_of_them_at_once(ruth):
    refresher, other = make_item("Safeguarding level 3 refresher"), make_item("Fire safety")
    make_requirement(refresher, renewal_months=12)
    make_requirement(other, job_role="family_support_worker", due_within_days=30)
    amara, tom = colleague(ruth), colleague(ruth, "Tom", "Beckett")
    for person in (amara, tom):
        overdue_by(6, person, refresher)
    colleague(ruth, "Joseph", "Mensah", job_role="family_support_worker", started_on=days_ago(200))
    session = make_session(refresher, places=3)

    response = signed_in(ruth).get(reverse("my-team"))

    assert (
        "2 people chosen. Both need Safeguarding level 3 refresher."
        f" {in_full(session.starts_at.date())} has 3 places. Book 2 places Remind both" in words_of(response)
    )
    ticked = re.findall(r'value="(\d+)" id="p\d+"[^>]* checked', response.content.decode())
    assert sorted(ticked) == sorted([str(tom.pk), str(amara.pk)])


def test_choosing_people_leads_to_booking_for_them(ruth):
    refresher = make_item("Safeguarding level 3 refresher")
    requirement = make_requirement(refresher)
    amara, tom = colleague(ruth), colleague(ruth, "Tom", "Beckett")
    session = make_session(refresher)

    response = signed_in(ruth).post(
        reverse("my-team-chosen"), {"person": [amara.pk, tom.pk], "requirement": requirement.pk, "do": "book"}
    )

    assert response.url == (
        f"/booking/sessions/{session.pk}/team/?person={tom.pk}&person={amara.pk}&because=needs.requirement%3A{requirement.pk}"
    )


def test_without_a_date_choosing_people_leads_to_the_dates_there_are(ruth):
    requirement = make_requirement(make_item())

    response = signed_in(ruth).post(
        reverse("my-team-chosen"), {"person": colleague(ruth).pk, "requirement": requirement.pk, "do": "book"}
    )

    assert response.url == f"/booking/?item={requirement.item_id}"


def test_nobody_chosen_is_said_and_nothing_is_done(ruth):
    requirement = make_requirement(make_item())
    colleague(ruth)
    client = signed_in(ruth)

    response = client.post(reverse("my-team-chosen"), {"requirement": requirement.pk, "do": "book"}, follow=True)

    assert "Nobody was ticked." in words_of(response)


def test_reminding_tells_each_once_a_day(ruth):
    requirement = make_requirement(make_item("Fire safety"))
    amara = colleague(ruth)
    colleague(ruth, "Tom", "Beckett", job_role="other")
    client = signed_in(ruth)
    sent = {"person": [amara.pk], "requirement": requirement.pk, "do": "remind"}

    first = client.post(reverse("my-team-chosen"), sent, follow=True)
    client.post(reverse("my-team-chosen"), sent)

    assert "One person is reminded by e-mail of everything they have due." in words_of(first)
    notice = Notice.objects.get()
    assert (notice.to, notice.subject) == (amara.email, "One thing to do, from Ruth Adeyemi")
    assert "- Fire safety: Overdue" in notice.body


def test_somebody_elses_team_is_not_touched(ruth):
    requirement = make_requirement(make_item())
    stranger = make_spell(make_person("Ines", "Costa")).person
    colleague(ruth)

    response = signed_in(ruth).post(
        reverse("my-team-chosen"), {"person": stranger.pk, "requirement": requirement.pk, "do": "remind"}, follow=True
    )

    assert "Nobody was ticked." in words_of(response)
    assert Notice.objects.count() == 0


def test_the_download_has_a_line_for_each_gap(ruth):
    make_requirement(make_item("Fire safety"), due_within_days=0)
    colleague(ruth, started_on=days_ago(100))

    response = signed_in(ruth).get(reverse("my-team"), {"format": "csv"})

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines == [
        '"Name","Role","What","Status","Due","Booked","Last done"',
        f'"Amara Okafor","Social worker","Fire safety","Overdue 100 days","{days_ago(100)}","",""',
    ]


def test_the_grid_shows_everybody_and_everything(ruth):
    fire, risk = make_item("Fire safety"), make_item("Risk")
    make_requirement(fire, due_within_days=0)
    make_requirement(risk, job_role="family_support_worker")
    colleague(ruth, started_on=days_ago(100))
    tom = colleague(ruth, "Tom", "Beckett", job_role="family_support_worker")
    make_completion(tom, risk, completed_on=days_ago(3))

    client = signed_in(ruth)
    words = words_of(client.get(reverse("my-team-grid")))
    file = client.get(reverse("my-team-grid"), {"format": "csv"})

    assert "Name Fire safety Risk" in words
    assert "Amara Okafor Overdue 100 days" in words
    assert "Tom Beckett Up to date" in words
    assert b"".join(file.streaming_content).decode("utf-8-sig").splitlines() == [
        '"Name","Fire safety","Risk"',
        '"Amara Okafor","Overdue 100 days","Not needed"',
        '"Tom Beckett","Not needed","Up to date"',
    ]


@pytest.mark.parametrize("name", ["my-team", "my-team-grid"])
def test_as_many_questions_for_three_people_as_for_one(ruth, name):
    item = make_item("Fire safety")
    make_requirement(item, due_within_days=0)
    make_session(item)
    colleague(ruth, started_on=days_ago(100))
    client = signed_in(ruth)
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as for_one:
        client.get(reverse(name))
    colleague(ruth, "Tom", "Beckett", started_on=days_ago(90))
    colleague(ruth, "Priya", "Nair", started_on=days_ago(9))

    with CaptureQueriesContext(connection) as for_three:
        client.get(reverse(name))

    assert len(for_three) == len(for_one) < 14


@pytest.mark.parametrize("role", [role for role in Role if role != Role.MANAGER])
def test_it_is_for_managers(role):
    client = signed_in(make_account(role, organisation=make_organisation()))

    assert [client.get(reverse(name)).status_code for name in ("my-team", "my-team-grid", "my-team-chosen")] == [
        404
    ] * 3


def test_the_page_is_small_enough(ruth):
    make_requirement(make_item("Fire safety"), due_within_days=0)
    for number in range(11):
        colleague(ruth, f"Person{number}", "Made-up", started_on=date(2020, 1, 1))

    page = signed_in(ruth).get(reverse("my-team")).content

    assert len(page) < 30 * 1024


@pytest.mark.parametrize("on", ["1 January 0001", "31/12/9999"])
def test_a_day_too_far_away_is_explained(ruth, on):
    colleague(ruth)

    assert "Choose a day from 1950 to 2150." in words_of(signed_in(ruth).get(reverse("my-team"), {"on": on}))


def test_what_is_no_persons_number_is_nobody(ruth):
    requirement = make_requirement(make_item())
    colleague(ruth)
    sent = {"person": ["9" * 40, "x", "-1"], "requirement": requirement.pk, "do": "book"}

    response = signed_in(ruth).post(reverse("my-team-chosen"), sent, follow=True)

    assert "Nobody was ticked." in words_of(response)
