"""Agreements in which a partner says what it shows the hub, and whether enough people can act for it."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from academy.core import clock, notices, trail
from academy.people import queries, rules
from academy.people.models import Account, Agreement, LeadShortage, Organisation
from academy.people.scope import TheAuthority
from academy.ui.dates import date_words


@transaction.atomic
def add_agreement(
    organisation: Organisation,
    *,
    shares: Iterable[str],
    signed_for_organisation: str,
    signed_for_hub: str,
    signed_on: date,
    starts_on: date,
    by: Account | None,
    ends_on: date | None = None,
    review_on: date | None = None,
) -> Agreement:
    """From its first day the hub sees what it shares, and on that day no other agreement may run."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    shares = [word.value for word in rules.Shared if word in set(shares)]
    if not shares:
        raise rules.NothingShared("Choose at least one thing that is shared", field="shares")
    _refuse_dates(signed_on=signed_on, starts_on=starts_on, ends_on=ends_on, review_on=review_on)
    _refuse_second(organisation, starts_on=starts_on, ends_on=ends_on)
    agreement = Agreement.objects.create(
        organisation=organisation,
        shares=shares,
        signed_for_organisation=signed_for_organisation.strip(),
        signed_for_hub=signed_for_hub.strip(),
        signed_on=signed_on,
        starts_on=starts_on,
        ends_on=ends_on,
        review_on=review_on,
    )
    trail.note(by, "wrote down", agreement, organisation=organisation.code, shares=shares)
    return agreement


@transaction.atomic
def end_agreement(agreement: Agreement, *, on: date, by: Account | None) -> Agreement:
    """`on` is the last day. What it shared, the hub sees no more after it."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if agreement.last_on is not None and agreement.last_on < clock.today():
        words = f"This agreement ended on {date_words(agreement.last_on)}. What was is not changed"
        raise rules.AlreadyEnded(words, field="on")
    if on < clock.today():
        raise rules.EndsBeforeItStarts("Choose today or a later day: what was shared until now was shared", field="on")
    if agreement.last_on is not None and on >= agreement.last_on:
        words = f"It ends on {date_words(agreement.last_on)} anyway. Choose an earlier day"
        raise rules.EndsBeforeItStarts(words, field="on")
    agreement.ended_on = on
    agreement.save(update_fields=["ended_on"])
    trail.note(by, "ended", agreement, on=on.isoformat())
    return agreement


@transaction.atomic
def tell_of_agreements(*, on: date) -> int:
    """A month before an agreement is to be reviewed, or ends, the hub and whoever leads training there hear it once."""
    coming = queries.agreements_coming_up(on)
    hub = queries.hub_accounts(on)
    told = []
    for agreement, day, what in coming:
        leads = queries.leads_for(TheAuthority(on), agreement.organisation)
        for account in dict.fromkeys([*hub, *(grant.account for grant in leads)]):
            key = f"agreement-{what}:{agreement.pk}:{day.isoformat()}:{account.pk}"
            notice = notices.written(
                key,
                kind="running",
                to=account.email,
                template="people/agreement_due.txt",
                agreement=agreement,
                day=day,
                is_review=what == "review",
            )
            told.append(notice)
    notices.queue(told)
    return len(coming)


@transaction.atomic
def tell_of_few_leads(*, on: date) -> list[Organisation]:
    """C18: the hub is told once when an organisation drops below two training leads, and again if it drops again."""
    short = queries.few_leads(TheAuthority(on))
    list(Organisation.objects.select_for_update().filter(pk__in=[row.pk for row in short]).order_by("pk"))
    running = LeadShortage.objects.filter(over_on__isnull=True)
    running.exclude(organisation__in=short).update(over_on=on)
    known = set(running.values_list("organisation_id", flat=True))
    new = [LeadShortage(organisation=row, since_on=on) for row in short if row.pk not in known]
    if not new:
        return []
    LeadShortage.objects.bulk_create(new)
    organisations = [shortage.organisation for shortage in new]
    last = max(shortage.pk for shortage in new)
    notices.queue(
        notices.written(
            f"few-leads:{last}:{account.pk}",
            kind="running",
            to=account.email,
            template="people/few_leads.txt",
            organisations=organisations,
            account=account,
        )
        for account in queries.hub_accounts(on)
    )
    trail.note_each(None, "saw too few training leads:", new)
    return organisations


def _refuse_dates(*, signed_on: date, starts_on: date, ends_on: date | None, review_on: date | None) -> None:
    today = clock.today()
    if not rules.is_likely(starts_on, today=today):
        raise rules.UnlikelyDate("Check the year: the first day is too far from today", field="starts_on")
    if signed_on > today or not rules.is_likely(signed_on, today=today):
        raise rules.UnlikelyDate("Write it down once it is signed: choose today or an earlier day", field="signed_on")
    if ends_on is not None and ends_on < starts_on:
        raise rules.EndsBeforeItStarts("Choose a last day on or after the first", field="ends_on")
    if review_on is not None and review_on < starts_on:
        raise rules.EndsBeforeItStarts("Choose a day on or after the first", field="review_on")


def _refuse_second(organisation: Organisation, *, starts_on: date, ends_on: date | None) -> None:
    held = [(row.starts_on, row.last_on) for row in organisation.agreements.all()]
    if rules.overlaps(held, starts_on=starts_on, ends_on=ends_on):
        words = f"{organisation} has an agreement for some of these days. End that one first, or choose other days"
        raise rules.AgreementRunning(words, field="starts_on")
