from django.urls import include, path

from academy.config.api import api
from academy.config.described import description
from academy.surveys.urls import short_links

urlpatterns = [
    path("", include("academy.home.urls")),
    path("", include("academy.ui.urls")),
    path("", include(short_links)),
    path("api/openapi.json", description, name="api-description"),
    path("api/", api.urls),
    path("people/", include("academy.people.urls")),
    path("scim/", include("academy.people.scim.urls")),
    path("catalogue/", include("academy.catalogue.urls")),
    path("booking/", include("academy.booking.urls")),
    path("how-we-practise/", include("academy.frameworks.urls.practice")),
    path("learn/", include("academy.elearning.urls")),
    path("records/", include("academy.records.urls")),
    path("needs/", include("academy.needs.urls")),
    path("plan/", include("academy.plan.urls")),
    path("programmes/", include("academy.programmes.urls")),
    path("practice/", include("academy.audits.urls")),
    path("surveys/", include("academy.surveys.urls")),
    path("privacy/", include("academy.privacy.urls")),
    path("workforce/", include("academy.workforce.urls")),
    path("improvement/", include("academy.improvement.urls")),
    path("impact/", include("academy.impact.urls")),
]
