from decimal import Decimal

import pytest
from django.db import IntegrityError

from academy.catalogue import actions
from academy.catalogue.models import Item, Theme
from academy.catalogue.rules import SameTitle
from academy.core import clock, trail
from academy.frameworks.models import Capability
from tests.builders import make_account, make_completion, make_item, make_organisation

pytestmark = pytest.mark.django_db


def add(title="Assessing risk", **fields):
    organisation = fields.pop("organisation", None) or make_organisation()
    theme, _ = Theme.objects.get_or_create(code="risk", name="Risk and safety")
    given = {"kind": "course", "mode": "in_person", "hours": Decimal("6"), "summary": "Weigh it.", "by": None}
    return actions.add_item(title, organisation=organisation, theme=theme, **{**given, **fields})


def trail_of(item):
    return [(entry.verb, entry.details) for entry in trail.entries_about(item)]


def test_an_item_is_on_offer_as_soon_as_it_is_added():
    account, cause = make_account(), make_completion()
    capabilities = list(Capability.objects.all()[:2])

    added = add(by=account, capabilities=capabilities, cause=cause, renewal_months=36, why="Audits said so.")

    item = Item.objects.get(pk=added.pk)
    assert (item.code, item.is_published, item.added_on) == ("assessing-risk", True, clock.today())
    assert (item.renewal_months, item.why, item.cause) == (36, "Audits said so.", cause)
    assert list(item.capabilities.all()) == capabilities
    assert [entry.by_id for entry in trail.entries_about(item)] == [account.pk]


def test_the_same_title_in_the_same_place_is_refused():
    organisation = make_organisation("Weyshire Council")
    add("Assessing risk", organisation=organisation)

    with pytest.raises(SameTitle) as refused:
        add("assessing RISK", organisation=organisation)

    assert (refused.value.field, Item.objects.count()) == ("title", 1)
    assert refused.value.words == "Weyshire Council offers “assessing RISK” already. Give this one another title."


def test_two_agencies_may_use_one_title_and_each_has_its_own_code():
    codes = [add(organisation=make_organisation(name)).code for name in ("One", "Two", "Three")]

    assert codes == ["assessing-risk", "assessing-risk-2", "assessing-risk-3"]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Siân’s day: 100%!", "sians-day-100"),
        ("危险", "item"),
        ("x" * 160, "x" * 56),
        ("a-" * 60, ("a-" * 28).strip("-")),
    ],
)
def test_any_title_makes_a_code(title, code):
    assert add(title).code == code


def test_what_is_changed_is_in_the_trail_as_it_was():
    item = add("Old title")
    capability = Capability.objects.first()

    actions.change_item(item, by=None, title="New title", hours=Decimal("3"), kind="course", capabilities=[capability])

    item.refresh_from_db()
    assert (item.title, item.hours, item.code, list(item.capabilities.all())) == (
        "New title",
        Decimal("3"),
        "old-title",
        [capability],
    )
    assert trail_of(item)[-1] == ("changed", {"said_before": {"title": "Old title", "hours": "6.00"}})


def test_it_cannot_be_given_the_title_of_another():
    organisation = make_organisation()
    add("Taken", organisation=organisation)
    item = add("Free", organisation=organisation)

    with pytest.raises(SameTitle):
        actions.change_item(item, by=None, title="Taken")

    item.refresh_from_db()
    assert item.title == "Free"


def test_saving_the_same_again_is_no_refusal():
    item = add("Same")

    assert actions.change_item(item, by=None, title="Same").title == "Same"


def test_what_is_withdrawn_can_be_offered_again():
    item = make_item()

    for _ in range(2):
        actions.withdraw_item(item, by=None, why="Nobody came.")
    gone = Item.objects.get(pk=item.pk).is_published
    for _ in range(2):
        actions.offer_again(item, by=None)

    assert (gone, Item.objects.get(pk=item.pk).is_published) == (False, True)
    assert trail_of(item) == [("withdrew", {"why": "Nobody came."}), ("offered again", {})]


def test_an_item_takes_some_time():
    with pytest.raises(IntegrityError):
        make_item(hours=Decimal("0"))
