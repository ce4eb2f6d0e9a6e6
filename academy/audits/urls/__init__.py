from django.urls import URLPattern

from academy.audits.urls.auditing import urlpatterns as auditing
from academy.audits.urls.samples import urlpatterns as samples
from academy.audits.urls.timeliness import urlpatterns as timeliness
from academy.audits.urls.tools import urlpatterns as tools

urlpatterns: list[URLPattern] = [*auditing, *samples, *timeliness, *tools]
