"""A new version of a source flags whatever rests on the old one: frameworks, capabilities and requirements too."""

import pytest
from django.utils.html import strip_tags

from academy.core.models import Notice
from academy.frameworks import actions
from academy.frameworks.models import CurrencyReview, RestsOn
from academy.people.rules import Role
from tests.builders import (
    make_account,
    make_item,
    make_organisation,
    make_requirement,
    make_source,
    make_version,
    signed_in,
)
from tests.builders_practice import make_framework

pytestmark = pytest.mark.django_db


@pytest.fixture
def top():
    return make_organisation("Weyshire", code="weyshire")


@pytest.fixture
def academy(top):
    return signed_in(make_account(Role.ACADEMY, organisation=top))


def text_of(answer) -> str:
    return " ".join(strip_tags(answer.content.decode().replace("<", " <")).split())


def test_everything_that_rests_on_the_old_version_is_flagged_whatever_it_is(top, academy):
    source = make_source("Working together")
    old = make_version(source, "2023")
    framework = make_framework("Standards", "Neglect")
    capability, requirement, item = framework.capabilities.get(), make_requirement(make_item("Refresher")), make_item()
    resting = [framework, capability, requirement, item]
    for record in resting:
        actions.rest_on(record, [old], organisation=top, by=None)
    beside = make_framework("Beside")

    make_version(source, "2026", what_changed="A duty to share.")

    flagged = [review.record for review in CurrencyReview.objects.order_by("pk")]
    assert flagged == resting
    assert beside not in flagged
    assert Notice.objects.filter(key__startswith="look-again").count() == 1
    page = text_of(academy.get("/catalogue/sources/to-review/"))
    assert all(str(record) in page for record in resting)


@pytest.mark.parametrize("what", ["framework", "capability", "requirement"])
def test_what_has_no_page_for_it_is_looked_at_on_ours_and_rests_on_the_new_version(top, academy, what):
    source = make_source("Working together")
    framework = make_framework("Standards", "Neglect")
    record = {
        "framework": framework,
        "capability": framework.capabilities.get(),
        "requirement": make_requirement(make_item("Refresher")),
    }[what]
    actions.rest_on(record, [make_version(source, "2023")], organisation=top, by=None)
    new = make_version(source, "2026", what_changed="A duty to share.")
    address = f"/catalogue/sources/to-review/{CurrencyReview.objects.get().pk}/"

    listed = academy.get("/catalogue/sources/to-review/").content.decode()
    asked = text_of(academy.get(address))
    without_words = academy.post(address, {"outcome": "right", "words": ""})
    academy.post(address, {"outcome": "right", "words": "The words still hold."})

    assert address in listed
    assert "Rests on Working together 2023" in asked
    assert "What changed: A duty to share." in asked
    assert without_words.status_code == 200
    review = CurrencyReview.objects.get()
    assert (review.outcome, review.words) == ("right", "The words still hold.")
    assert [basis.version for basis in RestsOn.objects.filter(until_on=None)] == [new]
    assert academy.get(address).status_code == 404


def test_the_page_of_a_framework_says_what_it_rests_on_and_that_it_is_being_checked(top, academy):
    source = make_source("Working together")
    framework = make_framework("Standards", "Neglect")
    version = make_version(source, "2023")

    academy.post(f"{framework.get_absolute_url()}sources/", {"versions": [version.pk]})
    resting = text_of(academy.get(framework.get_absolute_url()))
    make_version(source, "2026")
    flagged = text_of(academy.get(framework.get_absolute_url()))

    assert "It rests on Working together 2023" in resting
    assert "Being checked by Weyshire." in flagged
