"""Forms of those who learn and of those who write."""

from academy.elearning.forms.learning import PageForm
from academy.elearning.forms.writing import (
    BLOCK_FORMS,
    SENT,
    LessonForm,
    PageTitleForm,
    PublishForm,
    SettingsForm,
    question_form,
    said_of,
)

__all__ = [
    "BLOCK_FORMS",
    "SENT",
    "LessonForm",
    "PageForm",
    "PageTitleForm",
    "PublishForm",
    "SettingsForm",
    "question_form",
    "said_of",
]
