"""Addresses of the toolkit: everything under Kiezen."""

from drieklank.toolkit.urls import guides, library, own, stories

app_name = "toolkit"

urlpatterns = [
    *own.urlpatterns,
    *stories.urlpatterns,
    *guides.urlpatterns,
    # Last: it takes every word under kiezen/ for the key of an activity.
    *library.urlpatterns,
]
