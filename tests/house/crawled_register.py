"""The register’s share of the world that is crawled."""

from typing import Any

from academy.booking.models import Mark
from academy.core import clock
from academy.core.models import ImportRun


def register_of(things: dict[str, Any], session: Any) -> None:
    """Somebody has been marked, a file of the register was sent, and its code was on a wall."""
    booked = things["booking"]
    things["mark"] = Mark.objects.create(
        booking=booked, on=session.on, presence="came", hours=6, made_at=clock.now(), received_at=clock.now(),
        key=f"key-{booked.pk}", stands=False, reason=f"Reason of {booked.person.family_name}",
    )  # fmt: skip
    things["register file"] = ImportRun.objects.create(
        spec="register", format="register", file_name="joined.csv", stage="checked", by_name="Somebody",
        started_at=clock.now(), options={"session": session.pk, "day": str(session.on)},
    )  # fmt: skip
    things["check-in"] = f"{session.pk}-aaaaaaaaaaaaaaa"
