"""Pages about a school's people, under /school/<code>/."""

from django.urls import path

from drieklank.office.views.people import codes, groups, parents, pupils, school, team, year

SCHOOL = "school/<slug:code>/"

urlpatterns = [
    path(SCHOOL + "instellingen/", school.settings_page, name="school_settings"),
    path(SCHOOL + "instellingen/wijzigen/", school.school_change, name="school_change"),
    path(SCHOOL + "instellingen/locatie/nieuw/", school.location_add, name="location_add"),
    path(
        SCHOOL + "instellingen/locatie/<slug:number>/",
        school.location_change,
        name="location_change",
    ),
    path(
        SCHOOL + "instellingen/locatie/<slug:number>/weghalen/",
        school.location_remove,
        name="location_remove",
    ),
    path(SCHOOL + "groepen/", groups.group_list, name="groups"),
    path(SCHOOL + "groepen/nieuw/", groups.group_add, name="group_add"),
    path(SCHOOL + "groepen/<uuid:public_id>/", groups.group_page, name="group"),
    path(SCHOOL + "groepen/<uuid:public_id>/wijzigen/", groups.group_change, name="group_change"),
    path(SCHOOL + "groepen/<uuid:public_id>/weghalen/", groups.group_remove, name="group_remove"),
    path(SCHOOL + "groepen/<uuid:public_id>/brieven/", codes.group_letters, name="group_letters"),
    path(SCHOOL + "leerlingen/", pupils.pupil_list, name="pupils"),
    path(SCHOOL + "leerlingen/nieuw/", pupils.pupil_add, name="pupil_add"),
    path(SCHOOL + "leerlingen/<uuid:public_id>/", pupils.pupil, name="pupil"),
    path(
        SCHOOL + "leerlingen/<uuid:public_id>/wijzigen/", pupils.pupil_change, name="pupil_change"
    ),
    path(
        SCHOOL + "leerlingen/<uuid:public_id>/uitschrijven/",
        pupils.pupil_leave,
        name="pupil_leave",
    ),
    path(SCHOOL + "leerlingen/<uuid:public_id>/terug/", pupils.pupil_return, name="pupil_return"),
    path(SCHOOL + "leerlingen/<uuid:public_id>/ouder/", parents.relation_add, name="relation_add"),
    path(SCHOOL + "leerlingen/<uuid:public_id>/code/", codes.pupil_code, name="pupil_code"),
    path(SCHOOL + "ouders/", parents.parent_list, name="parents"),
    path(SCHOOL + "ouders/<uuid:public_id>/", parents.parent, name="parent"),
    path(SCHOOL + "ouders/<uuid:public_id>/wijzigen/", parents.parent_change, name="parent_change"),
    path(SCHOOL + "relaties/<uuid:public_id>/", parents.relation_change, name="relation_change"),
    path(
        SCHOOL + "relaties/<uuid:public_id>/beeindigen/",
        parents.relation_end,
        name="relation_end",
    ),
    path(
        SCHOOL + "relaties/<uuid:public_id>/brief/",
        codes.relation_letter,
        name="relation_letter",
    ),
    path(SCHOOL + "team/", team.team, name="team"),
    path(SCHOOL + "team/nieuw/", team.member_add, name="member_add"),
    path(SCHOOL + "team/adviseur/nieuw/", team.adviser_add, name="adviser_add"),
    path(
        SCHOOL + "team/adviseur/<uuid:public_id>/beeindigen/",
        team.adviser_end,
        name="adviser_end",
    ),
    path(SCHOOL + "team/<uuid:public_id>/", team.member, name="member"),
    path(SCHOOL + "team/<uuid:public_id>/wijzigen/", team.member_change, name="member_change"),
    path(SCHOOL + "team/<uuid:public_id>/beeindigen/", team.member_end, name="member_end"),
    path(SCHOOL + "team/<uuid:public_id>/uitnodigen/", codes.member_invite, name="member_invite"),
    path(
        SCHOOL + "team/<uuid:public_id>/tweede-stap/",
        codes.member_second_factor,
        name="member_second_factor",
    ),
    path(SCHOOL + "schooljaar/", year.change, name="year_change"),
]
