"""Teams that become other teams, and organisations that become one: whom it moves keeps what was, and goes on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from academy.core import clock, trail
from academy.people import queries, rules
from academy.people.actions.posts import carry_on
from academy.people.models import Account, Agreement, Grant, Organisation, Person, Post, Restructure, Spell, Team
from academy.people.rules import Restructuring, Role
from academy.ui.dates import date_words

CARRIED = (Role.PRACTITIONER, Role.MANAGER)  # these reach no further than the person and whom they manage


@dataclass(frozen=True)
class NewTeam:
    """What teams become: a name, the posts that move into it, and who manages them, where that changes."""

    name: str
    spells: frozenset[int]
    line_manager: Person | None = None


@transaction.atomic
def restructure_teams(
    organisation: Organisation, teams: Iterable[Team], becoming: Sequence[NewTeam], *, on: date, by: Account | None
) -> Restructure:
    """Everybody in the old teams goes on in a new one from this day. An old team whose name is a new one's stays."""
    teams = list(teams)
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    list(Team.objects.select_for_update().filter(pk__in=[team.pk for team in teams]).order_by("pk"))
    held = _hold(list(queries.lasting_in_teams(teams, on)))
    refuse_restructure(organisation, teams, becoming, on=on, held=held)
    made = Restructure.objects.create(
        organisation=organisation,
        kind=Restructuring.TEAMS,
        starts_on=on,
        before=[team.name for team in teams],
        after=[{"name": team.name, "people": _people(held, team.spells)} for team in becoming],
    )
    new = {team.name: _team(organisation, team.name) for team in becoming}
    for team in becoming:
        for spell in held:
            if spell.pk in team.spells:
                _move(spell, _post(spell, organisation, new[team.name]), on=on, manager=team.line_manager, cause=made)
    kept = {team.pk for team in new.values()}
    Team.objects.filter(pk__in={team.pk for team in teams} - kept).update(closed_on=rules.day_before(on))
    trail.note(by, "restructured", made, organisation=organisation.code, before=made.before, after=made.after)
    return made


def refuse_restructure(
    organisation: Organisation, teams: Sequence[Team], becoming: Sequence[NewTeam], *, on: date, held: Iterable[Spell]
) -> None:
    """Also asked before the answers are checked, so that nobody checks what will be refused."""
    _refuse_day(on)
    if any(team.closed_on is not None or team.organisation_id != organisation.pk for team in teams) or not teams:
        raise rules.AlreadyClosed("Choose teams that are still there", field="teams")
    if {team.name for team in teams} == {team.name for team in becoming}:
        raise rules.SameThing("These are the teams there are. Give at least one new name", field="names")
    chosen = {pk: team.name for team in becoming for pk in team.spells}
    by_number = {spell.pk: spell for spell in held}
    if missing := rules.left_out(by_number, chosen, names=[team.name for team in becoming]):
        words = f"Choose a team for {by_number[missing[0]].person}"
        raise rules.LeftOut(words, field=f"to-{missing[0]}")
    if chosen.keys() - by_number.keys():
        raise rules.ChangedSince("Somebody has left these teams since you began. Go back and begin again")


@transaction.atomic
def merge_organisation(organisation: Organisation, into: Organisation, *, on: date, by: Account | None) -> Restructure:
    """From this day its people work in the other one, with teams of the same names. It is closed, not deleted."""
    pks = [organisation.pk, into.pk]
    both = {row.pk: row for row in Organisation.objects.select_for_update().filter(pk__in=pks).order_by("pk")}
    organisation, into = both[organisation.pk], both[into.pk]
    refuse_merge(organisation, into, on=on)
    return take_over(organisation, into, on=on, by=by)


def take_over(organisation: Organisation, into: Organisation, *, on: date, by: Account | None) -> Restructure:
    """The merge itself, once it is plain that it may be: also how the demonstration makes one of another year."""
    held = _hold(list(queries.lasting_in(organisation, on)))
    made = Restructure.objects.create(
        organisation=into,
        merged=organisation,
        kind=Restructuring.ORGANISATIONS,
        starts_on=on,
        before=[organisation.name],
        after=[{"name": into.name, "people": len({spell.person_id for spell in held})}],
    )
    for spell in held:
        team = _team(into, spell.post.team.name) if spell.post.team else None
        _move(spell, _post(spell, into, team), on=on, cause=made)
    roles = _move_roles(organisation, into, on=on)
    _close(organisation, into, on=on)
    trail.note(by, "merged", made, organisation=organisation.code, into=into.code, on=on.isoformat(), roles=roles)
    return made


def refuse_merge(organisation: Organisation, into: Organisation, *, on: date) -> None:
    _refuse_day(on)
    if organisation.pk == into.pk:
        raise rules.SameThing("Choose another organisation", field="into")
    for place in (organisation, into):
        if place.closed_on is not None:
            raise rules.AlreadyClosed(f"{place} is closed after {date_words(place.closed_on)}", field="into")
    if organisation.parent_id is None:
        raise rules.HasParts("The partnership itself cannot be merged", field="into")
    parts = Organisation.objects.filter(path__startswith=organisation.path, closed_on__isnull=True)
    if part := parts.exclude(pk=organisation.pk).first():
        raise rules.HasParts(f"{organisation} has parts. Merge {part} first", field="into")


def _refuse_day(on: date) -> None:
    if not rules.is_near(on, today=clock.today()):
        raise rules.UnlikelyDate("Choose a day within a year of today", field="on")


def _hold(spells: list[Spell]) -> list[Spell]:
    """The people first, in their order, then the posts, as everywhere: and read again, now that nobody else writes."""
    people = {spell.person_id for spell in spells}
    list(Person.objects.select_for_update().filter(pk__in=people).order_by("pk"))
    locked = Spell.objects.select_for_update(of=("self",)).filter(pk__in=[spell.pk for spell in spells])
    return list(locked.select_related("person", "post__team", "post__organisation", "line_manager").order_by("pk"))


def _people(held: Iterable[Spell], chosen: frozenset[int]) -> int:
    return len({spell.person_id for spell in held if spell.pk in chosen})


def _team(organisation: Organisation, name: str) -> Team:
    """The team of that name: a new one, one that is there, or one that was closed and opens again."""
    team, is_new = Team.objects.get_or_create(organisation=organisation, name=name)
    if not is_new and team.closed_on is not None:
        team.closed_on = None
        team.save(update_fields=["closed_on"])
    return team


def _post(spell: Spell, organisation: Organisation, team: Team | None) -> Post:
    post, _ = Post.objects.get_or_create(
        organisation=organisation, team=team, job_role_id=spell.post.job_role_id, title=spell.post.title
    )
    return post


def _move(spell: Spell, post: Post, *, on: date, cause: Restructure, manager: Person | None = None) -> None:
    """End the day before and go on from the day. What had not begun by then begins in the new place."""
    line_manager = manager if manager is not None and manager.pk != spell.person_id else spell.line_manager
    if post.pk == spell.post_id and line_manager == spell.line_manager:
        return
    starts_on = max(on, spell.started_on)
    others = Spell.objects.filter(person=spell.person_id, post=post).exclude(pk=spell.pk)
    if post.pk != spell.post_id and rules.is_taken(others.values_list("ended_on", flat=True), starts_on=starts_on):
        words = f"{spell.person} is {post} in {post.organisation} already on that day. End one of the two posts first"
        raise rules.AlreadyInPost(words)
    moved = carry_on(spell, from_=on) if spell.started_on < on else spell
    moved.post, moved.line_manager, moved.cause = post, line_manager, cause
    moved.save()


def _move_roles(organisation: Organisation, into: Organisation, *, on: date) -> list[list[str]]:
    """Roles end with the organisation. A practitioner and a line manager have theirs in the other one from the day."""
    lasting = queries.lasting_grants(on).select_for_update().filter(organisation=organisation).order_by("pk")
    told = []
    for grant in lasting:
        if grant.role in CARRIED:
            _give_again(grant, into, on=on)
        told.append([str(grant.account_id), grant.role])
        if grant.starts_on >= on:
            grant.delete()
        else:
            grant.ends_on = rules.day_before(on)
            grant.save(update_fields=["ends_on"])
    return told


def _give_again(grant: Grant, into: Organisation, *, on: date) -> None:
    held = Grant.objects.filter(account=grant.account_id, role=grant.role, organisation=into)
    starts_on = max(on, grant.starts_on)
    if not rules.is_taken(held.values_list("ends_on", flat=True), starts_on=starts_on):
        kept = {"account_id": grant.account_id, "role": grant.role, "ends_on": grant.ends_on}
        Grant.objects.create(organisation=into, starts_on=starts_on, **kept)


def _close(organisation: Organisation, into: Organisation, *, on: date) -> None:
    last = rules.day_before(on)
    for agreement in Agreement.objects.select_for_update().filter(organisation=organisation):
        if agreement.last_on is None or agreement.last_on >= on:
            agreement.ended_on = last
            agreement.save(update_fields=["ended_on"])
    organisation.teams.filter(closed_on__isnull=True).update(closed_on=last)
    organisation.closed_on, organisation.merged_into = last, into
    organisation.save(update_fields=["closed_on", "merged_into"])
