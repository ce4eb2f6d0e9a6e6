"""How a file leaves: from a page that has asked who is looking, as what it is, and unable to do anything."""

import re
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from academy.core.models import StoredFile
from academy.core.uploads.kinds import SHOWN
from academy.core.uploads.storing import opened

ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
LONGEST_NAME = 80
CHUNK = 64 * 1024


class Part:
    """Some bytes of an open file, read like a file."""

    def __init__(self, content: IO[bytes], start: int, length: int) -> None:
        self.content, self.left = content, length
        content.seek(start)

    def read(self, size: int = CHUNK) -> bytes:
        chunk = self.content.read(min(size if size >= 0 else self.left, self.left))
        self.left -= len(chunk)
        return chunk

    def close(self) -> None:
        self.content.close()


def serve(request: HttpRequest, stored: StoredFile, *, called: str, as_download: bool = False) -> HttpResponseBase:
    """The page that calls this has found the record through the scope. What the file is called is our own word."""
    if request.headers.get("If-None-Match") == _tag(stored):
        return _guarded(HttpResponse(status=304), stored)
    start, length = _asked(request, stored)
    if length == 0:
        refused = HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
        return _guarded(refused, stored)
    response = FileResponse(Part(opened(stored), start, length), status=206 if length < stored.size else 200)
    if length < stored.size:
        response["Content-Range"] = f"bytes {start}-{start + length - 1}/{stored.size}"
    shown = SHOWN[stored.kind]
    response["Content-Type"] = shown.content_type
    response["Content-Length"] = str(length)
    is_download = as_download or not shown.is_inline
    response["Content-Disposition"] = content_disposition_header(is_download, _name(called, stored)) or ""
    return _guarded(response, stored)


def _guarded(response: HttpResponseBase, stored: StoredFile) -> HttpResponseBase:
    """Read as nothing but what it is said to be, by no page but ours, and asked for again each time it is shown."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-cache"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = _tag(stored)
    return response


def _tag(stored: StoredFile) -> str:
    return f'"{stored.digest}"'


def _asked(request: HttpRequest, stored: StoredFile) -> tuple[int, int]:
    """From where, and how much: all of it unless one part is asked for, as players do. Nothing: there is no such."""
    match = ONE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    changed = request.headers.get("If-Range", _tag(stored)) != _tag(stored)
    if match is None or changed or not any(match.groups()):
        return 0, stored.size
    first, last = match.groups()
    if not first:
        length = min(int(last), stored.size)
        return stored.size - length, length
    start = int(first)
    end = min(int(last), stored.size - 1) if last else stored.size - 1
    return start, max(0, end - start + 1)


def _name(called: str, stored: StoredFile) -> str:
    """Plain letters of the record's title, and the ending of what the file is."""
    return f"{slugify(called)[:LONGEST_NAME].strip('-') or 'file'}.{stored.kind}"
