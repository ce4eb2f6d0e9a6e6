"""Somebody of a partner asks for an account. Whatever we know of the address, they hear the same; mail says more."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from academy.core import clock, notices, trail
from academy.people import queries, rules
from academy.people.actions.accounts import make_account
from academy.people.actions.invitations import open_account_again
from academy.people.actions.people import add_person
from academy.people.actions.posts import find_or_add_post, start_post
from academy.people.actions.sign_in import may_sign_in
from academy.people.actions.tries import key_of
from academy.people.models import Account, AccountRequest, Grant, JobRole, Organisation, Person, SignInTries, Spell
from academy.people.rules import Facts, Role
from academy.people.rules.invitations import (
    COUNTED_FOR,
    REQUEST_LINK_LASTS,
    REQUESTS_FROM_A_NETWORK,
    REQUESTS_KEPT,
    REQUESTS_OF_AN_ADDRESS,
    AlreadyDecided,
)
from academy.people.scope import TheAuthority, current_spells

SIGNED = signing.TimestampSigner(salt="academy.people.account-request")


@transaction.atomic
def ask_for_account(
    organisation: Organisation, *, job_role: JobRole, given_name: str, family_name: str, email: str, address: str
) -> None:
    """Too many from one place are told so. Too many for one address are not: that would say something about it."""
    email = email.strip().lower()
    if _counted("requests from", address) > REQUESTS_FROM_A_NETWORK:
        raise rules.TooManyTries("Many accounts have been asked for from where you are. Try again in an hour")
    is_too_often = _counted("requests of", email) > REQUESTS_OF_AN_ADDRESS
    account = Account.objects.filter(email=email).select_related("person").first()
    if account is not None and may_sign_in(account):
        _write(email, "people/requests/has_account.txt", is_too_often=is_too_often, account=account)
        return
    request = AccountRequest.objects.filter(organisation=organisation, email=email, decided_at__isnull=True).first()
    if request is None and not is_too_often:
        request = AccountRequest(organisation=organisation, email=email, asked_at=clock.now())
    if request is not None and request.confirmed_at is None:
        request.job_role, request.given_name, request.family_name = job_role, given_name.strip(), family_name.strip()
        request.save()
    template = "waits" if request is not None and request.confirmed_at else "confirm"
    link = request_link(request) if request else ""
    _write(email, f"people/requests/{template}.txt", is_too_often=is_too_often, request=request, link=link)


@transaction.atomic
def confirm_request(request: AccountRequest) -> AccountRequest:
    """The address is theirs: now it waits for whoever leads training there."""
    request = AccountRequest.objects.select_for_update().get(pk=request.pk)
    if request.confirmed_at is not None:
        return request
    request.confirmed_at = clock.now()
    request.save(update_fields=["confirmed_at"])
    leads = [grant.account.email for grant in queries.leads_for(TheAuthority(), request.organisation)]
    template = "people/requests/asked.txt"
    link = settings.ADDRESS + request.get_absolute_url()
    notices.queue(
        notices.written(
            f"request:{request.pk}:{email}"[:120],
            kind="approval",
            to=email,
            template=template,
            request=request,
            link=link,
        )
        for email in dict.fromkeys(leads or [settings.CONTACT_EMAIL])
    )
    trail.note(None, "received", request)
    return request


@transaction.atomic
def approve_request(request: AccountRequest, *, by: Account, on: date, job_role: JobRole) -> Spell:
    """Person, post, account and role, all or none. Somebody whose address we know is that person."""
    request = _decide(request, by=by, is_approved=True)
    person = _person_of(request, by=by)
    spell = current_spells(on).filter(person=person, post__organisation=request.organisation).first()
    if spell is None:
        post = find_or_add_post(request.organisation, job_role, by=by)
        spell = start_post(person, post, on=on, by=by)
    _let_in(person, request, by=by)
    trail.note(by, "approved", request)
    return spell


@transaction.atomic
def decline_request(request: AccountRequest, *, by: Account, reason: str) -> AccountRequest:
    request = _decide(request, by=by, is_approved=False, reason=reason.strip())
    key, template = f"request-declined:{request.pk}", "people/requests/declined.txt"
    notices.send(key, kind="account", to=request.email, template=template, request=request)
    trail.note(by, "declined", request)
    return request


@transaction.atomic
def let_people_ask(organisation: Organisation, *, may_be_asked: bool, by: Account) -> Organisation:
    """Whether people who work there may ask for an account by themselves."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.may_be_asked != may_be_asked:
        organisation.may_be_asked = may_be_asked
        organisation.save(update_fields=["may_be_asked"])
        verb = "let people ask for accounts at" if may_be_asked else "stopped requests for accounts at"
        trail.note(by, verb, organisation)
    return organisation


def forget_requests(*, now: datetime | None = None) -> int:
    """Thirty days after they were asked, whatever came of them: the person, if there is one, is in the record."""
    return AccountRequest.objects.filter(asked_at__lt=(now or clock.now()) - REQUESTS_KEPT).delete()[0]


def request_link(request: AccountRequest) -> str:
    return settings.ADDRESS + reverse("confirm-request", args=[SIGNED.sign(str(request.pk))])


def request_of(token: str) -> AccountRequest | None:
    """None for a link that is not ours, too old, or of a request that is forgotten."""
    try:
        number = int(SIGNED.unsign(token, max_age=REQUEST_LINK_LASTS))
    except (signing.BadSignature, ValueError):
        return None
    return AccountRequest.objects.filter(pk=number).select_related("organisation", "job_role").first()


def _counted(*parts: str) -> int:
    """How many within the hour, with this one. Kept as tries are: the key hides what it is of."""
    now, key = clock.now(), key_of(*parts)
    SignInTries.objects.filter(key=key, last_at__lt=now - COUNTED_FOR).delete()
    SignInTries.objects.bulk_create([SignInTries(key=key, last_at=now)], ignore_conflicts=True)
    counted = SignInTries.objects.select_for_update().get(key=key)
    counted.tries += 1
    counted.save(update_fields=["tries"])
    return counted.tries


def _write(email: str, template: str, *, is_too_often: bool, **context: Any) -> None:
    if not is_too_often:
        key = f"{template}:{key_of(email)[:16]}:{clock.now().timestamp()}"
        notices.send(key, kind="account", to=email, template=template, **context)


def _decide(request: AccountRequest, *, by: Account, is_approved: bool, reason: str = "") -> AccountRequest:
    request = AccountRequest.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=request.pk)
    if request.decided_at is not None or request.confirmed_at is None:
        raise AlreadyDecided("Somebody has answered this request already")
    request.is_approved, request.decided_at, request.decided_by, request.reason = is_approved, clock.now(), by, reason
    request.save(update_fields=["is_approved", "decided_at", "decided_by", "reason"])
    return request


def _person_of(request: AccountRequest, *, by: Account) -> Person:
    """By the address, which was confirmed; never by name."""
    found = queries.person_for(Facts(email=request.email))
    return found or add_person(request.given_name, request.family_name, email=request.email, by=by)


def _let_in(person: Person, request: AccountRequest, *, by: Account) -> None:
    account = Account.objects.filter(person=person).first()
    if account is None:
        make_account(person, by=by, organisation=request.organisation)
        return
    if not Grant.objects.filter(account=account, role=Role.PRACTITIONER, ends_on__isnull=True).exists():
        Grant.objects.create(
            account=account, role=Role.PRACTITIONER, organisation=request.organisation, starts_on=clock.today()
        )
    if not account.is_active:
        open_account_again(account, by=by)
        return
    key, template = f"request-approved:{request.pk}", "people/requests/approved.txt"
    notices.send(key, kind="account", to=account.email, template=template, request=request, account=account)
