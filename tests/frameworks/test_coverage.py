"""How many have understood a guide: for whom it is counted, and who may see it."""

from datetime import timedelta

import pytest

from academy.core import clock
from academy.frameworks import measures
from academy.frameworks.actions import understood as actions
from academy.frameworks.models import ScenarioCount
from academy.frameworks.queries import guides as queries
from academy.frameworks.queries import understood as counts
from academy.frameworks.rules.practice import GuideKind, PartKind
from academy.people.models import Account
from academy.people.rules import Role
from academy.people.scope import Viewer
from tests.builders import make_account, make_organisation, make_person, make_spell, make_viewer, signed_in
from tests.frameworks.writing import make_guide, publish_again

pytestmark = pytest.mark.django_db


@pytest.fixture
def thresholds():
    return make_guide(GuideKind.THRESHOLDS, "Thresholds guide", is_asked=True)


def say(guide, *people):
    version = guide.versions.get(is_current=True)
    for person in people:
        actions.say_understood(version, person, by=None)


def staff(number, *, organisation, job_role="nurse", **fields):
    people = [make_person(f"Person {one}", organisation.code) for one in range(number)]
    for person in people:
        make_spell(person, organisation=organisation, job_role=job_role, **fields)
    return people


def test_coverage_counts_people_in_post_by_agency(thresholds):
    top = make_organisation("Weyshire", code="top")
    health = make_organisation("Health", parent=top, kind="health")
    school = make_organisation("School", parent=top, kind="school")
    nurses, teachers = staff(3, organisation=health), staff(2, organisation=school)
    staff(4, organisation=school, ended_on=clock.today() - timedelta(days=1))
    make_spell(nurses[0], organisation=school)
    say(thresholds, nurses[0], teachers[0])
    viewer = make_viewer(Role.ACADEMY, organisation=top, person=make_person("Dan"))

    whole = counts.coverage(viewer, thresholds, on=clock.today())
    by_agency = counts.coverage_by_agency(viewer, thresholds, on=clock.today())
    by_place = counts.coverage_by_organisation(viewer, thresholds, on=clock.today(), kind="school")

    assert (whole.people, whole.understood, whole.missing) == (5, 2, 3)
    assert [(row.kind, row.people, row.understood) for row in by_agency] == [("health", 3, 1), ("school", 3, 2)]
    assert [(row.name, row.people, row.understood) for row in by_place] == [("School", 3, 2)]


def test_what_was_said_of_a_version_that_no_longer_counts_is_not_counted(thresholds):
    [nurse] = staff(1, organisation=make_organisation("Health", kind="health"))
    say(thresholds, nurse)
    viewer = make_viewer(Role.ACADEMY)

    publish_again(thresholds, is_asked_again=False)
    assert counts.coverage(viewer, thresholds, on=clock.today()).understood == 1
    publish_again(thresholds)
    assert counts.coverage(viewer, thresholds, on=clock.today()).understood == 0


def test_the_measure_is_the_share_of_people_in_post(thresholds):
    people = staff(40, organisation=make_organisation("Health", kind="health"))
    say(thresholds, *people[:30])

    figure = measures.understood_thresholds(make_viewer(Role.ACADEMY), on=clock.today())

    assert (figure.value, figure.n, figure.count, figure.evidence) == (75, 40, 30, "counted")
    assert figure.sentence == "Of every 100 people in post, about 75 say so."
    assert figure.opens_to == f"/how-we-practise/understood/?guide={thresholds.pk}"


def test_the_measure_is_withheld_from_those_who_see_counts_where_it_would_tell_of_a_few(thresholds):
    say(thresholds, *staff(40, organisation=make_organisation("Health", kind="health"))[:38])

    assert measures.understood_thresholds(make_viewer(Role.DIRECTOR), on=clock.today()).is_suppressed
    assert not measures.understood_thresholds(make_viewer(Role.ACADEMY), on=clock.today()).is_suppressed


def test_without_a_guide_the_measure_knows_nothing():
    assert not measures.understood_thresholds(make_viewer(Role.ACADEMY), on=clock.today()).is_known


def test_a_director_sees_no_small_number_and_opens_nobody(thresholds):
    top = make_organisation("Weyshire", code="top")
    people = staff(30, organisation=make_organisation("Health", parent=top, kind="health"))
    staff(2, organisation=make_organisation("School", parent=top, kind="school"))
    say(thresholds, *people[:12])
    client = signed_in(make_account(Role.DIRECTOR, organisation=top))
    say_all = (
        signed_in(make_account(Role.ACADEMY, organisation=top)).get("/how-we-practise/understood/").content.decode()
    )

    page = client.get("/how-we-practise/understood/").content.decode()

    assert (
        '<td role="cell" data-label="People in post" class="govuk-table__cell govuk-table__cell--numeric">2</td>'
        not in page
    )
    assert ">c<" in page
    assert ">12<" in page
    assert "kind=health" not in page.split("</form>")[-1]
    assert "kind=health" in say_all
    assert client.get(f"/how-we-practise/understood/{thresholds.pk}/").status_code == 404


def test_a_training_lead_sees_their_own_organisations_and_who_has_not_said_so(thresholds):
    health, police = make_organisation("Health", kind="health"), make_organisation("Police", kind="police")
    nurses, officers = staff(3, organisation=health), staff(2, organisation=police)
    say(thresholds, nurses[0])
    client = signed_in(make_account(Role.TRAINING_LEAD, person=make_person("Grace"), organisation=health))

    counted = client.get("/how-we-practise/understood/").content.decode().rpartition("</form>")[2]
    missing = client.get(f"/how-we-practise/understood/{thresholds.pk}/").content.decode()
    said = client.get(f"/how-we-practise/understood/{thresholds.pk}/?show=yes").content.decode()
    everybody = client.get(f"/how-we-practise/understood/{thresholds.pk}/?show=all&organisation={police.pk}")

    assert ("Health" in counted, ">Police<" in counted) == (True, False)
    assert [str(person) in missing for person in (*nurses, *officers)] == [False, True, True, False, False]
    assert [str(person) in said for person in nurses] == [True, False, False]
    assert not [person for person in officers if str(person) in everybody.content.decode()]
    assert client.get(f"/how-we-practise/understood/{thresholds.pk}/?format=csv").status_code == 200


def test_a_manager_sees_their_team_only(thresholds):
    manager = make_person("Ruth")
    health = make_organisation("Health", kind="health")
    [mine] = staff(1, organisation=health, line_manager=manager)
    [other] = staff(1, organisation=make_organisation("Other", kind="health"))
    client = signed_in(make_account(Role.MANAGER, person=manager, organisation=health))

    page = client.get(f"/how-we-practise/understood/{thresholds.pk}/").content.decode()

    assert (str(mine) in page, str(other) in page) == (True, False)
    assert client.get("/how-we-practise/understood/").status_code == 404
    assert "Who in your team has understood" in client.get("/how-we-practise/").content.decode()


def test_answers_to_scenarios_are_shown_as_shares_of_enough(thresholds):
    school, police = make_organisation("School", kind="school"), make_organisation("Police", kind="police")
    one = queries.parts(thresholds.versions.get(), PartKind.SCENARIO)[0]
    for place, level, number in ((school, 1, 22), (school, 2, 8), (police, 4, 3)):
        ScenarioCount.objects.create(scenario=one, organisation=place, level=level, number=number)
    client = signed_in(make_account(Role.ACADEMY))

    everybody = client.get("/how-we-practise/thresholds/answers/").content.decode()
    few = client.get("/how-we-practise/thresholds/answers/?kind=police").content.decode()
    own = signed_in(make_account(Role.TRAINING_LEAD, organisation=school))
    found = counts.answers(Viewer(own_account(own)), queries.parts(thresholds.versions.get(), PartKind.SCENARIO))

    assert ("67%" in everybody, "Level 2</td>" in everybody, "Nobody yet" in everybody) == (True, True, True)
    assert "Too few to say" in few
    assert [(row.number, row.right) for row in found] == [(30, 22), (0, 0)]


def own_account(client):
    return Account.objects.get(pk=client.session["_auth_user_id"])


def test_pages_without_anything_say_so():
    client = signed_in(make_account(Role.ACADEMY))

    assert "Nobody is asked to understand anything yet" in client.get("/how-we-practise/understood/").content.decode()
    assert "There is no thresholds guide yet" in client.get("/how-we-practise/thresholds/answers/").content.decode()


def test_pages_of_counts_take_the_same_queries_however_many_people(thresholds, django_assert_max_num_queries):
    health = make_organisation("Health", kind="health")
    say(thresholds, *staff(9, organisation=health)[:4])
    for number in range(3):
        staff(2, organisation=make_organisation(f"School {number}", kind="school"))
    client = signed_in(make_account(Role.ACADEMY))
    client.get("/how-we-practise/understood/")

    for address, most in [
        ("/how-we-practise/understood/", 14),
        (f"/how-we-practise/understood/?guide={thresholds.pk}&kind=school", 16),
        (f"/how-we-practise/understood/{thresholds.pk}/", 11),
        ("/how-we-practise/thresholds/answers/", 8),
    ]:
        with django_assert_max_num_queries(most):
            client.get(address)
