"""Inspections, what was found, and the judgements of all authorities."""

from django.urls import path

from academy.improvement.views import inspections as views

urlpatterns = [
    path("inspections/", views.inspections, name="inspections"),
    path("inspections/new/", views.add_inspection, name="add-inspection"),
    path("inspections/authorities/", views.authorities, name="authorities"),
    path("inspections/authorities/read/", views.read_outcomes_file, name="read-outcomes"),
    path("inspections/findings/<int:id>/", views.inspection_finding, name="inspection-finding"),
    path("inspections/findings/<int:id>/change/", views.change_inspection_finding, name="change-inspection-finding"),
    path("inspections/<int:id>/", views.inspection, name="inspection"),
    path("inspections/<int:id>/change/", views.change_inspection, name="change-inspection"),
    path("inspections/<int:id>/findings/new/", views.add_inspection_finding, name="add-inspection-finding"),
]
