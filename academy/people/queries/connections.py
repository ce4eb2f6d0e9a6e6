"""The systems that organisations have connected, and where they are told of what happened."""

from django.db.models import Count, Q, QuerySet

from academy.people.models import Connection, Delivery, Webhook
from academy.people.scope import Viewer, visible


def connections(viewer: Viewer) -> QuerySet[Connection]:
    """The newest first; those that were withdrawn stay, so that the trail can be read."""
    return visible(viewer, Connection).select_related("organisation", "made_by__person").order_by("-pk")


def webhooks(viewer: Viewer) -> QuerySet[Webhook]:
    """Each with `waiting`, what is still to be sent, and `parked`, what was set aside."""
    unsent = Q(deliveries__sent_at__isnull=True)
    parked = unsent & Q(deliveries__parked_at__isnull=False)
    counted = visible(viewer, Webhook).annotate(
        waiting=Count("deliveries", filter=unsent & Q(deliveries__parked_at__isnull=True)),
        parked=Count("deliveries", filter=parked),
    )
    return counted.select_related("organisation").order_by("organisation__name", "address", "pk")


def deliveries(viewer: Viewer, webhook: Webhook) -> QuerySet[Delivery]:
    return visible(viewer, Delivery).filter(webhook=webhook).order_by("-pk")
