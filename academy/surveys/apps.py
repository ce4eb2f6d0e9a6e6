from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "academy.surveys"
    label = "surveys"
