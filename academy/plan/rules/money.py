"""What something costs: planned, expected and spent, and when that is too much, in words."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import TextChoices

NOTHING = Decimal(0)
A_PENNY = Decimal("0.01")
MOST_POUNDS = Decimal(99_999_999)


class CostKind(TextChoices):
    TRAINER = "trainer", "Trainers and speakers"
    VENUE = "venue", "Rooms and refreshments"
    DESIGN = "design", "Writing and designing"
    LICENCE = "licence", "Licences and materials"
    COVER = "cover", "Cover for people who are away"
    TRAVEL = "travel", "Travel"
    OTHER = "other", "Other"


@dataclass(frozen=True)
class Money:
    """`given` is what a funder gives, where it is about a budget. `expected` is what it will come to by the end."""

    planned: Decimal = NOTHING
    expected: Decimal = NOTHING
    spent: Decimal = NOTHING
    given: Decimal | None = None

    def __add__(self, other: "Money") -> "Money":
        given = None if self.given is None and other.given is None else (self.given or 0) + (other.given or 0)
        return Money(
            self.planned + other.planned,
            self.expected + other.expected,
            self.spent + other.spent,
            None if given is None else Decimal(given),
        )

    @property
    def limit(self) -> Decimal:
        """What it may come to: what was given, or else what was planned."""
        return self.planned if self.given is None else self.given

    @property
    def over(self) -> Decimal:
        return max(NOTHING, self.expected - self.limit)

    @property
    def is_over(self) -> bool:
        return self.over > 0

    @property
    def left(self) -> Decimal:
        return self.limit - self.expected


def expected(planned: Decimal, forecast: Decimal | None, spent: Decimal) -> Decimal:
    """What somebody foresees, or else what was planned; never less than what is spent already."""
    return max(planned if forecast is None else forecast, spent)


def over_words(money: Money) -> str:
    """ "Over by £1,200: £9,200 is expected and £8,000 was planned". Nothing where it is not over."""
    if not money.is_over:
        return ""
    was = "planned" if money.given is None else "given"
    is_spent = money.spent > money.limit
    amount, verb = (money.spent, "is spent") if is_spent else (money.expected, "is expected")
    over = money.spent - money.limit if is_spent else money.over
    already = " already" if is_spent else ""
    return f"Over by {pounds(over)}{already}: {pounds(amount)} {verb} and {pounds(money.limit)} was {was}"


def to_the_penny(amount: Decimal | int) -> Decimal:
    """The same from every database."""
    return Decimal(amount).quantize(A_PENNY, ROUND_HALF_UP)


def pounds(amount: Decimal | int) -> str:
    """£18,400; £62.50; −£40."""
    exact = to_the_penny(amount)
    words = f"{abs(exact):,.0f}" if exact == exact.to_integral_value() else f"{abs(exact):,.2f}"
    return f"{'−' if exact < 0 else ''}£{words}"


def each(amount: Decimal, number: int) -> Decimal | None:
    """What one of them costs; nothing is known of none."""
    return to_the_penny(amount / number) if number > 0 else None
