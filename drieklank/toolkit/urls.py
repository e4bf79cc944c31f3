"""Addresses of the toolkit: everything under Kiezen."""

from django.urls import path

from drieklank.toolkit import views

app_name = "toolkit"

urlpatterns = [
    path("school/<slug:code>/kiezen/", views.library, name="library"),
    path("school/<slug:code>/kiezen/thuis/", views.at_home, name="at_home"),
    path("school/<slug:code>/kiezen/hulp-van-buiten/", views.outside, name="outside"),
    path("school/<slug:code>/kiezen/map/<slug:pillar>/pdf/", views.binder_pdf, name="binder_pdf"),
    path("school/<slug:code>/kiezen/<slug:key>/", views.activity, name="activity"),
    path("school/<slug:code>/kiezen/<slug:key>/loopblad/", views.running_sheet, name="running"),
    path("school/<slug:code>/kiezen/<slug:key>/pdf/", views.activity_pdf, name="activity_pdf"),
]
