from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "academy.booking"
    label = "booking"
