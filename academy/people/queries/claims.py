"""Who came from another employer, and what that employer has been asked."""

from datetime import date

from django.db.models import Q, QuerySet

from academy.people.models import Grant, Organisation, Person, PostQuestion, Spell
from academy.people.queries.organisations import leads_for
from academy.people.queries.posts import posts_in_charge
from academy.people.scope import TheAuthority, Viewer


def posts_elsewhere(person: Person, organisation: Organisation, *, on: date) -> list[Spell]:
    """Posts that last, with employers other than this one."""
    lasting = Spell.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on), person=person)
    elsewhere = lasting.exclude(post__organisation=organisation)
    return list(elsewhere.select_related("post__organisation", "person").order_by("pk"))


def leads_to_tell(organisation: Organisation, *, on: date) -> list[Grant]:
    """Those who lead training there, or else above it, and have an address."""
    leads = leads_for(TheAuthority(on), organisation)
    return [grant for grant in leads if grant.account.person and grant.account.person.email]


def post_questions(viewer: Viewer) -> QuerySet[PostQuestion]:
    """Open ones about posts that the viewer may end."""
    unended = posts_in_charge(viewer).filter(ended_on__isnull=True)
    asked = PostQuestion.objects.filter(goes_on_at__isnull=True, spell__in=unended)
    return asked.select_related("spell__person", "spell__post__organisation", "claim__organisation")
