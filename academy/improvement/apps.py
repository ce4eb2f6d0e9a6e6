from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    name = "academy.improvement"
    label = "improvement"
