"""Addresses of the library: found, one activity, on paper, outside help, tips for at home."""

from django.urls import path

from drieklank.toolkit.views import library

urlpatterns = [
    path("school/<slug:code>/kiezen/", library.library, name="library"),
    path("school/<slug:code>/kiezen/thuis/", library.at_home, name="at_home"),
    path("school/<slug:code>/kiezen/hulp-van-buiten/", library.outside, name="outside"),
    path("school/<slug:code>/kiezen/map/<slug:pillar>/pdf/", library.binder_pdf, name="binder_pdf"),
    path("school/<slug:code>/kiezen/<slug:key>/", library.activity, name="activity"),
    path("school/<slug:code>/kiezen/<slug:key>/loopblad/", library.running_sheet, name="running"),
    path("school/<slug:code>/kiezen/<slug:key>/pdf/", library.activity_pdf, name="activity_pdf"),
]
