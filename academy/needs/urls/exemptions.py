from django.urls import path

from academy.needs.views import exemptions, requirement_files, standing, whom

urlpatterns = [
    path("people/<int:id>/exemption/", exemptions.ask_for_exemption, name="exemption-new"),
    path("exemptions/", exemptions.exemptions, name="exemptions"),
    path("exemptions/<int:id>/", exemptions.exemption, name="exemption"),
    path("exemptions/<int:id>/take-back/", exemptions.take_back_exemption, name="exemption-take-back"),
    path("exemptions/<int:id>/end/", exemptions.end_exemption, name="exemption-end"),
    path("equivalents/", whom.equivalents, name="equivalents"),
    path("equivalents/new/", whom.add_equivalent, name="equivalent-new"),
    path("equivalents/<int:id>/end/", whom.end_equivalent, name="equivalent-end"),
    path("settings/", whom.settings, name="settings"),
    path("settings/new/", whom.add_setting, name="setting-new"),
    path("settings/<int:id>/", whom.setting, name="setting"),
    path("settings/lines/<int:id>/end/", whom.take_out_of_setting, name="setting-line-end"),
    path("demand/", standing.demand, name="demand"),
    path("demand/items/<int:id>/", standing.demand_item, name="demand-item"),
    path("requirements/<int:id>/status/", standing.requirement_status, name="requirement-status"),
    path("requirements/files/", requirement_files.requirement_files, name="requirement-files"),
    path("requirements/files/template/", requirement_files.requirement_template, name="requirement-template"),
    path("requirements/files/<int:id>/", requirement_files.requirement_file, name="requirement-file"),
]
