"""Comparing two records, making them one, saying that they are two, and undoing: what somebody reads and presses."""

import pytest

from academy.home import actions
from academy.people.models import Account, Merge, Person
from academy.people.rules import Role
from tests.builders import make_account, make_person, make_spell, signed_in
from tests.people.reading import read

pytestmark = pytest.mark.django_db
WHY = "Both told me that they changed name at marriage"


def merge(kept: Person, merged: Person, *, by: Account | None = None) -> Merge:
    return actions.merge_people(kept, merged, why=WHY, by=by)


@pytest.fixture
def dan():
    return signed_in(make_account(Role.ACADEMY, person=make_person("Dan", "Whitcombe")))


def test_two_records_are_compared_made_one_and_made_two_again_on_pages(dan, kept, merged):
    page = read(dan, "/people/merges/new/", one=kept.pk, other=merged.pk)
    assert "amara.bell@trust.example" in page
    assert "0042, Weyshire Community Health" in page

    answer = dan.post(
        f"/people/merges/new/?one={kept.pk}&other={merged.pk}", {"kept": kept.pk, "why": WHY}, follow=True
    )

    page = answer.content.decode()
    assert WHY in page
    assert "1 post" in page
    done = Merge.objects.get()
    assert "Two records again" in dan.post(f"/people/merges/{done.pk}/undo/", follow=True).content.decode()
    assert Person.objects.filter(pk=merged.pk).exists()


def test_why_must_be_said_and_a_refusal_is_shown(dan, kept, merged):
    address = f"/people/merges/new/?one={kept.pk}&other={merged.pk}"
    assert "Error: Compare" in dan.post(address, {"kept": kept.pk}).content.decode()
    Person.objects.filter(pk=merged.pk).update(birth_year=1970)

    page = dan.post(address, {"kept": kept.pk, "why": WHY}).content.decode()

    assert "One was born in 1988 and the other in 1970" in page


def test_they_are_said_to_be_two(dan, trust):
    one, other = make_person(swe_number="SW0123"), make_person(swe_number="SW123")
    assert "the same registration number" in read(dan, "/people/merges/").lower()

    dan.post(f"/people/merges/two/?one={one.pk}&other={other.pk}")

    assert "No two records look like one person" in read(dan, "/people/merges/")


def test_the_other_record_is_found_from_a_persons_page(dan, kept, merged):
    assert f"/people/{kept.pk}/same/" in read(dan, f"/people/{kept.pk}/")

    page = read(dan, f"/people/{kept.pk}/same/", q="Bell")

    assert f"one={kept.pk}&amp;other={merged.pk}" in page


@pytest.mark.parametrize("query", ["", "?one=1", "?one=x&other=2", "?one={0}&other={0}", "?one={0}&other={1}"])
def test_a_pair_that_is_not_two_people_within_reach_is_not_there(query, kept, trust):
    elsewhere = make_spell(make_person("Amara")).person
    lead = signed_in(make_account(Role.TRAINING_LEAD, person=make_person("Grace"), organisation=trust))

    assert lead.get(f"/people/merges/new/{query.format(kept.pk, elsewhere.pk)}").status_code == 404


def test_undoing_asks_for_a_press_and_says_when_it_cannot_be(dan, kept, merged):
    done = merge(kept, merged)
    assert dan.get(f"/people/merges/{done.pk}/undo/").status_code == 302
    make_person("New", "Comer", email="amara.bell@trust.example")

    page = dan.post(f"/people/merges/{done.pk}/undo/").content.decode()

    assert "given to somebody else since" in page
    assert Merge.objects.get().undone_at is None
