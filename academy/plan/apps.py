from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "academy.plan"
    label = "plan"
