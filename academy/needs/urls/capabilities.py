from django.urls import path

from academy.needs.views import capabilities as views

urlpatterns = [
    path("capabilities/gaps/", views.capability_gaps, name="capability-gaps"),
    path("capabilities/gaps/<int:id>/", views.capability_gap, name="capability-gap"),
    path("capabilities/scores/<int:id>/", views.self_assessment, name="self-assessment"),
    path("capabilities/<int:id>/", views.capability, name="capability"),
    path("capabilities/<int:id>/recommend/", views.recommend, name="recommend-learning"),
]
