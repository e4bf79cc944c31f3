"""Addresses of measuring. `/v/` and `/meedoen/` are quiet: no session, no actor, no log."""

from django.urls import path

from drieklank.measure.views import answering, codes

app_name = "measure"

urlpatterns = [
    path("meedoen/", codes.enter_code, name="enter_code"),
    path("v/", answering.start, name="start"),
    path("v/deel/<int:number>/", answering.part, name="part"),
    path("v/bewaard/", answering.saved, name="saved"),
    path("v/klaar/", answering.thanks, name="thanks"),
    path("v/onbekend/", answering.mistyped, name="mistyped"),
    path("v/<str:token>", answering.arrive, name="arrive"),
]
