"""Counting answers: what is kept of a round once its envelopes are opened.

`add_up` takes the answers of one role (or one stratum of it) and gives a `Tally`: counts per
question and answer, four sums per scale, and for a whole role the products its reliability needs.
No row per respondent comes out, and none can be made out of it again except in tiny groups, which
is why the caller opens no role below the minimum.

A sheet is bytes in the order of the questionnaire version: 0 nothing filled in, 1..steps the
answer, 255 "weet ik niet". A box that may be ticked is a question with one step: 1 or 0.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from drieklank.base.statistics.products import Floats, Products, add_products

SKIPPED = 0
DONT_KNOW = 255


@dataclass(frozen=True, slots=True)
class ItemSpec:
    """One question: its key, its number of answers, and whether a high answer is unfavourable."""

    key: str
    steps: int
    is_reversed: bool = False


@dataclass(frozen=True, slots=True)
class ScaleSpec:
    """One goal (or another scale): its key and the keys of its questions."""

    key: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """The questions in the order of the bytes of a sheet, and the scales made of them."""

    items: tuple[ItemSpec, ...]
    scales: tuple[ScaleSpec, ...] = ()

    def __post_init__(self) -> None:
        keys = [item.key for item in self.items]
        if len(set(keys)) != len(keys):
            raise ValueError("a question stands twice in the sheet")
        missing = {key for scale in self.scales for key in scale.items} - set(keys)
        if missing:
            raise ValueError(f"scales name unknown questions: {sorted(missing)}")


@dataclass(frozen=True, slots=True)
class Answer:
    """One opened sheet: `codes` as described above, and the weight of who answered (> 0)."""

    codes: bytes
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Moments:
    """Sums from which a weighted mean and its interval follow; the unit is that of the values.

    `n` respondents, `weight` = sum w, `weight_squares` = sum w², `total` = sum w·y,
    `squares` = sum w·y².
    """

    n: int
    weight: float
    weight_squares: float
    total: float
    squares: float

    @property
    def mean(self) -> float:
        """The weighted mean; ask only when n > 0."""
        return self.total / self.weight

    @property
    def effective_n(self) -> float:
        """Kish's effective sample size (sum w)² / sum w² (Kish 1965, Survey Sampling, 11.7)."""
        return self.weight**2 / self.weight_squares if self.n else 0.0

    @property
    def variance(self) -> float:
        """Weighted variance with divisor n-1 (of the effective n); 0 for one respondent."""
        n = self.effective_n
        if n <= 1.0 + 1e-9:
            return 0.0
        spread = self.squares / self.weight - self.mean**2
        # Cancellation leaves about 1e-12 of the squares where everyone said the same.
        if spread <= 1e-10 * max(1.0, self.squares / self.weight):
            return 0.0
        return spread * n / (n - 1.0)

    def rescaled(self, factor: float, shift: float) -> "Moments":
        """The moments of factor·y + shift."""
        total = factor * self.total + shift * self.weight
        squares = (
            factor**2 * self.squares + 2 * factor * shift * self.total + shift**2 * self.weight
        )
        return Moments(self.n, self.weight, self.weight_squares, total, squares)


@dataclass(frozen=True, slots=True)
class ItemTally:
    """The answers to one question.

    `counts[i]` respondents and `weights[i]` weight gave answer i + 1; `weight_squares` is sum w²
    over those who gave an answer. "Weet ik niet" and an empty place are missing, never zero.
    """

    steps: int
    counts: tuple[int, ...]
    weights: tuple[float, ...]
    weight_squares: float
    dont_know: int
    skipped: int
    is_reversed: bool = False

    @property
    def n(self) -> int:
        """How many gave an answer that counts."""
        return sum(self.counts)

    def answers(self) -> Moments:
        """Moments of the answers as given, 1..steps, before any reversing."""
        values = range(1, self.steps + 1)
        return Moments(
            self.n,
            sum(self.weights),
            self.weight_squares,
            sum(w * v for w, v in zip(self.weights, values, strict=True)),
            sum(w * v * v for w, v in zip(self.weights, values, strict=True)),
        )

    def scores(self) -> Moments:
        """Moments on 0-100, high = favourable: (answer - 1) / (steps - 1) x 100."""
        if self.steps < 2:
            raise ValueError("a question with one possible answer has no score")
        factor = 100.0 / (self.steps - 1)
        moments = self.answers().rescaled(factor, -factor)
        return moments.rescaled(-1.0, 100.0) if self.is_reversed else moments


@dataclass(frozen=True, slots=True)
class Tally:
    """Everything that is kept of the answers of one role, or of one stratum of it.

    `products` holds only scales of which enough people answered every question (see `products`),
    and is empty in what was stored before they were kept.
    """

    respondents: int
    weight: float
    items: Mapping[str, ItemTally]
    scales: Mapping[str, Moments]
    products: Mapping[str, Products] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain data for a JSON column; `from_json` gives an equal tally back."""
        # Written out: a big school stores hundreds of these at once, and `asdict` takes ten times as long.
        return {
            "respondents": self.respondents,
            "weight": self.weight,
            "items": {key: _plain(item) for key, item in self.items.items()},
            "scales": {key: _plain(moments) for key, moments in self.scales.items()},
            "products": {key: asdict(sums) for key, sums in self.products.items()},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The tally that `as_json` wrote, also after a way through a JSON column."""
        items = {
            key: ItemTally(
                **{
                    **item,
                    "counts": tuple(item["counts"]),
                    "weights": tuple(item["weights"]),
                }
            )
            for key, item in data["items"].items()
        }
        scales = {key: Moments(**scale) for key, scale in data["scales"].items()}
        kept = data.get("products", {})
        products = {key: Products.from_json(sums) for key, sums in kept.items()}
        return cls(data["respondents"], data["weight"], items, scales, products)


def _plain(row: ItemTally | Moments) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__}


def _sheet(spec: SheetSpec, answers: list[Answer]) -> npt.NDArray[np.uint8]:
    """All sheets as a table: a row per respondent, a column per question; refuses bad codes."""
    width = len(spec.items)
    if any(len(answer.codes) != width for answer in answers):
        raise ValueError(f"a sheet does not have {width} answers")
    if any(not answer.weight > 0 for answer in answers):
        raise ValueError("a weight must be more than zero")
    raw = b"".join(answer.codes for answer in answers)
    table = np.frombuffer(raw, dtype=np.uint8).reshape(len(answers), width)
    steps = np.array([item.steps for item in spec.items], dtype=np.uint8)
    wrong = (table > steps) & (table != DONT_KNOW)
    if wrong.any():
        # The code itself stays out of the message: messages end up in logs.
        column = spec.items[int(np.argwhere(wrong)[0][1])].key
        raise ValueError(f"a sheet holds an answer that question {column} does not have")
    return table


def _count_item(spec: ItemSpec, column: npt.NDArray[np.uint8], weights: Floats) -> ItemTally:
    size = spec.steps + 1
    answered = (column != SKIPPED) & (column != DONT_KNOW)
    counts = np.bincount(column[answered], minlength=size)[1:]
    weighted = np.bincount(column[answered], weights=weights[answered], minlength=size)[1:]
    return ItemTally(
        spec.steps,
        tuple(int(count) for count in counts),
        tuple(float(weight) for weight in weighted),
        float(np.sum(weights[answered] ** 2)),
        int(np.sum(column == DONT_KNOW)),
        int(np.sum(column == SKIPPED)),
        spec.is_reversed,
    )


def _score_columns(spec: SheetSpec, table: npt.NDArray[np.uint8]) -> Floats:
    """Scores 0-100 per respondent and question, missing as nan; lives only inside `add_up`."""
    scores = np.full(table.shape, np.nan)
    for i, item in enumerate(spec.items):
        if item.steps < 2:
            continue
        answered = (table[:, i] != SKIPPED) & (table[:, i] != DONT_KNOW)
        column = (table[answered, i].astype(np.float64) - 1.0) * 100.0 / (item.steps - 1)
        scores[answered, i] = 100.0 - column if item.is_reversed else column
    return scores


def _add_scale(scores: Floats, weights: Floats) -> Moments:
    """Moments of the respondents' scale means, for those who answered at least two thirds."""
    answered = np.sum(~np.isnan(scores), axis=1)
    enough = (3 * answered >= 2 * scores.shape[1]) & (answered > 0)
    means = np.nansum(scores[enough], axis=1) / answered[enough]
    w = weights[enough]
    return Moments(
        int(enough.sum()),
        float(w.sum()),
        float(np.sum(w**2)),
        float(np.sum(w * means)),
        float(np.sum(w * means**2)),
    )


def add_up(spec: SheetSpec, answers: Iterable[Answer], *, with_products: bool = False) -> Tally:
    """Count the answers of one role or stratum, in memory, in one go.

    Weights: a parent weighs 1 / (invited parents of the family), a staff member 1. A scale takes
    the respondents who answered at least two thirds of its questions; each counts with the mean
    of what was answered. Raises ValueError for a sheet that does not fit the questionnaire.

    `with_products` keeps what reliability needs, for answers in a shuffled order. Only for a whole
    role: from the products of a role and of a stratum of all but one, those of that one follow.
    """
    sheets = list(answers)
    weights = np.array([sheet.weight for sheet in sheets], dtype=np.float64)
    table = _sheet(spec, sheets)
    place = {item.key: i for i, item in enumerate(spec.items)}
    scores = _score_columns(spec, table)
    items = {item.key: _count_item(item, table[:, place[item.key]], weights) for item in spec.items}
    columns = {scale.key: scores[:, [place[key] for key in scale.items]] for scale in spec.scales}
    scales = {key: _add_scale(own, weights) for key, own in columns.items()}
    found = {key: add_products(own, weights) for key, own in columns.items() if with_products}
    products = {key: sums for key, sums in found.items() if sums is not None}
    return Tally(len(sheets), float(weights.sum()), items, scales, products)
