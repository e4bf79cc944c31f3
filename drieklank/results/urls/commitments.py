"""Addresses of U zei, wij doen: promises, telling everyone, the archive, and the page for parents."""

from django.urls import path

from drieklank.results.views import commitments, telling

_BASE = "school/<slug:code>/begrijpen/<slug:round_code>/wat-we-doen/"

urlpatterns = [
    path(_BASE, commitments.commitments, name="commitments"),
    path(f"{_BASE}nieuw/", commitments.add, name="commitment_add"),
    path(f"{_BASE}vertellen/", telling.tell, name="tell"),
    path(f"{_BASE}op-papier/", telling.paper_given, name="paper_given"),
    path(f"{_BASE}archief/", telling.archive, name="archive"),
    path(f"{_BASE}<uuid:public_id>/", commitments.change, name="commitment"),
    path(f"{_BASE}<uuid:public_id>/weghalen/", commitments.take_back, name="commitment_take_back"),
    path("school/<slug:code>/u-zei-wij-doen/<slug:round_code>/", telling.shared, name="shared"),
]
