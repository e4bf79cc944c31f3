"""Addresses of what a school adds itself: activities, sheets, ratings, sharing with the team."""

from django.urls import path

from drieklank.toolkit.views import doing, handouts, own

_BASE = "school/<slug:code>/kiezen/"

urlpatterns = [
    path(f"{_BASE}eigen/", own.own_list, name="own_list"),
    path(f"{_BASE}eigen/nieuw/", own.own_add, name="own_add"),
    path(f"{_BASE}<slug:key>/aanpassen/", own.own_add, name="own_adapt"),
    path(f"{_BASE}<slug:key>/wijzigen/", own.own_change, name="own_change"),
    path(f"{_BASE}<slug:key>/wegleggen/", own.own_put_away, name="own_put_away"),
    path(f"{_BASE}<slug:key>/terugzetten/", own.own_bring_back, name="own_bring_back"),
    path(f"{_BASE}<slug:key>/blad/", handouts.add_to_own, name="own_handout"),
    path(f"{_BASE}<slug:key>/gedaan/", doing.rate, name="rate"),
    path(f"{_BASE}<slug:key>/gedaan/weg/", doing.rating_away, name="rating_away"),
    path(f"{_BASE}<slug:key>/delen/", doing.share, name="share"),
    path(f"{_BASE}bladen/<uuid:public_id>/", handouts.handout, name="handout"),
    path(f"{_BASE}bladen/<uuid:public_id>/weg/", handouts.handout_away, name="handout_away"),
]
