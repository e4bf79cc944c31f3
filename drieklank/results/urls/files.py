"""Addresses of files made of a report."""

from django.urls import path

from drieklank.results.views import files as views

_REPORT = "school/<slug:code>/begrijpen/<slug:round_code>/"

urlpatterns = [
    path(f"{_REPORT}bestanden/", views.files, name="files"),
    path(f"{_REPORT}pdf/", views.ask_file, name="ask_file"),
    path(f"{_REPORT}pdf/<uuid:public_id>/", views.file, name="file"),
    path(f"{_REPORT}pdf/<uuid:public_id>/bestand/", views.download, name="download"),
]
