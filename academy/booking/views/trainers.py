"""Trainers: who may lead what, and when they do; and what somebody leads themself."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.booking import actions, queries
from academy.booking.forms import NewTrainerForm, TrainerForm
from academy.booking.models import Trainer
from academy.core import clock
from academy.core.exports import Column, Table
from academy.core.exports import Status as Shown
from academy.people.scope import Request, open_to, visible
from academy.ui import tables


@open_to("run sessions")
def trainers(request: Request) -> HttpResponseBase:
    table = trainers_table(queries.trainers(request.viewer, now=clock.now()))
    if file := tables.download(request, table):
        return file
    return render(request, "booking/trainers.html", {"table": tables.show(request, table)})


@open_to("run sessions")
def trainer(request: Request, id: int) -> HttpResponse:
    """Their calendar, and what they may lead."""
    found = _trainer(request, id)
    context = {
        "trainer": found,
        "items": found.may_lead.order_by("title"),
        "days": queries.days_led_by(found, now=clock.now()),
        "past": queries.number_led_by(found, now=clock.now()),
    }
    return render(request, "booking/trainer.html", context)


@open_to("run sessions")
def add_trainer(request: Request) -> HttpResponse:
    initial = {"expert": request.GET.get("expert"), "email": request.GET.get("email")}
    form = NewTrainerForm(request.POST if request.method == "POST" else None, viewer=request.viewer, initial=initial)
    if form.is_valid():
        made = actions.add_trainer(form.who, by=request.viewer.account)
        return redirect("change-trainer", made.pk)
    return render(request, "booking/add_trainer.html", {"form": form})


@open_to("run sessions")
def change_trainer(request: Request, id: int) -> HttpResponse:
    found = _trainer(request, id)
    form = TrainerForm(request.POST or None, trainer=found)
    if form.is_valid():
        return redirect(actions.change_trainer(found, **form.cleaned_data, by=request.viewer.account))
    return render(request, "booking/change_trainer.html", {"trainer": found, "form": form})


@open_to("see what one leads")
def leading(request: Request) -> HttpResponse:
    """What the viewer leads: to come, and lately."""
    person, now = request.viewer.person, clock.now()
    led = queries.leadings_for_feed(person, since=queries.feed_begins(now)) if person else []
    context = {
        "to_come": [one for one in led if one.day.ends_at > now],
        "past": [one for one in reversed(led) if one.day.ends_at <= now],
    }
    return render(request, "booking/leading.html", context)


def trainers_table(found: object) -> Table:
    return Table(
        caption="Trainers",
        columns=[
            Column("known_as", "Trainer", link="get_absolute_url", order_by="known_as", is_row_header=True),
            Column("kind", "From", value=lambda one: "Outside" if one.expert_id else "One of us"),
            Column("item_count", "May lead", kind=int, order_by="item_count"),
            Column("to_come", "Days to come", kind=int, order_by="to_come"),
            Column(
                "state", "State", value=lambda one: Shown("Leads", "good") if one.is_available else Shown("Not now")
            ),
        ],
        rows=found,  # type: ignore[arg-type]
    )


def state(trainer: Trainer) -> Shown:
    return Shown("Leads", "good") if trainer.is_available else Shown("Not now")


def _trainer(request: Request, id: int) -> Trainer:
    return get_object_or_404(visible(request.viewer, Trainer).select_related("person", "expert"), pk=id)
