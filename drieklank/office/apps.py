from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "drieklank.office"
    label = "office"
