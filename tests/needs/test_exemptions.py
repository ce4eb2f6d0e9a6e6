"""Somebody need not, for a while: two names, two people, and only from that day on."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from academy.core import clock
from academy.core.models import Notice
from academy.needs import actions, queries, rules
from academy.needs.models import Exemption
from academy.needs.rules import ExemptionState, Signer
from academy.people.rules import Role
from academy.people.scope import TheAuthority, Viewer
from tests.builders import (
    make_account,
    make_item,
    make_organisation,
    make_person,
    make_requirement,
    make_spell,
    signed_in,
)

pytestmark = pytest.mark.django_db


class Team:
    """A manager, one of her people, a training lead, and something that is overdue."""

    def __init__(self) -> None:
        self.council = make_organisation("Weyshire", code="weyshire")
        self.manager_person = make_person("Ruth", "Adeyemi", email="ruth@weyshire.example")
        make_spell(self.manager_person, organisation=self.council, job_role="team_manager")
        self.manager = make_account(Role.MANAGER, person=self.manager_person, organisation=self.council)
        self.person = make_person("Amara", "Okafor", email="amara@weyshire.example")
        make_spell(self.person, organisation=self.council, line_manager=self.manager_person)
        self.own = make_account(Role.PRACTITIONER, person=self.person, organisation=self.council)
        lead = make_person("Lena", "Lead", email="lead@weyshire.example")
        make_spell(lead, organisation=self.council, job_role="learning_officer")
        self.lead = make_account(Role.TRAINING_LEAD, person=lead, organisation=self.council)
        self.requirement = make_requirement(make_item("Safeguarding level 3 refresher"))
        self.until = clock.today() + timedelta(days=90)

    def ask(self, by=None) -> Exemption:
        return actions.ask_for_exemption(
            self.person, self.requirement, why="On leave", until_on=self.until, by=by or self.own
        )

    def gaps(self, on=None) -> list[str]:
        on = on or clock.today()
        return [gap.title for gap in queries.gaps(TheAuthority(on), on=on, person=self.person)]


@pytest.fixture
def team() -> Team:
    return Team()


def test_it_counts_when_two_people_have_signed_and_not_before(team):
    asked = team.ask()
    assert team.gaps() == ["Safeguarding level 3 refresher"]

    actions.sign_exemption(asked, Signer.LINE_MANAGER, by=team.manager)
    assert team.gaps() == ["Safeguarding level 3 refresher"]
    counted = actions.sign_exemption(asked, Signer.TRAINING_LEAD, by=team.lead)

    assert (counted.state, counted.counts_from) == (ExemptionState.COUNTS, clock.today())
    assert team.gaps() == []
    assert Notice.objects.get(key=f"exemption:{asked.pk}:counts:").to == "amara@weyshire.example"


def test_it_is_asked_again_the_day_after_and_was_asked_the_day_before(team):
    asked = team.ask(by=team.manager)
    actions.sign_exemption(asked, Signer.TRAINING_LEAD, by=team.lead)

    assert team.gaps(on=team.until) == []
    assert team.gaps(on=team.until + timedelta(days=1)) == ["Safeguarding level 3 refresher"]
    assert team.gaps(on=clock.today() - timedelta(days=1)) == ["Safeguarding level 3 refresher"]


def test_what_somebody_is_exempt_from_is_still_said_to_them(team):
    asked = team.ask(by=team.manager)
    actions.sign_exemption(asked, Signer.TRAINING_LEAD, by=team.lead)

    [gap] = queries.standing(TheAuthority(), on=clock.today(), person=team.person)

    assert gap.state == rules.State.EXEMPT
    assert gap.words == f"Exempt until {rules.day_words(team.until, on=clock.today())}"


def test_whoever_asks_and_may_sign_has_signed(team):
    assert team.ask(by=team.manager).missing == [Signer.TRAINING_LEAD]


def test_the_line_manager_and_the_lead_are_told(team):
    asked = team.ask()

    told = Notice.objects.filter(key__startswith=f"exemption:{asked.pk}:asked").values_list("to", flat=True)
    assert set(told) == {"ruth@weyshire.example", "lead@weyshire.example"}


def test_nobody_signs_their_own(team):
    own = actions.ask_for_exemption(team.person, team.requirement, why="Away", until_on=team.until, by=team.own)

    with pytest.raises(rules.NotTheirName):
        actions.sign_exemption(own, Signer.LINE_MANAGER, by=team.own)


def test_two_names_are_two_people_also_in_the_database(team):
    asked = team.ask()
    actions.sign_exemption(asked, Signer.LINE_MANAGER, by=team.manager)

    with pytest.raises(rules.NotTheirName):
        actions.sign_exemption(asked, Signer.TRAINING_LEAD, by=team.manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        Exemption.objects.filter(pk=asked.pk).update(lead_signed_by=team.manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        Exemption.objects.filter(pk=asked.pk).update(state=ExemptionState.COUNTS, counts_from=clock.today())


def test_a_lead_stands_in_where_there_is_no_line_manager(team):
    alone = make_person("Sam", "Alone")
    make_spell(alone, organisation=team.council)
    asked = actions.ask_for_exemption(alone, team.requirement, why="Away", until_on=team.until, by=team.lead)
    other = make_account(Role.TRAINING_LEAD, organisation=team.council)

    assert asked.missing == [Signer.LINE_MANAGER]
    assert queries.turn_to_sign(Viewer(team.lead), asked) is None
    assert queries.turn_to_sign(Viewer(other), asked) == Signer.LINE_MANAGER


def test_a_lead_of_another_agency_has_no_say(team):
    asked = team.ask()
    trust = make_organisation("Trust", kind="health")
    stranger = make_account(Role.TRAINING_LEAD, organisation=trust)

    assert queries.turn_to_sign(Viewer(stranger), asked) is None


@pytest.mark.parametrize("days", [-1, 400])
def test_it_ends_within_a_year(team, days):
    with pytest.raises(rules.ExemptionRefused):
        actions.ask_for_exemption(
            team.person, team.requirement, why="Away", until_on=clock.today() + timedelta(days=days), by=team.own
        )


def test_nobody_is_exempt_from_what_is_not_asked_of_them(team):
    other = make_requirement(make_item("Midwives only"), job_role="midwife")

    with pytest.raises(rules.NotAsked):
        actions.ask_for_exemption(team.person, other, why="Away", until_on=team.until, by=team.own)


def test_it_is_asked_for_once(team):
    team.ask()

    with pytest.raises(rules.AlreadyExempt):
        team.ask()


def test_who_is_exempt_asks_no_more(team):
    actions.sign_exemption(team.ask(by=team.manager), Signer.TRAINING_LEAD, by=team.lead)

    with pytest.raises(rules.AlreadyExempt):
        team.ask()


def test_refused_it_says_why_and_counts_for_nothing(team):
    refused = actions.refuse_exemption(team.ask(), reason="Do it next week", by=team.manager)

    assert (refused.state, refused.reason) == (ExemptionState.REFUSED, "Do it next week")
    assert team.gaps() == ["Safeguarding level 3 refresher"]
    with pytest.raises(rules.ExemptionRefused):
        actions.sign_exemption(refused, Signer.LINE_MANAGER, by=team.manager)


def test_ended_early_it_is_asked_again_at_once(team):
    counted = actions.sign_exemption(team.ask(by=team.manager), Signer.TRAINING_LEAD, by=team.lead)

    actions.end_exemption(counted, reason="Back at work", by=team.lead)

    assert team.gaps() == ["Safeguarding level 3 refresher"]
    with pytest.raises(rules.ExemptionRefused):
        actions.end_exemption(counted, reason="Again", by=team.lead)


def test_the_pages_from_asking_to_the_second_name(team):
    page = signed_in(team.own).post(
        f"/needs/people/{team.person.pk}/exemption/",
        {"requirement": team.requirement.pk, "why": "On leave", "until_on": team.until.isoformat()},
    )
    asked = Exemption.objects.get()
    assert page.url == f"/needs/exemptions/{asked.pk}/?asked"

    for account in (team.manager, team.lead):
        client = signed_in(account)
        assert "Amara Okafor" in client.get("/needs/exemptions/").content.decode()
        assert "Put my name to it" in client.get(f"/needs/exemptions/{asked.pk}/").content.decode()
        client.post(f"/needs/exemptions/{asked.pk}/", {"sign": "yes"})

    shown = signed_in(team.own).get(f"/needs/exemptions/{asked.pk}/").content.decode()
    assert "It counts until" in shown
    assert "Put my name to it" not in shown
    needs = signed_in(team.own).get(f"/needs/people/{team.person.pk}/").content.decode()
    assert "Exempt until" in needs


def test_taken_back_refused_and_ended_on_the_pages(team):
    own, lead = signed_in(team.own), signed_in(team.lead)
    first = team.ask()
    own.post(f"/needs/exemptions/{first.pk}/take-back/")
    second = team.ask()
    lead.post(f"/needs/exemptions/{second.pk}/", {"refuse": "yes", "reason": "Do it next week"})
    third = team.ask(by=team.manager)
    actions.sign_exemption(third, Signer.TRAINING_LEAD, by=team.lead)
    assert lead.get(f"/needs/exemptions/{third.pk}/end/").status_code == 200
    lead.post(f"/needs/exemptions/{third.pk}/end/", {"reason": "Back at work"})

    states = list(Exemption.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["taken_back", "refused", "counts"]
    assert "Do it next week" in own.get(f"/needs/exemptions/{second.pk}/").content.decode()
    assert "It ended before its time" in own.get(f"/needs/exemptions/{third.pk}/").content.decode()
    assert own.get(f"/needs/exemptions/{third.pk}/end/").status_code == 404
