"""Setting up where an organisation’s people sign in, and finding the account of whoever comes from there."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from academy.core import clock, trail
from academy.people import queries
from academy.people.actions.invitations import take_up
from academy.people.actions.sign_in import may_sign_in
from academy.people.models import Account, Invitation, Organisation, SignInIdentity, SignInProvider
from academy.people.rules.invitations import InvitationOver
from academy.people.rules.single_sign_on import NotAProvider, NotLetIn, ProviderTaken, may_be_linked
from academy.people.seals import sealed

SECRET = "sign-in-provider"


@transaction.atomic
def add_provider(organisation: Organisation, *, by: Account, secret: str, **said: Any) -> SignInProvider:
    provider = SignInProvider(organisation=organisation, sealed_secret=sealed(SECRET, secret), **said)
    _save(provider)
    trail.note(by, "set up", provider, issuer=provider.issuer, is_on=provider.is_on)
    return provider


@transaction.atomic
def change_provider(provider: SignInProvider, *, by: Account, secret: str = "", **said: Any) -> SignInProvider:
    """Another issuer is another world of people: those known of the old one are known no more."""
    provider = SignInProvider.objects.select_for_update().get(pk=provider.pk)
    if said["issuer"] != provider.issuer:
        if not secret:
            raise NotAProvider("Another issuer needs a secret of its own", field="secret")
        SignInIdentity.objects.filter(provider=provider).delete()
    changed = sorted(name for name, value in said.items() if getattr(provider, name) != value)
    for name, value in said.items():
        setattr(provider, name, value)
    if secret:
        provider.sealed_secret = sealed(SECRET, secret)
    _save(provider)
    trail.note(by, "changed", provider, fields=[*changed, *["secret"] * bool(secret)], is_on=provider.is_on)
    return provider


@transaction.atomic
def account_for(provider: SignInProvider, said: Mapping[str, Any], *, invitation: Invitation | None = None) -> Account:
    """By issuer and subject. The first time with an invitation, or by an address that the provider may vouch for."""
    known = SignInIdentity.objects.filter(provider=provider, issuer=said["iss"], subject=said["sub"])
    identity = known.select_related("account__person").first()
    account = identity.account if identity else _first_time(provider, said, invitation)
    if not may_sign_in(account):
        raise NotLetIn("they have left, or the account is closed")
    if not queries.is_theirs(provider, account):
        raise NotLetIn("they do not work for the organisation of this provider")
    if identity is None:
        identity = _link(provider, said, account)
    SignInIdentity.objects.filter(pk=identity.pk).update(last_used_at=clock.now())
    return account


def _first_time(provider: SignInProvider, said: Mapping[str, Any], invitation: Invitation | None) -> Account:
    if invitation is not None:
        try:
            return take_up(invitation)
        except InvitationOver:
            raise NotLetIn("the invitation has ended") from None
    email = str(said.get("email", "")).strip().lower()
    if not may_be_linked(email, is_verified=said.get("email_verified"), domains=provider.email_domains):
        raise NotLetIn("the provider does not vouch for the address")
    account = Account.objects.select_related("person").filter(email=email).first()
    if account is None:
        raise NotLetIn("nobody has an account with this address")
    if SignInIdentity.objects.filter(account=account).exists():
        # an address is never what joins two providers, nor two people who had it one after the other
        raise NotLetIn("the account is somebody else’s at this provider, or another provider’s")
    return account


def _link(provider: SignInProvider, said: Mapping[str, Any], account: Account) -> SignInIdentity:
    try:
        with transaction.atomic():
            identity = SignInIdentity.objects.create(
                provider=provider, issuer=said["iss"], subject=said["sub"], account=account, linked_at=clock.now()
            )
    except IntegrityError:
        raise NotLetIn("the account is known there as somebody else") from None
    trail.note(account, "signed in for the first time with", account, provider=provider.name)
    return identity


def _save(provider: SignInProvider) -> None:
    try:
        with transaction.atomic():
            provider.save()
    except IntegrityError:
        words = "Another sign-in has this issuer and client number already"
        raise ProviderTaken(words, field="client_id") from None
