"""Addresses of a school's own questionnaires, under `school/<code>/meten/eigen/`."""

from django.urls import path

from drieklank.measure.views import own, own_questions

urlpatterns = [
    path("", own.own_list, name="own_list"),
    path("nieuw/", own.own_new, name="own_new"),
    path("inlezen/", own.own_import, name="own_import"),
    path("<uuid:public_id>/", own_questions.own_edit, name="own"),
    path("<uuid:public_id>/titel/", own.own_title, name="own_title"),
    path("<uuid:public_id>/verslag/", own.own_report, name="own_report"),
    path("<uuid:public_id>/voorbeeld/", own.own_preview, name="own_preview"),
    path("<uuid:public_id>/voorbeeld/<int:number>/", own.own_screen, name="own_screen"),
    path("<uuid:public_id>/vaststellen/", own.own_fix, name="own_fix"),
    path("<uuid:public_id>/plannen/", own.own_plan, name="own_plan"),
    path("<uuid:public_id>/kopie/", own.own_copy, name="own_copy"),
    path("<uuid:public_id>/weg/", own.own_remove, name="own_remove"),
    path("<uuid:public_id>/vraag/", own_questions.item_new, name="own_item_new"),
    path("<uuid:public_id>/leeshulp/", own_questions.advice, name="own_advice"),
    path("<uuid:public_id>/vraag/<slug:key>/", own_questions.item_edit, name="own_item"),
    path(
        "<uuid:public_id>/vraag/<slug:key>/schuif/", own_questions.item_move, name="own_item_move"
    ),
    path(
        "<uuid:public_id>/vraag/<slug:key>/weg/", own_questions.item_remove, name="own_item_remove"
    ),
    path("<uuid:public_id>/schaal/<slug:key>/", own_questions.scale_edit, name="own_scale"),
    path("<uuid:public_id>/bladzijde/", own_questions.part_new, name="own_part_new"),
    path("<uuid:public_id>/bladzijde/<slug:key>/", own_questions.part_edit, name="own_part"),
]
