from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "academy.catalogue"
    label = "catalogue"
