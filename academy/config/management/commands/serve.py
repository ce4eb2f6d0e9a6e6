"""`academy serve`: the Academy in a browser, with its worker beside it."""

import os
import signal
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Serve the Academy. A worker for background jobs runs beside it unless --no-worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=settings.WEB_WORKERS)
        parser.add_argument("--no-worker", action="store_true")

    def handle(self, *, host: str, port: int, workers: int, no_worker: bool, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "academy.config.settings"}
        environment["ACADEMY_DEMONSTRATION"] = str(settings.DEMONSTRATION)
        run = [sys.executable, "-m"]
        web = [*run, "gunicorn", "academy.config.wsgi:application", "--bind", f"{host}:{port}"]
        web += ["--workers", str(workers), "--threads", "2", "--preload", "--timeout", "60", "--log-level", "warning"]
        if no_worker:
            os.execve(sys.executable, web, environment)  # nothing to look after: become the web server
        work = [*run, "academy.config.manage", "work"]
        started = [subprocess.Popen(command, env=environment) for command in (web, work)]
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            started[0].wait()
        except KeyboardInterrupt:
            pass
        finally:
            for process in started:
                process.terminate()
            for process in started:
                process.wait()
        sys.exit(started[0].returncode)
