from django.apps import AppConfig


class ImpactConfig(AppConfig):
    name = "academy.impact"
    label = "impact"
