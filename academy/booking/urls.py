from django.urls import path

from academy.booking import views

urlpatterns = [
    path("", views.dates, name="dates"),
    path("sessions/", views.sessions, name="sessions"),
    path("sessions/new/", views.schedule_session, name="schedule-session"),
    path("sessions/<int:id>/", views.session, name="session"),
    path("sessions/<int:id>/book/", views.book, name="book"),
    path("sessions/<int:id>/team/", views.book_team, name="book-team"),
    path("sessions/<int:id>/register/", views.register, name="register"),
    path("sessions/<int:id>/change/", views.change_session, name="edit-session"),
    path("sessions/<int:id>/call-off/", views.call_off, name="call-off-session"),
    path("sessions/<int:id>/hold/", views.hold_places, name="hold-places"),
    path("sessions/<int:id>/hold/<int:held_id>/release/", views.release_places, name="release-places"),
    path("cannot-come/<str:token>/", views.cannot_come, name="cannot-come"),
    path("<int:id>/", views.booking, name="booking"),
    path("<int:id>/cancel/", views.cancel, name="cancel-booking"),
    path("<int:id>/cover/", views.answer_cover, name="answer-cover"),
    path("<int:id>/calendar.ics", views.calendar, name="booking-calendar"),
]
