"""Reading in a roster, under /school/<code>/leerlingen-inlezen/."""

from django.urls import path

from drieklank.office.views import roster

ROSTER = "school/<slug:code>/leerlingen-inlezen/"
ONE = ROSTER + "<uuid:public_id>/"

urlpatterns = [
    path(ROSTER, roster.start, name="roster"),
    path(ONE, roster.plan, name="roster_import"),
    path(ONE + "kolommen/", roster.columns, name="roster_columns"),
    path(ONE + "let-op/", roster.problems, name="roster_problems"),
    path(ONE + "keuzes/", roster.decide, name="roster_decide"),
    path(ONE + "verwerken/", roster.apply, name="roster_apply"),
    path(ONE + "weggooien/", roster.drop, name="roster_drop"),
    path(ONE + "terugdraaien/", roster.undo, name="roster_undo"),
]
