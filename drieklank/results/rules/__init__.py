"""What a measurement says, as pure functions: from tallies to figures, findings and sentences.

`figures` scores what was counted, `findings` decides what stands out, `response` says who is
missing, `wording` and `sentences` put it in Dutch.
"""

from drieklank.results.rules.figures import (
    MINIMUM,
    MINIMUM_ABROAD,
    MINIMUM_OPEN,
    Answers,
    ItemFigure,
    RoleFigures,
    percentages,
    role_figures,
    rounded_shares,
    share_with_interval,
)
from drieklank.results.rules.findings import (
    Finding,
    Goal,
    GoalFinding,
    Item,
    ItemFinding,
    Tip,
    by_gap,
    find_goals,
    find_items,
    improvements,
    priorities,
    strengths,
    tips_for,
    weakest_and_strongest,
)
from drieklank.results.rules.names import mask_names
from drieklank.results.rules.response import Reliability, Response
from drieklank.results.rules.sentences import (
    gap_sentence,
    gap_words,
    goal_sentence,
    headline,
    item_gap_sentence,
    lead,
    missing_sentence,
    response_sentences,
)

__all__ = [
    "MINIMUM",
    "MINIMUM_ABROAD",
    "MINIMUM_OPEN",
    "Answers",
    "Finding",
    "Goal",
    "GoalFinding",
    "Item",
    "ItemFigure",
    "ItemFinding",
    "Reliability",
    "Response",
    "RoleFigures",
    "Tip",
    "by_gap",
    "find_goals",
    "find_items",
    "gap_sentence",
    "gap_words",
    "goal_sentence",
    "headline",
    "improvements",
    "item_gap_sentence",
    "lead",
    "mask_names",
    "missing_sentence",
    "percentages",
    "priorities",
    "response_sentences",
    "role_figures",
    "rounded_shares",
    "share_with_interval",
    "strengths",
    "tips_for",
    "weakest_and_strongest",
]
