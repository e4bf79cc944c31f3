from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "drieklank.people"
    label = "people"
    verbose_name = "Mensen"
