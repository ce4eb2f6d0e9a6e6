"""Who may see what: the only filter there is.

`request.viewer` is somebody with a reach, which `rules/access.csv` gives to their roles for each thing one may do. A
page names that thing with `@open_to("see bookings")`; a page that names none is closed. A model says how it reaches a
person or an organisation (`scope_path`) and which line of the table its rows are seen by (`seen_as`; without it, as
that person or organisation is). `visible(viewer, Model)` keeps the rows within the viewer's reach.
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
from academy.people import sharing
from academy.people.models import Account, Connection, Grant, Organisation, Person, Spell
from academy.people.rules import OPENED_BY, Reach, Role, allowed, reach

M = TypeVar("M", bound=Model)
View = TypeVar("View", bound=Callable[..., Any])  # a page gives a response, an endpoint whatever its schema shows
EVERYONE = "everyone"  # a scope_path: whoever is signed in may see all rows, as with the catalogue


@dataclass
class Viewer:
    """Somebody looking, with what reach. Made for one request; reads their grants once."""

    account: Account | None
    on: date = field(default_factory=clock.today)
    chosen: Organisation | None = None  # the one of several organisations that they look at: see `switching.py`

    @cached_property
    def person(self) -> Person | None:
        return self.account.person if self.account else None

    @property
    def connection(self) -> Connection | None:
        """Which system looks, when it is one: see `connected.py`."""
        return None

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

    def reach(self, what: str) -> frozenset[Reach]:
        """How far they may do it: with two roles, as far as both."""
        return reach(what, self.roles)

    def may(self, what: str) -> bool:
        return bool(self.reach(what))

    def branches_for(self, what: str) -> list[str]:
        """Paths of the organisations in which they may do it, each with all below it."""
        return [grant.organisation.path for grant in self.grants if Reach.ORGANISATION in reach(what, [grant.role])]

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

    def reach(self, what: str) -> frozenset[Reach]:
        return frozenset([Reach.AUTHORITY])

    @cached_property
    def sees_authority(self) -> bool:
        return True


class Request(HttpRequest):
    """A request as views meet it: the middleware has said whose it is."""

    viewer: Viewer


def current_spells(on: date) -> QuerySet[Spell]:
    return Spell.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on), started_on__lte=on)


def visible(viewer: Viewer, model: type[M], what: str = "") -> QuerySet[M]:
    """The rows of a model that the viewer may see, or may do something narrower with. No viewer, no rows."""
    path = getattr(model, "scope_path", None)
    if path is None:
        raise TypeError(f"{model.__name__} does not say how it reaches a person or an organisation (scope_path).")
    if not isinstance(viewer, Viewer):
        raise TypeError(f"Say who looks at {model.__name__}: a Viewer.")
    rows: QuerySet[M] = model._default_manager.all()
    if (narrowed := getattr(model, "narrowed", None)) is not None:
        rows = narrowed(rows, viewer)  # a model whose rows are not all meant for everybody within reach
    target = model if path in ("self", EVERYONE) else _end_of(model, path)
    what = what or getattr(model, "seen_as", "see organisations" if target is Organisation else "see people")
    if Reach.AUTHORITY in viewer.reach(what):
        return rows if viewer.account is None or what not in OPENED_BY else _shared(viewer, rows, path, what)
    if viewer.account is None or path == EVERYONE:
        return rows.none()
    if target is Organisation:
        return rows.filter(_in_branches(viewer, "" if path == "self" else f"{path}__", what))
    return rows.filter(_of_people(viewer, _to_person(path), what))


def _shared(viewer: Viewer, rows: QuerySet[M], path: str, what: str) -> QuerySet[M]:
    """What a partner has not agreed to share is kept from the hub (decision 18), apart from whom they reach anyway."""
    posts = sharing.kept_back(what, viewer.on)
    if posts is None:
        return rows
    to_person = _to_person(path)
    kept = Q(**{f"{to_person}__in": posts.order_by().values("person")})
    return rows.filter(~kept | _of_people(viewer, to_person, what))


def _to_person(path: str) -> str:
    return "pk" if path == "self" else f"{path}_id" if "__" not in path else path


def visible_people(viewer: Viewer) -> QuerySet[Person]:
    return visible(viewer, Person)


def open_to(what: str) -> Callable[[View], View]:
    """Say what a page or endpoint is for. Signed out: to sign-in. Not theirs: the same 404 as what never was."""
    roles = allowed(what)

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: Request, *args: Any, **kwargs: Any) -> Any:
            if request.viewer.account is None:
                return _ask_to_sign_in(request)
            if request.viewer.connection is not None:
                return view(request, *args, **kwargs) if request.viewer.may(what) else _not_by_this_key()
            if not request.viewer.is_any_of(roles):
                raise Http404
            return view(request, *args, **kwargs)

        wrapper.open_to, wrapper.what = roles, what  # type: ignore[attr-defined]
        return cast(View, wrapper)

    return decorate


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """A person is taken to the sign-in page; a machine is told."""
    if request.resolver_match and request.resolver_match.app_name == "ninja":
        return JsonResponse({"detail": "Sign in first."}, status=401)
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)


def _not_by_this_key() -> HttpResponse:
    """Said before anything is looked up, so it tells of no record."""
    return JsonResponse({"detail": "This key does not open this."}, status=403)


def open_to_everyone(view: View) -> View:
    """For what anybody may open: sign-in, help, a link with its own key."""
    view.open_to = frozenset([EVERYONE])  # type: ignore[attr-defined]
    return view


def _in_branches(viewer: Viewer, prefix: str, what: str) -> Q:
    within = Q(pk__in=[])
    for branch in viewer.branches_for(what):
        within |= Q(**{f"{prefix}path__startswith": branch})
    return within


def _of_people(viewer: Viewer, path: str, what: str) -> Q:
    far = viewer.reach(what) - {Reach.COUNTS}
    within = Q(**{path: viewer.person.pk}) if viewer.person and far else Q(pk__in=[])
    if Reach.TEAM in far and viewer.person:
        team = current_spells(viewer.on).filter(line_manager=viewer.person)
        if viewer.chosen:
            team = team.filter(post__organisation__path__startswith=viewer.chosen.path)
        within |= Q(**{f"{path}__in": team.values("person")})
    if Reach.ORGANISATION in far:
        staff = current_spells(viewer.on).filter(_in_branches(viewer, "post__organisation__", what))
        within |= Q(**{f"{path}__in": staff.values("person")})
    return within


def _end_of(model: type[Model], path: str) -> type[Model]:
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]
    return model
