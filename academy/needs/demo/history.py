"""How well each person has kept up: about four in five have nothing overdue."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter

from django.db import connection

from academy.catalogue.models import Item
from academy.catalogue.rules import Mode
from academy.core.clock import months_after
from academy.core.demo import World
from academy.needs.queries import posts_held
from academy.needs.queries.statement import Question, read_day
from academy.needs.rules import DUE_SOON_DAYS, Terms
from academy.people.models import Person, Spell
from academy.people.scope import TheAuthority, current_spells
from academy.records.actions import NewCompletion
from academy.records.rules import Door

LATE = 0.2  # of people, with something that has run out or was never done
NEVER = 0.4  # of what is late
KEPT_YEARS = 5
EVERYTHING = """
SELECT person_id, item_id, due_within_days, renewal_months, started_on, since FROM asked
ORDER BY person_id, requirement_id, spell_id"""
OVERDUE_BY = {  # days, as the pictures show them
    ("Amara Okafor", "Safeguarding level 3 refresher"): 39,
    ("Tom Beckett", "Safeguarding level 3 refresher"): 6,
    ("Amara Okafor", "Domestic abuse: risk, survivors and perpetrators"): -20,
}
NOT_YET = {("Joseph Mensah", "Supervision skills")}
NOTHING_YET = "Leila Haddad"


@dataclass(frozen=True)
class Asked:
    """One thing that is asked of one person."""

    person_id: int
    item_id: int
    terms: Terms
    started_on: date
    since: date

    @property
    def due_on(self) -> date:
        return self.since + timedelta(days=self.terms.due_within_days)


class History:
    def __init__(self, world: World) -> None:
        self.on = world.on
        self.chance = world.chance("needs")
        self.items = Item.objects.in_bulk()
        self.team = self._shown_team()

    def completions(self) -> Iterator[NewCompletion]:
        for person_id, asked in groupby(self._asked(), key=attrgetter("person_id")):
            name, once = self.team.get(person_id), list({one.item_id: one for one in asked}.values())
            yield from self._of_the_team(name, once) if name else self._of_anybody(once)

    def _of_anybody(self, asked: list[Asked]) -> Iterator[NewCompletion]:
        may_be_late = [
            one for one in asked if one.due_on < self.on and (one.terms.renewal_months or one.due_on > self._ago(300))
        ]
        late = []
        if may_be_late and self.chance.random() < LATE:
            late = self.chance.sample(may_be_late, min(len(may_be_late), self.chance.choice((1, 1, 2))))
        for one in asked:
            last = self._run_out(one, days=self.chance.randrange(1, 240)) if one in late else self._in_time(one)
            if last:
                yield from self._again_and_again(one, last)

    def _of_the_team(self, name: str, asked: list[Asked]) -> Iterator[NewCompletion]:
        """The team in the pictures: everybody calm, apart from those who are shown."""
        for one in asked:
            title = self.items[one.item_id].title
            if name == NOTHING_YET or (name, title) in NOT_YET:
                continue
            days = OVERDUE_BY.get((name, title))
            last = self._calm(one) if days is None else months_after(self._ago(days), -(one.terms.renewal_months or 36))
            yield from self._again_and_again(one, last)

    def _in_time(self, one: Asked) -> date | None:
        """Whoever still has time has done it more and more likely; everybody else has, and it lasts."""
        days_here = (self.on - one.since).days
        if one.due_on >= self.on and self.chance.random() > 0.9 * days_here / (one.terms.due_within_days + 1):
            return None
        return self._between(max(one.started_on, one.terms.lasting_from(self.on - timedelta(days=1))))

    def _calm(self, one: Asked) -> date:
        """Done, and not due again soon."""
        return self._between(max(one.started_on, one.terms.lasting_from(self._ago(-DUE_SOON_DAYS - 1))))

    def _run_out(self, one: Asked, *, days: int) -> date | None:
        if not one.terms.renewal_months or (one.due_on > self._ago(300) and self.chance.random() < NEVER):
            return None
        return months_after(self._ago(days), -one.terms.renewal_months)  # with an earlier employer, if need be

    def _again_and_again(self, one: Asked, last: date) -> Iterator[NewCompletion]:
        """The last time, and the times before it."""
        item, oldest = self.items[one.item_id], max(one.started_on, months_after(self.on, -12 * KEPT_YEARS))
        door = Door.PACKAGE if item.mode == Mode.OWN_TIME else Door.IMPORT
        day: date | None = last
        while day:
            yield NewCompletion(one.person_id, one.item_id, day, item.hours, door)
            months = one.terms.renewal_months
            before = months_after(day, -months) + timedelta(days=self.chance.randrange(0, 40)) if months else None
            day = before if before and oldest <= before < day else None

    def _between(self, first: date) -> date:
        first = min(first + timedelta(days=2), self._ago(1))
        return first + timedelta(days=self.chance.randrange((self.on - first).days))

    def _ago(self, days: int) -> date:
        return self.on - timedelta(days=days)

    def _asked(self) -> Iterator[Asked]:
        sql, params = Question(posts_held(TheAuthority(self.on), on=self.on), self.on).ask(EVERYTHING)
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            rows = cursor.fetchall()
        for person_id, item_id, days, months, started_on, since in rows:
            yield Asked(person_id, item_id, Terms(days, months or None), _known(started_on), _known(since))

    def _shown_team(self) -> dict[int, str]:
        ruth = Person.objects.filter(given_name="Ruth", family_name="Adeyemi").first()
        team: list[Spell] = list(current_spells(self.on).filter(line_manager=ruth or 0).select_related("person"))
        return {spell.person_id: spell.person.name for spell in team}


def _known(value: object) -> date:
    day = read_day(value)
    assert day is not None
    return day
