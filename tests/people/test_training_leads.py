"""C18: with one training lead, a leaver leaves nobody who can act."""

from datetime import timedelta

import pytest

from academy.core.models import Entry, Notice
from academy.people import actions, jobs, queries
from academy.people.models import Grant, LeadShortage
from academy.people.rules import Role
from academy.people.scope import TheAuthority
from tests.builders import TODAY, make_account, make_organisation, make_person, make_spell, signed_in
from tests.people.reading import queries_of, read

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


def lead(organisation, name="Grace", **fields):
    account = make_account(Role.TRAINING_LEAD, person=make_person(name, "Lindqvist"), organisation=organisation)
    Grant.objects.filter(account=account).update(**fields)
    return account


def short(on=TODAY) -> list[tuple[str, int]]:
    return [(row.name, row.leads) for row in queries.few_leads(TheAuthority(on))]


def test_two_are_enough_and_fewer_are_named_with_how_many_there_are():
    top = make_organisation("Weyshire")
    enough, one, none = (make_organisation(name, parent=top) for name in ("Enough", "One", "None"))
    for name in ("Grace", "Una"):
        lead(enough, name)
    lead(one)
    assert none

    assert short() == [("None", 0), ("One", 1)]


def test_whoever_leads_above_leads_the_parts_and_a_part_is_named_only_where_the_whole_has_enough():
    top = make_organisation("Weyshire")
    council, trust = make_organisation("Council", parent=top), make_organisation("Trust", parent=top)
    make_organisation("Finance", parent=council)
    make_organisation("North", parent=trust)
    lead(council)
    for name in ("Grace", "Una"):
        lead(trust, name)

    assert short() == [("Council", 1)]


@pytest.mark.parametrize(
    ("second", "is_short"),
    [
        ({}, False),
        ({"ends_on": TODAY}, False),
        ({"ends_on": TODAY - timedelta(days=1)}, True),
        ({"starts_on": TOMORROW}, True),
        ({"role": Role.PRACTITIONER}, True),
    ],
)
def test_only_roles_of_the_day_count(second, is_short):
    trust = make_organisation("Trust")
    lead(trust)
    lead(trust, "Una", **second)

    assert short() == ([("Trust", 1)] if is_short else [])


def test_somebody_whose_account_is_closed_is_no_training_lead():
    trust = make_organisation("Trust")
    lead(trust)
    second = lead(trust, "Una")
    second.is_active = False
    second.save()

    assert short() == [("Trust", 1)]


def test_one_person_with_the_role_here_and_above_is_one():
    council = make_organisation("Council")
    part = make_organisation("Part", parent=council)
    account = lead(council)
    Grant.objects.create(account=account, role=Role.TRAINING_LEAD, organisation=part, starts_on=TODAY)
    lead(council, "Una")

    (grant, other) = queries.leads_and_above(TheAuthority(TODAY), part)

    assert (grant.account, grant.organisation, other.organisation) == (account, part, council)
    assert short() == []


def test_closed_organisations_need_nobody():
    make_organisation("Gone", closed_on=TODAY - timedelta(days=1))

    assert short() == []
    assert short(TODAY - timedelta(days=1)) == [("Gone", 0)]


def test_the_hub_is_told_once_of_each_drop_and_again_of_the_next():
    dan = make_account(Role.ACADEMY, organisation=make_organisation("Hub"))
    trust = make_organisation("Trust")
    lead(trust), lead(trust, "Una"), lead(dan.grants.get().organisation), lead(dan.grants.get().organisation, "Ada")
    second = Grant.objects.filter(organisation=trust).last()

    told = [names(actions.tell_of_few_leads(on=TODAY))]
    Grant.objects.filter(pk=second.pk).update(ends_on=TODAY)
    told += [names(actions.tell_of_few_leads(on=TOMORROW)), names(actions.tell_of_few_leads(on=TOMORROW))]
    Grant.objects.filter(pk=second.pk).update(ends_on=None)
    told += [names(actions.tell_of_few_leads(on=TOMORROW + timedelta(days=1)))]
    Grant.objects.filter(pk=second.pk).update(ends_on=TOMORROW)
    told += [names(actions.tell_of_few_leads(on=TOMORROW + timedelta(days=2)))]

    assert told == [[], ["Trust"], [], [], ["Trust"]]
    assert (
        list(Notice.objects.values_list("to", "subject"))
        == [(dan.email, "Trust has fewer than two training leads")] * 2
    )
    assert list(LeadShortage.objects.values_list("since_on", "over_on")) == [
        (TOMORROW, TOMORROW + timedelta(days=1)),
        (TOMORROW + timedelta(days=2), None),
    ]
    assert Entry.objects.filter(verb="saw too few training leads:").count() == 2


def names(organisations) -> list[str]:
    return [row.name for row in organisations]


def test_the_message_says_where_and_how_many_are_left():
    make_account(Role.ACADEMY, person=make_person("Dan"), organisation=make_organisation("Hub"))
    lead(make_organisation("Trust"))

    said = jobs.watch_organisations(on=TODAY.isoformat())

    notice = Notice.objects.get()
    assert notice.subject == "Two organisations have fewer than two training leads"
    assert "Hello Dan" in notice.body
    assert "- Trust: one is left" in notice.body
    assert "- Hub: nobody" in notice.body
    assert said == "Organisations that dropped below two training leads: 2. Agreements that come up: 0."


def test_the_page_of_an_organisation_says_how_many_lead_and_who(dan):
    trust = make_organisation("Trust", kind="health")
    address = trust.get_absolute_url()
    nobody = read(dan, address)
    lead(trust)
    one = read(dan, address)
    lead(trust, "Una")
    two = read(dan, address)

    assert "Nobody leads training here" in nobody
    assert "Only Grace Lindqvist leads training here" in one
    assert "One training lead" in one
    assert "Two training leads" in two
    assert "Una Lindqvist" in two
    assert "There should be two" not in two


def test_organisations_with_fewer_than_two_are_shown_in_a_table_and_as_a_file(dan):
    enough = make_organisation("Enough")
    lead(enough), lead(enough, "Una")
    lead(make_organisation("Trust", kind="health"))

    page = read(dan, "/people/organisations/", show="few-leads")
    file = b"".join(dan.get("/people/organisations/", {"show": "few-leads", "format": "csv"})).decode()

    assert ">Trust</a>" in page
    assert ">Enough</a>" not in page
    assert '"Trust","Health"' in file


def test_home_says_where_training_leads_are_missing(dan):
    account = Grant.objects.get(role=Role.ACADEMY)
    lead(account.organisation), lead(account.organisation, "Una")
    assert "fewer than two training leads" not in read(dan, "/")

    make_organisation("Trust", kind="health")

    assert "Trust has fewer than two training leads" in read(dan, "/")
    assert "fewer than two" not in read(signed_in(make_account(Role.DIRECTOR, organisation=account.organisation)), "/")


def test_the_tree_takes_the_same_queries_with_one_organisation_and_with_many(dan):
    make_organisation("One")
    before = queries_of(dan, "/people/organisations/")
    for number in range(3):
        part = make_organisation(f"Trust {number}", kind="health")
        make_spell(organisation=part)
        lead(part, f"Lead {number}")

    assert queries_of(dan, "/people/organisations/") == before
