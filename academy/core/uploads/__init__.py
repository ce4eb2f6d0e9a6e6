"""The one safe way to take a file, keep it and give it out again (decision 27).

`accept(file, kinds=DOCUMENTS)` judges it by its content and keeps it, or refuses in words (`NotTaken`). A record points
at the `StoredFile`. A page finds its record through the scope and then calls `serve(request, stored, called=title)`.
"""

from academy.core.uploads.fields import UploadField
from academy.core.uploads.judging import Judged, judge
from academy.core.uploads.kinds import (
    CAPTIONS,
    DOCUMENTS,
    PICTURES,
    RECORDINGS,
    SOUNDS,
    VIDEOS,
    Kind,
    NotTaken,
    file_words,
    kinds_words,
    size_words,
)
from academy.core.uploads.pictures import Inside, look_inside
from academy.core.uploads.serving import serve
from academy.core.uploads.storing import accept, is_whole, keep, note_pages, opened, sweep

__all__ = [
    "CAPTIONS",
    "DOCUMENTS",
    "PICTURES",
    "RECORDINGS",
    "SOUNDS",
    "VIDEOS",
    "Inside",
    "Judged",
    "Kind",
    "NotTaken",
    "UploadField",
    "accept",
    "file_words",
    "is_whole",
    "judge",
    "keep",
    "kinds_words",
    "look_inside",
    "note_pages",
    "opened",
    "serve",
    "size_words",
    "sweep",
]
