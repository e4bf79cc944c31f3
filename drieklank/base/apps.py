from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "drieklank.base"
    label = "base"
