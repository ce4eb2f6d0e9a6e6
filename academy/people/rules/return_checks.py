"""The kinds of check that `return_rules.csv` names: each says whether a line breaks the rule."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from academy.core.imports.dates import day
from academy.core.imports.spec import Wrong
from academy.people.rules.return_tables import ReturnYear, Rule

Worker = Mapping[str, str]  # a tag and what stands in it; what is empty is not there
Check = Callable[[Worker, Rule, ReturnYear], bool]


def breaks(worker: Worker, rule: Rule, version: ReturnYear) -> bool:
    return CHECKS[rule.check](worker, rule, version)


def said(worker: Worker, rule: Rule, version: ReturnYear) -> dict[str, str]:
    """What the words of a rule may name."""
    there, missing = (rule.tag, rule.other) if rule.tag in worker else (rule.other, rule.tag)
    return {
        "tag": shown(worker.get(rule.tag, "missing")),
        "other": shown(worker.get(rule.other, "missing")),
        "tag day": day_words(read_date(worker.get(rule.tag, ""))),
        "other day": day_words(read_date(worker.get(rule.other, ""))),
        "there": there,
        "missing": missing,
        "said": shown(worker.get(there, "")),
        "first day": day_words(version.first_day),
        "last day": day_words(version.reference),
    }


def read_date(text: str) -> date | None:
    try:
        return day(text) if text else None
    except Wrong:
        return None


def amount(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except (InvalidOperation, ValueError):
        return None
    return found if found.is_finite() else None


def shown(text: str) -> str:
    return text[:40]


def day_words(found: date | None) -> str:
    return f"{found.day} {found:%B} {found.year}" if found else ""


def _is_above_nothing(worker: Worker, tag: str) -> bool:
    return (amount(worker.get(tag, "")) or 0) > 0


def _not_before(worker: Worker, rule: Rule, version: ReturnYear) -> bool:
    start, end = read_date(worker.get(rule.other, "")), read_date(worker.get(rule.tag, ""))
    return start is not None and end is not None and end < start


def _inside_the_year(worker: Worker, rule: Rule, version: ReturnYear) -> bool:
    found = read_date(worker.get(rule.tag, ""))
    return found is not None and not version.first_day <= found <= version.reference


def _not_after_the_year(worker: Worker, rule: Rule, version: ReturnYear) -> bool:
    found = read_date(worker.get(rule.tag, ""))
    return found is not None and found > version.reference


def _not_once_left(worker: Worker, rule: Rule, version: ReturnYear) -> bool:
    left = read_date(worker.get(rule.other, ""))
    return rule.tag in worker and left is not None and left < version.reference


def _years_old(worker: Worker, rule: Rule, version: ReturnYear) -> bool:
    born = read_date(worker.get(rule.tag, ""))
    youngest, oldest = map(int, rule.value.split())
    return born is not None and not youngest <= version.year - born.year <= oldest


CHECKS: dict[str, Check] = {
    "not before": _not_before,
    "both or neither": lambda worker, rule, version: (rule.tag in worker) != (rule.other in worker),
    "above nothing with": lambda worker, rule, version: (
        rule.other in worker and not _is_above_nothing(worker, rule.tag)
    ),
    "inside the year": _inside_the_year,
    "not after the year": _not_after_the_year,
    "not once left": _not_once_left,
    "at most": lambda worker, rule, version: (amount(worker.get(rule.tag, "")) or 0) > Decimal(rule.value),
    "nothing where": lambda worker, rule, version: (
        _is_above_nothing(worker, rule.tag) and worker.get(rule.other) == rule.value
    ),
    "exactly where": lambda worker, rule, version: (rule.tag in worker) != (worker.get(rule.other) == rule.value),
    "not where": lambda worker, rule, version: rule.tag in worker and worker.get(rule.other) == rule.value,
    "years old": _years_old,
}
