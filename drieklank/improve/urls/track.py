"""Addresses of the trajectory, and of the steering group for the school and for a parent in it."""

from django.urls import path

from drieklank.improve.views import (
    steering,
    track,
    track_agreements,
    track_evening,
    track_step,
    track_work,
)

_BASE = "school/<slug:code>/traject/"
_STEP = f"{_BASE}<uuid:public_id>/"
_HOME = "thuis/stuurgroep/<uuid:public_id>/"

urlpatterns = [
    path(_BASE, track.track, name="track"),
    path(f"{_BASE}begin/", track.start, name="track_start"),
    path(f"{_BASE}wijzigen/", track.change, name="track_change"),
    path(f"{_BASE}training/", track.parts, name="track_parts"),
    path(f"{_BASE}afsluiten/", track.close, name="track_close"),
    path(f"{_BASE}stuurgroep/", steering.group, name="steering"),
    path(f"{_BASE}stuurgroep/vragen/", steering.ask, name="steering_ask"),
    path(f"{_BASE}stuurgroep/<uuid:public_id>/weg/", steering.remove, name="steering_remove"),
    path(f"{_BASE}voorbereiding/<uuid:public_id>/", track_work.task, name="track_task"),
    path(f"{_BASE}voorbereiding/<uuid:public_id>/klaar/", track_work.task_done, name="track_ready"),
    path(f"{_BASE}afspraak/<uuid:public_id>/", track_agreements.agreement, name="track_agreement"),
    path(
        f"{_BASE}afspraak/<uuid:public_id>/klaar/",
        track_agreements.agreement_done,
        name="track_agreed_done",
    ),
    path(_STEP, track_step.step, name="track_step"),
    path(f"{_STEP}wanneer/", track_step.plan, name="track_plan"),
    path(f"{_STEP}agenda/", track_work.agenda, name="track_agenda"),
    path(f"{_STEP}voorbereiden/", track_work.task_add, name="track_task_add"),
    path(f"{_STEP}uitnodigen/", track_work.invites, name="track_invites"),
    path(f"{_STEP}uitnodiging/", track_evening.invitation, name="track_invitation"),
    path(f"{_STEP}opkomst/", track_evening.turnout, name="track_turnout"),
    path(f"{_STEP}vragen/", track_work.form, name="track_form"),
    path(f"{_STEP}verslag/", track_work.minutes, name="track_minutes"),
    path(f"{_STEP}delen/", track_step.share, name="track_share"),
    path(f"{_STEP}punten/", track_work.points, name="track_points"),
    path(f"{_STEP}punten/kiezen/", track_work.points_choose, name="track_points_choose"),
    path(f"{_STEP}afspreken/", track_agreements.agree, name="track_agree"),
    path(f"{_STEP}bericht/", track_step.write_note, name="track_note"),
    path(f"{_STEP}sluiten/", track_step.close, name="track_step_close"),
    path(f"{_STEP}openen/", track_step.reopen, name="track_step_open"),
    path(f"{_STEP}papier/", track_step.paper, name="track_paper"),
    path(f"{_STEP}papier.pdf", track_step.paper_pdf, name="track_pdf"),
    path(_HOME, steering.home, name="steering_home"),
    path(f"{_HOME}ja/", steering.accept, name="steering_accept"),
    path(f"{_HOME}weg/", steering.leave, name="steering_leave"),
]
