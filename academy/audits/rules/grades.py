"""The four grades, in Ofsted's exact words everywhere: on the page, in a file and in what machines read."""

from django.db.models import TextChoices


class Grade(TextChoices):
    """The best first. Grades are words and are never averaged."""

    OUTSTANDING = "outstanding", "Outstanding"
    GOOD = "good", "Good"
    REQUIRES_IMPROVEMENT = "requires_improvement", "Requires improvement to be good"
    INADEQUATE = "inadequate", "Inadequate"


GOOD_OR_BETTER = frozenset({Grade.OUTSTANDING, Grade.GOOD})
LESS_THAN_GOOD = frozenset({Grade.REQUIRES_IMPROVEMENT, Grade.INADEQUATE})
