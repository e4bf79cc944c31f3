"""The components as template tags. Django refuses unknown arguments while it reads a template.

Registered as builtins in the settings: no `{% load %}` needed. Examples: `drieklank/ui/README.md`.
"""

from django import template

from drieklank.ui import nav
from drieklank.ui.parts import blocks, controls, fields, lists, marks, survey, words

register = template.Library()

for simple in (
    blocks.page_head,
    controls.button,
    controls.stat,
    controls.status,
    controls.tag,
    fields.error_summary,
    fields.field,
    fields.form_fields,
    lists.crumb,
    lists.date_box,
    lists.strokes,
    lists.year,
    marks.badge,
    marks.evidence,
    marks.icon,
    marks.logo,
    marks.picture,
    marks.shape,
    marks.triangle,
    marks.who,
    nav.foot_links,
    survey.scale,
    words.coverage,
    words.coverage_key,
):
    register.simple_tag(simple)

register.simple_tag(lists.pages, takes_context=True)

for block in (
    blocks.card,
    blocks.corner_block,
    blocks.empty_state,
    blocks.fold,
    blocks.ink_block,
    blocks.panel,
    blocks.says,
    blocks.section,
    blocks.table,
    blocks.talk,
    controls.notice,
    lists.crumbs,
    lists.row,
    lists.rows,
    lists.step,
    lists.steps,
):
    register.simple_block_tag(block)

for text_filter in (
    words.clock,
    words.day,
    words.day_short,
    words.digits,
    words.dutch,
    words.moment,
    words.weekday,
):
    register.filter(text_filter.__name__, text_filter)
