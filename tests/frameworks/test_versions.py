"""Frameworks in their versions: what replaces what, what stays, and what roles are expected to do."""

from datetime import date, timedelta

import pytest

from academy.core import thread, trail
from academy.frameworks import actions, queries
from academy.frameworks.models import Counterpart, Framework, JobRoleCapability
from academy.frameworks.rules import AlreadyThere, EndsBeforeItStarts, Force, Level, SameLevel, force
from academy.people.models import JobRole
from academy.people.rules import Role
from academy.people.scope import Viewer
from tests.builders import (
    LONG_AGO,
    TODAY,
    make_account,
    make_item,
    make_person,
    make_reflection,
    make_spell,
    make_viewer,
    signed_in,
)
from tests.builders_practice import make_framework, make_level, make_scores

pytestmark = pytest.mark.django_db
APRIL = date(2027, 4, 1)


@pytest.fixture
def old():
    return make_framework("Standards", "Neglect", "Recording", version="2018")


@pytest.fixture
def new(old):
    made = actions.add_framework("Standards", code="standards", version="2027", starts_on=APRIL, by=None, replaces=old)
    for name in ("Naming neglect", "Writing"):
        actions.add_capability(made, name, code=name.lower().replace(" ", "_"), by=None)
    for was, now in zip(old.capabilities.all(), made.capabilities.all(), strict=True):
        actions.carry_on(was, by_what=now, by=None)
    return made


@pytest.mark.parametrize(
    ("on", "stands"),
    [
        (date(2026, 3, 31), Force.TO_COME),
        (date(2026, 4, 1), Force.IN_FORCE),
        (date(2027, 3, 31), Force.IN_FORCE),
        (APRIL, Force.RETIRED),
    ],
)
def test_a_framework_stands_from_its_first_day_to_its_last(on, stands):
    assert force(date(2026, 4, 1), date(2027, 3, 31), on=on) == stands


def test_what_is_replaced_is_in_force_to_the_day_before(old, new):
    old.refresh_from_db()

    assert (old.ends_on, new.replaces) == (date(2027, 3, 31), old)
    viewer, days = make_viewer(Role.PRACTITIONER), (date(2027, 3, 31), APRIL)
    found = [queries.frameworks(viewer, on=on).filter(code="standards") for on in days]
    in_force = [[one.version for one in there] for there in found]
    assert in_force == [["2018"], ["2027"]]


def test_what_ends_sooner_anyway_keeps_its_last_day(old):
    actions.retire(old, on=date(2026, 12, 31), by=None)

    actions.add_framework("New", code="new", version="1", starts_on=APRIL, by=None, replaces=old)

    assert Framework.objects.get(pk=old.pk).ends_on == date(2026, 12, 31)


def test_nothing_replaces_what_starts_later():
    later = make_framework("Later", starts_on=APRIL)

    with pytest.raises(EndsBeforeItStarts):
        actions.add_framework("New", code="new", version="1", starts_on=APRIL, by=None, replaces=later)

    assert list(Framework.objects.filter(code="new")) == []


def test_a_capability_is_not_carried_on_within_its_own_framework(old):
    first, second = old.capabilities.all()

    with pytest.raises(AlreadyThere):
        actions.carry_on(first, by_what=second, by=None)


def test_carrying_on_twice_is_once(old, new):
    was, now = old.capabilities.first(), new.capabilities.first()

    actions.carry_on(was, by_what=now, by=None)

    assert Counterpart.objects.filter(capability=was).count() == 1
    assert [entry.verb for entry in trail.entries_about(Counterpart.objects.get(capability=was))] == ["carried on"]


def test_capabilities_are_followed_through_any_number_of_versions_both_ways(old, new, django_assert_num_queries):
    third = actions.add_framework(
        "Standards", code="standards", version="2030", starts_on=date(2030, 4, 1), by=None, replaces=new
    )
    last = actions.add_capability(third, "Neglect and writing", code="both", by=None)
    was, recording = old.capabilities.all()
    now, writing = new.capabilities.all()
    for one in (now, writing):
        actions.carry_on(one, by_what=last, by=None)

    assert queries.carried_on_to([was.pk]) == {was.pk: {was.pk, now.pk, last.pk}}
    assert queries.earlier([last.pk, now.pk]) == {
        last.pk: {last.pk, now.pk, writing.pk, was.pk, recording.pk},
        now.pk: {now.pk, was.pk},
    }
    with django_assert_num_queries(3):
        queries.earlier([last.pk, now.pk, writing.pk])


def test_a_version_retired_leaves_old_evidence_as_it_was(old, new):
    """Items, reflections and confirmed scores point where they pointed, in the words in which they were said."""
    amara, (was, recording) = make_person(), old.capabilities.all()
    make_spell(amara)
    item, reflection = make_item(), make_reflection(amara)
    item.capabilities.add(was)
    reflection.capabilities.add(was)
    scores = make_scores(amara, old, 2, 3, confirmed=(2, 3))
    before = list(scores.scores.values_list("capability__name", "own", "confirmed"))

    actions.retire(old, on=TODAY, by=None)
    actions.retire(old, on=date(2026, 6, 1), by=None)

    after = Viewer(make_account(Role.PRACTITIONER, person=amara), on=APRIL)
    assert [one.name for one in item.capabilities.all()] == ["Neglect"]
    assert [one.name for one in reflection.capabilities.all()] == ["Neglect"]
    assert list(scores.scores.values_list("capability__name", "own", "confirmed")) == before
    assert (was.name, was.framework.version, recording.name) == ("Neglect", "2018", "Recording")
    assert [one.name for one in queries.capabilities(after, on=APRIL) if one.framework.code == "standards"] == [
        "Naming neglect",
        "Writing",
    ]


def test_pages_of_a_retired_version_say_what_it_meant_and_what_carries_it_on(old, new, client):
    make_item().capabilities.add(old.capabilities.first())
    actions.retire(old, on=date(2026, 11, 9), by=None)
    client = signed_in(make_account(Role.PRACTITIONER))

    version = client.get(f"/catalogue/capabilities/frameworks/{old.pk}/").content.decode()
    capability = client.get(old.capabilities.first().get_absolute_url()).content.decode()

    assert "Today: retired." in version
    assert "What was said with it still means what it meant." in version
    assert "Carried on by" in version
    assert "Naming neglect" in version
    assert "Retired on 9 November 2026." in capability
    assert f'href="{new.capabilities.first().get_absolute_url()}"' in capability


def test_a_version_is_read_as_at_a_day(old):
    capability = old.capabilities.first()
    make_level(capability, 2)
    actions.expect_level(JobRole.objects.get(code="social_worker"), capability, Level.ALONE, on=APRIL, by=None)
    actions.retire(old, on=date(2027, 6, 30), by=None)
    client, address = signed_in(make_account(Role.PRACTITIONER)), f"/catalogue/capabilities/frameworks/{old.pk}/"

    today, later, after = (
        client.get(address + query).content.decode() for query in ("", "?on=2027-04-01", "?on=1+July+2027")
    )

    assert "Today: in force." in today
    assert "Expected of social worker (2)." in today
    assert "On 1 April 2027: in force." in later
    assert "Expected of social worker (3)." in later
    assert "On 1 July 2027: retired." in after


@pytest.mark.parametrize("number", [1, 3])
def test_however_much_there_is_it_takes_the_same_questions(number, django_assert_num_queries):
    framework = make_framework("Many", *(f"Capability {each}" for each in range(number)))
    for capability in framework.capabilities.all():
        make_level(capability)
    viewer = make_viewer(Role.PRACTITIONER)
    assert viewer.roles

    with django_assert_num_queries(6):
        found = queries.whole_framework(viewer, framework.pk, on=TODAY)
        assert [len(one.expected_then) for one in found.capabilities.all()] == [1] * number
    with django_assert_num_queries(2):
        assert len(list(queries.all_frameworks(viewer))) == 3


def test_the_list_of_frameworks_has_every_version_with_where_it_stands(old, new):
    page = signed_in(make_account(Role.MEMBER)).get("/catalogue/capabilities/frameworks/").content.decode()

    assert 'Standards, 2018</a> <span class="govuk-tag is-good">In force' in page
    assert 'Standards, 2027</a> <span class="govuk-tag is-due">To come' in page
    assert "Followed by" in page
    assert "Add a framework" not in page


def test_the_academy_team_says_a_last_day_and_is_refused_one_before_the_first(old):
    client = signed_in(make_account(Role.ACADEMY))
    address = f"/catalogue/capabilities/frameworks/{old.pk}/retire/"

    refused = client.post(address, {"ends_on": "2019-01-01"}).content.decode()
    client.post(address, {"ends_on": "31 March 2027"})

    assert "Standards started on 6 January 2020. Choose that day or later." in refused
    assert Framework.objects.get(pk=old.pk).ends_on == date(2027, 3, 31)


def test_the_thread_leads_from_an_old_version_to_the_new_and_back(old, new):
    assert [list(knot.records) for knot in thread.effects(thread.knot_of(old))] == [[new]]
    assert [list(knot.records) for knot in thread.causes(thread.knot_of(new))] == [[old]]
    link = Counterpart.objects.get(capability=old.capabilities.first())
    assert [list(knot.records) for knot in thread.effects(thread.knot_of(link))] == [[new.capabilities.first()]]


# --- what is expected of roles ----------------------------------------------------------------------------------------


def test_a_new_level_is_a_new_row_and_the_old_one_stays_known(old):
    role, capability = JobRole.objects.get(code="social_worker"), old.capabilities.first()
    first = actions.expect_level(role, capability, Level.HELPED, on=LONG_AGO, by=None)

    actions.expect_level(role, capability, Level.ALONE, on=TODAY, by=None)

    rows = JobRoleCapability.objects.order_by("pk").values_list("level", "starts_on", "ends_on")
    assert list(rows) == [(2, LONG_AGO, TODAY - timedelta(days=1)), (3, TODAY, None)]
    assert queries.expected_levels(role, old, on=TODAY - timedelta(days=1)) == {capability.pk: 2}
    assert queries.expected_levels(role, old, on=TODAY) == {capability.pk: 3}
    assert [entry.verb for entry in trail.entries_about(first)] == ["expected"]


def test_a_level_of_the_same_day_is_corrected_and_the_same_level_refused(old):
    role, capability = JobRole.objects.get(code="social_worker"), old.capabilities.first()
    actions.expect_level(role, capability, Level.HELPED, on=TODAY, by=None)
    actions.expect_level(role, capability, Level.LEADS, on=TODAY, by=None)

    with pytest.raises(SameLevel):
        actions.expect_level(role, capability, Level.LEADS, on=TODAY, by=None)

    assert list(JobRoleCapability.objects.values_list("level", "starts_on", "ends_on")) == [(4, TODAY, None)]


def test_the_academy_team_expects_something_of_a_role_and_takes_it_away_again(old):
    client, role = signed_in(make_account(Role.ACADEMY)), JobRole.objects.get(code="social_worker")
    capability = old.capabilities.first()
    address = f"/catalogue/capabilities/roles/{role.pk}/"

    client.post(f"{address}expect/", {"capability": capability.pk, "level": 3, "on": "2026-11-10"})
    said = client.get(address).content.decode()
    held = JobRoleCapability.objects.get()
    client.post(f"{address}expect/", {"take_away": held.pk})

    assert "3: Without help. Since 10 November 2026" in said
    assert "Nothing is expected yet" in client.get(address).content.decode()
    assert "Nothing said yet" in client.get("/catalogue/capabilities/roles/").content.decode()
    assert client.post(f"{address}expect/", {"take_away": held.pk}).status_code == 404
    assert client.post(f"{address}expect/", {"take_away": "9" * 30}).status_code == 404


def test_who_does_not_keep_frameworks_has_no_button_and_no_address(old):
    client = signed_in(make_account(Role.TRAINING_LEAD))

    assert "Expect no more" not in client.get("/catalogue/capabilities/roles/1/").content.decode()
    for address in (
        "frameworks/new/",
        f"frameworks/{old.pk}/retire/",
        f"frameworks/{old.pk}/sources/",
        "roles/1/expect/",
    ):
        assert client.get(f"/catalogue/capabilities/{address}").status_code == 404
