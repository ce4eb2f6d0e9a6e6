from django.urls import path

from academy.impact import views

urlpatterns = [
    path("partnership/", views.partnership, name="partnership"),
    path("partnership/ask/", views.ask_partners, name="ask-partners"),
    path("partnership/own/<int:id>/", views.partner_own, name="partner-own"),
    path("partnership/answer/<str:token>/", views.partner_answer, name="partner-answer"),
]
