"""What `drieklank stats` is told about an answers file: scales, missing values, weight, group."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any, Final

import yaml

_NUMBER: Final = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?", re.ASCII)
_NOTHING: Final = frozenset({"", "null", "~", "none"})
_KEYS: Final = ("missing", "weight", "group", "population", "alpha", "scales")
_SCALE_KEYS: Final = ("items", "min", "max", "reverse")


class NotUsable(ValueError):
    """The file or its description cannot be used as it is; the text says in Dutch what and where."""


@dataclass(frozen=True, slots=True)
class Scale:
    """One scale: its columns, the ends of its answers (None: not given), the columns to reverse."""

    name: str
    items: tuple[str, ...]
    low: float | None
    high: float | None
    reverse: frozenset[str]


@dataclass(frozen=True, slots=True)
class Spec:
    """`missing` as written; `population` None: without end; `unknown`: keys that mean nothing."""

    missing: tuple[str, ...]
    weight: str | None
    group: str | None
    population: float | None
    is_pairwise: bool
    scales: tuple[Scale, ...]
    unknown: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is needed, once."""
        own = [self.weight, self.group, *(item for scale in self.scales for item in scale.items)]
        return tuple(dict.fromkeys(name for name in own if name is not None))


def number(text: str) -> float | None:
    """A number with a decimal point or comma; None for anything else (also nan and inf)."""
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text.replace(",", "."))
    return value if isfinite(value) else None


def parse_spec(text: str) -> Spec:
    """Read the YAML of the issue's form; raises NotUsable.

    Every scalar is taken as it is written (`no` stays "no", `1` stays "1"), so that column
    names and missing values are compared with the letters of the file.
    """
    data = _load(text)
    scales = data.get("scales")
    if not isinstance(scales, dict) or not scales:
        raise NotUsable("De beschrijving heeft geen 'scales' met ten minste één schaal.")
    alpha = _text(data, "alpha") or "complete"
    if alpha not in {"complete", "pairwise"}:
        raise NotUsable(f"alpha is 'complete' of 'pairwise', niet '{alpha}'.")
    population = _number(data, "population", "population")
    if population is not None and population <= 0:
        raise NotUsable("population is hoeveel mensen er zijn: een getal groter dan 0, of null.")
    return Spec(
        _list(data, "missing", "missing"),
        _text(data, "weight"),
        _text(data, "group"),
        population,
        alpha == "pairwise",
        tuple(_scale(str(name), body) for name, body in scales.items()),
        tuple(_unknown(data)),
    )


def _load(text: str) -> dict[str, Any]:
    try:
        _refuse_doubles(yaml.compose(text, yaml.BaseLoader))
        data = yaml.load(text, yaml.BaseLoader)  # noqa: S506 -- the loader that makes only text
    except (yaml.YAMLError, RecursionError) as fault:
        mark = getattr(fault, "problem_mark", None)
        where = f" (regel {mark.line + 1})" if mark else ""
        raise NotUsable(f"De beschrijving is geen leesbare YAML{where}.") from fault
    if not isinstance(data, dict):
        raise NotUsable("De beschrijving is leeg, of geen lijst van namen met een waarde.")
    return data


def _refuse_doubles(node: yaml.Node | None) -> None:
    """A name given twice would silently replace the first."""
    if isinstance(node, yaml.MappingNode):
        names = [str(key.value) for key, _ in node.value]
        double = next((name for name in names if names.count(name) > 1), None)
        if double is not None:
            raise NotUsable(f"'{double}' staat twee keer in de beschrijving.")
        for _, value in node.value:
            _refuse_doubles(value)


def _unknown(data: Mapping[str, Any]) -> Iterator[str]:
    yield from (str(key) for key in data if key not in _KEYS)
    for name, body in data["scales"].items():
        yield from (f"scales.{name}.{key}" for key in body if key not in _SCALE_KEYS)


def _text(data: Mapping[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is None or (isinstance(value, str) and value.strip().lower() in _NOTHING):
        return None
    if not isinstance(value, str):
        raise NotUsable(f"{key} is één waarde, geen lijst.")
    return value.strip()


def _list(data: Mapping[str, Any], key: str, said: str) -> tuple[str, ...]:
    value = data.get(key)
    if value is None or (isinstance(value, str) and value.strip().lower() in _NOTHING):
        return ()
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise NotUsable(f"{said} is een lijst van waarden.")
    return tuple(one.strip() for one in values)


def _number(data: Mapping[str, Any], key: str, said: str) -> float | None:
    text = _text(data, key)
    value = None if text is None else number(text)
    if text is not None and value is None:
        raise NotUsable(f"{said} is een getal, niet '{text}'.")
    return value


def _scale(name: str, body: object) -> Scale:
    if not isinstance(body, dict):
        raise NotUsable(f"Schaal {name} heeft geen 'items'.")
    items = _list(body, "items", f"items van schaal {name}")
    if not items:
        raise NotUsable(f"Schaal {name} heeft geen 'items'.")
    double = next((item for item in items if items.count(item) > 1), None)
    if double is not None:
        raise NotUsable(f"Kolom {double} staat twee keer in schaal {name}.")
    reverse = _list(body, "reverse", f"reverse van schaal {name}")
    strange = next((item for item in reverse if item not in items), None)
    if strange is not None:
        raise NotUsable(f"Kolom {strange} is om te draaien, maar staat niet in schaal {name}.")
    low, high = (_number(body, key, f"{key} van schaal {name}") for key in ("min", "max"))
    if reverse and (low is None or high is None):
        raise NotUsable(f"Om te draaien zijn min en max van schaal {name} nodig.")
    if low is not None and high is not None and not low < high:
        raise NotUsable(f"min van schaal {name} moet kleiner zijn dan max.")
    return Scale(name, items, low, high, frozenset(reverse))
