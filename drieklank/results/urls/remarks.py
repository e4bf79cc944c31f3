"""Addresses of what leader and adviser write with a report, and of its versions."""

from django.urls import path

from drieklank.results.views import remarks as views

_REPORT = "school/<slug:code>/begrijpen/<slug:round_code>/"

urlpatterns = [
    path(f"{_REPORT}toelichting/", views.remarks, name="remarks"),
    path(f"{_REPORT}toelichting/voorbeeld/", views.preview, name="remarks_preview"),
    path(f"{_REPORT}nieuwe-versie/", views.new_version, name="new_version"),
    path(f"{_REPORT}versie/<int:number>/", views.version, name="version"),
]
