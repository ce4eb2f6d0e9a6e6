"""Who there is: organisations, their teams and posts, the people in them, and the accounts they sign in with."""

from academy.people.models.accounts import Account, Grant, SignInTries
from academy.people.models.organisations import JobRole, Organisation, Post, Team
from academy.people.models.persons import Person, ReturnLine, Spell, StaffNumber

__all__ = [
    "Account",
    "Grant",
    "JobRole",
    "Organisation",
    "Person",
    "Post",
    "ReturnLine",
    "SignInTries",
    "Spell",
    "StaffNumber",
    "Team",
]
