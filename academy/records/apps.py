from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "academy.records"
    label = "records"
