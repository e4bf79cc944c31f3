"""The trajectory as content: what the file promises, and which faults are refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from drieklank.content.queries import content_root, trajectory
from drieklank.content.trajectory import FILE, trajectory_problems


def with_change(tmp_path: Path, old: str, new: str) -> list[str]:
    """What is said about the file with these words changed."""
    text = (content_root() / FILE).read_text(encoding="utf-8")
    assert old in text
    there = tmp_path / FILE
    there.parent.mkdir()
    there.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [one.sentence for one in trajectory_problems(tmp_path)]


def test_published_file_has_five_steps_in_order_and_no_fault() -> None:
    assert trajectory_problems(content_root()) == []
    assert [step.key for step in trajectory().steps] == [
        "intake",
        "team_session",
        "interim",
        "parent_evening",
        "debrief",
    ]
    weeks = [step.week for step in trajectory().steps]
    assert weeks == sorted(weeks)


def test_parent_evening_has_its_meeting_as_the_only_block_that_must_stay() -> None:
    required = [
        (step.key, block.key)
        for step in trajectory().steps
        for block in step.agenda
        if block.required
    ]
    assert required == [("parent_evening", "meet")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("key: team_choices", "key: goals", "staat er twee keer"),
        ("fact: intake.goals", "fact: debrief.vision_next", "daarvoor niet gevraagd"),
        ("minutes: 90", "minutes: 95", "samen geen 95 minuten"),
        ("owner: team", "owner: ouder", "Kies een van deze woorden"),
        ("reads: two", "reads: iedereen", "Kies een van deze woorden"),
        ("    aim:", "    doel: x\n    aim:", "Dit kennen we hier niet"),
    ],
)
def test_fault_is_refused_in_dutch(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert any(said in sentence for sentence in with_change(tmp_path, old, new))


def test_file_says_nothing_twice_that_is_not_a_name() -> None:
    """Two steps that say the same are one step too many."""
    found = yaml.safe_load((content_root() / FILE).read_text(encoding="utf-8"))
    words = [block["words"] for step in found["steps"] for block in step["agenda"]]
    assert len(words) == len(set(words))
