"""Reliability of the scales of a released round, and how much groups differ.

It says something about the questionnaire, not about a school; of fewer than fifty complete answers
it is not made, so a small school never sees it (domain.md 3.4).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from drieklank.base.statistics import (
    MINIMUM_COMPLETE,
    Icc,
    Products,
    Tally,
    cronbach_alpha,
    icc_from_moments,
    omega_total,
    pooled,
)

# From here on a scale serves to compare groups (domain.md 3.4).
ENOUGH: Final = 0.70


@dataclass(frozen=True, slots=True)
class ScaleReliability:
    """Alpha and omega (at most 1; None where there is none) of `n` complete answers."""

    n: int
    alpha: float | None
    omega: float | None


def reliability_of(sums: Products) -> ScaleReliability | None:
    """Alpha and omega from stored sums; None of fewer than fifty complete answers."""
    if sums.n < MINIMUM_COMPLETE:
        return None
    covariances = sums.covariances()
    return ScaleReliability(sums.n, cronbach_alpha(covariances), omega_total(covariances))


def round_reliability(tally: Tally) -> Mapping[str, ScaleReliability]:
    """Per scale of one role of one round; scales of too few complete answers are left out."""
    found = {key: reliability_of(sums) for key, sums in tally.products.items()}
    return {key: own for key, own in found.items() if own is not None}


def joint_reliability(tallies: Sequence[Tally]) -> Mapping[str, ScaleReliability]:
    """The same over the schools of a board or of the platform, one role on one version.

    A school of fewer than fifty complete answers kept no sums and is not in it. Schools that asked
    other questions under the same key cannot be taken together: ValueError.
    """
    keys = dict.fromkeys(key for tally in tallies for key in tally.products)
    found = {}
    for key in keys:
        sums = pooled([tally.products[key] for tally in tallies if key in tally.products])
        own = reliability_of(sums) if sums else None
        if own is not None:
            found[key] = own
    return found


def group_icc(tallies: Sequence[Tally]) -> Mapping[str, Icc]:
    """ICC(1) and ICC(2) per scale over groups: the tallies of classes of a school, or of schools.

    Left out: a scale that fewer than two groups have, or that fifty respondents did not reach.
    """
    keys = dict.fromkeys(key for tally in tallies for key in tally.scales)
    moments = {
        key: [tally.scales[key] for tally in tallies if key in tally.scales and tally.scales[key].n]
        for key in keys
    }
    return {
        key: icc_from_moments(groups)
        for key, groups in moments.items()
        if len(groups) >= 2 and sum(group.n for group in groups) >= MINIMUM_COMPLETE
    }


def told_reliability(
    tally: Tally, groups: Sequence[Tally]
) -> dict[str, dict[str, float | int | None]]:
    """What a publication tells per scale: n, alpha, omega, and ICC(1) and ICC(2) of its groups.

    In hundredths: finer would add nothing, and could be laid beside counts.
    """
    between = group_icc(groups)
    return {
        key: {
            "n": own.n,
            "alpha": _hundredth(own.alpha),
            "omega": _hundredth(own.omega),
            "icc1": _hundredth(between[key].icc1) if key in between else None,
            "icc2": _hundredth(between[key].icc2) if key in between else None,
        }
        for key, own in round_reliability(tally).items()
    }


def _hundredth(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def reliability_sentence(alpha: float | None) -> str:
    """What alpha comes to, for a reader who never met it."""
    if alpha is None:
        return "niet te berekenen"
    if alpha >= ENOUGH:
        return "de vragen horen goed bij elkaar"
    return "de vragen gaan over verschillende dingen; kijk vooral naar de losse vragen"
