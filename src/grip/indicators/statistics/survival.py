"""How long things last where not all have been followed from begin to end, for many groups at once.

Rows are stretches of follow-up: `intrede` (from after which day of its duration it is followed, 0
from the beginning), `dagen` (its duration when it ended or was last seen) and `gebeurd` (whether it
ended then). It is at risk on day t when intrede < t <= dagen: who entered late counts from there on
(left truncation), who is still there counts up to there (censoring), and who ends and who is lost
on one day are both at risk on it. These are the conventions of `survfit` in R's survival package.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

Z = 1.959963984540054  # normal quantile of 0.975
_TOLERANCE = 1.5e-8  # as in R: a curve this near to a share is at that share
_DAYS = "dagen"


def life_table(
    rows: pl.DataFrame, by: Sequence[str], at: Sequence[int] = (), *, from_start: bool = False
) -> pl.DataFrame:
    """Return the Kaplan-Meier curve of every group, on each day on which a stretch ends.

    S(t) is the product over the days up to t of 1 - d/Y, with d who ended and Y who was at risk.
    Greenwood's variance of S is S² times the sum of d/(Y(Y - d)). Kaplan and Meier (1958), JASA
    53:457-481; with late entry Andersen, Borgan, Gill and Keiding (1993), chapter IV.

    Args:
        rows: `intrede`, `dagen`, `gebeurd`, and the columns of `by`.
        by: what tells the groups apart.
        at: further days on which to give the curve, whatever happens then.
        from_start: rows may end on day 0, and are at risk on it (days of waiting).

    Returns:
        By group and day: `risico` (Y), `eindes` (d), `weg` (of how many a stretch ends), `s`,
        `s_voor` (S just before the day), `som` (the sum in Greenwood's variance, infinite where
        nobody is left) and `fout` (standard error, null where S is 0).
    """
    entry = pl.col("intrede") - 1 if from_start else pl.col("intrede")
    none, one = pl.lit(0, pl.Int64), pl.lit(1, pl.Int64)
    asked = pl.Series(_DAYS, list(at), dtype=pl.Int64).to_frame()
    day = pl.col(_DAYS).cast(pl.Int64)
    changes = pl.concat(
        [
            rows.select(*by, dagen=entry.cast(pl.Int64), erbij=one, eraf=none, eindes=none,
                        einde=pl.lit(False)),
            rows.select(*by, dagen=day, erbij=none, eraf=one,
                        eindes=pl.col("gebeurd").cast(pl.Int64), einde=pl.lit(True)),
            rows.select(by).unique().join(asked, how="cross").select(
                *by, _DAYS, erbij=none, eraf=none, eindes=none, einde=pl.lit(True)
            ),
        ]
    )  # fmt: skip
    # Within a group all that comes goes again, so that one running sum serves every group.
    counted = (
        changes.group_by(*by, _DAYS)
        .agg(pl.col("erbij", "eraf", "eindes").sum(), pl.col("einde").any())
        .sort(*by, _DAYS)
        .with_columns(
            risico=(pl.col("erbij") - pl.col("eraf")).cum_sum().shift(1, fill_value=0),
            weg="eraf",
        )
        .filter("einde")
    )
    left = pl.col("risico") - pl.col("eindes")
    stays = pl.when(pl.col("eindes") > 0).then(left / pl.col("risico")).otherwise(1.0)
    hazard = pl.when(pl.col("eindes") > 0).then(pl.col("eindes") / (pl.col("risico") * left))
    return (
        counted.with_columns(
            s=stays.cum_prod().over(by), som=hazard.fill_null(0.0).cum_sum().over(by)
        )
        .with_columns(
            s_voor=pl.col("s").shift(1).over(by).fill_null(1.0),
            fout=pl.when(pl.col("s") > 0).then(pl.col("s") * pl.col("som").sqrt()),
        )
        .select(*by, _DAYS, "risico", "eindes", "weg", "s", "s_voor", "som", "fout")
    )


def bounds(share: pl.Expr, error: pl.Expr, scale: str = "log-log") -> tuple[pl.Expr, pl.Expr]:
    """Return the 95% interval of a survival share S with its standard error.

    `log-log` (what grip prints) takes log(-log S) as normal and stays between 0 and 1; it is S to
    the power exp(±z se/(S log S)). `log` is the default of R's survfit; `plain` is S ± z se. Where
    S is 1 both bounds are; where S is 0 the lower one is 0 and there is no upper one.
    """
    inside = (share > 0) & (share < 1)
    width = Z * error / share
    if scale == "log-log":
        power = width / share.log().abs()
        low, high = share ** power.exp(), share ** (-power).exp()
    elif scale == "log":
        low, high = share * (-width).exp(), (share * width.exp()).clip(upper_bound=1)
    else:
        low, high = (share - Z * error).clip(0, 1), (share + Z * error).clip(0, 1)
    return (
        pl.when(inside).then(low).otherwise(share),
        pl.when(inside).then(high).when(share >= 1).then(share),
    )


def quantiles(
    table: pl.DataFrame, by: Sequence[str], share: float, scale: str = "log-log"
) -> pl.DataFrame:
    """Return, per group, after how many days a share has ended, with a 95% interval.

    The first day with S(t) <= 1 - share; where the curve lies exactly there for a while, the middle
    of that while, as in R (of an even number the middle of the two in the middle). The interval
    holds the days of which that share is not refuted: where the bounds of the curve cross it.
    Brookmeyer and Crowley (1982), Biometrics 38:29-41. Null is: not reached.

    Args:
        table: from `life_table`.
        by: what tells the groups apart.
        share: 0.5 for the median.
        scale: of the interval, see `bounds`.

    Returns:
        One row per group: `waarde`, `ondergrens`, `bovengrens`.
    """
    low, high = bounds(pl.col("s"), pl.col("fout"), scale)
    curves = {"waarde": pl.col("s"), "ondergrens": low, "bovengrens": high}
    return table.group_by(by).agg(
        _crossing(curve, 1 - share).alias(name) for name, curve in curves.items()
    )


def _crossing(curve: pl.Expr, level: float) -> pl.Expr:
    day = pl.col(_DAYS).cast(pl.Float64)
    reached = pl.when(curve <= level + _TOLERANCE).then(day).min()
    passed = pl.when(curve < level - _TOLERANCE).then(day).min().fill_null(day.max())
    return (reached + pl.max_horizontal(reached, passed)) / 2


def incidence(
    rows: pl.DataFrame, by: Sequence[str], until: Sequence[int], cause: str = "oorzaak", *,
    table: pl.DataFrame | None = None,
) -> pl.DataFrame:  # fmt: skip
    """Return the cumulative incidence of every cause, by group and day of `until`.

    F(t) is the sum over the days up to t of S(u-) d/Y, with d who ended by the cause: the chance
    to have ended by that cause when the other causes can come first (Aalen-Johansen). All causes
    together are 1 - S. The variance is that of Greenwood's kind (a multinomial on each day), which
    for competing causes is the sum that Marubini and Valsecchi (1995), section 10.3, give. Aalen
    and Johansen (1978), Scandinavian Journal of Statistics 5:141-150.

    Args:
        rows: `intrede`, `dagen`, and the cause by which it ended, null for who was last seen.
        by: what tells the groups apart.
        until: days.
        cause: the column with the cause.
        table: their `life_table` with all of those days, where it is there already.

    Returns:
        Per group, day and cause that occurs in it: `dagen`, the cause, `kans`, `fout`, `gevallen`
        (how many ended by it so far).
    """
    ended, day = pl.col(cause).is_not_null(), pl.col(_DAYS)
    if table is None:
        table = life_table(rows.with_columns(gebeurd=ended), by, until)
    # On other days nothing is added up.
    told = day.is_in(list(until)) | (pl.col("eindes") > 0)
    table = table.filter(day <= max(until), told)
    by_cause = (
        rows.filter(ended, day <= max(until))
        .group_by(*by, _DAYS, cause)
        .agg(pl.len().cast(pl.Int64).alias("d"))
        .with_columns(pl.col(_DAYS).cast(pl.Int64))
    )
    causes = by_cause.select(*by, cause).unique()
    keys = [*by, cause]
    lines = (
        table.join(causes, on=list(by))
        .join(by_cause, on=[*keys, _DAYS], how="left")
        .with_columns(pl.col("d").fill_null(0))
        .sort(*keys, _DAYS)
    )
    at_risk, d, all_ends = pl.col("risico"), pl.col("d"), pl.col("eindes")
    left, before = at_risk - all_ends, pl.col("s_voor")
    some = all_ends > 0
    a = pl.when(some & (left > 0)).then(all_ends / (at_risk * left)).otherwise(0.0)
    e = pl.when(some).then(before * d / at_risk**2).otherwise(0.0)
    own = pl.when(some).then(before**2 * d * (at_risk - d) / at_risk**3).otherwise(0.0)
    step = pl.when(some).then(before * d / at_risk).otherwise(0.0)
    f = pl.col("kans")
    sums = {
        "a": pl.col("a"), "fa": f * pl.col("a"), "ffa": f**2 * pl.col("a"),
        "e": pl.col("e"), "fe": f * pl.col("e"), "eigen": pl.col("eigen"),
    }  # fmt: skip
    running = (
        lines.with_columns(kans=step.cum_sum().over(keys), a=a, e=e, eigen=own)
        .with_columns(expr.cum_sum().over(keys).alias(f"_{name}") for name, expr in sums.items())
        .with_columns(gevallen=d.cum_sum().over(keys))
    )
    variance = (
        f**2 * pl.col("_a") - 2 * f * pl.col("_fa") + pl.col("_ffa")
        + pl.col("_eigen") - 2 * (f * pl.col("_e") - pl.col("_fe"))
    )  # fmt: skip
    return running.filter(day.is_in(list(until))).select(
        *keys, _DAYS, "kans", "gevallen", fout=variance.clip(lower_bound=0).sqrt()
    )


def incidence_bounds(share: pl.Expr, error: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Return the 95% interval of a cumulative incidence or a transition probability F.

    F to the power exp(±z se/(F log F)), so that it stays between 0 and 1; null where F is 0 or 1.
    """
    inside = (share > _TOLERANCE) & (share < 1 - _TOLERANCE)
    power = Z * error / (share * share.log().abs())
    return (
        pl.when(inside).then(share ** power.exp()),
        pl.when(inside).then(share ** (-power).exp()),
    )
