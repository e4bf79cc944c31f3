from django.apps import AppConfig


class MeasureConfig(AppConfig):
    name = "drieklank.measure"
    label = "measure"

    def ready(self) -> None:
        """Make the secret link of an invitation known to the outbox, for while it sends."""
        from drieklank.measure.queries import secret_fields  # noqa: PLC0415 -- models load first
        from drieklank.outbox.fillers import register  # noqa: PLC0415 -- as above

        register("measure.invitation", secret_fields)
