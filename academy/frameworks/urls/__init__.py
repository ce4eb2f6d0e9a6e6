from academy.frameworks.urls.capabilities import urlpatterns

__all__ = ["urlpatterns"]
