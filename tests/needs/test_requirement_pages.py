from datetime import timedelta

import pytest
from django.urls import reverse

from academy.core import clock
from academy.needs.models import Requirement
from academy.people.models import JobRole
from academy.people.rules import Role
from tests.builders import make_account, make_item, make_organisation, make_requirement, signed_in
from tests.needs.test_my_team import lede_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def dan():
    return signed_in(make_account(Role.ACADEMY, organisation=make_organisation()))


def typed(wanted, **said):
    role = JobRole.objects.get(code="social_worker")
    return {
        "item": wanted.title,
        "job_role": role.pk,
        "due_within_days": 84,
        "renewal_months": "",
        "starts_on": clock.today().isoformat(),
        **said,
    }


def test_what_is_asked_of_whom_is_listed(dan):
    make_requirement(make_item("Fire safety"), due_within_days=84, renewal_months=36)
    make_requirement(make_item("Data protection"), job_role=None, organisation_kind="council", due_within_days=30)

    response = dan.get(reverse("requirements"))

    words = words_of(response)
    assert lede_of(response) == "What is asked of whom: two rules. Gaps follow from them by themselves."
    assert "Data protection Everyone in council organisations Within 30 days Once" in words
    assert "Fire safety Social worker Within 12 weeks Every 3 years" in words


def test_what_has_ended_is_kept_apart(dan):
    make_requirement(make_item("Fire safety"), ends_on=clock.today() - timedelta(days=1))

    assert "No requirements yet" in words_of(dan.get(reverse("requirements")))
    assert "Fire safety" in words_of(dan.get(reverse("requirements"), {"show": "ended"}))


def test_the_academy_adds_a_requirement(dan):
    response = dan.post(reverse("requirement-new"), typed(make_item("Fire safety"), renewal_months=12, why="Buildings"))

    requirement = Requirement.objects.get()
    assert response.url == requirement.get_absolute_url()
    assert (requirement.job_role.code, requirement.renewal_months, requirement.why) == (
        "social_worker",
        12,
        "Buildings",
    )
    assert "Who Social worker How soon Within 12 weeks of starting How often Every year Why Buildings" in words_of(
        dan.get(response.url)
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"item": ""}, "Answer “What must they learn?”"),
        ({"item": "SAFEGUARDING"}, "The catalogue has nothing called “SAFEGUARDING”. Is it “Safeguarding level 3”?"),
        ({"due_within_days": "soon"}, "Enter a whole number, like 12"),
        ({"due_within_days": "9999"}, "Give people from 0 to 730 days."),
        ({"renewal_months": "0"}, "Enter 1 or more"),
        ({"renewal_months": "121"}, "It is done again after 1 to 120 months. Leave it empty if once is enough."),
        ({"starts_on": "31/12/9999"}, "Choose a day from 1950 to 2150."),
        ({"starts_on": "31/11/2026"}, "31/11/2026 is not a date: November has 30 days"),
    ],
)
def test_what_cannot_be_understood_is_explained_and_nothing_is_saved(dan, said, words):
    response = dan.post(reverse("requirement-new"), typed(make_item("Safeguarding level 3"), **said))

    assert words in words_of(response)
    assert Requirement.objects.count() == 0


def test_asking_the_same_twice_is_refused_beside_the_item(dan):
    requirement = make_requirement(make_item("Fire safety"))

    words = words_of(dan.post(reverse("requirement-new"), typed(requirement.item)))

    assert "The same people are already asked for “Fire safety”. Change that requirement." in words


def test_a_change_leads_to_the_new_one_and_the_old_one_says_so(dan):
    old = make_requirement(make_item("Fire safety"))

    response = dan.post(reverse("requirement-change", args=[old.pk]), typed(old.item, due_within_days=28))

    new = Requirement.objects.exclude(pk=old.pk).get()
    assert response.url == new.get_absolute_url()
    page = dan.get(old.get_absolute_url())
    assert lede_of(page).startswith("This was changed on ")
    assert new.get_absolute_url() in page.content.decode()


def test_a_change_that_says_the_same_is_refused(dan):
    old = make_requirement(make_item("Fire safety"))

    words = words_of(dan.post(reverse("requirement-change", args=[old.pk]), typed(old.item)))

    assert "This is what the requirement says already." in words


def test_a_requirement_is_ended(dan):
    requirement = make_requirement(make_item("Fire safety"))

    response = dan.post(reverse("requirement-end", args=[requirement.pk]), {"ends_on": clock.today().isoformat()})

    page = dan.get(response.url)
    assert lede_of(page).startswith("This ended on ")
    assert reverse("requirement-change", args=[requirement.pk]) not in page.content.decode()


def test_anybody_may_read_what_is_asked_and_only_the_academy_may_change_it():
    requirement = make_requirement(make_item("Fire safety"))
    amara = signed_in(make_account(Role.PRACTITIONER, organisation=make_organisation()))

    page = amara.get(requirement.get_absolute_url())

    assert "Who Social worker" in words_of(page)
    assert reverse("requirement-change", args=[requirement.pk]) not in page.content.decode()
    assert [
        amara.get(reverse(name, args=args)).status_code
        for name, args in (
            ("requirements", []),
            ("requirement-new", []),
            ("requirement-change", [requirement.pk]),
            ("requirement-end", [requirement.pk]),
        )
    ] == [404] * 4


def test_a_requirement_that_never_was_is_not_found(dan):
    assert dan.get(reverse("requirement", args=[123456])).status_code == 404
