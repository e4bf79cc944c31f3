from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "drieklank.results"
    label = "results"
