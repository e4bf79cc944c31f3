from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "drieklank.schools"
    label = "schools"
    verbose_name = "Scholen"
