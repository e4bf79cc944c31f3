from django.apps import AppConfig


class MeasureConfig(AppConfig):
    name = "drieklank.measure"
    label = "measure"

    def ready(self) -> None:
        """Make the secret link of an invitation known to the outbox, for while it sends."""
        from drieklank.measure.queries.invitations import (  # noqa: PLC0415 -- models load first
            asked_fields,
            secret_fields,
        )
        from drieklank.measure.queries.peace import stop_fields  # noqa: PLC0415 -- as above
        from drieklank.outbox.fillers import register  # noqa: PLC0415 -- as above

        register("measure.invitation", secret_fields)
        register("measure.asked", asked_fields)
        register("measure.stop", stop_fields)
