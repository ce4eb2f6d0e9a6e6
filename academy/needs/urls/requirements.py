from django.urls import path

from academy.needs import views

urlpatterns = [
    path("my-team/", views.my_team, name="my-team"),
    path("my-team/grid/", views.grid, name="my-team-grid"),
    path("my-team/chosen/", views.chosen, name="my-team-chosen"),
    path("people/<int:id>/", views.person_needs, name="person-needs"),
    path("gaps/", views.gaps, name="gaps"),
    path("gaps/organisations/<int:id>/", views.gaps_organisation, name="gaps-organisation"),
    path("gaps/requirements/<int:id>/", views.gaps_requirement, name="gaps-requirement"),
    path("requirements/", views.requirements, name="requirements"),
    path("requirements/new/", views.add_requirement, name="requirement-new"),
    path("requirements/<int:id>/", views.requirement, name="requirement"),
    path("requirements/<int:id>/change/", views.change_requirement, name="requirement-change"),
    path("requirements/<int:id>/end/", views.end_requirement, name="requirement-end"),
]
