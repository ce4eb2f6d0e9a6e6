"""On what terms places are had, and what speaks against a booking by them."""

from collections.abc import Iterator
from datetime import date

from django.db.models import F, Max, Q

from academy.booking import rules
from academy.booking.models import Booking, Session, Terms
from academy.booking.queries.people import Posts
from academy.booking.rules import Interruption
from academy.catalogue.models import Item
from academy.people.models import Organisation, Person
from academy.people.rules import OrganisationKind
from academy.people.scope import current_spells
from academy.records.models import Completion

NO_TERMS = Terms()  # what holds where nothing is said; it is never saved


def terms_of(session: Session) -> Terms:
    """Read with the session, or else once."""
    if not hasattr(session, "terms"):
        found = Terms.objects.filter(Q(session=session) | Q(item=session.item_id))
        session.terms = found.order_by(F("session").asc(nulls_last=True)).first()  # type: ignore[attr-defined]
    return session.terms or NO_TERMS  # type: ignore[attr-defined]


def approver_kind(session: Session, posts: Posts, organisation: Organisation | None) -> str:
    """Whose approval it takes: what the item says, or the organisation; mostly nobody's."""
    rule = posts.rule_at(organisation)
    return rules.asks_approval(
        terms_of(session).approver,
        rule.approver if rule else "",
        hours=session.item.hours,
        from_hours=rule.from_hours if rule else session.item.hours,
    )


def interruptions(
    session: Session, person: Person, posts: Posts, *, other_date: Booking | None, who: str = ""
) -> list[Interruption]:
    """What to stop at before booking. Without terms there is only another date, which is known already."""
    found = list(_by_terms(session, person, posts, who)) if terms_of(session) is not NO_TERMS else []
    if other_date:
        found.append(rules.on_another_date(who, other_date.session.when, other_date.get_absolute_url()))
    return [one for one in found if one]


def _by_terms(session: Session, person: Person, posts: Posts, who: str) -> Iterator[Interruption | None]:
    terms, item = terms_of(session), session.item
    if whom := _whom(session, terms, person, posts):
        yield rules.not_for_them(whom, terms.when_not_for_them)
    first = list(terms.prerequisites.all())
    done = latest_completions(person, [item, *first])
    lacking = [one.title for one in first if not rules.is_valid(done.get(one.pk), one.renewal_months, on=session.on)]
    if lacking:
        yield rules.missing(who, lacking, terms.when_missing)
    last_on, months = done.get(item.pk), item.renewal_months
    if last_on and rules.is_valid(last_on, months, on=session.on, months_left=terms.current_months):
        yield rules.current(who, last_on, rules.lasts_until(last_on, months), terms.when_current)


def _whom(session: Session, terms: Terms, person: Person, posts: Posts) -> list[str]:
    """In words whom it is for, when this person is not one of them."""
    roles = list(terms.job_roles.all())
    if roles and not current_spells(session.on).filter(person=person, post__job_role__in=roles).exists():
        return [f"those who work as {role.name.lower()}" for role in roles]
    if terms.kinds and not {at.kind for at in posts.organisations} & set(terms.kinds):
        return [f"{OrganisationKind(kind).label.lower()} staff" for kind in terms.kinds]
    offered_by = session.item.organisation
    if terms.is_own_only and not any(at.path.startswith(offered_by.path) for at in posts.organisations):
        return [f"people of {offered_by}"]
    return []


def latest_completions(person: Person, items: list[Item]) -> dict[int, date]:
    done = Completion.objects.filter(person=person, item__in=items).order_by().values("item")
    return dict(done.annotate(last_on=Max("completed_on")).values_list("item", "last_on"))
