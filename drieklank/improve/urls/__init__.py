"""Addresses of improve: plan, trajectory, vision and readiness, all under Kiezen."""

from django.urls.resolvers import URLPattern

from drieklank.improve.urls import brainstorm, readiness, recommend, track

app_name = "improve"

urlpatterns: list[URLPattern] = [
    *brainstorm.urlpatterns,
    *readiness.urlpatterns,
    *recommend.urlpatterns,
    *track.urlpatterns,
]
