"""Addresses of results: everything under Begrijpen."""

from drieklank.results.urls import report

app_name = "results"

urlpatterns = [*report.urlpatterns]
