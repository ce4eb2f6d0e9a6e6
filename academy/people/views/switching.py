"""Which of their organisations somebody looks at."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from academy.people import switching
from academy.people.scope import Request, Viewer, open_to


@require_POST
@open_to("use the Academy")
def switch_organisation(request: Request) -> HttpResponse:
    """To their home, because the page they were on may not be for both."""
    number = request.POST.get("post", "")
    if not number:
        request.session.pop(switching.KEY, None)
        return redirect("home")
    theirs = getattr(request, "organisations", None) or switching.organisations_of(Viewer(request.viewer.account))
    chosen = next((row for row in theirs if str(row.pk) == number), None)
    if chosen is None:
        raise Http404
    request.session[switching.KEY] = chosen.pk
    return redirect("home")
