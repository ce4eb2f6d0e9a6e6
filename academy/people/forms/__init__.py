"""What people type about people, turned into clean values."""

from academy.people.forms.accounts import AskForm, GrantForm, PasswordForm, SignInForm
from academy.people.forms.organisations import OrganisationForm, TeamForm
from academy.people.forms.people import DetailsForm, PeopleFilter
from academy.people.forms.posts import EndPostForm, LineManagerForm, NewPersonForm, PostForm

__all__ = [
    "AskForm",
    "DetailsForm",
    "EndPostForm",
    "GrantForm",
    "LineManagerForm",
    "NewPersonForm",
    "OrganisationForm",
    "PasswordForm",
    "PeopleFilter",
    "PostForm",
    "SignInForm",
    "TeamForm",
]
