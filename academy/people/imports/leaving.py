"""How much of each organisation a file would end, so that no slip in a file empties one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Count

from academy.core import clock
from academy.core.imports import Judged, Kind
from academy.core.models import ImportRun
from academy.people.models import Organisation
from academy.people.rules.held import Plan
from academy.people.rules.leaving import too_many_leave
from academy.people.scope import current_spells


def doubt(run: ImportRun, judged: Sequence[Judged]) -> str:
    """In words, or nothing."""
    today = clock.today()
    leaving: dict[int, set[int]] = defaultdict(set)
    for found in judged:
        if found.change.kind == Kind.LEAVER:
            plan: Plan = found.change.plan
            spell = plan.held.spell
            if spell is not None and (spell.ended_on is None or spell.ended_on >= today):
                leaving[plan.held.posts[spell.post].organisation_key].add(plan.held.person_key)
    return _words(leaving, _here(leaving, today)) if leaving else ""


def _here(leaving: Mapping[int, set[int]], today: date) -> dict[int, int]:
    here = current_spells(today).filter(post__organisation__in=leaving).order_by()
    counted = here.values("post__organisation").annotate(people=Count("person", distinct=True))
    return dict(counted.values_list("post__organisation", "people"))


def _words(leaving: Mapping[int, set[int]], here: Mapping[int, int]) -> str:
    names = dict(Organisation.objects.filter(pk__in=leaving).values_list("pk", "name"))
    found = []
    for organisation, people in leaving.items():
        if too_many_leave(len(people), of=here.get(organisation, 0)):
            found.append(f"{len(people):,} of the {here[organisation]:,} people of {names[organisation]}")
    if not found:
        return ""
    return f"This would end the posts of {' and '.join(found)}: more than one in ten."
