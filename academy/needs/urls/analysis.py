from django.urls import path

from academy.needs import views

urlpatterns = [
    path("analysis/", views.analysis, name="needs-analysis"),
    path("analysis/people/", views.analysis_people, name="needs-analysis-people"),
    path("analysis/alike/", views.alike_offers, name="alike-offers"),
    path("signals/", views.signals, name="signals"),
    path("signals/new/", views.raise_signal, name="raise-signal"),
    path("signals/weigh/", views.weigh_signals, name="weigh-signals"),
    path("signals/<int:id>/", views.signal, name="signal"),
    path("signals/<int:id>/leave/", views.leave_signal, name="leave-signal"),
    path("closed/", views.closed_needs, name="closed-needs"),
    path("<int:id>/", views.need, name="need"),
    path("<int:id>/set-aside/", views.set_need_aside, name="set-need-aside"),
]
