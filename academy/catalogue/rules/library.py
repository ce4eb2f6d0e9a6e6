"""The library: what is kept in it, who may have it, what may be done with it, and when it must be looked at again."""

from collections.abc import Iterable
from datetime import date

from django.db.models import TextChoices

from academy.core import clock
from academy.core.refusals import Refused
from academy.core.uploads import DOCUMENTS, PICTURES, RECORDINGS, VIDEOS

FILES = DOCUMENTS | PICTURES | RECORDINGS
REVIEWED_AFTER_MONTHS = 12
LONGEST_UNTIL_REVIEW_MONTHS = 36
MOST_TAGS = 8
FEW = 5  # people: fewer are not counted out
EXCERPT = 600


class Form(TextChoices):
    """How a resource comes."""

    DOCUMENT = "document", "Document"
    RECORDING = "recording", "Recording"
    PICTURE = "picture", "Picture"
    LINK = "link", "Link"


class ShownTo(TextChoices):
    """Who may find an item at all."""

    EVERYONE = "everyone", "Everybody in the Academy"
    KINDS = "kinds", "Some kinds of agency"
    OWN = "own", "Only our own organisation, and all below it"


class Licence(TextChoices):
    OURS = "ours", "Ours: for use in the partnership"
    OPEN_GOVERNMENT = "ogl", "Open Government Licence v3.0"
    ATTRIBUTION = "cc_by", "Creative Commons Attribution 4.0"
    SHARE_ALIKE = "cc_by_sa", "Creative Commons Attribution-ShareAlike 4.0"
    NON_COMMERCIAL = "cc_by_nc", "Creative Commons Attribution-NonCommercial 4.0"
    NO_CHANGES = "cc_by_nc_nd", "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0"
    PERMISSION = "permission", "With permission of its owner"


MAY_BE_DONE = {
    Licence.OURS: "Use it, print it and share it inside the partnership.",
    Licence.OPEN_GOVERNMENT: "Copy, change and share it with anybody, and say whose it is.",
    Licence.ATTRIBUTION: "Copy, change and share it with anybody, and say whose it is.",
    Licence.SHARE_ALIKE: "Copy, change and share it, say whose it is, and share what you make of it in the same way.",
    Licence.NON_COMMERCIAL: "Copy, change and share it, but sell nothing made of it, and say whose it is.",
    Licence.NO_CHANGES: "Copy and share it as it is, do not sell it, and say whose it is.",
    Licence.PERMISSION: "Read it here. Ask before you copy it.",
}


class Reading(TextChoices):
    """What came of looking for words inside."""

    WAITING = "waiting", "Its words are being read."
    READ = "read", "Its words are searched."
    WORDLESS = "wordless", "It has no words that a computer can read, so it is found by its title, summary and tags."
    UNREADABLE = "unreadable", "We could not read its words, so it is found by its title, summary and tags."


class NothingToOpen(Refused):
    """A resource is a file or a link."""


class NotAccessible(Refused):
    """Not everybody could follow it."""


class NobodysPermission(Refused):
    """A licence by permission says whose."""


class WrongReviewDate(Refused):
    """A review lies ahead, and not for ever."""


def form_of(kind: str) -> Form:
    """Of a file, by what it is; nothing is a link."""
    if not kind:
        return Form.LINK
    if kind in RECORDINGS:
        return Form.RECORDING
    return Form.PICTURE if kind in PICTURES else Form.DOCUMENT


def refuse_nothing(*, has_file: bool, link: str) -> None:
    if has_file == bool(link):
        raise NothingToOpen("Choose a file, or give the address of a page: one of the two.", field="file")


def refuse_what_not_everybody_can_follow(kind: str, *, has_captions: bool, transcript: str) -> None:
    """The law asks it of us, and so do colleagues who do not hear, or have no sound where they work."""
    if kind in VIDEOS and not has_captions:
        raise NotAccessible("A video needs captions, as a VTT file, so that everybody can follow it.", field="captions")
    if kind in RECORDINGS - VIDEOS and not transcript.strip():
        words = "A sound recording needs its words as text, so that everybody can follow it."
        raise NotAccessible(words, field="transcript")


def refuse_captions_of_nothing(kind: str, *, has_captions: bool) -> None:
    if has_captions and kind not in VIDEOS:
        raise NotAccessible("Captions belong to a video, and this is none.", field="captions")


def refuse_unsaid_permission(licence: str, words: str) -> None:
    if licence == Licence.PERMISSION and not words.strip():
        raise NobodysPermission("Say who gave permission, and for what.", field="licence_words")


def refuse_review_date(review_on: date, *, today: date) -> None:
    last = clock.months_after(today, LONGEST_UNTIL_REVIEW_MONTHS)
    if not today < review_on <= last:
        raise WrongReviewDate("Choose a day after today, within three years.", field="review_on")


def first_review(today: date) -> date:
    return clock.months_after(today, REVIEWED_AFTER_MONTHS)


def is_past_review(review_on: date | None, *, on: date) -> bool:
    """From that day on nobody finds it by searching until somebody has looked at it."""
    return review_on is not None and review_on <= on


def tag_words(typed: str) -> list[str]:
    """Words with commas between, each once, whatever its capitals: neglect, “Graded Care Profile”."""
    words = (" ".join(word.split()).strip("“”\"' ")[:40] for word in typed.replace("\n", ",").split(","))
    found: dict[str, str] = {}
    for word in words:
        if word:
            found.setdefault(word.casefold(), word)
    return list(found.values())[:MOST_TAGS]


def people_words(people: int) -> str:
    """Of few it is not said how many."""
    if not people:
        return "nobody yet"
    return "fewer than five people" if people < FEW else f"{people:,} people"


def month_of(on: date) -> date:
    return on.replace(day=1)


def kinds_in(words: str) -> list[str]:
    return words.split()


def kinds_kept(kinds: Iterable[str]) -> str:
    return " ".join(kinds)
