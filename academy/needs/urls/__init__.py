from academy.needs.urls.analysis import urlpatterns as analysis
from academy.needs.urls.capabilities import urlpatterns as capabilities
from academy.needs.urls.exemptions import urlpatterns as exemptions
from academy.needs.urls.requirements import urlpatterns as requirements

urlpatterns = [*analysis, *capabilities, *exemptions, *requirements]
