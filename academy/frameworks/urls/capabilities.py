from django.urls import path

from academy.frameworks import views
from academy.frameworks.views import framework_files, frameworks, self_assessments

urlpatterns = [
    path("", views.capabilities, name="capabilities"),
    path("frameworks/", frameworks.frameworks, name="frameworks"),
    path("frameworks/new/", framework_files.send_framework, name="send-framework"),
    path("frameworks/files/<int:id>/", framework_files.framework_file, name="framework-file"),
    path("frameworks/<int:id>/", frameworks.framework, name="framework"),
    path("frameworks/<int:id>/retire/", frameworks.retire_framework, name="retire-framework"),
    path("frameworks/<int:id>/sources/", frameworks.framework_sources, name="framework-sources"),
    path("roles/", frameworks.roles, name="roles-and-levels"),
    path("roles/<int:id>/", frameworks.role_levels, name="role-levels"),
    path("roles/<int:id>/expect/", frameworks.expect_level, name="expect-level"),
    path("mine/", self_assessments.self_assessments, name="self-assessments"),
    path("mine/<int:id>/", self_assessments.score_oneself, name="score-oneself"),
    path("mine/<int:id>/check/", self_assessments.check_self_assessment, name="check-self-assessment"),
    path("mine/<int:id>/<int:number>/", self_assessments.score_oneself, name="score-again"),
    path("to-confirm/", self_assessments.self_assessments_to_confirm, name="self-assessments-to-confirm"),
    path("to-confirm/<int:id>/", self_assessments.confirm_self_assessment, name="confirm-self-assessment"),
]
