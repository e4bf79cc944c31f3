"""Addresses of improve: plan, trajectory, vision and readiness, all under Kiezen."""

from django.urls.resolvers import URLPattern

from drieklank.improve.urls import (
    brainstorm,
    plan,
    plan_outputs,
    readiness,
    recommend,
    track,
    vision,
)

app_name = "improve"

urlpatterns: list[URLPattern] = [
    *brainstorm.urlpatterns,
    *plan.urlpatterns,
    *plan_outputs.urlpatterns,
    *readiness.urlpatterns,
    *recommend.urlpatterns,
    *track.urlpatterns,
    *vision.urlpatterns,
]
