from django.urls import path

from academy.impact import views

urlpatterns = [
    path("", views.impact, name="impact"),
    path("<int:id>/", views.impact_item, name="impact-item"),
    path("collections/<int:id>/", views.impact_collection, name="impact-collection"),
]
