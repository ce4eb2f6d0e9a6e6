"""One page that asks something, for everything in this room that is typed in one go."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from academy.core.refusals import Refused
from academy.people.scope import Request
from academy.ui.warned import WarnedForm


def ask(request: Request, form: WarnedForm, act: Callable[[dict[str, Any]], Any], **shown: Any) -> HttpResponse:
    """Show it, and when it is right, act and go to what came of it. A refusal stands on the form.

    `shown`: heading, caption, lede, button, back (an address) and back_words.
    """
    if form.is_valid() and form.may_keep():
        with form.showing_refusals():
            said = {name: value for name, value in form.cleaned_data.items() if name != "looked"}
            return redirect(act(said))
    return render(request, "improvement/ask.html", {"form": form, **shown})


def press(request: Request, act: Callable[[], Any], **shown: Any) -> HttpResponse:
    """A button that is pressed: what it leads to, or a page that says why not."""
    try:
        return redirect(act())
    except Refused as refused:
        return render(request, "improvement/refused.html", {"words": refused.words, **shown}, status=409)
