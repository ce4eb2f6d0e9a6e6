"""Scoring oneself, sending it, and the line manager’s word on it. What the person said is never written over."""

from collections import Counter
from collections.abc import Mapping

from django.db import IntegrityError, transaction

from academy.core import clock, notices, trail
from academy.frameworks import queries
from academy.frameworks.models import Capability, Framework, Score, SelfAssessment
from academy.frameworks.rules import Confirmed, Level, NotNow, NotWhole, Purpose, refuse_difference
from academy.people.actions import Moving
from academy.people.models import Account, Person


@transaction.atomic
def begin_self_assessment(
    person: Person, framework: Framework, purpose: Purpose, *, by: Account | None, is_whole: bool = False
) -> SelfAssessment:
    """What the person’s role expects of the framework, or all of it. The expectation is kept as it is today."""
    on = clock.today()
    job_role = queries.job_role_of(person, on=on)
    expected = queries.expected_levels(job_role, framework, on=on) if job_role else {}
    asked = list(framework.capabilities.order_by("position", "name"))
    if expected and not is_whole:
        asked = [capability for capability in asked if capability.pk in expected]
    try:
        with transaction.atomic():
            held = SelfAssessment.objects.create(
                person=person, framework=framework, job_role=job_role, purpose=purpose, begun_at=clock.now()
            )
    except IntegrityError:
        raise NotNow(f"You have one for {framework} already. Finish it or throw it away first.") from None
    Score.objects.bulk_create(
        Score(self_assessment=held, capability=capability, number=number, expected=expected.get(capability.pk))
        for number, capability in enumerate(asked, start=1)
    )
    trail.note(by, "began", held)
    return held


@transaction.atomic
def score_oneself(self_assessment: SelfAssessment, capability: Capability, level: Level) -> Score:
    """Kept at once, so that one may stop anywhere."""
    held = _locked(self_assessment)
    if held.sent_at:
        raise NotNow("It is with your line manager. Take it back to change a score.")
    score: Score = held.scores.get(capability=capability)
    score.own = level
    score.save(update_fields=["own"])
    return score


@transaction.atomic
def send_self_assessment(self_assessment: SelfAssessment, *, by: Account | None) -> SelfAssessment:
    """To whoever is line manager; with nobody there, to whoever comes to be. One message, without a score in it."""
    held = _locked(self_assessment)
    if held.sent_at:
        return held
    if held.scores.filter(own=None).exists() or not held.scores.exists():
        raise NotWhole("Score each of them before you send it.")
    held.sent_at, held.sent_to = clock.now(), queries.line_manager(held.person, on=clock.today())
    held.save(update_fields=["sent_at", "sent_to"])
    if held.sent_to:
        notices.send(
            f"self-assessment-sent:{held.pk}:{held.sent_at:%Y%m%d%H%M%S}",
            kind="manager-copy",
            to=held.sent_to.email or "",
            template="frameworks/self_assessment_sent.txt",
            self_assessment=held,
            person=held.person,
            manager=held.sent_to,
        )
    trail.note(by, "sent", held)
    return held


@transaction.atomic
def take_back(self_assessment: SelfAssessment, *, by: Account | None) -> SelfAssessment:
    """Until it is confirmed it is the person’s to change."""
    held = _locked(self_assessment)
    if held.confirmed_at:
        raise NotNow("It was confirmed meanwhile, and stays as it is.")
    if held.sent_at:
        held.sent_at, held.sent_to = None, None
        held.save(update_fields=["sent_at", "sent_to"])
        trail.note(by, "took back", held)
    return held


@transaction.atomic
def throw_away_draft(self_assessment: SelfAssessment, *, by: Account | None) -> None:
    held = _locked(self_assessment)
    if held.sent_at:
        raise NotNow("It was sent. Take it back first.")
    SelfAssessment.objects.filter(pk=held.pk).delete()
    trail.note(by, "threw away", held)


@transaction.atomic
def confirm_self_assessment(
    self_assessment: SelfAssessment, said: Mapping[int, Confirmed], *, by: Account
) -> SelfAssessment:
    """The line manager’s score of each, beside the person’s own. A different one says what it rests on."""
    held = _locked(self_assessment)
    if held.confirmed_at:
        raise NotNow("It is confirmed already. Nothing was changed.")
    if not held.sent_at:
        raise NotNow(f"{held.person.first_name} took it back meanwhile. It comes to you again when it is sent.")
    if held.person_id == by.person_id:
        raise NotNow("Nobody confirms their own.")
    scores = list(held.scores.select_related("capability"))
    for score in scores:
        _confirm(score, said.get(score.pk))
    Score.objects.bulk_update(scores, ["confirmed", "basis"])
    held.confirmed_at, held.confirmed_by = clock.now(), by
    held.save(update_fields=["confirmed_at", "confirmed_by"])
    _tell(held, scores)
    trail.note(by, "confirmed", held)
    return held


def _confirm(score: Score, said: Confirmed | None) -> None:
    if said is None or score.own is None:
        raise NotWhole(f"Give your score for “{score.capability}” too.")
    refuse_difference(score.own, said, str(score.capability))
    score.confirmed, score.basis = said.level, said.basis if said.level != score.own else ""


def _tell(held: SelfAssessment, scores: list[Score]) -> None:
    notices.send(
        f"self-assessment-confirmed:{held.pk}",
        kind="record",
        to=held.person.email or "",
        template="frameworks/self_assessment_confirmed.txt",
        self_assessment=held,
        person=held.person,
        different=sum(score.own != score.confirmed for score in scores),
    )


def _locked(self_assessment: SelfAssessment) -> SelfAssessment:
    held = SelfAssessment.objects.select_for_update(of=("self",)).select_related("person", "framework")
    found = held.filter(pk=self_assessment.pk).first()
    if found is None:
        raise NotNow("It was thrown away meanwhile.")
    return found


def move_person(moving: Moving) -> None:
    """Two records become one: of two that are open for the same framework, the one that goes is taken away."""
    theirs = SelfAssessment.objects.filter(person=moving.merged)
    held = SelfAssessment.objects.filter(person=moving.kept, confirmed_at=None)
    again = list(theirs.filter(confirmed_at=None, framework__in=held.values("framework")).values_list("pk", flat=True))
    moving.take_away(Score.objects.filter(self_assessment__in=again))
    moving.take_away(theirs.filter(pk__in=again))
    moving.repoint(theirs.exclude(pk__in=again))
    moving.repoint(SelfAssessment.objects.filter(sent_to=moving.merged), "sent_to")


@transaction.atomic
def erase_person(person: Person) -> Counter[str]:
    """What they said of themselves goes; what groups were counted to fall short of stays, as a count."""
    held = SelfAssessment.objects.filter(person=person)
    number = held.count()
    held.delete()
    SelfAssessment.objects.filter(sent_to=person).update(sent_to=None)
    return Counter(assessments=number)
