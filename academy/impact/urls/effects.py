from django.urls import path

from academy.impact import views

urlpatterns = [
    path("effects/", views.effects, name="effects"),
    path("effects/audits-needed/", views.audits_needed, name="audits-needed"),
    path("effects/<int:id>/", views.effect, name="effect"),
    path("effects/<int:id>/roll-out/", views.roll_out, name="roll-out"),
    path("effects/<int:id>/work-out/", views.work_out_effect, name="work-out-effect"),
    path("effects/roll-outs/<int:id>/take-back/", views.take_back_roll_out, name="take-back-roll-out"),
]
