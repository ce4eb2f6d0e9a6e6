"""The one statement behind every gap: requirements put to posts, posts to people, people to what they have done.

Requirements are few, so the days that decide ("lasts past Friday") are worked out here once for each pair of terms, and
the database only compares dates. The same statement runs on SQLite and PostgreSQL, apart from three ways to count days.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from academy.booking.rules import TAKES_A_PLACE
from academy.core import clock
from academy.needs import rules
from academy.needs.models import Requirement
from academy.people.models import Spell

FOR_EVER = date.max

POSTGRESQL = {
    "later": "GREATEST",
    "days_after": "since + due_within_days",
    "months_after": "(last_on + make_interval(months => renewal_months))::date",
}
SQLITE = {
    "later": "max",
    "days_after": "date(since, '+' || due_within_days || ' days')",
    # the day of the month, or the month's last day when it has no such day
    "months_after": "min(date(last_on, '+' || renewal_months || ' months'),"
    " date(last_on, 'start of month', '+' || (renewal_months + 1) || ' months', '-1 day'))",
}

STATEMENT = """
WITH terms (due_within_days, renewal_months, started_by, lasting_from) AS (VALUES {terms}),
held (spell_id, person_id, post_id, started_on) AS MATERIALIZED ({held}),
posts AS MATERIALIZED (
  SELECT post.id AS post_id, post.job_role_id, post.organisation_id, organisation.kind, organisation.path
  FROM people_post post JOIN people_organisation organisation ON organisation.id = post.organisation_id
  WHERE post.id IN (SELECT post_id FROM held)
),
asking AS MATERIALIZED (
  SELECT requirement.id AS requirement_id, requirement.item_id, requirement.job_role_id, requirement.organisation_kind,
    branch.path, COALESCE(requirement.asked_since, requirement.starts_on) AS asked_since, terms.*
  FROM needs_requirement requirement
  LEFT JOIN terms ON terms.due_within_days = requirement.due_within_days
    AND terms.renewal_months = COALESCE(requirement.renewal_months, 0)
  LEFT JOIN people_organisation branch ON branch.id = requirement.organisation_id
  WHERE requirement.starts_on <= %s AND (requirement.ends_on IS NULL OR requirement.ends_on >= %s){only_requirement}
),
put AS MATERIALIZED (
  SELECT posts.post_id, posts.organisation_id, asking.requirement_id, asking.item_id, asking.asked_since,
    asking.due_within_days, asking.renewal_months, asking.started_by, asking.lasting_from
  FROM posts JOIN asking ON (asking.job_role_id IS NULL OR asking.job_role_id = posts.job_role_id)
    AND CASE -- not AND again: PostgreSQL would expect next to no rows, and walk where it should hash
      WHEN asking.organisation_kind <> '' AND asking.organisation_kind <> posts.kind THEN FALSE
      WHEN asking.path <> substr(posts.path, 1, length(asking.path)) THEN FALSE
      ELSE TRUE END
),
asked AS (
  SELECT held.spell_id, held.person_id, held.started_on, {later}(held.started_on, put.asked_since) AS since, put.*
  FROM held JOIN put ON put.post_id = held.post_id
),
unmet AS MATERIALIZED (
  SELECT * FROM asked WHERE NOT EXISTS (
    SELECT 1 FROM records_completion completion
    WHERE completion.item_id = asked.item_id AND completion.person_id = asked.person_id
      AND completion.completed_on >= asked.lasting_from AND completion.completed_on <= %s)
),
done_before AS MATERIALIZED (
  SELECT unmet.*, (
    SELECT max(completion.completed_on) FROM records_completion completion
    WHERE completion.item_id = unmet.item_id AND completion.person_id = unmet.person_id
      AND completion.completed_on <= %s) AS last_on
  FROM unmet
),
dated AS (
  SELECT done_before.*, CASE WHEN last_on IS NULL THEN {days_after}
    WHEN renewal_months > 0 THEN {months_after} END AS due_on
  FROM done_before
  WHERE last_on IS NOT NULL OR since <= started_by OR (started_on > %s AND due_within_days <= {new_for_days})
),
gap AS MATERIALIZED (
  SELECT dated.*, row_number() OVER (PARTITION BY person_id, requirement_id ORDER BY due_on, spell_id) AS place
  FROM dated
)
"""
BOOKED = """(
  SELECT min(session.starts_at) FROM booking_booking booking
  JOIN booking_session session ON session.id = booking.session_id
  WHERE booking.person_id = gap.person_id AND session.item_id = gap.item_id AND NOT session.is_cancelled
    AND booking.status IN (%s, %s, %s) AND booking.booked_at < %s AND session.starts_at >= %s)"""


@dataclass(frozen=True)
class Question:
    """Whose gaps (by the posts they hold), on which day, looking how far ahead (None: whatever is asked of them)."""

    held: QuerySet[Spell]
    on: date
    within_days: int | None = rules.DUE_SOON_DAYS
    requirement: Requirement | None = None

    def __post_init__(self) -> None:
        rules.refuse_day(self.on)

    def ask(self, tail: str, *params: Any) -> tuple[str, list[Any]]:
        """The whole statement, ending in `tail`, with its parameters. EmptyResultSet when nobody is within reach."""
        columns = ("pk", "person_id", "post_id", Coalesce("since_on", "started_on"))
        held, who = self.held.order_by().values_list(*columns).query.sql_with_params()
        terms = self._terms()
        sql = STATEMENT.format(
            terms=", ".join(["(%s, %s, %s, %s)"] * len(terms)),
            held=held,
            new_for_days=rules.NEW_FOR_DAYS,
            only_requirement=" AND requirement.id = %s" if self.requirement else "",
            **(POSTGRESQL if connection.vendor == "postgresql" else SQLITE),
        )
        on, only = adapted(self.on), [self.requirement.pk] if self.requirement else []
        cut_offs = [value for row in terms for value in row]
        return sql + tail, [*cut_offs, *who, on, on, *only, on, on, adapted(self._new_after), *params]

    @property
    def booked(self) -> list[Any]:
        """The parameters of BOOKED: places taken by the end of the day, on sessions that are still to come."""
        first = min(self.on, clock.today())
        return [*TAKES_A_PLACE, _midnight(self.on + timedelta(days=1)), _midnight(first)]

    @property
    def _new_after(self) -> date:
        """New starters' first learning is found however far off it is, unless only what is overdue is asked for."""
        is_overdue_only = self.within_days is not None and self.within_days < 0
        return FOR_EVER if is_overdue_only else rules.new_after(self.on)

    def _terms(self) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT due_within_days, renewal_months FROM needs_requirement")
            pairs = cursor.fetchall() or [(0, None)]
        return [self._cut_offs(rules.Terms(*pair)) for pair in pairs]

    def _cut_offs(self, terms: rules.Terms) -> tuple[Any, ...]:
        started_by = lasting_from = FOR_EVER
        if self.within_days is not None:
            last = self.on + timedelta(days=self.within_days)
            started_by, lasting_from = _first_days(terms, last)
        return terms.due_within_days, terms.renewal_months or 0, adapted(started_by), adapted(lasting_from)


@lru_cache(maxsize=1024)
def _first_days(terms: rules.Terms, last: date) -> tuple[date, date]:
    return terms.started_by(last), terms.lasting_from(last)


def adapted(day: date) -> Any:
    return connection.ops.adapt_datefield_value(day)


def _midnight(day: date) -> Any:
    start = timezone.make_aware(datetime.combine(day, time.min))
    return connection.ops.adapt_datetimefield_value(start)


def read_day(value: Any) -> date | None:
    """SQLite keeps days as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def read_moment_as_day(value: Any) -> date | None:
    """The day, where the authority is, of a moment that SQLite keeps as text in UTC."""
    if value is None:
        return None
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return timezone.localdate(moment if timezone.is_aware(moment) else moment.replace(tzinfo=UTC))
