"""Spoilt files: text and Excel, each from its number alone, so that whatever goes wrong can be had again.

The quick suite sends a few; `ACADEMY_FUZZ="csv=20000,xlsx=2000"` in the environment sends that many.
"""

import csv
import io
import os
import re
import resource
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from random import Random

import xlsxwriter

from tests.people.hr_file import HEADER, staff_list
from tests.people.layouts import SYSTEMS, as_csv, as_xlsx

NASTY = [
    *("", " ", "\0", "a\0b", "\u202e", "\ufeff", "\u00a0", "\u200b", "'", '"', '""', "=1+1", "=cmd|' /C calc'!A0"),
    *("@SUM(A1)", "-1", "+1", "\t", "\r", "\n", "31/11/2026", "29/02/2023", "00/00/0000", "1/1/1", "99999", "45536.75"),
    *("1e999", "NaN", "-0", "١٢٣", "12/31/2025", "2026-13-01", "9999-12-31", "0001-01-01", "4712-12-31", "Sep-24"),
    *("NULL", "#N/A", "#REF!", "<script>alert(1)</script>", "{{ 7*7 }}", "%s%n", "../../etc", "W1", "w1 ", "001"),
    *("x" * 5_000, "é" * 300, "🙂" * 60, "Z\u0351\u036b\u0343A\u0334\u0335L", "\ud800", "\U0010ffff", "null", "None"),
    *("a@b", "a@b.example", "A" * 255 + "@b.example", "Staff number", "Start date", "Total", "Total records: 5"),
    *("sep=;", ",,,,", ";;;;", "SW12345", "SW" + "1" * 30, "100%", "1,5", "1.000,50", "£1", "Social worker"),
    *("social  worker", "Weyshire", "Page 1 of 2", "\x1a", "\x7f", "\x85", "\u2028"),
]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "utf-7", "cp037", "utf-32"]
DELIMITERS = [",", ";", "\t", "|", ":", " ", "¬"]


def numbers(kind: str) -> range:
    """Which files to send. `ACADEMY_FUZZ=csv=20000,xlsx=2000` before a release; `csv=7000-20000` goes on from there."""
    asked = dict(part.split("=") for part in os.environ.get("ACADEMY_FUZZ", "").split(",") if part)
    first, _, end = asked.get(kind, {"csv": "150", "xlsx": "40"}[kind]).rpartition("-")
    return range(int(first or 0), int(end))


def peak() -> float:
    """The most memory this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def a_csv(number: int) -> bytes:
    chance = Random(f"csv {number}")
    rows = [list(row) for row in _rows(chance)]
    for _ in range(chance.randrange(0, 12)):
        chance.choice(ROW_SPOILERS)(rows, chance)
    text = _written(rows, chance)
    content = text.encode(chance.choice(["utf-8", "utf-8", "cp1252", *ENCODINGS]), "replace")
    for _ in range(chance.choice([0, 0, 0, 1, 3])):
        content = chance.choice(BYTE_SPOILERS)(content, chance)
    return content


def _rows(chance: Random) -> list[list[str]]:
    if chance.random() < 0.4:
        system = chance.choice(SYSTEMS)
        text = as_csv(system).decode(system.encoding)
        return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=system.delimiter))
    return [list(HEADER), *staff_list(chance.randrange(1, 14), seed=str(chance.random())).rows]


def _written(rows: list[list[str]], chance: Random) -> str:
    delimiter = chance.choice([",", ",", ";", *DELIMITERS])
    if chance.random() < 0.3:  # by a program that knows nothing of quotation marks
        return chance.choice(["\n", "\r\n", "\r", "\n\r", "\x0b"]).join(delimiter.join(row) for row in rows)
    text = io.StringIO(newline="")
    quoting = chance.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    ending = chance.choice(["\n", "\r\n", "\r"])
    csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=ending).writerows(rows)
    return text.getvalue()


Rows = list[list[str]]


def _cell(rows: Rows, chance: Random) -> None:
    row = chance.choice(rows)
    if row:
        row[chance.randrange(len(row))] = chance.choice(NASTY)


def _ragged(rows: Rows, chance: Random) -> None:
    row = chance.choice(rows)
    if chance.random() < 0.5:
        row.extend(chance.choices(NASTY, k=chance.randrange(1, 40)))
    else:
        del row[chance.randrange(len(row) + 1) :]


def _twice(rows: Rows, chance: Random) -> None:
    rows.insert(chance.randrange(len(rows) + 1), list(chance.choice(rows)))


def _gone(rows: Rows, chance: Random) -> None:
    if len(rows) > 1:
        del rows[chance.randrange(len(rows))]


def _swapped(rows: Rows, chance: Random) -> None:
    one, other = chance.randrange(30), chance.randrange(30)
    for row in rows:
        if max(one, other) < len(row):
            row[one], row[other] = row[other], row[one]


def _heading(rows: Rows, chance: Random) -> None:
    if rows[0]:
        rows[0][chance.randrange(len(rows[0]))] = chance.choice([*rows[0], *NASTY])


def _wide(rows: Rows, chance: Random) -> None:
    chance.choice(rows).extend([""] * chance.choice([10, 600, 20_000]))


def _huge(rows: Rows, chance: Random) -> None:
    row = chance.choice(rows)
    if row:
        row[0] = (chance.choice(NASTY) * chance.choice([10, 10_000]))[:1_000_000]


def _title(rows: Rows, chance: Random) -> None:
    rows.insert(0, chance.choices(NASTY, k=chance.randrange(3)))


ROW_SPOILERS: list[Callable[[Rows, Random], None]] = [
    *(_cell, _cell, _cell, _cell, _ragged, _twice, _gone, _swapped, _heading, _wide, _huge, _title)
]


def _turned(content: bytes, chance: Random) -> bytes:
    spoilt = bytearray(content)
    for _ in range(chance.randrange(1, 9)):
        if spoilt:
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return bytes(spoilt)


def _cut(content: bytes, chance: Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _mixed(content: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    more = [
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b'"',
        b"\r",
        b"\x1a",
        bytes(range(256)),
        b"\x80" * 40,
        b"PK\x03\x04",
        b"<x>",
    ]
    return content[:at] + chance.choice(more) * chance.choice([1, 1, 50]) + content[at:]


BYTE_SPOILERS: list[Callable[[bytes, Random], bytes]] = [_turned, _cut, _mixed]


@cache
def workbooks() -> tuple[bytes, ...]:
    """Sound ones to begin with: of several programs, with dates from 1904, merged cells, formulas and macros."""
    return (*[as_xlsx(system) for system in SYSTEMS[:4]], as_xlsx(SYSTEMS[0], cover=True), _rich(False), _rich(True))


def _rich(from_1904: bool) -> bytes:
    file = io.BytesIO()
    options = {"in_memory": True, "date_1904": from_1904, "default_date_format": "dd/mm/yyyy"}
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADER)
    for place in range(1, 6):
        sheet.write_row(place, 0, [f"W{place}", "Amara", f"Okafor{place}", "", "", "Social worker", "North"])
        sheet.write_datetime(place, 7, date(2024, 9, place))
        sheet.write_formula(place, 9, "=1/2", None, 0.5)
    sheet.merge_range(7, 0, 8, 3, "merged")
    sheet.write_formula(9, 0, '=HYPERLINK("http://[::1]/","x")', None, "W9")
    sheet.write_comment(1, 1, "a remark")
    book.add_worksheet("hidden").hide()
    book.define_name("Outside", "='[other.xlsx]Sheet1'!$A$1")
    book.close()
    return file.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(parts: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return file.getvalue()


def an_xlsx(number: int) -> bytes:
    chance = Random(f"xlsx {number}")
    if chance.random() < 0.06:
        return chance.choice(MONSTERS)(chance)
    content = chance.choice(workbooks())
    if chance.random() < 0.25:
        for _ in range(chance.randrange(1, 4)):
            content = chance.choice(BYTE_SPOILERS)(content, chance)
        return content
    parts = parts_of(content)
    for _ in range(chance.choice([1, 1, 2, 4])):
        chance.choice(PART_SPOILERS)(parts, chance)
    return packed(parts, method=chance.choice([zipfile.ZIP_DEFLATED] * 5 + [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2]))


Parts = dict[str, bytes]
SHEET = "xl/worksheets/sheet1.xml"


def _part_turned(parts: Parts, chance: Random) -> None:
    name = chance.choice(list(parts))
    parts[name] = chance.choice(BYTE_SPOILERS)(parts[name], chance)


def _part_gone(parts: Parts, chance: Random) -> None:
    if len(parts) > 1:
        del parts[chance.choice(list(parts))]


def _numbers(parts: Parts, chance: Random) -> None:
    """Other numbers where numbers stand: rows, columns, styles, strings, dates."""
    name = chance.choice([SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
    text = parts.get(name, b"").decode("utf-8", "replace")
    new = chance.choice(["0", "-1", "1048576", "99999999", "4294967296", "1e308", "45536.99999", "2958466", "NaN"])
    found = list(re.finditer(r"\d+", text))
    for place in sorted(chance.sample(found, min(len(found), 3)), key=lambda match: -match.start()):
        text = text[: place.start()] + new + text[place.end() :]
    parts[name] = text.encode()


def _cells(parts: Parts, chance: Random) -> None:
    text = parts.get(SHEET, b"").decode("utf-8", "replace")
    odd = [
        '<c r="XFD1048576"><v>1</v></c>',
        '<c r="A1" t="e"><v>#REF!</v></c>',
        '<c t="s"><v>999999</v></c>',
        '<c r="A2" t="inlineStr"><is><t>x</t></is></c>',
        '<c r="B2"><f>SUM(A1:A1048576)</f></c>',
        '<c r="ZZZZ9"><v>1</v></c>',
        '<c r="A3" t="d"><v>2024-02-30</v></c>',
        '<c r="A4" t="b"><v>7</v></c>',
        '<row r="0"><c r="A0"/></row>',
        *("<!--", "&x;"),
    ]
    at = text.find("<c ") if chance.random() < 0.5 else text.find("</row>")
    parts[SHEET] = (text[: max(at, 0)] + chance.choice(odd) + text[max(at, 0) :]).encode()


def _outside(parts: Parts, chance: Random) -> None:
    parts["xl/externalLinks/externalLink1.xml"] = (
        b'<externalLink xmlns:r="r"><externalBook r:id="rId1"/></externalLink>'
    )
    rels = b'<Relationships><Relationship Id="rId1" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = rels
    parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0" + bytes(chance.randrange(256) for _ in range(500))


def _entities(parts: Parts, chance: Random) -> None:
    name = chance.choice([SHEET, "xl/sharedStrings.xml", "xl/workbook.xml"])
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 9))
    doctype = b'<!DOCTYPE x [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">' + laughs + b"]>"
    head, mark, rest = parts.get(name, b"").partition(b"?>")
    parts[name] = head + mark + doctype + rest.replace(b"<t>", b"<t>&l8;&f;", 1)


def _deep(parts: Parts, chance: Random) -> None:
    depth = chance.choice([100, 20_000])
    parts[SHEET] = parts.get(SHEET, b"").replace(b"<sheetData>", b"<x>" * depth + b"<sheetData>")


def _names(parts: Parts, chance: Random) -> None:
    for name in (
        "../../escape.xml",
        "/abs.xml",
        "xl\\worksheets\\sheet1.xml",
        "C:\\x",
        "con",
        "x" * 300,
        "é\u202e.xml",
    ):
        parts[name] = b"x"


PART_SPOILERS: list[Callable[[Parts, Random], None]] = [
    *(_part_turned, _part_gone, _entities, _deep, _names, _outside, _outside),
    *(_numbers, _numbers, _numbers, _cells, _cells, _cells),
]


def _filled(sheet: bytes, rows: bytes) -> bytes:
    return sheet.partition(b"<sheetData>")[0] + b"<sheetData>" + rows + b"</sheetData></worksheet>"


def bomb(chance: Random | None = None, *, ratio: int = 300) -> bytes:
    """A sound sheet of equal cells, that unpacks to about so many times its size."""
    parts = parts_of(workbooks()[0])
    row = b'<row><c t="inlineStr"><is><t>' + b"Okafor " * 40 + b"</t></is></c></row>"
    parts[SHEET] = (
        parts[SHEET].partition(b"<sheetData>")[0]
        + b"<sheetData>"
        + row * (57_000_000 // len(row))
        + b"</sheetData></worksheet>"
    )
    found = packed(parts)
    padding = max(sum(map(len, parts.values())) // ratio - len(found), 0)
    parts["xl/media/noise.bin"] = Random(1).randbytes(padding)
    return packed(parts)


def flat(chance: Random | None = None, *, entries: int = 100_000) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as out:
        for name, content in parts_of(workbooks()[0]).items():
            out.writestr(name, content)
        for number in range(entries):
            out.writestr(f"x{number}", b"")
    return file.getvalue()


def liar(chance: Random | None = None) -> bytes:
    """Its list of contents says that each part is small."""
    content = bytearray(bomb())
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 24 : at + 28] = (1_000).to_bytes(4, "little")
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(content)


def nested(chance: Random | None = None) -> bytes:
    return packed({"xl/workbook.xml": flat(entries=100), "inner.zip": bomb(ratio=90)})


def strings(chance: Random | None = None) -> bytes:
    """One long text, and a great many cells that say it: small on disk, endless when told."""
    parts = parts_of(workbooks()[0])
    parts["xl/sharedStrings.xml"] = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
        + b"long " * 6_000
        + b"</t></si></sst>"
    )
    row = b"<row>" + b'<c t="s"><v>0</v></c>' * 200 + b"</row>"
    noise = Random(2).randbytes(500_000)
    parts[SHEET] = (
        parts[SHEET].partition(b"<sheetData>")[0] + b"<sheetData>" + row * 9_000 + b"</sheetData></worksheet>"
    )
    return packed({**parts, "xl/media/noise.bin": noise})


@cache
def _kept(make: Callable[[], bytes]) -> bytes:
    return make()


MONSTERS: list[Callable[[Random], bytes]] = [
    lambda chance: _kept(bomb),
    lambda chance: _kept(flat),
    lambda chance: _kept(liar),
    lambda chance: _kept(nested),
    lambda chance: _kept(strings),
    lambda chance: b"PK\x05\x06" + bytes(18),
    lambda chance: b"PK" + chance.randbytes(2_000),
]
