"""The trajectory from its file, or sentences that say what is wrong with it. Pure."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from drieklank.content.loading import ContentError, Problem, read_text, read_yaml, validate
from drieklank.content.schema.trajectory import Trajectory

FILE: Final = "trajectory/five-steps.yaml"


def load_trajectory(root: Path) -> Trajectory:
    """The five steps. Raises ContentError."""
    return validate(Trajectory, read_yaml(read_text(root / FILE, FILE), FILE), FILE)


def trajectory_problems(root: Path) -> list[Problem]:
    """What is wrong with the file; empty: nothing."""
    try:
        load_trajectory(root)
    except ContentError as failure:
        return failure.problems
    return []
