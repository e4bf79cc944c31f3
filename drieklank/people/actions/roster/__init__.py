"""Reading in a roster: plan it, apply it in one transaction, undo it until something was built on it."""

from drieklank.people.actions.roster.applying import (
    CannotApply,
    TooManyLeaving,
    apply_import,
    mark_failed,
    start_applying,
)
from drieklank.people.actions.roster.drafts import (
    Draft,
    DraftGone,
    forget_draft,
    keep_draft,
    open_draft,
)
from drieklank.people.actions.roster.planning import (
    Planned,
    Target,
    compare_roster,
    decide,
    drop_plan,
    plan_import,
)
from drieklank.people.actions.roster.undoing import CannotUndo, start_undoing, undo_import

__all__ = [
    "CannotApply",
    "CannotUndo",
    "Draft",
    "DraftGone",
    "Planned",
    "Target",
    "TooManyLeaving",
    "apply_import",
    "compare_roster",
    "decide",
    "drop_plan",
    "forget_draft",
    "keep_draft",
    "mark_failed",
    "open_draft",
    "plan_import",
    "start_applying",
    "start_undoing",
    "undo_import",
]
