"""`academy measures`: the figures each room supplies, for the whole authority."""

from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand

from academy.booking import queries as booking
from academy.booking.measures import places_lost_to_workload
from academy.config.replies import day, reply
from academy.core import clock
from academy.frameworks.measures import understood_thresholds
from academy.impact.measures import (
    applied_after_three_months,
    cost_of_use,
    engaged_last_quarter,
    engaged_partners,
    partnership_by_partners,
    partnership_in_audits,
    sustained_engagement,
)
from academy.improvement.measures.measures import figures_on
from academy.needs.measures import up_to_date
from academy.people.scope import TheAuthority
from academy.plan.measures import plan_figures
from academy.programmes.measures import review_actions_in_time, supervision_in_time
from academy.workforce.measures import stayed_two_years_beyond

A_YEAR = timedelta(days=365)


class Command(BaseCommand):
    help = "The Academy's figures, each with its interval, how many it rests on and what it means."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=day, help="as it stood on this day, written 2026-11-17")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *, on: date | None, **options: Any) -> None:
        on = on or clock.today()
        viewer = TheAuthority(on=on)
        figures = [
            up_to_date(viewer, on=on),
            understood_thresholds(viewer, on=on),
            applied_after_three_months(viewer),
            stayed_two_years_beyond(on=on),
            places_lost_to_workload(booking.places_lost(viewer, since=on - A_YEAR, until=on), on=on),
            *plan_figures(viewer, on=on),
            *cost_of_use(viewer, on=on),
            engaged_last_quarter(viewer, on=on),
            sustained_engagement(viewer, on=on),
            engaged_partners(viewer, on=on),
            partnership_in_audits(viewer, on=on),
            partnership_by_partners(viewer, on=on),
            supervision_in_time(viewer, on=on),
            review_actions_in_time(on=on),
            *figures_on(on),
        ]
        answer = {"on": on.isoformat(), "measures": [figure.as_json() for figure in figures]}
        reply(self, options, answer, "\n".join(f"{f.label}: {f.shown}. {f.range_words}" for f in figures))
