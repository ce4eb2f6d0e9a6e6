"""The room’s nouns: lessons, what they are made of, and people going through them."""

from academy.elearning.models.attempts import Attempt, CheckAnswer, LessonNote
from academy.elearning.models.files import LessonFile
from academy.elearning.models.lessons import PUBLISHED, Block, Choice, Lesson, LessonPage, LessonVersion, Question

__all__ = [
    "PUBLISHED",
    "Attempt",
    "Block",
    "CheckAnswer",
    "Choice",
    "Lesson",
    "LessonFile",
    "LessonNote",
    "LessonPage",
    "LessonVersion",
    "Question",
]
