"""Addresses beside the library: examples, situations, lessons, topics."""

from django.urls import path

from drieklank.toolkit.views import guides

_KIEZEN = "school/<slug:code>/kiezen"

urlpatterns = [
    path(f"{_KIEZEN}/voorbeelden/", guides.examples, name="examples"),
    path(f"{_KIEZEN}/voorbeelden/<slug:key>/", guides.example, name="example"),
    path(f"{_KIEZEN}/situaties/", guides.situations, name="situations"),
    path(f"{_KIEZEN}/situaties/<slug:key>/", guides.situation, name="situation"),
    path(f"{_KIEZEN}/situaties/<slug:key>/pdf/", guides.situation_pdf, name="situation_pdf"),
    path(f"{_KIEZEN}/lessen/", guides.lessons, name="lessons"),
    path(f"{_KIEZEN}/lessen/<slug:key>/", guides.lesson, name="lesson"),
    path(f"{_KIEZEN}/lessen/<slug:key>/klaar/", guides.lesson_done, name="lesson_done"),
    path(f"{_KIEZEN}/onderwerp/", guides.topics, name="topics"),
    path(f"{_KIEZEN}/onderwerp/<slug:key>/", guides.topic, name="topic"),
]
