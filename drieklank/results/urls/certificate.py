"""Addresses of the certificate: the way to it at a school, and what anybody may look up."""

from django.urls import path

from drieklank.results.views import certificate as views
from drieklank.results.views import certificate_public as public

AT = "school/<slug:code>/begrijpen/certificaat/"

urlpatterns = [
    path(AT, views.certificate, name="certificate"),
    path(AT + "vragen/", views.ask, name="certificate_ask"),
    path(AT + "stoppen/", views.drop, name="certificate_drop"),
    path(AT + "bewijs/<slug:kind>/", views.add_evidence, name="certificate_evidence"),
    path(AT + "bezoek/", views.add_visit, name="certificate_visit"),
    path(AT + "nakijken/<uuid:public_id>/", views.check, name="certificate_check"),
    path(AT + "weghalen/<uuid:public_id>/", views.remove, name="certificate_remove"),
    path(AT + "besluit/", views.decide, name="certificate_decide"),
    path(AT + "opnieuw/", views.appeal, name="certificate_appeal"),
    path(AT + "intrekken/", views.withdraw, name="certificate_withdraw"),
    path(AT + "beoordelaar/", views.appoint, name="certificate_assessor"),
    path(
        AT + "beoordelaar/<uuid:public_id>/",
        views.dismiss,
        name="certificate_assessor_end",
    ),
    path("certificaat/eisen/", public.criteria, name="certificate_criteria"),
    path("certificaat/sleutels/", public.keys, name="certificate_keys"),
    path(
        "certificaat/sleutels/<slug:mark>.pem",
        public.key_file,
        name="certificate_key",
    ),
    path("certificaat/<slug:typed>/", public.certificate, name="certificate_public"),
    path(
        "certificaat/<slug:typed>/verklaring.json", public.statement, name="certificate_statement"
    ),
    path("certificaat/<slug:typed>/certificaat.pdf", public.paper, name="certificate_pdf"),
]
