from django.urls import path

from academy.impact import views

urlpatterns = [
    path("barometer/", views.barometer, name="barometer"),
    path("barometer/reflections/", views.reflections_to_accept, name="reflections-to-accept"),
    path("barometer/reflections/<int:id>/", views.accept_reflection, name="accept-reflection"),
]
