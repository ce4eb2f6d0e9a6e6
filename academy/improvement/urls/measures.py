"""Measures and their readings."""

from django.urls import path

from academy.improvement.views import measures as views
from academy.improvement.views import readings

urlpatterns = [
    path("measures/", views.measures, name="measures"),
    path("measures/load/", views.load_measures, name="load-measures"),
    path("measures/files/", readings.reading_files, name="reading-files"),
    path("measures/files/template/", readings.reading_template, name="reading-template"),
    path("measures/files/<int:id>/", readings.reading_file, name="reading-file"),
    path("measures/published/", readings.published_measures, name="published-measures"),
    path("measures/<slug:code>/", views.measure, name="measure"),
    path("measures/<slug:code>/change/", views.change_measure, name="change-measure"),
    path("measures/<slug:code>/target/", views.measure_target, name="measure-target"),
]
