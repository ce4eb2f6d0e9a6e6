"""Every address of the room, a file for each noun."""

from academy.improvement.urls import inspections, measures, packs, plans, programme, recommendations

urlpatterns: list = [
    *packs.urlpatterns,
    *plans.urlpatterns,
    *recommendations.urlpatterns,
    *programme.urlpatterns,
    *measures.urlpatterns,
    *inspections.urlpatterns,
]
