"""A pack while it is written, read by a second person, and let go."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from academy.core import clock
from academy.core.refusals import Refused
from academy.improvement.actions import packs as actions
from academy.improvement.exports import packs as exports
from academy.improvement.forms.packs import ChooseForm, CommentaryForm, NewPackForm, PackForm, SeenForm, WhyForm
from academy.improvement.models import Pack, PackMeasure
from academy.improvement.queries import packs as queries
from academy.improvement.rules import packs as rules
from academy.improvement.rules.commentary import checked, reading_of
from academy.improvement.rules.packs import Edition, PackState
from academy.improvement.shown import packs as shown
from academy.people.scope import Request, open_to, visible

WHY_BACK = "What has to change?"
WHY_CORRECTED = "What does the next version put right?"


@open_to("write packs")
def begin_pack(request: Request) -> HttpResponse:
    last = queries.packs(request.viewer).first()
    form = NewPackForm(request.POST or None, on=clock.today(), last=last)
    if form.is_valid():
        with form.showing_refusals():
            return redirect("pack-draft", id=actions.begin_pack(**form.said, by=request.viewer.account).pk)
    return render(request, "improvement/packs/begin_pack.html", {"form": form})


@open_to("see packs being written")
def pack_draft(request: Request, id: int) -> HttpResponse:
    """What is written, what is still missing, and who is next."""
    pack = _pack_or_404(request, id)
    lines = queries.lines_of(pack)
    read = [line for line in lines if line.line.is_for_members]
    found = queries.faults(pack, lines) if pack.is_writable else []
    context = {
        "pack": pack,
        "lines": [(line, _worth(line)) for line in lines],
        "labels": [(label, getattr(pack, name)) for name, label in queries.PACK_LABELS.items()],
        "faults": found,
        "reading": reading_of(exports.every_sentence(pack, read, edition=Edition.MEMBERS)).words,
        "number": queries.next_number(pack),
        "approvals": list(queries.standing_approvals(pack, queries.next_number(pack))),
        "writes": request.viewer.may("write packs") and pack.is_writable,
        "publishes": request.viewer.may("publish packs") and pack.state == PackState.PUT_FORWARD,
        "waits": pack.state == PackState.PUT_FORWARD,
        "latest": queries.latest_version(pack),
    }
    return render(request, "improvement/packs/draft.html", context)


@open_to("write packs")
def change_pack(request: Request, id: int) -> HttpResponse:
    pack = _pack_or_404(request, id)
    form = PackForm(request.POST or None, pack=pack)
    form.withheld = frozenset(number for line in queries.lines_of(pack) for number in line.withheld)
    if form.is_valid():
        with form.showing_refusals():
            actions.change_pack(pack, **form.cleaned_data, by=request.viewer.account)
            return redirect("pack-draft", id=pack.pk)
    return render(request, "improvement/packs/change_pack.html", {"form": form, "pack": pack})


@open_to("write packs")
def pack_measures(request: Request, id: int) -> HttpResponse:
    pack = _pack_or_404(request, id)
    form = ChooseForm(request.POST or None, pack=pack, viewer=request.viewer)
    if form.is_valid():
        with form.showing_refusals():
            actions.choose_measures(pack, form.chosen, lead=form.first, by=request.viewer.account)
            return redirect("pack-draft", id=pack.pk)
    return render(request, "improvement/packs/measures.html", {"form": form, "pack": pack})


@open_to("see packs being written")
def pack_measure_words(request: Request, id: int) -> HttpResponse:
    """Three sentences beside what they are about. A director reads them; the Academy writes them."""
    line = _line_or_404(request, id)
    pack = line.line.pack
    may_write = request.viewer.may("write packs") and pack.is_writable
    form = CommentaryForm(request.POST if may_write and request.method == "POST" else None, line=line)
    if form.is_valid():
        with form.showing_refusals():
            actions.write_commentary(line.line, **form.cleaned_data, by=request.viewer.account)
            return redirect("pack-draft", id=pack.pk)
    edition = Edition.BOARD
    said = exports.facts(pack, [line], edition=edition, on=clock.today())
    context = {
        **(shown.one_measure(said, line.series.measure.code) or {}),
        "pack": pack,
        "line": line.line,
        "form": form if may_write else None,
        "is_withheld": line.line.is_for_members and bool(line.withheld),
        "worth": _worth(line),
    }
    return render(request, "improvement/packs/words.html", context)


@open_to("see packs being written")
def pack_proof(request: Request, id: int) -> HttpResponse:
    """Page one as it will be; what was put forward stands still."""
    pack = _pack_or_404(request, id)
    edition = Edition.BOARD if request.GET.get("edition") == Edition.BOARD else Edition.MEMBERS
    proof = pack.proof or exports.both(pack, on=clock.today())
    context = {
        **shown.front(proof[edition.value]),
        "pack": pack,
        "is_board": edition == Edition.BOARD,
        "one_by_one": [
            shown.one_measure(proof[edition.value], one["code"]) for one in proof[edition.value]["measures"]
        ],
    }
    return render(request, "improvement/packs/proof.html", context)


@open_to("write packs")
def put_forward_pack(request: Request, id: int) -> HttpResponse:
    pack = _pack_or_404(request, id)
    proof = exports.both(pack, on=clock.today())
    digest = exports.digest_of(proof)
    form, words = SeenForm(request.POST or None, initial={"seen": digest}), ""
    if form.is_valid():
        account = request.viewer.account
        try:
            if form.cleaned_data["seen"] != digest:
                raise rules.has_changed()
            by_words = exports.who(account, on=clock.today())
            actions.put_forward(pack, proof=proof, digest=digest, by=account, by_words=by_words)
            return redirect("pack-draft", id=pack.pk)
        except Refused as refused:
            words = refused.words
    context = {
        "pack": pack,
        "seen": digest,
        "words": words,
        "who": exports.who(request.viewer.account, on=clock.today()),
    }
    return render(request, "improvement/packs/put_forward.html", context)


@open_to("publish packs")
def publish_pack(request: Request, id: int) -> HttpResponse:
    """Asked once more: afterwards not a byte of it changes."""
    pack = _pack_or_404(request, id)
    form, words = SeenForm(request.POST or None), ""
    who = exports.who(request.viewer.account, on=clock.today())
    if form.is_valid():
        try:
            if form.cleaned_data["seen"] != pack.proof_digest:
                raise rules.has_changed()
            frozen = exports.freeze(pack, second=who, on=clock.today())
            version = actions.publish_pack(pack, frozen=frozen, by=request.viewer.account, by_words=who)
            return redirect(version.pack)
        except Refused as refused:
            words = refused.words
    context = {
        "pack": pack,
        "words": words,
        "who": who,
        "waits": pack.state == PackState.PUT_FORWARD,
        "approvals": list(queries.standing_approvals(pack, queries.next_number(pack))),
    }
    return render(request, "improvement/packs/publish.html", context)


@open_to("see packs being written")
def send_back_pack(request: Request, id: int) -> HttpResponse:
    pack = _pack_or_404(request, id)
    form = WhyForm(request.POST or None, label=WHY_BACK, help_text="Whoever writes it reads this first")
    if form.is_valid():
        with form.showing_refusals():
            actions.send_back(pack, **form.cleaned_data, by=request.viewer.account)
            return redirect("pack-draft", id=pack.pk)
    return render(request, "improvement/packs/send_back.html", {"form": form, "pack": pack})


@open_to("write packs")
def correct_pack(request: Request, id: int) -> HttpResponse:
    pack = _pack_or_404(request, id)
    form = WhyForm(request.POST or None, label=WHY_CORRECTED, help_text="It stands on page one of the new version")
    if form.is_valid():
        with form.showing_refusals():
            actions.begin_correction(pack, **form.cleaned_data, by=request.viewer.account)
            return redirect("pack-draft", id=pack.pk)
    return render(request, "improvement/packs/correct.html", {"form": form, "pack": pack})


def _pack_or_404(request: Request, id: int) -> Pack:
    found = queries.packs(request.viewer).select_related("lead").filter(pk=id).first()
    if found is None:
        raise Http404
    return found


def _line_or_404(request: Request, id: int) -> queries.Line:
    row = visible(request.viewer, PackMeasure).select_related("pack__lead").filter(pk=id).first()
    if row is None:
        raise Http404
    return next(line for line in queries.lines_of(row.pack) if line.line.pk == row.pk)


def _worth(line: queries.Line) -> list[str]:
    said = line.commentary.sentences if line.commentary else ()
    return [words for each in said for words in checked(each).worth]
