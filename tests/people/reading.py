"""How the tests of pages read them, and the days that they type."""

from datetime import date, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from academy.core import clock


def days(number: int) -> date:
    return clock.today() + timedelta(days=number)


def typed(day: date) -> str:
    return day.isoformat()


def read(client: Client, address: str, **query: object) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def queries_of(client: Client, address: str, **query: object) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as asked:
        read(client, address, **query)
    return len(asked)
