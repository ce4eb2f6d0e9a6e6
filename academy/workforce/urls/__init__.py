"""Every address of the room, a file for each noun."""

from academy.workforce.urls import agency, business_cases, rates, retention, warning

urlpatterns = [
    *agency.urlpatterns,
    *business_cases.urlpatterns,
    *rates.urlpatterns,
    *retention.urlpatterns,
    *warning.urlpatterns,
]
