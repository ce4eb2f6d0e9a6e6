from django.urls import path

from academy.improvement.views import front, plan_actions, plan_files, plans

urlpatterns = [
    path("", front.improvement, name="improvement"),
    path("plans/new/", plans.begin_improvement_plan, name="begin-improvement-plan"),
    path("plans/<int:id>/", plans.improvement_plan, name="improvement-plan"),
    path("plans/<int:id>/change/", plans.change_improvement_plan, name="change-improvement-plan"),
    path("plans/<int:id>/close/", plans.close_improvement_plan, name="close-improvement-plan"),
    path("plans/<int:id>/priorities/new/", plans.add_priority, name="add-priority"),
    path("plan-files/", plan_files.plan_files, name="plan-files"),
    path("plan-files/<int:id>/", plan_files.plan_file, name="plan-file"),
    path("priorities/<int:id>/", plans.improvement_priority, name="improvement-priority"),
    path("priorities/<int:id>/change/", plans.change_priority, name="change-priority"),
    path("priorities/<int:id>/outcomes/new/", plans.add_outcome, name="add-outcome"),
    path("priorities/<int:id>/actions/new/", plan_actions.add_improvement_action, name="add-improvement-action"),
    path("late/", plans.improvement_owners, name="improvement-owners"),
    path("actions/<int:id>/", plan_actions.improvement_action, name="improvement-action"),
    path("actions/<int:id>/change/", plan_actions.change_improvement_action, name="change-improvement-action"),
    path("actions/<int:id>/begin/", plan_actions.begin_improvement_action, name="begin-improvement-action"),
    path("actions/<int:id>/complete/", plan_actions.complete_improvement_action, name="complete-improvement-action"),
    path("actions/<int:id>/embed/", plan_actions.embed_improvement_action, name="embed-improvement-action"),
    path("actions/<int:id>/again/", plan_actions.take_up_improvement_action, name="take-up-improvement-action"),
    path("actions/<int:id>/date/", plan_actions.move_improvement_action, name="move-improvement-action"),
    path("actions/<int:id>/evidence/new/", plan_actions.add_evidence, name="add-evidence"),
    path("actions/<int:id>/in-the-way/new/", plan_actions.add_blocker, name="add-blocker"),
    path("actions/<int:id>/milestones/new/", plan_actions.add_milestone, name="add-milestone"),
    path("in-the-way/<int:id>/clear/", plan_actions.clear_blocker, name="clear-blocker"),
    path("milestones/<int:id>/", plan_actions.improvement_milestone, name="improvement-milestone"),
    path("milestones/<int:id>/date/", plan_actions.move_milestone, name="move-milestone"),
]
