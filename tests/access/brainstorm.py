"""What the pages of a brainstorm need: a board of De Vlieger that came to its result."""

from __future__ import annotations

from typing import Any

from drieklank.base import codes
from drieklank.improve.actions.brainstorm import (
    go_to_phase,
    make_group,
    place_note,
    start_brainstorm,
    write_note,
)
from drieklank.improve.rules.brainstorm import Phase
from tests.cast import Cast


def brainstorm_samples(cast: Cast) -> dict[str, dict[str, Any]]:
    """Parameters of each address, by URL name."""
    leader = cast.actor("leader")
    row = start_brainstorm(cast.school, "Hoe komen alle ouders?", by=leader)
    note = write_note(row, "Bel iedereen")
    go_to_phase(row, Phase.CLUSTER, by=leader)
    group = make_group(row, "Bellen")
    place_note(row, note.public_id, str(group.public_id))
    go_to_phase(row, Phase.ACT, by=leader)
    one = {"code": cast.school.code, "public_id": row.public_id}
    return {
        **{
            f"improve:{name}": one
            for name in ("brainstorm", "brainstorm_part", "brainstorm_do", "brainstorm_pdf")
        },
        "improve:brainstorm_action": {**one, "group_id": group.public_id},
        "improve:arrive": {"board_code": codes.show(codes.encode(row.code))},
    }
