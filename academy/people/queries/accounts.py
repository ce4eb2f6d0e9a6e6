"""Who may sign in, with which roles, and what changes when somebody leaves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.db.models import Model, Q, QuerySet

from academy.core.models import Entry
from academy.people import rules
from academy.people.models import Account, Grant, Person, Spell
from academy.people.queries.organisations import ways_up
from academy.people.rules import Role
from academy.people.scope import Viewer, current_spells, visible


@dataclass(frozen=True)
class Line:
    """One line of the trail as it is read: when, who, and what they did."""

    at: datetime
    by: str
    words: str


def account_of(viewer: Viewer, person: Person) -> Account | None:
    return visible(viewer, Account).filter(person=person).first()


def demonstration_account(viewer: Viewer, role: str) -> Account | None:
    """Somebody made up with that role, for somebody else made up to look as; outside a demonstration, nobody."""
    if not settings.DEMONSTRATION or viewer.account is None or not viewer.account.is_demonstration:
        return None
    held = current_grants(viewer.on).filter(account__is_demonstration=True, account__is_active=True, role=role)
    found = held.exclude(account=viewer.account).select_related("account__person").order_by("pk").first()
    return found.account if found else None


def account_that_looks(pk: int | None) -> Account | None:
    """Who began to look as somebody else, and goes back."""
    if not settings.DEMONSTRATION:
        return None
    return Account.objects.filter(pk=pk or 0, is_demonstration=True, is_active=True).first()


def grants(viewer: Viewer, account: Account) -> QuerySet[Grant]:
    """Roles held now, in the past or to come, the newest first."""
    held = visible(viewer, Grant).filter(account=account)
    return held.select_related("organisation").order_by("-starts_on", "-pk")


def current_grants(on: date) -> QuerySet[Grant]:
    return Grant.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)


def grants_that_end(spell: Spell, *, on: date) -> list[Grant]:
    """Roles that were held through a post and end with it, because no other post is in their branch."""
    held = current_grants(on).filter(account__person=spell.person_id).select_related("organisation")
    left, still_in = spell.post.organisation.path, _still_in(spell, on=on)
    return [
        grant
        for grant in held.order_by("pk")
        if not rules.outlives_post(grant.role, granted_in=grant.organisation.path, left=left, still_in=still_in)
    ]


def losing_sight(spell: Spell, *, on: date) -> list[Person | Account]:
    """Who sees this person's record because of the post, and no more after its last day."""
    still_in = _still_in(spell, on=on)
    above = [path for path in ways_up(spell.post.organisation.path) if not any(p.startswith(path) for p in still_in)]
    leads = current_grants(on).filter(role=Role.TRAINING_LEAD, organisation__path__in=above)
    leads = leads.exclude(account__person=spell.person_id).select_related("account__person").order_by("pk")
    managers = [spell.line_manager] if spell.line_manager and not _still_managed(spell, on=on) else []
    return [*managers, *dict.fromkeys(grant.account for grant in leads)]


def entries_about(records: Iterable[Model], *, newest: int = 20) -> list[Line]:
    """The last lines of the trail about a person and what is theirs. For the Academy team."""
    ids: dict[str, list[str]] = {}
    for record in records:
        ids.setdefault(record._meta.label_lower, []).append(str(record.pk))
    about = Q(pk__in=[])
    for kind, numbers in ids.items():
        about |= Q(subject_type=kind, subject_id__in=numbers)
    entries = list(Entry.objects.filter(about).order_by("-pk")[:newest])
    names = names_of(entry.by_id for entry in entries if entry.by_id)
    return [Line(entry.at, names.get(entry.by_id or 0, entry.by_name), _said(entry)) for entry in entries]


def _said(entry: Entry) -> str:
    """ "added this record", "ended the post of social worker", "signed in"."""
    if entry.verb in ("signed in", "signed out", "saw why they left") or entry.verb.startswith("downloaded"):
        return entry.verb
    details = entry.details
    what = {
        Person: "this record",
        Spell: f"the post of {details['post'].lower()}" if "post" in details else "a post",
        Account: "the account",
        Grant: f"the role {Role(details['role']).label.lower()}" if "role" in details else "a role",
    }
    return f"{entry.verb} {what[apps.get_model(entry.subject_type)]}"


def _still_in(spell: Spell, *, on: date) -> list[str]:
    """The way down to each organisation where the person still works on the day after the last."""
    others = current_spells(on + timedelta(days=1)).filter(person=spell.person_id).exclude(pk=spell.pk)
    return list(others.values_list("post__organisation__path", flat=True))


def _still_managed(spell: Spell, *, on: date) -> bool:
    others = current_spells(on + timedelta(days=1)).exclude(pk=spell.pk)
    return others.filter(person=spell.person_id, line_manager=spell.line_manager_id).exists()


def names_of(accounts: Iterable[int]) -> dict[int, str]:
    """ "Dan Whitcombe, Academy team": who did what the trail says, in two queries however many they are."""
    wanted = list(set(accounts))
    roles: dict[int, str] = {}
    held = Grant.objects.filter(account__in=wanted).exclude(role=Role.PRACTITIONER).order_by("starts_on", "pk")
    for account, role in held.values_list("account", "role"):
        roles[account] = Role(role).label
    found = Account.objects.filter(pk__in=wanted).select_related("person")
    return {account.pk: ", ".join(filter(None, [str(account), roles.get(account.pk)])) for account in found}
