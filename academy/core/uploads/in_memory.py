"""Files that must never touch the disk: a view says so, and what is sent to it stays in memory until it is answered."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.urls import Resolver404, resolve

from academy.core.uploads.kinds import MEBIBYTE

MOST = 21 * MEBIBYTE  # a file of 20, and the form around it
View = TypeVar("View", bound=Callable[..., Any])


def in_memory(view: View) -> View:
    """For lists about children: read, counted and let go."""
    view.is_read_in_memory = True  # type: ignore[attr-defined]
    return view


class InMemory(MemoryFileUploadHandler):
    """Takes whatever is sent to such a view; the handlers after it, which may write to the disk, never see it."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any) -> None:
        self.activated = _is_wanted(self.request)
        if self.activated and content_length > MOST:
            raise RequestDataTooBig("More was sent than we take.")


def _is_wanted(request: Any) -> bool:
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    return getattr(view, "is_read_in_memory", False)
