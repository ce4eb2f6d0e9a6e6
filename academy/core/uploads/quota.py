"""How much may be sent at all, asked before it is read: what is too much never reaches the disk."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from academy.core.uploads.kinds import MEBIBYTE

OF_STRANGERS = 5 * MEBIBYTE


class Quota(FileUploadHandler):
    """Stands before the handlers that keep what is sent. What was promised is asked first; then what really comes."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any) -> None:
        self.left = self._most()
        if content_length > self.left:
            raise RequestDataTooBig("More was sent than we take.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.left -= len(raw_data)
        if self.left < 0:
            raise RequestDataTooBig("More was sent than we take.")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _most(self) -> int:
        viewer = getattr(self.request, "viewer", None)
        is_known = viewer is not None and viewer.account is not None
        return settings.UPLOAD_MEGABYTES * MEBIBYTE if is_known else OF_STRANGERS
