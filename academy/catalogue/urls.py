from django.urls import include, path

from academy.catalogue import views

urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("capabilities/", include("academy.frameworks.urls")),
    path("new/", views.add_item, name="add-item"),
    path("<int:id>/", views.item, name="item"),
    path("<int:id>/change/", views.change_item, name="change-item"),
    path("<int:id>/withdraw/", views.withdraw_item, name="withdraw-item"),
    path("<int:id>/offer-again/", views.offer_item_again, name="offer-item-again"),
]
