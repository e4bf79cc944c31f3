from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "drieklank.ui"
    label = "ui"
