"""Addresses of comparing with other schools."""

from django.urls import path

from drieklank.results.views import benchmark as views

# Before those of the report, which take any word here for the code of a round.
urlpatterns = [
    path("school/<slug:code>/begrijpen/vergelijken/", views.compare, name="compare"),
    path("school/<slug:code>/begrijpen/vergelijken/meedoen/", views.share, name="compare_share"),
    path(
        "school/<slug:code>/begrijpen/vergelijken/stoppen/", views.stop_sharing, name="compare_stop"
    ),
]
