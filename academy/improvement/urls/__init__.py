"""Every address of the room, a file for each noun."""

urlpatterns: list = []
