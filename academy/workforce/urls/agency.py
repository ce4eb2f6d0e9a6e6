from django.urls import path

from academy.workforce.views import agency, agency_return

urlpatterns = [
    path("agency/", agency.agency, name="agency"),
    path("agency/add/", agency.add_assignment, name="add-assignment"),
    path("agency/caps/", agency.price_caps, name="price-caps"),
    path("agency/caps/add/", agency.add_price_cap, name="add-price-cap"),
    path("agency/costs/", agency.employed_costs, name="employed-costs"),
    path("agency/costs/add/", agency.add_employed_cost, name="add-employed-cost"),
    path("agency/return/", agency_return.agency_return, name="agency-return"),
    path("agency/files/", agency_return.agency_files, name="agency-files"),
    path("agency/files/<int:id>/", agency_return.agency_file, name="agency-file"),
    path("agency/<int:id>/", agency.assignment, name="assignment"),
    path("agency/<int:id>/change/", agency.change_assignment, name="change-assignment"),
    path("agency/<int:id>/terms/", agency.new_terms, name="new-terms"),
    path("agency/<int:id>/end/", agency.end_assignment, name="end-assignment"),
    path("agency/<int:id>/exception/", agency.except_assignment, name="except-assignment"),
]
