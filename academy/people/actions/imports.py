"""Writing what a workforce file changes: in sets, each row counted once, everything noted so that it can be undone."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType

from academy.core import trail
from academy.core.imports import Judged, Ledger, Say
from academy.core.imports.tables import chunks, new_keys
from academy.core.models import ImportRun
from academy.people import queries, rules
from academy.people.models import Grant, Organisation, Person, Post, ReturnLine, Spell, StaffNumber, Team
from academy.people.rules import OrganisationKind
from academy.people.rules.held import Line, Plan, PostWords
from academy.people.rules.workforce import PERSON_FIELDS

Keys = dict[int, int]  # below zero, as the check called it, and the key it gets
SPELL = (
    *("post_id", "line_manager_id", "started_on", "since_on", "is_start_estimated", "ended_on"),
    *("contract", "fte", "origin", "reason_for_leaving", "destination"),
)


def apply_workforce_changes(run: ImportRun, judged: Sequence[Judged], ledger: Ledger, say: Say) -> None:
    plans: list[Plan] = [found.change.plan for found in judged]
    say("Saving", 0, len(plans))
    organisation = _organisation(run, ledger, is_needed=bool(plans))
    posts = _posts(plans, organisation, ledger)
    people = _people(plans, ledger, say)
    _staff_numbers(plans, people, organisation, ledger)
    _spells(run, plans, people, posts, ledger, say)
    _lines(plans, people, organisation, ledger)
    _end_roles(run, plans, ledger)
    say("Saving", len(plans), len(plans))


def authority_code() -> str:
    return rules.code_of(settings.AUTHORITY_NAME) or "authority"


def _organisation(run: ImportRun, ledger: Ledger, *, is_needed: bool) -> int:
    """Where the file is from. On an empty database the authority itself, made with the rest and undone with it."""
    found: int | None = run.options.get("organisation")
    if found or not is_needed:
        return found or 0
    (key,) = new_keys(Organisation, 1)
    code = authority_code()
    names = ("parent_id", "path", "code", "name", "kind", "local_identifier")
    council = (key, None, f"{code}.", code, settings.AUTHORITY_NAME, OrganisationKind.COUNCIL.value, "")
    ledger.insert(Organisation, names, [council])
    run.options = {**run.options, "organisation": key}
    run.branch = f"{code}."
    return key


def _posts(plans: Iterable[Plan], organisation: int, ledger: Ledger) -> Keys:
    """The posts that are not there yet, and their teams."""
    wanted: dict[int, PostWords] = {}
    for plan in plans:
        for key in (plan.new_spell.get("post_id", 0), plan.spell.get("post_id", 0)):
            if key < 0:
                wanted[key] = plan.held.posts[key]
    if not wanted:
        return {}
    teams = _teams(wanted.values(), organisation, ledger)
    keys = dict(zip(wanted, new_keys(Post, len(wanted)), strict=True))
    rows = []
    for key, post in wanted.items():
        at = post.organisation_key or organisation
        rows.append((keys[key], at, teams.get((at, post.team.casefold())), post.role_key, post.title))
    ledger.insert(Post, ("organisation_id", "team_id", "job_role_id", "title"), rows)
    return keys


def _teams(posts: Iterable[PostWords], organisation: int, ledger: Ledger) -> dict[tuple[int, str], int]:
    names = {(post.organisation_key or organisation, post.team.casefold()): post.team for post in posts if post.team}
    there = Team.objects.filter(organisation__in={at for at, _ in names}).order_by()
    teams = {(at, name.casefold()): pk for pk, at, name in there.values_list("pk", "organisation", "name")}
    missing = [which for which in names if which not in teams]
    keys = dict(zip(missing, new_keys(Team, len(missing)), strict=True))
    ledger.insert(Team, ("organisation_id", "name"), [(keys[which], which[0], names[which]) for which in missing])
    return teams | keys


def _people(plans: Iterable[Plan], ledger: Ledger, say: Say) -> Keys:
    said: dict[int, dict[str, Any]] = {}
    held: dict[int, Plan] = {}
    for plan in plans:
        key = plan.held.person_key
        if key < 0 or plan.person:
            said[key] = {**plan.person, **said.get(key, {})}
            held[key] = plan
    new = [key for key in said if key < 0]
    keys = dict(zip(new, new_keys(Person, len(new)), strict=True))
    say("Saving people", 0, len(said))
    for chunk in chunks(new):
        ledger.insert(Person, (*PERSON_FIELDS, "search_words"), [_person(keys[key], said[key]) for key in chunk])
    changes = {key: _renamed(said[key], held[key]) for key in said if key > 0}
    ledger.update(Person, changes)
    return keys


def _person(key: int, said: dict[str, Any]) -> tuple[Any, ...]:
    given, family = said.get("given_name", ""), said.get("family_name", "")
    others = (said.get("email"), said.get("swe_number"), said.get("birth_year"))
    return (key, given, family, *others, rules.plain(f" {given} {family}"))


def _renamed(said: dict[str, Any], plan: Plan) -> dict[str, Any]:
    """People are found by the name they now have."""
    person = plan.held.person
    if person is None or not said.keys() & {"given_name", "family_name"}:
        return said
    given, family = said.get("given_name", person.given_name), said.get("family_name", person.family_name)
    return {**said, "search_words": rules.plain(f" {given} {family}")}


def _staff_numbers(plans: Iterable[Plan], people: Keys, organisation: int, ledger: Ledger) -> None:
    new: dict[tuple[int, str], int] = {}
    for plan in plans:
        if plan.has_new_number and plan.row.staff_number:
            person = plan.held.person_key
            new[plan.row.organisation or organisation, plan.row.staff_number] = people.get(person, person)
    keys = new_keys(StaffNumber, len(new))
    rows = [(key, person, at, number) for key, ((at, number), person) in zip(keys, new.items(), strict=True)]
    for chunk in chunks(rows):
        ledger.insert(StaffNumber, ("person_id", "organisation_id", "number"), chunk)


def _spells(run: ImportRun, plans: Sequence[Plan], people: Keys, posts: Keys, ledger: Ledger, say: Say) -> None:
    """What ends, what changes and what begins. A spell that two rows end is over on the earlier day."""
    changes: dict[int, dict[str, Any]] = {}
    for plan in plans:
        if plan.spell and plan.held.spell:
            changes.setdefault(plan.held.spell.pk, {}).update(_settled(plan.spell, people, posts))
    for key, day in _ends(plans).items():
        changes.setdefault(key, {})["ended_on"] = day
    ledger.update(Spell, changes)
    starting = [plan for plan in plans if plan.new_spell]
    kind = ContentType.objects.get_for_model(ImportRun).pk
    keys = iter(new_keys(Spell, len(starting)))
    for place, chunk in enumerate(chunks(starting)):
        say("Saving posts", place * 2_000, len(starting))
        rows = [_spell(next(keys), plan, people, posts, (kind, run.pk)) for plan in chunk]
        ledger.insert(Spell, ("person_id", "cause_type_id", "cause_id", *SPELL), rows)


def _ends(plans: Iterable[Plan]) -> dict[int, date]:
    ends: dict[int, date] = {}
    for plan in plans:
        for key, day in plan.ends:
            ends[key] = min(day, ends.get(key, day))
    return ends


def _spell(key: int, plan: Plan, people: Keys, posts: Keys, cause: tuple[int, int]) -> tuple[Any, ...]:
    said = _settled(plan.new_spell, people, posts)
    person = plan.held.person_key
    return (key, people.get(person, person), *cause, *[said[name] for name in SPELL])


def _settled(said: dict[str, Any], people: Keys, posts: Keys) -> dict[str, Any]:
    """With the keys of new posts and people. A line manager whose own row was left out is filled in next time."""
    post, manager = said.get("post_id", 0), said.get("line_manager_id") or 0
    if post >= 0 and manager >= 0:
        return said
    settled = dict(said)
    if post < 0:
        settled["post_id"] = posts[post]
    if manager < 0:
        settled["line_manager_id"] = people.get(manager)
    return settled


def _lines(plans: Iterable[Plan], people: Keys, organisation: int, ledger: Ledger) -> None:
    new, changes = [], {}
    for plan in plans:
        if plan.has_new_line and plan.row.line is not None:
            if plan.held.line_key is not None:
                changes[plan.held.line_key] = plan.row.line._asdict()
            else:
                person = plan.held.person_key
                new.append((people.get(person, person), organisation, *plan.row.line))
    keys = new_keys(ReturnLine, len(new))
    ledger.insert(
        ReturnLine,
        ("person_id", "organisation_id", *Line._fields),
        [(key, *values) for key, values in zip(keys, new, strict=True)],
    )
    ledger.update(ReturnLine, changes)


def _end_roles(run: ImportRun, plans: Sequence[Plan], ledger: Ledger) -> None:
    """Roles that people held through a post end with it, as when it is ended by hand."""
    ended = _ends(plans)
    ended |= {plan.held.spell.pk: date.min for plan in plans if plan.held.spell and plan.spell.get("ended_on")}
    ending: dict[int, Grant] = {}
    for chunk in chunks(ended):
        spells = Spell.objects.filter(pk__in=chunk, person__account__grants__isnull=False).distinct()
        for spell in spells.select_related("post__organisation"):
            for grant in queries.grants_that_end(spell, on=spell.ended_on or date.max):
                grant.ends_on = max(spell.ended_on or grant.starts_on, grant.starts_on)
                ending[grant.pk] = grant
    ledger.update(Grant, {key: {"ends_on": grant.ends_on} for key, grant in ending.items()})
    trail.note_each(None, "ended with the post", ending.values(), cause=f"import {run.pk}")
