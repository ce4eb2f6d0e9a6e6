import re
from html import unescape

import pytest

from academy.catalogue.models import Item, Theme
from academy.catalogue.rules import Kind
from academy.frameworks.models import Capability
from academy.people.rules import Role
from tests.builders import make_account, make_item, make_organisation, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return signed_in(make_account(Role.PRACTITIONER))


def words(response):
    """What a person reads on the page, from its main title on."""
    page = response.content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page[page.index("<h1") :])).split())


def rows(response):
    return re.findall(r'<h3><a class="govuk-link" href="([^"]+)">([^<]+)</a></h3>', response.content.decode())


def filled(**changes):
    return {
        "title": "Sleep",
        "summary": "Helping families get some.",
        "kind": "workshop",
        "mode": "online",
        "level": "targeted",
        "theme": Theme.objects.get_or_create(code="risk", name="Risk and safety")[0].pk,
        "hours": "2",
        **changes,
    }


def test_the_catalogue_lists_what_is_on_offer_with_its_kind_and_length(client):
    item = make_item("Neglect", summary="Name it early.", mode="blended")
    reading = make_item("Thresholds guide", kind="resource", mode="own_time", hours="0.5")
    make_item("Gone", is_published=False)

    response = client.get("/catalogue/")

    assert rows(response) == [(f"/catalogue/{one.pk}/", one.title) for one in (item, reading)]
    assert "Two things to learn" in words(response)
    assert "Neglect Name it early. Course, 6 hours. Partly online. Free. Dates for Neglect" in words(response)
    assert f'href="/booking/?item={item.pk}"' in response.content.decode()
    assert f'href="/booking/?item={reading.pk}"' not in response.content.decode()


def test_twenty_stand_on_a_page(client):
    for number in range(41):
        make_item(f"Item {number:02}")

    first, last = client.get("/catalogue/"), client.get("/catalogue/?page=3")

    assert (len(rows(first)), len(rows(last))) == (20, 1)
    assert "Showing 1 to 20 of 41" in words(first)
    assert [client.get(f"/catalogue/?page={page}").status_code for page in ("0", "99", "x")] == [200] * 3


def test_what_was_chosen_is_shown_and_can_be_taken_away(client):
    make_item("Risk and safety plans", kind="workshop")

    response = client.get("/catalogue/", {"q": "risk", "kind": "workshop", "theme": "risk"})

    assert "One found." in words(response)
    assert "Remove “risk” Remove Risk and safety Remove Workshop Show everything" in words(response)
    assert 'href="?q=&amp;kind=workshop&amp;theme=risk"' in response.content.decode()


def test_a_capability_is_chosen_by_a_link(client):
    capability = Capability.objects.first()
    make_item("Builds it").capabilities.set([capability])
    make_item("Does not")

    response = client.get("/catalogue/", {"capability": capability.pk})

    assert [title for _, title in rows(response)] == ["Builds it"]
    assert f"Remove {capability.name}" in words(response)


@pytest.mark.parametrize(
    "query",
    [
        "?kind=nonsense",
        "?capability=abc",
        "?capability=99999999999999999999",
        "?page=-1",
        "?q=%00",
        "?theme=%27",
        "?sort=x",
    ],
)
def test_nonsense_in_the_address_does_no_harm(client, query):
    make_item()

    assert client.get(f"/catalogue/{query}").status_code == 200


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "Nothing is on offer yet The Academy team and the training leads add what there is to learn."),
        ("?q=nothing", "Nothing has all of that Try fewer words, or take away something you chose."),
    ],
)
def test_an_empty_catalogue_says_why(client, query, says):
    assert says in words(client.get(f"/catalogue/{query}"))


def test_what_is_typed_and_what_is_said_of_an_item_are_only_text(client):
    make_item("<b>Bold</b>", summary="<script>alert(1)</script>")

    page = client.get("/catalogue/", {"q": "<script>"}).content.decode()

    assert "<script>alert" not in page
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("query", ["", "?q=risk&kind=course"])
def test_the_catalogue_takes_the_same_queries_however_many_rows(client, number, query, django_assert_max_num_queries):
    for each in range(number):
        make_item(f"Risk {each}").capabilities.set(Capability.objects.all()[:number])
    client.get("/catalogue/")

    with django_assert_max_num_queries(8):  # session, account, grants, themes, words, count, rows, what is checked
        assert len(rows(client.get(f"/catalogue/{query}"))) == number


def test_a_page_of_the_catalogue_is_small(client):
    theme = Theme.objects.create(code="long", name="A theme with a name of some length")
    for number in range(20):
        make_item(f"Item {number:02} {'with a rather long title' * 3}", summary="s" * 200, theme=theme)

    assert len(client.get("/catalogue/").content) < 30 * 1024


def test_the_page_of_an_item_says_what_it_is_whom_for_and_why(client):
    item = make_item(
        "Assessing and managing risk with families",
        who_for="Anyone who assesses families",
        why="14 of 40 audits did not weigh risk.",
        description="First part.\n\nSecond part.",
        renewal_months=36,
        organisation=make_organisation("Weyshire Council"),
    )
    item.capabilities.set(Capability.objects.filter(code="assessment"))

    page = client.get(item.get_absolute_url())

    for said in (
        "Assessing and managing risk with families Weigh risk and strengths together with the family.",
        "Who for Anyone who assesses families How long 6 hours How In person Lasts Three years, then it is renewed",
        "Offered by Weyshire Council What it builds Child and family assessment",
        "Choose a date",
        "First part. Second part.",
        "Why this exists. 14 of 40 audits did not weigh risk. Follow the thread",
    ):
        assert said in words(page)
    assert "One-day course" in page.content.decode()
    assert f'href="/booking/?item={item.pk}"' in page.content.decode()
    assert f'href="/thread/catalogue.item/{item.pk}/"' in page.content.decode()
    assert "Change what is said here" not in words(page)


def test_what_is_done_in_ones_own_time_has_no_dates(client):
    item = make_item(kind=Kind.E_LEARNING, mode="own_time", hours="0.75")

    page = client.get(item.get_absolute_url())

    assert "In your own time It takes 45 minutes." in words(page)
    assert "/booking/" not in page.content.decode()


def test_what_is_no_longer_on_offer_still_has_its_page(client):
    item = make_item(is_published=False)

    assert "No longer on offer. Whoever has done it keeps it on their record." in words(
        client.get(item.get_absolute_url())
    )


def test_what_never_was_is_not_found(client):
    assert client.get("/catalogue/987654/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_an_item_takes_the_same_queries_however_much_it_builds(client, number, django_assert_max_num_queries):
    item = make_item()
    item.capabilities.set(Capability.objects.all()[:number])

    with django_assert_max_num_queries(10):  # session, account, grants, item, capabilities, for whom, part of, rests on
        client.get(item.get_absolute_url())


def test_a_training_lead_puts_an_item_on_offer_and_changes_it():
    organisation = make_organisation("Health")
    account = make_account(Role.TRAINING_LEAD, organisation=organisation)
    capability = Capability.objects.first()
    client = signed_in(account)

    sent = filled(organisation=organisation.pk, capabilities=[capability.pk], renewal_months="36")
    added = client.post("/catalogue/new/", sent)

    item = Item.objects.get()
    assert added.url == item.get_absolute_url()
    assert (item.title, item.organisation, list(item.capabilities.all())) == ("Sleep", organisation, [capability])
    form = client.get(f"/catalogue/{item.pk}/change/").content.decode()
    assert ('value="Sleep"' in form, 'value="2.00"' in form, form.count("checked") == 1) == (True, True, True)
    client.post(f"/catalogue/{item.pk}/change/", {**sent, "title": "Sleep well", "hours": "2.5"})
    item.refresh_from_db()
    assert (item.title, str(item.hours), item.code) == ("Sleep well", "2.50", "sleep")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "Fill in “Title”"),
        ({"hours": "six"}, "Enter a number of hours, like 6 or 0.75"),
        ({"hours": "0"}, "Enter 0.05 or more"),
        ({"hours": "1e99"}, "Enter 999 or less"),
        ({"kind": "party"}, "Choose one of those offered for “Kind”"),
        ({"theme": "999"}, "Choose one of those offered for “Theme”"),
        ({"renewal_months": "3 years"}, "Enter a whole number, like 12"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(changes, says):
    organisation = make_organisation()
    client = signed_in(make_account(Role.TRAINING_LEAD, organisation=organisation))

    page = client.post("/catalogue/new/", filled(organisation=organisation.pk, **changes))

    assert says in words(page)
    assert "<title>Error: Add an item" in page.content.decode()
    assert "Helping families get some." in page.content.decode()
    assert Item.objects.count() == 0


def test_a_title_that_is_taken_is_refused_on_the_form():
    organisation = make_organisation("Health")
    make_item("Sleep", organisation=organisation)
    client = signed_in(make_account(Role.TRAINING_LEAD, organisation=organisation))

    page = client.post("/catalogue/new/", filled(organisation=organisation.pk))

    assert "Health offers “Sleep” already. Give this one another title." in words(page)


def test_the_items_of_another_agency_are_not_a_training_leads_to_change():
    own, other = make_organisation("Own"), make_organisation("Other")
    item = make_item(organisation=other)
    client = signed_in(make_account(Role.TRAINING_LEAD, organisation=own))

    addresses = [f"/catalogue/{item.pk}/{verb}/" for verb in ("change", "withdraw", "offer-again")]

    assert [client.post(address, filled(why="No.")).status_code for address in addresses] == [404] * 3
    assert "Change what is said here" not in words(client.get(item.get_absolute_url()))
    page = client.post("/catalogue/new/", filled(organisation=other.pk))
    assert "Choose one of those offered for “Offered by”" in words(page)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ACADEMY, Role.TRAINING_LEAD)])
def test_nobody_else_changes_anything(role):
    item, client = make_item(), signed_in(make_account(role))

    addresses = [
        "/catalogue/new/",
        *(f"/catalogue/{item.pk}/{verb}/" for verb in ("change", "withdraw", "offer-again")),
    ]

    assert [client.get(address).status_code for address in addresses] == [404] * 4


def test_an_item_is_taken_off_the_offer_and_put_back():
    item, client = make_item("Neglect"), signed_in(make_account(Role.ACADEMY))

    assert "Say why it is taken off" in words(client.post(f"/catalogue/{item.pk}/withdraw/", {"why": " "}))
    client.post(f"/catalogue/{item.pk}/withdraw/", {"why": "Replaced."})

    assert rows(client.get("/catalogue/")) == []
    assert rows(client.get("/catalogue/?withdrawn=on")) == [(f"/catalogue/{item.pk}/", "Neglect")]
    assert client.get(f"/catalogue/{item.pk}/withdraw/").status_code == 404
    assert client.get(f"/catalogue/{item.pk}/offer-again/").status_code == 405
    client.post(f"/catalogue/{item.pk}/offer-again/")
    assert len(rows(client.get("/catalogue/"))) == 1


def test_only_those_who_look_after_items_may_list_what_is_withdrawn(client):
    make_item("Gone", is_published=False)

    assert rows(client.get("/catalogue/?withdrawn=on")) == []


def test_signed_out_one_signs_in_first():
    from django.test import Client

    assert Client().get("/catalogue/").url == "/people/sign-in/?next=/catalogue/"
