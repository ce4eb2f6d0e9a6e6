from django.urls import path

from academy.surveys import views

# mounted at the top, so that the address in a message stays short
short_links = [
    path("f/<str:token>/", views.follow_up, name="follow-up"),
    path("f/<str:token>/story/", views.story, name="follow-up-story"),
    path("f/<str:token>/sure/", views.how_sure, name="follow-up-sure"),
    path("f/<str:token>/reflection/", views.start_reflection, name="follow-up-reflection"),
]
urlpatterns = [
    path("follow-ups/", views.follow_ups, name="follow-ups"),
    path("follow-ups/<int:id>/", views.open_own, name="own-follow-up"),
    path("follow-ups/<int:id>/seen/", views.seen, name="manager-follow-up"),
    path("answers/", views.answers, name="follow-up-answers"),
    path("answers/<int:id>/", views.answer, name="follow-up-answer"),
]
