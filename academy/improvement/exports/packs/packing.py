"""An Office file made the same way every time: no moment, no machine and no author in it."""

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MOMENTS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
BEFORE_ZIP = (1980, 1, 1, 0, 0, 0)


def packed_alike(content: bytes, *, at: datetime) -> bytes:
    """The day it was published is all that it says of when it was made."""
    made = BytesIO()
    said = at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(BytesIO(content)) as read, ZipFile(made, "w", ZIP_DEFLATED) as written:
        for part in read.infolist():
            body = read.read(part)
            if part.filename == "docProps/core.xml":
                body = MOMENTS.sub(rb"\g<1>" + said + rb"\g<2>", body)
            entry = ZipInfo(part.filename, BEFORE_ZIP)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
            written.writestr(entry, body)
    return made.getvalue()
