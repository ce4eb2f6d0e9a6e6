"""`academy demo`: Weyshire, an invented authority, the same every time; then serve it."""

import sys
import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

import academy.audits.demo.audits
import academy.audits.demo.findings
import academy.audits.demo.samples
import academy.audits.demo.timeliness
import academy.booking.demo
import academy.catalogue.demo
import academy.elearning.demo
import academy.frameworks.demo
import academy.impact.demo
import academy.improvement.demo
import academy.needs.demo
import academy.needs.demo.rarer
import academy.needs.demo.signals
import academy.people.demo
import academy.plan.demo
import academy.privacy.demo
import academy.programmes.demo
import academy.records.demo
import academy.surveys.demo
import academy.workforce.demo
from academy.booking.jobs import remind_before
from academy.config.replies import day, reply
from academy.core import clock, notices
from academy.core.demo import World, look_at_the_tables
from academy.needs.jobs import take_needs_snapshot, tell_new_starters
from academy.people.models import Account, Person

ROOMS = {
    "people and posts": academy.people.demo.build,
    "capabilities": academy.frameworks.demo.build,
    "the catalogue": academy.catalogue.demo.build,
    "requirements": academy.needs.demo.build,
    "sessions and bookings": academy.booking.demo.build,
    "completions": academy.records.demo.build,
    "exemptions, and the ends of months": academy.needs.demo.rarer.build,
    "lessons": academy.elearning.demo.build,
    "follow-ups": academy.surveys.demo.build,
    "signals and needs": academy.needs.demo.signals.build,
    "the year’s plan": academy.plan.demo.build,
    "supervision and case reviews": academy.programmes.demo.build,
    "audit tools and samples": academy.audits.demo.samples.build,
    "audits": academy.audits.demo.audits.build,
    "what audits found": academy.audits.demo.findings.build,
    "practice timeliness": academy.audits.demo.timeliness.build,
    "the workforce": academy.workforce.demo.build,
    "what learning did": academy.impact.demo.build,
    "the improvement programme": academy.improvement.demo.build,
    "a look and a reading of the trail": academy.privacy.demo.build,
    "a nursery that was merged": academy.people.demo.merge,
}


class Command(BaseCommand):
    help = "Build a whole made-up authority and serve it on 127.0.0.1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", type=int, default=6_000, help="how many people (6,000)")
        parser.add_argument("--on", type=day, help="the day it is built for; today unless said otherwise")
        parser.add_argument("--no-serve", action="store_true", help="build and stop")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--json", action="store_true", help="one JSON object of what was built; stops after building"
        )

    def handle(self, *, people: int, on: date | None, no_serve: bool, port: int, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("Demonstration data goes into a demonstration only.")
        call_command("migrate", verbosity=0)
        started = time.monotonic()
        if not Person.objects.exists():
            self._build(World(on=on or clock.today(), people=people))
        elif not Account.objects.filter(is_demonstration=True).exists():
            raise CommandError("This database holds people who are not made up. Give the demonstration its own.")
        else:
            self._say("The demonstration is there already. Remove its database to build it afresh.")
        self._finish(options, no_serve, port, round(time.monotonic() - started))

    def _build(self, world: World) -> None:
        """All of it or nothing: a demonstration that was broken off is built again from the start."""
        with transaction.atomic():
            for number, (what, build) in enumerate(ROOMS.items(), start=1):
                began = time.monotonic()
                self._say(f"  {number} of {len(ROOMS)}  {what} ", end="")
                build(world)
                self._say(f"({time.monotonic() - began:.0f} s)")
        look_at_the_tables()
        self._say("  and what the worker would have done by now")
        take_needs_snapshot(on=world.on.isoformat())
        tell_new_starters()
        remind_before()
        notices.keep_unsent()

    def _finish(self, options: dict[str, Any], no_serve: bool, port: int, seconds: int) -> None:
        accounts = academy.people.demo.who_signs_in()
        password = academy.people.demo.DEMO_PASSWORD
        answer = {"people": Person.objects.count(), "seconds": seconds, "accounts": accounts, "password": password}
        lines = [f"Weyshire is ready: {answer['people']:,} people, all made up.", "", "Sign in as:"]
        lines += [f"  {email:<34} {who}" for email, who in accounts.items()]
        lines += ["", f"The password of each is: {password}", "It works in a demonstration only."]
        if not no_serve and not options["json"]:
            lines += ["", f"Open http://127.0.0.1:{port} (stop with Ctrl+C)"]
        reply(self, options, answer, "\n".join(lines))
        self.stdout.flush()
        if not no_serve and not options["json"]:
            call_command("serve", port=port)

    def _say(self, words: str, end: str = "\n") -> None:
        print(words, end=end, file=sys.stderr, flush=True)
