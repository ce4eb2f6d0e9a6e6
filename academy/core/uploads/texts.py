"""Plain text, tables as text, and captions: what has no letters of its own to be told by, so it is read whole."""

import codecs
import re

from academy.core.uploads.kinds import Kind, NotTaken

# Control characters that no text holds: tabs, line ends and the page feed of old printers are not among them.
ODD = re.compile(r"[\0-\x08\x0b\x0e-\x1f\x7f]")
MARKUP = re.compile(
    r"<!doctype|<\?(xml|php|=)|<%|</?(script|html|head|body|svg|iframe|object|embed|form|img|style|meta|link|base)\b",
    re.IGNORECASE,
)
TIMING = re.compile(r"^(\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}[ \t]+-->[ \t]+(\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}([ \t].*)?$")
CAPTION_TAG = re.compile(r"</?(c|i|b|u|v|lang|ruby|rt)([.\s][^<>&]*)?>|<(\d{2,}:)?\d{2}:\d{2}\.\d{3}>")
TAG = re.compile(r"<[^>]*>?")


def text_in(content: bytes) -> str | None:
    """What it says, when it is text at all: in Unicode, or as Windows wrote it before."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _decoded(content.removeprefix(mark) if encoding == "utf-8" else content, encoding)
    return _decoded(content, "utf-8") if _decoded(content, "utf-8") is not None else _decoded(content, "cp1252")


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if ODD.search(text) else text.replace("\r\n", "\n").replace("\r", "\n")


def text_kind(text: str, name: str) -> Kind:
    """By what it says; only between text and a table of text does the name decide, and neither can do anything."""
    if text.startswith("WEBVTT") and text[6:7] in ("", " ", "\t", "\n"):
        return Kind.VTT
    return Kind.CSV if name.lower().endswith(".csv") else Kind.TEXT


def refuse_markup(text: str) -> None:
    if text.lstrip().startswith("<") or MARKUP.search(text):
        raise NotTaken("This is a web page or a drawing that can run programs. Save it as PDF, and send that.")


def refuse_odd_captions(text: str) -> None:
    """Each caption has its two times; its words have no other marks than captions have."""
    blocks = re.split(r"\n{2,}", text.strip())
    cues = [block.split("\n") for block in blocks[1:] if not block.startswith("NOTE")]
    if any(block.startswith(("STYLE", "REGION")) for block in blocks[1:]):
        raise NotTaken("These captions bring a style of their own. Save them without it: ours can be read by everyone.")
    if not cues:
        raise NotTaken("There are no captions in this file. A caption is two times with --> between, and its words.")
    for lines in cues:
        at = 0 if "-->" in lines[0] else 1
        if len(lines) <= at or not TIMING.match(lines[at].strip()):
            raise NotTaken(
                f"The times of a caption cannot be read: “{lines[0][:60]}”. They are like 00:01.000 --> 00:04.000."
            )
        for line in lines[at + 1 :]:
            if odd := next((tag for tag in TAG.findall(line) if not CAPTION_TAG.fullmatch(tag)), ""):
                raise NotTaken(f"A caption holds “{odd[:40]}”, which is not words. Take it out, and send it again.")
