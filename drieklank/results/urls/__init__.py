"""Addresses of results: everything under Begrijpen."""

from drieklank.results.urls import (
    benchmark,
    certificate,
    commitments,
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
    *report.urlpatterns,
    *texts.urlpatterns,
]
