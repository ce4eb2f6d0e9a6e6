"""What people type about people, turned into clean values."""

from academy.people.forms.accounts import AskForm, ChangePasswordForm, GrantForm, PasswordForm, ProofForm, SignInForm
from academy.people.forms.agreements import AgreementForm, EndAgreementForm
from academy.people.forms.claims import ClaimForm
from academy.people.forms.connections import ConnectionForm, WebhookForm
from academy.people.forms.directory import GroupRoleForm
from academy.people.forms.organisations import IdentifiersForm, OrganisationFilter, OrganisationForm, TeamForm
from academy.people.forms.people import DetailsForm, PeopleFilter
from academy.people.forms.posts import EndPostForm, LineManagerForm, NewPersonForm, PostForm
from academy.people.forms.requests import AccountRequestForm, ApproveForm, DeclineForm
from academy.people.forms.restructures import MembersForm, MergeForm, RestructureForm
from academy.people.forms.second_factor import CodeForm, CredentialForm, NameForm, PasskeyForm
from academy.people.forms.single_sign_on import ProviderForm
from academy.people.forms.wishes import OutboxForm, WishesForm

__all__ = [
    "AccountRequestForm",
    "AgreementForm",
    "ApproveForm",
    "AskForm",
    "ChangePasswordForm",
    "ClaimForm",
    "CodeForm",
    "ConnectionForm",
    "CredentialForm",
    "DeclineForm",
    "DetailsForm",
    "EndAgreementForm",
    "EndPostForm",
    "GrantForm",
    "GroupRoleForm",
    "IdentifiersForm",
    "LineManagerForm",
    "MembersForm",
    "MergeForm",
    "NameForm",
    "NewPersonForm",
    "OrganisationFilter",
    "OrganisationForm",
    "OutboxForm",
    "PasskeyForm",
    "PasswordForm",
    "PeopleFilter",
    "PostForm",
    "ProofForm",
    "ProviderForm",
    "RestructureForm",
    "SignInForm",
    "TeamForm",
    "WebhookForm",
    "WishesForm",
]
