"""What somebody has beside a password, and where they are signed in."""

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet

from academy.core import clock
from academy.people import rules
from academy.people.models import Account, Person, SignIn
from academy.people.queries.accounts import current_grants
from academy.people.queries.people import people
from academy.people.queries.posts import posts_in_charge
from academy.people.scope import Viewer

Kind = Authenticator.Type


@dataclass(frozen=True)
class Factors:
    """`codes_left` is nothing for somebody without recovery codes."""

    app: Authenticator | None
    passkeys: Sequence[Authenticator]
    codes_left: int | None

    def __bool__(self) -> bool:
        return bool(self.app or self.passkeys)


def factors(account: Account) -> Factors:
    held = list(Authenticator.objects.filter(user_id=account.pk).order_by("pk"))
    codes = next((each for each in held if each.type == Kind.RECOVERY_CODES), None)
    return Factors(
        app=next((each for each in held if each.type == Kind.TOTP), None),
        passkeys=[each for each in held if each.type == Kind.WEBAUTHN],
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
    )


def must_have_second_factor(account: Account) -> bool:
    """Those whose roles reach far. The passwords of demonstration accounts are printed anyway."""
    if account.is_demonstration and settings.DEMONSTRATION:
        return False
    roles = current_grants(clock.today()).filter(account_id=account.pk).values_list("role", flat=True)
    return rules.must_have_second_factor(roles, asked_of=settings.SECOND_FACTOR)


def people_looked_after(viewer: Viewer) -> QuerySet[Person]:
    """Who works in an organisation the viewer looks after, or anybody for the Academy team."""
    found = people(viewer)
    return found if viewer.sees_authority else found.filter(pk__in=posts_in_charge(viewer).values("person"))


def may_reset_second_factor(viewer: Viewer, account: Account) -> bool:
    """Never one’s own, which would be a way round it; and a training lead’s hand does not reach those above."""
    if account == viewer.account:
        return False
    far = current_grants(viewer.on).filter(account_id=account.pk, role__in=rules.FOR_THE_WHOLE_AUTHORITY)
    return viewer.sees_authority or not far.exists()


def sign_ins(account: Account) -> list[SignIn]:
    """Where somebody is signed in, the latest seen first."""
    held = SignIn.objects.filter(account_id=account.pk, expire_date__gt=clock.now())
    return list(held.defer("session_data").order_by("-seen_at", "-started_at"))
