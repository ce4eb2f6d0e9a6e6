from django.urls import path

from academy.audits.views import tools as views

urlpatterns = [
    path("tools/", views.audit_tools, name="audit-tools"),
    path("tools/new/", views.add_audit_tool, name="add-audit-tool"),
    path("tools/ready/<slug:code>/", views.add_ready_tool, name="add-ready-tool"),
    path("tools/<int:id>/", views.audit_tool, name="audit-tool"),
    path("tools/<int:id>/change/", views.change_audit_tool, name="change-audit-tool"),
    path("tools/<int:id>/retire/", views.retire_audit_tool, name="retire-audit-tool"),
    path("tools/<int:id>/write/", views.write_audit_tool, name="write-audit-tool"),
    path("tools/<int:id>/new-version/", views.begin_tool_version, name="begin-tool-version"),
    path("tools/<int:id>/publish/", views.publish_tool_version, name="publish-tool-version"),
    path("tools/<int:id>/throw-away/", views.discard_tool_version, name="discard-tool-version"),
    path("tools/<int:id>/sections/new/", views.add_tool_section, name="add-tool-section"),
    path("tools/versions/<int:id>/", views.tool_version, name="tool-version"),
    path("tools/sections/<int:id>/", views.change_tool_section, name="change-tool-section"),
    path("tools/sections/<int:id>/move/", views.move_tool_section, name="move-tool-section"),
    path("tools/sections/<int:id>/remove/", views.remove_tool_section, name="remove-tool-section"),
    path("tools/sections/<int:id>/questions/new/", views.add_tool_question, name="add-tool-question"),
    path("tools/questions/<int:id>/", views.change_tool_question, name="change-tool-question"),
    path("tools/questions/<int:id>/move/", views.move_tool_question, name="move-tool-question"),
    path("tools/questions/<int:id>/remove/", views.remove_tool_question, name="remove-tool-question"),
]
