"""The one statement behind every gap: requirements put to posts, posts to people, people to what they have done.

Requirements are few, so the days that decide ("lasts past Friday") are worked out here once for each pair of terms, and
the database only compares dates. The same statement runs on SQLite and PostgreSQL, apart from a few ways to count days.
What few requirements use (settings, equivalents, exemptions) stands in it only when there is some.
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
    "no_day": "NULL::date",
    "month": "to_char(due_on, 'YYYY-MM')",
    "days_after": "since + due_within_days",
    "months_after": "(last_on + make_interval(months => renewal_months))::date",
}
SQLITE = {
    "later": "max",
    "no_day": "NULL",
    "month": "substr(due_on, 1, 7)",
    "days_after": "date(since, '+' || due_within_days || ' days')",
    # the day of the month, or the month's last day when it has no such day
    "months_after": "min(date(last_on, '+' || renewal_months || ' months'),"
    " date(last_on, 'start of month', '+' || (renewal_months + 1) || ' months', '-1 day'))",
}

STATEMENT = """
WITH terms (due_within_days, renewal_months, due_soon_days, started_by, lasting_from) AS (VALUES {terms}),
held (spell_id, person_id, post_id, started_on) AS MATERIALIZED ({held}),
posts AS MATERIALIZED (
  SELECT post.id AS post_id, post.job_role_id, post.team_id, post.organisation_id, organisation.kind, organisation.path,
    (post.job_role_id << 32) + post.organisation_id AS alike_id -- one key: of two, PostgreSQL would expect one row
  FROM people_post post JOIN people_organisation organisation ON organisation.id = post.organisation_id
  WHERE post.id IN (SELECT post_id FROM held)
),
asking AS MATERIALIZED (
  SELECT requirement.id AS requirement_id, requirement.item_id, {role} AS job_role_id, requirement.setting_id,
    requirement.organisation_kind, branch.path,
    COALESCE(requirement.asked_since, requirement.starts_on) AS asked_since, terms.*
  FROM needs_requirement requirement
  LEFT JOIN terms ON terms.due_within_days = requirement.due_within_days
    AND terms.renewal_months = COALESCE(requirement.renewal_months, 0)
    AND terms.due_soon_days = requirement.due_soon_days
  LEFT JOIN people_organisation branch ON branch.id = requirement.organisation_id{roles}
  WHERE requirement.starts_on <= {on} AND (requirement.ends_on IS NULL OR requirement.ends_on >= {on}){only_requirement}
),{placed}
alike AS MATERIALIZED (SELECT DISTINCT alike_id, job_role_id, organisation_id, kind, path FROM posts),
put AS MATERIALIZED (
  SELECT alike.alike_id, alike.job_role_id, alike.organisation_id, asking.requirement_id, asking.item_id,
    asking.asked_since, asking.setting_id, asking.due_within_days, asking.renewal_months, asking.due_soon_days,
    asking.started_by, asking.lasting_from
  FROM alike JOIN asking ON (asking.job_role_id IS NULL OR asking.job_role_id = alike.job_role_id)
    AND CASE -- not AND again: PostgreSQL would expect next to no rows, and walk where it should hash
      WHEN asking.organisation_kind <> '' AND asking.organisation_kind <> alike.kind THEN FALSE
      WHEN asking.path <> substr(alike.path, 1, length(asking.path)) THEN FALSE
      ELSE TRUE END
),{exempt}
asked AS (
  SELECT held.spell_id, held.person_id, held.started_on, held.post_id,
    {later}(held.started_on, put.asked_since) AS since, put.*
  FROM held JOIN posts ON posts.post_id = held.post_id
  JOIN put ON put.alike_id = posts.alike_id{in_place}{excused}
  WHERE {is_in_place} AND {is_not_excused}
),
unmet AS MATERIALIZED (
  SELECT * FROM asked WHERE NOT EXISTS (
    SELECT 1 FROM records_completion completion
    WHERE completion.item_id = asked.item_id AND completion.person_id = asked.person_id
      AND completion.completed_on >= asked.lasting_from AND completion.completed_on <= {on}){nor_equal}
),
done_before AS MATERIALIZED (
  SELECT unmet.*, {exempt_until} AS exempt_until, {last_done} AS last_on
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
OWN_DONE = """(
    SELECT max(completion.completed_on) FROM records_completion completion
    WHERE completion.item_id = unmet.item_id AND completion.person_id = unmet.person_id
      AND completion.completed_on <= {on})"""
# the rarer rules, each written into the statement only where there is one
ROLE = """CASE WHEN requirement.profession_id IS NOT NULL THEN COALESCE(of_profession.job_role_id, 0)
      WHEN requirement.capability_id IS NOT NULL THEN COALESCE(able.job_role_id, 0) ELSE requirement.job_role_id END"""
ROLES = """
  LEFT JOIN needs_professionrole of_profession ON of_profession.profession_id = requirement.profession_id
  LEFT JOIN frameworks_jobrolecapability able ON able.capability_id = requirement.capability_id
    AND able.starts_on <= {on} AND (able.ends_on IS NULL OR able.ends_on >= {on})"""
PLACED = """
placed AS MATERIALIZED (
  SELECT DISTINCT posts.post_id, line.setting_id
  FROM needs_settingline line
  LEFT JOIN people_organisation branch ON branch.id = line.organisation_id
  JOIN posts ON (line.job_role_id IS NULL OR line.job_role_id = posts.job_role_id)
    AND CASE WHEN line.team_id <> COALESCE(posts.team_id, 0) THEN FALSE
      WHEN line.organisation_kind <> '' AND line.organisation_kind <> posts.kind THEN FALSE
      WHEN branch.path <> substr(posts.path, 1, length(branch.path)) THEN FALSE
      ELSE TRUE END
  WHERE line.starts_on <= {on} AND (line.ends_on IS NULL OR line.ends_on >= {on})
    AND line.setting_id IN (SELECT setting_id FROM asking)
),"""
IN_PLACE = """
  LEFT JOIN placed ON placed.post_id = held.post_id AND placed.setting_id = put.setting_id"""
IS_IN_PLACE = "(put.setting_id IS NULL OR placed.setting_id IS NOT NULL)"
EXEMPT = """
exempt AS MATERIALIZED (
  SELECT person_id, item_id, max(until_on) AS until_on FROM needs_exemption
  WHERE counts_from <= {on} AND until_on >= {on} AND (ended_on IS NULL OR ended_on >= {on})
  GROUP BY person_id, item_id
),"""
EXCUSED = """
  LEFT JOIN exempt ON exempt.person_id = held.person_id AND exempt.item_id = put.item_id"""
IS_NOT_EXCUSED = "exempt.person_id IS NULL"
EXEMPT_UNTIL = """(
    SELECT exempt.until_on FROM exempt WHERE exempt.person_id = unmet.person_id AND exempt.item_id = unmet.item_id)"""
EQUAL = """FROM needs_equivalent equal JOIN records_completion completion ON completion.item_id = equal.counts_id
      AND completion.completed_on >= equal.starts_on
      AND (equal.ends_on IS NULL OR completion.completed_on <= equal.ends_on)"""
NOR_EQUAL = """ AND NOT EXISTS (
    SELECT 1 {equal}
    WHERE equal.item_id = asked.item_id AND completion.person_id = asked.person_id
      AND completion.completed_on >= asked.lasting_from AND completion.completed_on <= {on})"""
LAST_OF_EITHER = """(SELECT max(day) FROM (
    SELECT completion.completed_on AS day FROM records_completion completion
    WHERE completion.item_id = unmet.item_id AND completion.person_id = unmet.person_id
      AND completion.completed_on <= {on}
    UNION ALL
    SELECT completion.completed_on {equal}
    WHERE equal.item_id = unmet.item_id AND completion.person_id = unmet.person_id
      AND completion.completed_on <= {on}) done)"""
BOOKED = """(
  SELECT min(session.starts_at) FROM booking_booking booking
  JOIN booking_session session ON session.id = booking.session_id
  WHERE booking.person_id = gap.person_id AND session.item_id = gap.item_id AND NOT session.is_cancelled
    AND booking.status IN (%s, %s, %s) AND booking.booked_at < %s AND session.starts_at >= %s)"""


TERMS = """
SELECT DISTINCT due_within_days, renewal_months, due_soon_days, profession_id IS NOT NULL OR capability_id IS NOT NULL,
  setting_id IS NOT NULL, EXISTS (SELECT 1 FROM needs_equivalent),
  EXISTS (SELECT 1 FROM needs_exemption WHERE counts_from IS NOT NULL)
FROM needs_requirement"""


@dataclass(frozen=True)
class Uses:
    """Which of the rarer rules there are at all: the statement is no longer than it need be."""

    has_roles: bool  # requirements put to a profession, or to whoever is expected to be able to do something
    has_settings: bool
    has_equivalents: bool
    has_exemptions: bool


@dataclass(frozen=True)
class Question:
    """Whose gaps (by the posts they hold), on which day, looking how far ahead (None: whatever is asked of them)."""

    held: QuerySet[Spell]
    on: date
    within_days: int | None = rules.WHEN_DUE_SOON
    requirement: Requirement | None = None

    def __post_init__(self) -> None:
        rules.refuse_day(self.on)

    def ask(self, tail: str, *params: Any) -> tuple[str, list[Any]]:
        """The whole statement, ending in `tail`, with its parameters. EmptyResultSet when nobody is within reach."""
        columns = ("pk", "person_id", "post_id", Coalesce("since_on", "started_on"))
        held, who = self.held.order_by().values_list(*columns).query.sql_with_params()
        terms, uses = self._terms()
        sql = STATEMENT.format(
            terms=", ".join(["(%s, %s, %s, %s, %s)"] * len(terms)),
            held=held,
            on=self._day,
            new_for_days=rules.NEW_FOR_DAYS,
            only_requirement=" AND requirement.id = %s" if self.requirement else "",
            **self._rarer(uses),
            **dialect(),
        )
        only = [self.requirement.pk] if self.requirement else []
        cut_offs = [value for row in terms for value in row]
        return sql + tail, [*cut_offs, *who, *only, adapted(self._new_after), *params]

    def _rarer(self, uses: Uses) -> dict[str, str]:
        """The parts of the statement that only stand there where there is something for them to find."""
        on, equal = self._day, uses.has_equivalents
        is_everything = self.within_days is None
        leaves_out_exempt = uses.has_exemptions and not is_everything
        return {
            "role": ROLE if uses.has_roles else "requirement.job_role_id",
            "roles": ROLES.format(on=on) if uses.has_roles else "",
            "placed": PLACED.format(on=on) if uses.has_settings else "",
            "in_place": IN_PLACE if uses.has_settings else "",
            "is_in_place": IS_IN_PLACE if uses.has_settings else "TRUE",
            "exempt": EXEMPT.format(on=on) if uses.has_exemptions else "",
            "excused": EXCUSED if leaves_out_exempt else "",
            "is_not_excused": IS_NOT_EXCUSED if leaves_out_exempt else "TRUE",
            "exempt_until": EXEMPT_UNTIL if uses.has_exemptions and is_everything else dialect()["no_day"],
            "nor_equal": NOR_EQUAL.format(on=on, equal=EQUAL) if equal else "",
            "last_done": LAST_OF_EITHER.format(on=on, equal=EQUAL) if equal else OWN_DONE.format(on=on),
        }

    @property
    def _day(self) -> str:
        """The day, as both databases read it."""
        return f"'{self.on.isoformat()}'"

    @property
    def booked(self) -> list[Any]:
        """The parameters of BOOKED: places taken by the end of the day, on sessions that are still to come."""
        first = min(self.on, clock.today())
        return [*TAKES_A_PLACE, _midnight(self.on + timedelta(days=1)), _midnight(first)]

    @property
    def _new_after(self) -> date:
        """New starters' first learning is found however far off it is, unless only what is overdue is asked for."""
        is_overdue_only = self.within_days == rules.OVERDUE_ONLY
        return FOR_EVER if is_overdue_only else rules.new_after(self.on)

    def _terms(self) -> tuple[list[tuple[Any, ...]], Uses]:
        with connection.cursor() as cursor:
            cursor.execute(TERMS)
            rows = cursor.fetchall()
        found = list(dict.fromkeys(rules.Terms(*row[:3]) for row in rows)) or [rules.Terms(0)]
        uses = Uses(*(any(row[place] for row in rows) for place in range(3, 7)))
        return [self._cut_offs(terms) for terms in found], uses

    def _cut_offs(self, terms: rules.Terms) -> tuple[Any, ...]:
        started_by = lasting_from = FOR_EVER
        if self.within_days is not None:
            is_own = self.within_days == rules.WHEN_DUE_SOON
            days = terms.due_soon_days if is_own else self.within_days
            started_by, lasting_from = _first_days(terms, self.on + timedelta(days=days))
        said = (terms.due_within_days, terms.renewal_months or 0, terms.due_soon_days)
        return *said, adapted(started_by), adapted(lasting_from)


def dialect() -> dict[str, str]:
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE


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
