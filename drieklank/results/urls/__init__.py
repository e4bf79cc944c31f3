"""Addresses of results: everything under Begrijpen."""

from drieklank.results.urls import (
    benchmark,
    certificate,
    commitments,
    files,
    remarks,
    report,
    texts,
)

app_name = "results"

urlpatterns = [
    *benchmark.urlpatterns,
    *certificate.urlpatterns,
    *commitments.urlpatterns,
    *remarks.urlpatterns,
    *files.urlpatterns,
    *report.urlpatterns,
    *texts.urlpatterns,
]
