"""Where improvement begins: the plan, what is late, and the way to measures, inspections, packs and the programme."""

from django.http import HttpResponse
from django.shortcuts import render

from academy.core import clock
from academy.improvement.measures.plans import plan_figures
from academy.improvement.queries import plans as queries
from academy.improvement.queries import recommendations
from academy.improvement.shown import plans as shown
from academy.people.scope import Request, open_to

FEW = 5


@open_to("see the improvement plan")
def improvement(request: Request) -> HttpResponse:
    viewer, on = request.viewer, clock.today()
    found = queries.current_plan(viewer)
    of = queries.whole(viewer, found, on=on) if found else None
    late = sorted((line for line in of.lines if line.is_late), key=lambda line: line.action.due_on) if of else []
    named = queries.names_shown(viewer, [line.action.owner_id for line in late[:FEW]])
    context = {
        "plan": found,
        "of": of,
        "counts": shown.counts_of(plan_figures(of)) if of else [],
        "late": [(line, shown.owner_of(line, named)) for line in late[:FEW]],
        "late_in_all": len(late),
        "unanswered": recommendations.unanswered(viewer).count(),
        "others": [one for one in queries.plans(viewer) if found is None or one.pk != found.pk],
        "keeps_it": viewer.may(queries.KEEP),
        "may_see_risks": viewer.may("see plan risks"),
        "may_see_measures": viewer.may("see measures"),
        "may_see_inspections": viewer.may("see inspections"),
        "may_see_packs": viewer.may("read packs"),
    }
    return render(request, "improvement/improvement.html", context)
