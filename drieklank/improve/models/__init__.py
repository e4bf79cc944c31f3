"""The tables of improve, by noun."""

from drieklank.improve.models.brainstorm import (
    Brainstorm,
    BrainstormDot,
    BrainstormGroup,
    BrainstormNote,
    BrainstormPhase,
)
from drieklank.improve.models.guidance import GuidanceRequest, GuidanceState
from drieklank.improve.models.plan import (
    ActionDone,
    ActionSource,
    ActionState,
    Fidelity,
    Plan,
    PlanAction,
    PlanState,
    Priority,
)
from drieklank.improve.models.vision import (
    Expectation,
    ExpectationReview,
    Party,
    Side,
    SignOff,
    VisionPlace,
    VisionState,
    VisionVersion,
)
from drieklank.improve.models.vision_values import Chooser, ValueChoice, ValueCount

__all__ = [
    "ActionDone",
    "ActionSource",
    "ActionState",
    "Brainstorm",
    "BrainstormDot",
    "BrainstormGroup",
    "BrainstormNote",
    "BrainstormPhase",
    "Chooser",
    "Expectation",
    "ExpectationReview",
    "Fidelity",
    "GuidanceRequest",
    "GuidanceState",
    "Party",
    "Plan",
    "PlanAction",
    "PlanState",
    "Priority",
    "Side",
    "SignOff",
    "ValueChoice",
    "ValueCount",
    "VisionPlace",
    "VisionState",
    "VisionVersion",
]
