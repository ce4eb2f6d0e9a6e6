"""The words people are described in, and what may be decided from plain values."""

from django.db.models import IntegerChoices, TextChoices


class OrganisationKind(TextChoices):
    COUNCIL = "council", "Council"
    HEALTH = "health", "Health"
    POLICE = "police", "Police"
    SCHOOL = "school", "School"
    EARLY_YEARS = "early_years", "Early years"
    VOLUNTARY = "voluntary", "Voluntary sector"
    HOUSING = "housing", "Housing"
    GENERAL_PRACTICE = "general_practice", "General practice"


class Role(TextChoices):
    """What somebody may do here. Which people they may do it with is their reach: see `scope.py`."""

    PRACTITIONER = "practitioner", "Practitioner"
    MANAGER = "manager", "Line manager"
    TRAINING_LEAD = "training_lead", "Training lead"
    ACADEMY = "academy", "Academy team"
    AUDITOR = "auditor", "Auditor"
    DIRECTOR = "director", "Director"
    MEMBER = "member", "Elected Member"
    INFORMATION = "information", "Information governance officer"


class Contract(TextChoices):
    """How somebody holds a post. Everybody counts (P6), also who is not employed at all."""

    PERMANENT = "permanent", "Permanent"
    FIXED = "fixed", "Fixed term"
    AGENCY = "agency", "Agency worker"
    VOLUNTEER = "volunteer", "Volunteer"
    FOSTER = "foster", "Foster carer"
    ELECTED = "elected", "Elected Member"
    STUDENT = "student", "Student on placement"


EMPLOYED = frozenset({Contract.PERMANENT, Contract.FIXED})  # whom figures of the workforce count
CONTRACT_OF_JOB = {  # where the job already says it
    "foster_carer": Contract.FOSTER,
    "volunteer": Contract.VOLUNTEER,
    "elected_member": Contract.ELECTED,
}


class Origin(IntegerChoices):
    """StartOrigin of the national return. Its codes are not those of Destination."""

    NEWLY_QUALIFIED = 1, "Newly qualified"
    OTHER_ENGLISH_AUTHORITY = 2, "Social worker in another English authority"
    OUTSIDE_ENGLAND = 3, "Social worker outside England"
    AGENCY = 4, "Agency or consultancy"
    OTHER_SOCIAL_WORK = 5, "Other social work"
    OTHER_SOCIAL_CARE = 6, "Other social care"
    NOT_SOCIAL_CARE = 7, "Not social care, or a break"
    OTHER = 8, "Other"
    NOT_KNOWN = 9, "Not known"
    NOT_YET_COLLECTED = 10, "Not yet collected"


class Reason(IntegerChoices):
    RESIGNED = 1, "Resigned"
    VOLUNTARY_REDUNDANCY = 2, "Voluntary redundancy"
    COMPULSORY_REDUNDANCY = 3, "Compulsory redundancy"
    DISMISSED = 4, "Dismissed"
    RETIRED = 5, "Retired"
    DIED = 6, "Died"
    MOVED_INSIDE = 7, "Moved to other social work in the authority"
    OTHER = 8, "Other"
    NOT_KNOWN = 9, "Not known"
    NOT_YET_COLLECTED = 10, "Not yet collected"


class Destination(IntegerChoices):
    OTHER_ENGLISH_AUTHORITY = 1, "Social worker in another English authority"
    OUTSIDE_ENGLAND = 2, "Social worker outside England"
    AGENCY = 3, "Agency or consultancy"
    OTHER_SOCIAL_WORK = 4, "Other social work"
    OTHER_SOCIAL_CARE = 5, "Other social care"
    NOT_SOCIAL_CARE = 6, "Not social care, or a break"
    OTHER = 7, "Other"
    NOT_KNOWN = 8, "Not known"
    NOT_YET_COLLECTED = 9, "Not yet collected"
