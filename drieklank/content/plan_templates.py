"""All plans that a school can take over, from `content/tracks/KEY.yaml`, and whether they fit the toolkit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from drieklank.content.loading import ContentError, Problem, read_text, read_yaml, validate
from drieklank.content.schema.activity import Activity
from drieklank.content.schema.plan_template import Anchor, PlanTemplate


@dataclass(frozen=True)
class PlanTemplates:
    """What could be loaded, by key and in the order of the files; and what is wrong."""

    found: dict[str, PlanTemplate] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def template_files(root: Path) -> list[str]:
    """The files of plan templates, as paths below content/."""
    return sorted(path.relative_to(root).as_posix() for path in root.glob("tracks/*.yaml"))


def load_plan_template(root: Path, file: str) -> PlanTemplate:
    """Load one template. Raises ContentError with everything that is wrong with it."""
    found = validate(PlanTemplate, read_yaml(read_text(root / file, file), file), file)
    if found.key != Path(file).stem:
        said = f"Hier staat {found.key}, maar het bestand heet anders."
        raise ContentError([Problem(file, "key", said)])
    return found


def load_plan_templates(root: Path, activities: Mapping[str, Activity]) -> PlanTemplates:
    """Load all of content/tracks/. Never raises for a faulty file: its problems are collected."""
    loaded = PlanTemplates()
    for file in template_files(root):
        try:
            template = load_plan_template(root, file)
        except ContentError as failure:
            loaded.problems.extend(failure.problems)
        else:
            loaded.found[template.key] = template
            loaded.problems.extend(_disagreements(file, template, activities))
    return loaded


def _disagreements(
    file: str, template: PlanTemplate, activities: Mapping[str, Activity]
) -> Iterator[Problem]:
    """Where a template names an activity that is not there, or says another length than its weeks."""
    for one in template.actions:
        if one.activity is None:
            continue
        activity = activities.get(one.activity)
        if activity is None:
            yield Problem(file, one.key, f"Activiteit {one.activity} is er niet.")
        elif not set(template.sectors) <= set(activity.head.sectors):
            yield Problem(file, one.key, f"Activiteit {one.activity} is niet voor deze scholen.")
    counted = [one.weeks for one in template.actions if one.anchor is Anchor.START]
    if counted and template.weeks < max(last for _, last in counted):
        yield Problem(file, "weeks", "Een actie duurt langer dan het hele plan.")
