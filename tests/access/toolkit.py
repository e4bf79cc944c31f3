"""Rows that the pages of a school's own toolkit need, and what each address takes."""

from __future__ import annotations

from typing import Any

from drieklank.base.clock import today
from drieklank.toolkit.models import Handout, OwnActivity, SharedState, SharedStory, Story
from tests.cast import Cast

OF_OWN = ("own_change", "own_put_away", "own_bring_back", "own_handout")
OF_ACTIVITY = (
    *("activity", "activity_pdf", "running"),
    *("own_adapt", "rate", "rating_away", "share"),
)
OF_SCHOOL = (*("library", "at_home", "outside", "own_list", "own_add", "stories", "story_add"),)
OF_LISTS = ("examples", "situations", "lessons", "topics")
OF_GUIDE = {
    "example": "photos-deventer",
    "situation": "two-homes",
    "situation_pdf": "two-homes",
    "lesson": "trust",
    "lesson_done": "trust",
    "topic": "lob",
}
OF_STORY = (
    *("story", "story_change", "story_away", "story_offer", "story_withdraw", "story_handout"),
)
OF_OFFER = ("offered", "approve", "back")


def toolkit_samples(cast: Cast) -> dict[str, dict[str, Any]]:
    """Parameters per page. Call with the tenants open."""
    code = cast.school.code
    own = OwnActivity.objects.create(
        board=cast.board,
        school=cast.school,
        key="eigen-vlieger",
        title="Soep op donderdag",
        summary="Ouders koken.",
        pillar="parents",
        goals=["community"],
        for_whom="parents",
        aim="Elkaar leren kennen.",
        steps="30 minuten: Koken\nSnijd en roer.",
        written_on=today(),
        changed_on=today(),
    )
    sheet = Handout.objects.create(
        board=cast.board,
        school=cast.school,
        own=own,
        title="Recept",
        kind="pdf",
        size=4,
        content=b"%PDF",
        added_on=today(),
    )
    story = _story(cast, cast.school)
    elsewhere = SharedStory.objects.create(
        story=_story(cast, cast.elsewhere),
        title="Van ver",
        for_whom="ouders",
        done="Soep gekookt.",
        changed="Zij kennen elkaar.",
        year="2025-2026",
        sector="po",
        state=SharedState.APPROVED,
        offered_on=today(),
    )
    offered = SharedStory.objects.create(
        story=story,
        title=story.title,
        for_whom="ouders",
        done="Soep gekookt.",
        changed="Zij kennen elkaar.",
        year="2025-2026",
        sector="po",
        offered_on=today(),
    )
    return {
        **{f"toolkit:{name}": {"code": code} for name in (*OF_SCHOOL, *OF_LISTS)},
        **{f"toolkit:{name}": {"code": code, "key": key} for name, key in OF_GUIDE.items()},
        **{
            f"toolkit:{name}": {"code": code, "key": "positive-phone-round"} for name in OF_ACTIVITY
        },
        **{f"toolkit:{name}": {"code": code, "key": own.key} for name in OF_OWN},
        **{f"toolkit:{name}": {"code": code, "public_id": story.public_id} for name in OF_STORY},
        **{
            f"toolkit:{name}": {"code": code, "public_id": sheet.public_id}
            for name in ("handout", "handout_away")
        },
        **{f"toolkit:{name}": {"public_id": offered.public_id} for name in OF_OFFER},
        "toolkit:shared_story": {"code": code, "public_id": elsewhere.public_id},
        "toolkit:binder_pdf": {"code": code, "pillar": "bond"},
        "toolkit:editor": {},
    }


def _story(cast: Cast, school: Any) -> Story:
    row: Story = Story.objects.create(
        board=school.board,
        school=school,
        title="Soep smaakt beter samen",
        for_whom="ouders",
        done="Soep gekookt.",
        changed="Zij kennen elkaar.",
        done_on=today(),
        written_on=today(),
        changed_on=today(),
    )
    return row
