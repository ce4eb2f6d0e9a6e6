from datetime import timedelta

import pytest

from academy.catalogue import actions, jobs
from academy.catalogue.models import Item
from academy.core import clock, thread
from academy.core.models import Notice
from academy.frameworks import actions as frameworks
from academy.frameworks import queries as sources
from academy.frameworks.models import CurrencyReview, RestsOn
from academy.frameworks.rules import NothingToReview, Outcome
from academy.people.rules import Role
from tests.builders import (
    make_account,
    make_item,
    make_organisation,
    make_person,
    make_source,
    make_version,
    signed_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return make_organisation("Weyshire Council", code="weyshire")


@pytest.fixture
def lead(organisation):
    return make_account(Role.TRAINING_LEAD, person=make_person("Grace"), organisation=organisation)


@pytest.fixture
def item(organisation, lead):
    """A course that rests on the 2023 version of a source."""
    item = make_item("Working together, day one", organisation=organisation)
    frameworks.rest_on(
        item, [make_version(make_source("Working together"), "2023")], organisation=organisation, by=None
    )
    return item


@pytest.fixture
def changed(item):
    """The same, after the 2026 version came out."""
    source = RestsOn.objects.get().version.source
    make_version(source, "2026", published_on=clock.today() - timedelta(days=7), what_changed="New duties for schools.")
    return item


def test_an_item_says_what_it_rests_on(item):
    client = signed_in(make_account(Role.PRACTITIONER))

    page = client.get(item.get_absolute_url()).content.decode()

    assert "Working together 2023</a>" in page
    assert "Being checked" not in page


def test_when_a_source_changes_the_catalogue_and_the_item_say_so_until_somebody_has_looked(changed):
    reader = signed_in(make_account(Role.PRACTITIONER))

    assert "Being checked" in reader.get("/catalogue/").content.decode()
    assert (
        "Rests on Working together 2023; the 2026 version came out on"
        in reader.get(changed.get_absolute_url()).content.decode()
    )

    actions.review_item(changed, Outcome.STILL_RIGHT, "Day one taught it already.", by=None)

    assert "Being checked" not in reader.get("/catalogue/").content.decode()
    page = reader.get(changed.get_absolute_url()).content.decode()
    assert "Being checked" not in page
    assert "Working together 2026</a>" in page


def test_its_owner_reviews_it_on_the_page_with_a_sentence(changed, lead):
    client = signed_in(lead)
    address = f"/catalogue/{changed.pk}/review/"

    assert "New duties for schools." in client.get(address).content.decode()
    assert "Fill in “In a sentence”" in client.post(address, {"outcome": "changed"}).content.decode()

    response = client.post(address, {"outcome": "changed", "words": "A slide on schools was added."})

    review = CurrencyReview.objects.get()
    assert (response.status_code, review.outcome, review.reviewed_by) == (302, "changed", lead)
    assert client.get(address).status_code == 404


def test_what_is_no_longer_right_leaves_the_offer_and_rests_on_the_old_version_still(changed):
    actions.review_item(changed, Outcome.WITHDRAWN, "It is replaced by another course.", by=None)

    changed.refresh_from_db()
    assert (changed.is_published, RestsOn.objects.get(until_on=None).version.name) == (False, "2023")


def test_nobody_is_asked_about_what_is_withdrawn_until_it_is_offered_again(changed):
    source = RestsOn.objects.get().version.source
    actions.withdraw_item(changed, by=None, why="The trainer left.")
    assert sources.reviews_of(changed).count() == 0
    make_version(source, "2030", published_on=clock.today() - timedelta(days=1))
    assert sources.reviews_of(changed).count() == 0

    actions.offer_again(changed, by=None)

    assert [review.version.name for review in sources.reviews_of(changed)] == ["2030"]


def test_what_was_under_review_when_it_was_withdrawn_is_so_again_when_it_is_back(changed):
    actions.withdraw_item(changed, by=None, why="The trainer left.")

    actions.offer_again(changed, by=None)

    assert [review.version.name for review in sources.reviews_of(changed)] == ["2026"]


def test_two_who_look_at_once_answer_once(changed):
    actions.review_item(changed, Outcome.STILL_RIGHT, "Looked.", by=None)

    with pytest.raises(NothingToReview):
        actions.review_item(changed, Outcome.CHANGED, "Looked too.", by=None)


def test_another_agencys_training_lead_neither_sees_nor_reviews_it(changed):
    elsewhere = make_account(
        Role.TRAINING_LEAD, person=make_person("Else"), organisation=make_organisation("Elsewhere")
    )
    client = signed_in(elsewhere)

    assert client.get(f"/catalogue/{changed.pk}/review/").status_code == 404
    assert changed.title not in client.get("/catalogue/sources/to-review/").content.decode()


def test_the_owner_hears_once_of_the_change(changed, lead):
    told = Notice.objects.filter(to=lead.person.email)

    assert [notice.subject for notice in told] == [f"Is “{changed}” still right?"]
    assert f"/catalogue/{changed.pk}/review/" in told[0].body


def test_an_item_whose_own_day_has_come_is_flagged_once(organisation, lead):
    item = make_item("Old", organisation=organisation, review_on=clock.today())
    make_item("Later", review_on=clock.today() + timedelta(days=1))
    make_item("Gone", is_published=False, review_on=clock.today())

    assert jobs.flag_what_is_due() == "Asked for 1 item to be looked at again."
    assert jobs.flag_what_is_due() == "Asked for 0 items to be looked at again."
    assert Notice.objects.count() == 1
    page = signed_in(make_account(Role.PRACTITIONER)).get(item.get_absolute_url()).content.decode()
    assert "Its review date has passed. Being checked by Weyshire Council." in page


def test_a_review_gives_an_item_its_next_day(organisation):
    item = make_item("Old", organisation=organisation, review_on=clock.today())
    jobs.flag_what_is_due()
    next_day = clock.today() + timedelta(days=365)

    actions.review_item(item, Outcome.STILL_RIGHT, "Read it through.", by=None, review_on=next_day)

    assert Item.objects.get(pk=item.pk).review_on == next_day
    assert sources.reviews_of(item).count() == 0


def test_the_thread_runs_from_the_source_to_the_item_and_back(changed):
    version = RestsOn.objects.get().version

    forward = {knot.model.__name__ for knot in thread.effects(thread.knot_of(RestsOn.objects.get()))}
    back = {knot.model.__name__ for knot in thread.causes(thread.knot_of(changed))}

    assert forward == {"Item"}
    assert {"RestsOn", "CurrencyReview"} <= back
    assert {knot.model.__name__ for knot in thread.effects(thread.knot_of(version))} == {
        "RestsOn",
        "CurrencyReview",
        "SourceVersion",
    }


def test_the_form_keeps_an_old_version_that_is_still_under_review_and_offers_no_other(changed, lead):
    other = make_source("Elsewhere")
    old, _ = make_version(other, "2019"), make_version(other, "2024")
    page = signed_in(lead).get(f"/catalogue/{changed.pk}/change/").content.decode()

    assert "Working together 2023" in page
    assert "Working together 2026" in page
    assert f'name="rests_on" value="{old.pk}"' not in page


def test_home_tells_those_who_look_after_it_and_nobody_else(changed, lead):
    colleague = make_account(Role.PRACTITIONER, person=make_person("Colleague"))

    assert "One thing you look after rests on something that has changed" in signed_in(lead).get("/").content.decode()
    assert "rests on something" not in signed_in(colleague).get("/").content.decode()
