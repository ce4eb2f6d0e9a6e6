"""The statements that count a day's analysis, in one go, the same on SQLite and PostgreSQL."""

NOTHING = "CAST(NULL AS bigint)"
WHERE_THEY_ARE = "organisation_id, team_id, job_role_id"

# who lacks which item, once for each employer; and where each person counts with that employer
PLACED = """
WITH held (person_id, organisation_id, post_id) AS MATERIALIZED ({held}),
home AS MATERIALIZED (
  SELECT first.person_id, first.organisation_id, post.team_id, post.job_role_id
  FROM (SELECT person_id, organisation_id, min(post_id) AS post_id FROM held GROUP BY person_id, organisation_id) first
  JOIN people_post post ON post.id = first.post_id
),
lacked AS MATERIALIZED (
  SELECT gap.person_id, gap.organisation_id, requirement.item_id, min(gap.due_on) AS due_on
  FROM needs_gapsnapshot gap JOIN needs_requirement requirement ON requirement.id = gap.requirement_id
  WHERE gap.taken_on = %s GROUP BY gap.person_id, gap.organisation_id, requirement.item_id
),
placed AS MATERIALIZED (
  SELECT lacked.*, home.team_id, home.job_role_id FROM lacked
  LEFT JOIN home ON home.person_id = lacked.person_id AND home.organisation_id = lacked.organisation_id
)"""

COUNTED = f"""
SELECT %s, {WHERE_THEY_ARE}, {NOTHING}, {NOTHING}, count(*), 0, 0, 0 FROM home GROUP BY {WHERE_THEY_ARE}
UNION ALL
SELECT %s, {WHERE_THEY_ARE}, {NOTHING}, {NOTHING}, 0, count(DISTINCT person_id),
  count(DISTINCT CASE WHEN due_on < %s THEN person_id END), 0 FROM placed GROUP BY {WHERE_THEY_ARE}
UNION ALL
SELECT %s, {WHERE_THEY_ARE}, {NOTHING}, item_id, 0, count(*), sum(CASE WHEN due_on < %s THEN 1 ELSE 0 END), 0
FROM placed GROUP BY {WHERE_THEY_ARE}, item_id
UNION ALL
SELECT %s, {WHERE_THEY_ARE}, taught.capability_id, {NOTHING}, 0, count(DISTINCT person_id),
  count(DISTINCT CASE WHEN due_on < %s THEN person_id END), 0
FROM placed JOIN catalogue_item_capabilities taught ON taught.item_id = placed.item_id
GROUP BY {WHERE_THEY_ARE}, taught.capability_id
"""

STANDING = """needs_signal.raised_on <= %s AND (needs_signal.left_on IS NULL OR needs_signal.left_on > %s)
  AND NOT EXISTS (SELECT 1 FROM needs_need WHERE needs_need.id = needs_signal.need_id AND needs_need.closed_on <= %s)"""

HEARD = f"""
SELECT %s, {WHERE_THEY_ARE}, {NOTHING}, {NOTHING}, 0, 0, 0, count(*) FROM needs_signal WHERE {STANDING}
GROUP BY {WHERE_THEY_ARE}
UNION ALL
SELECT %s, {WHERE_THEY_ARE}, capability_id, {NOTHING}, 0, 0, 0, count(*) FROM needs_signal
WHERE capability_id IS NOT NULL AND {STANDING} GROUP BY {WHERE_THEY_ARE}, capability_id
UNION ALL
SELECT %s, {WHERE_THEY_ARE}, {NOTHING}, item_id, 0, 0, 0, count(*) FROM needs_signal
WHERE item_id IS NOT NULL AND {STANDING} GROUP BY {WHERE_THEY_ARE}, item_id
"""

INTO = """INSERT INTO needs_needssnapshot
  (day_id, organisation_id, team_id, job_role_id, capability_id, item_id, people, lacking, overdue, signals) """

# the people behind a number: one row for each employer they have
WHO = """
SELECT placed.person_id, placed.organisation_id, placed.team_id, placed.job_role_id, min(placed.due_on) AS due_on,
  count(*) AS things FROM placed {only}
GROUP BY placed.person_id, placed.organisation_id, placed.team_id, placed.job_role_id
"""
