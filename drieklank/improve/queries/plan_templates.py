"""Reads of plans that a school can take over, and what of them it took."""

from __future__ import annotations

from drieklank.content.queries import plan_templates
from drieklank.content.schema.plan_template import PlanTemplate, TemplateAction
from drieklank.improve.models import Plan, PlanAction
from drieklank.improve.rules.plan import Source
from drieklank.schools.models import School

_SECONDARY = "vo"


def templates_for(school: School) -> tuple[PlanTemplate, ...]:
    """The templates for this kind of school, the shortest on top."""
    sector = _SECONDARY if school.sector == _SECONDARY else "po"
    found = [one for one in plan_templates().found.values() if sector in one.sectors]
    return tuple(sorted(found, key=lambda one: (one.weeks, one.title)))


def template_for(school: School, key: str) -> PlanTemplate | None:
    """One of them; None: there is none with this key for this kind of school."""
    return next((one for one in templates_for(school) if one.key == key), None)


def reference_of(template: PlanTemplate, action: TemplateAction) -> str:
    """What `PlanAction.source_ref` holds of an action that came from a template."""
    return f"{template.key}:{action.key}"


def taken_of(plan: Plan | None, template: PlanTemplate) -> frozenset[str]:
    """Keys of the template's actions that stand in the plan, dropped or not."""
    if plan is None:
        return frozenset()
    start = f"{template.key}:"
    found = PlanAction.objects.filter(
        plan=plan, source=Source.TEMPLATE, source_ref__startswith=start
    )
    return frozenset(ref.removeprefix(start) for ref in found.values_list("source_ref", flat=True))
