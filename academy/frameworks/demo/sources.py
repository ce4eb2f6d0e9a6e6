"""What Weyshire's learning rests on: public law and guidance by their real names, and procedures of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from academy.core.demo import World
from academy.frameworks.models import LegalSource, SourceVersion

PARTNERS = "Weyshire Safeguarding Children Partnership"


@dataclass(frozen=True)
class Published:
    """A version, its name mostly the year."""

    name: str
    on: date
    in_force_on: date | None = None
    what_changed: str = ""
    review_on: date | None = None


@dataclass(frozen=True)
class Said:
    code: str
    title: str
    kind: str
    publisher: str
    what_it_says: str
    link: str
    versions: tuple[Published, ...]


def build(world: World) -> None:
    said = list(_sources(world.on))
    told = ("code", "title", "kind", "publisher", "what_it_says")
    sources = LegalSource.objects.bulk_create(
        LegalSource(**{name: getattr(one, name) for name in told}) for one in said
    )
    for source, one in zip(sources, said, strict=True):
        _versions(source, one)
    world.say(f"{len(said)} laws, guides and procedures")


def _versions(source: LegalSource, said: Said) -> None:
    """The newest first: each older one is told what replaced it."""
    newer = None
    for published in reversed(said.versions):
        newer = SourceVersion.objects.create(
            source=source,
            name=published.name,
            published_on=published.on,
            in_force_on=published.in_force_on,
            link=said.link,
            what_changed=published.what_changed,
            review_on=published.review_on,
            is_current=newer is None,
            replaced_by=newer,
        )


def _sources(on: date) -> Iterator[Said]:
    yield from LAWS
    yield from GUIDANCE
    school_year = on.year if on >= date(on.year, 9, 1) else on.year - 1
    last = date(school_year - 1, 9, 1)
    yield Said(
        "keeping-children-safe-in-education", "Keeping children safe in education", "statutory",
        "Department for Education",
        "What schools and colleges must do to keep children safe, and what all their staff must read.",
        "https://www.gov.uk/government/publications/keeping-children-safe-in-education--2",
        (Published(str(last.year), last, last, "The yearly update."),),
    )  # fmt: skip
    old = date(on.year - 3, 4, 3)
    yield Said(
        "weyshire-thresholds", "Weyshire thresholds guide", "local", PARTNERS,
        "Which help fits which need, and who decides.", "",
        (Published(str(old.year), old, old, "Four levels in place of five."),),
    )  # fmt: skip
    yield Said(
        "weyshire-neglect", "Weyshire neglect strategy", "local", PARTNERS,
        "How every agency here names neglect, measures it and changes it.", "",
        (Published(str(on.year - 2), date(on.year - 2, 5, 14), None, "", on - timedelta(days=12)),),
    )  # fmt: skip
    yield Said(
        "weyshire-escalation", "Weyshire escalation procedure", "local", PARTNERS,
        "What to do when two agencies cannot agree, step by step and by when.", "",
        (Published(str(on.year - 1), date(on.year - 1, 2, 20), None, "", on + timedelta(days=70)),),
    )  # fmt: skip


DFE = "Department for Education"
LAWS = [
    Said(
        "children-act-1989", "Children Act 1989", "law", "UK Parliament",
        "The child’s welfare comes first: help for children in need, protection from harm, care and the courts.",
        "https://www.legislation.gov.uk/ukpga/1989/41/contents",
        (Published("1989", date(1989, 11, 16), date(1991, 10, 14)),),
    ),
    Said(
        "children-act-2004", "Children Act 2004", "law", "UK Parliament",
        "Agencies must work together, and each must keep children’s welfare in mind in all it does.",
        "https://www.legislation.gov.uk/ukpga/2004/31/contents", (Published("2004", date(2004, 11, 15)),),
    ),
    Said(
        "equality-act-2010", "Equality Act 2010", "law", "UK Parliament",
        "Nobody is treated worse for who they are, and public bodies must work for equality.",
        "https://www.legislation.gov.uk/ukpga/2010/15/contents",
        (Published("2010", date(2010, 4, 8), date(2010, 10, 1)),),
    ),
    Said(
        "mental-capacity-act-2005", "Mental Capacity Act 2005", "law", "UK Parliament",
        "Deciding with and for people of 16 and over who cannot decide alone.",
        "https://www.legislation.gov.uk/ukpga/2005/9/contents",
        (Published("2005", date(2005, 4, 7), date(2007, 10, 1)),),
    ),
    Said(
        "data-protection-act-2018", "Data Protection Act 2018", "law", "UK Parliament",
        "What may be done with facts about people. It does not stand in the way of keeping a child safe.",
        "https://www.legislation.gov.uk/ukpga/2018/12/contents",
        (Published("2018", date(2018, 5, 23), date(2018, 5, 25)),),
    ),
    Said(
        "domestic-abuse-act-2021", "Domestic Abuse Act 2021", "law", "UK Parliament",
        "What domestic abuse is in law; children who see, hear or feel it are victims themselves.",
        "https://www.legislation.gov.uk/ukpga/2021/17/contents", (Published("2021", date(2021, 4, 29)),),
    ),
]  # fmt: skip
GUIDANCE = [
    Said(
        "working-together", "Working together to safeguard children", "statutory", DFE,
        "How agencies work with each other to help, support and protect children.",
        "https://www.gov.uk/government/publications/working-together-to-safeguard-children--2",
        (
            Published("2018", date(2018, 7, 4), None, "Three safeguarding partners in place of local boards."),
            Published("2023", date(2023, 12, 15), None, "Stronger shared expectations of partners, and of education."),
        ),
    ),
    Said(
        "national-framework", "Children’s social care national framework", "statutory", DFE,
        "What children’s social care is for, and what good looks like at each level.",
        "https://www.gov.uk/government/publications/childrens-social-care-national-framework",
        (Published("2023", date(2023, 12, 18)),),
    ),
    Said(
        "information-sharing", "Information sharing: advice for practitioners", "guidance", DFE,
        "When and how to share, in seven rules, for whoever works with children and their families.",
        "https://www.gov.uk/government/publications/safeguarding-practitioners-information-sharing-advice",
        (
            Published("2018", date(2018, 7, 4)),
            Published("2024", date(2024, 5, 1), None, "Shorter, with plainer words on consent."),
        ),
    ),
    Said(
        "knowledge-and-skills", "Post-qualifying standards: knowledge and skills statements", "guidance", DFE,
        "What child and family practitioners, supervisors and leaders should know and be able to do.",
        "https://www.gov.uk/government/publications/knowledge-and-skills-statements-for-child-and-family-social-work",
        (Published("2018", date(2018, 2, 23)),),
    ),
    Said(
        "nice-ng76", "Child abuse and neglect (NG76)", "evidence", "National Institute for Health and Care Excellence",
        "What research says about recognising abuse and neglect, assessing it, and helping afterwards.",
        "https://www.nice.org.uk/guidance/ng76", (Published("2017", date(2017, 10, 9)),),
    ),
]  # fmt: skip
