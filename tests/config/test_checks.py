"""What `academy check --deploy` says of a real Academy, and of one that is not ready."""

import re

from tests.config.commands import started

REAL = {
    "ACADEMY_HTTPS": "true",
    "ACADEMY_SECRET_KEY": "a-key-of-more-than-fifty-characters-that-nobody-else-could-ever-guess",
    "ACADEMY_HOSTS": "academy.weyfield.example",
    "ACADEMY_ADDRESS": "https://academy.weyfield.example",
    "ACADEMY_AUTHORITY": "Weyfield",
    "ACADEMY_AUTHORITY_LINE": "Weyfield Council with its partners.",
    "ACADEMY_SAFETY_TEAM": "the Front Door",
    "ACADEMY_SAFETY_PHONE": "01632 960 777",
    "ACADEMY_CONTACT_EMAIL": "academy@weyfield.example",
    "ACADEMY_EMAIL_FROM": "academy@weyfield.example",
    "ACADEMY_EMAIL_URL": "smtp://mail.weyfield.example:25",
}
OF_THE_DEMONSTRATION = [
    "ACADEMY_AUTHORITY",
    "ACADEMY_AUTHORITY_LINE",
    "ACADEMY_CONTACT_EMAIL",
    "ACADEMY_EMAIL_FROM",
    "ACADEMY_SAFETY_PHONE",
    "ACADEMY_SAFETY_TEAM",
]


def complaints(folder, **environment: str) -> list[str]:
    said = started("check", "--deploy", folder=folder, **environment).stderr
    return re.findall(r"\(((?:academy|security)\.\w+)\)", said)


def test_an_academy_that_is_set_up_as_the_guide_says_has_nothing_wrong(tmp_path):
    done = started("check", "--deploy", folder=tmp_path, **REAL)

    assert (done.returncode, done.stdout.strip(), done.stderr) == (
        0,
        "System check identified no issues (0 silenced).",
        "",
    )


def test_with_https_alone_all_that_is_left_to_say_is_what_belongs_to_the_demonstration(tmp_path):
    said = started("check", "--deploy", folder=tmp_path, ACADEMY_HTTPS="true").stderr

    assert sorted(re.findall(r"W002\) (\w+) is still that of the demonstration", said)) == OF_THE_DEMONSTRATION
    assert said.count("(academy.") + said.count("(security.") == len(OF_THE_DEMONSTRATION)


def test_without_https_it_is_not_ready(tmp_path):
    found = complaints(tmp_path, **REAL | {"ACADEMY_HTTPS": "false"})

    assert {"security.W008", "security.W016"} <= set(found)


def test_a_demonstration_is_not_for_other_people(tmp_path):
    assert complaints(tmp_path, **REAL, ACADEMY_DEMONSTRATION="true") == ["academy.E001"]


def test_mail_that_could_never_be_sent_is_said_before_anybody_waits_for_it(tmp_path):
    assert complaints(tmp_path, **REAL | {"ACADEMY_EMAIL_URL": "imap://mail.weyfield.example"}) == ["academy.E002"]
