"""Pages for everyone."""

from django.urls import path

from drieklank.office.views import pages

urlpatterns = [
    path("privacy/", pages.privacy, name="privacy_page"),
    path("toegankelijkheid/", pages.accessibility, name="accessibility_page"),
    path("hulp/", pages.help_page, name="help_page"),
    path("anoniem/", pages.anonymity, name="anonymity_page"),
    path("onderdelen/", pages.kit, name="kit"),
]
