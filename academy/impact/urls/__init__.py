"""Every address of the room, a file for each noun."""

from academy.impact.urls import effects, engagement, partnership, use

urlpatterns = [*use.urlpatterns, *partnership.urlpatterns, *engagement.urlpatterns, *effects.urlpatterns]
