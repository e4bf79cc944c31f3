from django.apps import AppConfig


class MeasureConfig(AppConfig):
    name = "drieklank.measure"
    label = "measure"
