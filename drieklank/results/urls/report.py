"""Addresses of the report of a round."""

from django.urls import path

from drieklank.results.views import report as views

urlpatterns = [
    path("school/<slug:code>/begrijpen/", views.report_list, name="reports"),
    path("school/<slug:code>/begrijpen/<slug:round_code>/", views.report, name="report"),
    path("school/<slug:code>/begrijpen/<slug:round_code>/delen/", views.publish, name="publish"),
]
