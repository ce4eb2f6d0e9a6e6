"""Who asks for an account, and where one may be asked for."""

from django.db.models import Q, QuerySet

from academy.core import clock
from academy.people.models import AccountRequest, Organisation, Person
from academy.people.scope import Viewer, visible


def organisations_to_ask() -> QuerySet[Organisation]:
    """Those that let people ask: which organisations take part is no secret."""
    is_open = Q(closed_on__isnull=True) | Q(closed_on__gte=clock.today())
    return Organisation.objects.filter(is_open, may_be_asked=True).order_by("name")


def account_requests(viewer: Viewer) -> QuerySet[AccountRequest]:
    """Those whose address is confirmed: before that they may be anybody’s."""
    confirmed = visible(viewer, AccountRequest).filter(confirmed_at__isnull=False)
    return confirmed.select_related("organisation", "job_role", "decided_by__person")


def requests_waiting(viewer: Viewer) -> QuerySet[AccountRequest]:
    return account_requests(viewer).filter(decided_at__isnull=True).order_by("confirmed_at", "pk")


def alike(viewer: Viewer, request: AccountRequest) -> QuerySet[Person]:
    """Whom the viewer sees already who may be the same: by address, or by name, which proves nothing."""
    by_name = Q(given_name__iexact=request.given_name, family_name__iexact=request.family_name)
    return visible(viewer, Person).filter(by_name | Q(email=request.email))[:5]
