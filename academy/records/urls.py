from django.urls import path

from academy.records import views

urlpatterns = [
    path("", views.my_record, name="my-record"),
    path("people/<int:id>/", views.record, name="record"),
    path("completions/<int:id>/", views.completion, name="completion"),
    path("completions/<int:id>/certificate/", views.certificate, name="certificate"),
    path("completions/<int:id>/withdraw/", views.withdraw_completion, name="withdraw-completion"),
    path("hand-in/", views.hand_in_certificate, name="hand-in-certificate"),
    path("verify/", views.verify, name="verify"),
    path("verify/<str:code>/", views.verify, name="verify"),
]
