from django.urls import path

from academy.workforce.views import business_cases

urlpatterns = [
    path("business-case/", business_cases.business_case, name="business-case"),
    path("business-case/begin/", business_cases.begin_case, name="begin-case"),
    path("business-case/<int:id>/", business_cases.one_business_case, name="one-business-case"),
    path("business-case/<int:id>/again/", business_cases.state_again, name="state-again"),
    path("business-case/versions/<int:id>/", business_cases.case_version, name="case-version"),
]
