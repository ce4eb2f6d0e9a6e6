from django.urls import path

from academy.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("thread/<str:model>/<int:id>/", views.thread, name="thread"),
    path("thread/<str:model>/<int:id>/<str:other>/", views.thread_records, name="thread-records"),
    path("first-steps/", views.first_steps, name="first-steps"),
    path("thread/", views.what_we_did, name="what-we-did"),
    path("people/merges/", views.merges, name="merges"),
    path("people/merges/new/", views.merge_new, name="merge-new"),
    path("people/merges/two/", views.say_two, name="merge-two"),
    path("people/merges/<int:id>/", views.merge, name="merge"),
    path("people/merges/<int:id>/undo/", views.undo_merge, name="undo-merge"),
    path("people/<int:id>/same/", views.merge_search, name="merge-search"),
    path("help/", views.help, name="help"),
    path("help/accessibility/", views.accessibility, name="accessibility"),
    path("help/who-sees-what/", views.privacy, name="privacy"),
    path("help/worried/", views.worried, name="worried"),
]
