"""Addresses of improve: plan, trajectory, vision and readiness, all under Kiezen."""

from django.urls.resolvers import URLPattern

from drieklank.improve.urls import brainstorm, plan, readiness, recommend, track

app_name = "improve"

urlpatterns: list[URLPattern] = [
    *brainstorm.urlpatterns,
    *plan.urlpatterns,
    *readiness.urlpatterns,
    *recommend.urlpatterns,
    *track.urlpatterns,
]
