"""Files for tests, made here byte by byte: honest ones, and ones that pretend."""

import io
import struct
import zipfile
from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SCRIPT = b"<script>document.title='taken over'</script>"


def sent(content: bytes, name: str = "file", content_type: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type)


def pdf(*pages: str, extra: bytes = b"") -> bytes:
    """A small true PDF with a line of text on each page."""
    pages = pages or ("Thresholds",)
    objects = [b"<< /Type /Catalog /Pages 2 0 R " + extra + b">>"]
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(pages)))
    objects.append(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)))
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, words in enumerate(pages):
        shown = b"BT /F1 18 Tf 72 720 Td (%s) Tj ET" % words.encode("latin-1")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents %d 0 R >>" % (5 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown))
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + trailer


def docx(*paragraphs: str, more: Mapping[str, bytes] | None = None, types: str = TYPES, body: bytes = b"") -> bytes:
    words = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs or ["Words"])
    document = f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body>{words}</w:body></w:document>'
    return packed(
        {"[Content_Types].xml": types.encode(), "word/document.xml": body or document.encode(), **(more or {})}
    )


def packed(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def relationship(kind: str, target: str) -> bytes:
    return (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{RELATIONSHIPS}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    ).encode()


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **options) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, (10, 90, 60)).save(made, kind, **options)
    return made.getvalue()


def box(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(content), name) + content


def mp4(length: int = 4_000) -> bytes:
    """The boxes of a video, with nothing to see."""
    return box(b"ftyp", b"isom\0\0\2\0isommp42") + box(b"moov", box(b"mvhd", bytes(100))) + box(b"mdat", bytes(length))


def webm(content: bytes = bytes(500)) -> bytes:
    head = b"\x42\x86\x81\x01\x42\x82\x84webm"
    return b"\x1a\x45\xdf\xa3" + bytes([0x80 | len(head)]) + head + b"\x18\x53\x80\x67" + _eight(len(content)) + content


def _eight(length: int) -> bytes:
    return b"\x01" + length.to_bytes(7, "big")


def mp3(frames: int = 40) -> bytes:
    """Frames of silence: 128 kilobits a second at 44,100 a second are 417 bytes each."""
    return b"".join(b"\xff\xfb\x90\x00" + bytes(413) for _ in range(frames))


CAPTIONS = b"WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\n<v Ruth>What was it like for him at home?\n"


def odt(*paragraphs: str) -> bytes:
    space = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text"))
    words = "".join(f"<text:p>{words}</text:p>" for words in paragraphs)
    body = f"<office:body>{words}</office:body>"
    content = f'<?xml version="1.0"?><office:document-content {space}>{body}</office:document-content>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def pptx(*slides: str) -> bytes:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    parts = {"[Content_Types].xml": b'<?xml version="1.0"?><Types/>', "ppt/presentation.xml": b"<p/>"}
    for number, words in enumerate(slides, start=1):
        slide = f'<s xmlns:a="{drawing}"><a:p><a:r><a:t>{words}</a:t></a:r></a:p></s>'
        parts[f"ppt/slides/slide{number}.xml"] = slide.encode()
    return packed(parts)
