"""The outbox, for the Academy team: what waits, what was sent, and what was set aside and why."""

import json

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from academy.core import notices
from academy.core.exports import Column, Status, Table
from academy.core.models import Notice
from academy.people import actions, queries, rules
from academy.people.forms import OutboxForm
from academy.people.scope import Request, open_to, open_to_everyone
from academy.ui import tables
from academy.ui.forms import Form

WORST = 100_000  # characters of a receipt: more is none


@open_to("see the outbox")
def outbox(request: Request) -> HttpResponse:
    form = OutboxForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"state": "", "search": ""}
    found = queries.outbox(request.viewer, state=asked["state"], search=asked["search"].strip())
    columns = [*COLUMNS, WHY_ASIDE] if asked["state"] == "aside" else COLUMNS
    context = {
        "form": form,
        "is_filtered": any(asked.values()),
        "aside": queries.outbox(request.viewer, state="aside").count(),
        "waiting": queries.outbox(request.viewer, state="waiting").count(),
        "bounced": queries.bounced(request.viewer)[:50],
        "table": tables.show(request, Table("Messages, the newest first", columns, found), has_downloads=False),
    }
    return render(request, "people/outbox.html", context)


@open_to("see the outbox")
def notice(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(queries.outbox(request.viewer), pk=id)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.send_notice_again(found, by=request.viewer.account)
        return redirect(f"{reverse('notice', args=[found.pk])}?again")
    kind = rules.notice_kinds().get(found.kind)
    context = {
        "notice": found,
        "state": state_of(found),
        "kind": kind.title if kind else "A message that cannot wait",
        "form": form,
        "is_sent_again": "again" in request.GET and found.parked_at is None,
    }
    return render(request, "people/notice.html", context)


@open_to_everyone
@require_POST
@csrf_exempt  # GOV.UK Notify has no page of ours, but a token
def take_receipt(request: Request) -> HttpResponse:
    """Whether a message arrived: https://docs.notifications.service.gov.uk/rest-api.html#delivery-receipts"""
    given = request.headers.get("Authorization", "")
    expected = settings.NOTIFY_RECEIPTS_TOKEN
    if not expected or not constant_time_compare(given, f"Bearer {expected}"):
        raise Http404
    receipt = _receipt(request.body)
    if receipt is None:
        return HttpResponse(status=400)
    status = str(receipt.get("status", ""))
    notices.note_receipt(
        str(receipt.get("reference") or "-"),
        has_arrived=status == "delivered",
        is_for_good=status == "permanent-failure",
        why=WHY.get(status, status[:200]),
    )
    return HttpResponse(status=204)


def state_of(notice: Notice) -> Status:
    if notice.bounced_at:
        return Status("Came back", "late")
    if notice.parked_at:
        return Status("Set aside", "late")
    if notice.kept_back_at:
        return Status("Not wanted")
    if notice.gathered_in_id:
        return Status("Told in a digest", "good")
    if notice.sent_at:
        return Status("Arrived" if notice.delivered_at else "Sent", "good")
    if notice.is_gathered:
        return Status("Waits for a digest")
    return Status("To be tried again" if notice.last_error else "Waiting", "due")


WHY = {
    "permanent-failure": "There is no such address, or it takes no messages.",
    "temporary-failure": "The mailbox was full or the phone off for too long.",
    "technical-failure": "GOV.UK Notify could not pass it on.",
}
COLUMNS = [
    Column(
        "subject", "About", link=lambda notice: reverse("notice", args=[notice.pk]), is_row_header=True, order_by="pk"
    ),
    Column("to", "To"),
    Column("state", "State", kind=Status, value=state_of, is_labelled=False),
    Column("created_at", "Written", order_by="created_at"),
]
WHY_ASIDE = Column("last_error", "Why", value=lambda notice: notice.last_error[-140:])


def _receipt(body: bytes) -> dict[str, object] | None:
    try:
        said = json.loads(body[:WORST])
    except ValueError:
        return None
    return said if isinstance(said, dict) else None
