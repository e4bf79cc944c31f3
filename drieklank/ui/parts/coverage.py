"""Coverage: one dot per family. Pure text, so that paper and page draw the same dots.

Filled: spoken. Half: only read a message. Dashed: no contact yet.
"""

STATES = ("spoken", "read", "none")
WORDS = {
    "spoken": "gesproken",
    "read": "alleen een bericht gelezen",
    "none": "nog geen contact",
}
CLASSES = {"spoken": "g-ouder", "read": "g-half", "none": "g-none"}
COLUMNS = 12
PITCH = 20  # pixels between two dots
RADIUS = 7.4


def places(
    counts: tuple[int, int, int], *, columns: int = COLUMNS, pitch: float = PITCH
) -> list[tuple[str, float, float]]:
    """Return (state, x, y) of every dot; `counts` are spoken, read, none."""
    states = [state for state, count in zip(STATES, counts, strict=True) for _ in range(count)]
    return [
        (state, (n % columns) * pitch + pitch / 2, (n // columns) * pitch + pitch / 2)
        for n, state in enumerate(states)
    ]


def coverage_svg(
    counts: tuple[int, int, int], *, columns: int = COLUMNS, pitch: float = PITCH
) -> str:
    """Draw the dots for a page; the counts must stand beside it in words."""
    dots = places(counts, columns=columns, pitch=pitch)
    lines = -(-len(dots) // columns) or 1
    width, height = columns * pitch, lines * pitch
    radius = RADIUS * pitch / PITCH
    circles = "".join(
        f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" class="{CLASSES[state]}"/>'
        for state, x, y in dots
    )
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"'
        f' class="dots flip" aria-hidden="true">{circles}</svg>'
    )
