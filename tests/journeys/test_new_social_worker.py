"""The loop once round: a new social worker arrives in a file, her gaps show, she books, comes, is asked three months
later, and her answer stands in a figure that opens back to her booking."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from academy.booking.models import Booking, Session
from academy.booking.rules import Status
from academy.core import clock, links
from academy.people.models import Person
from academy.people.rules import Role
from academy.records.models import Completion
from academy.surveys.actions import LEARNER
from academy.surveys.jobs import ask_three_months_later
from academy.surveys.models import FollowUp
from tests.builders import (
    make_account,
    make_item,
    make_organisation,
    make_person,
    make_requirement,
    make_session,
    make_spell,
    signed_in,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_whole_loop_once_round(tmp_path):
    council = make_organisation("Weyshire Council", code="weyshire-council")
    ruth = make_person("Ruth", "Adeyemi", email="ruth.adeyemi@weyshire.example")
    make_spell(ruth, organisation=council, job_role="team_manager")
    manager = make_account(Role.PRACTITIONER, Role.MANAGER, person=ruth, organisation=council)
    academy = make_account(Role.ACADEMY, person=make_person("Dan", "Whitcombe"), organisation=council)
    item = make_item("Safety plans families can use tonight")
    requirement = make_requirement(
        item, job_role="newly_qualified_social_worker", why="Every new social worker needs it."
    )
    session = make_session(item, places=1)

    # she arrives in a file
    file = tmp_path / "starters.csv"
    file.write_text(
        "Staff number,First name,Surname,E-mail,Job title,Team,Start date,Line manager\n"
        f"W1,Leila,Haddad,leila.haddad@weyshire.example,NQSW,Family Safeguarding north,{clock.today():%d/%m/%Y},\n"
    )
    call_command("import", "workforce", str(file), format="hr", organisation="weyshire-council", json=True)
    leila = Person.objects.get(given_name="Leila")
    leila.spells.update(line_manager=ruth)
    account = make_account(Role.PRACTITIONER, person=leila, organisation=council)
    her = signed_in(account)

    # her gap shows, to her and to her manager
    home = her.get("/").content.decode()
    assert "Safety plans families can use tonight" in home
    assert "Every new social worker needs it." in home
    assert "Leila Haddad" in signed_in(manager).get("/needs/my-team/").content.decode()

    # she books, because of the requirement
    because = f"needs.requirement:{requirement.pk}"
    assert because in home
    booked = her.post(f"/booking/sessions/{session.pk}/book/", {"cover": "yes", "because": because}, follow=True)
    assert "You have a place" in booked.content.decode()
    booking = Booking.objects.get(person=leila)
    assert (booking.status, booking.cause) == (Status.BOOKED, requirement)

    # the day comes, and the register is taken
    began, ended = timezone.now() - timedelta(hours=8), timezone.now() - timedelta(hours=1)
    Session.objects.filter(pk=session.pk).update(starts_at=began, ends_at=ended)
    session.days.update(starts_at=began, ends_at=ended)
    register = f"/booking/sessions/{session.pk}/register/"
    taken = signed_in(academy).post(register, {f"mark-{booking.pk}": "came"})
    assert taken.status_code == 302
    completion = Completion.objects.get(person=leila)
    assert completion.cause == booking
    assert "Nothing waits for you today." in her.get("/").content.decode()

    # three months later she is asked, and answers with two taps
    ask_three_months_later(on=clock.months_after(completion.completed_on, 3))
    follow_up = FollowUp.objects.get(completion=completion)
    link = f"/f/{links.token(LEARNER, follow_up.pk)}/"
    phone = Client()
    phone.post(link, {"used": "often"})
    phone.post(link, {"difference": "clear"})

    # her answer stands in a figure that opens back to her booking
    FollowUp.objects.update(due_on=clock.today())
    answers = signed_in(academy).get(f"/surveys/answers/?item={item.pk}").content.decode()
    assert "Leila Haddad" in answers
    thread = signed_in(academy).get(f"/thread/surveys.followup/{follow_up.pk}/").content.decode()
    assert f'href="/booking/{booking.pk}/"' in thread
    assert f'href="{requirement.get_absolute_url()}"' in thread
    impact = signed_in(academy).get(f"/impact/{item.pk}/").content.decode()
    assert f"/surveys/answers/?item={item.pk}" in impact
