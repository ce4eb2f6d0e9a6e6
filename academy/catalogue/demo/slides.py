"""A short film for the demonstration: slides with a line of text, as a WebM that browsers play.

A picture in WebP is one frame of VP8, and a WebM of nothing but whole frames is a list of them with the time of each.
"""

import io
import struct
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 640, 360
GROUND, INK, THREAD = (24, 74, 58), (255, 255, 255), (214, 163, 60)


def film(slides: Sequence[tuple[str, int]]) -> bytes:
    """Each slide for so many seconds, drawn again every second so that one can jump to any."""
    frames = [frame for words, seconds in slides for frame in [_frame(words)] * seconds]
    head = _element(0x1A45DFA3, _number(0x4286, 1) + _number(0x42F7, 1) + _text(0x4282, "webm"))
    return head + _element(0x18538067, _information(len(frames)) + _tracks() + _cluster(frames))


def captions(slides: Sequence[tuple[str, int]]) -> bytes:
    """The same words with their times."""
    cues, at = [], 0
    for words, seconds in slides:
        cues.append(f"{_time(at)} --> {_time(at + seconds)}\n{words}")
        at += seconds
    return ("WEBVTT\n\n" + "\n\n".join(cues) + "\n").encode()


def _time(seconds: int) -> str:
    return f"00:{seconds // 60:02}:{seconds % 60:02}.000"


def _frame(words: str) -> bytes:
    image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    draw = ImageDraw.Draw(image)
    draw.line([(48, 92), (140, 92)], fill=THREAD, width=6)
    draw.multiline_text((48, 116), _wrapped(words), INK, ImageFont.load_default(30), spacing=12)
    made = io.BytesIO()
    image.save(made, "WEBP", quality=60)
    content = made.getvalue()
    at = content.index(b"VP8 ") + 4
    return content[at + 4 : at + 4 + int.from_bytes(content[at : at + 4], "little")]


def _wrapped(words: str, width: int = 36) -> str:
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def _information(seconds: int) -> bytes:
    lasts = _element(0x4489, struct.pack(">d", seconds * 1000))
    return _element(
        0x1549A966, _number(0x2AD7B1, 1_000_000) + lasts + _text(0x4D80, "Academy") + _text(0x5741, "Academy")
    )


def _tracks() -> bytes:
    picture = _element(0xE0, _number(0xB0, WIDTH) + _number(0xBA, HEIGHT))
    entry = _number(0xD7, 1) + _number(0x73C5, 1) + _number(0x83, 1) + _text(0x86, "V_VP8") + picture
    return _element(0x1654AE6B, _element(0xAE, entry))


def _cluster(frames: Sequence[bytes]) -> bytes:
    """Times within a cluster are two bytes of milliseconds, so each holds half a minute."""
    made = b""
    for first in range(0, len(frames), 30):
        blocks = (
            _element(0xA3, b"\x81" + struct.pack(">h", place * 1000) + b"\x80" + frame)
            for place, frame in enumerate(frames[first : first + 30])
        )
        made += _element(0x1F43B675, _number(0xE7, first * 1000) + b"".join(blocks))
    return made


def _element(name: int, content: bytes) -> bytes:
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + b"\x01" + len(content).to_bytes(7, "big") + content


def _number(name: int, value: int) -> bytes:
    return _element(name, value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big"))


def _text(name: int, words: str) -> bytes:
    return _element(name, words.encode())
