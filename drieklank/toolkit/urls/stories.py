"""Addresses of stories: within a school, from other schools, and for the editor."""

from django.urls import path

from drieklank.toolkit.views import editor, handouts, stories

_BASE = "school/<slug:code>/kiezen/verhalen/"
_ONE = f"{_BASE}<uuid:public_id>/"

urlpatterns = [
    path(_BASE, stories.stories, name="stories"),
    path(f"{_BASE}nieuw/", stories.story_add, name="story_add"),
    path(_ONE, stories.story, name="story"),
    path(f"{_ONE}wijzigen/", stories.story_change, name="story_change"),
    path(f"{_ONE}weghalen/", stories.story_away, name="story_away"),
    path(f"{_ONE}delen/", stories.story_offer, name="story_offer"),
    path(f"{_ONE}niet-meer-delen/", stories.story_withdraw, name="story_withdraw"),
    path(f"{_ONE}blad/", handouts.add_to_story, name="story_handout"),
    path(f"{_BASE}andere-scholen/<uuid:public_id>/", stories.shared_story, name="shared_story"),
    path("redactie/", editor.queue, name="editor"),
    path("redactie/<uuid:public_id>/", editor.offered, name="offered"),
    path("redactie/<uuid:public_id>/goed/", editor.approve, name="approve"),
    path("redactie/<uuid:public_id>/terug/", editor.back, name="back"),
]
