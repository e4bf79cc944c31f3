"""docs/access.md, made from the table and from what the pages declare."""

from __future__ import annotations

from itertools import groupby

from drieklank.access.checks import all_pages
from drieklank.access.declared import access_of
from drieklank.access.roles import ROLE_NAMES, SCOPE_NAMES
from drieklank.access.rules import RULES, Rule

_HEAD = """# Who may see what

Made by `drieklank access-doc` from `drieklank/access/rules.py` and from what each page declares; do
not edit. What has no line here is closed. The scope says which rows a role reaches; a member of
staff never reaches the own child by a staff right, and a parent reaches a child only over a relation
with full information that holds today (from 18 only what the pupil shares).
"""


def access_document() -> str:
    """The whole document as Markdown."""
    return "\n".join([_HEAD, *_rights(), "", *_pages(), ""])


def _rights() -> list[str]:
    lines = [
        "## Rights",
        "",
        "| right | role | which rows | only where |",
        "| --- | --- | --- | --- |",
    ]
    rules = sorted(RULES, key=lambda rule: rule.right)
    for _, lines_of_right in groupby(rules, key=lambda rule: rule.right):
        lines += [_line(rule) for rule in lines_of_right]
    return lines


def _line(rule: Rule) -> str:
    only = [f"`{path}` = {value}" for path, value in rule.when.items()]
    only += ["who neither works at the school nor has a child there"] if rule.outside_only else []
    when = ", ".join(only)
    return f"| `{rule.right}` | {ROLE_NAMES[rule.role]} | {SCOPE_NAMES[rule.scope]} | {when} |"


def _pages() -> list[str]:
    lines = ["## Pages", "", "| page | address | opened by |", "| --- | --- | --- |"]
    for name, route, view in sorted(all_pages(), key=lambda page: (page[1], page[0])):
        access = access_of(view, name)
        if access is None:
            opened = "nobody: closed"
        elif access.kind == "right":
            opened = f"right `{access.right}`"
        else:
            opened = f"{access.kind}: {access.reason}"
        lines.append(f"| `{name}` | `/{route}` | {opened} |")
    return lines
