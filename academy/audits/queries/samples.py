"""Rounds, samples, the cases in them, and who may audit which."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from academy.audits.models import Audit, AuditRound, Sample, SampledCase
from academy.audits.rules.case_lists import plain
from academy.audits.rules.pseudonyms import pseudonym
from academy.audits.rules.sharing import Near, too_near
from academy.core.clock import months_after
from academy.people import queries as people
from academy.people.models import Organisation, Person, Spell, Team
from academy.people.rules import Role
from academy.people.scope import Viewer, current_spells, visible

OPEN = Q(dropped_on__isnull=True)
BEGUN = Exists(Audit.objects.filter(sampled_case=OuterRef("pk")))


def rounds(viewer: Viewer) -> QuerySet[AuditRound]:
    """Newest first, with how many cases are drawn and given."""
    cases = Q(samples__cases__dropped_on__isnull=True)
    return (
        visible(viewer, AuditRound)
        .annotate(
            drawn=Count("samples__cases", filter=cases),
            given=Count("samples__cases", filter=cases & Q(samples__cases__auditor__isnull=False)),
        )
        .order_by("-starts_on", "name")
    )


def audit_round(viewer: Viewer, pk: int) -> AuditRound | None:
    return visible(viewer, AuditRound).filter(pk=pk).first()


def samples(viewer: Viewer, *, of: AuditRound | None = None) -> QuerySet[Sample]:
    found = visible(viewer, Sample).select_related("tool_version__tool", "organisation", "round")
    found = found.filter(round=of) if of else found
    cases = Q(cases__dropped_on__isnull=True)
    return found.annotate(
        drawn=Count("cases", filter=cases),
        given=Count("cases", filter=cases & Q(cases__auditor__isnull=False)),
    ).order_by("-drawn_at", "-pk")


def sample(viewer: Viewer, pk: int) -> Sample | None:
    return samples(viewer).filter(pk=pk).first()


def cases_of(sample: Sample) -> QuerySet[SampledCase]:
    """In the order of the draw, with everything that a line shows."""
    cases = SampledCase.objects.filter(sample=sample).annotate(is_begun=BEGUN)
    return cases.select_related("team", "worker", "auditor").order_by("position")


WITH_CASE = ("sample__round", "sample__tool_version__tool", "team", "worker", "auditor")


def sampled_case(viewer: Viewer, pk: int) -> SampledCase | None:
    return visible(viewer, SampledCase).select_related(*WITH_CASE).filter(pk=pk).first()


def case_to_give(viewer: Viewer, pk: int) -> SampledCase | None:
    cases = visible(viewer, SampledCase, "draw samples").annotate(is_begun=BEGUN)
    return (
        cases.select_related("sample__round", "sample__tool_version__tool", "team", "worker", "auditor")
        .filter(pk=pk)
        .first()
    )


def cases_to_share(sample: Sample) -> list[SampledCase]:
    """Those that nobody has, and those whose audit has not begun stay with whoever has them."""
    return list(SampledCase.objects.filter(OPEN, sample=sample, auditor__isnull=True).order_by("position"))


def auditors(on: date) -> QuerySet[Person]:
    """Whoever holds the role of auditor today, by name."""
    held = people.current_grants(on).filter(role=Role.AUDITOR, account__is_active=True)
    return Person.objects.filter(pk__in=held.values("account__person")).order_by("family_name", "given_name", "pk")


def in_hand(round: AuditRound, persons: Iterable[Person]) -> dict[int, int]:
    """How many cases of the round each has already."""
    given = SampledCase.objects.filter(OPEN, sample__round=round, auditor__in=[person.pk for person in persons])
    return dict(given.order_by().values_list("auditor").annotate(number=Count("pk")))


def nearness(persons: Collection[Person], on: date) -> list[Near]:
    """Whose work is too near for each: read from everybody's posts of the day, in one query."""
    managers: dict[int, set[int]] = defaultdict(set)
    teams: dict[int, set[int]] = defaultdict(set)
    posts = current_spells(on).order_by().values_list("person", "line_manager", "post__team")
    for person, manager, team in posts:
        if manager:
            managers[person].add(manager)
        if team:
            teams[person].add(team)
    return too_near([person.pk for person in persons], managers=managers, teams=teams)


def recently_sampled(organisation: Organisation, *, months: int, on: date) -> set[str]:
    """The pseudonyms of what was drawn for audit in the last months and not dropped."""
    if not months:
        return set()
    since = months_after(on, -months)
    cases = SampledCase.objects.filter(OPEN, sample__organisation=organisation, sample__drawn_at__date__gte=since)
    return set(cases.order_by().values_list("pseudonym", flat=True))


def teams_called(organisation: Organisation) -> dict[str, int]:
    """The organisation's open teams and those below it, by plain name; of two of one name, neither."""
    teams = Team.objects.filter(organisation__path__startswith=organisation.path, closed_on__isnull=True)
    return _of_one_name(teams.order_by().values_list("pk", "name"))


def workers_called(organisation: Organisation, on: date) -> dict[str, int]:
    """Whoever works there today, by name either way round; of two of one name, neither."""
    there = Spell.objects.filter(post__organisation__path__startswith=organisation.path)
    there = there.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on), started_on__lte=on)
    named = (
        Person.objects.filter(pk__in=there.values("person")).order_by().values_list("pk", "given_name", "family_name")
    )
    both = [(pk, f"{given} {family}") for pk, given, family in named]
    both += [(pk, f"{family} {given}") for pk, given, family in named]
    return _of_one_name(both)


def pseudonym_of(case: str) -> str:
    """The one place where the authority's secret is read."""
    return pseudonym(settings.CASE_SECRET, "".join(case.split()).casefold())


def of_leavers(on: date) -> QuerySet[SampledCase]:
    """Cases that somebody has who left before beginning them."""
    return SampledCase.objects.filter(~BEGUN, OPEN, auditor__in=people.shut_out(on).values("pk"))


def _of_one_name(named: Iterable[tuple[int, str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    twice: set[str] = set()
    for pk, name in named:
        words = plain(name)
        if found.setdefault(words, pk) != pk:
            twice.add(words)
    return {words: pk for words, pk in found.items() if words and words not in twice}
