"""Which audits a second person grades too, and what may be said of how far the two agree."""

from django.db.models import TextChoices

from academy.audits.rules.grades import Grade

FEWEST_FOR_AGREEMENT = 40  # under this many, the grades side by side and no coefficient


class WhyModerated(TextChoices):
    INADEQUATE = "inadequate", "All that are inadequate"
    OUTSTANDING = "outstanding", "All that are outstanding"
    SHARE = "share", "Drawn by chance"
    ASKED = "asked", "Somebody asked for it"


ALWAYS = {Grade.INADEQUATE: WhyModerated.INADEQUATE, Grade.OUTSTANDING: WhyModerated.OUTSTANDING}
STEPS = {grade: number for number, grade in enumerate(Grade, start=1)}  # in order, for agreement alone


def why_moderated(grade: str, *, drawn: float, share: int) -> WhyModerated | None:
    """All of the best and of the worst; of the rest a share per cent, by a draw from 0 to 1 that can be repeated."""
    return ALWAYS.get(Grade(grade)) or (WhyModerated.SHARE if drawn * 100 < share else None)


def reliable_words(alpha: float | None) -> str:
    """What an alpha of this size allows to be said (Krippendorff's own bounds)."""
    if alpha is None:
        return "Everybody gave one and the same grade, so nothing can be said of agreement."
    if alpha >= 0.8:
        return "Reliable: the grades can be compared over time."
    if alpha >= 0.667:
        return "Tentative: compare grades over time with care."
    return "Not reliable enough to compare grades over time. Audit a few cases together first."
