"""What a lesson is made of, what it must have before anybody learns from it, and how its progress is told."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import TextChoices

from academy.core.refusals import Refused
from academy.elearning.rules.questions import QuestionSaid, missing_in
from academy.ui.templatetags.academy import in_words

WORDS_A_MINUTE = 120  # read to be learned, not to be skimmed
SECONDS_A_QUESTION = 60
SECONDS_TO_THINK = 180
PASS_MARK = 80
TRIES = 3
EASY_AGE = 14  # the reading age that a lesson should not go beyond


class BlockKind(TextChoices):
    HEADING = "heading", "Heading"
    TEXT = "text", "Text"
    IMAGE = "image", "Picture"
    FILM = "film", "Video or sound"
    CALLOUT = "callout", "Something to remember"
    DOWNLOAD = "download", "File to take away"
    CHECK = "check", "Knowledge check"
    REFLECTION = "reflection", "Time to think"


class Stage(TextChoices):
    """Of a version. One is being written, one is learned from, and others are finished by whoever began them."""

    DRAFT = "draft", "Draft"
    CURRENT = "current", "Published"
    PAST = "past", "Replaced"


class NotADraft(Refused):
    """What has been published never changes under somebody who is half-way through it."""


class NotReady(Refused):
    """Something is missing that a learner would miss."""


class HasALesson(Refused):
    """An item has one lesson: it gets a new version, not a second lesson."""


@dataclass(frozen=True)
class BlockSaid:
    """One block in plain values, with what the check needs to know."""

    kind: str
    words: str = ""
    alternative: str = ""
    is_decorative: bool = False
    has_file: bool = False
    has_link: bool = False
    has_speech: bool = True
    has_captions: bool = False
    transcript: str = ""
    minutes: int = 0
    draw: int | None = None
    questions: tuple[QuestionSaid, ...] = ()
    id: int = 0


@dataclass(frozen=True)
class PageSaid:
    title: str
    blocks: tuple[BlockSaid, ...] = ()
    id: int = 0


@dataclass(frozen=True)
class Missing:
    """One sentence of the check list, and the page where it is put right."""

    words: str
    page_id: int = 0
    block_id: int = field(default=0, compare=False)


def missing(pages: Sequence[PageSaid]) -> list[Missing]:
    """All that stands between a draft and its learners, in the order of the pages."""
    if not pages:
        return [Missing("The lesson has no pages yet.")]
    return [lack for number, page in enumerate(pages, start=1) for lack in _missing_on(page, number)]


def _missing_on(page: PageSaid, number: int) -> Iterator[Missing]:
    if not page.title.strip():
        yield Missing(f"Page {number} has no title.", page.id)
    if not page.blocks:
        yield Missing(f"Page {number} is empty.", page.id)
    for place, block in enumerate(page.blocks, start=1):
        for words in _missing_in(block):
            yield Missing(f"Page {number}, part {place}: {words}", page.id, block.id)


def _missing_in(block: BlockSaid) -> Iterator[str]:
    if block.kind in (BlockKind.HEADING, BlockKind.TEXT, BlockKind.CALLOUT, BlockKind.REFLECTION):
        if not block.words.strip():
            yield f"the {BlockKind(block.kind).label.lower()} says nothing yet."
    elif block.kind == BlockKind.IMAGE:
        yield from _missing_in_picture(block)
    elif block.kind == BlockKind.FILM:
        yield from _missing_in_film(block)
    elif block.kind == BlockKind.DOWNLOAD:
        if not block.has_file:
            yield "the file to take away is not there yet."
        if not block.words.strip():
            yield "the file to take away has no name that people would know it by."
    elif block.kind == BlockKind.CHECK:
        yield from _missing_in_check(block)


def _missing_in_picture(block: BlockSaid) -> Iterator[str]:
    if not block.has_file:
        yield "the picture is not there yet."
    if not block.alternative.strip() and not block.is_decorative:
        yield "the picture has no words for those who cannot see it. Write them, or say that it is only decoration."


def _missing_in_film(block: BlockSaid) -> Iterator[str]:
    if not (block.has_file or block.has_link):
        yield "the video or sound is not there yet."
    if not block.words.strip():
        yield "the video or sound has no title."
    if block.has_speech and block.has_file and not block.has_captions:
        yield "the video or sound has speech and no captions. Add a captions file (VTT)."
    if block.has_speech and not block.transcript.strip():
        yield "the video or sound has speech and no transcript to read."


def _missing_in_check(block: BlockSaid) -> Iterator[str]:
    if not block.questions:
        yield "the knowledge check has no questions."
    if block.draw and block.draw > len(block.questions):
        yield (
            f"the knowledge check draws {in_words(block.draw)} questions and has only {in_words(len(block.questions))}."
        )
    for number, question in enumerate(block.questions, start=1):
        for words in missing_in(question):
            yield f"question {number} {words}"


# --- how long it takes ------------------------------------------------------------------------------------------------


def seconds_of(blocks: Iterable[BlockSaid]) -> int:
    """What a page takes somebody who reads it, watches it, answers and thinks."""
    return sum(map(_seconds, blocks))


def _seconds(block: BlockSaid) -> int:
    read = round(len(block.words.split()) * 60 / WORDS_A_MINUTE)
    if block.kind == BlockKind.FILM:
        return block.minutes * 60
    if block.kind == BlockKind.CHECK:
        return SECONDS_A_QUESTION * min(block.draw or len(block.questions), len(block.questions))
    return read + (SECONDS_TO_THINK if block.kind == BlockKind.REFLECTION else 0)


def minutes_words(seconds: int) -> str:
    """ "about 10 minutes": rounded up, because nobody minds being early."""
    minutes = max(1, -(-seconds // 60))
    return "about a minute" if minutes == 1 else f"about {minutes} minutes"


def progress_words(number: int, of: int, seconds_left: int) -> str:
    """ "Page 3 of 8, about 10 minutes left."""
    return f"Page {number} of {of}, {minutes_words(seconds_left)} left."


# --- how easily it reads ----------------------------------------------------------------------------------------------


def reading_age(text: str) -> int | None:
    """Flesch and Kincaid's grade and the five years before school; None when there is too little to tell."""
    sentences = [one for one in re.split(r"[.!?\n]+", text) if re.search(r"[A-Za-z]{2}", one)]
    words = re.findall(r"[A-Za-z’']+", text)
    if len(words) < 50 or not sentences:
        return None
    syllables = sum(map(_syllables, words))
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return max(6, round(grade) + 5)


def _syllables(word: str) -> int:
    word = re.sub(r"[^a-z]", "", word.lower())
    word = re.sub(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$", "", word) if len(word) > 3 else word
    return max(1, len(re.findall(r"[aeiouy]+", word)))


def reading_words(age: int | None) -> str:
    if age is None:
        return "Too little text to say how easily it reads."
    if age <= EASY_AGE:
        return f"It reads like text for somebody of {age}: easy on a busy day."
    return (
        f"It reads like text for somebody of {age}. Shorter sentences and words would bring it to {EASY_AGE} or less."
    )
