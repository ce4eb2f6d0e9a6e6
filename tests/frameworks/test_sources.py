from datetime import date, timedelta

import pytest

from academy.core import clock, trail
from academy.core.models import Notice
from academy.frameworks import actions, jobs, queries
from academy.frameworks.models import CurrencyReview, LegalSource, RestsOn, SourceVersion
from academy.frameworks.rules import AlreadyThere, NotCurrent, Outcome, OutOfOrder, came_out_words, waiting_words
from academy.people.rules import Role
from tests.builders import (
    make_account,
    make_item,
    make_organisation,
    make_person,
    make_source,
    make_version,
    make_viewer,
    signed_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def academy():
    return make_account(Role.ACADEMY, person=make_person("Dan"))


def rest(record, *versions):
    actions.rest_on(record, versions, organisation=make_organisation(), by=None)


@pytest.mark.parametrize(
    ("published_on", "words"),
    [
        (date(2026, 11, 3), "the 2026 version came out on 3 November"),
        (date(2025, 11, 3), "the 2026 version came out on 3 November 2025"),
        (date(2026, 12, 1), "the 2026 version comes out on 1 December"),
    ],
)
def test_when_a_version_came_out_is_said_in_words(published_on, words):
    assert came_out_words("2026", published_on, date(2026, 11, 22)) == words


def test_what_waits_is_said_in_a_sentence():
    assert waiting_words("Working together 2023", "the 2026 version came out on 3 November", "Weyshire") == (
        "Rests on Working together 2023; the 2026 version came out on 3 November. Being checked by Weyshire."
    )


def test_a_new_version_replaces_the_one_before_and_flags_what_rests_on_it():
    source = make_source()
    old = make_version(source, "2018")
    record, other = make_item("Rests on it"), make_item("Rests on nothing")
    rest(record, old)

    new = make_version(source, "2023")

    old.refresh_from_db()
    review = CurrencyReview.objects.get()
    assert (old.is_current, old.replaced_by, new.is_current) == (False, new, True)
    assert (review.record, review.rested_on, review.version, review.reviewed_at) == (record, old, new, None)
    assert queries.being_checked(type(record), [record.pk, other.pk]) == {record.pk}
    assert [entry.verb for entry in trail.entries_about(new)] == ["recorded"]


def test_a_version_that_cannot_be_recorded_flags_nothing():
    source = make_source()
    rest(make_item(), make_version(source, "2023"))

    with pytest.raises(AlreadyThere):
        make_version(source, "2023", published_on=date(2026, 1, 1))

    assert not CurrencyReview.objects.exists()
    assert SourceVersion.objects.get().is_current


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"published_on": date(2023, 3, 1)}, "published_on"),
        ({"published_on": date(2026, 3, 1), "in_force_on": date(2026, 2, 1)}, "in_force_on"),
    ],
)
def test_versions_come_one_after_the_other(fields, field):
    source = make_source()
    make_version(source, "2023")

    with pytest.raises(OutOfOrder) as refused:
        make_version(source, "2026", **fields)

    assert refused.value.field == field


def test_two_new_versions_before_anybody_looked_are_answered_together():
    source = make_source()
    record = make_item()
    rest(record, make_version(source, "2018"))
    make_version(source, "2023")
    newest = make_version(source, "2026")

    actions.review(record, Outcome.STILL_RIGHT, "Nothing in it is new to us.", by=None)

    assert queries.reviews_of(record).count() == 0
    assert RestsOn.objects.get(until_on=None).version == newest


def test_nothing_begins_to_rest_on_an_old_version_but_may_stay_on_one():
    source = make_source()
    old = make_version(source, "2018")
    record = make_item()
    rest(record, old)
    make_version(source, "2023")

    rest(record, old)
    with pytest.raises(NotCurrent):
        rest(make_item("Other"), old)


def test_what_no_longer_rests_on_something_has_nothing_to_review():
    source = make_source()
    record = make_item()
    rest(record, make_version(source, "2018"))
    new = make_version(source, "2023")

    rest(record, new)

    assert queries.reviews_of(record).count() == 0
    assert CurrencyReview.objects.get().words == "It no longer rests on this."


def test_a_source_whose_day_has_come_flags_what_rests_on_it_once():
    today = clock.today()
    record = make_item()
    rest(record, make_version(name="2023", review_on=today))
    make_version(make_source("Later"), "2023", review_on=today + timedelta(days=1))

    assert jobs.flag_what_is_due() == "Asked for 1 thing to be looked at again."
    assert jobs.flag_what_is_due() == "Asked for 0 things to be looked at again."
    assert jobs.flag_what_is_due(on=(today + timedelta(days=5)).isoformat()).startswith("Asked for 0")


def test_owners_hear_once_of_everything_a_new_version_touches(academy):
    organisation = make_organisation("Health")
    lead = make_account(Role.TRAINING_LEAD, person=make_person("Grace"), organisation=organisation)
    source = make_source()
    old = make_version(source, "2018")
    for title in ("One", "Two", "Three"):
        actions.rest_on(make_item(title), [old], organisation=organisation, by=None)
    actions.rest_on(make_item("Nobody’s"), [old], organisation=make_organisation("No leads"), by=None)

    make_version(source, "2023")

    told = {notice.to: notice.subject for notice in Notice.objects.all()}
    assert told == {
        lead.person.email: "3 things you look after should be looked at again",
        academy.person.email: "Is “Nobody’s” still right?",
    }


def test_the_academy_adds_a_source_and_its_versions_on_pages(academy):
    client = signed_in(academy)

    added = client.post("/catalogue/sources/new/", {"title": "Keeping children safe", "kind": "statutory"})
    client.post(added.url, {"name": "2025", "published_on": "1 September 2025"})
    source = LegalSource.objects.get()
    rest(make_item("Rests on it"), source.versions.get())
    page = client.get(f"/catalogue/sources/{source.pk}/new-version/").content.decode()
    new = {"name": "2026", "published_on": "1/9/2026", "what_changed": "Filtering.", "link": "https://example.org/"}
    client.post(f"/catalogue/sources/{source.pk}/new-version/", new)

    assert "One thing that rests on that is flagged at once" in page
    assert list(source.versions.values_list("name", "is_current")) == [("2026", True), ("2025", False)]
    page = client.get(source.get_absolute_url()).content.decode()
    assert "Replaced by 2026" in page
    assert "Rests on it</a>" in page


def test_a_sources_own_day_is_changed_without_a_new_version(academy):
    source = make_source("Thresholds")
    make_version(source, "2024")

    signed_in(academy).post(
        f"/catalogue/sources/{source.pk}/change/",
        {"title": "Threshold guide", "kind": "local", "review_on": "1 April 2027"},
    )

    source.refresh_from_db()
    assert (source.title, source.kind, source.versions.get().review_on) == (
        "Threshold guide",
        "local",
        date(2027, 4, 1),
    )


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.MANAGER, Role.TRAINING_LEAD, Role.MEMBER])
def test_everybody_reads_the_sources_and_only_the_academy_keeps_them(role):
    source = make_source()
    make_version(source)
    client = signed_in(make_account(role))

    assert source.title in client.get("/catalogue/sources/").content.decode()
    assert client.get(source.get_absolute_url()).status_code == 200
    for address in ("new/", f"{source.pk}/change/", f"{source.pk}/new-version/"):
        assert client.get(f"/catalogue/sources/{address}").status_code == 404


def test_sources_are_found_by_words_and_kind():
    make_source("Working together", what_it_says="How agencies work with each other.")
    make_source("Children Act 1989", kind="law")

    viewer = make_viewer(Role.PRACTITIONER)

    assert [row.title for row in queries.sources(viewer, search="AGENCIES")] == ["Working together"]
    assert [row.title for row in queries.sources(viewer, kind="law")] == ["Children Act 1989"]


def test_what_waits_and_what_was_looked_at_are_listed_with_a_file(academy):
    source = make_source("Working together")
    record = make_item("Day one")
    rest(record, make_version(source, "2018"))
    make_version(source, "2023", what_changed="New duties for schools.")
    client = signed_in(academy)

    waiting = client.get("/catalogue/sources/to-review/").content.decode()
    actions.review(record, Outcome.CHANGED, "A slide was added.", by=academy)
    done = client.get("/catalogue/sources/to-review/?show=done").content.decode()

    assert f'href="/catalogue/{record.pk}/review/"' in waiting
    assert "New duties for schools." in waiting
    assert "A slide was added." in done
    assert "Nothing waits to be looked at" in client.get("/catalogue/sources/to-review/").content.decode()
    assert client.get("/catalogue/sources/to-review/?show=done&format=csv").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_pages_take_the_same_queries_however_much_rests_on_a_source(academy, number, django_assert_max_num_queries):
    source = make_source()
    old = make_version(source, "2018")
    for one in range(number):
        rest(make_item(f"Item {one}"), old)
    make_version(source, "2023")
    client = signed_in(academy)
    client.get("/catalogue/sources/")

    for address, most in [
        ("/catalogue/sources/", 5),
        (source.get_absolute_url(), 9),
        ("/catalogue/sources/to-review/", 8),
    ]:
        with django_assert_max_num_queries(most):
            client.get(address)
