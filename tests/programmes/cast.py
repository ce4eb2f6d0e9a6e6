"""Two who meet, a rule for their job, and a review that asks for something."""

from datetime import date

from academy.people.models import Account, JobRole, Person
from academy.people.rules import Role
from academy.programmes import actions
from academy.programmes.models import CaseReview, Conversation, SupervisionRule
from tests.builders import at_any_hour, make_account, make_person, make_spell
from tests.people.reading import days

NOTE = "We agreed to practise weighing risk out loud."


def make_pair(organisation=None, *, job_role: str = "social_worker", started_on: date | None = None):
    """A worker and her line manager, each with an account."""
    ruth = make_person("Ruth", "Adeyemi", email=f"ruth{Person.objects.count()}@weyshire.example")
    amara = make_person("Amara", "Okafor", email=f"amara{Person.objects.count()}@weyshire.example")
    at_any_hour(ruth, amara)
    spell = make_spell(
        amara, organisation=organisation, job_role=job_role, line_manager=ruth, started_on=started_on or days(-400)
    )
    at = spell.post.organisation
    manager = make_account(Role.MANAGER, person=ruth, organisation=at)
    worker = make_account(Role.PRACTITIONER, person=amara, organisation=at)
    return worker, manager


def meet(worker: Account, manager: Account, **said) -> Conversation:
    values = {"kind": "supervision", "held_on": days(-3), "words": NOTE, "points": (), "by": manager} | said
    return actions.record_conversation(worker.person, manager.person, **values)


def make_rule(job_role: str | None = "social_worker", **said) -> SupervisionRule:
    role = JobRole.objects.get(code=job_role) if job_role else None
    values = {
        "organisation": None, "from_week": 0, "until_week": None, "every_days": 28, "starts_on": days(-900),
    } | said  # fmt: skip
    return actions.set_rule(job_role=role, by=None, **values)


def make_review(by: Account, title: str = "Neglect in large families") -> CaseReview:
    return actions.add_review(
        kind="learning", title=title, organisation=None, agreed_on=days(-40), summary="What we missed.", link="", by=by
    )
