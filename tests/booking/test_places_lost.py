"""Places given back, by why and by service: what each viewer reads of it, and what stays hidden."""

from datetime import timedelta

import pytest

from academy.booking import measures, queries
from academy.booking.models import Booking
from academy.booking.rules import CancelReason, Status
from academy.core import clock
from academy.people.rules import Role
from tests.booking.cast import account_of, in_days, queries_of, text_of, worker
from tests.builders import (
    make_account,
    make_booking,
    make_organisation,
    make_person,
    make_session,
    make_spell,
    make_team,
    make_viewer,
    signed_in,
)

pytestmark = pytest.mark.django_db
WORK, ILL = CancelReason.WORKLOAD, CancelReason.ILL


def lost(number: int, reason: CancelReason, organisation, *, person=None, days: int = -20, **fields) -> None:
    session = make_session(starts_at=in_days(days))
    for _ in range(number):
        who = person or make_person("Gives", "Back")
        make_booking(
            session, who, status=Status.CANCELLED, cancel_reason=reason, organisation=organisation,
            placed_at=clock.now() - timedelta(days=90), **fields,
        )  # fmt: skip


def read(viewer, **more):
    period = {"since": clock.today() - timedelta(days=60), "until": clock.today()}
    return queries.places_lost(viewer, **{**period, **more})


def rows(found) -> dict[str, tuple]:
    return {row.service: (row.counts[WORK], row.counts[ILL], row.total) for row in found.rows}


@pytest.fixture
def academy_viewer():
    return make_viewer(Role.ACADEMY)


def test_the_reasons_add_up_to_what_was_given_back(partners, academy_viewer):
    lost(9, WORK, partners.council)
    lost(6, ILL, partners.council)
    lost(12, WORK, partners.health)
    lost(7, ILL, partners.health)

    found = read(academy_viewer)

    assert rows(found) == {"Council": (9, 6, 15), "Health": (12, 7, 19)}
    assert (found.to_workload, found.total, sum(found.counts.values())) == (21, 34, 34)
    assert found.total == Booking.objects.filter(status=Status.CANCELLED).count()


def test_turns_on_the_list_and_sessions_called_off_are_no_places_lost(partners, academy_viewer):
    lost(5, CancelReason.SESSION_OFF, partners.council)
    lost(5, WORK, partners.council, days=-100)
    make_booking(make_session(starts_at=in_days(-9)), status=Status.CANCELLED, cancel_reason=WORK, placed_at=None)

    assert read(academy_viewer).rows == ()


def test_small_numbers_are_hidden_and_cannot_be_worked_out(partners, academy_viewer):
    lost(9, WORK, partners.council)
    lost(3, ILL, partners.council)
    lost(12, WORK, partners.health)
    lost(7, ILL, partners.health)

    found = rows(read(academy_viewer))

    assert found["Council"][1] == "c"
    assert [cell for cells in found.values() for cell in cells].count("c") >= 4
    assert measures.places_lost_to_workload(read(academy_viewer), on=clock.today()).count == 21


def test_a_figure_of_few_is_withheld(partners, academy_viewer):
    lost(2, WORK, partners.council)
    lost(9, ILL, partners.council)

    figure = measures.places_lost_to_workload(read(academy_viewer), on=clock.today(), opens_to="/x/")

    assert (figure.is_suppressed, figure.value, figure.opens_to) == (True, None, "")


def test_a_manager_reads_exactly_of_their_team_and_of_nobody_else(ruth, amara, partners):
    viewer = make_viewer(Role.MANAGER, person=ruth)
    lost(2, WORK, partners.council, person=amara)
    lost(8, WORK, partners.council)
    lost(1, ILL, partners.council, person=ruth)

    found = read(viewer)

    assert (rows(found), found.is_exact) == ({"Weyshire Council": (2, 0, 2)}, True)
    assert measures.places_lost_to_workload(found, on=clock.today()).count == 2


def test_a_training_lead_reads_by_team(partners, amara):
    viewer = make_viewer(Role.TRAINING_LEAD, organisation=partners.council)
    team = make_team("Court team", organisation=partners.council)
    for _ in range(3):
        person = make_person("In", "Court")
        make_spell(person, team=team)
        lost(1, WORK, partners.council, person=person)
    lost(1, ILL, partners.council, person=amara)

    assert rows(read(viewer, organisation=partners.council)) == {"Court team": (3, 0, 3), "No team": (0, 1, 1)}
    assert read(viewer, organisation=partners.health).rows == ()


def test_who_sees_only_numbers_sees_everybody_counted(partners):
    lost(9, WORK, partners.council)
    lost(2, WORK, partners.health)

    for role in (Role.DIRECTOR, Role.MEMBER):
        found = rows(read(make_viewer(role)))
        assert set(found) == {"Council", "Health"}
        assert found["Health"] == ("c", 0, "c")


def test_the_page_keeps_the_period_in_its_address_and_opens_to_teams(partners):
    client = signed_in(make_account(Role.ACADEMY, person=make_person("Dan")))
    lost(9, WORK, partners.council)
    lost(9, ILL, partners.health, days=-200)
    since = clock.today() - timedelta(days=60)

    page = client.get(f"/booking/lost/?since={since}").content.decode()
    agencies = client.get(f"/booking/lost/?since={since}&kind=council").content.decode()
    inside = text_of(client.get(f"/booking/lost/?since={since}&organisation={partners.council.pk}"))
    file = b"".join(client.get(f"/booking/lost/?since={since}&format=csv").streaming_content).decode()

    assert f"?since={since}&amp;kind=council" in page
    assert f"?since={since}&amp;kind=council&amp;organisation={partners.council.pk}" in agencies
    assert "Health</a>" not in page
    assert "No team" in inside
    assert '"Council",9,0' in file


def test_the_page_asks_as_often_however_many_services(partners):
    client, asked = signed_in(make_account(Role.DIRECTOR)), []
    for _ in range(2):
        for _ in range(2):
            lost(6, WORK, make_organisation("One more"))
        asked.append(queries_of(lambda: client.get("/booking/lost/")))

    assert asked[0] == asked[1] <= 8


def test_odd_periods_show_something(partners):
    client = signed_in(make_account(Role.DIRECTOR))

    answers = [client.get(f"/booking/lost/?{odd}").status_code for odd in (
        "since=x", "since=2027-01-01&until=2026-01-01", "organisation=x", "organisation=999999", "since=0001-01-01",
    )]  # fmt: skip

    assert answers == [200, 200, 200, 404, 200]


def test_a_manager_hears_at_home_of_places_lost_to_workload(ruth, amara, partners):
    lost(3, WORK, partners.council, person=amara)

    home = text_of(signed_in(account_of(ruth, Role.MANAGER)).get("/"))
    nobody = text_of(signed_in(account_of(worker("Tom", partners.council), Role.MANAGER)).get("/"))

    assert "Three places were lost to too much work" in home
    assert "lost to too much work" not in nobody
