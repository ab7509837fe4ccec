"""The published figures at hand: those that come with grip, and those of the export."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from grip.config import merge_layer, read_toml, validated
from grip.passports import Passport, Reference
from grip.resources import bundled
from grip.schema import TABLES, columns_of

KEY = ("bron", "indicator", "periode", "gebied_soort", "gebied")
OWN_TABLE, SHIPPED = "eigen tabel", "meegeleverd"


@cache
def reference() -> Reference:
    """Return the passports and comparisons that come with grip.

    Raises:
        ConfigError: a file holds a wrong key or value.
    """
    merged: dict[str, Any] = {}
    passports: list[Any] = []
    for path in sorted(bundled("config", "benchmark").glob("*.toml")):
        content = read_toml(path)
        passports += content.pop("paspoort", [])
        merge_layer(merged, content, {}, path.name)
    return validated(Reference, {**merged, "paspoort": passports}, "config/benchmark")


def with_own(shipped: Reference, own: tuple[Passport, ...]) -> Reference:
    """Return the reference with passports of a profile, which go before those of the same name."""
    told = {one.key for one in own}
    kept = tuple(one for one in shipped.paspoort if one.key not in told)
    return shipped.model_copy(update={"paspoort": (*own, *kept)})


def reference_file() -> Path:
    """Return the file with the published figures that come with grip."""
    return bundled("data", "referentie", "benchmark.csv")


@cache
def reference_rows() -> pl.DataFrame:
    """Return the published figures that come with grip, as rows of the table `benchmark`."""
    columns = columns_of(TABLES["benchmark"])
    schema = {name: column.dtype for name, column in columns.items()}
    return pl.read_csv(reference_file(), separator=";", schema=schema)


def published(table: pl.DataFrame) -> pl.DataFrame:
    """Return the table of the export with the figures that come with grip behind it, each once.

    `herkomst` says which of the two a row is from; a row of the export goes before a shipped one.
    """
    own = table.with_columns(herkomst=pl.lit(OWN_TABLE))
    shipped = reference_rows().with_columns(herkomst=pl.lit(SHIPPED))
    both = pl.concat([own, shipped.select(own.columns)])
    return both.filter(pl.col("waarde").is_not_null()).unique(
        list(KEY), keep="first", maintain_order=True
    )
