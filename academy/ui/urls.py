"""Included at the root: every page asks for the theme."""

from django.urls import path

from . import views

urlpatterns = [
    path("theme.css", views.theme_css, name="theme"),
    path("gallery/", views.gallery, name="gallery"),
]
