from django.urls import path

from academy.programmes import views

urlpatterns = [
    path("supervision/", views.supervision, name="supervision"),
    path("supervision/people/<int:id>/", views.record, name="record-supervision"),
    path("supervision/points/", views.learning_points, name="learning-points"),
    path("supervision/in-time/", views.in_time, name="supervision-in-time"),
    path("supervision/rules/", views.supervision_rules, name="supervision-rules"),
    path("supervision/rules/new/", views.add_rule, name="add-supervision-rule"),
    path("supervision/rules/<int:id>/end/", views.end_rule, name="end-supervision-rule"),
    path("supervision/openings/", views.openings, name="note-openings"),
    path("supervision/openings/<int:id>/", views.note_opening, name="note-opening"),
    path("supervision/openings/<int:id>/agree/", views.agree, name="agree-to-opening"),
    path("supervision/<int:id>/", views.conversation, name="conversation"),
    path("supervision/<int:id>/note/", views.note, name="conversation-note"),
    path("supervision/<int:id>/open/", views.ask_to_open, name="ask-to-open"),
    path("reviews/", views.case_reviews, name="case-reviews"),
    path("reviews/new/", views.new_review, name="new-case-review"),
    path("reviews/actions/", views.review_actions, name="review-actions"),
    path("reviews/actions/<int:id>/", views.review_action, name="review-action"),
    path("reviews/actions/<int:id>/done/", views.finish, name="finish-review-action"),
    path("reviews/actions/<int:id>/move/", views.move, name="move-review-action"),
    path("reviews/<int:id>/", views.case_review, name="case-review"),
    path("reviews/<int:id>/change/", views.change_review, name="change-case-review"),
    path("reviews/<int:id>/recommend/", views.recommend, name="recommend"),
    path("reviews/recommendations/<int:id>/give/", views.give, name="give-review-action"),
]
