"""Statistics shared by measuring (which counts at close) and results (which reads the counts).

Pure: no Django, no database. `tally` counts answers and `products` how they go together,
`intervals` says how sure a figure is, `reliability` how far the questions of a scale say the same
(`factor` fits the one factor it needs), `strata` weighs classes, `distributions` holds the quantiles.
"""

from drieklank.base.statistics.distributions import normal_quantile, t_cdf, t_quantile
from drieklank.base.statistics.intervals import (
    Difference,
    Estimate,
    Share,
    difference,
    estimate_mean,
    margin_of_share,
    sample_size_for_margin,
    wilson,
)
from drieklank.base.statistics.products import MINIMUM_COMPLETE, Floats, Products, pooled
from drieklank.base.statistics.reliability import (
    Icc,
    alpha_if_deleted,
    covariances,
    cronbach_alpha,
    icc_from_moments,
    omega_total,
)
from drieklank.base.statistics.strata import Stratum, stratified_mean
from drieklank.base.statistics.tally import (
    DONT_KNOW,
    SKIPPED,
    Answer,
    ItemSpec,
    ItemTally,
    Moments,
    ScaleSpec,
    SheetSpec,
    Tally,
    add_up,
)

__all__ = [
    "DONT_KNOW",
    "MINIMUM_COMPLETE",
    "SKIPPED",
    "Answer",
    "Difference",
    "Estimate",
    "Floats",
    "Icc",
    "ItemSpec",
    "ItemTally",
    "Moments",
    "Products",
    "ScaleSpec",
    "Share",
    "SheetSpec",
    "Stratum",
    "Tally",
    "add_up",
    "alpha_if_deleted",
    "covariances",
    "cronbach_alpha",
    "difference",
    "estimate_mean",
    "icc_from_moments",
    "margin_of_share",
    "normal_quantile",
    "omega_total",
    "pooled",
    "sample_size_for_margin",
    "stratified_mean",
    "t_cdf",
    "t_quantile",
    "wilson",
]
