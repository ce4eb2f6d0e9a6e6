"""A certificate to show, and the page on which anybody checks one."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from academy.people.scope import Request, open_to, open_to_everyone
from academy.records import actions, exports, queries


@open_to("see records")
def certificate(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(queries.completions(request.viewer), pk=id)
    issued = actions.issue_certificate(found, by=request.viewer.account)
    pdf = exports.certificate_pdf(issued)
    name = exports.file_name(issued)
    return HttpResponse(pdf, "application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


@open_to_everyone
@never_cache
def verify(request: Request, code: str = "") -> HttpResponse:
    """Whoever was handed a certificate may ask. A wrong code gets the same answer, whatever is wrong with it."""
    typed = (code or request.GET.get("code", "")).strip()
    found = queries.certificate(typed) if typed else None
    context = {
        "typed": typed,
        "certificate": found,
        "hours": exports.time_words(found.completion) if found else "",
    }
    response = render(request, "records/verify.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
