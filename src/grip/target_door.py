"""The door for targets: what a public product may show of them.

The same rules as `grip.disclosure` has for figures: a small count is hidden, and so is a share
whose parts, or what is left of them, are small; hidden is a status and never a zero. Targets hang
on each other ("of the rest"), so that counts of one follow from another; every count that follows
from a line is held to the same minimum, and a line is hidden with the figure that it repeats.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import InitVar, dataclass

import polars as pl

from grip.comparison import with_year_before
from grip.disclosure import ProtectedResults
from grip.results import Audience, Status
from grip.targets.frame import FILE_COLUMNS, NO_CHANCE, NO_VALUE, TargetResults
from grip.targets.judgement import Standing

_PASSED_TARGETS = object()  # proof of passage; only `protect_targets` hands it out

_SECRET = (
    "waarde", "teller", "noemer", "ondergrens", "bovengrens", "verschil", "nog", "prognose",
    "kans",
)  # fmt: skip
# What is expected rests on earlier years and on who counted on 1 January: both may be small.
_EXPECTED = ("ondergrens", "bovengrens", "prognose", "kans")
_COMPARED = {"referentie": "vorig_jaar", "oordeel": "richting"}


@dataclass(frozen=True)
class ProtectedTargets:
    """Attainment that passed `protect_targets` for one audience; nothing else makes it.

    Attributes:
        frame: a row per line for the reference date, with the year before beside it
            (`vorig_jaar`) and the verdict on the difference (`richting`).
        before: the same lines a year before.
        unknown: per year how many persons are of no known class; None where that is hidden.
    """

    frame: pl.DataFrame
    before: pl.DataFrame
    unknown: Mapping[int, int | None]
    audience: Audience
    passed: InitVar[object] = None

    def __post_init__(self, passed: object) -> None:
        if passed is not _PASSED_TARGETS:
            raise TypeError("ProtectedTargets come from grip.target_door.protect_targets only")

    def file_frame(self) -> pl.DataFrame:
        """Return the rows of `doelen.csv`; why there is no value or no chance stands behind it."""
        why = pl.format("{}" + NO_VALUE + "{}", "omschrijving", "reden")
        silent = pl.format("{}" + NO_CHANCE + "{}", "omschrijving", "kans_uitleg")
        undecided = pl.col("status").is_in([Standing.ON_COURSE.value, Standing.BEHIND.value])
        unsaid = undecided & pl.col("kans").is_null() & (pl.col("kans_uitleg") != "")
        told = (
            pl.when(pl.col("reden") != "").then(why).when(unsaid).then(silent)
            .otherwise("omschrijving")
        )  # fmt: skip
        return self.frame.with_columns(omschrijving=told).select(FILE_COLUMNS)


def protect_targets(
    targets: TargetResults,
    audience: Audience,
    minimum_cell: int,
    minimum_denominator: int = 10,
    beside: ProtectedResults | None = None,
) -> ProtectedTargets:
    """Return the attainment that this audience may see, compared with the year before.

    Args:
        targets: raw attainment.
        audience: `intern` hides nothing, `openbaar` what is small.
        minimum_cell: the smallest count that is shown in public.
        minimum_denominator: below this no comparison is made.
        beside: figures that are published with it; what is hidden there is hidden here.
    """
    frame, unknown = targets.frame, dict[int, int | None](targets.unknown)
    if audience is Audience.PUBLIC:
        frame = _hidden(frame, _small(frame, minimum_cell) | _hidden_beside(frame, beside))
        silent = [pl.lit(None, pl.Float64).alias(name) for name in _EXPECTED]
        said = {name: pl.lit("") for name in ("duiding", "kans_uitleg")}  # for colleagues
        frame = frame.with_columns(*silent, **said)
        unknown = {y: None if 0 < n < minimum_cell else n for y, n in targets.unknown.items()}
    frame = _with_year_before(frame.drop("volgt"), minimum_denominator)
    last = pl.col("periode_eind").max()
    return ProtectedTargets(
        frame.filter(pl.col("periode_eind") == last),
        frame.filter(pl.col("periode_eind") < last),
        unknown, audience, _PASSED_TARGETS,
    )  # fmt: skip


def _small(frame: pl.DataFrame, minimum: int) -> pl.Series:
    """Tell which lines hold, or give away, a count from 1 up to the minimum."""
    own = pl.concat_list("teller", "noemer", (pl.col("noemer") - pl.col("teller")).abs())
    mains = frame.filter(~pl.col("naast")).unique(["doel", "periode_eind"], keep="first")
    lines = frame.join(
        mains.select("doel", "periode_eind", hoofd="teller", geheel="noemer"),
        on=["doel", "periode_eind"], how="left", maintain_order="left",
    )  # fmt: skip
    same_whole = pl.col("naast") & (pl.col("noemer") == pl.col("geheel"))
    apart = pl.when(same_whole).then((pl.col("teller") - pl.col("hoofd")).abs())
    counts = pl.concat_list(own, pl.col("volgt").fill_null([]), apart)
    tiny = counts.list.eval((pl.element() > 0) & (pl.element() < minimum)).list.any()
    return lines.select(klein=tiny.fill_null(False)).to_series()


def _hidden_beside(frame: pl.DataFrame, beside: ProtectedResults | None) -> pl.Series:
    """Tell which lines repeat a figure that is hidden among the figures beside them."""
    if beside is None:
        return pl.repeat(False, frame.height, eager=True)
    keys = ["definitie", "dimensie", "categorie", "periode_begin", "periode_eind"]
    hidden = beside.frame.filter(pl.col("status") == Status.HIDDEN.value)
    marked = hidden.select(*keys, geheim=pl.lit(True)).unique()
    return frame.join(marked, on=keys, how="left", maintain_order="left").select(
        pl.col("geheim").fill_null(False)
    ).to_series()  # fmt: skip


def _hidden(frame: pl.DataFrame, hide: pl.Series) -> pl.DataFrame:
    emptied = [pl.when(~hide).then(pl.col(name)).alias(name) for name in _SECRET]
    status = pl.when(hide).then(pl.lit(Standing.HIDDEN.value)).otherwise("status")
    return frame.with_columns(*emptied, status=status)


def _with_year_before(frame: pl.DataFrame, minimum: int) -> pl.DataFrame:
    """Add the value of a year before and what the difference means, from what may be seen."""
    valued = pl.col("waarde").is_not_null()
    lines = frame.select(
        "periode_begin", "periode_eind", "waarde", "teller", "noemer", "eenheid",
        indicator="regel", definitie="regel", dimensie=pl.lit(""), categorie=pl.lit(""),
        status=pl.when(valued).then(pl.lit(Status.SHOWN.value)).otherwise(pl.lit("")),
        referentie=pl.lit(None, pl.Float64), verschil=pl.lit(None, pl.Float64),
        oordeel=pl.lit(None, pl.String),
    )  # fmt: skip
    compared = with_year_before(lines, {}, minimum).select(_COMPARED.keys()).rename(_COMPARED)
    return pl.concat([frame, compared], how="horizontal")
