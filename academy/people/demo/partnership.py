"""The forty organisations of Weyshire, an invented partnership, and what people do in each."""

from dataclasses import dataclass, field

from academy.people.models import Identifier, Organisation
from academy.people.rules import OrganisationKind as Kind
from academy.people.rules import Scheme, schemes_of
from academy.people.rules.identifiers import FORMS


@dataclass(frozen=True)
class Work:
    """What people do in a kind of place: jobs with how common they are, what teams are called, and who leads them."""

    jobs: dict[str, int]
    teams: list[str]
    lead: tuple[str, str]  # job role and title of whoever leads a team
    head: tuple[str, str]  # and of whoever leads them all
    volunteers: float = 0.0
    starts_in_september: bool = False


@dataclass(frozen=True)
class Place:
    code: str
    name: str
    kind: Kind
    size: int  # of 4,800 people who are not social workers
    numbers: str = ""  # by which others know it: no such number was ever given out
    parent: str = "weyshire"
    work: str = ""  # where it is not what the kind of place would say

    @property
    def does(self) -> "Work":
        return WORK[self.work or self.kind]

    @property
    def domain(self) -> str:
        return "weyshire.example" if self.kind == Kind.COUNCIL else f"{self.code}.example"


AREAS = ["north", "south", "east", "west", "Guildbourne", "Farnstead", "Larkfold", "Thornwey"]
SOCIAL_WORK_TEAMS = [
    "Family Safeguarding", "Assessment", "Children Looked After", "Family Safeguarding, under fives", "Care Leavers",
    "Children with Disabilities", "Fostering", "Single Point of Access", "Adoption and Permanence", "Youth Justice",
    "Safeguarding and Reviewing", "Kinship", "Edge of Care",
]  # fmt: skip

WORK: dict[str, Work] = {
    "family": Work(
        {"family_support_worker": 27, "early_help_practitioner": 22, "foster_carer": 15, "residential_worker": 12,
         "personal_adviser": 8, "youth_worker": 8, "business_support": 6, "auditor": 1, "learning_officer": 1},
        ["Early Help", "Family Centre", "Foster Carers", "Children’s Homes", "Youth Service", "Leaving Care"],
        ("practice_supervisor", "Early help team manager"),
        ("service_manager", "Head of early help"),
    ),
    "council house": Work(
        {"elected_member": 12, "business_support": 4, "other": 4},
        ["Members", "Democratic Services", "Communications"],
        ("other", "Team leader"),
        ("service_manager", "Head of service"),
    ),
    Kind.COUNCIL: Work(
        {"business_support": 4, "other": 6},
        ["Front Office", "Support", "Planning", "Operations"],
        ("other", "Team leader"),
        ("service_manager", "Head of service"),
    ),
    Kind.HEALTH: Work(
        {"health_visitor": 26, "nurse": 24, "school_nurse": 12, "midwife": 14, "paediatrician": 6,
         "business_support": 10, "other": 8},
        ["Health Visiting", "School Nursing", "Community Midwifery", "Children’s Nursing", "Therapies", "Safeguarding"],
        ("nurse", "Clinical team leader"),
        ("service_manager", "Head of children’s services"),
    ),
    Kind.POLICE: Work(
        {"police_officer": 70, "police_staff": 30},
        ["Response", "Neighbourhood", "Child Protection", "Domestic Abuse", "Missing and Exploited", "Control Room"],
        ("police_officer", "Sergeant"),
        ("service_manager", "Superintendent, vulnerability"),
    ),
    Kind.SCHOOL: Work(
        {"teacher": 52, "teaching_assistant": 34, "business_support": 8, "other": 6},
        ["Infants", "Juniors", "Pastoral", "Inclusion", "Humanities", "Sciences", "Languages", "Arts", "Sixth Form"],
        ("designated_safeguarding_lead", "Designated safeguarding lead"),
        ("head_teacher", "Head teacher"),
        starts_in_september=True,
    ),
    Kind.EARLY_YEARS: Work(
        {"early_years_practitioner": 90, "business_support": 10},
        ["Babies", "Toddlers", "Pre-school"],
        ("early_years_practitioner", "Room leader"),
        ("early_years_practitioner", "Nursery manager"),
    ),
    Kind.VOLUNTARY: Work(
        {"voluntary_practitioner": 55, "volunteer": 40, "business_support": 5},
        ["Family Visitors", "Advocacy", "Young Carers", "Helpline"],
        ("voluntary_practitioner", "Project leader"),
        ("service_manager", "Chief officer"),
        volunteers=0.4,
    ),
    Kind.HOUSING: Work(
        {"housing_officer": 80, "business_support": 20},
        ["Housing Options", "Tenancies", "Homelessness"],
        ("housing_officer", "Senior housing officer"),
        ("service_manager", "Head of housing"),
    ),
    Kind.GENERAL_PRACTICE: Work(
        {"general_practitioner": 34, "nurse": 30, "business_support": 36},
        ["Doctors", "Nursing", "Reception"],
        ("nurse", "Lead nurse"),
        ("general_practitioner", "Senior partner"),
    ),
}  # fmt: skip

COUNCIL, CHILDREN, HEALTH = "weyshire-council", "children-schools-families", "weyshire-community-health"
TOP = "weyshire"


PLACES = [
    Place(TOP, "Weyshire", Kind.COUNCIL, 0, parent=""),
    Place(COUNCIL, "Weyshire Council", Kind.COUNCIL, 20, "999 E10000999", work="council house"),
    Place(CHILDREN, "Children, Schools and Families", Kind.COUNCIL, 1130, parent=COUNCIL, work="family"),
    Place("adult-social-care", "Adult Social Care", Kind.COUNCIL, 150, parent=COUNCIL),
    Place("community-safety", "Community Safety", Kind.COUNCIL, 60, parent=COUNCIL),
    Place("transport", "Transport", Kind.COUNCIL, 40, parent=COUNCIL),
    Place("finance", "Finance", Kind.COUNCIL, 40, parent=COUNCIL),
    Place("legal-services", "Legal Services", Kind.COUNCIL, 50, parent=COUNCIL),
    Place(HEALTH, "Weyshire Community Health", Kind.HEALTH, 690, "W9C"),
    Place("wey-valley-hospitals", "Wey Valley Hospitals", Kind.HEALTH, 450, "W9H"),
    Place("weyshire-mental-health", "Weyshire Mental Health", Kind.HEALTH, 250, "W9M"),
    Place("weyshire-police", "Weyshire Police", Kind.POLICE, 400, "E23000999"),
    Place("guildbourne-high", "Guildbourne High School", Kind.SCHOOL, 130, "999101"),
    Place("farnstead-academy", "Farnstead Academy", Kind.SCHOOL, 120, "999102"),
    Place("thornwey-school", "Thornwey School", Kind.SCHOOL, 115, "999103"),
    Place("larkfold-college", "Larkfold Sixth Form College", Kind.SCHOOL, 90, "999104"),
    Place("st-alda-primary", "St Alda’s Primary School", Kind.SCHOOL, 62, "999105"),
    Place("mill-lane-primary", "Mill Lane Primary School", Kind.SCHOOL, 58, "999106"),
    Place("oxbourne-primary", "Oxbourne Primary School", Kind.SCHOOL, 56, "999107"),
    Place("pennard-green-primary", "Pennard Green Primary School", Kind.SCHOOL, 54, "999108"),
    Place("hallowmere-infants", "Hallowmere Infant School", Kind.SCHOOL, 52, "999109"),
    Place("hallowmere-juniors", "Hallowmere Junior School", Kind.SCHOOL, 52, "999110"),
    Place("the-orchard-school", "The Orchard Special School", Kind.SCHOOL, 70, "999111"),
    Place("rookery-primary", "Rookery Primary School", Kind.SCHOOL, 55, "999112"),
    Place("canal-street-primary", "Canal Street Primary School", Kind.SCHOOL, 55, "999113"),
    Place("acorns-nursery", "Acorns Nursery", Kind.EARLY_YEARS, 24, "EY999101"),
    Place("little-ferry", "Little Ferry Nursery", Kind.EARLY_YEARS, 22, "EY999102"),
    Place("sunrise-playgroup", "Sunrise Playgroup", Kind.EARLY_YEARS, 20, "EY999103"),
    Place("towpath-nursery", "Towpath Nursery", Kind.EARLY_YEARS, 22, "EY999104"),
    Place("wren-house", "Wren House Day Nursery", Kind.EARLY_YEARS, 22, "EY999105"),
    Place("family-friends", "Family Friends Weyshire", Kind.VOLUNTARY, 70, "9999001"),
    Place("young-carers-together", "Young Carers Together", Kind.VOLUNTARY, 55, "9999002"),
    Place("safe-haven", "Safe Haven Weyshire", Kind.VOLUNTARY, 50, "9999003"),
    Place("open-door", "Open Door Youth Project", Kind.VOLUNTARY, 45, "9999004"),
    Place("guildbourne-housing", "Guildbourne District Housing", Kind.HOUSING, 40, "E07000999"),
    Place("farnstead-homes", "Farnstead Homes", Kind.HOUSING, 35),
    Place("wey-homes", "Wey Valley Homes", Kind.HOUSING, 30),
    Place("riverside-surgery", "Riverside Surgery", Kind.GENERAL_PRACTICE, 36, "W99001"),
    Place("market-square", "Market Square Practice", Kind.GENERAL_PRACTICE, 34, "W99002"),
    Place("larkfold-practice", "Larkfold Practice", Kind.GENERAL_PRACTICE, 30, "W99003"),
]  # fmt: skip
WITHOUT_TRAINING_LEAD = {
    TOP, CHILDREN, "adult-social-care", "community-safety", "transport", "finance", "legal-services",
    "rookery-primary", "canal-street-primary", "towpath-nursery", "wren-house", "open-door", "wey-homes",
    "larkfold-practice",
}  # fmt: skip
ONE_TRAINING_LEAD = "little-ferry"  # everywhere else that has one, there are two


@dataclass
class Partnership:
    """The organisations as they are kept, by code."""

    by_code: dict[str, Organisation] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def __getitem__(self, code: str) -> Organisation:
        return self.by_code[code]


def found() -> Partnership:
    """Make the organisations, one by one: their paths hang on their parents."""
    partnership = Partnership(places={place.code: place for place in PLACES})
    for place in PLACES:
        partnership.by_code[place.code] = organisation = Organisation.objects.create(
            parent=partnership.by_code.get(place.parent), code=place.code, name=place.name, kind=place.kind
        )
        Identifier.objects.bulk_create(
            Identifier(organisation=organisation, scheme=scheme, value=number)
            for number in place.numbers.split()
            for scheme in _schemes(number, place.kind)
        )
    return partnership


def _schemes(number: str, kind: Kind) -> list[Scheme]:
    """The first that takes such a number."""
    return [scheme for scheme in schemes_of(kind) if FORMS[scheme][0].fullmatch(number)][:1]
