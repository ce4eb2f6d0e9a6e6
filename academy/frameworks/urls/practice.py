from django.urls import path

from academy.frameworks.views import guide_files, guides, understood, writing

urlpatterns = [
    path("", guides.how_we_practise, name="how-we-practise"),
    path("guides/new/", writing.add_guide, name="add-guide"),
    path("guides/<int:id>/", guides.guide, name="guide"),
    path("guides/<int:id>/change/", writing.change_guide, name="change-guide"),
    path("guides/<int:id>/draft/", writing.begin_draft, name="begin-guide-draft"),
    path("versions/<int:id>/", guides.guide_version, name="guide-version"),
    path("versions/<int:id>/understood/", guides.understand, name="understand"),
    path("versions/<int:id>/write/", writing.write_guide, name="write-guide"),
    path("versions/<int:id>/about/", writing.about_version, name="about-version"),
    path("versions/<int:id>/file/", guide_files.guide_file, name="guide-file"),
    path("versions/<int:id>/file/<int:file_id>/", guide_files.guide_file_run, name="guide-file-run"),
    path("versions/<int:id>/<str:part_kind>/new/", writing.add_part, name="add-part"),
    path("parts/<str:part_kind>/<int:id>/", writing.change_part, name="change-part"),
    path("thresholds/", guides.thresholds, name="thresholds"),
    path("thresholds/check/", guides.check, name="thresholds-check"),
    path("thresholds/answers/", understood.scenario_answers, name="scenario-answers"),
    path("words/", guides.terms, name="terms"),
    path("words/<int:id>/", guides.term, name="term"),
    path("who-does-what/", guides.duties, name="duties"),
    path("understood/", understood.understood, name="understood"),
    path("understood/<int:id>/", understood.who_understood, name="who-understood"),
]
