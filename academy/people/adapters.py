"""What django-allauth asks of the Academy. None of its pages is routed: ours stand on its flows and its records."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.stages import LoginStage
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from academy.people import actions, queries, rules, seals
from academy.people.models import Account


class SecondStep(AuthenticateStage):
    """Between the password and being signed in: nobody is, until it is done."""

    urlname = "second-step"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        if not self._should_handle(self.request) or self._was_asked_elsewhere():
            return None, True
        return redirect(self.urlname), True

    def _was_asked_elsewhere(self) -> bool:
        """An organisation’s provider asks for its own second step; each can be set to have ours too."""
        came = get_authentication_records(self.request, self.login.user)
        return bool(came) and came[-1]["method"] == "socialaccount" and came[-1].get("is_enough") is True


class SetUpSecondFactor(LoginStage):
    """Whoever must have one sets it up first. An organisation that signs its people in answers for them itself."""

    key = "set_up_second_factor"
    urlname = "set-up-second-factor"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        account = self.login.user
        ways = {record["method"] for record in get_authentication_records(self.request, account)}
        if "socialaccount" in ways or not queries.must_have_second_factor(account) or queries.factors(account):
            return None, True
        return redirect(self.urlname), True


class AccountAdapter(DefaultAccountAdapter):
    """Nobody makes an account by themselves, and what is told is told by our own notices."""

    def get_login_stages(self) -> list[str]:
        return [f"{__name__}.{stage.__name__}" for stage in (SecondStep, SetUpSecondFactor)]

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse | None:
        """Whichever way they came: somebody who has left does not come in."""
        return super().pre_login(request, user, **kwargs) if actions.may_sign_in(user) else redirect("sign-in")

    def login(self, request: HttpRequest, user: Account) -> None:
        super().login(request, user)
        request.session["browser"] = rules.browser_words(request.headers.get("User-Agent", ""))
        actions.note_sign_in(user)

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponse:
        return redirect("sign-in")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        pass

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        pass

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        pass


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keys of authenticator apps and of recovery codes are kept sealed: a copy of the database alone opens nothing."""

    def get_totp_issuer(self) -> str:
        return f"{settings.AUTHORITY_NAME} Academy"

    def _get_site_name(self) -> str:
        return self.get_totp_issuer()

    def encrypt(self, text: str) -> str:
        return seals.sealed("second-factor", text)

    def decrypt(self, encrypted_text: str) -> str:
        return seals.opened("second-factor", encrypted_text)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def get_requests_session(self) -> Any:
        """A provider answers itself: nothing leads us on to another address."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False
