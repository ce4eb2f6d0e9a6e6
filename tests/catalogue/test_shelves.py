import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from academy.catalogue import actions, queries
from academy.catalogue.models import Collection, Item, MeantFor, PathwayStep
from academy.catalogue.rules import NotAList, OnlyPathways, SameTitle
from academy.core import clock, trail
from academy.people.models import JobRole
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
def organisation():
    return make_organisation("Weyshire Council", code="weyshire")


@pytest.fixture
def person(organisation):
    person = make_person()
    make_spell(person, team=make_team(organisation=organisation), job_role="social_worker")
    return person


@pytest.fixture
def client(person, organisation):
    return signed_in(make_account(Role.PRACTITIONER, person=person, organisation=organisation))


@pytest.fixture
def lead(organisation):
    return signed_in(make_account(Role.TRAINING_LEAD, person=make_person("Grace"), organisation=organisation))


def on_page(response):
    return re.findall(r'<h3><a class="govuk-link" href="[^"]+">([^<]+)</a>', response.content.decode())


def role(code):
    return JobRole.objects.get(code=code)


def test_your_role_is_what_is_meant_for_your_post_or_your_kind_of_agency_or_asked_of_it(client):
    for title, roles, kinds in [
        ("By role", ["social_worker"], []),
        ("By kind", [], ["council"]),
        ("Else", [], ["police"]),
    ]:
        item = make_item(title)
        actions.change_item(item, by=None, job_roles=[role(code) for code in roles], organisation_kinds=kinds)
    make_requirement(make_item("Required"))
    make_item("For everybody")

    assert sorted(on_page(client.get("/catalogue/?shelf=role"))) == ["By kind", "By role", "Required"]


def test_a_gap_of_yours_is_closed_by_what_is_asked_of_you_and_not_done(client, person):
    open_one, done = make_item("Still open"), make_item("Done")
    for item in (open_one, done):
        make_requirement(item)
    make_completion(person, done, completed_on=clock.today() - timedelta(days=3))

    assert on_page(client.get("/catalogue/?shelf=gap")) == ["Still open"]


def test_near_you_is_where_you_and_your_team_have_had_places(client, person):
    make_booking(make_session(make_item("Long ago"), venue="Wey Valley Centre, Guildbourne"), person)
    make_session(make_item("Here"), venue="Library, Guildbourne")
    make_session(make_item("Far"), venue="Pier Hall, Seahaven")

    assert sorted(on_page(client.get("/catalogue/?shelf=near"))) == ["Here", "Long ago"]


@pytest.mark.parametrize(
    ("shelf", "words"),
    [
        ("role", "Nothing is kept for your role yet"),
        ("gap", "You have no gaps"),
        ("near", "Nothing runs near you just now"),
    ],
)
def test_an_empty_shelf_says_why(client, shelf, words):
    make_item()

    assert words in client.get(f"/catalogue/?shelf={shelf}").content.decode()


def test_a_shelf_is_a_filter_like_any_other(client):
    make_requirement(make_item("Risk asked", kind="webinar"))
    make_requirement(make_item("Risk asked in a room"))

    response = client.get("/catalogue/?shelf=gap&kind=webinar&q=risk")

    assert on_page(response) == ["Risk asked"]
    assert "Remove “Closes a gap of yours”" in response.content.decode()


def test_what_is_free_is_found_and_the_price_is_said(client):
    free, dear = make_item("Free one"), make_item("Dear one", price="40")

    assert on_page(client.get("/catalogue/?cost=free")) == ["Free one"]
    assert "Course, 6 hours. In person. £40." in client.get("/catalogue/").content.decode()
    assert "£40" in client.get(dear.get_absolute_url()).content.decode()
    assert "Free" in client.get(free.get_absolute_url()).content.decode()


def test_whom_an_item_is_meant_for_is_said_once_and_changed(client):
    item = make_item()
    actions.change_item(item, by=None, job_roles=[role("social_worker")], organisation_kinds=["health", "police"])
    actions.change_item(item, by=None, job_roles=[role("social_worker")], organisation_kinds=["health"])

    assert queries.meant_for(item) == ["Social worker", "Health"]
    assert "Meant for" in client.get(item.get_absolute_url()).content.decode()


def test_the_database_keeps_an_audience_to_one_thing():
    item = make_item()

    for wrong in (
        {"job_role": None, "organisation_kind": ""},
        {"job_role": role("nurse"), "organisation_kind": "health"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            MeantFor.objects.create(item=item, **wrong)


def test_a_collection_is_put_together_in_order_and_shown_to_everybody(client, lead, organisation):
    for title in ("First", "Second", "Third"):
        make_item(title)
    typed = {
        "title": "Start here",
        "intro": "For new people.",
        "organisation": organisation.pk,
        "items": "Second\nfirst",
    }

    response = lead.post("/catalogue/collections/new/", typed)

    collection = Collection.objects.get()
    assert response.url == collection.get_absolute_url()
    assert on_page(client.get(response.url)) == ["Second", "First"]
    assert on_page(client.get("/catalogue/collections/")) == ["Start here"]
    assert "Start here" in client.get(Item.objects.get(title="First").get_absolute_url()).content.decode()
    assert [entry.verb for entry in trail.entries_about(collection)] == ["added"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Nothing like it", "Nothing on offer is called “Nothing like it”"),
        ("One\none", "“one” stands there twice"),
        ("", "Fill in"),
        ("Twin", "More than one agency offers “Twin”"),
    ],
)
def test_a_list_says_which_line_is_wrong(lead, organisation, typed, words):
    make_item("One")
    make_item("Twin")
    make_item("Twin", organisation=make_organisation("Elsewhere"))
    filled = {"title": "Start", "intro": "Why.", "organisation": organisation.pk, "items": typed}

    response = lead.post("/catalogue/collections/new/", filled)

    assert response.status_code == 200
    assert words in response.content.decode()


def test_a_collection_is_changed_hidden_and_keeps_its_trail(client, lead, organisation):
    collection = actions.add_collection(
        "Start", intro="Why.", organisation=organisation, items=[make_item("One")], by=None
    )
    make_item("Two")
    changed = {"title": "Begin", "intro": "Why.", "organisation": organisation.pk, "items": "Two\nOne"}

    lead.post(f"/catalogue/collections/{collection.pk}/change/", changed)

    assert client.get(collection.get_absolute_url()).status_code == 404  # is_published was not ticked
    assert on_page(lead.get(collection.get_absolute_url())) == ["Two", "One"]
    assert trail.entries_about(collection).last().details == {"said_before": {"title": "Start", "is_published": "True"}}


def test_a_collection_of_another_agency_is_read_and_not_changed(lead):
    elsewhere = make_organisation("Elsewhere")
    collection = actions.add_collection("Theirs", intro="Why.", organisation=elsewhere, items=[make_item()], by=None)

    assert lead.get(collection.get_absolute_url()).status_code == 200
    assert lead.get(f"/catalogue/collections/{collection.pk}/change/").status_code == 404


def test_two_collections_of_one_title_and_too_long_a_list_are_refused(organisation):
    given = {"intro": "Why.", "organisation": organisation, "items": [make_item()], "by": None}
    actions.add_collection("Start", **given)

    with pytest.raises(SameTitle):
        actions.add_collection("Start", **given)
    with pytest.raises(NotAList):
        actions.add_collection("Long", **given | {"items": [make_item(str(number)) for number in range(61)]})


def test_a_pathway_is_as_long_as_its_steps_and_says_how_far_you_are(client, person):
    pathway = make_item("First year", kind="pathway", mode="blended", hours="1")
    steps = [make_item(f"Step {number}", hours="2") for number in (1, 2, 3)]
    actions.change_steps(pathway, steps, by=None)
    make_completion(person, steps[0])

    page = client.get(pathway.get_absolute_url()).content.decode()

    assert on_page(client.get(pathway.get_absolute_url())) == ["Step 1", "Step 2", "Step 3"]
    assert "1 of 3 done" in page
    assert re.findall(r'govuk-tag is-(good|due)">(\w+)<', page) == [("good", "Done"), ("due", "Next")]
    assert f'<a class="govuk-button" href="{steps[1].get_absolute_url()}">Go to the next step</a>' in page
    assert "6 hours" in page
    assert "First year</a>, a pathway" in client.get(steps[0].get_absolute_url()).content.decode()


def test_steps_are_changed_on_a_page_of_their_own(lead, organisation):
    pathway = make_item("First year", kind="pathway", organisation=organisation)
    make_item("One")
    make_item("Two")

    shown = lead.get(f"/catalogue/{pathway.pk}/steps/").content.decode()
    lead.post(f"/catalogue/{pathway.pk}/steps/", {"items": "Two\nOne"})

    assert "Its steps" in shown
    assert list(PathwayStep.objects.values_list("item__title", flat=True)) == ["Two", "One"]
    assert lead.get(f"/catalogue/{Item.objects.get(title='One').pk}/steps/").status_code == 404


def test_only_a_pathway_has_steps_and_none_is_one_itself():
    pathway, course = make_item(kind="pathway"), make_item("Course")

    with pytest.raises(OnlyPathways):
        actions.change_steps(course, [make_item("Other")], by=None)
    with pytest.raises(OnlyPathways):
        actions.change_steps(pathway, [make_item("Way", kind="pathway")], by=None)


def test_the_list_is_a_file_with_the_filters_of_the_page(client):
    make_item("Risk", kind="webinar", price="40")
    make_item("Other")

    lines = client.get("/catalogue/?kind=webinar&format=csv").getvalue().decode("utf-8-sig").splitlines()

    assert len(lines) == 2
    assert '"Risk"' in lines[1]
    assert client.get("/catalogue/?format=xlsx").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_collections_and_pathways_take_the_same_queries_however_long(
    client, organisation, number, django_assert_max_num_queries
):
    items = [make_item(f"Item {one}") for one in range(number)]
    collection = actions.add_collection("Start", intro="Why.", organisation=organisation, items=items, by=None)
    pathway = make_item("Way", kind="pathway")
    actions.change_steps(pathway, items, by=None)
    client.get("/catalogue/collections/")

    for address, most in [
        ("/catalogue/collections/", 4),
        (collection.get_absolute_url(), 6),
        (pathway.get_absolute_url(), 12),
    ]:
        with django_assert_max_num_queries(most):
            client.get(address)
