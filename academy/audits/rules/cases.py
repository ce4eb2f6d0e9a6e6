"""The words for a case that is looked at: what plan there is, and how old the child is, in wide bands."""

from django.db.models import TextChoices


class CaseKind(TextChoices):
    EARLY_HELP = "early_help", "Early help"
    REFERRAL = "referral", "Referral"
    ASSESSMENT = "assessment", "Assessment"
    SECTION_47 = "section_47", "Section 47 enquiry"
    CHILD_IN_NEED = "child_in_need", "Child in need"
    CHILD_PROTECTION = "child_protection", "Child protection"
    LOOKED_AFTER = "looked_after", "Child looked after"
    CARE_LEAVER = "care_leaver", "Care leaver"
    ADOPTION = "adoption", "Adoption"
    OTHER = "other", "Another kind of work"


class AgeBand(TextChoices):
    UNDER_5 = "under_5", "Under 5"
    FIVE_TO_NINE = "5_to_9", "5 to 9"
    TEN_TO_FIFTEEN = "10_to_15", "10 to 15"
    SIXTEEN_SEVENTEEN = "16_to_17", "16 or 17"
    ADULT = "adult", "18 and over"
    NOT_KNOWN = "not_known", "Not known"


UP_TO = [(4, AgeBand.UNDER_5), (9, AgeBand.FIVE_TO_NINE), (15, AgeBand.TEN_TO_FIFTEEN), (17, AgeBand.SIXTEEN_SEVENTEEN)]


def age_band(years: int | None) -> AgeBand:
    if years is None or not 0 <= years <= 120:
        return AgeBand.NOT_KNOWN
    return next((band for oldest, band in UP_TO if years <= oldest), AgeBand.ADULT)
