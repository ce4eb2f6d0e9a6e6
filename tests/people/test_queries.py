from datetime import timedelta

import pytest

from academy.people import actions, queries, rules
from academy.people.models import Person, StaffNumber
from academy.people.rules import Role
from tests.builders import (
    LONG_AGO,
    TODAY,
    make_account,
    make_organisation,
    make_person,
    make_spell,
    make_team,
    make_viewer,
)

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


def academy():
    return make_viewer(Role.ACADEMY, on=TODAY)


def found(viewer, **chosen) -> set[str]:
    return {person.name for person in queries.people(viewer, **chosen)}


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("sian", {"Siân O’Neill-Pugh"}),
        ("Siân", {"Siân O’Neill-Pugh"}),
        ("o'ne", {"Siân O’Neill-Pugh"}),
        ("pu si", {"Siân O’Neill-Pugh"}),
        ("neill", set()),
        ("S", {"Siân O’Neill-Pugh", "Sam Osei"}),
        ("sam@", {"Sam Osei"}),
        ("SAM@TRUST.EXAMPLE", {"Sam Osei"}),
        ("sw77", {"Sam Osei"}),
        ("SW 77", {"Sam Osei"}),
        ("00-4", {"Siân O’Neill-Pugh"}),
        ("%", set()),
        ("_", set()),
        ("'", set()),
        ("sam\x00", {"Sam Osei"}),
    ],
)
def test_people_are_found_by_the_beginning_of_a_name_an_address_or_a_number(typed, names):
    sian = make_person("Siân", "O’Neill-Pugh", email=None)
    make_person("Sam", "Osei", email="sam@trust.example", swe_number="SW7700")
    StaffNumber.objects.create(person=sian, organisation=make_organisation(), number="00-42")
    viewer = make_viewer(Role.ACADEMY, person=make_person("Dan", "Whitcombe"), on=TODAY)

    assert found(viewer, search=typed) == names


def test_people_are_narrowed_down_by_organisation_job_and_whether_they_are_here():
    trust = make_organisation("Trust")
    part = make_organisation("Part", parent=trust)
    here = make_spell(make_person("Here", "A"), organisation=part, job_role="nurse")
    gone = make_spell(make_person("Gone", "B"), organisation=trust, ended_on=YESTERDAY)
    make_spell(make_person("Other", "C"))
    viewer = make_viewer(Role.ACADEMY, person=make_person("Dan", "D"), on=TODAY)
    nurse = here.post.job_role

    assert found(viewer) == {"Here A", "Gone B", "Other C", "Dan D"}
    assert found(viewer, organisation=trust) == {"Here A", "Gone B"}
    assert found(viewer, organisation=trust, state=queries.IN_POST) == {"Here A"}
    assert found(viewer, organisation=trust, state=queries.NOT_IN_POST) == {"Gone B"}
    assert found(viewer, job_role=nurse) == {"Here A"}
    assert found(viewer, state=queries.NOT_IN_POST) == {"Gone B", "Dan D"}
    assert found(viewer, search="g", organisation=trust) == {gone.person.name}


def test_whoever_searches_finds_only_whom_they_may_see():
    trust, other = make_organisation("Trust"), make_organisation("Other")
    make_spell(make_person("Amara", "Near"), organisation=trust)
    make_spell(make_person("Amara", "Far"), organisation=other)

    lead = make_viewer(Role.TRAINING_LEAD, person=make_person("Grace", "Lead"), organisation=trust, on=TODAY)

    assert found(lead, search="amara") == {"Amara Near"}
    assert found(lead, organisation=other) == set()


def test_a_post_with_another_employer_is_not_shown_to_a_training_lead():
    trust, other = make_organisation("Trust"), make_organisation("Other")
    amara, secret = make_person("Amara"), make_person("Secret", "Manager")
    mine = make_spell(amara, organisation=trust)
    theirs = make_spell(amara, organisation=other, line_manager=secret)
    StaffNumber.objects.create(person=amara, organisation=other, number="elsewhere")
    number = StaffNumber.objects.create(person=amara, organisation=trust, number="here")
    lead = make_viewer(Role.TRAINING_LEAD, organisation=trust, on=TODAY)

    (row,) = queries.with_posts(lead, queries.people(lead).filter(pk=amara.pk))

    assert list(queries.posts_of(lead, amara)) == [mine]
    assert row.lasting == [mine]
    assert list(queries.staff_numbers(lead, amara)) == [number]
    assert set(queries.posts_of(academy(), amara)) == {mine, theirs}
    assert queries.posts_of(make_viewer(Role.PRACTITIONER, person=amara, on=TODAY), amara).count() == 2


def test_a_line_manager_sees_the_whole_stay_in_the_organisation_they_manage_in():
    trust, other, ruth = make_organisation("Trust"), make_organisation("Other"), make_person("Ruth")
    amara = make_person("Amara")
    before = make_spell(amara, organisation=trust, ended_on=YESTERDAY, line_manager=make_person("Tom"))
    now = make_spell(amara, organisation=trust, started_on=TODAY, line_manager=ruth)
    make_spell(amara, organisation=other)
    viewer = make_viewer(Role.MANAGER, person=ruth, on=TODAY)

    assert list(queries.posts_of(viewer, amara)) == [now, before]


def test_a_team_is_the_posts_somebody_manages_today_in_the_order_of_names():
    ruth = make_person("Ruth")
    amara = make_spell(make_person("Amara", "Okafor"), line_manager=ruth)
    make_spell(make_person("Left", "Already"), line_manager=ruth, ended_on=YESTERDAY)
    make_spell(make_person("Of", "Others"), line_manager=make_person("Tom"))
    tom = make_spell(make_person("Tom", "Beckett"), line_manager=ruth)

    assert list(queries.team(make_viewer(Role.MANAGER, person=ruth, on=TODAY))) == [tom, amara]
    assert list(queries.team(make_viewer(Role.PRACTITIONER, person=make_person(), on=TODAY))) == []


def test_the_current_spell_is_the_one_held_longest_and_its_manager_the_line_manager():
    amara, ruth = make_person("Amara"), make_person("Ruth")
    make_spell(amara, ended_on=YESTERDAY)
    second = make_spell(amara, started_on=LONG_AGO + timedelta(days=9))
    third = make_spell(amara, started_on=LONG_AGO + timedelta(days=99), job_role="teacher", line_manager=ruth)

    assert queries.current_spell(amara, TODAY) == second
    assert queries.manager_of(amara, TODAY) == ruth
    assert list(queries.managed_by(ruth, TODAY)) == [third]
    assert queries.current_spell(make_person(), TODAY) is None
    assert queries.manager_of(make_person(), TODAY) is None


def test_a_colleague_is_meant_by_address_or_by_a_name_that_is_theirs_alone():
    viewer, ruth = academy(), make_person("Ruth", "Adeyemi", email="ruth@weyshire.example")
    sams = [make_person("Sam", "Osei"), make_person("Sam", "Osei")]
    for person in (ruth, *sams):
        make_spell(person)
    make_spell(make_person("Gone", "Away"), ended_on=YESTERDAY)

    assert queries.colleague(viewer, "RUTH@weyshire.example") == queries.colleague(viewer, "ruth ad") == ruth
    assert queries.colleague(viewer, " ") is None
    with pytest.raises(rules.Unknown, match="More than one person is called Sam Osei"):
        queries.colleague(viewer, "Sam Osei")
    with pytest.raises(rules.Unknown, match="Nobody in post whom you can see is called Gone Away"):
        queries.colleague(viewer, "Gone Away")


def test_the_tree_counts_everyone_once_and_names_who_leads_training():
    top = make_organisation("Weyshire")
    trust = make_organisation("Trust", parent=top, kind="health")
    north, school = (
        make_organisation("North", parent=trust, kind="health"),
        make_organisation("School", parent=top, kind="school"),
    )
    amara = make_spell(organisation=north).person
    make_spell(amara, organisation=school, job_role="teacher")
    make_spell(organisation=trust)
    make_spell(organisation=school, ended_on=YESTERDAY)
    lead = make_viewer(Role.TRAINING_LEAD, person=make_person("Grace", "Lindqvist"), organisation=trust, on=TODAY)

    def drawn(branches):
        return [(b.organisation.name, b.people, [str(g.account) for g in b.leads], drawn(b.parts)) for b in branches]

    below = [("North", 1, [], [])]
    of_trust = ("Trust", 2, ["Grace Lindqvist"], below)
    assert drawn(queries.tree(academy(), under=top)) == [("Weyshire", 2, [], [of_trust, ("School", 1, [], [])])]
    assert drawn(queries.tree(lead)) == [of_trust]
    assert drawn(queries.tree(academy(), under=north)) == below
    assert [str(grant.account) for grant in queries.leads_for(lead, north)] == ["Grace Lindqvist"]
    assert [row for row in queries.few_leads(academy()) if row.path.startswith(top.path)] == [school, trust]


def test_teams_count_who_is_in_them_today():
    team = make_team("A")
    empty = make_team("B", organisation=team.organisation)
    amara = make_spell(team=team).person
    make_spell(amara, team=team, job_role="teacher")
    make_spell(team=team, ended_on=YESTERDAY)
    make_team("Elsewhere")

    counted = [(row, row.people) for row in queries.teams(academy(), team.organisation)]

    assert counted == [(team, 1), (empty, 0)]


@pytest.mark.parametrize("has_another_post", [False, True])
def test_who_loses_sight_of_somebody_when_a_post_ends(has_another_post):
    trust = make_organisation("Trust")
    part = make_organisation("Part", parent=trust)
    ruth, grace = make_person("Ruth"), make_person("Grace")
    make_account(Role.TRAINING_LEAD, person=grace, organisation=trust)
    make_account(Role.TRAINING_LEAD, organisation=make_organisation("Elsewhere"))
    spell = make_spell(organisation=part, line_manager=ruth)
    if has_another_post:
        make_spell(spell.person, organisation=trust, job_role="teacher")

    losing = [str(one) for one in queries.losing_sight(spell, on=TODAY)]

    assert losing == [str(ruth)] if has_another_post else [str(ruth), str(grace)]


def test_the_trail_about_a_person_takes_in_their_posts_account_and_roles():
    spell = make_spell()
    account = make_account(Role.MANAGER, person=spell.person)
    dan = make_account(person=make_person("Dan", "Whitcombe"))
    grants = list(account.grants.all())
    actions.correct_person(spell.person, by=dan, family_name="Bell")
    actions.end_grant(account.grants.get(), on=YESTERDAY - timedelta(days=30), by=dan)
    actions.sign_out(account)
    actions.end_post(spell, on=TODAY, by=dan)
    actions.correct_person(make_person(), by=dan, family_name="Of no concern")

    lines = [(line.by, line.words) for line in queries.entries_about([spell.person, spell, account, *grants])]

    assert lines == [
        ("Dan Whitcombe", "closed the account"),
        ("Dan Whitcombe", "ended the post of social worker"),
        ("Amara Bell, Line manager", "signed out"),
        ("Dan Whitcombe", "took away the role line manager"),
        ("Dan Whitcombe", "corrected this record"),
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_however_long_they_are(rows, django_assert_num_queries):
    top = make_organisation("Weyshire")
    for number in range(rows):
        part = make_organisation(f"Part {number}", parent=top)
        make_spell(team=make_team("A", organisation=part), line_manager=make_person("Ruth"))
        make_account(Role.TRAINING_LEAD, organisation=part)
    viewer = academy()
    _ = viewer.roles

    with django_assert_num_queries(3):
        queries.tree(viewer)
    with django_assert_num_queries(2):
        rows_shown = list(queries.with_posts(viewer, queries.people(viewer, organisation=top)))
        assert [str(row.lasting[0].line_manager) for row in rows_shown] == ["Ruth Okafor"] * rows
    with django_assert_num_queries(1):
        [str(spell.post.team) + str(spell.person) for spell in queries.team(viewer)]
    with django_assert_num_queries(1):
        [(row.name, row.people) for row in queries.teams(viewer, top)]


def test_people_are_listed_by_family_name():
    for family in ("Zaman", "Abbott", "Marin"):
        make_person("A", family)

    assert [person.family_name for person in Person.objects.all()] == ["Abbott", "Marin", "Zaman"]
