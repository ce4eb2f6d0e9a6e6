"""The Academy team says which role a group of a directory gives."""

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import strip_tags

from academy.people.models import DirectoryGroup
from academy.people.rules import Role
from tests.builders import make_organisation
from tests.people.directory import Directory, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory(trust) -> Directory:
    return Directory(trust)


def text(page: HttpResponse) -> str:
    """Cell after cell, with a space between."""
    return " ".join(strip_tags(page.content.decode().replace("<", " <")).split())


def test_an_organisation_without_a_directory_reads_what_to_do(dan, trust):
    page = dan.get(reverse("directory-groups", args=[trust.pk]))

    assert "No groups yet" in text(page)


def test_groups_are_listed_with_how_many_are_in_them_and_what_they_give(dan, trust, directory):
    directory.add_group("Managers", directory.add_user())
    Directory(make_organisation("Weyshire Police")).add_group("Sergeants")

    page = text(dan.get(reverse("directory-groups", args=[trust.pk])))

    assert "Managers 1 None Choose its role" in page
    assert "Sergeants" not in page


def test_a_role_is_chosen_and_taken_away_again(dan, trust, directory):
    user = directory.add_user()
    directory.add_group("Managers", user)
    address = reverse("directory-group", args=[DirectoryGroup.objects.get().pk])
    held = row(user).person.account.grants.filter(role=Role.MANAGER)

    saved = dan.post(address, {"role": "manager"}, follow=True)
    has_role = held.exists()
    dan.post(address, {"role": ""})

    assert "Managers 1 Line manager Choose its role" in text(saved)
    assert (has_role, held.exists()) == (True, False)


def test_no_other_role_can_be_sent(dan, directory):
    directory.add_group("Managers")
    group = DirectoryGroup.objects.get()

    page = dan.post(reverse("directory-group", args=[group.pk]), {"role": "academy"})

    group.refresh_from_db()
    assert (page.status_code, group.role) == (200, "")


def test_nobody_but_the_academy_team_opens_them(grace, trust, directory):
    directory.add_group("Managers")

    for address in (
        reverse("directory-groups", args=[trust.pk]),
        reverse("directory-group", args=[DirectoryGroup.objects.get().pk]),
    ):
        assert grace.get(address).status_code == 404
