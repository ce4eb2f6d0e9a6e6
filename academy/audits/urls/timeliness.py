"""How long casework takes."""

from django.urls import path

from academy.audits.views import timeliness as views

urlpatterns = [
    path("timeliness/", views.timeliness, name="timeliness"),
    path("timeliness/read/", views.read_lists, name="read-lists"),
    path("timeliness/clocks/", views.clocks, name="clocks"),
    path("timeliness/<int:id>/", views.timeliness_reading, name="timeliness-reading"),
    path("timeliness/measures/<slug:code>/", views.timeliness_measure, name="timeliness-measure"),
]
