"""Addresses of results: everything under Begrijpen."""

from drieklank.results.urls import benchmark, report, texts

app_name = "results"

urlpatterns = [*benchmark.urlpatterns, *report.urlpatterns, *texts.urlpatterns]
