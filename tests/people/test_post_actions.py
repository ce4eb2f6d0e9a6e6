"""Posts start and end, and what was stays as it was."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from academy.core import clock
from academy.core.models import Entry
from academy.people import actions, rules
from academy.people.models import Grant, JobRole, Person, Post, Spell
from academy.people.rules import Contract, Destination, Origin, Reason, Role
from tests.builders import LONG_AGO, make_account, make_organisation, make_person, make_spell, make_team

pytestmark = pytest.mark.django_db


def days(number: int) -> date:
    return clock.today() + timedelta(days=number)


def make_post(**fields) -> Post:
    """A post that nobody holds."""
    spell = make_spell(**fields)
    post = spell.post
    spell.delete()
    return post


def held(person: Person) -> list[tuple]:
    return list(person.spells.values_list("post__title", "started_on", "ended_on", "line_manager__given_name"))


def test_a_post_starts_on_its_first_day_with_everything_known_about_it():
    amara, ruth, post = make_person("Amara"), make_person("Ruth"), make_post()

    spell = actions.start_post(
        amara, post, on=days(-3), by=make_account(), line_manager=ruth, contract=Contract.FIXED,
        fte=Decimal("0.6"), origin=Origin.NEWLY_QUALIFIED, cause=post,
    )  # fmt: skip

    spell.refresh_from_db()
    kept = (spell.started_on, spell.ended_on, spell.line_manager, spell.contract, spell.fte, spell.origin, spell.cause)
    assert kept == (days(-3), None, ruth, "fixed", Decimal("0.6"), Origin.NEWLY_QUALIFIED, post)
    entry = Entry.objects.get()
    assert (entry.verb, entry.subject_id, entry.details["post"]) == ("started", str(spell.pk), "Social worker")


def test_somebody_may_hold_several_posts_at_once():
    amara = make_person("Amara")
    first, second = make_post(), make_post(job_role="teacher")

    actions.start_post(amara, first, on=days(-30), by=None)
    actions.start_post(amara, second, on=days(-3), by=None)

    assert held(amara) == [("Social worker", days(-30), None, None), ("Teacher", days(-3), None, None)]


@pytest.mark.parametrize(("ended_on", "starts_on"), [(None, 0), (0, 0), (5, 0), (-1, -20)])
def test_the_same_post_twice_at_once_is_refused_in_words(ended_on, starts_on):
    spell = make_spell(ended_on=None if ended_on is None else days(ended_on))

    with pytest.raises(rules.AlreadyInPost, match="Amara Okafor is Social worker in Weyshire then already") as refused:
        actions.start_post(spell.person, spell.post, on=days(starts_on), by=None)

    assert refused.value.field == "on"
    assert Spell.objects.count() == 1


def test_who_comes_back_to_the_same_post_starts_a_new_stay():
    spell = make_spell(ended_on=days(-100))

    actions.start_post(spell.person, spell.post, on=days(-3), by=None)

    assert [(start, end) for _, start, end, _ in held(spell.person)] == [(LONG_AGO, days(-100)), (days(-3), None)]


@pytest.mark.parametrize(
    ("wrong", "refusal", "field"),
    [
        ({"on": date(2206, 1, 1)}, rules.UnlikelyDate, "on"),
        ({"fte": Decimal("1.5")}, rules.NotPartOfWhole, "fte"),
        ({"fte": Decimal("-0.1")}, rules.NotPartOfWhole, "fte"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(wrong, refusal, field):
    with pytest.raises(refusal) as refused:
        actions.start_post(make_person(), make_post(), by=None, **({"on": days(0)} | wrong))

    assert refused.value.field == field
    assert not Spell.objects.exists()


def test_nobody_is_their_own_line_manager():
    amara, spell = make_person("Amara"), make_spell()

    with pytest.raises(rules.ManagesThemselves):
        actions.start_post(amara, make_post(), on=days(0), by=None, line_manager=amara)
    with pytest.raises(rules.ManagesThemselves):
        actions.change_line_manager(spell, spell.person, on=days(0), by=None)


def test_a_post_ends_on_its_last_day_with_reason_and_destination():
    spell = make_spell()

    actions.end_post(spell, on=days(-2), by=make_account(), reason=Reason.RESIGNED, destination=Destination.AGENCY)

    spell.refresh_from_db()
    assert (spell.ended_on, spell.reason_for_leaving, spell.destination) == (days(-2), 1, 3)
    assert Entry.objects.get().verb == "ended"


def test_a_post_does_not_end_before_it_starts():
    spell = make_spell(started_on=days(-10))

    with pytest.raises(rules.EndsBeforeItStarts, match="Choose that day or a later one"):
        actions.end_post(spell, on=days(-11), by=None)

    assert actions.end_post(spell, on=days(-10), by=None).ended_on == days(-10)


def test_what_has_ended_is_not_ended_again_but_a_planned_end_may_move():
    past, planned = make_spell(ended_on=days(-5)), make_spell(ended_on=days(20))

    with pytest.raises(rules.AlreadyEnded, match="What was is not changed"):
        actions.end_post(past, on=days(0), by=None)

    assert actions.end_post(planned, on=days(10), by=None).ended_on == days(10)


def test_an_end_in_another_century_is_refused():
    with pytest.raises(rules.UnlikelyDate):
        actions.end_post(make_spell(), on=date(2206, 1, 1), by=None)


def test_roles_held_through_a_post_end_with_it_and_the_own_record_stays_open():
    trust = make_organisation("Trust")
    spell = make_spell(organisation=trust)
    account = make_account(Role.PRACTITIONER, Role.TRAINING_LEAD, person=spell.person, organisation=trust)

    actions.end_post(spell, on=days(-1), by=None)

    ends = dict(Grant.objects.filter(account=account).values_list("role", "ends_on"))
    assert ends == {"practitioner": None, "training_lead": days(-1)}
    assert "ended, with the post," in Entry.objects.values_list("verb", flat=True)


def test_roles_stay_while_another_post_in_the_branch_is_held():
    trust = make_organisation("Trust")
    part = make_organisation("North", parent=trust)
    spell = make_spell(organisation=trust)
    make_spell(spell.person, organisation=part)
    account = make_account(Role.TRAINING_LEAD, person=spell.person, organisation=trust)

    actions.end_post(spell, on=days(-1), by=None)

    assert Grant.objects.get(account=account).ends_on is None


def test_a_new_line_manager_is_a_new_row_and_the_old_one_keeps_theirs():
    ruth, tom = make_person("Ruth"), make_person("Tom")
    spell = make_spell(line_manager=ruth, fte=Decimal("0.8"), contract=Contract.FIXED, origin=Origin.NEWLY_QUALIFIED)

    actions.change_line_manager(spell, tom, on=days(0), by=make_account())

    assert held(spell.person) == [
        ("Social worker", LONG_AGO, days(-1), "Ruth"),
        ("Social worker", days(0), None, "Tom"),
    ]
    before, after = spell.person.spells.all()
    assert (before.origin, before.reason_for_leaving, after.origin) == (Origin.NEWLY_QUALIFIED, None, None)
    assert (after.contract, after.fte) == ("fixed", Decimal("0.8"))
    assert Entry.objects.get().verb == "changed the line manager in"


def test_a_line_manager_corrected_on_the_first_day_leaves_one_row():
    spell = make_spell(started_on=days(0), line_manager=make_person("Ruth"))

    actions.change_line_manager(spell, make_person("Tom"), on=days(0), by=None)

    assert held(spell.person) == [("Social worker", days(0), None, "Tom")]


def test_the_same_line_manager_again_changes_nothing():
    ruth = make_person("Ruth")
    spell = make_spell(line_manager=ruth)

    actions.change_line_manager(spell, ruth, on=days(0), by=None)

    assert held(spell.person) == [("Social worker", LONG_AGO, None, "Ruth")]
    assert not Entry.objects.exists()


def test_a_planned_end_goes_on_with_the_new_line_manager_and_none_comes_after_it():
    spell = make_spell(ended_on=days(30), reason_for_leaving=Reason.RETIRED)

    with pytest.raises(rules.EndsBeforeItStarts):
        actions.change_line_manager(spell, make_person("Tom"), on=days(31), by=None)
    actions.change_line_manager(spell, make_person("Tom"), on=days(0), by=None)

    rows = list(spell.person.spells.values_list("ended_on", "reason_for_leaving"))
    assert rows == [(days(-1), None), (days(30), Reason.RETIRED)]


def test_a_post_is_made_when_somebody_first_needs_it():
    team = make_team("North")
    role = JobRole.objects.get(code="social_worker")

    first = actions.find_or_add_post(team.organisation, role, team=team, by=None)
    again = actions.find_or_add_post(team.organisation, role, team=team, by=None)
    other = actions.find_or_add_post(team.organisation, role, team=team, title="Duty social worker", by=None)

    assert (first, first.title, other.title) == (again, "Social worker", "Duty social worker")
    assert list(Entry.objects.values_list("verb", "subject_type")) == [("added", "people.post")] * 2


def test_a_team_of_another_organisation_is_unknown_here():
    with pytest.raises(rules.Unknown, match="is not a team of Trust"):
        actions.find_or_add_post(make_organisation("Trust"), JobRole.objects.first(), team=make_team(), by=None)


def test_a_colleague_comes_with_their_post_or_not_at_all():
    trust, role = make_organisation("Trust"), JobRole.objects.get(code="teacher")
    post, stay = {"job_role": role, "title": "", "team": None}, {"on": days(0)}

    spell = actions.add_colleague(
        trust, details={"given_name": "Siân", "family_name": "Pugh"}, post=post, stay=stay, by=None
    )
    with pytest.raises(rules.UnlikelyDate):
        actions.add_colleague(
            trust,
            details={"given_name": "No", "family_name": "Body"},
            post=post,
            stay={"on": date(1066, 1, 1)},
            by=None,
        )

    assert (spell.person.name, spell.post.title) == ("Siân Pugh", "Teacher")
    assert Person.objects.count() == 1
