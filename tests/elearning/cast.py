"""Whoever learns in these tests, and how they go through a page."""

from collections.abc import Mapping, Sequence

from django.test import Client

from academy.elearning import actions, queries
from academy.elearning.models import Attempt, Choice, Question
from academy.people.models import Account, Person
from academy.people.rules import Role
from tests.builders import make_account, make_person, signed_in


def learner(name: str = "Amara", *roles: Role, **fields) -> tuple[Person, Account, Client]:
    person = make_person(name)
    account = make_account(*(roles or (Role.PRACTITIONER,)), person=person, **fields)
    return person, account, signed_in(account)


def fresh(attempt: Attempt) -> Attempt:
    return Attempt.objects.select_related("version", "lesson__item", "person").get(pk=attempt.pk)


def read(
    attempt: Attempt, number: int, *, answers: Mapping[int, Sequence[int]] | None = None, goes_on: bool = True, **more
) -> Attempt:
    standing = queries.standing(fresh(attempt))
    page = standing.page(number)
    assert page is not None
    return actions.read_page(attempt, page, by=None, answers=answers, goes_on=goes_on, **more)


def drawn(attempt: Attempt) -> list[int]:
    return [one.question_id for one in queries.standing(fresh(attempt)).drawn]


def answer(question_id: int, *, is_right: bool) -> dict[int, list[int]]:
    """All that is right, or the first that is not."""
    question = Question.objects.get(pk=question_id)
    choices = list(Choice.objects.filter(question=question_id))
    if question.kind == "order":
        pks = [choice.pk for choice in choices]
        return {question_id: pks if is_right else pks[::-1]}
    chosen = [choice.pk for choice in choices if choice.is_right is is_right]
    return {question_id: chosen if is_right else chosen[:1]}


def go_through(attempt: Attempt, *, is_right: bool = True) -> Attempt:
    """Every page, every question of this try, and the end."""
    pages = len(queries.standing(fresh(attempt)).pages)
    for number in range(1, pages + 1):
        held = queries.standing(fresh(attempt))
        asked = [one.question_id for one in held.drawn if one.page_id == held.pages[number - 1].id]
        said: dict[int, list[int]] = {}
        for pk in asked:
            said |= answer(pk, is_right=is_right)
        read(attempt, number, answers=said)
    return fresh(attempt)
