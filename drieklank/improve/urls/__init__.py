"""Addresses of improve: plan, trajectory, vision and readiness, all under Kiezen."""

from django.urls.resolvers import URLPattern

from drieklank.improve.urls import readiness

app_name = "improve"

urlpatterns: list[URLPattern] = [
    *readiness.urlpatterns,
]
