"""Each measure that can be read from what is kept here: its code, and how it is counted at the end of a period."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from django.db.models import F, Q, Sum

from academy.audits.models import Audit, AuditAction, AuditRound, Moderation, TimelinessFigure
from academy.audits.queries.timeliness import TIMELINESS
from academy.audits.rules import Grade
from academy.core.clock import months_after
from academy.core.figures import Figure
from academy.frameworks.models import JobRoleCapability, SelfAssessment
from academy.impact import queries as impact
from academy.needs.measures import up_to_date
from academy.people.scope import TheAuthority, current_spells
from academy.programmes.measures import supervision_in_time
from academy.workforce import queries as workforce
from academy.workforce.measures import stayed_two_years_beyond


@dataclass(frozen=True)
class Counted:
    """What was counted; without a value, nothing could be, or too few to keep."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    is_hidden: bool = False


Count = Callable[[date], Counted]
NOTHING = Counted()
FINE = Decimal("0.0001")


def count(code: str, on: date) -> Counted:
    return COMPUTED[code](on)


def of_timeliness(code: str, on: date) -> Counted:
    """What the last lists of the month said."""
    found = (
        TimelinessFigure.objects.filter(code=code, reading__on__gte=on.replace(day=1), reading__on__lte=on)
        .order_by("-reading__on")
        .first()
    )
    if found is None or (found.value is None and not found.is_hidden):
        return NOTHING
    if found.is_hidden:
        return Counted(is_hidden=True)
    is_share = next(one.unit for one in TIMELINESS if one.code == code) == "share"
    value = (found.value or 0) * (100 if is_share else 1)
    return Counted(exact(value), exact(found.numerator), exact(found.denominator) if is_share else None)


def of_rates(slug: str, on: date) -> Counted:
    rate = workforce.rates_on(on).rate(slug)
    return NOTHING if rate.value is None else Counted(exact(rate.value), exact(rate.numerator), exact(rate.denominator))


def of_figure(figure: Figure) -> Counted:
    if figure.is_suppressed:
        return Counted(is_hidden=True)
    return NOTHING if figure.value is None else Counted(exact(figure.value), exact(figure.counted), exact(figure.n))


def share(part: int, whole: int) -> Counted:
    return Counted(exact(100 * part / whole), exact(part), exact(whole)) if whole else NOTHING


def exact(number: float | Decimal | None) -> Decimal | None:
    return None if number is None else Decimal(str(number)).quantize(FINE)


def audits_completed(on: date) -> Counted:
    due = AuditRound.objects.filter(due_on__gte=on.replace(day=1), due_on__lte=on)
    planned = due.aggregate(all=Sum("planned"))["all"] or 0
    done = Audit.objects.filter(sampled_case__sample__round__in=due, finished_at__date__lte=on).count()
    return share(min(done, planned), planned)


def audits_good(on: date) -> Counted:
    of = _in_month(Audit.objects.exclude(final_grade=""), "finished_at__date", on)
    return share(of.filter(final_grade__in=(Grade.GOOD, Grade.OUTSTANDING)).count(), of.count())


def moderation_agreement(on: date) -> Counted:
    made = _in_month(Moderation.objects.all(), "made_at__date", on)
    return share(made.filter(grade=F("audit__grade")).count(), made.count())


def audit_actions_in_time(on: date) -> Counted:
    due = _in_month(AuditAction.objects.all(), "due_on", on)
    return share(due.filter(done_on__lte=F("due_on")).count(), due.count())


def tna_coverage(on: date) -> Counted:
    """Of those in post whose job says how well something must be done."""
    expected = JobRoleCapability.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)
    asked = current_spells(on).filter(post__job_role__in=expected.values("job_role"))
    sent = SelfAssessment.objects.filter(sent_at__date__gt=months_after(on, -12), sent_at__date__lte=on)
    people = asked.values("person").distinct().count()
    return share(asked.filter(person__in=sent.values("person")).values("person").distinct().count(), people)


def follow_ups(what: str, on: date) -> Counted:
    asked = impact.follow_ups(TheAuthority(on))
    answered = asked.filter(answered_at__date__lte=on)
    if what == "answered":
        return share(answered.count(), asked.count())
    return share(answered.filter(used__in=("often", "once")).count(), answered.count())


def _in_month(rows, field: str, on: date):  # type: ignore[no-untyped-def]  # of any model
    return rows.filter(**{f"{field}__gte": on.replace(day=1), f"{field}__lte": on})


COMPUTED: dict[str, Count] = {
    **{one.code: partial(of_timeliness, one.code) for one in TIMELINESS},
    "caseload_average": partial(of_rates, "caseload"),
    "turnover_rate": partial(of_rates, "turnover"),
    "vacancy_rate": partial(of_rates, "vacancy"),
    "agency_rate": partial(of_rates, "agency"),
    "absence_rate": partial(of_rates, "absence"),
    "supervision_in_time": lambda on: of_figure(supervision_in_time(TheAuthority(on), on=on)),
    "audits_completed_rate": audits_completed,
    "audits_good_or_better": audits_good,
    "audit_moderation_agreement": moderation_agreement,
    "audit_actions_closed_in_time": audit_actions_in_time,
    "tna_coverage": tna_coverage,
    "mandatory_training_compliance": lambda on: of_figure(up_to_date(TheAuthority(on), on=on)),
    "impact_followup_response_rate": partial(follow_ups, "answered"),
    "impact_applied_rate": partial(follow_ups, "applied"),
    "retention_asye_plus_24m": lambda on: of_figure(stayed_two_years_beyond(on=on)),
}
