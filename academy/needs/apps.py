from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "academy.needs"
    label = "needs"
