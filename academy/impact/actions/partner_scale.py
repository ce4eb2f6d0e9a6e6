"""Asking partners once a year, and keeping what they say without keeping who said it."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from academy.core import clock, links, notices, trail
from academy.core.models import Notice
from academy.impact import queries
from academy.impact.models import PartnerAnswer, PartnerAsked, PartnerRound
from academy.impact.rules import partner_scale as rules
from academy.impact.rules.partner_scale import STATEMENTS
from academy.people.actions import Moving
from academy.people.models import Account, JobRole

PARTNER = "partner-scale"  # the purpose of a partner’s link


@transaction.atomic
def ask_partners(
    title: str, *, job_roles: list[JobRole], opens_on: date, closes_on: date, by: Account | None
) -> PartnerRound:
    """Everybody who holds one of these posts in another agency today is named, and told once."""
    round_ = PartnerRound.objects.create(
        title=title, opens_on=opens_on, closes_on=closes_on, opened_by=by, opened_at=clock.now()
    )
    round_.job_roles.set(job_roles)
    PartnerAsked.objects.bulk_create(
        [
            PartnerAsked(round=round_, person_id=person, organisation_id=organisation, sector=sector)
            for person, organisation, sector in queries.partners_named(job_roles, on=opens_on)
        ],
        batch_size=1_000,
    )
    asked = list(PartnerAsked.objects.filter(round=round_).select_related("person", "round"))
    notices.queue([_told(one, "asked") for one in asked])
    trail.note(by, "asked partners in", round_, asked=len(asked))
    return round_


@transaction.atomic
def answer_as_partner(asked: PartnerAsked, answers: Mapping[str, int]) -> None:
    """Two rows that nothing joins: this person has answered; somebody of this kind of agency said this.

    The trail says that the round was answered once more, and not by whom.
    """
    asked = PartnerAsked.objects.select_for_update(of=("self",)).select_related("round").get(pk=asked.pk)
    if asked.has_answered:
        raise rules.Answered("You have answered this already. Thank you: nothing more is needed.")
    if not asked.round.is_open(clock.today()):
        raise rules.Answered("This is no longer asked. The next time is next year.")
    PartnerAsked.objects.filter(pk=asked.pk).update(has_answered=True)
    sector, organisation = queries.kept_of(asked)
    PartnerAnswer.objects.create(
        round_id=asked.round_id,
        sector=sector,
        organisation_id=organisation,
        **{name: answers[name] for name in STATEMENTS},
    )
    trail.note(None, "was answered in", asked.round)


def remind_partners(*, on: date) -> int:
    """Once, two weeks in, whoever has not answered and still works here."""
    waiting = list(queries.partners_waiting(on=on))
    made = [_told(one, "reminder") for one in waiting]
    keys = [notice.key for notice in made if notice]
    told = set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))
    new = [notice for notice in made if notice and notice.key not in told]
    notices.queue(new)
    return len(new)


def partners_link(asked: PartnerAsked) -> str:
    return settings.ADDRESS + reverse("partner-answer", args=[links.token(PARTNER, asked.pk)])


def move_person(moving: Moving) -> None:
    """Asked twice in one round under two records, the second stays with the record that is seen no more."""
    asked = PartnerAsked.objects.filter(person=moving.merged)
    moving.repoint(asked, held=PartnerAsked.objects.filter(person=moving.kept), same=("round_id",))


def _told(asked: PartnerAsked, kind: str) -> Notice | None:
    return notices.written(
        f"partner-scale:{kind}:{asked.pk}",
        kind="follow-up",
        to=asked.person.email or "",
        template="impact/partner_asked.txt",
        asked=asked,
        is_reminder=kind == "reminder",
        link=partners_link(asked),
    )
