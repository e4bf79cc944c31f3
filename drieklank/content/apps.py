from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "drieklank.content"
    label = "content"

    def ready(self) -> None:
        from drieklank.content import checks  # noqa: F401, PLC0415 -- registers the check; needs loaded apps
