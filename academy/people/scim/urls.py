from django.urls import path

from academy.people.scim.views import scim

urlpatterns = [path("v2/<path:endpoint>", scim, name="scim")]
