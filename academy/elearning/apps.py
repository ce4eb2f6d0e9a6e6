from django.apps import AppConfig


class ElearningConfig(AppConfig):
    name = "academy.elearning"
    label = "elearning"
