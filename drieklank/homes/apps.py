from django.apps import AppConfig


class HomesConfig(AppConfig):
    name = "drieklank.homes"
    label = "homes"
