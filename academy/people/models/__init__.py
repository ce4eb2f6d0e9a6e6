"""Who there is: organisations, their teams and posts, the people in them, and the accounts they sign in with."""

from academy.people.models.accounts import Account, Grant, SignInTries
from academy.people.models.agreements import Agreement, LeadShortage
from academy.people.models.claims import Claim, PostQuestion
from academy.people.models.connections import Connection, Delivery, Repeat, Webhook
from academy.people.models.directory import DirectoryGroup, DirectoryMember, DirectoryUser
from academy.people.models.identifiers import Identifier
from academy.people.models.invitations import AccountRequest, Invitation
from academy.people.models.merges import Merge, MovedRow, TwoPeople
from academy.people.models.organisations import JobRole, Organisation, Post, Team
from academy.people.models.persons import Person, ReturnLine, Spell, StaffNumber
from academy.people.models.restructures import Restructure
from academy.people.models.sign_ins import SignIn
from academy.people.models.single_sign_on import SignInIdentity, SignInProvider
from academy.people.models.wishes import NoticeWishes

__all__ = [
    "Account",
    "AccountRequest",
    "Agreement",
    "Claim",
    "Connection",
    "Delivery",
    "DirectoryGroup",
    "DirectoryMember",
    "DirectoryUser",
    "Grant",
    "Identifier",
    "Invitation",
    "JobRole",
    "LeadShortage",
    "Merge",
    "MovedRow",
    "NoticeWishes",
    "Organisation",
    "Person",
    "Post",
    "PostQuestion",
    "Repeat",
    "Restructure",
    "ReturnLine",
    "SignIn",
    "SignInIdentity",
    "SignInProvider",
    "SignInTries",
    "Spell",
    "StaffNumber",
    "Team",
    "TwoPeople",
    "Webhook",
]
