from django.urls import path

from drieklank.office.views import sign_in

urlpatterns = [
    path("aanmelden/", sign_in.choose, name="sign_in"),
]
