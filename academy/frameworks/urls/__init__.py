from django.urls import path

from academy.frameworks import views

urlpatterns = [path("", views.capabilities, name="capabilities")]
