from django.urls import path

from academy.audits.views import samples as views

urlpatterns = [
    path("rounds/", views.audit_rounds, name="audit-rounds"),
    path("rounds/new/", views.plan_round, name="plan-audit-round"),
    path("rounds/<int:id>/", views.audit_round, name="audit-round"),
    path("rounds/<int:id>/change/", views.change_round, name="change-audit-round"),
    path("rounds/<int:id>/draw/", views.draw_sample, name="draw-sample"),
    path("samples/<int:id>/", views.sample, name="sample"),
    path("samples/<int:id>/share/", views.share_cases, name="share-cases"),
    path("samples/<int:id>/key/", views.case_keys, name="case-keys"),
    path("cases/<int:id>/", views.sampled_case, name="sampled-case"),
    path("cases/<int:id>/give/", views.give_case, name="give-case"),
    path("cases/<int:id>/drop/", views.drop_case, name="drop-case"),
]
