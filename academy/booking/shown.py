"""What pages say about places and dates, put ready for the components that show it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from academy.booking import queries, rules
from academy.booking.models import Session
from academy.booking.queries import Posts
from academy.booking.rules import Hold, Places
from academy.core.exports import Status
from academy.people.models import Organisation
from academy.ui.dates import date_words
from academy.ui.templatetags.academy import in_words

MOST_DRAWN = 60  # more seats than this are told in words alone


@dataclass(frozen=True)
class Meter:
    """The place meter: what is taken, held for others, and free to the one who looks."""

    total: int
    taken: int
    held: int
    yours: int
    yours_words: str
    held_words: str

    @property
    def is_large(self) -> bool:
        return self.total > MOST_DRAWN

    @property
    def says(self) -> str:
        held = f"{self.held} held for partners, " if self.held else ""
        return f"{counted(self.total, 'place')}: {self.taken} taken, {held}{self.yours} free for you"


@dataclass(frozen=True)
class Approval:
    """Whose approval it takes, and for how long a place is kept meanwhile."""

    who: str
    days: int

    @property
    def days_words(self) -> str:
        return f"{in_words(self.days)} working day{'s' * (self.days != 1)}"


def approval(session: Session, posts: Posts, organisation: Organisation | None) -> Approval | None:
    asked = queries.approver_kind(session, posts, organisation)
    if not asked:
        return None
    manager = posts.manager_at(organisation) if asked == rules.Approver.MANAGER else None
    who = f"{manager}, your manager," if manager else "your training lead"
    return Approval(who, queries.terms_of(session).approval_days)


def order_words(session: Session) -> str:
    """How its list is served, as a sentence; nothing where it is as everywhere."""
    terms = queries.terms_of(session)
    if terms is queries.NO_TERMS:
        return ""
    words = [f"{rules.ListOrder(terms.list_order).label}."]
    if terms.offers == rules.Offers.TIMED:
        words.append(f"A place is offered for {in_words(terms.offer_days)} working days, and then passes on.")
    return " ".join(words)


def meter(places: Places, organisation: Organisation | None) -> Meter:
    path, kind = queries.agency(organisation)
    theirs = places.holds_for(path, kind)
    own = next((hold for hold in theirs if hold.left), None)
    others = [hold for hold in places.holds if hold not in theirs and hold.left]
    return Meter(
        total=places.places,
        taken=places.taken,
        held=sum(hold.left for hold in others),
        yours=places.free_for(path, kind),
        yours_words=_yours_words(own, organisation) if places.held else "",
        held_words=_held_words(others),
    )


def _yours_words(own: Hold | None, organisation: Organisation | None) -> str:
    if own and own.left:
        return f"for {own.name}"
    return f"for {organisation.get_kind_display().lower()} staff" if organisation else "for everybody"


def _held_words(holds: Sequence[Hold]) -> str:
    """ "4 for health and 2 for schools. From 13 November anyone may have them"."""
    if not holds:
        return ""
    kept = listed([f"{hold.left} for {hold.name}" for hold in holds])
    days = sorted({hold.release_on for hold in holds if hold.release_on})
    if len(days) == 1:
        return f"{kept}. From {day_month(days[0])} anyone may have them"
    return f"{kept}. They come free for anyone from {listed([day_month(day) for day in days])}"


def dates(
    sessions: Iterable[Session],
    places: Mapping[int, Places],
    waiting: Mapping[int, int],
    *,
    posts: Posts,
    usually_freed: int | None,
    query: str = "",
) -> list[dict[str, object]]:
    rows = []
    for session in sessions:
        free = posts.free_of(places[session.pk])
        rows.append(
            {
                "on": session.starts_at,
                "heading": session.where,
                "tag": Status(counted(free, "place"), "good") if free else Status("Full", "due"),
                "why": _times(session) if free else would_be_words(waiting.get(session.pk, 0), usually_freed),
                "action_url": session.get_absolute_url() + query,
                "action_words": "Choose this date" if free else "Join the list",
                "action_about": f": {date_words(session.on)}",
            }
        )
    return rows


def dates_to_choose(
    sessions: Iterable[Session], places: Mapping[int, Places], *, posts: Posts
) -> list[tuple[int, str]]:
    """Those with a place free for them, as somebody chooses between them."""
    free = [(session, posts.free_of(places[session.pk])) for session in sessions]
    return [
        (session.pk, f"{session.when}, {session.where}: {counted(number, 'place')} free")
        for session, number in free
        if number > 0
    ]


def _times(session: Session) -> str:
    return f"{session.times}{', ' if session.timetable else ''}{session.timetable}."


def would_be_words(waiting: int, usually_freed: int | None) -> str:
    """ "You would be 5th on the waiting list", and what usually becomes of whoever is 5th."""
    words = f"You would be {ordinal(waiting + 1)} on the waiting list."
    if usually_freed is None:
        return words
    freed = {0: "no place usually comes free", 1: "about one place usually comes free"}
    usual = freed.get(usually_freed, f"about {in_words(usually_freed)} places usually come free")
    chance = "likely" if waiting < usually_freed else "unlikely"
    return f"{words} On this course {usual}, so a place is {chance}."


def reminders(session: Session, *, after: date) -> list[date]:
    """The days on which somebody who books today is reminded."""
    days = [session.on - timedelta(days=number) for number in rules.REMIND_DAYS_BEFORE]
    return [day for day in days if day > after]


def days_words(days: Sequence[date]) -> str:
    """ "3, 10 and 15 November", or with each month where they differ."""
    if len({day.month for day in days}) == 1:
        return listed([*(str(day.day) for day in days[:-1]), day_month(days[-1])])
    return listed([day_month(day) for day in days])


def day_month(day: date) -> str:
    return date_words(day).rsplit(" ", 1)[0]


def listed(words: Sequence[str]) -> str:
    """a, b and c."""
    *first, last = words or [""]
    return f"{', '.join(first)} and {last}" if first else last


def ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
