"""Addresses of the toolkit: everything under Kiezen."""

from drieklank.toolkit.urls import library

app_name = "toolkit"

urlpatterns = [
    # Last: it takes every word under kiezen/ for the key of an activity.
    *library.urlpatterns,
]
