from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "drieklank.access"
    label = "access"
    verbose_name = "Toegang"

    def ready(self) -> None:
        from drieklank.access import checks  # noqa: F401, PLC0415 -- importing registers the checks
