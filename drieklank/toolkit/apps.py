from django.apps import AppConfig


class ToolkitConfig(AppConfig):
    name = "drieklank.toolkit"
    label = "toolkit"
