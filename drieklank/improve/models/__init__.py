"""The tables of improve, by noun."""

from drieklank.improve.models.brainstorm import (
    Brainstorm,
    BrainstormDot,
    BrainstormGroup,
    BrainstormNote,
    BrainstormPhase,
)
from drieklank.improve.models.guidance import GuidanceRequest, GuidanceState
from drieklank.improve.models.learning import LearnedEffect
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
from drieklank.improve.models.plan_outputs import (
    CalendarFeed,
    FeedKind,
    NoPlanMail,
    PlanReminder,
    ReminderKind,
    ShownAction,
)
from drieklank.improve.models.track import AgendaBlock, PrepTask, Track, TrackState, TrackStep
from drieklank.improve.models.track_work import (
    HeardPoint,
    SteeringMember,
    StepAgreement,
    StepNote,
    StepText,
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
    "AgendaBlock",
    "Brainstorm",
    "BrainstormDot",
    "BrainstormGroup",
    "BrainstormNote",
    "BrainstormPhase",
    "CalendarFeed",
    "Chooser",
    "Expectation",
    "ExpectationReview",
    "FeedKind",
    "Fidelity",
    "GuidanceRequest",
    "GuidanceState",
    "HeardPoint",
    "LearnedEffect",
    "NoPlanMail",
    "Party",
    "Plan",
    "PlanAction",
    "PlanReminder",
    "PlanState",
    "PrepTask",
    "Priority",
    "ReminderKind",
    "ShownAction",
    "Side",
    "SignOff",
    "SteeringMember",
    "StepAgreement",
    "StepNote",
    "StepText",
    "Track",
    "TrackState",
    "TrackStep",
    "ValueChoice",
    "ValueCount",
    "VisionPlace",
    "VisionState",
    "VisionVersion",
]
