from django.urls import path

from academy.improvement.views import recommendations as views

urlpatterns = [
    path("recommendations/", views.recommendations, name="recommendations"),
    path("recommendations/new/", views.add_recommendation, name="add-recommendation"),
    path("recommendations/<int:id>/", views.recommendation, name="recommendation"),
    path("recommendations/<int:id>/answer/", views.answer_recommendation, name="answer-recommendation"),
    path("recommendations/<int:id>/done/", views.finish_recommendation, name="finish-recommendation"),
    path("recommendations/<int:id>/date/", views.move_recommendation, name="move-recommendation"),
]
