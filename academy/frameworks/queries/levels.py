"""What is expected of job roles, and what became of capabilities."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from academy.frameworks.models import Capability, Counterpart, Framework, JobRoleCapability
from academy.people.models import JobRole, Person
from academy.people.scope import Viewer, current_spells, visible


def all_frameworks(viewer: Viewer) -> QuerySet[Framework]:
    """Every edition there was, is and will be, the newest of a name first."""
    rows = visible(viewer, Framework).annotate(number=Count("capabilities"))
    return rows.select_related("replaces").prefetch_related("replaced_by").order_by("name", "-starts_on", "-pk")


def whole_framework(viewer: Viewer, pk: int, *, on: date) -> Framework | None:
    """An edition as on a day: its capabilities, what they became, and who is expected to do them how well."""
    capabilities = visible(viewer, Capability).prefetch_related(
        Prefetch("counterparts", Counterpart.objects.select_related("carried_on_by__framework").order_by("pk")),
        Prefetch("carries_on", Counterpart.objects.select_related("capability__framework").order_by("pk")),
        Prefetch("expected_of", expected(viewer, on=on), to_attr="expected_then"),
    )
    rows = visible(viewer, Framework).select_related("replaces")
    found: Framework | None = (
        rows.prefetch_related("replaced_by", Prefetch("capabilities", capabilities)).filter(pk=pk).first()
    )
    return found


def expected(viewer: Viewer, *, on: date) -> QuerySet[JobRoleCapability]:
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    rows = visible(viewer, JobRoleCapability).filter(lasts, starts_on__lte=on)
    return rows.select_related("job_role", "capability__framework").order_by("job_role__name", "pk")


def role_levels(viewer: Viewer, job_role: JobRole, *, on: date) -> QuerySet[JobRoleCapability]:
    """Of the frameworks in force, in the frameworks’ own order."""
    rows = expected(viewer, on=on).filter(job_role=job_role, capability__framework__starts_on__lte=on)
    in_force = Q(capability__framework__ends_on__isnull=True) | Q(capability__framework__ends_on__gte=on)
    return rows.filter(in_force).order_by("capability__framework__name", "capability__position", "pk")


def expected_levels(job_role: JobRole, framework: Framework, *, on: date) -> dict[int, int]:
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    rows = JobRoleCapability.objects.filter(
        lasts, job_role=job_role, capability__framework=framework, starts_on__lte=on
    )
    return dict(rows.order_by().values_list("capability", "level"))


def roles_with_levels(viewer: Viewer, *, on: date) -> QuerySet[JobRole]:
    """Every job role, with how many capabilities are expected of it."""
    counted = expected(viewer, on=on).filter(job_role=OuterRef("pk")).order_by().values("job_role")
    number = Subquery(counted.annotate(number=Count("pk")).values("number"))
    return JobRole.objects.annotate(number=number).order_by("-is_social_work", "name")


def job_role_of(person: Person, *, on: date) -> JobRole | None:
    spell = (
        current_spells(on).filter(person=person).select_related("post__job_role").order_by("started_on", "pk").last()
    )
    return spell.post.job_role if spell else None


def line_manager(person: Person, *, on: date) -> Person | None:
    held = current_spells(on).filter(person=person, line_manager__isnull=False).select_related("line_manager")
    spell = held.order_by("started_on", "pk").last()
    return spell.line_manager if spell else None


def carried_on_to(capabilities: Collection[int]) -> dict[int, set[int]]:
    """Each with itself and whatever carries it on, however many versions later."""
    return _reached(capabilities, "capability", "carried_on_by")


def earlier(capabilities: Collection[int]) -> dict[int, set[int]]:
    """Each with itself and all that it carries on: what was said of those still counts as theirs, and for these."""
    return _reached(capabilities, "carried_on_by", "capability")


def _reached(capabilities: Collection[int], start: str, end: str) -> dict[int, set[int]]:
    """A question for each step from version to version, however many capabilities there are."""
    found = {pk: {pk} for pk in capabilities}
    edge = {pk: {pk} for pk in capabilities}  # where we are, and from which of them we came
    while edge:
        after: dict[int, set[int]] = {}
        links = Counterpart.objects.filter(**{f"{start}__in": edge}).order_by().values_list(start, end)
        for here, there in links:
            for origin in edge[here]:
                if there not in found[origin]:
                    found[origin].add(there)
                    after.setdefault(there, set()).add(origin)
        edge = after
    return found
