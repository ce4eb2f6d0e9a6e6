"""Whether enough people can act for each organisation."""

from collections.abc import Iterable
from datetime import date

from academy.people import rules
from academy.people.models import Account, Grant, Organisation
from academy.people.queries.accounts import current_grants
from academy.people.queries.organisations import open_organisations, ways_up
from academy.people.rules import Role
from academy.people.scope import Viewer


def few_leads(viewer: Viewer) -> list[Organisation]:
    """C18: open organisations with fewer than two training leads, by name, each with `leads`: how many.

    Whoever leads above leads here too, so a part is named only where the whole has enough. The top of a tree is the
    partnership itself: nobody works there, and the Academy team looks after it.
    """
    shown = {row.pk: row for row in open_organisations(viewer)}
    count_leads(viewer, shown.values())
    parents = {row.parent_id for row in shown.values()}
    short = {
        row.pk
        for row in shown.values()
        if row.leads < rules.LEADS_NEEDED  # type: ignore[attr-defined]
        and not (row.parent_id is None and row.pk in parents)
    }
    return sorted((shown[pk] for pk in short if shown[pk].parent_id not in short), key=lambda row: row.name)


def count_leads(viewer: Viewer, organisations: Iterable[Organisation]) -> None:
    """Give each `leads`: how many people lead its training today, there or above. One query."""
    leading: dict[str, set[int]] = {}
    held = current_grants(viewer.on).filter(role=Role.TRAINING_LEAD, account__is_active=True)
    for path, account in held.values_list("organisation__path", "account"):
        leading.setdefault(path, set()).add(account)
    for row in organisations:
        leads = {account for above in ways_up(row.path) for account in leading.get(above, ())}
        row.leads = len(leads)  # type: ignore[attr-defined]


def leads_and_above(viewer: Viewer, organisation: Organisation) -> list[Grant]:
    """Everybody who leads its training, the nearest first; somebody who does so here and above is named once."""
    held = current_grants(viewer.on).filter(role=Role.TRAINING_LEAD, account__is_active=True)
    held = held.filter(organisation__path__in=ways_up(organisation.path))
    nearest: dict[int, Grant] = {}
    for grant in held.select_related("account__person", "organisation").order_by("-organisation__path", "pk"):
        nearest.setdefault(grant.account_id, grant)
    return list(nearest.values())


def hub_accounts(on: date) -> list[Account]:
    """Who hears what the hub must know: the Academy team."""
    held = current_grants(on).filter(role=Role.ACADEMY, account__is_active=True)
    return list(Account.objects.filter(pk__in=held.values("account")).select_related("person").order_by("pk"))
