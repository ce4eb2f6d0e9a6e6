import pytest

from academy.core.models import Entry
from academy.people import actions, rules
from academy.people.models import Organisation, Person, StaffNumber, Team
from tests.builders import make_account, make_organisation, make_person

pytestmark = pytest.mark.django_db


def trail() -> list[tuple[str, str]]:
    return list(Entry.objects.order_by("pk").values_list("verb", "subject_type"))


def test_somebody_new_is_added_with_the_staff_number_of_their_employer():
    trust, dan = make_organisation("Trust"), make_account()

    person = actions.add_person(
        " Siân ", "Pugh", by=dan, email=" Sian.Pugh@Trust.example", swe_number="sw 123", birth_year=1990,
        staff_number=" 0042 ", organisation=trust,
    )  # fmt: skip

    person.refresh_from_db()
    kept = (person.given_name, person.family_name, person.email, person.swe_number, person.birth_year)
    assert kept == ("Siân", "Pugh", "sian.pugh@trust.example", "SW123", 1990)
    assert list(person.staff_numbers.values_list("organisation", "number")) == [(trust.pk, "0042")]
    assert trail() == [("added", "people.person")]


def test_somebody_without_a_name_needs_a_registration_number():
    with pytest.raises(rules.NameMissing):
        actions.add_person("", " ", by=None)

    assert actions.add_person("", "", by=None, swe_number="SW1").name == "Social worker SW1"


@pytest.mark.parametrize(
    ("again", "words"),
    [
        ({"email": "AMARA@weyshire.example"}, "e-mail address already"),
        ({"swe_number": "sw1"}, "registration number already"),
        ({"staff_number": "7"}, "Staff number 7 is somebody else’s at Trust"),
    ],
)
def test_a_number_that_is_somebodys_already_is_refused_and_nothing_is_kept(again, words):
    trust = make_organisation("Trust")
    actions.add_person(
        "Amara",
        "Okafor",
        by=None,
        email="amara@weyshire.example",
        swe_number="SW1",
        staff_number="7",
        organisation=trust,
    )

    with pytest.raises(rules.NumberTaken, match=words):
        actions.add_person("Ruth", "Adeyemi", by=None, organisation=trust, **again)

    assert (Person.objects.count(), StaffNumber.objects.count(), len(trail())) == (1, 1, 1)


def test_another_employer_may_use_the_same_staff_number():
    for name in ("Trust", "School"):
        actions.add_person("Amara", name, by=None, staff_number="7", organisation=make_organisation(name))

    assert StaffNumber.objects.filter(number="7").count() == 2


def test_a_correction_keeps_in_the_trail_what_was_changed_but_not_to_what():
    person = make_person("Amara", "Okafor")

    actions.correct_person(
        person, by=make_account(), given_name="Amara", family_name="Okafor-Bell", email="a@x.example"
    )

    person.refresh_from_db()
    assert (person.name, person.email) == ("Amara Okafor-Bell", "a@x.example")
    entry = Entry.objects.get()
    assert (entry.verb, entry.details) == ("corrected", {"fields": ["email", "family_name"]})


def test_a_correction_that_changes_nothing_leaves_no_trace():
    person = make_person("Amara", "Okafor")

    actions.correct_person(person, by=None, family_name="Okafor")

    assert trail() == []


def test_a_correction_may_not_take_somebody_elses_number_or_the_last_name():
    make_person(swe_number="SW1")
    person = make_person()

    with pytest.raises(rules.NumberTaken):
        actions.correct_person(person, by=None, swe_number="SW1")
    with pytest.raises(rules.NameMissing):
        actions.correct_person(person, by=None, given_name="", family_name="")


def test_people_are_found_by_a_new_name_whatever_way_it_was_written():
    saved, several = make_person("Zoë", "Łuczak"), make_person("Ama", "Osei")
    saved.family_name = "D’Arcy"
    saved.save(update_fields=["family_name"])
    several.family_name = "Núñez"
    Person.objects.bulk_update([several], ["family_name"])
    Person.objects.bulk_create([Person(given_name="Siân", family_name="Pugh")])

    assert set(Person.objects.values_list("search_words", flat=True)) == {" zoe darcy", " ama nunez", " sian pugh"}
    with pytest.raises(TypeError, match="still found"):
        Person.objects.update(given_name="X")


def test_an_organisation_is_added_below_another_with_its_way_down():
    top = make_organisation("Weyshire", code="weyshire")

    school = actions.add_organisation("St Alda’s", kind="school", parent=top, by=make_account(), local_identifier="999")

    assert (school.code, school.path, school.local_identifier) == ("st-aldas", "weyshire.st-aldas.", "999")
    assert trail() == [("added", "people.organisation")]


@pytest.mark.parametrize(
    ("code", "refusal"),
    [("weyshire", rules.CodeTaken), ("Big Letters", rules.NotACode), ("x" * 40, rules.TooDeep)],
)
def test_a_short_name_that_cannot_be_used_is_refused(code, refusal):
    deep = top = make_organisation(code="weyshire")
    if refusal is rules.TooDeep:
        for number in range(4):
            deep = make_organisation(code=f"{'y' * 38}{number}", parent=deep)

    with pytest.raises(refusal) as refused:
        actions.add_organisation("Another", kind="school", parent=deep, code=code, by=None)

    assert refused.value.field == "code"
    assert not Organisation.objects.filter(name="Another").exists()
    assert top.parts.filter(name="Another").count() == 0


def test_a_team_is_added_once():
    trust = make_organisation("Trust")

    team = actions.add_team(trust, " Health visiting ", by=None)
    with pytest.raises(rules.NameTaken, match="Trust has a team of that name already"):
        actions.add_team(trust, "Health visiting", by=None)

    assert (team.name, Team.objects.count()) == ("Health visiting", 1)
    assert actions.add_team(make_organisation("Other"), "Health visiting", by=None).name == "Health visiting"
