"""The address of what is recommended."""

from django.urls import path

from drieklank.improve.views import recommend

urlpatterns = [
    path("school/<slug:code>/plan/aanraden/", recommend.recommendations, name="recommendations"),
]
