from django.urls import path

from academy.privacy import views

urlpatterns = [
    path("", views.my_privacy, name="my-privacy"),
    path("file/", views.ask_for_my_file, name="ask-for-my-file"),
    path("trail/", views.my_trail, name="my-trail"),
    path("trail/organisation/", views.organisation_trail, name="organisation-trail"),
    path("files/<int:id>/", views.subject_file, name="subject-file"),
    path("files/<int:id>/take/", views.take_file, name="take-file"),
    path("look-up/", views.look_up, name="look-up"),
    path("look-up/<int:id>/", views.looked_up, name="looked-up"),
    path("look-up/<int:id>/file/", views.ask_for_file, name="ask-for-file"),
    path("look-up/<int:id>/erase/", views.erase, name="erase"),
    path("erasures/", views.erasures, name="erasures"),
    path("chain/", views.chain, name="chain"),
]
