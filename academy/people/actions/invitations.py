"""Inviting somebody to use their account: a link that is signed, for them alone, for seven days, and works once."""

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from academy.core import clock, notices, trail
from academy.people import queries
from academy.people.actions.sign_in import may_sign_in
from academy.people.models import Account, Invitation
from academy.people.rules.invitations import INVITATION_LASTS, InvitationOver, NotTheirsToClose, StillGone

SIGNED = signing.Signer(salt="academy.people.invitation")  # a link made for anything else is refused


@transaction.atomic
def send_invitation(account: Account, *, by: Account | None) -> Invitation:
    """Again, if need be: the link sent before works no more."""
    account = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=account.pk)
    if not may_sign_in(account):
        raise StillGone("This account is closed. Open it again first")
    _open(account).update(withdrawn_at=clock.now())
    at = clock.now()
    invitation = Invitation.objects.create(account=account, sent_by=by, sent_at=at, ends_at=at + INVITATION_LASTS)
    trail.note(by, "invited", account)
    notices.send(
        f"invitation:{invitation.pk}",
        kind="account",
        to=account.email,
        template="people/invitation.txt",
        invitation=invitation,
        link=invitation_link(invitation),
    )
    return invitation


@transaction.atomic
def withdraw_invitation(account: Account, *, by: Account) -> None:
    """The link opens nothing from now on."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    if not _open(account).update(withdrawn_at=clock.now()):
        raise InvitationOver("There is no invitation to withdraw: it was used, or withdrawn before")
    trail.note(by, "withdrew the invitation to", account)


@transaction.atomic
def accept_invitation(invitation: Invitation, password: str) -> Account:
    """They choose a password, and the link is used up."""
    account = take_up(invitation)
    account.set_password(password)
    account.save(update_fields=["password"])
    return account


def take_up(invitation: Invitation) -> Account:
    """Within a transaction: one of two clicks at the same moment finds it used."""
    account = Account.objects.select_for_update().get(pk=invitation.account_id)
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not held.is_open(clock.now()) or not may_sign_in(account):
        raise InvitationOver("This invitation has been used, or it has ended. Ask for another")
    held.accepted_at = clock.now()
    held.save(update_fields=["accepted_at"])
    trail.note(account, "accepted the invitation to", account)
    return account


@transaction.atomic
def open_account_again(account: Account, *, by: Account) -> Invitation:
    """For somebody who came back: with the address of today, a new password, and no role but their own record’s."""
    account = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=account.pk)
    if queries.has_left(account):
        raise StillGone("They hold no post. Start one first: the account opens with it")
    person = account.person
    if person and person.email and not Account.objects.filter(email=person.email).exclude(pk=account.pk).exists():
        account.email = person.email
    account.is_active = True
    account.save(update_fields=["is_active", "email"])
    trail.note(by, "opened again", account)
    return send_invitation(account, by=by)


def refuse_closing_for(account: Account, *, by: Account, is_for_all: bool) -> None:
    """A training lead closes the account of somebody who works for nobody else."""
    if account.pk == by.pk:
        raise NotTheirsToClose("You cannot close your own account. Ask a colleague")
    if not is_for_all:
        words = "This account is not yours alone to close. End their post with you: what it opened closes with it"
        raise NotTheirsToClose(words)


def invitation_link(invitation: Invitation) -> str:
    return settings.ADDRESS + reverse("invitation", args=[SIGNED.sign(str(invitation.pk))])


def invitation_of(token: str) -> Invitation | None:
    """None for a link that we did not make, or whose account is gone or closed."""
    try:
        number = int(SIGNED.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    found = Invitation.objects.filter(pk=number).select_related("account__person", "sent_by__person").first()
    return found if found is not None and may_sign_in(found.account) else None


def _open(account: Account) -> QuerySet[Invitation]:
    return Invitation.objects.filter(account=account, accepted_at__isnull=True, withdrawn_at__isnull=True)
