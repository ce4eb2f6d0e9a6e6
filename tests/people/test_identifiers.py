"""The numbers by which others know an organisation."""

import pytest

from academy.core.models import Entry
from academy.people import actions, queries, rules
from academy.people.models import Identifier
from academy.people.rules import OrganisationKind, Role, Scheme
from academy.people.rules.identifiers import FORMS, OF_KIND
from tests.builders import make_account, make_organisation, make_viewer, signed_in
from tests.people.reading import queries_of, read

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "scheme", "typed", "kept"),
    [
        ("school", "urn", "999 101", "999101"),
        ("early_years", "ofsted", "ey999101", "EY999101"),
        ("early_years", "ofsted", "2599101", "2599101"),
        ("health", "ods", "w9c", "W9C"),
        ("general_practice", "ods", "W99001", "W99001"),
        ("council", "la", "999", "999"),
        ("council", "ons", "e10000099", "E10000099"),
        ("police", "ons", "E23000099", "E23000099"),
        ("voluntary", "charity", "9990001", "9990001"),
        ("school", "urn", "  ", ""),
    ],
)
def test_a_number_is_kept_in_capitals_without_spaces(kind, scheme, typed, kept):
    assert rules.identifier(scheme, typed, kind=kind) == kept


@pytest.mark.parametrize(
    ("kind", "scheme", "typed", "words"),
    [
        ("school", "urn", "99910", "A school’s URN is six digits, like 123456"),
        ("school", "urn", "099101", "A school’s URN is six digits, like 123456"),
        ("school", "urn", "9991011", "A school’s URN is six digits, like 123456"),
        ("health", "ods", "W9", "An ODS code is three to nine letters and digits, like RX1 or A81001"),
        ("health", "ods", "12345", "An ODS code is three to nine letters and digits, like RX1 or A81001"),
        ("council", "la", "99", "A local authority’s code is three digits, like 999"),
        ("council", "ons", "W06000099", "An ONS code is E and eight digits, like E10000099"),
        ("school", "ods", "W9C", "NHS ODS code is not for an organisation of the kind “School”"),
        ("health", "urn", "999101", "School URN is not for an organisation of the kind “Health”"),
    ],
)
def test_a_number_of_another_form_or_for_another_kind_is_refused(kind, scheme, typed, words):
    with pytest.raises(rules.NotAnIdentifier, match=words.replace("?", r"\?")):
        rules.identifier(scheme, typed, kind=kind)


def test_every_kind_has_numbers_and_every_scheme_a_form():
    assert set(OF_KIND) == set(OrganisationKind)
    assert set(FORMS) == set(Scheme)


def test_numbers_change_once_and_the_trail_keeps_both():
    school = make_organisation(kind="school")

    for typed in ({"urn": "999101"}, {"urn": "999101"}, {"urn": "999102"}, {"urn": ""}):
        actions.change_identifiers(school, typed, by=None)

    changed = [entry.details["changed"] for entry in Entry.objects.filter(verb="changed the numbers of").order_by("pk")]
    assert changed == [{"urn": ["", "999101"]}, {"urn": ["999101", "999102"]}, {"urn": ["999102", ""]}]
    assert not Identifier.objects.exists()


def test_two_organisations_never_share_a_number():
    actions.change_identifiers(make_organisation("St Alda’s", kind="school"), {"urn": "999101"}, by=None)
    other = make_organisation(kind="school")

    with pytest.raises(rules.IdentifierTaken, match="999101 is the number of St Alda’s already"):
        actions.change_identifiers(other, {"urn": "999101"}, by=None)

    assert not other.identifiers.exists()


def test_an_organisation_is_found_by_its_number_its_name_and_its_short_name():
    school = make_organisation("St Alda’s", kind="school", code="alda")
    make_organisation("Canal Street", kind="school", code="canal")
    actions.change_identifiers(school, {"urn": "999101"}, by=None)
    viewer = make_viewer(Role.ACADEMY, organisation=school)

    found = [
        list(queries.organisations_found(viewer, search=words)) for words in ("9991", "999 101", "ALDA", "alda\x00")
    ]

    assert found == [[school]] * 4
    assert not queries.organisations_found(viewer, search="101").exists()


def test_the_page_shows_changes_and_refuses_numbers(dan):
    school = make_organisation("St Alda’s", kind="school")
    address = f"/people/organisations/{school.pk}/numbers/"

    refused = dan.post(address, {"urn": "12"}).content.decode()
    saved = dan.post(address, {"urn": "999101"})

    assert "A school’s URN is six digits" in refused
    assert saved["Location"] == school.get_absolute_url()
    page = read(dan, school.get_absolute_url())
    assert "School URN" in page
    assert "999101" in page
    assert 'value="999101"' in read(dan, address)
    assert "999101" in read(dan, "/people/organisations/", q="9991")


def test_a_number_given_with_a_new_organisation_is_of_the_scheme_whose_form_it_has(dan):
    top = make_organisation()
    sent = {"name": "Acorns", "kind": "early_years", "parent": top.pk}

    refused = dan.post("/people/organisations/new/", {**sent, "number": "x"}).content.decode()
    dan.post("/people/organisations/new/", {**sent, "number": "EY999101"})
    dan.post("/people/organisations/new/", {**sent, "name": "Ferry", "number": "999 102"})

    assert "An Ofsted number is six or seven digits" in refused
    assert list(Identifier.objects.order_by("value").values_list("scheme", "value")) == [
        ("ofsted", "999102"),
        ("ofsted", "EY999101"),
    ]


def test_a_training_lead_reads_numbers_and_does_not_change_them(grace, trust):
    actions.change_identifiers(trust, {"ods": "W9C"}, by=None)

    assert "W9C" in read(grace, trust.get_absolute_url())
    assert grace.post(f"/people/organisations/{trust.pk}/numbers/", {"ods": ""}).status_code == 404
    assert trust.identifiers.count() == 1


def test_machines_read_the_numbers_by_scheme():
    trust = make_organisation(kind="health")
    actions.change_identifiers(trust, {"ods": "W9C"}, by=None)
    client = signed_in(make_account(Role.TRAINING_LEAD, organisation=trust))

    (row,) = client.get("/api/people/organisations").json()

    assert row["identifiers"] == {"ods": "W9C"}


def test_the_list_takes_the_same_queries_with_one_organisation_and_with_many(dan):
    make_organisation("Alda", kind="school")
    one = queries_of(dan, "/people/organisations/", q="a")
    for number in range(3):
        school = make_organisation(f"Alda {number}", kind="school")
        actions.change_identifiers(school, {"urn": str(999_200 + number)}, by=None)

    assert queries_of(dan, "/people/organisations/", q="a") == one
