"""What may be done with people, posts, organisations and accounts."""

from academy.people.actions.accounts import (
    ask_for_password,
    choose_password,
    end_grant,
    grant_role,
    invite,
    make_account,
    password_link,
)
from academy.people.actions.organisations import add_organisation, add_team
from academy.people.actions.people import add_colleague, add_person, correct_person, note_download
from academy.people.actions.posts import change_line_manager, end_post, find_or_add_post, refuse_end, start_post
from academy.people.actions.sign_in import may_sign_in, sign_in, sign_out

__all__ = [
    "add_colleague",
    "add_organisation",
    "add_person",
    "add_team",
    "ask_for_password",
    "change_line_manager",
    "choose_password",
    "correct_person",
    "end_grant",
    "end_post",
    "find_or_add_post",
    "grant_role",
    "invite",
    "make_account",
    "may_sign_in",
    "note_download",
    "password_link",
    "refuse_end",
    "sign_in",
    "sign_out",
    "start_post",
]
