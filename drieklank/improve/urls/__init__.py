"""Addresses of improve: plan, trajectory, vision and readiness, all under Kiezen."""

from django.urls.resolvers import URLPattern

app_name = "improve"

urlpatterns: list[URLPattern] = []
