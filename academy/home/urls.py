from django.urls import path

from academy.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("thread/<str:model>/<int:id>/", views.thread, name="thread"),
    path("help/", views.help, name="help"),
    path("help/accessibility/", views.accessibility, name="accessibility"),
    path("help/who-sees-what/", views.privacy, name="privacy"),
    path("help/worried/", views.worried, name="worried"),
]
