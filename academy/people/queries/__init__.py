"""What may be read about people, each within the viewer's reach."""

from academy.people.queries.accounts import (
    account_of,
    current_grants,
    entries_about,
    grants,
    grants_that_end,
    losing_sight,
)
from academy.people.queries.organisations import (
    Branch,
    leads_for,
    organisations,
    people_in,
    teams,
    training_leads,
    tree,
    without_lead,
)
from academy.people.queries.people import IN_POST, NOT_IN_POST, colleague, people, staff_numbers, with_posts
from academy.people.queries.posts import current_spell, managed_by, manager_of, posts_in_charge, posts_of, team

__all__ = [
    "IN_POST",
    "NOT_IN_POST",
    "Branch",
    "account_of",
    "colleague",
    "current_grants",
    "current_spell",
    "entries_about",
    "grants",
    "grants_that_end",
    "leads_for",
    "losing_sight",
    "managed_by",
    "manager_of",
    "organisations",
    "people",
    "people_in",
    "posts_in_charge",
    "posts_of",
    "staff_numbers",
    "team",
    "teams",
    "training_leads",
    "tree",
    "with_posts",
    "without_lead",
]
