from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "academy.config"
    label = "config"

    def ready(self) -> None:
        from academy.config import checks  # noqa: F401  registers the start-up checks
