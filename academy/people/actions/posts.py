"""Starting and ending posts. What was stays as it was: a change ends one spell and starts another."""

from datetime import date
from decimal import Decimal

from django.db import models, transaction

from academy.core import clock, trail
from academy.people import queries, rules
from academy.people.actions.leavers import close_if_left
from academy.people.models import Account, Grant, JobRole, Organisation, Person, Post, Spell, Team
from academy.people.rules import Contract, Destination, Origin, Reason
from academy.ui.dates import date_words


@transaction.atomic
def start_post(
    person: Person,
    post: Post,
    *,
    on: date,
    by: Account | None,
    line_manager: Person | None = None,
    contract: str = Contract.PERMANENT,
    fte: Decimal = Decimal(1),
    origin: Origin | None = None,
    cause: models.Model | None = None,
) -> Spell:
    """The person works in the post from this day. They may hold others at the same time, but not the same one twice."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    _refuse_start(person, post, on=on, line_manager=line_manager, fte=fte)
    spell = Spell.objects.create(
        person=person,
        post=post,
        line_manager=line_manager,
        started_on=on,
        contract=contract,
        fte=fte,
        origin=origin,
        cause=cause,
    )
    trail.note(by, "started", spell, post=post.title, on=on.isoformat())
    return spell


@transaction.atomic
def end_post(
    spell: Spell,
    *,
    on: date,
    by: Account | None,
    reason: Reason | None = None,
    destination: Destination | None = None,
) -> Spell:
    """`on` is the last day. Roles held through the post end with it; with the last post, the account closes."""
    spell = _hold(spell)
    refuse_end(spell, on=on)
    ending = queries.grants_that_end(spell, on=on)
    spell.ended_on, spell.reason_for_leaving, spell.destination = on, reason, destination
    spell.save(update_fields=["ended_on", "reason_for_leaving", "destination"])
    for grant in ending:
        grant.ends_on = max(on, grant.starts_on)
    Grant.objects.bulk_update(ending, ["ends_on"])
    for grant in ending:
        trail.note(by, "ended, with the post,", grant, role=grant.role, organisation=grant.organisation.code)
    trail.note(by, "ended", spell, post=spell.post.title, on=on.isoformat())
    close_if_left(spell.person, by=by)
    return spell


def refuse_end(spell: Spell, *, on: date) -> None:
    """Also asked before the answers are checked, so that nobody checks what will be refused."""
    if spell.ended_on is not None and spell.ended_on < clock.today():
        raise rules.AlreadyEnded(f"This post ended on {date_words(spell.ended_on)}. What was is not changed")
    if on < spell.started_on:
        words = f"The post started on {date_words(spell.started_on)}. Choose that day or a later one"
        raise rules.EndsBeforeItStarts(words, field="on")
    if not rules.is_likely(on, today=clock.today()):
        raise rules.UnlikelyDate("Check the year: the day is too far from today", field="on")


@transaction.atomic
def change_line_manager(spell: Spell, line_manager: Person | None, *, on: date, by: Account | None) -> Spell:
    """From this day. The old spell keeps the old line manager, so that who managed whom can always be read."""
    spell = _hold(spell)
    refuse_end(spell, on=on)
    if line_manager is not None and line_manager.pk == spell.person_id:
        raise rules.ManagesThemselves("Nobody can be their own line manager", field="line_manager")
    if spell.ended_on is not None and on > spell.ended_on:
        raise rules.EndsBeforeItStarts(
            f"The post ends on {date_words(spell.ended_on)}. Choose an earlier day", field="on"
        )
    if spell.line_manager == line_manager:
        return spell
    if on > spell.started_on:
        spell = carry_on(spell, from_=on)
    spell.line_manager = line_manager
    spell.save()
    trail.note(by, "changed the line manager in", spell, post=spell.post.title, on=on.isoformat())
    return spell


@transaction.atomic
def find_or_add_post(
    organisation: Organisation, job_role: JobRole, *, by: Account | None, team: Team | None = None, title: str = ""
) -> Post:
    """The post of that kind in the team, made if it is the first."""
    if team is not None and team.organisation_id != organisation.pk:
        raise rules.Unknown(f"{team} is not a team of {organisation}", field="team")
    post, is_new = Post.objects.get_or_create(
        organisation=organisation, team=team, job_role=job_role, title=title.strip() or job_role.name
    )
    if is_new:
        trail.note(by, "added", post)
    return post


def _refuse_start(person: Person, post: Post, *, on: date, line_manager: Person | None, fte: Decimal) -> None:
    if not rules.is_likely(on, today=clock.today()):
        raise rules.UnlikelyDate("Check the year: the first day is too far from today", field="on")
    refuse_closed(post)
    if not 0 <= fte <= 1:
        raise rules.NotPartOfWhole("Give full time as 1 and half time as 0.5", field="fte")
    if line_manager is not None and line_manager.pk == person.pk:
        raise rules.ManagesThemselves("Nobody can be their own line manager", field="line_manager")
    held = Spell.objects.filter(person=person, post=post)
    if rules.is_taken(held.values_list("ended_on", flat=True), starts_on=on):
        words = f"{person} is {post} in {post.organisation} then already. End that post first, or choose another day"
        raise rules.AlreadyInPost(words, field="on")


def refuse_closed(post: Post) -> None:
    """What became something else takes nobody new, also before its last day."""
    for place in (post.team, post.organisation):
        if place is not None and place.closed_on is not None:
            words = f"{place} is closed after {date_words(place.closed_on)}. Choose what it became"
            raise rules.AlreadyClosed(words, field="team" if place == post.team else None)


def _hold(spell: Spell) -> Spell:
    """The person first, then the post: the same order everywhere, so that nobody waits in a circle."""
    Person.objects.select_for_update().get(pk=spell.person_id)
    locked = Spell.objects.select_for_update().get(pk=spell.pk)
    locked.post = Post.objects.select_related("organisation").get(pk=locked.post_id)
    return locked


def carry_on(spell: Spell, *, from_: date) -> Spell:
    """End the spell the day before, and go on with another like it: as yet unsaved, and holding any planned end."""
    follows = Spell(person_id=spell.person_id, post=spell.post, started_on=from_, since_on=spell.began_on)
    for name in ("contract", "fte", "ended_on", "reason_for_leaving", "destination"):
        setattr(follows, name, getattr(spell, name))
    spell.ended_on, spell.reason_for_leaving, spell.destination = rules.day_before(from_), None, None
    spell.save(update_fields=["ended_on", "reason_for_leaving", "destination"])
    return follows
