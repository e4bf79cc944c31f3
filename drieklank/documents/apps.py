from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "drieklank.documents"
    label = "documents"
