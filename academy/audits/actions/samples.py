"""Drawing samples and giving their cases to auditors. The list of cases is read, drawn from and let go."""

from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction

from academy.audits.models import AuditRound, Sample, SampledCase, ToolVersion
from academy.audits.queries import samples as queries
from academy.audits.rules.case_lists import CaseList, plain
from academy.audits.rules.giving import NoCases, NotInUse, NotToGive, RoundThere, TooNear
from academy.audits.rules.samples import Design, Draw, DrawnCase, as_kept, draw_from
from academy.audits.rules.sharing import share
from academy.core import clock, notices, trail
from academy.people.models import Account, Organisation, Person

MOST_AT_ONCE = 500


@transaction.atomic
def plan_round(name: str, *, starts_on: date, due_on: date, planned: int, by: Account | None) -> AuditRound:
    try:
        with transaction.atomic():
            made = AuditRound.objects.create(name=name, starts_on=starts_on, due_on=due_on, planned=planned)
    except IntegrityError:
        raise RoundThere(f"There is a round called “{name}” already.", field="name") from None
    trail.note(by, "planned", made, planned=planned)
    return made


@transaction.atomic
def change_round(
    round: AuditRound, *, name: str, starts_on: date, due_on: date, planned: int, by: Account | None
) -> AuditRound:
    round.name, round.starts_on, round.due_on, round.planned = name, starts_on, due_on, planned
    try:
        with transaction.atomic():
            round.save(update_fields=["name", "starts_on", "due_on", "planned"])
    except IntegrityError:
        raise RoundThere(f"There is a round called “{name}” already.", field="name") from None
    trail.note(by, "changed", round, planned=planned)
    return round


@transaction.atomic
def draw_sample(
    round: AuditRound,
    version: ToolVersion,
    found: CaseList,
    *,
    organisation: Organisation,
    design: Design,
    by: Account | None,
    without_months: int = 0,
    on: date | None = None,
) -> Sample:
    """From the list in memory; kept are pseudonyms, and of each case its team, worker, kind of work and age band."""
    on = on or clock.today()
    version = ToolVersion.objects.select_related("tool").get(pk=version.pk)
    if version.is_draft or version.ends_on or version.tool.retired_on:
        raise NotInUse(f"{version} is not in use. Choose a tool that is.", field="tool")
    AuditRound.objects.select_for_update().get(pk=round.pk)  # two draws see each other's cases
    recent = queries.recently_sampled(organisation, months=without_months, on=on)
    drawn = draw_from(found, design, secret=settings.CASE_SECRET, without=recent)
    if not drawn.cases:
        words = "Every case of the list was audited not long ago." if drawn.left_out else "The file lists no cases."
        raise NoCases(f"{words} Nothing was drawn.", field="file")
    sample = Sample.objects.create(
        round=round,
        tool_version=version,
        organisation=organisation,
        seed=design.seed,
        frame_size=drawn.frame_size,
        design={**as_kept(design, found, drawn), "without_months": without_months},
        drawn_at=clock.now(),
        drawn_by=by,
    )
    _keep_cases(sample, drawn, on=on)
    trail.note(by, "drew", sample, frame=drawn.frame_size, drawn=len(drawn.cases), left_out=drawn.left_out)
    return sample


@transaction.atomic
def share_cases(
    sample: Sample, auditors: Collection[Person], *, by: Account | None, on: date | None = None
) -> dict[Person, list[SampledCase]]:
    """As evenly as can be, nobody their own line's or team's work. What nobody may audit stays without an auditor."""
    on = on or clock.today()
    Sample.objects.select_for_update().get(pk=sample.pk)
    near = queries.nearness(auditors, on)
    cases = {case.pk: case for case in queries.cases_to_share(sample)}
    may = {
        pk: frozenset(one.auditor for one in near if one.may_audit(case.worker_id, case.team_id))
        for pk, case in cases.items()
    }
    persons = {person.pk: person for person in auditors}
    given: dict[Person, list[SampledCase]] = {}
    for pk, auditor in share(may, held=queries.in_hand(sample.round, auditors)).items():
        case = cases[pk]
        case.auditor, case.given_on = persons[auditor], on
        given.setdefault(persons[auditor], []).append(case)
    SampledCase.objects.bulk_update([case for held in given.values() for case in held], ["auditor", "given_on"])
    _tell(sample, given, on)
    trail.note(by, "shared out", sample, given=sum(map(len, given.values())), auditors=len(given))
    return given


@transaction.atomic
def give_case(case: SampledCase, auditor: Person, *, by: Account | None, on: date | None = None) -> SampledCase:
    """By hand, also where the list named no worker or team we know: whoever gives it has asked."""
    on = on or clock.today()
    case = _case(case)
    _refuse_begun(case)
    near = queries.nearness([auditor], on)[0]
    if case.worker_id == auditor.pk or case.worker_id in near.people or case.team_id in near.teams:
        words = f"{auditor} is too near to this work: it is their own, their line’s or their team’s. Choose another."
        raise TooNear(words, field="auditor")
    case.auditor, case.given_on = auditor, on
    case.save(update_fields=["auditor", "given_on"])
    _tell(case.sample, {auditor: [case]}, on)
    trail.note(by, "gave", case)
    return case


@transaction.atomic
def drop_case(case: SampledCase, *, why: str, by: Account | None, on: date | None = None) -> SampledCase:
    """It cannot be audited after all. It stays in the sample, with the reason, so that what is left can be judged."""
    case = _case(case)
    _refuse_begun(case)
    case.dropped_on, case.dropped_why, case.auditor, case.given_on = on or clock.today(), why, None, None
    case.save(update_fields=["dropped_on", "dropped_why", "auditor", "given_on"])
    trail.note(by, "dropped", case)
    return case


@transaction.atomic
def take_back_from_leavers(*, on: date) -> int:
    """What they had not begun is without an auditor again, and the Academy sees it."""
    return queries.of_leavers(on).update(auditor=None, given_on=None)


def _keep_cases(sample: Sample, drawn: Draw, *, on: date) -> None:
    teams = queries.teams_called(sample.organisation)
    workers = queries.workers_called(sample.organisation, on)
    SampledCase.objects.bulk_create(
        (_kept(sample, place, case, teams, workers) for place, case in enumerate(drawn.cases, start=1)),
        batch_size=MOST_AT_ONCE,
    )


def _kept(sample: Sample, place: int, case: DrawnCase, teams: dict[str, int], workers: dict[str, int]) -> SampledCase:
    """Teams and workers whom we know are pointed at, so that a name stands in one place only."""
    team, worker = teams.get(plain(case.team)), workers.get(plain(case.worker))
    return SampledCase(
        sample=sample,
        position=place,
        pseudonym=case.pseudonym,
        team_id=team,
        team_said="" if team else _short(case.team),
        worker_id=worker,
        worker_said="" if worker else _short(case.worker),
        kind=case.kind,
        age_band=case.age_band,
        stratum=_short(case.stratum),
        probability=case.probability,
        weight=case.weight,
    )


def _short(words: str) -> str:
    """As much of what a list says as is kept."""
    return words[:120]


def _case(case: SampledCase) -> SampledCase:
    held = SampledCase.objects.select_for_update(of=("self",))
    return held.select_related("sample__round", "sample__tool_version__tool").get(pk=case.pk)


def _refuse_begun(case: SampledCase) -> None:
    if case.dropped_on:
        raise NotToGive("This case was dropped, so nobody audits it.")
    if case.audits.exists():
        raise NotToGive(f"The audit of {case.pseudonym} has begun. It stays with whoever began it.")


def _tell(sample: Sample, given: dict[Person, list[SampledCase]], on: date) -> None:
    """One message to each, however many cases they were given."""
    notices.queue(
        notices.written(
            f"cases-given:{sample.pk}:{person.pk}:{cases[0].pk}:{on.isoformat()}",
            kind="auditing",
            to=person.email or "",
            template="audits/notices/cases_given.txt",
            person=person,
            number=len(cases),
            sample=sample,
        )
        for person, cases in given.items()
    )
