"""What a pack says, as plain values. Every page and file of a version is made of these and of nothing else."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from academy.core.figures import TOO_FEW_SENTENCE, TOO_FEW_WORDS
from academy.improvement.exports.packs import comparing, pictures
from academy.improvement.measures.measures import TONES
from academy.improvement.models.measures import Reading
from academy.improvement.models.packs import Pack
from academy.improvement.queries import packs as queries
from academy.improvement.queries.measures import Series
from academy.improvement.queries.packs import Line
from academy.improvement.rules.commentary import reading_of
from academy.improvement.rules.disclosed import about
from academy.improvement.rules.measures import ReadingState, Unit
from academy.improvement.rules.packs import Edition
from academy.improvement.rules.sentences import spoken
from academy.improvement.rules.standing import Direction
from academy.ui.dates import date_words

FORMAT = 1  # of these values: a later one must still show this
ROWS = {Edition.MEMBERS: 8, Edition.BOARD: 12}


def both(pack: Pack, *, on: date) -> dict[str, Any]:
    """Both editions as they would go out."""
    lines = queries.lines_of(pack, until=on)
    return {edition.value: facts(pack, lines, edition=edition, on=on) for edition in Edition}


def digest_of(proof: Mapping[str, Any]) -> str:
    return sha256(canonical(proof)).hexdigest()


def canonical(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def facts(pack: Pack, lines: Sequence[Line], *, edition: Edition, on: date) -> dict[str, Any]:
    before = queries.facts_before(pack, edition)
    kept = [line for line in lines if edition == Edition.BOARD or line.line.is_for_members]
    measures = [_measure(line, edition) for line in kept]
    said = {
        "format": FORMAT,
        "edition": edition.value,
        "edition_words": edition.label,
        "title": pack.title,
        "for_whom": pack.for_whom if edition == Edition.MEMBERS else "For the board: not for publication",
        "read_on": date_words(on),
        "sentences": [[label, getattr(pack, name)] for name, label in queries.PACK_LABELS.items()],
        "ask": pack.ask_words,
        "lead": pack.lead.code if pack.lead else "",
        "columns": _columns(kept, edition),
        "measures": measures,
        "reading": reading_of(every_sentence(pack, kept, edition=edition)).words,
    }
    comparing.with_last(said, before)
    said["changed"] = comparing.changes(said, queries.facts_of(queries.latest_version(pack), edition))
    return said


def _measure(line: Line, edition: Edition) -> dict[str, Any]:
    series = line.series if edition == Edition.BOARD else line.public
    measure, shown = series.measure, pictures.latest(series)
    newest = shown[-1] if shown else None
    is_withheld = newest is not None and newest.value is None
    commentary = line.commentary
    return {
        "code": measure.code,
        "title": measure.title,
        "meaning": measure.plain_meaning,
        "definition": measure.definition,
        "counts": _counts(series) if edition == Edition.BOARD else [],
        "better": "" if measure.direction == Direction.CONTEXT else Direction(measure.direction).label,
        "is_statutory": measure.is_statutory,
        "source": (newest.source_words if newest else "") or measure.source_words,
        "owner": measure.owner_words or (str(measure.owner or "") if edition == Edition.BOARD else ""),
        "now": TOO_FEW_WORDS if is_withheld else _value(newest, series) or "No reading",
        "now_on": pictures.period(newest.on, measure.frequency) if newest else "",
        "of": "" if is_withheld else _of(newest, series, edition),
        "is_withheld": is_withheld,
        "is_late": series.is_late and not is_withheld,
        "status": [] if is_withheld or newest is None else [series.status.label, TONES[series.status]],
        "sentence": _sentence(series),
        "targets": [[f"{by:%B %Y}", _spoken(value, series)] for by, value in _targets(series)],
        "target": _held_to(series),
        "final": _spoken(series.target.final, series),
        "elsewhere": _elsewhere(series),
        "happened": list(commentary.sentences) if commentary else ["", "", ""],
        "spark": pictures.spark(series),
        "says": pictures.says(series),
        "chart": pictures.chart(series),
        "rows": [_row(reading, series, edition) for reading in reversed(shown)],
    }


def _row(reading: Reading, series: Series, edition: Edition) -> list[str]:
    """When, what, and of how many; what few people could be told by is left out of all three."""
    value = TOO_FEW_WORDS if reading.value is None else _value(reading, series)
    note = "Provisional" if reading.state == ReadingState.PROVISIONAL else ""
    return [pictures.period(reading.on, series.measure.frequency), value, _of(reading, series, edition), note]


def _sentence(series: Series) -> str:
    shown = pictures.latest(series)
    return TOO_FEW_SENTENCE if shown and shown[-1].value is None else series.sentence


def _value(reading: Reading | None, series: Series) -> str:
    return _spoken(float(reading.value), series) if reading and reading.value is not None else ""


def _of(reading: Reading | None, series: Series, edition: Edition) -> str:
    """The board reads how many of how many; everybody else about how many in all."""
    if reading is None or reading.value is None or reading.denominator is None:
        return ""
    if edition == Edition.MEMBERS:
        return f"about {about(reading.denominator):,}" if series.measure.unit == Unit.PERCENT else ""
    whole = f"{reading.denominator:,.0f}"
    return f"{reading.numerator:,.0f} of {whole}" if reading.numerator is not None else whole


def _counts(series: Series) -> list[list[str]]:
    measure = series.measure
    said = [("Counted", measure.numerator_words), ("Of", measure.denominator_words), ("Clock", measure.clock_words)]
    return [[name, words] for name, words in said if words]


def _targets(series: Series) -> list[tuple[date, float]]:
    measure = series.measure
    steps = [(one.by, float(one.value)) for one in series.interim_targets]
    if measure.target is not None and measure.target_by:
        steps.append((measure.target_by, float(measure.target)))
    return sorted(set(steps))


def _held_to(series: Series) -> list[list[str]]:
    """The target whose day came last, and the one that comes next: when, and how much."""
    target = series.target
    steps = [(target.due_on, target.due), (target.next_on, target.next)]
    words = [
        ("" if value is None else f"By {on:%b %Y}" if on else "Target", _spoken(value, series)) for on, value in steps
    ]
    return [list(step) for step in words]


def _columns(lines: Sequence[Line], edition: Edition) -> list[str]:
    """Titles of the two columns of targets: a month, when it is the same for all that have one."""
    titles = []
    for place, otherwise in enumerate(("Target now", "Next target")):
        found = {_held_to(line.series if edition == Edition.BOARD else line.public)[place][0] for line in lines} - {""}
        titles.append(found.pop() if len(found) == 1 else otherwise)
    return titles


def _elsewhere(series: Series) -> list[list[str]]:
    """What it is in other places: each once, as newly as it was published; England first."""
    kept: dict[str, list[str]] = {}
    for one in sorted(series.comparators, key=lambda each: (each.on, each.who), reverse=True):
        kept.setdefault(one.who, [one.who, _spoken(float(one.value), series), f"{one.on:%B %Y}", one.source_words])
    return sorted(kept.values(), key=lambda row: (row[0] != "England", row[0]))


def every_sentence(pack: Pack, lines: Sequence[Line], *, edition: Edition) -> list[str]:
    """All that somebody reads in it who leaves the tables alone."""
    written = [getattr(pack, name) for name in queries.PACK_LABELS]
    for line in lines:
        series = line.series if edition == Edition.BOARD else line.public
        written += [series.measure.title, series.measure.plain_meaning, _sentence(series)]
        written += line.commentary.sentences if line.commentary else ()
    return written


def _spoken(value: float | None, series: Series) -> str:
    return "" if value is None else spoken(value, series.measure.sign, series.measure.places)
