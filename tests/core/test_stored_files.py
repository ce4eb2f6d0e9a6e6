"""Kept under a name of our own, given out so that it can do nothing, and forgotten when nothing points at it."""

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.test import RequestFactory

from academy.core import clock, uploads
from academy.core.models import StoredFile
from academy.core.uploads import storing
from academy.core.uploads.kinds import DOCUMENTS, RECORDINGS
from academy.core.uploads.quota import Quota
from tests.core import files

pytestmark = pytest.mark.django_db
VIDEO = files.mp4(length=2_000)


def kept(content: bytes = b"", kinds=uploads.DOCUMENTS | RECORDINGS | uploads.PICTURES) -> StoredFile:
    return uploads.accept(files.sent(content or files.pdf(), "../../etc/passwd"), kinds=kinds)


def asked(stored: StoredFile, **headers: str):
    request = RequestFactory().get("/", headers=headers)
    response = uploads.serve(request, stored, called="Thresholds guide\r\nX-Evil: 1 \u202e<script>")
    body = response.getvalue() if response.streaming else response.content
    return response, body


def on_disk() -> list[Path]:
    return sorted((Path(settings.FOLDER) / "uploads").glob("??/*"))


def test_a_file_is_kept_under_a_name_of_ours_readable_by_us_alone():
    stored = kept()

    path = Path(settings.FOLDER) / "uploads" / stored.name[:2] / stored.name
    assert path in on_disk()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (stored.kind, stored.size, uploads.is_whole(stored)) == ("pdf", path.stat().st_size, True)


def test_a_file_changed_on_the_disk_is_noticed():
    stored = kept()
    path = Path(settings.FOLDER) / "uploads" / storing.path_of(stored)
    path.write_bytes(path.read_bytes()[:-1] + b" ")

    assert not uploads.is_whole(stored)
    path.unlink()
    assert not uploads.is_whole(stored)


def test_nothing_of_a_refused_file_is_kept():
    before = on_disk()

    with pytest.raises(uploads.NotTaken) as refused:
        uploads.accept(files.sent(files.SCRIPT, "a.pdf"), kinds=DOCUMENTS, field="captions")

    assert (refused.value.field, on_disk(), StoredFile.objects.count()) == ("captions", before, 0)


def test_a_document_leaves_as_a_download_that_can_do_nothing():
    response, body = asked(kept())

    assert body == files.pdf()
    assert dict(response.items()) == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(files.pdf())),
        "Content-Disposition": 'attachment; filename="thresholds-guide-x-evil-1-script.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-cache",
        "Accept-Ranges": "bytes",
        "ETag": f'"{StoredFile.objects.get().digest}"',
    }


@pytest.mark.parametrize("content", [files.docx(), files.pdf(), b"words", files.odt("words")])
def test_no_document_is_shown_in_place(content):
    response, _ = asked(kept(content))

    assert response["Content-Disposition"].startswith("attachment; ")


@pytest.mark.parametrize(("content", "kind"), [(VIDEO, "video/mp4"), (files.picture(), "image/png")])
def test_pictures_and_recordings_are_shown_in_place_as_what_they_are(content, kind):
    response, _ = asked(kept(content))

    assert (response["Content-Disposition"].split(";")[0], response["Content-Type"]) == ("inline", kind)


@pytest.mark.parametrize(
    ("range", "status", "part"),
    [
        ("bytes=0-99", 206, slice(0, 100)),
        ("bytes=100-", 206, slice(100, None)),
        ("bytes=-50", 206, slice(-50, None)),
        ("bytes=2000-99999", 206, slice(2000, None)),
        ("bytes=0-0", 206, slice(0, 1)),
        ("bytes=99999-", 416, slice(0, 0)),
        ("bytes=50-10", 416, slice(0, 0)),
        ("bytes=-0", 416, slice(0, 0)),
        ("bytes=-", 200, slice(None)),
        ("bytes=0-1,5-6", 200, slice(None)),
        ("lines=0-1", 200, slice(None)),
        ("bytes=" + "9" * 40 + "-", 200, slice(None)),
    ],
)
def test_a_player_may_ask_for_a_part(range, status, part):
    response, body = asked(kept(VIDEO), Range=range)

    assert (response.status_code, body) == (status, VIDEO[part])
    if status == 206:
        first = len(VIDEO) - len(body) if part.start and part.start < 0 else part.start
        assert response["Content-Range"] == f"bytes {first}-{first + len(body) - 1}/{len(VIDEO)}"


def test_a_part_of_a_file_that_was_replaced_is_the_whole_new_one():
    stored = kept(VIDEO)

    assert asked(stored, **{"Range": "bytes=0-9", "If-Range": '"old"'})[0].status_code == 200
    assert asked(stored, **{"Range": "bytes=0-9", "If-Range": f'"{stored.digest}"'})[0].status_code == 206


def test_what_a_browser_has_is_not_sent_again():
    stored = kept()

    response, body = asked(stored, **{"If-None-Match": f'"{stored.digest}"'})

    assert (response.status_code, body) == (304, b"")


def test_a_file_is_forgotten_a_day_after_nothing_points_at_it():
    young, old = kept(), kept()
    StoredFile.objects.filter(pk=old.pk).update(stored_at=clock.now() - timedelta(days=2))
    path = Path(settings.FOLDER) / "uploads" / storing.path_of(old)

    assert path.exists()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transaction, "on_commit", lambda function: function())
        assert uploads.sweep() == "1 unused and 0 unknown files deleted"

    assert (list(StoredFile.objects.all()), path.exists()) == ([young], False)


def test_a_file_whose_row_was_never_written_goes_after_a_day():
    path = Path(settings.FOLDER) / "uploads" / "ab" / ("ab" * 16)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"left behind")

    assert "0 unknown" in uploads.sweep()
    os.utime(path, (1, 1))

    assert "1 unknown" in uploads.sweep()
    assert not path.exists()


class Nobody:
    account = None


class Somebody:
    account = "an account"


@pytest.mark.parametrize(
    ("viewer", "length", "is_taken"),
    [
        (Nobody, 4_000_000, True),
        (Nobody, 6_000_000, False),
        (Somebody, 500_000_000, True),
        (Somebody, 600_000_000, False),
    ],
)
def test_what_is_said_to_be_too_much_is_not_read(viewer, length, is_taken):
    request = RequestFactory().post("/")
    request.viewer = viewer
    quota = Quota(request)

    if is_taken:
        assert quota.handle_raw_input(None, {}, length, b"", None) is None
    else:
        with pytest.raises(RequestDataTooBig):
            quota.handle_raw_input(None, {}, length, b"", None)


def test_what_turns_out_to_be_more_than_was_said_is_not_read_on():
    request = RequestFactory().post("/")
    quota = Quota(request)
    quota.handle_raw_input(None, {}, 10, b"", None)

    for _ in range(5):
        quota.receive_data_chunk(bytes(1024 * 1024), 0)
    with pytest.raises(RequestDataTooBig):
        quota.receive_data_chunk(b"x", 0)


def test_a_page_answers_what_is_too_much_without_reading_it(client):
    body = b"x" * (5 * 1024 * 1024 + 1)

    response = client.post("/people/sign-in/", {"paper": files.sent(body, "paper.pdf")})

    assert response.status_code == 400
