from django.apps import AppConfig


class ImproveConfig(AppConfig):
    name = "drieklank.improve"
    label = "improve"

    def ready(self) -> None:
        """Let the outbox ask, while it sends, whether a reminder still has a reason."""
        from drieklank.improve.queries.plan_reminders import (  # noqa: PLC0415 -- models load first
            reminder_fields,
        )
        from drieklank.outbox.fillers import register  # noqa: PLC0415 -- as above

        register("improve.plan_reminder", reminder_fields)
