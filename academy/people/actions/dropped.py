"""Telling somebody of a file that came by itself."""

from django.db import transaction

from academy.core import clock, notices
from academy.core.models import ImportRun
from academy.people.models import Account, Organisation
from academy.people.queries.accounts import current_grants
from academy.people.queries.leads import hub_accounts
from academy.people.queries.organisations import ways_up
from academy.people.rules import Role


@transaction.atomic
def tell_of_dropped_file(run: ImportRun, *, is_saved: bool) -> list[Account]:
    """The organisation’s training leads; without any, the Academy team. Each hears of a file once."""
    organisation = Organisation.objects.filter(pk=run.options.get("organisation") or 0).first()
    told = (_leads(organisation) if organisation else []) or hub_accounts(clock.today())
    for account in told:
        notices.send(
            f"dropped:{run.pk}:{account.pk}",
            kind="running",
            to=account.email,
            template="people/dropped.txt",
            run=run,
            organisation=organisation,
            is_saved=is_saved,
            bad=run.counts.get("bad", 0),
        )
    return told


def _leads(organisation: Organisation) -> list[Account]:
    held = current_grants(clock.today()).filter(role=Role.TRAINING_LEAD, account__is_active=True)
    held = held.filter(organisation__path__in=ways_up(organisation.path))
    return list(Account.objects.filter(pk__in=held.values("account")).order_by("pk"))
