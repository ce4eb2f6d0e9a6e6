from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "academy.home"
    label = "home"
