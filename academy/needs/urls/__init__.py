from academy.needs.urls.requirements import urlpatterns as requirements

urlpatterns = [*requirements]
