"""Addresses of Zelf of samen: the verdict, the success factors, and requests for guidance."""

from django.urls import path

from drieklank.improve.views import readiness

_BASE = "school/<slug:code>/zelf-of-samen/"

urlpatterns = [
    path(_BASE, readiness.readiness, name="readiness"),
    path(f"{_BASE}succesfactoren/", readiness.factors, name="factors"),
    path(f"{_BASE}begeleiding/", readiness.guidance_ask, name="guidance_ask"),
    path(f"{_BASE}begeleiding/<uuid:public_id>/", readiness.guidance, name="guidance"),
    path(
        f"{_BASE}begeleiding/<uuid:public_id>/intrekken/",
        readiness.guidance_withdraw,
        name="guidance_withdraw",
    ),
]
