from django.urls import path

from academy.frameworks import views
from academy.frameworks.views import looked_again

urlpatterns = [
    path("", views.sources, name="sources"),
    path("new/", views.add_source, name="add-source"),
    path("to-review/", views.reviews, name="reviews"),
    path("to-review/<int:id>/", looked_again.look_again, name="review-record"),
    path("<int:id>/", views.source, name="source"),
    path("<int:id>/change/", views.change_source, name="change-source"),
    path("<int:id>/new-version/", views.record_version, name="record-version"),
]
