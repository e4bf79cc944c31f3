"""Addresses of the report of a round, and of files made of it."""

from django.urls import path

from drieklank.results.views import report as views

urlpatterns = [
    path("school/<slug:code>/begrijpen/", views.report_list, name="reports"),
    path("school/<slug:code>/begrijpen/<slug:round_code>/", views.report, name="report"),
    path("school/<slug:code>/begrijpen/<slug:round_code>/delen/", views.publish, name="publish"),
    path("school/<slug:code>/begrijpen/<slug:round_code>/pdf/", views.ask_file, name="ask_file"),
    path(
        "school/<slug:code>/begrijpen/<slug:round_code>/pdf/<uuid:public_id>/",
        views.file,
        name="file",
    ),
    path(
        "school/<slug:code>/begrijpen/<slug:round_code>/pdf/<uuid:public_id>/bestand/",
        views.download,
        name="download",
    ),
]
