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
    minimum_for,
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
from drieklank.results.rules.grades import (
    grade_of_five,
    grade_of_score,
    on_its_own_scale,
    vensters_estimate,
    vensters_grade,
)
from drieklank.results.rules.names import mask_names
from drieklank.results.rules.options import shown_options
from drieklank.results.rules.reliability import (
    ScaleReliability,
    group_icc,
    joint_reliability,
    round_reliability,
)
from drieklank.results.rules.response import Reliability, Response
from drieklank.results.rules.sentences import (
    found_gap_words,
    gap_interval,
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
    "ScaleReliability",
    "Tip",
    "by_gap",
    "find_goals",
    "find_items",
    "found_gap_words",
    "gap_interval",
    "gap_sentence",
    "gap_words",
    "goal_sentence",
    "grade_of_five",
    "grade_of_score",
    "group_icc",
    "headline",
    "improvements",
    "item_gap_sentence",
    "joint_reliability",
    "lead",
    "mask_names",
    "minimum_for",
    "missing_sentence",
    "on_its_own_scale",
    "percentages",
    "priorities",
    "response_sentences",
    "role_figures",
    "round_reliability",
    "rounded_shares",
    "share_with_interval",
    "shown_options",
    "strengths",
    "tips_for",
    "vensters_estimate",
    "vensters_grade",
    "weakest_and_strongest",
]
