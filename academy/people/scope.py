"""Who may see what: the only filter there is.

`request.viewer` is somebody with a reach. A model says how it reaches a person or an organisation (`scope_path`), and
`visible(viewer, Model)` keeps the rows within the viewer's reach. A page says who it is for with `@open_to(...)`; a
page that does not say is closed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from academy.core import clock
from academy.people.models import Account, Grant, Organisation, Person, Spell
from academy.people.rules import Role

M = TypeVar("M", bound=Model)
View = TypeVar("View", bound=Callable[..., Any])  # a page gives a response, an endpoint whatever its schema shows
EVERYONE = "everyone"  # a scope_path: whoever is signed in may see all rows, as with the catalogue


@dataclass
class Viewer:
    """Somebody looking, with what reach. Made for one request; reads their grants once."""

    account: Account | None
    on: date = field(default_factory=clock.today)

    @cached_property
    def person(self) -> Person | None:
        return self.account.person if self.account else None

    @property
    def name(self) -> str:
        return str(self.account) if self.account else ""

    @cached_property
    def grants(self) -> list[Grant]:
        if self.account is None:
            return []
        held = self.account.held
        if held is None:
            held = list(Grant.objects.filter(account_id=self.account.pk).select_related("organisation").order_by("pk"))
        return [grant for grant in held if grant.is_current(self.on)]

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants)

    @cached_property
    def sees_authority(self) -> bool:
        return Role.ACADEMY in self.roles

    @cached_property
    def branches(self) -> list[str]:
        """Paths of the organisations whose people a training lead looks after."""
        return [grant.organisation.path for grant in self.grants if grant.role == Role.TRAINING_LEAD]

    @cached_property
    def manages(self) -> bool:
        return Role.MANAGER in self.roles

    @cached_property
    def organisation(self) -> Organisation | None:
        """Where they work today, or else where they hold a role: whose held places they may take."""
        if self.person:
            spell = current_spells(self.on).filter(person=self.person).select_related("post__organisation").first()
            if spell:
                return spell.post.organisation
        return self.grants[0].organisation if self.grants else None

    def is_any_of(self, roles: frozenset[str]) -> bool:
        return bool(self.roles & roles)


class TheAuthority(Viewer):
    """The Academy's own jobs and commands, which see everybody. Never made from a request."""

    def __init__(self, on: date | None = None) -> None:
        super().__init__(None, on or clock.today())

    @cached_property
    def sees_authority(self) -> bool:
        return True


class Request(HttpRequest):
    """A request as views meet it: the middleware has said whose it is."""

    viewer: Viewer


def current_spells(on: date) -> QuerySet[Spell]:
    return Spell.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on), started_on__lte=on)


def visible(viewer: Viewer, model: type[M]) -> QuerySet[M]:
    """The rows of a model within the viewer's reach. No viewer, no rows."""
    rows: QuerySet[M] = model._default_manager.all()
    path = getattr(model, "scope_path", None)
    if path is None:
        raise TypeError(f"{model.__name__} does not say how it reaches a person or an organisation (scope_path).")
    if viewer.sees_authority:
        return rows
    if viewer.account is None:
        return rows.none()
    if path == EVERYONE:
        return rows
    target = model if path == "self" else _end_of(model, path)
    if issubclass(target, Organisation):
        return rows.filter(_in_branches(viewer, "" if path == "self" else f"{path}__"))
    return rows.filter(_of_people(viewer, "pk" if path == "self" else f"{path}_id" if "__" not in path else path))


def visible_people(viewer: Viewer) -> QuerySet[Person]:
    return visible(viewer, Person)


def open_to(*roles: Role) -> Callable[[View], View]:
    """Say who a page or endpoint is for. Signed out: to sign-in. Not theirs: the same 404 as what never was."""
    allowed = frozenset(role.value for role in roles)

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: Request, *args: Any, **kwargs: Any) -> Any:
            if request.viewer.account is None:
                return _ask_to_sign_in(request)
            if not request.viewer.is_any_of(allowed):
                raise Http404
            return view(request, *args, **kwargs)

        wrapper.open_to = allowed  # type: ignore[attr-defined]
        return cast(View, wrapper)

    return decorate


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """A person is taken to the sign-in page; a machine is told."""
    if request.resolver_match and request.resolver_match.app_name == "ninja":
        return JsonResponse({"detail": "Sign in first."}, status=401)
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)


def open_to_everyone(view: View) -> View:
    """For what anybody may open: sign-in, help, a link with its own key."""
    view.open_to = frozenset([EVERYONE])  # type: ignore[attr-defined]
    return view


ANYONE_SIGNED_IN = tuple(Role)


def _in_branches(viewer: Viewer, prefix: str) -> Q:
    reach = Q(pk__in=[])
    for branch in viewer.branches:
        reach |= Q(**{f"{prefix}path__startswith": branch})
    return reach


def _of_people(viewer: Viewer, path: str) -> Q:
    reach = Q(**{path: viewer.person.pk}) if viewer.person else Q(pk__in=[])
    if viewer.manages and viewer.person:
        team = current_spells(viewer.on).filter(line_manager=viewer.person)
        reach |= Q(**{f"{path}__in": team.values("person")})
    if viewer.branches:
        staff = current_spells(viewer.on).filter(_in_branches(viewer, "post__organisation__"))
        reach |= Q(**{f"{path}__in": staff.values("person")})
    return reach


def _end_of(model: type[Model], path: str) -> type[Model]:
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]
    return model
