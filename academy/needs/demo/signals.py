"""What Weyshire has heard, and the needs it has made of it, read from `signals.txt`. Some still waits to be weighed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from academy.core.clock import months_after
from academy.core.demo import World
from academy.frameworks.models import Capability
from academy.needs import actions
from academy.needs.models import Need, Signal
from academy.needs.rules import NeedState
from academy.people.models import Account, JobRole, Organisation

HEARD = Path(__file__).with_name("signals.txt")
EVERYBODY = 6_000  # the sizes in the file are of so many
WEIGHED_BY, HEARD_BY = "academy@weyshire.example", "auditor@weyshire.example"


@dataclass
class Heard:
    """A line that begins with a dash."""

    kind: str
    said: str
    size: int
    risk: int
    evidence: int
    where: str
    role: str


@dataclass
class Asked:
    """A line that does not."""

    capability: str
    title: str = ""
    months: int = 0
    ending: str = ""
    signals: list[Heard] = field(default_factory=list)


def build(world: World) -> None:
    words = _Words(world)
    needs = [words.need(asked) for asked in _lines() if asked.capability in words.capabilities]
    number = Signal.objects.count()
    world.say(f"{number} signals, and {sum(need is not None for need in needs)} needs made of them")


class _Words:
    """The records that the file's codes stand for."""

    def __init__(self, world: World) -> None:
        self.world, self.chance = world, world.chance("signals")
        newest = Capability.objects.order_by("framework__starts_on", "pk")
        self.capabilities = {one.code: one for one in newest}
        self.places = {one.code: one for one in Organisation.objects.all()}
        self.roles = {one.code: one for one in JobRole.objects.all()}
        accounts = {one.email: one for one in Account.objects.filter(email__in=[WEIGHED_BY, HEARD_BY])}
        anybody = Account.objects.order_by("pk").first()
        self.weighed_by = accounts.get(WEIGHED_BY) or anybody
        self.heard_by = accounts.get(HEARD_BY) or anybody

    def need(self, asked: Asked) -> Need | None:
        capability = self.capabilities[asked.capability]
        opened_on = months_after(self.world.on, -asked.months) if asked.months else self.world.on
        signals = [self.signal(one, capability, before=opened_on) for one in asked.signals]
        if not asked.title:
            return None
        need = actions.weigh_signals(
            signals, title=asked.title, capability=capability, by=self.weighed_by, on=opened_on
        )
        return self.ended(need, asked.ending, opened_on) if asked.ending else need

    def signal(self, heard: Heard, capability: Capability, *, before: date) -> Signal:
        by_hand = heard.kind in ("said", "case_review", "finding")
        return actions.raise_signal(
            heard.kind,
            heard.said,
            size=max(3, round(heard.size * self.world.people / EVERYBODY)),
            risk=heard.risk,
            evidence=heard.evidence,
            capability=capability,
            organisation=self.places.get(heard.where),
            job_role=self.roles.get(heard.role),
            by=self.heard_by if by_hand else None,
            on=before - timedelta(days=self.chance.randint(4, 40)),
        )

    def ended(self, need: Need, ending: str, opened_on: date) -> Need:
        how, _, words = ending.partition(" ")
        on = min(opened_on + timedelta(days=330), self.world.on - timedelta(days=20))
        if how == NeedState.MET:
            delivered, applied = (max(1, round(int(n) * self.world.people / EVERYBODY)) for n in words.split())
            delivered = max(delivered, need.size)
            return actions.meet_need(need, delivered=delivered, applied=max(applied, delivered // 2), by=None, on=on)
        assert self.weighed_by is not None
        return actions.set_need_aside(need, why=words, by=self.weighed_by, on=on)


def _lines() -> Iterator[Asked]:
    asked: Asked | None = None
    for line in HEARD.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("- "):
            kind, said, size, risk, evidence, where, role = (part.strip() for part in line[2:].split("|"))
            assert asked is not None
            asked.signals.append(Heard(kind, said, int(size), int(risk), int(evidence), where, role))
            continue
        if asked is not None:
            yield asked
        code, title, months, ending = ([part.strip() for part in line.split("|")] + ["", "", ""])[:4]
        asked = Asked(code, title, int(months or 0), ending)
    if asked is not None:
        yield asked
