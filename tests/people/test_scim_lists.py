"""Lists are filtered, sorted and cut into pages by the database, whatever their length."""

import time
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.people.models import DirectoryGroup, DirectoryMember, DirectoryUser, Person
from tests.people.directory import Directory

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory() -> Directory:
    return Directory()


def fill(directory: Directory, users: int) -> None:
    """Many at once, all in one group, as if announced long ago."""
    now, org = timezone.now(), directory.organisation
    persons = Person.objects.bulk_create(
        [Person(given_name="N", family_name=f"Number {n:05}", email=f"n{n:05}@h.example") for n in range(users)],
        batch_size=500,
    )
    rows = [
        DirectoryUser(
            key=uuid4(),
            organisation=org,
            person=person,
            user_name=person.email,
            user_name_plain=person.email,
            emails=f"\nwork\t{person.email}\n",
            is_active=True,
            announced={"name": {"familyName": person.family_name}, "emails": [{"value": person.email}]},
            added_at=now,
            changed_at=now,
        )
        for person in persons
    ]
    rows = DirectoryUser.objects.bulk_create(rows, batch_size=500)
    group = DirectoryGroup.objects.create(
        organisation=org, name="All", name_plain=f"all {users}", added_at=now, changed_at=now
    )
    DirectoryMember.objects.bulk_create([DirectoryMember(group=group, user=row) for row in rows], batch_size=500)


QUESTIONS = {
    "all": {},
    "a page": {"startIndex": "2", "count": "1"},
    "sorted by what is said": {"sortBy": "name.familyName", "sortOrder": "descending"},
    "filtered": {"filter": 'emails.value ew "h.example" and not (title pr) and name.familyName sw "number"'},
    "without some attributes": {"excludedAttributes": "groups,emails"},
}


@pytest.mark.parametrize("kind", ["Users", "Groups"])
@pytest.mark.parametrize("how", QUESTIONS)
def test_one_and_many_take_the_same_number_of_questions(how, kind, directory):
    asked = {name: words for name, words in QUESTIONS[how].items() if kind == "Users" or name != "filter"}
    asked |= {"sortBy": "displayName"} if kind == "Groups" and "sortBy" in asked else {}
    counts = []
    for more in (2, 5):
        fill_more(directory, Person.objects.count(), more)
        with CaptureQueriesContext(connection) as queries:
            assert directory.ask("GET", kind, **asked).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


def fill_more(directory: Directory, start: int, users: int) -> None:
    for number in range(start, start + users):
        user = directory.add_user(f"n{number:05}@h.example", name={"familyName": f"Number {number:05}"})
        directory.add_group(f"Group {number}", user)


def test_pages_together_are_the_whole_each_once(directory):
    fill(directory, 25)

    pages = [directory.get("Users", startIndex=str(start), count="10", sortBy="userName") for start in (1, 11, 21, 31)]

    assert [(page["totalResults"], page["itemsPerPage"]) for page in pages] == [(25, 10), (25, 10), (25, 5), (25, 0)]
    found = [user["userName"] for page in pages for user in page.get("Resources", [])]
    assert found == [f"n{number:05}@h.example" for number in range(25)]


def test_everything_is_listed_at_the_root_users_before_groups(directory):
    fill(directory, 3)

    page = directory.ask("POST", ".search", {"startIndex": 3, "count": 5}).json()

    assert (page["totalResults"], [each["meta"]["resourceType"] for each in page["Resources"]]) == (
        4,
        ["User", "Group"],
    )


def test_sorted_both_ways_with_the_silent_last(directory):
    for name, nick in (("a", "Beta"), ("b", None), ("c", "alpha")):
        directory.add_user(name, **({"nickName": nick} if nick else {}))

    def names(order: str) -> list[str]:
        return [user["userName"] for user in directory.get("Users", sortBy="nickName", sortOrder=order)["Resources"]]

    assert (names("ascending"), names("descending")) == (["c", "a", "b"], ["a", "c", "b"])


@pytest.mark.parametrize("count", ["0", "-1"])
def test_no_page_at_all_still_says_how_many_there_are(count, directory):
    fill(directory, 3)

    page = directory.get("Users", count=count)

    assert (page["totalResults"], page["itemsPerPage"]) == (3, 0)


def test_five_thousand_are_looked_through_quickly(directory):
    """No page is longer than a thousand, one user is found at once, and a group shows without its members."""
    fill(directory, 5_000)
    directory.get("ServiceProviderConfig")
    taken = {}

    for name, asked in {
        "one": {"filter": 'userName eq "N04321@h.example"'},
        "page": {"count": "100", "startIndex": "4000"},
        "groups": {"excludedAttributes": "members"},
    }.items():
        began = time.perf_counter()
        page = directory.get("Groups" if name == "groups" else "Users", **asked)
        taken[name] = time.perf_counter() - began
        assert page["totalResults"] == (5_000 if name == "page" else 1)

    assert directory.get("Users", count="9999")["itemsPerPage"] == 1_000
    assert max(taken.values()) < 2, taken
