from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "drieklank.results"
    label = "results"

    def ready(self) -> None:
        """Let the outbox ask, while it sends, whether the school still tells this parent anything."""
        from drieklank.outbox.fillers import register  # noqa: PLC0415 -- models load first
        from drieklank.results.queries.telling import telling_fields  # noqa: PLC0415 -- as above

        register("results.telling", telling_fields)
