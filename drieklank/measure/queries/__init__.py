"""Reads of measuring. Nothing here says what anybody answered, and nothing lists who did."""

from drieklank.measure.models import Round
from drieklank.measure.queries.arrival import count_missed
from drieklank.measure.queries.instruments import (
    asked_at,
    name_of,
    outside_window,
    pupils_reached,
    roles_asked,
    round_instrument,
    window_of,
)
from drieklank.measure.queries.invitations import (
    code_of,
    invitation_by_code,
    invitation_by_link,
    invitation_by_paper,
    link_of,
    paper_link_of,
    saved_draft,
    secret_fields,
)
from drieklank.measure.queries.peace import is_stop_token, parent_by_stop, stop_link
from drieklank.measure.queries.people import members_to_invite, relations_at
from drieklank.measure.queries.results import (
    open_texts,
    questionnaire_of,
    tally,
)
from drieklank.measure.queries.rounds import (
    Reach,
    Response,
    closed_rounds,
    due_to_announce,
    due_to_close,
    due_to_count,
    due_to_open,
    due_to_remind,
    key_is_left,
    preview,
    reach,
    reminder_dates,
    response_shown,
    rounds,
    rounds_of,
    summary,
)
from drieklank.measure.sheets import sheet_spec

__all__ = [
    "Reach",
    "Response",
    "Round",
    "asked_at",
    "closed_rounds",
    "code_of",
    "count_missed",
    "due_to_announce",
    "due_to_close",
    "due_to_count",
    "due_to_open",
    "due_to_remind",
    "invitation_by_code",
    "invitation_by_link",
    "invitation_by_paper",
    "is_stop_token",
    "key_is_left",
    "link_of",
    "members_to_invite",
    "name_of",
    "open_texts",
    "outside_window",
    "paper_link_of",
    "parent_by_stop",
    "preview",
    "pupils_reached",
    "questionnaire_of",
    "reach",
    "relations_at",
    "reminder_dates",
    "response_shown",
    "roles_asked",
    "round_instrument",
    "rounds",
    "rounds_of",
    "saved_draft",
    "secret_fields",
    "sheet_spec",
    "stop_link",
    "summary",
    "tally",
    "window_of",
]
