from django.urls import path

from academy.workforce import views

urlpatterns = [
    path("staying/", views.retention, name="retention"),
    path("staying/<int:year>/", views.intake, name="intake"),
]
