"""The log and requests about somebody's own data, under /school/<code>/."""

from django.urls import path

from drieklank.office.views import privacy

PRIVACY = "school/<slug:code>/privacy/"
PERSON = PRIVACY + "<slug:kind>/<uuid:public_id>/"

urlpatterns = [
    path("school/<slug:code>/logboek/", privacy.log, name="log"),
    path(PRIVACY, privacy.privacy, name="privacy"),
    path(PERSON, privacy.person, name="privacy_person"),
    path(PERSON + "bestand/", privacy.export, name="privacy_export"),
    path(PERSON + "wissen/", privacy.remove, name="privacy_erase"),
]
