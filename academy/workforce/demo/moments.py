"""Moments in the demonstration."""

from datetime import date, datetime, time

from django.utils import timezone


def noon(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(12)))
