"""Which partners are asked, and what is known of their answers."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from academy.impact.models import PartnerAnswer, PartnerAsked, PartnerRound
from academy.impact.rules import partner_scale as rules
from academy.impact.rules.partner_scale import STATEMENTS, Size
from academy.people import queries as people
from academy.people.models import JobRole
from academy.people.rules import OrganisationKind
from academy.people.scope import Viewer, current_spells


@dataclass(frozen=True)
class Said:
    """What was answered in one round: an answer a row, and who there was to ask."""

    round: PartnerRound
    answers: tuple[tuple[int, ...], ...]
    sectors: tuple[str, ...]
    clusters: tuple[str, ...]  # the organisation, or the small ones of its kind together
    asked: dict[str, int]  # people by kind of agency
    answered: dict[str, Size]  # people and organisations by kind of agency
    organisations_asked: int

    @property
    def organisations_answered(self) -> int:
        return sum(size.organisations for size in self.answered.values())


def partners_named(job_roles: Collection[JobRole], *, on: date) -> list[tuple[int, int, str]]:
    """Person, organisation and kind of agency: each person once, by the post they have held longest."""
    held = current_spells(on).filter(post__job_role__in=job_roles, person__merged_into__isnull=True)
    held = held.exclude(post__organisation__kind=OrganisationKind.COUNCIL)
    held = held.exclude(person__in=people.shut_out(on).values("pk")).order_by("-started_on", "-pk")
    rows = held.values_list("person", "post__organisation", "post__organisation__kind")
    return list({person: (person, organisation, kind) for person, organisation, kind in rows}.values())


def partners_waiting(*, on: date) -> QuerySet[PartnerAsked]:
    """Those of open rounds who have not answered after two weeks."""
    opened = on - timedelta(days=rules.REMIND_AFTER_DAYS)
    waiting = PartnerAsked.objects.filter(has_answered=False, round__opens_on__lte=opened, round__closes_on__gte=on)
    waiting = waiting.exclude(person__in=people.shut_out(on).values("pk"))
    return waiting.select_related("person", "round")


def partners_asked() -> QuerySet[PartnerAsked]:
    """Of all rounds: whoever holds the link of one opens that one."""
    return PartnerAsked.objects.select_related("round", "person")


def asked_of(viewer: Viewer) -> QuerySet[PartnerAsked]:
    return PartnerAsked.objects.filter(person=viewer.person or 0)


def partner_questions(viewer: Viewer) -> QuerySet[PartnerAsked]:
    """What waits for the viewer’s own answer."""
    own = PartnerAsked.objects.filter(person=viewer.person or 0, has_answered=False)
    own = own.filter(round__opens_on__lte=viewer.on, round__closes_on__gte=viewer.on)
    return own.select_related("round")


def partner_rounds(viewer: Viewer) -> QuerySet[PartnerRound]:
    rows = PartnerRound.objects.all()
    return rows if viewer.may("see partnership") else rows.none()


def closed_rounds(*, on: date) -> list[PartnerRound]:
    """The latest two that are over: what is still coming in is not shown."""
    return list(PartnerRound.objects.filter(closes_on__lt=on).order_by("-closes_on", "-pk")[:2])


def said_in(round_: PartnerRound) -> Said:
    names = [*STATEMENTS, "sector", "organisation"]
    rows = list(PartnerAnswer.objects.filter(round=round_).order_by("pk").values_list(*names))
    asked = _asked(round_)
    people_of = Counter(sector for sector, _, has_answered in asked if has_answered)
    places = {(sector, organisation) for sector, organisation, has_answered in asked if has_answered}
    places_of = Counter(sector for sector, _ in places)
    return Said(
        round=round_,
        answers=tuple(tuple(row[: len(STATEMENTS)]) for row in rows),
        sectors=tuple(row[-2] for row in rows),
        clusters=tuple(f"{row[-1] or row[-2]}" for row in rows),
        asked=dict(Counter(sector for sector, _, _ in asked)),
        answered={sector: Size(number, places_of[sector]) for sector, number in people_of.items()},
        organisations_asked=len({organisation for _, organisation, _ in asked}),
    )


def _asked(round_: PartnerRound) -> list[tuple[str, int, bool]]:
    """Kinds of agency of which few were asked stand together, as their answers do."""
    rows = list(PartnerAsked.objects.filter(round=round_).values_list("sector", "organisation", "has_answered"))
    number = Counter(sector for sector, _, _ in rows)
    return [
        (sector if number[sector] >= rules.FEWEST_TO_NAME_WHERE else "", organisation, has_answered)
        for sector, organisation, has_answered in rows
    ]


def kept_of(asked: PartnerAsked) -> tuple[str, int | None]:
    """What an answer may say of where it came from: the kind of agency and the organisation, each if enough of it were
    asked."""
    others = PartnerAsked.objects.filter(round=asked.round_id)
    is_large = others.filter(organisation=asked.organisation_id).count() >= rules.FEWEST_TO_NAME_WHERE
    is_common = others.filter(sector=asked.sector).count() >= rules.FEWEST_TO_NAME_WHERE
    return asked.sector if is_common else "", asked.organisation_id if is_large else None


def overlap(now: PartnerRound, before: PartnerRound) -> float:
    """Of those who answered this time, the share who answered last time too. That they did is kept; what, is not."""
    answered = PartnerAsked.objects.filter(has_answered=True)
    this = set(answered.filter(round=now).values_list("person", flat=True))
    last = set(answered.filter(Q(round=before), person__in=this).values_list("person", flat=True))
    return len(last) / len(this) if this else 0.0
