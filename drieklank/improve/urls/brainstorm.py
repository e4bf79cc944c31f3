"""Addresses of brainstorms. `/b/` is quiet: no session, no actor, no log."""

from django.urls import path, re_path

from drieklank.improve.views import brainstorm, brainstorm_phone

_BASE = "school/<slug:code>/brainstorm/"
_ONE = f"{_BASE}<uuid:public_id>/"

urlpatterns = [
    path(_BASE, brainstorm.board_list, name="brainstorms"),
    path(f"{_BASE}beginnen/", brainstorm.start, name="brainstorm_start"),
    path(_ONE, brainstorm.board, name="brainstorm"),
    path(f"{_ONE}deel/", brainstorm.board_part, name="brainstorm_part"),
    path(f"{_ONE}doen/", brainstorm.board_do, name="brainstorm_do"),
    path(f"{_ONE}pdf/", brainstorm.board_pdf, name="brainstorm_pdf"),
    path(f"{_ONE}actie/<uuid:group_id>/", brainstorm.board_action, name="brainstorm_action"),
    path("b/", brainstorm_phone.phone, name="phone"),
    path("b/deel/", brainstorm_phone.phone_part, name="phone_part"),
    path("b/code/", brainstorm_phone.enter, name="phone_enter"),
    path("b/schrijf/", brainstorm_phone.write, name="phone_write"),
    path("b/weg/", brainstorm_phone.withdraw, name="phone_withdraw"),
    path("b/stip/", brainstorm_phone.give_dot, name="phone_dot"),
    path("b/stip-terug/", brainstorm_phone.take_dot, name="phone_undot"),
    # With and without its last slash: it is typed over from a screen.
    re_path(r"^b/(?P<board_code>[^/]+)/?$", brainstorm_phone.arrive, name="arrive"),
]
