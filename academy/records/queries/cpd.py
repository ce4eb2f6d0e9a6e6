"""A year of learning: what was done in it, and how far it goes towards what a regulator asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import QuerySet

from academy.catalogue.rules import hours_words
from academy.people.models import Person
from academy.records import rules
from academy.records.models import Reflection
from academy.records.rules import Profession
from academy.records.statements import LEARNED, PIECES
from academy.ui.templatetags.academy import in_words
from academy.ui.year import Year, year


@dataclass(frozen=True)
class CpdYear:
    """What one person has learned since 1 December, as a sentence and as a line with a knot for each."""

    starts_on: date
    on: date
    done: Sequence[date]
    hours: Decimal
    booked: Sequence[date] = ()
    profession: Profession | None = None
    pieces: int = 0
    with_peer: int = 0

    @property
    def sentence(self) -> str:
        since = f"since {self.starts_on.day} {self.starts_on:%B}"
        if not self.done:
            return f"Nothing learned yet {since}."
        number = len(self.done)
        things = f"{in_words(number).capitalize()} thing{'s' * (number != 1)} learned"
        return f"{things}, {self.time_words}, {since}."

    @property
    def time_words(self) -> str:
        """A year is told in whole hours."""
        return hours_words(self.hours.quantize(Decimal(1), ROUND_HALF_UP) if self.hours >= 1 else self.hours)

    @property
    def line(self) -> Year:
        return year(self.starts_on, on=self.on, done=self.done, booked=self.booked, says=self.sentence)

    @property
    def ends_on(self) -> date:
        return rules.year_end(self.starts_on)

    @property
    def asked_words(self) -> str:
        """Nothing where no rule is known: then the hours stand alone."""
        if self.profession is None or not self.profession.pieces:
            return ""
        return rules.pieces_words(self.profession, self.pieces, self.with_peer, by=self.ends_on)

    @property
    def asked_sentence(self) -> str:
        """One of your two CPD pieces is written; none has been discussed with a peer yet."""
        if self.profession is None or not self.profession.pieces:
            return ""
        asked, done = self.profession.pieces, min(self.pieces, self.profession.pieces)
        written = (
            "All" if done == asked and asked > 2 else "Both" if done == asked == 2 else in_words(done).capitalize()
        )
        said = f"{written} of your {in_words(asked)} CPD pieces {'is' if done == 1 else 'are'} written"
        if self.with_peer >= self.profession.with_peer:
            discussed = f"{in_words(self.with_peer)} {'has' if self.with_peer == 1 else 'have'}"
            return f"{said}; {discussed} been discussed with a peer."
        return f"{said}; none has been discussed with a peer yet."

    @property
    def is_met(self) -> bool:
        return self.profession is not None and self.profession.is_met(self.pieces, self.with_peer)

    @property
    def is_pressing(self) -> bool:
        """The regulator takes applications, and something is missing."""
        return (
            bool(self.asked_words) and not self.is_met and bool(self.profession and self.profession.asks_now(self.on))
        )

    @property
    def missing_words(self) -> str:
        """One more piece of CPD, discussed with a peer."""
        if self.profession is None or self.is_met:
            return ""
        pieces = max(self.profession.pieces - self.pieces, 0)
        if not pieces:
            return "A piece of CPD to discuss with a peer"
        more = "One more piece of CPD" if pieces == 1 else f"{in_words(pieces).capitalize()} pieces of CPD"
        if self.with_peer >= self.profession.with_peer:
            return more
        return f"{more}, discussed with a peer" if pieces == 1 else f"{more}, one discussed with a peer"


def cpd_year(person: Person, *, on: date, booked: Sequence[date] = ()) -> CpdYear:
    """For a page that may show this person's record: whose it is was asked before."""
    starts_on = rules.year_start(on)
    learned = [completion for (completion,) in LEARNED.records(person.pk, starts_on, on)]
    hours = sum((completion.hours for completion in learned), Decimal(0))
    profession = rules.profession_of(swe_number=person.swe_number)
    pieces, with_peer = _counted(person, starts_on) if profession.pieces else (0, 0)
    done = [completion.completed_on for completion in learned]
    return CpdYear(starts_on, on, done, hours, booked, profession, pieces, with_peer)


def pieces(person: Person, starts_on: date) -> QuerySet[Reflection]:
    """The finished reflections of one person's year, by the day of what was learned."""
    within = (starts_on, rules.year_end(starts_on))
    return Reflection.objects.filter(person=person, finished_at__isnull=False, done_on__range=within)


def _counted(person: Person, starts_on: date) -> tuple[int, int]:
    ((written, with_peer),) = PIECES.rows(person.pk, starts_on, rules.year_end(starts_on))
    return written, with_peer
