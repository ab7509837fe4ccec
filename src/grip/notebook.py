"""The few calls of a data specialist: load a caseload, compute indicators, get a polars frame."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from grip.config import load_profile
from grip.indicators.catalogue import find
from grip.indicators.engine import compute as compute_results
from grip.indicators.views.caseload import Caseload
from grip.ingest.load import load as load_tables
from grip.periods import Period, months_between


def load(data: str | Path, profile: str = "standaard") -> Caseload:
    """Return the caseload in a folder or workbook of canonical tables.

    Args:
        data: folder with csv, xlsx or parquet files, or one workbook.
        profile: name of a shipped profile, or a `.toml` file.

    Raises:
        InputError, PrivacyError: the data are refused. ConfigError: the profile is.
    """
    choices = load_profile(profile).profile
    loaded = load_tables(Path(data), choices)
    return Caseload(loaded.tables, choices, loaded.columns)


def compute(
    caseload: Caseload,
    indicators: str | Sequence[str],
    *,
    by: str | Sequence[str] = (),
    periods: Sequence[str] = (),
    months: tuple[str, str] | None = None,
) -> pl.DataFrame:
    """Return indicators over periods, in total or by one or two dimensions.

    Args:
        caseload: from `load`.
        indicators: one or more ids, such as `instroom` or `instroom_pct;noemer=begin`.
        by: no, one or two dimensions, such as `leeftijdsgroep` or `("rol", "loonwaardeklasse")`.
        periods: periods as on the command line: `2020`, `2020-H2`, `2020-12`, ...
        months: first and last month (`jjjj-mm`) of a month series, beside or instead of `periods`.

    Returns:
        A frame with the columns of `grip.results.SCHEMA`, one row per indicator, period and
        category. Percentages are 0 to 100. Nothing is hidden.

    Raises:
        UsageError: an indicator, dimension or period does not exist.
    """
    names = [indicators] if isinstance(indicators, str) else list(indicators)
    split = (by,) if isinstance(by, str) else tuple(by)
    asked = [Period.parse(text) for text in periods]
    if months:
        first, last = (Period.parse(text) for text in months)
        asked += months_between(first.begin, last.end)
    chosen = [find(caseload.profile, name) for name in names]
    return compute_results(caseload, chosen, asked, per=[split]).frame
