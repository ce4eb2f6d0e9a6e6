"""What the outbox holds on the day: most has arrived, two came back, and some people chose digests."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from academy.core import carriers, notices
from academy.core.demo import World
from academy.core.models import BouncedAddress, Notice
from academy.people.models import Account, NoticeWishes, Person

WRITTEN = [
    ("booking", "You have a place: Assessing and managing risk with families"),
    ("reminder", "In a week: Hearing the child’s voice, 9:30am"),
    ("follow-up", "How did you use Motivational interviewing?"),
    ("gap", "What your post asks of you"),
    ("manager-copy", "Somebody in your team has a place"),
    ("place-found", "A place came free: Trauma-informed practice"),
]
NO_SUCH_ADDRESS = "There is no such address, or it takes no messages."
MAILBOX_FULL = "The mailbox was full or the phone off for too long."


def write(world: World) -> None:
    chance = world.chance("messages")
    readers = list(Account.objects.filter(person__isnull=False).order_by("pk").values_list("email", flat=True)[:60])
    evening = timezone.make_aware(datetime.combine(world.on - timedelta(days=1), time(16)))
    told = [_notice(number, chance.choice(readers), evening - timedelta(hours=3 * number)) for number in range(40)]
    for notice, why in ((told[4], NO_SUCH_ADDRESS), (told[11], MAILBOX_FULL)):
        notice.delivered_at, notice.bounced_at, notice.last_error = None, notice.sent_at, why
        notice.parked_at = notice.sent_at
    bounced = BouncedAddress(address=told[4].to, why=NO_SUCH_ADDRESS, at=evening)
    notices.keep_as_told(told, [bounced])
    _wish("Ruth", "Adeyemi", rhythm="daily", ways={"manager-copy": "digest"})
    _wish("Amara", "Okafor", rhythm="weekly", ways={"follow-up": "digest"})


def _notice(number: int, to: str, at: datetime) -> Notice:
    kind, subject = WRITTEN[number % len(WRITTEN)]
    key = f"demonstration:{number}"
    return Notice(
        key=key, kind=kind, to=to, subject=subject, body=subject, reference=carriers.reference(key), created_at=at,
        due_at=at, attempts=1, sent_at=at + timedelta(seconds=4), delivered_at=at + timedelta(seconds=9),
    )  # fmt: skip


def _wish(given_name: str, family_name: str, **wishes: object) -> None:
    person = Person.objects.filter(given_name=given_name, family_name=family_name).order_by("pk").first()
    if person is not None:
        NoticeWishes.objects.create(person=person, **wishes)
