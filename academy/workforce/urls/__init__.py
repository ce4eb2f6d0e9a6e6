"""Every address of the room, a file for each noun."""

from academy.workforce.urls import retention

urlpatterns = [*retention.urlpatterns]
