"""The register of experts: finding them, what is known of them, what was promised, and their talks."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.catalogue import actions, queries
from academy.catalogue.forms import (
    AcquaintanceForm,
    ContactForm,
    ExpertFilter,
    ExpertForm,
    PromiseForm,
    RecordingForm,
    SettleForm,
    TakeawayForm,
    TalkForm,
)
from academy.catalogue.models import Expert, Promise, Talk
from academy.catalogue.rules.experts import PromiseState
from academy.core import clock
from academy.core.exports import Column, Status, Table
from academy.people.scope import Request, open_to, visible
from academy.ui import tables
from academy.ui.forms import Form

TONES = {
    PromiseState.KEPT: "good",
    PromiseState.BROKEN: "late",
    PromiseState.OVERDUE: "late",
    PromiseState.OPEN: "due",
}


@open_to("see experts")
def experts(request: Request) -> HttpResponseBase:
    form = ExpertFilter(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    table = experts_table(queries.experts(request.viewer, search=chosen.get("q", ""), reach=chosen.get("reach", "")))
    if file := tables.download(request, table):
        return file
    context = {"table": tables.show(request, table), "form": form, "keeps": request.viewer.may("keep experts")}
    return render(request, "catalogue/experts/experts.html", context)


@open_to("see experts")
def expert(request: Request, id: int) -> HttpResponse:
    viewer = request.viewer
    found = _expert(request, id)
    keeps = viewer.may("keep experts")
    known = queries.known_by(viewer, found)
    context = {
        "expert": found,
        "keeps": keeps,
        "is_listed": found.is_listed(on=viewer.on),
        "talks": queries.talks_of(viewer, found),
        "known": known,
        "others": found.known_by.count() - len(known),
        "contacts": queries.contacts(viewer, found),
        "promises": [(one, _tag(one.state(on=viewer.on))) for one in queries.promises(viewer, found)],
    }
    return render(request, "catalogue/experts/expert.html", context)


@open_to("keep experts")
def add_expert(request: Request) -> HttpResponse:
    form = ExpertForm(request.POST or None)
    if form.is_valid():
        return redirect(actions.add_expert(**form.cleaned_data, by=request.viewer.account))
    return render(request, "catalogue/experts/add_expert.html", {"form": form})


@open_to("keep experts")
def change_expert(request: Request, id: int) -> HttpResponse:
    found = _expert(request, id)
    form = ExpertForm(request.POST or None, expert=found)
    if form.is_valid():
        return redirect(actions.change_expert(found, **form.cleaned_data, by=request.viewer.account))
    return render(request, "catalogue/experts/change_expert.html", {"expert": found, "form": form})


@open_to("keep experts")
def forget_expert(request: Request, id: int) -> HttpResponse:
    found = _expert(request, id)
    form = Form(request.POST or None)
    if form.is_valid():
        actions.forget_expert(found, by=request.viewer.account)
        return redirect("experts")
    return render(request, "catalogue/experts/forget_expert.html", {"expert": found, "form": form})


@open_to("see experts")
def know_expert(request: Request, id: int) -> HttpResponse:
    found = _expert(request, id)
    form = AcquaintanceForm(request.POST or None, viewer=request.viewer)
    if form.is_valid():
        said = form.cleaned_data
        actions.know_expert(found, said["person"], how=said["how"], by=request.viewer.account)
        return redirect(found)
    return render(request, "catalogue/experts/know_expert.html", {"expert": found, "form": form})


@open_to("keep experts")
def log_contact(request: Request, id: int) -> HttpResponse:
    found = _expert(request, id)
    form = ContactForm(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        actions.log_contact(found, **form.cleaned_data, by=request.viewer.account)
        return redirect(found)
    return render(request, "catalogue/experts/log_contact.html", {"expert": found, "form": form})


@open_to("keep experts")
def make_promise(request: Request, id: int) -> HttpResponse:
    found = _expert(request, id)
    form = PromiseForm(request.POST or None)
    if form.is_valid():
        actions.make_promise(found, **form.cleaned_data, by=request.viewer.account)
        return redirect(found)
    return render(request, "catalogue/experts/make_promise.html", {"expert": found, "form": form})


@open_to("keep experts")
def promises(request: Request) -> HttpResponse:
    """All that are open, the first one due first."""
    viewer = request.viewer
    rows = [(one, _tag(one.state(on=viewer.on))) for one in queries.promises_due(viewer)]
    return render(request, "catalogue/experts/promises.html", {"rows": rows})


@open_to("keep experts")
def settle_promise(request: Request, id: int) -> HttpResponse:
    promise = get_object_or_404(visible(request.viewer, Promise).select_related("expert"), pk=id)
    form = SettleForm(request.POST or None)
    if form.is_valid():
        actions.settle_promise(promise, **form.cleaned_data, by=request.viewer.account)
        return redirect(promise)
    context = {"promise": promise, "expert": promise.expert, "form": form}
    return render(request, "catalogue/experts/settle_promise.html", context)


@open_to("keep experts")
def add_talk(request: Request, id: int) -> HttpResponse:
    found = _expert(request, id)
    form = TalkForm(request.POST or None, viewer=request.viewer)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.add_talk(found, **form.cleaned_data, by=request.viewer.account))
    return render(request, "catalogue/experts/add_talk.html", {"expert": found, "form": form})


@open_to("see the offer")
def talk(request: Request, id: int) -> HttpResponse:
    """Who spoke where, the recording, and what was learned."""
    viewer = request.viewer
    found = _talk(request, id)
    listed = viewer.may("see experts") or found.expert.is_listed(on=viewer.on)
    context = {
        "talk": found,
        "speaker": found.expert if listed else "An expert",
        "sees_expert": visible(viewer, Expert).filter(pk=found.expert_id).exists(),
        "takeaways": queries.takeaways(viewer, found),
        "keeps": viewer.may("keep experts"),
    }
    return render(request, "catalogue/experts/talk.html", context)


@open_to("keep experts")
def keep_recording(request: Request, id: int) -> HttpResponse:
    found = _talk(request, id)
    form = RecordingForm(request.POST or None, viewer=request.viewer, initial={"recording": found.recording_id})
    if form.is_valid():
        return redirect(actions.keep_recording(found, form.cleaned_data["recording"], by=request.viewer.account))
    return render(request, "catalogue/experts/keep_recording.html", {"talk": found, "form": form})


@open_to("keep experts")
def note_takeaway(request: Request, id: int) -> HttpResponse:
    found = _talk(request, id)
    form = TakeawayForm(request.POST or None)
    if form.is_valid():
        return redirect(actions.note_takeaway(found, form.cleaned_data["words"], by=request.viewer.account))
    return render(request, "catalogue/experts/note_takeaway.html", {"talk": found, "form": form})


def experts_table(found: object) -> Table:
    return Table(
        caption="Experts",
        columns=[
            Column("name", "Expert", link="get_absolute_url", order_by="name", is_row_header=True),
            Column("field", "Knows about", order_by="field"),
            Column("organisation", "Works at", order_by="organisation"),
            Column("reach", "Known", value=lambda one: one.get_reach_display(), order_by="reach"),
            Column("talk_count", "Talks", kind=int, order_by="talk_count"),
            Column("known_count", "Known by", kind=int, order_by="known_count"),
        ],
        rows=found,  # type: ignore[arg-type]
    )


def _tag(state: PromiseState) -> Status:
    return Status(state.label, TONES[state])


def _expert(request: Request, id: int) -> Expert:
    return get_object_or_404(visible(request.viewer, Expert), pk=id)


def _talk(request: Request, id: int) -> Talk:
    return get_object_or_404(visible(request.viewer, Talk).select_related("expert", "item", "recording"), pk=id)
