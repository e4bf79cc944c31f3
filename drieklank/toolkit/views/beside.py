"""What stands beside an activity on its page: its sheets, what colleagues said, and stories."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.safestring import SafeString

from drieklank.access.actor import Actor
from drieklank.access.doors import may
from drieklank.access.rules import Right
from drieklank.content.schema.activity import Activity
from drieklank.schools.models import School
from drieklank.toolkit.forms.ratings import RatingForm
from drieklank.toolkit.queries.handouts import handouts_of
from drieklank.toolkit.queries.links import state_of
from drieklank.toolkit.queries.own import own_activity, title_at
from drieklank.toolkit.queries.ratings import rated_at
from drieklank.toolkit.queries.stories import from_other_schools, stories_of
from drieklank.toolkit.reading import own_html, standard_html
from drieklank.toolkit.rules.links import all_links
from drieklank.toolkit.rules.own import is_own


def html_of(found: Activity) -> Callable[[str], SafeString]:
    """How the text of an activity becomes HTML: a school's own text says where each link leads."""
    if not is_own(found.key):
        return standard_html
    texts = [found.aim, found.preparation, found.care, found.worked]
    return own_html(state_of(all_links([*texts, *(step.text for step in found.steps)])))


def beside(school: School, found: Activity, actor: Actor) -> dict[str, Any]:
    """What the page of an activity shows of this school, and what this reader may do."""
    own = own_activity(school, found.key)
    rated = rated_at(school, found.key, actor.user)
    may_write = may(actor, Right.TOOLKIT_WRITE, school)
    return {
        "own": own,
        "adapted_title": title_at(school, own.adapted_from) if own and own.adapted_from else "",
        "handouts": handouts_of(own) if own else (),
        "rated": rated,
        "rating_form": RatingForm(row=rated.own) if may_write else None,
        "stories": stories_of(school, found.key),
        "shared_stories": () if own else from_other_schools(school, found.key),
        "may_write": may_write,
    }
