from django.apps import AppConfig


class ImproveConfig(AppConfig):
    name = "drieklank.improve"
    label = "improve"
