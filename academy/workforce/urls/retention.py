from django.urls import path

from academy.workforce import views

urlpatterns = [
    path("staying/", views.retention, name="retention"),
    path("staying/leaving/", views.leaving, name="leaving"),
    path("staying/groups/", views.staying_groups, name="staying-groups"),
    path("staying/compare/", views.compare_intakes, name="compare-intakes"),
    path("staying/complete-from/", views.complete_from, name="complete-from"),
    path("staying/<int:year>/", views.intake, name="intake"),
]
