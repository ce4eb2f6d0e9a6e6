"""Agency workers: who begins on what terms, what was decided of a rule, and what the council itself pays."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from academy.core import clock, trail
from academy.people.models import Account, Person, Team
from academy.workforce.models import AgencyException, Assignment, EmployedCost, PriceCap
from academy.workforce.rules.agency import AgencyRefused, Rule

A_DAY = timedelta(days=1)


@transaction.atomic
def add_assignment(person: Person, team: Team, *, by: Account | None, **terms: Any) -> Assignment:
    """Nobody is in one team twice at once. A rule that it does not keep is said on its page, and stops nothing."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    _refuse_terms(terms)
    _refuse_twice(person, team, terms["started_on"], terms.get("ended_on"))
    made = Assignment.objects.create(person=person, team=team, made_by=by, made_at=clock.now(), **terms)
    trail.note(by, "wrote down", made, started_on=str(made.started_on), charge=str(made.charge))
    return made


@transaction.atomic
def change_assignment(assignment: Assignment, *, by: Account | None, **terms: Any) -> Assignment:
    """To put right what was written wrongly, or to add what was not known. New terms: see `change_terms`."""
    found = _locked(assignment)
    _refuse_terms({**_terms_of(found), **terms})
    changed = {name: value for name, value in terms.items() if getattr(found, name) != value}
    if {"team", "started_on", "ended_on"} & changed.keys():
        said = {**_terms_of(found), **changed}
        _refuse_twice(found.person, said["team"], said["started_on"], said["ended_on"], apart_from=found)
    for name, value in changed.items():
        setattr(found, name, value)
    if changed:
        found.save(update_fields=list(changed))
        trail.note(by, "changed", found, **{name: _noted(value) for name, value in changed.items()})
    return found


@transaction.atomic
def change_terms(assignment: Assignment, *, from_on: date, by: Account | None, **terms: Any) -> Assignment:
    """Another charge, margin or week from a day: the one before ends the day before, and keeps what it was."""
    found = _locked(assignment)
    if found.ended_on is not None or from_on <= found.started_on:
        raise AgencyRefused("Give a day after it began, of an assignment that still lasts.", field="from_on")
    kept = _terms_of(found) | {"since_on": found.began_on, "carries_on": found}
    said = {**kept, **terms, "started_on": from_on}
    _refuse_terms(said)
    found.ended_on = from_on - A_DAY
    found.save(update_fields=["ended_on"])
    made = Assignment.objects.create(person=found.person, made_by=by, made_at=clock.now(), **said)
    for one in found.exceptions.exclude(rule=Rule.CAP):
        AgencyException.objects.create(assignment=made, **_decided_of(one))
    trail.note(by, "changed the terms of", made, from_on=str(from_on), charge=str(made.charge))
    return made


@transaction.atomic
def end_assignment(
    assignment: Assignment, *, ended_on: date, by: Account | None, reference_given_on: date | None = None
) -> Assignment:
    found = _locked(assignment)
    if ended_on < found.started_on:
        raise AgencyRefused("It cannot end before it began.", field="ended_on")
    found.ended_on, found.reference_given_on = ended_on, reference_given_on or found.reference_given_on
    found.save(update_fields=["ended_on", "reference_given_on"])
    trail.note(by, "ended", found, ended_on=str(ended_on))
    return found


@transaction.atomic
def except_from_rule(
    assignment: Assignment,
    *,
    rule: str,
    ground: str,
    signed_by: str,
    decided_on: date,
    by: Account | None,
    also_signed_by: str = "",
    why: str = "",
    up_to: Decimal | None = None,
) -> AgencyException:
    """Written down beside the assignment. Above the cap, the director and the chief executive sign, up to a charge."""
    found = _locked(assignment)
    if rule == Rule.CAP and not also_signed_by.strip():
        raise AgencyRefused("Above the cap, the director and the chief executive both sign.", field="also_signed_by")
    if rule == Rule.CAP and also_signed_by.strip().casefold() == signed_by.strip().casefold():
        raise AgencyRefused("Two different people sign.", field="also_signed_by")
    if rule == Rule.CAP and up_to is None:
        raise AgencyRefused("Say up to what charge an hour was signed.", field="up_to")
    if decided_on > clock.today():
        raise AgencyRefused("Give the day it was decided, today or before.", field="decided_on")
    said: dict[str, Any] = {
        "rule": rule,
        "ground": ground,
        "signed_by": signed_by.strip(),
        "also_signed_by": also_signed_by.strip(),
    }
    said |= {"why": why, "up_to": up_to if rule == Rule.CAP else None, "decided_on": decided_on}
    made = AgencyException.objects.create(assignment=found, made_by=by, made_at=clock.now(), **said)
    trail.note(by, "excepted", made, rule=rule, ground=ground)
    return made


@transaction.atomic
def set_price_cap(
    job_type: str, *, pounds_an_hour: Decimal, starts_on: date, region: str, source_words: str, by: Account | None
) -> PriceCap:
    """A cap holds until the next begins; what held before a day is never lost."""
    said = {"pounds_an_hour": pounds_an_hour, "region": region, "source_words": source_words}
    made = _once(PriceCap, job_type, starts_on, by, **said)
    trail.note(by, "set", made, job_type=job_type, starts_on=str(starts_on), pounds=str(pounds_an_hour))
    return made


@transaction.atomic
def set_employed_cost(job_type: str, *, starts_on: date, by: Account | None, **said: Any) -> EmployedCost:
    made = _once(EmployedCost, job_type, starts_on, by, **said)
    trail.note(by, "set", made, job_type=job_type, starts_on=str(starts_on), pounds=str(made.pounds))
    return made


def _once(model: Any, job_type: str, starts_on: date, by: Account | None, **said: Any) -> Any:
    try:
        with transaction.atomic():
            return model.objects.create(job_type=job_type, starts_on=starts_on, made_by=by, made_at=clock.now(), **said)
    except IntegrityError:
        words = "There is one for this job type from that day already. Give another day."
        raise AgencyRefused(words, field="starts_on") from None


def _refuse_terms(terms: dict[str, Any]) -> None:
    if terms.get("ended_on") and terms["ended_on"] < terms["started_on"]:
        raise AgencyRefused("It cannot end before it began.", field="ended_on")
    if terms.get("margin") is not None and terms["margin"] >= terms["charge"]:
        raise AgencyRefused("The margin is a part of the charge, and not all of it.", field="margin")


def _refuse_twice(
    person: Person, team: Team, start: date, end: date | None, *, apart_from: Assignment | None = None
) -> None:
    others = Assignment.objects.filter(person=person, team=team)
    if apart_from is not None:
        others = others.exclude(pk=apart_from.pk)
    lasting = others.filter(ended_on__isnull=True) | others.filter(ended_on__gte=start)
    if (lasting.filter(started_on__lte=end) if end else lasting).exists():
        raise AgencyRefused("They are at work in this team already at that time. Change that assignment.", field="team")


def _locked(assignment: Assignment) -> Assignment:
    Person.objects.select_for_update().get(pk=assignment.person_id)
    found = Assignment.objects.select_for_update(of=("self",))
    return found.select_related("person", "team__organisation").get(pk=assignment.pk)


def _terms_of(found: Assignment) -> dict[str, Any]:
    left_out = {"id", "person", "made_by", "made_at"}
    return {
        field.name: getattr(found, field.name) for field in found._meta.concrete_fields if field.name not in left_out
    }


def _decided_of(one: AgencyException) -> dict[str, Any]:
    left_out = {"id", "assignment"}
    return {field.name: getattr(one, field.name) for field in one._meta.concrete_fields if field.name not in left_out}


def _noted(value: Any) -> str | int:
    return value.pk if isinstance(value, Team) else str(value)
