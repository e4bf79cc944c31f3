"""The tables of improve, by noun."""

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

__all__ = [
    "ActionDone",
    "ActionSource",
    "ActionState",
    "Fidelity",
    "Plan",
    "PlanAction",
    "PlanState",
    "Priority",
]
