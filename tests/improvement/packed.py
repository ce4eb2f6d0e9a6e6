"""Measures with readings, and packs from begun to published, as tests want them."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from academy.core import clock
from academy.improvement.actions import packs as actions
from academy.improvement.exports import packs as exports
from academy.improvement.models import Comparator, InterimTarget, Measure, Pack, PackVersion, Reading
from academy.people.models import Account
from academy.people.rules import Role
from tests.builders import make_account, make_person, numbers

WORDS = {
    "what_happened": "More audited cases were good or outstanding than a year ago.",
    "why": "Teams that trained now weigh risk with the family.",
    "what_next": "The last teams train in January.",
}
SENTENCES = {
    "better": "Six in ten audited cases are now good or outstanding.",
    "not_better": "Too many social work posts are still vacant.",
    "doing": "From January a fast track brings new social workers into the teams under most pressure.",
}


def month_ends(until: date, count: int) -> list[date]:
    """The last days of so many months, the oldest first."""
    ends, end = [], until.replace(day=1) - timedelta(days=1)
    for _ in range(count):
        ends.append(end)
        end = end.replace(day=1) - timedelta(days=1)
    return ends[::-1]


def make_measure(code: str = "", shares: Sequence[tuple[int, int]] = (), **fields: Any) -> Measure:
    """A percentage that should be high, with a reading a month until now: so many of so many."""
    code = code or f"measure-{next(numbers)}"
    said = {
        "title": f"Audited cases good or outstanding, {code}",
        "area": "Quality of practice",
        "plain_meaning": "How often an audit finds the work with a child good or better.",
        "definition": "Audits graded good or outstanding after moderation, of all that were graded.",
        "numerator_words": "graded good or outstanding",
        "denominator_words": "audits graded",
        "target": Decimal(75),
        "target_by": date(2027, 3, 31),
        "source_words": "Audits in the Academy",
        "owner_words": "Head of Quality Assurance",
    }
    measure = Measure.objects.create(code=code, **said | fields)
    shares = shares or [(90 + n % 5 + (20 if n > 11 else 0), 187) for n in range(24)]
    for on, (part, whole) in zip(month_ends(clock.today(), len(shares)), shares, strict=True):
        make_reading(measure, on, part, whole)
    return measure


def make_reading(measure: Measure, on: date, part: int, whole: int) -> Reading:
    value = round(Decimal(100 * part) / whole, 4)
    return Reading.objects.create(
        measure=measure, on=on, value=value, numerator=part, denominator=whole, read_at=clock.now()
    )


def make_target(measure: Measure, by: date, value: int) -> InterimTarget:
    return InterimTarget.objects.create(measure=measure, by=by, value=value)


def make_comparator(measure: Measure, who: str = "England", value: str = "55.5") -> Comparator:
    return Comparator.objects.create(
        measure=measure, who=who, value=Decimal(value), on=date(2026, 3, 31), source_words="As published"
    )


def make_pack(*measures: Measure, ends_on: date = date(2026, 9, 30), board_only: Sequence[Measure] = ()) -> Pack:
    """Ready to be put forward."""
    pack = actions.begin_pack(
        ends_on,
        for_whom="For Members of the Children and Families Select Committee",
        ask_words="Miriam Cole, Director of Quality Assurance",
        by=None,
    )
    chosen = {measure: measure not in board_only for measure in measures or [make_measure()]}
    actions.choose_measures(pack, chosen, lead=None, by=None)
    actions.change_pack(pack, by=None, **SENTENCES)
    for line in pack.lines.all():
        actions.write_commentary(line, **WORDS, by=None)
    pack.refresh_from_db()
    return pack


def officer(given: str = "Farida") -> Account:
    return make_account(Role.ACADEMY, person=make_person(given, "Begum"))


def director(given: str = "Miriam") -> Account:
    return make_account(Role.DIRECTOR, person=make_person(given, "Cole"))


def put_forward(pack: Pack, by: Account | None = None) -> Pack:
    by = by or officer()
    proof = exports.both(pack, on=clock.today())
    return actions.put_forward(
        pack, proof=proof, digest=exports.digest_of(proof), by=by, by_words=exports.who(by, on=clock.today())
    )


def publish(pack: Pack, first: Account | None = None, second: Account | None = None) -> PackVersion:
    pack = put_forward(pack, first)
    second = second or director()
    frozen = exports.freeze(pack, second=exports.who(second, on=clock.today()), on=clock.today())
    return actions.publish_pack(pack, frozen=frozen, by=second, by_words=exports.who(second, on=clock.today()))
