"""What a place costs an organisation, and what it pays when one is lost: a policy is data, and this reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import TextChoices
from django.utils import timezone

from academy.booking.rules.standing import DAYS_OF_NOTICE, NEVER_CHARGED
from academy.core.refusals import Refused
from academy.core.working_days import working_days_before
from academy.people.rules import OrganisationKind
from academy.ui.templatetags.academy import in_words

FIRST_MONTH = 4  # a year of charges begins in April, as budgets do


class ChargedFor(TextChoices):
    PLACE = "place", "A place that was taken up"
    LATE = "late", "A place given back late"
    MISSED = "missed", "Not coming"


class Unit(TextChoices):
    DAYS = "days", "days"
    WORKING_DAYS = "working", "working days"
    HOURS = "hours", "hours"


class Credited(TextChoices):
    """Why a charge is taken back."""

    CORRECTED = "corrected", "The register was put right"
    ILL = "ill", "Ill, and said so as soon as they could"
    BEREAVED = "bereaved", "A death in the family"
    CHILD = "child", "A child’s safety came first"
    COURT = "court", "Called to court"
    OUR_FAULT = "our_fault", "A mistake of ours"
    REPLACED = "replaced", "A colleague came instead"


WAIVERS = [reason for reason in Credited if reason != Credited.CORRECTED]


class CannotCharge(Refused):
    """A policy that contradicts itself, or a charge that was taken back before."""


@dataclass(frozen=True)
class NoticeOf:
    """How long before a session: 5 days, 10 working days, 48 hours. Within it a place is given back late."""

    amount: int
    unit: str = Unit.DAYS

    def is_short(self, at: datetime, starts_at: datetime) -> bool:
        if self.unit == Unit.HOURS:
            return at > starts_at - timedelta(hours=self.amount)
        return timezone.localdate(at) > self.last_day(timezone.localdate(starts_at))

    def last_day(self, session_on: date) -> date:
        """Until the end of this day nothing is charged; with hours, until their moment on it."""
        if self.unit == Unit.WORKING_DAYS:
            return working_days_before(session_on, self.amount)
        return session_on - timedelta(days=self.amount if self.unit == Unit.DAYS else -(-self.amount // 24))

    def __str__(self) -> str:
        unit = Unit(self.unit).label
        return f"{in_words(self.amount)} {unit.removesuffix('s') if self.amount == 1 else unit}"


@dataclass(frozen=True)
class Rate:
    """One line of a policy: so many pounds, of whom, for what. Nobody in particular is everybody."""

    charged_for: str
    pounds: int
    kinds: frozenset[str] = frozenset()
    contributes: bool | None = None
    notice: NoticeOf | None = None

    def is_of(self, payer: "Payer") -> bool:
        return (not self.kinds or payer.kind in self.kinds) and self.contributes in (None, payer.contributes)

    @property
    def narrowness(self) -> int:
        """What says more about whom it is of comes before what says less."""
        return 2 * bool(self.kinds) + (self.contributes is not None)


@dataclass(frozen=True)
class Policy:
    """Who pays what. Lines are tried from the narrowest to the widest; of late ones the shortest notice that fits."""

    name: str
    rates: tuple[Rate, ...] = ()
    free_kinds: frozenset[str] = frozenset()
    free_codes: frozenset[str] = frozenset()  # organisations, with all under them
    free_places: int = 0  # of an organisation in a year
    most_a_year: int | None = None  # pounds, of an organisation
    never: frozenset[str] = frozenset(NEVER_CHARGED)

    def rate_for(self, payer: "Payer", charged_for: str) -> list[Rate]:
        """Of this payer: the lines of one narrowness, because a narrower line stands in place of a wider one."""
        found = [rate for rate in self.rates if rate.charged_for == charged_for and rate.is_of(payer)]
        narrowest = max((rate.narrowness for rate in found), default=0)
        return [rate for rate in found if rate.narrowness == narrowest]


@dataclass(frozen=True)
class Payer:
    """An organisation, as a policy sees it on a day."""

    kind: str = ""
    codes: frozenset[str] = frozenset()  # its own and of all above it
    contributes: bool = False
    places_this_year: int = 0
    pounds_this_year: int = 0


@dataclass(frozen=True)
class Happened:
    """`had_notice`: they had the place early enough to give it back in time."""

    charged_for: str
    at: datetime
    starts_at: datetime
    reason: str = ""
    had_notice: bool = True


@dataclass(frozen=True)
class Line:
    """What it comes to, and the sentence of the rule that said so. Nothing to pay has its sentence, too."""

    pounds: int
    sentence: str
    policy: str = ""


@dataclass(frozen=True)
class Price:
    """What somebody reads before they book or give back: what they would pay, and until when they would not."""

    place: Line
    missed: Line
    late: Line  # if given back now
    late_at_most: int = 0
    free_until: date | None = None  # the last day on which giving back costs nothing
    is_of_session: bool = False

    @property
    def is_free(self) -> bool:
        return not (self.place.pounds or self.missed.pounds or self.late_at_most)

    @property
    def is_said(self) -> bool:
        """In these words; a session’s own charge has its own."""
        return not self.is_free and not self.is_of_session

    @property
    def words(self) -> str:
        """After “Cost”: one or two sentences, without the full stop at the end."""
        place = f"Your organisation pays £{self.place.pounds} for the place" if self.place.pounds else "Nothing"
        worst = max(self.missed.pounds, self.late_at_most)
        if not worst:
            return place
        if self.late.pounds:
            return f"{place}. If it is given back now or nobody comes, your organisation pays £{self.late.pounds}"
        until = f" after {self.free_until.day} {self.free_until:%B}" if self.free_until and self.late_at_most else ""
        lost = f"If it is given back{until} or nobody comes" if self.late_at_most else "If nobody comes"
        return f"{place}. {lost}, your organisation pays £{worst}"


def simplest(pounds: int) -> Policy:
    """What one session says of itself: so much when it is given back late or nobody comes."""
    notice = NoticeOf(DAYS_OF_NOTICE)
    lost = (Rate(ChargedFor.LATE, pounds, notice=notice), Rate(ChargedFor.MISSED, pounds))
    return Policy("This session’s own charge", lost)


def charge(policy: Policy, payer: Payer, happened: Happened) -> Line:
    """The one line that applies. Free lists come first, then reasons, then the rates, and the cap last."""
    if free := _why_free(policy, payer, happened):
        return Line(0, free, policy.name)
    rate = _rate(policy, payer, happened)
    if rate is None or not rate.pounds:
        return Line(0, _nothing(happened), policy.name)
    sentence = sentence_of(rate)
    if policy.most_a_year is None:
        return Line(rate.pounds, sentence, policy.name)
    left = max(policy.most_a_year - payer.pounds_this_year, 0)
    if left < rate.pounds:
        capped = f"{sentence} No organisation pays more than £{policy.most_a_year} in a year, so it is £{left}."
        return Line(left, capped, policy.name)
    return Line(rate.pounds, sentence, policy.name)


def price(policy: Policy, payer: Payer, *, now: datetime, starts_at: datetime, had_notice: bool = True) -> Price:
    def of(charged_for: str, at: datetime) -> Line:
        return charge(policy, payer, Happened(charged_for, at, starts_at, had_notice=had_notice))

    late = [rate for rate in policy.rate_for(payer, ChargedFor.LATE) if rate.pounds and rate.notice]
    session_on = timezone.localdate(starts_at)
    days = [rate.notice.last_day(session_on) for rate in late if rate.notice]
    return Price(
        place=of(ChargedFor.PLACE, starts_at),
        missed=of(ChargedFor.MISSED, starts_at),
        late=of(ChargedFor.LATE, now),
        late_at_most=of(ChargedFor.LATE, starts_at).pounds,
        free_until=min(days, default=None),
    )


def year_of(on: date) -> tuple[date, date]:
    """The first and the last day of its year of charges."""
    first = date(on.year - (on.month < FIRST_MONTH), FIRST_MONTH, 1)
    return first, date(first.year + 1, FIRST_MONTH, 1) - timedelta(days=1)


def twice_said(rates: Sequence[Rate]) -> bool:
    """Two lines that say the same of the same: nobody could tell which holds."""
    said = [(rate.charged_for, rate.kinds, rate.contributes, rate.notice) for rate in rates]
    return len(said) != len(set(said))


def _why_free(policy: Policy, payer: Payer, happened: Happened) -> str:
    if happened.reason in policy.never:
        return "Nothing is charged for this reason."
    if not happened.had_notice and happened.charged_for != ChargedFor.PLACE:
        return "The place came too late to be given back in time, so nothing is charged."
    if payer.codes & policy.free_codes:
        return "Your organisation is on the list of those that pay nothing."
    if payer.kind in policy.free_kinds:
        return f"{OrganisationKind(payer.kind).label} organisations pay nothing."
    if happened.charged_for == ChargedFor.PLACE and payer.places_this_year < policy.free_places:
        which = in_words(policy.free_places)
        return f"The first {which} places of an organisation in a year are free."
    return ""


def _rate(policy: Policy, payer: Payer, happened: Happened) -> Rate | None:
    found = policy.rate_for(payer, happened.charged_for)
    if happened.charged_for != ChargedFor.LATE:
        return max(found, key=lambda rate: rate.pounds, default=None)
    short = [rate for rate in found if rate.notice and rate.notice.is_short(happened.at, happened.starts_at)]
    return min(short, key=_length, default=None)


def _length(rate: Rate) -> timedelta:
    """How long its notice is, near enough to tell the shortest."""
    notice = rate.notice or NoticeOf(0)
    days = {Unit.DAYS: 1.0, Unit.WORKING_DAYS: 1.4, Unit.HOURS: 1 / 24}[Unit(notice.unit)]
    return timedelta(days=notice.amount * days)


def _nothing(happened: Happened) -> str:
    if happened.charged_for == ChargedFor.PLACE:
        return "The place costs your organisation nothing."
    if happened.charged_for == ChargedFor.LATE:
        return "It was given back in time, so nothing is charged."
    return "Nothing is charged."


def sentence_of(rate: Rate) -> str:
    whom, sum_of = _whom(rate), f"£{rate.pounds}" if rate.pounds else "nothing"
    if rate.charged_for == ChargedFor.PLACE:
        return f"{whom} {sum_of} for a place."
    if rate.charged_for == ChargedFor.LATE:
        return f"{whom} {sum_of} for a place given back fewer than {rate.notice} before."
    return f"{whom} {sum_of} when nobody comes."


def _whom(rate: Rate) -> str:
    kinds = " and ".join(sorted(OrganisationKind(kind).label.lower() for kind in rate.kinds))
    whom = f"{kinds} organisations" if kinds else "Organisations"
    that = {True: " that contribute", False: " that do not contribute", None: ""}[rate.contributes]
    return f"{whom[:1].upper()}{whom[1:]}{that} pay"
