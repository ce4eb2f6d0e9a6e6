from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    name = "academy.workforce"
    label = "workforce"
