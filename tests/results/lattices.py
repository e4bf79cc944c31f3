"""Made schools for the auditor: answers of people in groups and languages, tallied as at the close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from hypothesis import strategies as st

from drieklank.base.statistics import (
    DONT_KNOW,
    Answer,
    ItemSpec,
    ScaleSpec,
    SheetSpec,
    Tally,
    add_up,
)
from drieklank.measure.cells import cells_apart, crossings

SPEC = SheetSpec(
    (ItemSpec("a", 4), ItemSpec("b", 4), ItemSpec("c", 4), ItemSpec("pick", 4), ItemSpec("box", 1)),
    (ScaleSpec("goal", ("a", "b", "c")),),
)


@dataclass
class People:
    """Who answered: the cells and the sheet of each, and the tallies that the close leaves."""

    groups: list[str]
    languages: list[str]
    sheets: list[bytes]
    tallies: dict[str, Tally] = field(default_factory=dict)

    def tally(self, keys: Sequence[int]) -> Tally:
        """Count the answers of these people."""
        return add_up(SPEC, [Answer(self.sheets[at]) for at in keys])

    def at(self, stratum: str) -> list[int]:
        """The people of a stratum, as its name says."""
        cells = stratum.split("|") if stratum else []
        return [
            at
            for at in range(len(self.sheets))
            if all(cell in (self.groups[at], self.languages[at]) for cell in cells)
        ]


def close(people: People, minimum: int) -> People:
    """Write the tallies that the rule of the close allows."""
    places = {"group": people.groups, "language": people.languages}
    written = cells_apart(places, minimum)
    crossed = set(crossings(places, written)) - {""}
    kept = {"", *written, *crossed}
    return replace(people, tallies={stratum: people.tally(people.at(stratum)) for stratum in kept})


@st.composite
def schools(draw: st.DrawFn, minimum: int = 5) -> People:
    """A school of one to eight groups, few or many of another language, of one mind or divided."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    # Small groups hide a lot; large ones in two languages let crossings through.
    is_large = draw(st.booleans())
    size = st.integers(30, 70) if is_large else st.integers(0, 40)
    sizes = draw(st.lists(size, min_size=1, max_size=8 if not is_large else 5))
    other = draw(st.sampled_from([0.3, 0.4, 0.5] if is_large else [0.0, 0.15, 0.3]))
    unknown = draw(st.sampled_from([0.0, 0.1, 0.4, 0.8]))
    divided = draw(st.sampled_from([0.05, 0.3, 1.0, 5.0]))
    groups, languages, sheets = [], [], []
    for number, people in enumerate(sizes):
        odds = {name: random.dirichlet([divided] * 4) for name in ("nl", "other")}
        for _ in range(people):
            language = "other" if random.random() < other else "nl"
            is_rest = number == 0 and random.random() < 0.5
            groups.append("" if is_rest else f"group:{number}")
            languages.append(f"language:{language}")
            codes = 1 + random.choice(4, size=4, p=odds[language])
            codes[random.random(4) < unknown] = DONT_KNOW
            ticked = random.random() < odds[language][0]
            sheets.append(bytes([*map(int, codes), int(ticked)]))
    while len(sheets) < minimum:
        groups.append("")
        languages.append("language:nl")
        sheets.append(bytes([4, 4, 3, 1, 1]))
    return close(People(groups, languages, sheets), minimum)
