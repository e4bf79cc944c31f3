"""Marks: icons, the three shapes, initials, pictures, the triangle. Drawings without text."""

import re
from functools import lru_cache
from pathlib import Path

from django.template import TemplateSyntaxError
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from drieklank.ui.parts.html import attributes, classes, one_of

HERE = Path(__file__).parent.parent
ICONS = HERE / "icons"
PICTURES = HERE / "pictures"

# Who a thing is about. Shape and colour have one meaning everywhere: never use them as ornament.
SIDES = {"child": "kind", "parent": "ouder", "school": "school"}
SIZES = {"s": "", "m": "shape--m", "l": "shape--l", "xl": "shape--xl"}

SHAPE_PATHS = {
    "kind": '<path d="M8 2.2 14.6 13.6H1.4z" stroke-linejoin="round"/>',
    "ouder": '<circle cx="8" cy="8" r="6.6"/>',
    "school": '<rect x="1.8" y="1.8" width="12.4" height="12.4" rx="2.4"/>',
}

# Icons that point somewhere turn round in a right-to-left page.
POINTING = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "chevron-right",
        "log-out",
        "message-circle",
        "message-square-heart",
        "send",
        "volume-2",
    }
)

TRIANGLE_CORNERS = {"child": (22, 7), "parent": (7, 35), "school": (37, 35)}
TRIANGLE_SIDES = ("child-parent", "parent-school", "child-school")
TRIANGLE_MARKS = (
    '<path d="M22 1.6 28 12H16z" fill="var(--kind)" stroke="var(--ink)" stroke-width="1.4"'
    ' stroke-linejoin="round"/><circle cx="7" cy="35" r="5.4" fill="var(--ouder)"/>'
    '<rect x="31.8" y="29.8" width="10.4" height="10.4" rx="2.2" fill="var(--school)"/>'
)

EVIDENCE = {
    0: "Nog een idee",
    1: "Uit de praktijk",
    2: "Enig onderzoek",
    3: "Goed onderzocht",
}

LOGO = (
    '<svg class="brand__mark" width="34" height="34" viewBox="0 0 48 48" fill="none"'
    ' stroke-width="7.5" stroke-linecap="round" aria-hidden="true">'
    '<path d="M24.6 8.2 34.4 26" stroke="{}"/><path d="M41 40.4H20.6" stroke="{}"/>'
    '<path d="M6.8 39.6 17.4 20.4" stroke="{}"/></svg>'
)


def icon(name: str, *, size: int = 22, label: str = "") -> SafeString:
    """Draw an icon. Give a `label` only when no word stands beside it."""
    flip = "flip" if name in POINTING else ""
    voice: dict[str, str | int | bool | None]
    voice = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    extra = attributes({"class": flip, **voice})
    return format_html(
        '<svg width="{}" height="{}" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round"{}>{}</svg>',
        size,
        size,
        extra,
        _icon_drawing(name),
    )


def icon_names() -> frozenset[str]:
    """Return the names of all icons."""
    return frozenset(path.stem for path in ICONS.glob("*.svg"))


def shape(side: str, *, size: str = "s", label: str = "") -> SafeString:
    """Draw a triangle (child), circle (parent) or square (school)."""
    word = one_of(side, SIDES, tag="shape", argument="side")
    css = classes("shape", f"shape--{word}", one_of(size, SIZES, tag="shape", argument="size"))
    voice: dict[str, str | int | bool | None]
    voice = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    return format_html(
        '<svg class="{}" viewBox="0 0 16 16"{}>{}</svg>',
        css,
        attributes(voice),
        mark_safe(SHAPE_PATHS[word]),  # noqa: S308 - a constant of this file
    )


def who(side: str, label: str) -> SafeString:
    """Say who it is about: the shape with its word."""
    return format_html('<span class="who">{}{}</span>', shape(side), label)


def badge(name: str, *, side: str = "school") -> SafeString:
    """Show initials in the shape of the corner; the name itself must stand beside it."""
    word = one_of(side, {"parent": "ouder", "school": "school"}, tag="badge", argument="side")
    return format_html(
        '<span class="badge badge--{}" aria-hidden="true">{}</span>', word, initials(name)
    )


def initials(name: str) -> str:
    """Return at most two initials: of the first name and of the last one."""
    parts = [part for part in re.split(r"[\s-]+", name) if part[:1].isalpha()]
    capitals = [part for part in parts if part[0].isupper()] or parts
    chosen = capitals if len(capitals) < 2 else [capitals[0], capitals[-1]]
    return "".join(part[0].upper() for part in chosen)


def triangle(sides: str, *, label: str, size: int = 44) -> SafeString:
    """Draw which sides become stronger.

    `sides` are words with a space between: `child-parent`, `parent-school`, `child-school`.
    """
    strong = set(sides.split())
    unknown = strong.difference(TRIANGLE_SIDES)
    if unknown:
        raise TemplateSyntaxError(f"'triangle' does not know the side {min(unknown)!r}.")
    lines = "".join(_triangle_line(side, strong=side in strong) for side in TRIANGLE_SIDES)
    return format_html(
        '<svg viewBox="0 0 44 44" width="{}" height="{}" role="img" aria-label="{}">{}</svg>',
        size,
        size,
        label,
        mark_safe(lines + TRIANGLE_MARKS),  # noqa: S308 - numbers and constants only
    )


def evidence(strength: int) -> SafeString:
    """Say how well something was studied: up to three filled dots and a word."""
    if strength not in EVIDENCE:
        raise TemplateSyntaxError(f"'evidence' goes from 0 to 3, not {strength!r}.")
    dots = "".join(
        f'<circle cx="{6 + 13 * place}" cy="7" r="4.6" stroke="currentColor" stroke-width="1.6"'
        f' fill="{"currentColor" if place < strength else "none"}"/>'
        for place in range(3)
    )
    return format_html(
        '<span class="tag"><svg class="evidence" viewBox="0 0 38 14" aria-hidden="true">{}</svg>'
        "{}</span>",
        mark_safe(dots),  # noqa: S308 - numbers and constants only
        EVIDENCE[strength],
    )


def picture(name: str, *, size: int = 140) -> SafeString:
    """Draw an illustration: letter, house, circle, table or phone. Always beside text."""
    drawing = _picture_drawing(name)
    return format_html(
        '<svg aria-hidden="true" width="{}" height="{}" viewBox="0 0 160 160" fill="none"'
        ' stroke="var(--ink)" stroke-width="6" stroke-linecap="round" stroke-linejoin="round">'
        "{}</svg>",
        size,
        size,
        drawing,
    )


def logo(*, mono: bool = False) -> SafeString:
    """Draw the three strokes, in colour or in the colour of the text."""
    colours = ["currentColor"] * 3 if mono else ["#FFC02B", "#0E8A84", "#E2553A"]
    return format_html(LOGO, *colours)


def _triangle_line(side: str, *, strong: bool) -> str:
    start, end = (TRIANGLE_CORNERS[corner] for corner in side.split("-"))
    colour, width = ("--ink", 5) if strong else ("--rule", 2.5)
    return (
        f'<line x1="{start[0]}" y1="{start[1]}" x2="{end[0]}" y2="{end[1]}"'
        f' stroke="var({colour})" stroke-width="{width}" stroke-linecap="round"/>'
    )


@lru_cache(maxsize=256)
def _icon_drawing(name: str) -> SafeString:
    return _inner(ICONS, name, tag="icon")


@lru_cache(maxsize=32)
def _picture_drawing(name: str) -> SafeString:
    return _inner(PICTURES, name, tag="picture")


def _inner(folder: Path, name: str, *, tag: str) -> SafeString:
    """Return what stands inside <svg> in a file of our own; the name must be a plain word."""
    if not re.fullmatch(r"[a-z0-9-]+", name) or not (folder / f"{name}.svg").is_file():
        raise TemplateSyntaxError(
            f"{tag!r} does not know {name!r}; see drieklank/ui/{folder.name}."
        )
    drawing = (folder / f"{name}.svg").read_text(encoding="utf-8")
    body = drawing.split(">", 1)[1].rsplit("</svg>", 1)[0]
    return mark_safe(" ".join(body.split()).replace(" />", "/>").replace("> <", "><"))  # noqa: S308 - a file of our own
