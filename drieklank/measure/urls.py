"""Addresses of measuring. `/v/` and `/meedoen/` are quiet: no session, no actor, no log."""

from django.urls import path, re_path

from drieklank.measure.views import answering, codes, rounds

app_name = "measure"

urlpatterns = [
    # With and without its last slash: it is typed over from a letter.
    re_path(r"^meedoen/?$", codes.enter_code, name="enter_code"),
    path("v/", answering.start, name="start"),
    path("v/deel/<int:number>/", answering.part, name="part"),
    path("v/bewaard/", answering.saved, name="saved"),
    path("v/klaar/", answering.thanks, name="thanks"),
    path("v/onbekend/", answering.mistyped, name="mistyped"),
    path("v/<str:token>", answering.arrive, name="arrive"),
    path("school/<slug:code>/meten/", rounds.round_list, name="rounds"),
    path("school/<slug:code>/meten/plannen/", rounds.round_plan, name="plan"),
    path("school/<slug:code>/meten/vragen/<slug:role>/", rounds.round_questions, name="questions"),
    path("school/<slug:code>/meten/<slug:round_code>/", rounds.round_detail, name="round"),
    path("school/<slug:code>/meten/<slug:round_code>/openen/", rounds.round_open, name="open"),
    path(
        "school/<slug:code>/meten/<slug:round_code>/verlengen/", rounds.round_extend, name="extend"
    ),
    path("school/<slug:code>/meten/<slug:round_code>/terugnemen/", rounds.round_drop, name="drop"),
    path("school/<slug:code>/meten/<slug:round_code>/sluiten/", rounds.round_close, name="close"),
    path(
        "school/<slug:code>/meten/<slug:round_code>/brieven/", rounds.round_letters, name="letters"
    ),
]
