"""The national workforce return, as the XML that is sent and as the flat CSV that some regions make of it."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from academy.core.imports import Asked, Column, Row, Say, Sheet, Unreadable, Wrong, read
from academy.core.imports.cells import clean, headings
from academy.core.imports.mapping import columns_of
from academy.core.imports.sheets import decoded, refuse_size
from academy.core.models import ImportRun
from academy.people.imports.held import beside
from academy.people.imports.shelf import Said, shelf
from academy.people.models import JobRole
from academy.people.rules import returns
from academy.people.rules.held import Line, WorkforceRow
from academy.people.rules.return_checks import amount, read_date
from academy.people.rules.return_tables import ReturnYear, version_of
from academy.people.rules.sentences import day_words

DEEPEST = 8
TAGS = sorted(returns.TAGS)
ALSO_CALLED = {tag: field.also_called for version in returns.YEARS.values() for tag, field in version.fields.items()}
COLUMNS = tuple(Column(tag, tag) for tag in TAGS)
FLAT_COLUMNS = (
    *[Column(tag, tag, synonyms=ALSO_CALLED[tag]) for tag in TAGS],
    Column("YEAR", "YEAR", synonyms=("return year", "census year", "collection year", "submission year")),
    Column("LA", "LA", synonyms=("local authority", "LEA", "la name", "authority")),
)
KNOWN = headings(FLAT_COLUMNS)
NEEDS = (("AgencyWorker",), ("SWENo",))
PARTS = ("CSWWWorker", "Header", "Collection", "Year", "ReferenceDate", "LEA", "LALevelVacancies", "LALevel")
KNOWN_AS = {tag.casefold(): tag for tag in (*TAGS, *PARTS)}
DECLARED = re.compile(r"^\s*(<\?xml[^>]*\?>)?\s*")
IN_A_NAME = re.compile(r"(?<!\d)(20[12]\d)(?!\d)")


def read_xml(run: ImportRun) -> Sheet:
    """The workers as rows, numbered as they stand in the file. What the header says is noted on the run."""
    content = bytes(run.file or b"")
    refuse_size(content)
    try:
        header, vacancies, workers = _read(content)
    except DefusedXmlException:
        words = "The file has entities or a document type of its own, which a return never has. Export it again."
        raise Unreadable(words) from None
    except (ParseError, ValueError, LookupError, RecursionError) as problem:
        raise Unreadable(f"The file is not sound XML ({_where(problem)}). Export it again.") from None
    _refuse_other_collections(header, workers)
    year = _year(header.get("Year", "") or header.get("ReferenceDate", "")[:4])
    run.options = {**run.options, "year": year, "return": header, "vacancies": vacancies}
    rows = [[worker.get(tag, "") for tag in TAGS] for worker in workers]
    unknown = sorted({tag for worker in workers for tag in worker} - returns.TAGS)
    notes = [f"The return has parts that we do not know and did not read: {_some(unknown)}."] if unknown else []
    return Sheet(TAGS, rows, range(1, len(rows) + 1), tuple(notes))


def read_flat(run: ImportRun) -> Sheet:
    sheet = read(bytes(run.file or b""), run.file_name, known=KNOWN)
    where = columns_of(sheet.header, FLAT_COLUMNS, run.mapping.columns if run.mapping else {})
    year, note = _flat_year(sheet, where, run.file_name)
    run.options = {**run.options, "year": year, "asked": sorted(returns.TAGS & where.keys())}
    return replace(sheet, notes=(*sheet.notes, *note))


def _flat_year(sheet: Sheet, where: Mapping[str, int], name: str) -> tuple[int, list[str]]:
    """From its column; else from the name of the file, or from the newest of its dates, and then it is said."""
    years = (
        {cells[where["YEAR"]].strip().removesuffix(".0") for cells in sheet.rows} - {""} if "YEAR" in where else set()
    )
    if len(years) > 1:
        raise Unreadable("The file holds more than one year. Send a file for each.")
    if years:
        return _year(next(iter(years))), []
    if found := IN_A_NAME.findall(name):
        return _year(found[-1]), [f"The file does not say its year. Going by its name we took {found[-1]}."]
    places = [where[tag] for tag in ("RoleStartDate", "RoleEndDate") if tag in where]
    days = [day for cells in sheet.rows for place in places if (day := _day(cells[place]))]
    if not days:
        return _year(""), []
    newest = max(days)
    year = newest.year + (newest > date(newest.year, 9, 30))
    return _year(str(year)), [f"The file does not say its year. Going by its dates we took {year}."]


def _day(cell: str) -> date | None:
    try:
        return read_date(clean(cell))
    except Wrong:
        return None


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - 8} more" if len(names) > 8 else ""
    return f"{', '.join(name[:40] for name in names[:8])}{more}"


def _read(content: bytes) -> tuple[dict[str, str], dict[str, str], list[dict[str, str]]]:
    """Programs write one encoding and declare another: what cannot be read as declared is read as it is."""
    try:
        return _message(content)
    except DefusedXmlException:
        raise
    except (ParseError, ValueError, LookupError):
        return _message(DECLARED.sub("", decoded(content), count=1).encode("utf-8", "replace"))


def _message(content: bytes) -> tuple[dict[str, str], dict[str, str], list[dict[str, str]]]:
    """One walk through the file, forgetting each worker's elements as it goes."""
    header: dict[str, str] = {}
    vacancies: dict[str, str] = {}
    workers: list[dict[str, str]] = []
    path: list[str] = []
    for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
        if event == "start":
            path.append(_name(element.tag))
            if len(path) > DEEPEST:
                raise Unreadable("This XML is not a workforce return: its parts lie too deep in each other.")
            if path[-1] == "CSWWWorker":
                workers.append({})
            continue
        tag, text = path.pop(), (element.text or "").strip()
        if text and "CSWWWorker" in path and workers:
            workers[-1].setdefault(tag, text)  # some parts may repeat: the first is the one that counts
        elif text and path[-1:] in (["LALevelVacancies"], ["LALevel"]):
            vacancies.setdefault(tag, text[:200])
        elif text and "Header" in path:
            if tag == "Year" and header.get(tag, text) != text:
                raise Unreadable("The file holds more than one year. Send a file for each.")
            header.setdefault(tag, text[:200])
        element.clear()
    return header, vacancies, workers


def _name(tag: str) -> str:
    """Without its namespace, and in the capitals that we know it by."""
    tag = tag.rpartition("}")[2]
    return KNOWN_AS.get(tag.casefold(), tag)


def _refuse_other_collections(header: Mapping[str, str], workers: Sequence[object]) -> None:
    collection = header.get("Collection", "")
    if collection.upper() != "CSWW":
        called = f" It says it is “{collection[:40]}”." if collection else ""
        raise Unreadable(f"This is XML, but not a return of the social work workforce.{called}")
    if not workers:
        raise Unreadable("The return has no workers in it. Export it again.")


def _year(text: str) -> int:
    year = int(text) if text.isascii() and text.isdigit() else 0
    if version_of(year) is None:
        said = f"is for {text[:10]}" if text else "does not say its year"
        raise Unreadable(f"The return {said}. We read those of {min(returns.YEARS)} to {max(returns.YEARS)}.")
    return year


def _where(problem: Exception) -> str:
    place = getattr(problem, "position", None)
    return f"line {place[0]:,}" if place else "its letters cannot be read"


def _version(run: ImportRun) -> ReturnYear:
    version = version_of(run.options["year"])
    assert version is not None, "the year was read before its rows"
    return version


def held(run: ImportRun, rows: Sequence[Row], say: Say) -> Iterator[Asked]:
    version = _version(run)
    asked = frozenset(run.options.get("asked", returns.TAGS))
    roles = dict(JobRole.objects.values_list("code", "pk"))
    said = [_said(row, version, asked, roles) for row in rows]
    organisation = run.options.get("organisation") or 0
    found = shelf(said, branch=run.branch, organisation=organisation, on=version.reference, say=say)
    return beside(said, found, on=version.reference, say=say)


def _said(row: Row, version: ReturnYear, asked: frozenset[str], roles: Mapping[str, int]) -> Said:
    sent = {tag: value for tag, value in row.values.items() if value and tag in returns.TAGS}
    worker: dict[str, str] = {tag: returns.as_sent(tag, value, version) for tag, value in sent.items()}
    name = f"Social worker {worker['SWENo'][:64]}" if "SWENo" in worker else ""
    faults = (*row.faults, *returns.faults(worker, version, asked=asked))
    if faults:
        return Said(row, name, None, faults)
    return Said(row, name, _row(row.number, worker, version, asked, roles), ())


def _row(
    number: int, worker: dict[str, str], version: ReturnYear, asked: frozenset[str], roles: Mapping[str, int]
) -> WorkforceRow:
    starts_on, is_estimated = returns.start(worker, version)
    code, title = returns.job_role(worker)
    born = read_date(worker.get("PersonBirthDate", ""))
    return WorkforceRow(
        number=number,
        given_name=None,
        family_name=None,
        email=None,
        swe_number=returns.registration(worker["SWENo"]),
        birth_year=born.year if born else None,
        staff_number=None,
        organisation=None,
        team=None,
        job_role=roles[code],
        title=title,
        starts_on=starts_on,
        is_start_estimated=is_estimated,
        ends_on=read_date(worker.get("RoleEndDate", "")),
        contract=returns.contract(worker),
        fte=_share(worker.get("FTE") or worker.get("FTE30")),
        origin=returns.whole(worker.get("StartOrigin")),
        reason=returns.whole(worker.get("ReasonLeave")),
        destination=returns.whole(worker.get("LeaverDestination")),
        manager_number=None,
        line=_line(worker, version.year),
        queries=returns.queries(worker, version, asked=asked),
    )


def _line(worker: dict[str, str], year: int) -> Line:
    return Line(
        year=year,
        is_agency_worker=worker["AgencyWorker"] == "1",
        fte=_share(worker.get("FTE")),
        fte_at_30_september=_share(worker.get("FTE30")),
        cases_at_30_september=returns.whole(worker.get("Cases30")),
        working_days_lost=_rounded(worker.get("WorkingDaysLost"), "0.01"),
        contract_weeks=_rounded(worker.get("ContractWeeks"), "0.1"),
        is_absent_at_30_september=returns.flag(worker.get("Absat30Sept")),
        organisational_role=returns.whole(worker.get("OrgRole")),
    )


def _share(text: str | None) -> Decimal | None:
    return _rounded(text, "0.000001")


def _rounded(text: str | None, places: str) -> Decimal | None:
    found = amount(text or "")
    return None if found is None else found.quantize(Decimal(places))


def notices(run: ImportRun, judged: Sequence[Any]) -> Iterator[str]:
    version = _version(run)
    if version.year not in returns.YEARS:
        nearest = min(returns.YEARS, key=lambda year: abs(year - version.year))
        yield f"We have no rules for the return of {version.year}: it is read by those of {nearest}."
    asked = run.options.get("asked", TAGS)
    missing = [tag for tag in sorted(MATTER | {*version.mandatory}) if tag not in asked]
    if missing:
        yield f"The file has no columns for {', '.join(missing)}, so nothing was asked of them."
    reference: str = run.options.get("return", {}).get("ReferenceDate", "")
    expected: date = version.reference
    if reference and reference != expected.isoformat():
        given = read_date(reference)
        said = day_words(given) if given else reference[:10]
        yield f"The return gives {said} as its reference date. We count from {day_words(expected)}."
    hashed = sum(len(found.name) == len("Social worker ") + 64 for found in judged)
    if hashed:
        yield (
            f"Registration numbers are hashed ({hashed:,}). We keep the first 11 letters of each,"
            " so these people cannot meet their other records."
        )


MATTER = {"RoleEndDate", "ReasonLeave", "LeaverDestination"}  # and what is mandatory
