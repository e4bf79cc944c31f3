from django.urls import path

from drieklank.office.views import sign_in

urlpatterns = [
    path("aanmelden/", sign_in.choose, name="sign_in"),
    path("aanmelden/oefenen/", sign_in.choose_demo, name="choose_demo"),
    path("afmelden/", sign_in.sign_out, name="sign_out"),
]
