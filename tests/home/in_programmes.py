"""One row of everything in supervision and reviews that can point at somebody, made as if long ago."""

from academy.core import clock
from academy.people.models import Person
from academy.programmes.models import CaseReview, Conversation, Recommendation, ReviewAction
from tests.builders import make_person


def in_programmes(person: Person) -> None:
    now, today, other = clock.now(), clock.today(), make_person("Olu", "Supervising")
    Conversation.objects.create(person=person, with_whom=other, held_on=today, noted_at=now)
    Conversation.objects.create(person=other, with_whom=person, held_on=today, noted_at=now)
    review = CaseReview.objects.create(kind="learning", title="Neglect", agreed_on=today)
    asked = Recommendation.objects.create(review=review, number=1, words="Weigh risk")
    ReviewAction.objects.create(recommendation=asked, words="Teach it", owner=person, due_on=today)
