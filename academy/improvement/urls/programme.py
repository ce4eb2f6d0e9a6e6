from django.urls import path

from academy.improvement.views import programme, risks

urlpatterns = [
    path("programme/", programme.programme, name="programme"),
    path("programme/phases/new/", programme.add_phase, name="add-phase"),
    path("programme/phases/<int:id>/", programme.programme_phase, name="programme-phase"),
    path("programme/phases/<int:id>/change/", programme.change_phase, name="change-phase"),
    path("programme/phases/<int:id>/end/", programme.end_phase, name="end-phase"),
    path("programme/phases/<int:id>/milestones/new/", programme.add_phase_milestone, name="add-phase-milestone"),
    path("programme/benefits/new/", programme.add_benefit, name="add-benefit"),
    path("programme/benefits/<int:id>/", programme.benefit, name="benefit"),
    path("programme/benefits/<int:id>/seen/", programme.see_benefit, name="see-benefit"),
    path("risks/", risks.plan_risks, name="plan-risks"),
    path("risks/new/", risks.add_plan_risk, name="add-plan-risk"),
    path("risks/<int:id>/", risks.plan_risk, name="plan-risk"),
    path("risks/<int:id>/review/", risks.review_plan_risk, name="review-plan-risk"),
    path("risks/<int:id>/close/", risks.close_plan_risk, name="close-plan-risk"),
]
