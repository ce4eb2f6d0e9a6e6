"""Two teams into four: nobody is lost, and what was stays as it was."""

from datetime import timedelta

import pytest

import academy.needs.jobs as needs
from academy.core import thread
from academy.core.models import Entry
from academy.needs.queries import gaps
from academy.people import actions, rules
from academy.people.actions import NewTeam
from academy.people.models import Organisation, Post, Restructure, Spell, Team
from academy.people.scope import TheAuthority
from tests.builders import (
    LONG_AGO,
    make_organisation,
    make_person,
    make_requirement,
    make_spell,
    make_team,
)
from tests.people.changes import BEFORE, ON, stays
from tests.people.reading import days, queries_of, read, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def council() -> Organisation:
    return make_organisation("Council", code="council")


def team_of(council, name, people, **fields):
    team = make_team(name, organisation=council)
    return team, [make_spell(make_person(person), team=team, **fields) for person in people]


def into(name, spells, line_manager=None) -> NewTeam:
    return NewTeam(name, frozenset(spell.pk for spell in spells), line_manager)


def restructure(council, teams, becoming, on=ON):
    return actions.restructure_teams(council, teams, becoming, on=on, by=None)


def test_two_teams_become_four_and_every_spell_ends_the_day_before_and_goes_on(council):
    ruth, kim = make_person("Ruth"), make_person("Kim")
    north, (a, b, c) = team_of(council, "North", ["A", "B", "C"], line_manager=ruth)
    south, (d, e) = team_of(council, "South", ["D", "E"], line_manager=ruth)

    made = restructure(
        council, [north, south], [into("One", [a]), into("Two", [b, d], kim), into("Three", [c]), into("Four", [e])]
    )

    became = {"A": "One", "B": "Two", "C": "Three", "D": "Two", "E": "Four"}
    for spell, was in ((a, "North"), (b, "North"), (c, "North"), (d, "South"), (e, "South")):
        name = became[spell.person.given_name]
        manager = "Kim" if name == "Two" else "Ruth"
        assert stays(spell.person) == [(was, LONG_AGO, BEFORE, "Ruth"), (name, ON, None, manager)]
    assert dict(Team.objects.values_list("name", "closed_on")) == {
        "North": BEFORE, "South": BEFORE, "One": None, "Two": None, "Three": None, "Four": None,
    }  # fmt: skip
    assert (made.before, [part["people"] for part in made.after]) == (["North", "South"], [1, 2, 1, 1])


def test_it_is_one_line_of_the_trail_and_the_cause_of_every_new_spell(council):
    north, spells = team_of(council, "North", ["A", "B"])

    made = restructure(council, [north], [into("One", spells[:1]), into("Two", spells[1:])])

    (entry,) = Entry.objects.all()
    assert (entry.verb, entry.subject_id) == ("restructured", str(made.pk))
    (knot,) = thread.effects(thread.knot_of(made))
    assert (knot.model, set(knot.records)) == (Spell, set(Spell.objects.filter(started_on=ON)))


def test_the_terms_of_a_post_and_its_planned_end_go_on(council):
    north, (spell,) = team_of(council, "North", ["A"], fte="0.5", contract="fixed", ended_on=days(60), origin=1)

    restructure(council, [north], [into("One", [spell])])

    was, goes_on = Spell.objects.order_by("started_on")
    assert (was.ended_on, was.origin, was.reason_for_leaving) == (BEFORE, 1, None)
    assert (goes_on.fte, goes_on.contract, goes_on.ended_on, goes_on.origin) == (was.fte, "fixed", days(60), None)
    assert (goes_on.post.job_role, goes_on.post.title) == (was.post.job_role, was.post.title)


def test_a_team_that_keeps_its_name_stays_with_whom_is_left_in_it(council):
    north, (a, b) = team_of(council, "North", ["A", "B"])

    restructure(council, [north], [into("North", [a]), into("South", [b])])

    assert stays(a.person) == [("North", LONG_AGO, None, None)]
    assert stays(b.person) == [("North", LONG_AGO, BEFORE, None), ("South", ON, None, None)]
    assert Team.objects.get(name="North").closed_on is None


def test_a_new_line_manager_starts_a_new_spell_also_in_the_same_team(council):
    kim = make_person("Kim")
    north, (a, b) = team_of(council, "North", ["A", "B"])

    restructure(council, [north], [into("North", [a], kim), into("South", [b])])

    assert stays(a.person) == [("North", LONG_AGO, BEFORE, None), ("North", ON, None, "Kim")]


def test_nobody_becomes_their_own_line_manager(council):
    ruth, kim = make_person("Ruth"), make_person("Kim")
    north, (a,) = team_of(council, "North", ["A"], line_manager=ruth)
    lead = make_spell(kim, team=north, line_manager=ruth)

    restructure(council, [north], [into("South", [a, lead], kim)])

    assert stays(kim)[-1] == ("South", ON, None, "Ruth")
    assert stays(a.person)[-1] == ("South", ON, None, "Kim")


def test_what_was_over_stays_and_what_begins_later_begins_in_the_new_team(council):
    north, (gone,) = team_of(council, "North", ["Gone"], ended_on=BEFORE)
    later = make_spell(make_person("Later"), team=north, started_on=days(20))
    today = make_spell(make_person("Today"), team=north, started_on=ON)

    restructure(council, [north], [into("South", [later, today])])

    assert stays(gone.person) == [("North", LONG_AGO, BEFORE, None)]
    assert stays(later.person) == [("South", days(20), None, None)]
    assert stays(today.person) == [("South", ON, None, None)]


def test_an_existing_team_may_take_people_in_and_a_closed_one_opens_again(council):
    north, (a,) = team_of(council, "North", ["A"])
    south, (b,) = team_of(council, "South", ["B"])
    Team.objects.create(organisation=council, name="West", closed_on=days(-9))
    c = make_spell(make_person("C"), team=north)

    restructure(council, [north], [into("South", [a]), into("West", [c])])

    assert stays(a.person)[-1] == ("South", ON, None, None)
    assert stays(b.person) == [("South", LONG_AGO, None, None)]
    assert Team.objects.get(name="West").closed_on is None
    assert south.posts.count() == 1


def test_whoever_has_two_posts_in_the_teams_keeps_two(council):
    north, (a,) = team_of(council, "North", ["A"])
    south = make_team("South", organisation=council)
    second = make_spell(a.person, team=south, job_role="senior_social_worker")

    restructure(council, [north, south], [into("One", [a, second])])

    assert sorted(stays(a.person)[2:]) == [("One", ON, None, None)] * 2
    assert Restructure.objects.get().after == [{"name": "One", "people": 1}]


def test_a_date_that_conflicts_is_refused_and_nothing_has_changed(council):
    north, (a,) = team_of(council, "North", ["A"])
    south = make_team("South", organisation=council)
    make_spell(a.person, team=south)
    other = make_spell(make_person("B"), team=north)

    with pytest.raises(rules.AlreadyInPost, match="A Okafor is Social worker in Council already on that day"):
        restructure(council, [north], [into("South", [a]), into("West", [other])])

    assert (Spell.objects.count(), Restructure.objects.count(), Entry.objects.count()) == (3, 0, 0)
    assert not Spell.objects.filter(ended_on__isnull=False).exists()
    assert set(Team.objects.values_list("name", flat=True)) == {"North", "South"}


@pytest.mark.parametrize(
    ("becoming", "on", "refusal"),
    [
        (lambda a, b: [into("One", [a])], ON, rules.LeftOut),
        (lambda a, b: [into("North", [a, b])], ON, rules.SameThing),
        (lambda a, b: [NewTeam("One", frozenset([a.pk, b.pk, 10**6]))], ON, rules.ChangedSince),
        (lambda a, b: [into("One", [a, b])], days(500), rules.UnlikelyDate),
        (lambda a, b: [into("One", [a, b])], days(-500), rules.UnlikelyDate),
    ],
)
def test_what_does_not_add_up_is_refused(council, becoming, on, refusal):
    north, (a, b) = team_of(council, "North", ["A", "B"])

    with pytest.raises(refusal):
        restructure(council, [north], becoming(a, b), on=on)

    assert not Restructure.objects.exists()


def test_teams_of_others_and_closed_ones_are_not_restructured(council):
    theirs, (a,) = team_of(make_organisation(), "North", ["A"])
    closed = Team.objects.create(organisation=council, name="Old", closed_on=days(-1))

    for teams in ([theirs], [closed], []):
        with pytest.raises(rules.AlreadyClosed):
            restructure(council, teams, [into("One", [a])])


def test_nobody_starts_in_a_team_that_has_become_others(council):
    north, (a,) = team_of(council, "North", ["A"])
    restructure(council, [north], [into("One", [a])])
    post = Post.objects.get(team__name="North")

    with pytest.raises(rules.AlreadyClosed, match="North is closed after"):
        actions.start_post(make_person("New"), post, on=days(0), by=None)


# Pages


def test_teams_are_restructured_in_three_steps_and_nothing_is_saved_before_the_last(dan, council):
    kim = make_spell(make_person("Kim", "Lead"), organisation=council).person
    north, (a, b) = team_of(council, "North", ["A", "B"])
    address = f"/people/organisations/{council.pk}/restructure/"
    asked = f"{address}?teams={north.pk}&names=One%0D%0ATwo&on={typed(ON)}"
    sent = {f"to-{a.pk}": "One", f"to-{b.pk}": "Two", "manager-1": "Kim Lead"}

    first, second = read(dan, address), dan.get(asked).content.decode()
    left_out = dan.post(asked, {**sent, f"to-{b.pk}": ""}).content.decode()
    check = dan.post(asked, sent).content.decode()
    before = Restructure.objects.count()
    saved = dan.post(asked, {**sent, "is_checked": "True"})

    assert "Teams that change" in first
    for words in ("A Okafor, Social worker in North", "Line manager of Two", "Everybody needs a team"):
        assert words in second
    assert "Choose a team for B Okafor" in left_out
    assert "Nothing has been saved yet" in check
    assert "Line manager: Kim Lead. B Okafor" in check
    made = Restructure.objects.get()
    assert (before, saved["Location"]) == (0, made.get_absolute_url())
    assert stays(b.person)[-1] == ("Two", ON, None, "Kim")
    page = read(dan, made.get_absolute_url())
    for words in ("North became One and Two", "One: 1 person", "Follow the thread", "B Okafor", kim.name):
        assert words in page
    assert "North became One and Two" in read(dan, council.get_absolute_url())
    assert dan.get(f"/thread/people.restructure/{made.pk}/").status_code == 200


def test_a_mistake_in_the_first_step_stands_beside_its_field(dan, council):
    address = f"/people/organisations/{council.pk}/restructure/"

    page = read(dan, address, names="One", on="31/11/2026")

    assert "Error:" in page
    assert "November has 30 days" in page


def test_a_refusal_stands_on_the_page_with_what_was_typed(dan, council):
    north, (a,) = team_of(council, "North", ["A"])
    asked = f"/people/organisations/{council.pk}/restructure/?teams={north.pk}&names=North&on={typed(ON)}"

    page = dan.post(asked, {f"to-{a.pk}": "North"}).content.decode()

    assert "These are the teams there are" in page


def test_a_training_lead_restructures_their_own_teams_and_no_others(grace, trust, council):
    north, _ = team_of(trust, "North", ["A"])
    made = restructure(trust, [north], [into("One", list(Spell.objects.all()))])
    elsewhere, spells = team_of(council, "South", ["B"])
    theirs = restructure(council, [elsewhere], [into("Two", spells)])

    assert "Teams that change" in read(grace, f"/people/organisations/{trust.pk}/restructure/")
    assert "A Okafor" in read(grace, made.get_absolute_url())
    refused = [
        grace.get(f"/people/organisations/{council.pk}/restructure/"),
        grace.get(theirs.get_absolute_url()),
    ]
    assert [answer.status_code for answer in refused] == [404] * 2


def test_the_second_step_takes_the_same_queries_with_one_person_and_with_many(dan, council):
    north, _ = team_of(council, "North", ["A"])
    asked = f"/people/organisations/{council.pk}/restructure/"
    said = {"teams": north.pk, "names": "One\nTwo", "on": typed(ON)}
    one = queries_of(dan, asked, **said)
    for name in ("B", "C", "D"):
        make_spell(make_person(name), team=north, line_manager=make_person("M"))

    assert queries_of(dan, asked, **said) == one


# What restarts for nobody


def test_nobody_is_a_new_starter_again_and_what_was_overdue_stays_overdue(council):
    make_requirement(due_within_days=30, starts_on=LONG_AGO)
    north, (a,) = team_of(council, "North", ["A"])
    today = days(0)
    before = [(gap.due_on, gap.is_overdue) for gap in gaps(TheAuthority(), on=today)]

    restructure(council, [north], [into("One", [a])], on=days(-5))

    after = [(gap.due_on, gap.is_overdue) for gap in gaps(TheAuthority(), on=today)]
    assert after == before == [(LONG_AGO + timedelta(days=30), True)]
    assert needs.tell_new_starters() == "Told 0 new starters what they need."
    assert Spell.objects.get(started_on=days(-5)).began_on == LONG_AGO


def test_a_second_restructure_still_counts_from_the_first_day(council):
    north, (a,) = team_of(council, "North", ["A"])

    restructure(council, [north], [into("One", [a])], on=days(-9))
    (one,) = Spell.objects.filter(post__team__name="One")
    restructure(council, [one.post.team], [into("Two", [one])], on=days(-5))

    assert [spell.began_on for spell in Spell.objects.order_by("started_on")] == [LONG_AGO] * 3


def test_without_the_first_day_the_clock_would_start_again(council):
    make_requirement(due_within_days=30, starts_on=LONG_AGO)
    north, (a,) = team_of(council, "North", ["A"])
    restructure(council, [north], [into("One", [a])], on=days(-5))
    Spell.objects.update(since_on=None)

    assert needs.tell_new_starters() == "Told 1 new starter what they need."
