"""One organisation becomes part of another: its people go on, and it is closed, not deleted."""

import pytest

from academy.core.models import Entry
from academy.people import actions, rules
from academy.people.models import Grant, Organisation, Restructure, Spell
from academy.people.rules import Role
from tests.builders import (
    LONG_AGO,
    make_account,
    make_agreement,
    make_organisation,
    make_person,
    make_spell,
    make_team,
)
from tests.people.changes import BEFORE, ON, stays
from tests.people.reading import days, read, typed

pytestmark = pytest.mark.django_db


def merge(organisation, other, on=ON):
    return actions.merge_organisation(organisation, other, on=on, by=None)


@pytest.fixture
def council() -> Organisation:
    return make_organisation("Council", code="council")


@pytest.fixture
def two(council) -> tuple[Organisation, Organisation]:
    return (
        make_organisation("Small Trust", parent=council, kind="health", code="small"),
        make_organisation("Large Trust", parent=council, kind="health", code="large"),
    )


def test_people_go_on_in_the_other_organisation_and_the_first_is_closed_not_deleted(two):
    small, large = two
    ruth = make_person("Ruth")
    nurse = make_spell(organisation=small, team=make_team("North", organisation=small), line_manager=ruth)
    alone = make_spell(organisation=small, job_role="nurse")

    made = merge(small, large)

    small.refresh_from_db()
    assert (small.closed_on, small.merged_into, made.organisation, made.merged) == (BEFORE, large, large, small)
    assert stays(nurse.person) == [("North", LONG_AGO, BEFORE, "Ruth"), ("North", ON, None, "Ruth")]
    assert stays(alone.person) == [(None, LONG_AGO, BEFORE, None), (None, ON, None, None)]
    assert set(Spell.objects.filter(started_on=ON).values_list("post__organisation", flat=True)) == {large.pk}
    assert (made.before, made.after) == (["Small Trust"], [{"name": "Large Trust", "people": 2}])
    assert Entry.objects.count() == 1


def test_roles_end_and_those_of_the_person_go_on_in_the_other_organisation(two):
    small, large = two
    person = make_spell(organisation=small).person
    account = make_account(Role.PRACTITIONER, Role.MANAGER, Role.TRAINING_LEAD, person=person, organisation=small)
    Grant.objects.create(account=account, role=Role.MANAGER, organisation=large, starts_on=LONG_AGO)
    Grant.objects.create(
        account=account, role=Role.TRAINING_LEAD, organisation=small, starts_on=days(40), ends_on=days(50)
    )

    merge(small, large)

    held = account.grants.order_by("organisation__code", "role").values_list(
        "organisation__code", "role", "starts_on", "ends_on"
    )
    assert list(held) == [
        ("large", "manager", LONG_AGO, None),
        ("large", "practitioner", ON, None),
        ("small", "manager", LONG_AGO, BEFORE),
        ("small", "practitioner", LONG_AGO, BEFORE),
        ("small", "training_lead", LONG_AGO, BEFORE),
    ]


def test_its_agreement_ends_the_day_before(two):
    small, large = two
    held, over = make_agreement(small), make_agreement(make_organisation(kind="school"), ends_on=days(-5))

    merge(small, large)

    held.refresh_from_db(), over.refresh_from_db()
    assert (held.last_on, over.last_on) == (BEFORE, days(-5))


@pytest.mark.parametrize("wrong", ["itself", "closed", "top", "parts", "date"])
def test_what_cannot_be_merged_is_refused_and_nothing_has_changed(two, wrong):
    small, large = two
    spell = make_spell(organisation=small)
    if wrong == "parts":
        make_organisation("Part", parent=small, kind="health")
    if wrong == "closed":
        large.closed_on = days(-1)
        large.save()
    pair = {"itself": (small, small), "top": (small.parent, large)}.get(wrong, two)

    with pytest.raises((rules.SameThing, rules.AlreadyClosed, rules.HasParts, rules.UnlikelyDate)):
        merge(*pair, on=days(-800) if wrong == "date" else ON)

    assert stays(spell.person) == [(None, LONG_AGO, None, None)]
    assert not Restructure.objects.exists()


def test_somebody_who_holds_the_same_post_in_both_is_named(two):
    small, large = two
    person = make_spell(make_person("Amara"), organisation=small).person
    make_spell(person, organisation=large)

    with pytest.raises(rules.AlreadyInPost, match="Amara Okafor is Social worker in Large Trust already"):
        merge(small, large)


# Pages


def test_organisations_are_merged_after_a_check(dan, two):
    small, large = two
    make_spell(organisation=small, team=make_team("North", organisation=small))
    make_account(Role.TRAINING_LEAD, person=make_person("Grace", "Lindqvist"), organisation=small)
    make_agreement(small)
    address = f"/people/organisations/{small.pk}/merge/"
    sent = {"into": large.pk, "on": typed(ON)}

    form, check = read(dan, address), dan.post(address, sent).content.decode()
    before = Restructure.objects.count()
    saved = dan.post(address, {**sent, "is_checked": "True"})

    assert "It becomes part of" in form
    for words in (
        "One person works at Large Trust", "Large Trust has the team North",
        "Grace Lindqvist is no longer training lead",
        "Large Trust has none, so the Academy team will not see their records", "This cannot be undone",
    ):  # fmt: skip
        assert words in check
    made = Restructure.objects.get()
    assert (before, saved["Location"]) == (0, made.get_absolute_url())
    assert "Small Trust merged" in read(dan, made.get_absolute_url())


def test_what_is_closed_is_out_of_the_tree_and_of_every_choice_and_still_found(dan, two):
    small, large = two
    merge(small, large, on=days(0))

    assert "Small Trust" not in read(dan, "/people/organisations/")
    assert "Small Trust" in read(dan, "/people/organisations/", show="closed")
    page = read(dan, small.get_absolute_url())
    assert "when it became part of" in page
    assert "Add a team" not in page
    assert "Small Trust" not in read(dan, "/people/new/")
    assert dan.get(f"/people/organisations/{small.pk}/merge/").status_code == 404
    assert dan.get(f"/people/organisations/{small.pk}/restructure/").status_code == 404


def test_a_training_lead_merges_nothing(grace, trust, two):
    made = merge(*two)

    refused = [grace.get(f"/people/organisations/{trust.pk}/merge/"), grace.get(made.get_absolute_url())]

    assert [answer.status_code for answer in refused] == [404] * 2
