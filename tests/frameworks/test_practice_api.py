import pytest

from academy.frameworks.actions import guides as writing
from academy.frameworks.models import Acknowledgement
from academy.frameworks.rules.practice import GuideKind
from academy.people.rules import Role
from tests.builders import make_account, make_organisation, make_person, make_spell, signed_in
from tests.frameworks.writing import make_guide, publish_again

pytestmark = pytest.mark.django_db
HERE = "/api/how-we-practise"


def test_guides_are_listed_with_the_version_that_stands():
    guide = make_guide(title="Family resilience", what_it_says="We build.")
    writing.begin_draft(guide, by=None)
    make_guide(title="Half written", published_on=None)
    client = signed_in(make_account(Role.PRACTITIONER))

    [listed] = client.get(f"{HERE}/guides").json()
    whole = client.get(f"{HERE}/guides/{guide.pk}").json()

    assert (listed["title"], listed["version"], listed["kind"]) == ("Family resilience", 1, "practice")
    assert [version["number"] for version in whole["versions"]] == [1]
    assert whole["principles"] == [{"audience": "", "name": "Early", "words": "Help begins in days.", "looks_like": []}]


def test_levels_words_and_duties_are_read_as_they_stand():
    make_guide(GuideKind.THRESHOLDS, "Thresholds guide")
    make_guide(GuideKind.WORDS, "Our words")
    make_guide(GuideKind.DUTIES, "Who does what")
    client = signed_in(make_account(Role.PRACTITIONER))

    assert [row["level"] for row in client.get(f"{HERE}/thresholds").json()] == [1, 2, 3, 4]
    assert [row["name"] for row in client.get(f"{HERE}/terms?search=tonight").json()] == ["Safety plan"]
    assert [row["who"] for row in client.get(f"{HERE}/duties?agency=police").json()] == ["Control room"]


@pytest.mark.parametrize("path", ["thresholds", "terms", "duties"])
def test_what_is_not_written_is_not_there(path):
    assert signed_in(make_account(Role.PRACTITIONER)).get(f"{HERE}/{path}").status_code == 404


def test_somebody_says_for_themselves_that_they_understood():
    guide = make_guide(GuideKind.THRESHOLDS, "Thresholds guide", is_asked=True)
    old = guide.versions.get()
    account = make_account(Role.PRACTITIONER)
    client = signed_in(account)

    first = client.post(f"{HERE}/versions/{old.pk}/understood")
    publish_again(guide)

    assert (first.status_code, first.json()["version"]) == (200, old.pk)
    assert Acknowledgement.objects.get().person == account.person
    refused = signed_in(make_account(Role.PRACTITIONER)).post(f"{HERE}/versions/{old.pk}/understood")
    assert (refused.status_code, "not the one that stands today" in refused.json()["detail"]) == (409, True)


def test_coverage_is_a_figure_and_for_the_academy_by_agency():
    guide = make_guide(GuideKind.THRESHOLDS, "Thresholds guide", is_asked=True)
    health = make_organisation("Health", kind="health")
    for number in range(20):
        make_spell(make_person(f"Person {number}"), organisation=health)
    academy = signed_in(make_account(Role.ACADEMY)).get(f"{HERE}/guides/{guide.pk}/understood").json()
    member = signed_in(make_account(Role.MEMBER)).get(f"{HERE}/guides/{guide.pk}/understood").json()

    assert academy["figure"]["n"] == 20
    assert academy["agencies"] == [{"agency": "health", "people": 20, "understood": 0}]
    assert "agencies" not in member
    assert signed_in(make_account(Role.PRACTITIONER)).get(f"{HERE}/guides/{guide.pk}/understood").status_code == 404
