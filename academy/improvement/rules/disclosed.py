"""What of a measure may stand in what everybody reads: no number of few people, and none it could be worked out from.

A reading that may not be shown becomes one without a number before anything is computed of it: average, limits, word
and sentence then come from the others alone, and tell nothing of it.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from academy.improvement.rules.measures import Unit, is_too_few

FEWEST_FOR_A_SHARE = 20  # of fewer, a percentage says too much of each
TO_THE_NEAREST = 5


def may_be_public(
    *, value: Decimal | None, numerator: Decimal | None, denominator: Decimal | None, unit: str, under: int
) -> bool:
    """`under` is the measure's own: 0 for what is not about people, such as pounds."""
    if value is None:
        return False
    if not under:
        return True
    if unit == Unit.COUNT and is_too_few(_plain(value), None, under):
        return False
    if unit == Unit.PERCENT and denominator is not None and denominator < FEWEST_FOR_A_SHARE:
        return False
    return not is_too_few(_plain(numerator), _plain(denominator), under)


def withheld_numbers(
    *, value: Decimal | None, numerator: Decimal | None, denominator: Decimal | None
) -> Iterable[Decimal]:
    """Every way in which somebody could write down a reading that is withheld."""
    known = [number for number in (value, numerator, denominator) if number is not None]
    if numerator is not None and denominator is not None:
        known.append(denominator - numerator)
    for number in known:
        for places in (0, 1, 2):
            yield number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP).normalize() + 0


def about(count: Decimal | int) -> int:
    """A number of people as everybody may read it."""
    return int((Decimal(count) / TO_THE_NEAREST).quantize(Decimal(1), rounding=ROUND_HALF_UP)) * TO_THE_NEAREST


def _plain(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
