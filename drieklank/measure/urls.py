"""Addresses of measuring. `/v/` and `/meedoen/` are quiet: no session, no actor, no log."""

from django.urls import include, path, re_path

from drieklank.measure.cookies import Seat
from drieklank.measure.views import (
    answering,
    arrival,
    carrying,
    codes,
    lost,
    paper,
    peace,
    rounds,
    signed,
    waves,
)

app_name = "measure"

urlpatterns = [
    # What is opened most stands first.
    path("v/deel/<int:number>/", answering.part, name="part"),
    path("v/", answering.start, name="start"),
    path("v/stop/", peace.leave_from_here, name="stop_here"),
    path("v/bewaard/", answering.saved, name="saved"),
    path("v/klaar/", answering.thanks, name="thanks"),
    path("v/onbekend/", answering.mistyped, name="mistyped"),
    path("v/<str:token>", answering.arrive, name="arrive"),
    # With and without its last slash: it is typed over from a letter.
    re_path(r"^meedoen/?$", codes.enter_code, name="enter_code"),
    path("meedoen/tablet/", codes.enter_code, {"seat": Seat.TABLET}, name="tablet"),
    path("meedoen/telefoon/", codes.enter_code, {"seat": Seat.PHONE}, name="telephone"),
    path("meedoen/kwijt/", lost.lost_link, name="lost"),
    path("meedoen/stop/<str:token>", peace.leave_in_peace, name="stop"),
    path("school/<slug:code>/meten/", rounds.round_list, name="rounds"),
    path("school/<slug:code>/meten/eigen/", include("drieklank.measure.urls_own")),
    path("school/<slug:code>/meten/ondertekend/", signed.signed_list, name="signed_list"),
    path(
        "school/<slug:code>/meten/ondertekend/begin/<slug:instrument>/",
        signed.signed_begin,
        name="signed_begin",
    ),
    path(
        "school/<slug:code>/meten/ondertekend/<uuid:public_id>/",
        signed.signed_sheet,
        name="signed",
    ),
    path(
        "school/<slug:code>/meten/peiling/<slug:instrument>/",
        waves.wave_begin,
        name="wave_begin",
    ),
    path(
        "school/<slug:code>/meten/<slug:round_code>/uitnodigen/",
        waves.wave_invite,
        name="wave_invite",
    ),
    path("school/<slug:code>/meten/plannen/", rounds.round_choose, name="choose"),
    path("school/<slug:code>/meten/plannen/<slug:instrument>/", rounds.round_plan, name="plan"),
    path(
        "school/<slug:code>/meten/vragen/<slug:instrument>/<slug:role>/",
        rounds.round_questions,
        name="questions",
    ),
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
    path("school/<slug:code>/meten/<slug:round_code>/helpen/", carrying.help_pages, name="help"),
    path("school/<slug:code>/meten/<slug:round_code>/poster/", carrying.poster, name="poster"),
    path(
        "school/<slug:code>/meten/<slug:round_code>/kaartjes/<uuid:group_id>/",
        carrying.cards,
        name="cards",
    ),
    path(
        "school/<slug:code>/meten/<slug:round_code>/proefmail/<slug:role>/",
        carrying.test_mail,
        name="test_mail",
    ),
    path(
        "school/<slug:code>/meten/<slug:round_code>/uitgenodigd/",
        carrying.invited,
        name="invited",
    ),
    path(
        "school/<slug:code>/meten/<slug:round_code>/uitgenodigd/<uuid:parent_id>/",
        carrying.withdraw,
        name="withdraw",
    ),
    path("school/<slug:code>/meten/<slug:round_code>/papier/", paper.paper, name="paper"),
    path(
        "school/<slug:code>/meten/<slug:round_code>/papier/dagen/",
        paper.paper_days,
        name="paper_days",
    ),
    path(
        "school/<slug:code>/meten/<slug:round_code>/papier/afdrukken/",
        paper.print_forms,
        name="paper_print",
    ),
    path(
        "school/<slug:code>/meten/<slug:round_code>/papier/kruisjes/",
        paper.doubts,
        name="paper_doubts",
    ),
    path(
        "school/<slug:code>/meten/<slug:round_code>/niet-aangekomen/",
        arrival.not_arrived,
        name="not_arrived",
    ),
    path(
        "school/<slug:code>/meten/<slug:round_code>/niet-aangekomen/<uuid:parent_id>/",
        arrival.send_again,
        name="send_again",
    ),
]
