from datetime import date

import pytest

from academy.core import trail
from academy.core.demo import World
from academy.frameworks import actions, demo, queries
from academy.frameworks.models import Capability, Framework
from academy.frameworks.rules import AlreadyThere, EndsBeforeItStarts
from academy.people.rules import Role
from academy.people.scope import Viewer
from tests.builders import TODAY, make_account, make_viewer, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_the_national_statements():
    """They come with a migration; here each test says what there is."""
    Capability.objects.all().delete()
    Framework.objects.all().delete()


def make_framework(name="Weyshire", *capabilities, **fields):
    framework = Framework.objects.create(
        **{"name": name, "code": name.lower(), "version": "1", "starts_on": date(2020, 1, 1), **fields}
    )
    for position, title in enumerate(capabilities):
        Capability.objects.create(framework=framework, name=title, code=title.lower(), position=position)
    return framework


def shown(viewer, **chosen):
    found = queries.by_framework(viewer, on=TODAY, **chosen)
    return {framework.name: [capability.name for capability in framework.shown] for framework in found}


def test_a_framework_and_its_capabilities_are_added_in_order():
    account = make_account()

    framework = actions.add_framework("Ours", code="ours", version="2", starts_on=TODAY, by=account)
    for name in ("Neglect", "Listening"):
        actions.add_capability(framework, name, code=name.lower(), by=account, description=f"About {name}.")

    held = framework.capabilities.values_list("code", "name", "description", "position")
    assert list(held) == [
        ("neglect", "Neglect", "About Neglect.", 0),
        ("listening", "Listening", "About Listening.", 1),
    ]
    assert [entry.verb for entry in trail.entries_about(framework)] == ["added"]


def test_the_same_version_twice_is_refused():
    make_framework("Ours", code="ours", version="2")

    with pytest.raises(AlreadyThere) as refused:
        actions.add_framework("Ours", code="ours", version="2", starts_on=TODAY, by=None)

    assert refused.value.words == "Ours, version 2, is here already."


def test_the_same_capability_twice_is_refused():
    framework = make_framework("Ours", "Neglect")

    with pytest.raises(AlreadyThere) as refused:
        actions.add_capability(framework, "Neglect again", code="neglect", by=None)

    assert refused.value.words == "Ours has a capability called neglect already."


def test_a_retired_framework_is_in_force_to_its_last_day():
    framework = make_framework("Old", "Neglect")

    actions.retire(framework, on=TODAY, by=None)

    viewer = make_viewer(Role.PRACTITIONER)
    assert [list(queries.frameworks(viewer, on=on)) for on in (TODAY, date(2026, 11, 11))] == [[framework], []]
    assert trail.entries_about(framework).last().details == {"ends_on": "2026-11-10"}


def test_it_cannot_end_before_it_starts():
    framework = make_framework(starts_on=date(2026, 1, 5))

    with pytest.raises(EndsBeforeItStarts) as refused:
        actions.retire(framework, on=date(2026, 1, 4), by=None)

    assert refused.value.words == "Weyshire started on 5 January 2026. Choose that day or later."


def test_capabilities_are_shown_by_framework_and_found_by_their_words():
    make_framework("Ours", "Neglect", "Direct work with children")
    make_framework("Theirs", "Work with adults")
    make_framework("Ended", "Work long ago", ends_on=date(2021, 1, 1))
    make_framework("To come", "Work one day", starts_on=date(2027, 4, 1))
    viewer = make_viewer(Role.PRACTITIONER)

    assert shown(viewer) == {"Ours": ["Neglect", "Direct work with children"], "Theirs": ["Work with adults"]}
    assert shown(viewer, search="WORK children") == {"Ours": ["Direct work with children"]}
    assert shown(viewer, search="work \x00") == {"Ours": ["Direct work with children"], "Theirs": ["Work with adults"]}
    assert shown(viewer, search="nothing") == {}
    assert shown(Viewer(None)) == {}


@pytest.mark.parametrize("number", [1, 3])
def test_however_many_there_are_they_take_two_queries(number, django_assert_num_queries):
    viewer = make_viewer(Role.PRACTITIONER)
    assert viewer.roles == {Role.PRACTITIONER}
    for place in range(number):
        make_framework(f"Framework {place}", *(f"Capability {place}{each}" for each in range(number)))

    with django_assert_num_queries(2):
        assert len(shown(viewer)) == number


def test_the_page_shows_them_to_whoever_is_signed_in_and_links_to_learning():
    framework = make_framework("Ours", "Neglect", ends_on=date(2099, 3, 31))
    client = signed_in(make_account(Role.MEMBER))

    page = client.get("/catalogue/capabilities/").content.decode()

    assert "Ours" in page
    assert "In force until 31 March 2099." in page
    assert f"/catalogue/?capability={framework.capabilities.get().pk}" in page


@pytest.mark.parametrize(("query", "words"), [("", "No capabilities yet"), ("?q=xyz", "No capability has those words")])
def test_an_empty_page_says_why(query, words):
    client = signed_in(make_account(Role.PRACTITIONER))

    assert words in client.get(f"/catalogue/capabilities/{query}").content.decode()


def test_what_was_looked_for_is_shown_as_text():
    client = signed_in(make_account(Role.PRACTITIONER))

    page = client.get("/catalogue/capabilities/", {"q": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_signed_out_one_signs_in_first(client):
    assert client.get("/catalogue/capabilities/").status_code == 302


def test_the_demonstration_has_its_own_words():
    demo.build(World(on=TODAY, people=100))

    framework = Framework.objects.get(code="weyshire")
    assert framework.capabilities.count() == len(demo.CAPABILITIES)
    assert sorted(Framework.objects.values_list("code", "starts_on")) == [
        ("early-career-standards", date(2027, 4, 1)),
        ("safeguarding-competencies-for-health-car", date(2019, 1, 1)),
        ("weyshire", date(2020, 4, 1)),
        ("weyshire-practice-standards", date(2016, 4, 1)),
    ]
