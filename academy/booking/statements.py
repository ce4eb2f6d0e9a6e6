"""What nearly every page of booking asks: of one person, and of the places on a few sessions."""

from academy.booking.models import (
    ApprovalRule,
    Booking,
    ChargingPolicy,
    ChargingRate,
    HeldPlaces,
    Room,
    Session,
    SessionDay,
    Terms,
    Venue,
)
from academy.booking.rules import IS_ON_THE_LIST, IS_TO_COME, Status
from academy.catalogue.models import Item, Theme
from academy.core.statements import Statement
from academy.people.models import Organisation, Person


def _one_of(statuses: tuple[Status, ...]) -> str:
    return ", ".join(f"'{status}'" for status in statuses)


# With its terms, in the same question: a session's own stand in place of its item's.
SESSION = """
    SELECT {columns} FROM booking_session session JOIN catalogue_item item ON item.id = session.item_id
    JOIN catalogue_theme theme ON theme.id = item.theme_id
    LEFT JOIN booking_terms terms ON terms.id = COALESCE(
      (SELECT own.id FROM booking_terms own WHERE own.session_id = session.id),
      (SELECT general.id FROM booking_terms general WHERE general.item_id = session.item_id))
    WHERE session.id = %s
    """
OF_A_SESSION = {"session": Session, "item": Item, "theme": Theme, "terms": Terms}
ONE_SESSION = Statement(SESSION, **OF_A_SESSION)
LOCKED_SESSION = Statement(f"{SESSION} FOR NO KEY UPDATE OF session", **OF_A_SESSION)
# With what the nearest organisation above says of approval.
AT_WORK = Statement(
    """
    SELECT {columns} FROM people_spell spell
    JOIN people_post post ON post.id = spell.post_id
    JOIN people_organisation organisation ON organisation.id = post.organisation_id
    LEFT JOIN people_person manager ON manager.id = spell.line_manager_id
    LEFT JOIN booking_approvalrule rule ON rule.id = (
      SELECT nearest.id FROM booking_approvalrule nearest
      JOIN people_organisation above ON above.id = nearest.organisation_id
      WHERE above.path = substr(organisation.path, 1, length(above.path))
      ORDER BY length(above.path) DESC LIMIT 1)
    WHERE spell.person_id = %s AND spell.started_on <= %s AND (spell.ended_on IS NULL OR spell.ended_on >= %s)
    ORDER BY spell.started_on, spell.id
    """,
    organisation=Organisation,
    manager=Person,
    rule=ApprovalRule,
)
BOOKED = """
    SELECT {columns} FROM booking_booking booking
    JOIN booking_session session ON session.id = booking.session_id
    JOIN catalogue_item item ON item.id = session.item_id
    WHERE booking.person_id = %s AND
    """
OWN_BOOKING = Statement(
    """
    SELECT {columns} FROM booking_booking booking
    JOIN booking_session session ON session.id = booking.session_id
    JOIN catalogue_item item ON item.id = session.item_id
    LEFT JOIN people_organisation organisation ON organisation.id = booking.organisation_id
    WHERE booking.person_id = %s AND booking.id = %s
    """,
    booking=Booking,
    session=Session,
    item=Item,
    organisation=Organisation,
)
ON_THE_LIST = Statement(
    f"""
    SELECT {{columns}} FROM booking_booking booking
    WHERE booking.session_id = %s AND booking.person_id = %s AND booking.status IN ({_one_of(IS_ON_THE_LIST)})
    """,
    booking=Booking,
)
# Their booking of it, what else they are on at its hours, and their places on other dates of the same item.
AT_THAT_TIME = Statement(
    f"""{BOOKED} (
      (booking.session_id = %s AND booking.status IN ({_one_of(IS_ON_THE_LIST)}))
      OR (booking.status IN ({_one_of(IS_TO_COME)}) AND session.starts_at < %s AND session.ends_at > %s)
      OR (booking.status IN ('{Status.BOOKED}', '{Status.KEPT}') AND session.item_id = %s AND session.starts_at > %s))
    ORDER BY session.starts_at, booking.id
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
    LEFT JOIN people_organisation organisation ON organisation.id = held.organisation_id
    WHERE held.session_id IN (%s) AND held.release_on > %s ORDER BY organisation.name, held.kind
    """,
    held=HeldPlaces,
    organisation=Organisation,
)
WAITING = Statement(
    f"""
    SELECT booking.id, organisation.path, organisation.kind, booking.lapsed_at IS NOT NULL, booking.is_urgent,
      CASE WHEN party.is_all_or_none THEN party.id ELSE 0 END
    FROM booking_booking booking
    LEFT JOIN people_organisation organisation ON organisation.id = booking.organisation_id
    LEFT JOIN booking_party party ON party.id = booking.party_id
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
DAYS = Statement(
    """
    SELECT {columns} FROM booking_sessionday day LEFT JOIN booking_room room ON room.id = day.room_id
    LEFT JOIN booking_venue venue ON venue.id = room.venue_id WHERE day.session_id = %s ORDER BY day.number
    """,
    day=SessionDay,
    room=Room,
    venue=Venue,
)
# Of an item before that of who offers it, a part before the whole, and of everything last; with its lines.
NEAREST_POLICY = Statement(
    """
    SELECT {columns} FROM booking_chargingpolicy policy
    LEFT JOIN booking_chargingrate rate ON rate.policy_id = policy.id
    LEFT JOIN booking_chargingpolicy_free_organisations listed ON listed.chargingpolicy_id = policy.id
    LEFT JOIN people_organisation free ON free.id = listed.organisation_id
    WHERE policy.id = (
      SELECT near.id FROM booking_chargingpolicy near
      JOIN people_organisation own ON own.id = %s
      LEFT JOIN people_organisation above ON above.id = near.organisation_id
      WHERE near.starts_on <= %s AND (near.ends_on IS NULL OR near.ends_on >= %s)
      AND (near.item_id IS NULL OR near.item_id = %s)
      AND (above.id IS NULL OR above.path = substr(own.path, 1, length(above.path)))
      ORDER BY near.item_id IS NULL, COALESCE(length(above.path), 0) DESC, near.starts_on DESC, near.id DESC LIMIT 1)
    ORDER BY rate.charged_for, rate.kind, rate.id
    """,
    policy=ChargingPolicy,
    rate=ChargingRate,
    free=Organisation,
)
CONTRIBUTES = Statement(
    """
    SELECT 1 FROM booking_contribution contribution
    JOIN people_organisation organisation ON organisation.id = contribution.organisation_id
    WHERE organisation.code IN (%s) AND contribution.starts_on <= %s
    AND (contribution.ends_on IS NULL OR contribution.ends_on >= %s) LIMIT 1
    """
)
NEXT_DATES = Statement(
    """
    SELECT {columns} FROM (
      SELECT *, row_number() OVER (PARTITION BY item_id ORDER BY starts_at, id) AS turn FROM booking_session
      WHERE item_id IN (%s) AND NOT is_cancelled AND starts_at >= %s) session
    WHERE session.turn <= %s ORDER BY session.item_id, session.starts_at, session.id
    """,
    session=Session,
)
# What is nearly always nobody's, asked for by its keys alone.
LED = Statement(
    """
    SELECT DISTINCT day.session_id FROM booking_leading led
    JOIN booking_trainer trainer ON trainer.id = led.trainer_id
    JOIN booking_sessionday day ON day.id = led.day_id
    WHERE trainer.person_id = %s AND day.starts_at >= %s AND day.starts_at < %s
    """
)
UNDER_WAY = Statement(
    f"""
    SELECT session.id FROM booking_booking booking JOIN booking_session session ON session.id = booking.session_id
    WHERE booking.person_id = %s AND booking.status IN ({_one_of(IS_ON_THE_LIST)})
    AND session.starts_at <= %s AND session.ends_at >= %s
    """
)
