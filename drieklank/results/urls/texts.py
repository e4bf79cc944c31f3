"""Addresses of reading over open answers."""

from django.urls import path

from drieklank.results.views import texts as views

urlpatterns = [
    path("nalezen/", views.waiting, name="texts_waiting"),
    path("school/<slug:code>/begrijpen/<slug:round_code>/nalezen/", views.check, name="texts"),
    path(
        "school/<slug:code>/begrijpen/<slug:round_code>/nalezen/begin/",
        views.begin,
        name="texts_begin",
    ),
    path(
        "school/<slug:code>/begrijpen/<slug:round_code>/nalezen/klaar/",
        views.finish,
        name="texts_finish",
    ),
]
