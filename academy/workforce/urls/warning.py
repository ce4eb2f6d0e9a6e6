from django.urls import path

from academy.workforce import views

urlpatterns = [
    path("early-warning/", views.early_warning, name="early-warning"),
    path("early-warning/<int:team>/", views.early_warning_team, name="early-warning-team"),
    path("early-warning/<int:team>/<slug:watched>/", views.early_warning_series, name="early-warning-series"),
]
