"""Pictures, sound and video told by their first bytes, and walked to their last: nothing may hang on behind."""

from typing import IO

from academy.core.uploads.kinds import Kind, NotTaken

BOXES = frozenset(b"ftyp moov mdat free skip wide uuid meta sidx moof mfra styp pdin udta emsg prft ssix pssh".split())
MOST_BOXES = 200_000
FRAMES_LOOKED_AT = 20
EBML, SEGMENT, UNKNOWN_LENGTH = b"\x1a\x45\xdf\xa3", b"\x18\x53\x80\x67", -1
# MPEG audio, layer III: kilobits a second by the number in the frame, for version 1 and for versions 2 and 2.5
BITRATES = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
NOT_WHOLE = "is damaged or was not sent whole. Open it to see that it plays, and send it again."


def picture_kind(head: bytes) -> Kind | None:
    if head.startswith((b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")):
        return Kind.PNG  # of a moving picture its first, as a PNG
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    return Kind.WEBP if head[:4] == b"RIFF" and head[8:12] == b"WEBP" else None


def recording_kind(head: bytes) -> Kind | None:
    if head[4:8] == b"ftyp":
        return Kind.MP4
    if head.startswith(EBML) and b"webm" in head[:80]:
        return Kind.WEBM
    return Kind.MP3 if head.startswith(b"ID3") or _frame_length(head[:4]) else None


def refuse_odd_recording(file: IO[bytes], kind: Kind, size: int) -> None:
    {Kind.MP4: _walk_boxes, Kind.WEBM: _walk_elements, Kind.MP3: _walk_frames}[kind](file, size)


def _walk_boxes(file: IO[bytes], size: int) -> None:
    """An MP4 is boxes, one behind the other, up to the last byte."""
    at, names = 0, set()
    for _ in range(MOST_BOXES):
        if at == size:
            break
        length, name = _box(file, at, size)
        if name not in BOXES:
            raise NotTaken(f"The video has something else attached to it, or {NOT_WHOLE}")
        names.add(name)
        at += length
    if at != size or not {b"moov", b"mdat"} <= names | ({b"mdat"} if b"moof" in names else set()):
        raise NotTaken(f"The video {NOT_WHOLE}")


def _box(file: IO[bytes], at: int, size: int) -> tuple[int, bytes]:
    file.seek(at)
    head = file.read(16)
    length, name = int.from_bytes(head[:4], "big"), head[4:8]
    if length == 1:
        length = int.from_bytes(head[8:16], "big")
    elif length == 0:
        length = size - at
    if length < 8 or at + length > size:
        raise NotTaken(f"The video {NOT_WHOLE}")
    return length, name


def _walk_elements(file: IO[bytes], size: int) -> None:
    """A WebM is a head and a segment, and the segment ends where the file ends."""
    head_length, at = _element_length(file, 4)
    at += head_length
    file.seek(at)
    if head_length == UNKNOWN_LENGTH or file.read(4) != SEGMENT:
        raise NotTaken(f"The video {NOT_WHOLE}")
    length, starts = _element_length(file, at + 4)
    if length != UNKNOWN_LENGTH and starts + length != size:
        raise NotTaken(f"The video has something else attached to it, or {NOT_WHOLE}")


def _element_length(file: IO[bytes], at: int) -> tuple[int, int]:
    """A length of one to eight bytes, of which the first says how many; and where the content begins."""
    file.seek(at)
    first = file.read(1) or b"\0"
    width = 9 - first[0].bit_length()
    if width > 8:
        raise NotTaken(f"The video {NOT_WHOLE}")
    bits = (first[0] & (1 << (8 - width)) - 1).to_bytes(1, "big") + file.read(width - 1)
    length = int.from_bytes(bits, "big")
    return (UNKNOWN_LENGTH if length == (1 << 7 * width) - 1 else length), at + width


def _walk_frames(file: IO[bytes], size: int) -> None:
    file.seek(0)
    head = file.read(10)
    at = 10 + _id3_length(head[6:10]) if head.startswith(b"ID3") else 0
    for _ in range(FRAMES_LOOKED_AT):
        file.seek(at)
        length = _frame_length(file.read(4))
        if not length or at + length > size:
            raise NotTaken(f"The sound recording {NOT_WHOLE}")
        at += length


def _id3_length(four: bytes) -> int:
    return sum((byte & 0x7F) << shift for byte, shift in zip(four, (21, 14, 7, 0), strict=False))


def _frame_length(four: bytes) -> int:
    """How long the frame of MPEG audio is that begins so; 0 when none begins so."""
    if len(four) < 4 or four[0] != 0xFF or four[1] & 0xE0 != 0xE0 or four[1] >> 1 & 3 != 1:
        return 0
    version, bitrate, rate = four[1] >> 3 & 3, four[2] >> 4, four[2] >> 2 & 3
    if version == 1 or bitrate in (0, 15) or rate == 3:
        return 0
    per_second = BITRATES[3 if version == 3 else 2][bitrate] * 1000
    return (144 if version == 3 else 72) * per_second // RATES[version][rate] + (four[2] >> 1 & 1)
