"""Which providers people may sign in with."""

from datetime import date

from django.db.models import Q, QuerySet

from academy.core import clock
from academy.people.models import Account, SignInProvider, Spell
from academy.people.queries.organisations import ways_up
from academy.people.scope import Viewer, visible


def providers_on() -> QuerySet[SignInProvider]:
    """Shown to whoever opens the sign-in page: which organisations have one is no secret, who has an account is."""
    return SignInProvider.objects.filter(is_on=True).select_related("organisation").order_by("name", "pk")


def providers(viewer: Viewer) -> QuerySet[SignInProvider]:
    return visible(viewer, SignInProvider).select_related("organisation").order_by("name", "pk")


def providers_for(account: Account, *, on: date | None = None) -> list[SignInProvider]:
    """Those of an organisation where they work, today or soon, or of one that it is part of."""
    if account.person_id is None:
        return []
    lasting = Q(ended_on__isnull=True) | Q(ended_on__gte=on or clock.today())
    held = Spell.objects.filter(lasting, person=account.person_id).order_by()
    paths = {above for path in held.values_list("post__organisation__path", flat=True) for above in ways_up(path)}
    return list(providers_on().filter(organisation__path__in=paths))


def is_theirs(provider: SignInProvider, account: Account) -> bool:
    return any(one.pk == provider.pk for one in providers_for(account))
