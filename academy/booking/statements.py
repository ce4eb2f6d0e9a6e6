"""What nearly every page of booking asks: of one person, and of the places on a few sessions."""

from academy.booking.models import Booking, HeldPlaces, Session
from academy.booking.rules import IS_ON_THE_LIST, IS_TO_COME, Status
from academy.catalogue.models import Item, Theme
from academy.core.statements import Statement
from academy.people.models import Organisation, Person


def _one_of(statuses: tuple[Status, ...]) -> str:
    return ", ".join(f"'{status}'" for status in statuses)


SESSION = """
    SELECT {columns} FROM booking_session session JOIN catalogue_item item ON item.id = session.item_id
    JOIN catalogue_theme theme ON theme.id = item.theme_id WHERE session.id = %s
    """
ONE_SESSION = Statement(SESSION, session=Session, item=Item, theme=Theme)
LOCKED_SESSION = Statement(f"{SESSION} FOR NO KEY UPDATE OF session", session=Session, item=Item, theme=Theme)
AT_WORK = Statement(
    """
    SELECT {columns} FROM people_spell spell
    JOIN people_post post ON post.id = spell.post_id
    JOIN people_organisation organisation ON organisation.id = post.organisation_id
    LEFT JOIN people_person manager ON manager.id = spell.line_manager_id
    WHERE spell.person_id = %s AND spell.started_on <= %s AND (spell.ended_on IS NULL OR spell.ended_on >= %s)
    ORDER BY spell.started_on, spell.id
    """,
    organisation=Organisation,
    manager=Person,
)
BOOKED = """
    SELECT {columns} FROM booking_booking booking
    JOIN booking_session session ON session.id = booking.session_id
    JOIN catalogue_item item ON item.id = session.item_id
    WHERE booking.person_id = %s AND
    """
ON_THE_LIST = Statement(
    f"""
    SELECT {{columns}} FROM booking_booking booking
    WHERE booking.session_id = %s AND booking.person_id = %s AND booking.status IN ({_one_of(IS_ON_THE_LIST)})
    """,
    booking=Booking,
)
AT_THAT_TIME = Statement(
    f"""{BOOKED} (
      (booking.session_id = %s AND booking.status IN ({_one_of(IS_ON_THE_LIST)}))
      OR (booking.status IN ({_one_of(IS_TO_COME)}) AND session.starts_at < %s AND session.ends_at > %s))
    """,
    booking=Booking,
    session=Session,
    item=Item,
)
UPCOMING = Statement(
    f"""{BOOKED} booking.status IN ({_one_of(IS_TO_COME)}) AND session.ends_at >= %s
    ORDER BY session.starts_at, booking.id
    """,
    booking=Booking,
    session=Session,
    item=Item,
)
HELD = Statement(
    """
    SELECT {columns} FROM booking_heldplaces held
    JOIN people_organisation organisation ON organisation.id = held.organisation_id
    WHERE held.session_id IN (%s) AND held.release_on > %s ORDER BY organisation.name
    """,
    held=HeldPlaces,
    organisation=Organisation,
)
WAITING = Statement(
    f"""
    SELECT booking.id, organisation.path FROM booking_booking booking
    LEFT JOIN people_organisation organisation ON organisation.id = booking.organisation_id
    WHERE booking.session_id = %s AND booking.status = '{Status.WAITING}' ORDER BY booking.booked_at, booking.id
    """
)
EARLIER_WAITING = Statement(
    f"""
    SELECT count(*) FROM booking_booking booking WHERE booking.session_id = %s AND booking.status = '{Status.WAITING}'
    AND (booking.booked_at, booking.id) < (%s, %s)
    """
)
NUMBERS_WAITING = Statement(
    f"""
    SELECT booking.session_id, count(*) FROM booking_booking booking
    WHERE booking.session_id IN (%s) AND booking.status = '{Status.WAITING}' GROUP BY booking.session_id
    """
)
LOCK_PEOPLE = Statement("SELECT id FROM people_person WHERE id IN (%s) ORDER BY id FOR NO KEY UPDATE")
