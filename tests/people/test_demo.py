"""Weyshire: the same every time, and like a real place."""

from collections import Counter
from datetime import date

import pytest
from django.contrib.auth.hashers import check_password
from django.db import transaction

from academy.core.demo import World
from academy.people import demo, queries
from academy.people.models import (
    Account,
    DirectoryGroup,
    DirectoryUser,
    Grant,
    Organisation,
    Person,
    Spell,
    StaffNumber,
)
from academy.people.rules import Origin, Role
from academy.people.scope import TheAuthority, Viewer, current_spells, visible

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 10)
SIZE = 1_500


@pytest.fixture
def weyshire() -> None:
    demo.build(World(on=ON, people=SIZE))


def test_there_are_forty_organisations_and_exactly_as_many_people_as_asked_for(weyshire):
    assert (Organisation.objects.count(), Person.objects.count()) == (40, SIZE)
    assert Organisation.objects.get(parent=None).code == "weyshire"
    assert {branch.organisation.name for branch in queries.tree(TheAuthority(ON)) if not branch.people} == set()


def test_a_fifth_are_social_workers_of_whom_a_third_are_here(weyshire):
    everyone = Person.objects.filter(swe_number__isnull=False)
    here = current_spells(ON).filter(person__in=everyone).values("person").distinct().count()

    assert 0.18 < everyone.count() / SIZE < 0.22
    assert 0.3 < here / everyone.count() < 0.5


def test_an_intake_of_newly_qualified_comes_each_september(weyshire):
    starts = Spell.objects.filter(origin=Origin.NEWLY_QUALIFIED, post__job_role__code="newly_qualified_social_worker")
    years = Counter(day.year for day in starts.values_list("started_on", flat=True) if day.month == 9)

    assert sorted(years) == list(range(2012, 2027))


def test_nobody_starts_tomorrow_or_is_left_without_a_line_manager_but_heads(weyshire):
    assert not Spell.objects.filter(started_on__gt=ON).exists()
    assert not Spell.objects.filter(ended_on__gte=ON).exists()
    alone = current_spells(ON).filter(line_manager=None)
    assert alone.count() <= 42
    managed = Counter(current_spells(ON).exclude(line_manager=None).values_list("line_manager", flat=True))
    assert max(managed.values()) <= 14


def test_who_leaves_social_work_says_why_and_where_to(weyshire):
    left = Spell.objects.filter(post__job_role__is_social_work=True, reason_for_leaving__isnull=False)

    assert left.exists()
    assert not left.filter(person__swe_number__isnull=False, destination=None).exists()


def test_the_people_of_the_pictures_are_there(weyshire):
    amara = Account.objects.get(email="practitioner@weyshire.example")
    spell = queries.current_spell(amara.person, ON)
    ruth = Account.objects.get(email="manager@weyshire.example")
    team = queries.team(Viewer(ruth, ON))
    leila = team.get(person__given_name="Leila")

    assert (amara.person.name, str(spell.post), str(spell.post.team)) == (
        "Amara Okafor",
        "Social worker",
        "Family Safeguarding, north",
    )
    assert (str(spell.line_manager), ruth.person.name) == ("Ruth Adeyemi", "Ruth Adeyemi")
    assert len(team) == 11
    assert {"Tom Beckett", "Joseph Mensah", "Priya Nair", "Leila Haddad"} <= {str(row.person) for row in team}
    assert (ON - leila.started_on).days == 8


def test_each_of_the_seven_signs_in_with_a_role_of_their_own(weyshire):
    accounts = Account.objects.filter(email__in=demo.who_signs_in())

    last = {account.email: account.grants.order_by("-pk").first().role for account in accounts}

    assert sorted(last.values()) == sorted(Role)
    assert all(account.is_demonstration for account in Account.objects.all())
    assert check_password(demo.DEMO_PASSWORD, accounts[0].password)
    assert Account.objects.count() == len(demo.who_signs_in()) + 40 + 25  # 25: the second training leads


def test_a_training_lead_sees_one_organisation_and_a_member_nobody(weyshire):
    lead = Viewer(Account.objects.get(email="lead@weyshire.example"), ON)
    member = Viewer(Account.objects.get(email="member@weyshire.example"), ON)

    organisations = current_spells(ON).filter(person__in=visible(lead, Person)).values_list("post__organisation__code")
    assert Counter(organisations).most_common(1)[0][0] == ("weyshire-community-health",)
    assert list(visible(member, Person)) == [member.person]


def test_addresses_belong_to_nobody_real(weyshire):
    assert not Person.objects.exclude(email__endswith=".example").exists()
    assert Person.objects.filter(birth_year__lt=1950).count() == 0
    assert StaffNumber.objects.count() == SIZE
    assert not Grant.objects.filter(starts_on__gt=ON).exists()


@pytest.mark.parametrize("people", [60, 300])
def test_a_small_weyshire_stands_too(people):
    demo.build(World(on=date(2027, 2, 28), people=people))

    assert Person.objects.count() == people


def built(people: int) -> list[tuple]:
    """Everybody’s posts, built and taken back."""
    with transaction.atomic():
        demo.build(World(on=ON, people=people))
        rows = Spell.objects.order_by("person__email", "started_on", "post__title", "line_manager__email")
        made = list(rows.values_list("person__email", "started_on", "ended_on", "post__title", "line_manager__email"))
        transaction.set_rollback(True)
    return made


def test_the_same_day_and_size_make_the_same_people():
    assert built(200) == built(200)
    assert built(200) != built(210)


def test_the_directory_of_the_trust_has_announced_some_of_its_people(weyshire):
    users = DirectoryUser.objects.select_related("person", "organisation")
    at_work = current_spells(ON).filter(post__organisation__code="weyshire-community-health")

    assert users.count() == 12
    assert {user.organisation.code for user in users} == {"weyshire-community-health"}
    assert {user.person_id for user in users} <= set(at_work.values_list("person", flat=True))
    assert list(DirectoryGroup.objects.values_list("name", "role")) == [
        ("Academy line managers", "manager"),
        ("Community nurses", ""),
    ]
