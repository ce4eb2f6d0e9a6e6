"""The library's share of the demonstration: a file for each resource of the offer, films, links, and counts."""

import hashlib
import io
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.text import slugify
from PIL import Image, ImageDraw, ImageFont

from academy.catalogue.demo import slides
from academy.catalogue.demo.papers import ACADEMY, Paper, content_of, papers
from academy.catalogue.models import Item, Resource, ResourceUse, ResourceVersion, Tag, Theme, UseKey, UseMark
from academy.catalogue.rules import Kind as ItemKind
from academy.catalogue.rules import Mode
from academy.catalogue.rules.library import Reading, ShownTo, form_of, month_of
from academy.core import clock
from academy.core.demo import World
from academy.core.models import StoredFile
from academy.core.uploads import Judged, Kind, keep
from academy.people.models import Grant, Organisation, Person
from academy.people.rules import Role

MONTHS = 6
MP3_FRAME = b"\xff\xf3\x18\xc4" + bytes(32)  # 8 kilobits a second of silence
FRAMES_A_SECOND = 28
EARLIER = "Thresholds guide"
PAST_REVIEW = ("Apprentices: on the job and off it", "Seven-minute briefing: nitrous oxide, vapes and what is new")


@dataclass(frozen=True)
class More:
    """Something in the library that is no paper."""

    title: str
    theme: str
    tags: str
    hours: str
    licence: str
    author: str
    summary: str
    link: str = ""
    words: tuple[tuple[str, int], ...] = ()  # of a film or a recording: what is said, and for how many seconds
    is_sound: bool = False
    organisation: str = "children-schools-families"
    shown_to: str = ShownTo.EVERYONE
    kinds: str = ""


MORE = [
    More(
        "Working together to safeguard children", "safeguarding", "statutory guidance, law", "2", "ogl",
        "Department for Education", "The statutory guidance on how agencies work together, where it is published.",
        "https://www.gov.uk/government/publications/working-together-to-safeguard-children--2",
    ),
    More(
        "Keeping children safe in education", "safeguarding", "statutory guidance, schools", "1.5", "ogl",
        "Department for Education", "What every school and college must do, where it is published.",
        "https://www.gov.uk/government/publications/keeping-children-safe-in-education--2",
    ),
    More(
        "Children’s social care: national framework", "leading", "statutory guidance, outcomes", "1", "ogl",
        "Department for Education", "The outcomes, enablers and principles that all our work is for.",
        "https://www.gov.uk/government/publications/childrens-social-care-national-framework",
    ),
    More(
        "Professional standards", "starting", "CPD, registration", "0.5", "permission", "Social Work England",
        "What every registered social worker in England meets, where it is published.",
        "https://www.socialworkengland.org.uk/standards/professional-standards/",
    ),
    More(
        "Film: a child’s first conference", "assessment", "child protection, conference, voice", "0.05", "ours",
        ACADEMY, "Half a minute to show to a child and a parent the day before.",
        words=(
            ("This is the room. You may sit wherever you like.", 6),
            ("The chair talks with you first, before anybody else comes in.", 6),
            ("Everybody says what they know, and you hear all of it.", 6),
            ("You can stop it at any time. This card means stop.", 6),
            ("Afterwards you get the plan, in words that you chose.", 6),
        ),
    ),
    More(
        "Film: how a supervision conversation begins", "leading", "supervision, reflection", "0.05", "ours", ACADEMY,
        "The first five sentences, and what each one is for.",
        words=(
            ("How are you, before we talk about anybody else?", 5),
            ("Which child stayed with you this week?", 5),
            ("What do you know, and how do you know it?", 5),
            ("What would change your mind?", 5),
            ("What have we decided, and why?", 5),
        ),
    ),
    More(
        "Listen: a care leaver on moving in", "care", "leaving care, voice", "0.05", "permission",
        "Weyshire Care Leavers’ Forum", "The first night in a place of one’s own, read by an actor.",
        words=(
            ("The first night I left every light on.", 8),
            ("Nobody tells you how loud a fridge is.", 8),
            ("My adviser came on the second day with a kettle. I still have it.", 8),
        ),
        is_sound=True,
    ),
    More(
        "Poster: three questions before you share", "quality", "information, poster, printable", "0.1", "cc_by",
        ACADEMY, "For the wall beside the phone: is there a risk, what do they need to know, and how will I record it?",
    ),
    More(
        "Health visitor handover form", "health", "health visiting, form", "0.1", "ours", "Weyshire Community Health",
        "For health visitors of Weyshire Community Health, when a family moves from one team to another.",
        organisation="weyshire-community-health", shown_to=ShownTo.OWN,
    ),
    More(
        "Information sharing between health services", "health", "information, health", "0.5", "ours",
        "Weyshire Community Health", "What practices, hospitals and community teams have agreed among themselves.",
        organisation="weyshire-community-health", shown_to=ShownTo.KINDS, kinds="health general_practice",
    ),
]  # fmt: skip


def build(world: World) -> None:
    items = {item.title: item for item in Item.objects.filter(kind=ItemKind.RESOURCE).select_related("organisation")}
    owners = _owners()
    items |= {more.title: _item(world, more) for more in MORE}
    made = [_shelve(world, paper, items[paper.title], owners) for paper in papers() if paper.title in items]
    written = {resource.item.title for resource, _ in made}
    made += [_shelve_more(world, more, items[more.title], owners) for more in MORE if more.title not in written]
    _tag(made)
    _replace(world, items[EARLIER])
    _review_dates(world)
    _open(world)
    world.say(f"{len(made)} resources in the library")


Made = tuple[Resource, list[str]]


def _shelve(world: World, paper: Paper, item: Item, owners: dict[str, Person]) -> Made:
    content, preview = content_of(paper, item.summary)
    resource = Resource.objects.create(
        item=item,
        form=form_of(paper.kind),
        author=paper.author,
        owner=owners.get(item.organisation.code),
        licence=paper.licence,
        published_on=item.added_on,
    )
    stored = _stored(world, paper.kind, content, pages=paper.pages)
    shown = _stored(world, Kind.PNG, preview, size=_size(preview)) if preview else None
    _version(world, resource, stored, text=paper.text, preview=shown)
    return resource, paper.tags


def _shelve_more(world: World, more: More, item: Item, owners: dict[str, Person]) -> Made:
    kind, content, captions = _content(more)
    resource = Resource.objects.create(
        item=item,
        form=form_of(kind),
        link=more.link,
        author=more.author,
        owner=owners.get(more.organisation),
        licence=more.licence,
        licence_words="To be linked to and read here" if more.licence == "permission" else "",
        published_on=world.on - timedelta(days=400),
    )
    if kind:
        said = "\n".join(words for words, _ in more.words)
        size = _size(content) if kind == Kind.PNG else None
        stored = _stored(world, Kind(kind), content, size=size)
        with_captions = _stored(world, Kind.VTT, captions) if captions else None
        transcript = said if more.is_sound else ""
        preview = stored if kind == Kind.PNG else None
        text = said or more.summary
        _version(world, resource, stored, text=text, preview=preview, captions=with_captions, transcript=transcript)
    return resource, more.tags.split(", ")


def _content(more: More) -> tuple[str, bytes, bytes]:
    if more.link:
        return "", b"", b""
    if more.is_sound:
        return Kind.MP3, MP3_FRAME * FRAMES_A_SECOND * sum(seconds for _, seconds in more.words), b""
    if more.words:
        return Kind.WEBM, slides.film(more.words), slides.captions(more.words)
    return Kind.PNG, _poster(), b""


def _poster() -> bytes:
    image = Image.new("RGB", (1200, 848), (24, 74, 58))
    draw = ImageDraw.Draw(image)
    for place, words in enumerate(
        ("Is there a risk to a child?", "What do they need to know?", "How will I record it?")
    ):
        draw.ellipse([(90, 130 + place * 220), (190, 230 + place * 220)], fill=(214, 163, 60))
        draw.text((122, 148 + place * 220), str(place + 1), (24, 74, 58), ImageFont.load_default(56))
        draw.text((250, 148 + place * 220), words, (255, 255, 255), ImageFont.load_default(56))
    made = io.BytesIO()
    image.save(made, "PNG", optimize=True)
    return made.getvalue()


def _item(world: World, more: More) -> Item:
    return Item.objects.create(
        code=slugify(more.title)[:60].strip("-"),
        title=more.title,
        summary=more.summary,
        kind=ItemKind.RESOURCE,
        mode=Mode.OWN_TIME,
        theme=Theme.objects.get(code=more.theme),
        hours=Decimal(more.hours),
        organisation=Organisation.objects.filter(code=more.organisation).first() or Organisation.objects.earliest("pk"),
        shown_to=more.shown_to,
        shown_to_kinds=more.kinds,
        added_on=world.on - timedelta(days=30 + 3 * len(more.title)),
    )


def _size(content: bytes | None) -> tuple[int, int]:
    return Image.open(io.BytesIO(content or b"")).size


def _stored(
    world: World, kind: Kind, content: bytes, *, pages: int | None = None, size: tuple[int, int] | None = None
) -> StoredFile:
    width, height = size or (None, None)
    return keep(Judged.of_bytes(kind, content, width, height), pages=pages)


def _version(world: World, resource: Resource, stored: StoredFile, *, text: str, **more: object) -> None:
    number = resource.versions.count() + 1
    version = ResourceVersion.objects.create(
        resource=resource, number=number, file=stored, text=text, reading=Reading.READ,
        added_at=timezone.now() - timedelta(days=200 - number), **more,
    )  # fmt: skip
    Resource.objects.filter(pk=resource.pk).update(current=version)


def _replace(world: World, item: Item) -> None:
    """The guide's seventh version stands in the place of the sixth."""
    resource = Resource.objects.select_related("current").get(pk=item.pk)
    now = resource.current
    if now is None:
        return
    changed = "Two sections are new: harm outside the home, and affluent neglect"
    ResourceVersion.objects.filter(pk=now.pk).update(number=7, what_changed=changed)
    paper = next(one for one in papers() if one.title == item.title)
    shorter = Paper(paper.title, paper.form, paper.tags, paper.licence, paper.author, paper.parts[:-1])
    content, _ = content_of(shorter, item.summary)
    earlier = _stored(world, Kind.PDF, content, pages=shorter.pages)
    ResourceVersion.objects.create(
        resource=resource, number=6, file=earlier, text=shorter.text, reading=Reading.READ,
        added_at=timezone.now() - timedelta(days=500),
    )  # fmt: skip


def _tag(made: list[Made]) -> None:
    names = {slugify(name): name for _, tags in made for name in tags}
    Tag.objects.bulk_create(Tag(slug=slug, name=name) for slug, name in names.items())
    tags = {tag.slug: tag for tag in Tag.objects.all()}
    links = Resource.tags.through
    links.objects.bulk_create(
        links(resource_id=resource.pk, tag_id=tags[slug].pk)
        for resource, names in made
        for slug in dict.fromkeys(map(slugify, names))
    )


def _review_dates(world: World) -> None:
    chance = world.chance("library reviews")
    held = list(Item.objects.filter(resource__isnull=False))
    for item in held:
        is_past = item.title in PAST_REVIEW
        item.review_on = world.on + timedelta(days=-chance.randrange(5, 40) if is_past else chance.randrange(60, 700))
    Item.objects.bulk_update(held, ["review_on"])


def _open(world: World) -> None:
    """Months that are over are counts; this month is marks of people nobody can name."""
    chance, month = world.chance("library uses"), month_of(world.on)
    counts, marks = [], []
    for resource in Resource.objects.order_by("pk"):
        liked = chance.randrange(2, 60)
        for back in range(1, MONTHS + 1):
            people = max(1, round(liked * chance.uniform(0.5, 1.4)))
            counts.append(ResourceUse(resource=resource, month=clock.months_after(month, -back), people=people))
        marks += list(_marks(resource, round(liked * 0.6), world))
    ResourceUse.objects.bulk_create(counts)
    UseKey.objects.create(month=month, key=secrets.token_hex(32))
    UseMark.objects.bulk_create(marks)


def _marks(resource: Resource, number: int, world: World) -> Iterator[UseMark]:
    for place in range(number):
        mark = hashlib.sha256(f"{resource.pk} {place}".encode()).hexdigest()
        yield UseMark(resource=resource, month=month_of(world.on), mark=mark)


def _owners() -> dict[str, Person]:
    """Who looks after what an organisation put there: whoever leads its training, and the Academy for the council."""
    leads = (
        Grant.objects.filter(role=Role.TRAINING_LEAD).select_related("organisation", "account__person").order_by("-pk")
    )
    found = {grant.organisation.code: grant.account.person for grant in leads if grant.account.person}
    academy = Grant.objects.filter(role=Role.ACADEMY).select_related("account__person").order_by("pk").first()
    if academy is not None and academy.account.person:
        found["children-schools-families"] = academy.account.person
    return found
