"""Every address of the room, a file for each noun."""

from academy.impact.urls import use

urlpatterns = [*use.urlpatterns]
