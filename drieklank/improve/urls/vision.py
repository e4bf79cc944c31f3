"""Addresses of the vision: its text, values, expectations and places; and the pages without account."""

from django.urls import path

from drieklank.improve.views import vision, vision_agreements, vision_shared, vision_values

_BASE = "school/<slug:code>/visie/"
_EXPECT = f"{_BASE}verwachtingen/"
_VALUES = f"{_BASE}waarden/"

urlpatterns = [
    path(_BASE, vision.vision, name="vision"),
    path(f"{_BASE}schrijven/", vision.vision_write, name="vision_write"),
    path(f"{_BASE}versies/", vision.vision_versions, name="vision_versions"),
    path(f"{_BASE}voorleggen/", vision.vision_offer, name="vision_offer"),
    path(f"{_BASE}akkoord/<slug:party>/", vision.vision_sign, name="vision_sign"),
    path(f"{_BASE}poster.pdf", vision.vision_poster, name="vision_poster"),
    path(f"{_BASE}beleid.pdf", vision.vision_policy, name="vision_policy"),
    path(f"{_BASE}plekken/", vision_agreements.vision_places, name="vision_places"),
    path(_EXPECT, vision_agreements.expectations, name="expectations"),
    path(f"{_EXPECT}evaluatie/", vision_agreements.expectation_review, name="expectation_review"),
    path(f"{_EXPECT}<uuid:public_id>/", vision_agreements.expectation, name="expectation"),
    path(
        f"{_EXPECT}<uuid:public_id>/stoppen/",
        vision_agreements.expectation_end,
        name="expectation_end",
    ),
    path(_VALUES, vision_values.values, name="values"),
    path(f"{_VALUES}openen/", vision_values.values_open, name="values_open"),
    path(f"{_VALUES}sluiten/", vision_values.values_close, name="values_close"),
    path(f"{_VALUES}tellen/", vision_values.values_count, name="values_count"),
    path(f"{_VALUES}woord/<int:pk>/", vision_values.values_word, name="values_word"),
    path("waarden/<slug:door>/", vision_values.values_choose, name="values_choose"),
    path("school/<slug:code>/onze-visie/", vision_shared.vision_shared, name="vision_shared"),
]
