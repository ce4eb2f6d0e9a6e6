"""How the tests of pages read them, and the days that they type."""

from datetime import date, timedelta

from django.test import Client

from academy.core import clock


def days(number: int) -> date:
    return clock.today() + timedelta(days=number)


def typed(day: date) -> str:
    return day.isoformat()


def read(client: Client, address: str, **query: object) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200, answer
    return answer.content.decode()
