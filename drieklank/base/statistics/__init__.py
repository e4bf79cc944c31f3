"""Statistics shared by measuring (which counts at close) and results (which reads the counts).

Pure: no Django, no database. `tally` counts answers, `intervals` says how sure a figure is,
`distributions` holds the quantiles they need.
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
    "SKIPPED",
    "Answer",
    "Difference",
    "Estimate",
    "ItemSpec",
    "ItemTally",
    "Moments",
    "ScaleSpec",
    "Share",
    "SheetSpec",
    "Tally",
    "add_up",
    "difference",
    "estimate_mean",
    "margin_of_share",
    "normal_quantile",
    "sample_size_for_margin",
    "t_cdf",
    "t_quantile",
    "wilson",
]
