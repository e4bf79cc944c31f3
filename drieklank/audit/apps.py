from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "drieklank.audit"
    label = "audit"
