from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "drieklank.outbox"
    label = "outbox"
