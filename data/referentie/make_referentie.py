"""Write `benchmark.csv`, the published figures that come with grip: `python make_referentie.py`.

From `cbs/83747NED.csv`, exactly as StatLine hands it out, come all municipalities, size classes,
labour market regions and the country in 2016, by the same reader that reads such a file in an
export. From `cbs/37789ksz-maanden.csv` come the months of the country. What was read in print
stands in `gelezen.csv`. Sources and definitions: `config/benchmark/paspoorten.toml`.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from grip.ingest.parse import parse_table
from grip.ingest.read import read_sheets
from grip.ingest.sheets import KNOWN
from grip.ingest.wide import headers_of_wide, unfold_sheets
from grip.schema import TABLES, columns_of
from grip.wide_tables import wide_tables

HERE = Path(__file__).resolve().parent
COLUMNS = list(columns_of(TABLES["benchmark"]))
NOT_FOR_ALL = ("instroom", "uitstroom", "uitstroom_werk", "met_voorziening",
               "bijstand_met_voorziening")  # fmt: skip
FIRST_MONTH = "2010-01"


def statline() -> pl.DataFrame:
    """The yearbook table of 2016, without counts that stand in the shares as numerators."""
    tables = wide_tables()
    file = HERE / "cbs" / "83747NED.csv"
    sheets = list(read_sheets(file, KNOWN | headers_of_wide(tables)))
    parts = [parse_table(mapped).frame for mapped in unfold_sheets(sheets, tables).mapped]
    counted = [f"{name}{behind}" for name in NOT_FOR_ALL for behind in ("", "_tot_aow")]
    elsewhere = pl.col("indicator").is_in(counted)
    rows = pl.concat(parts).select(COLUMNS)
    return rows.filter(~elsewhere, pl.col("waarde").is_not_null())


def months() -> pl.DataFrame:
    """The national months: benefits x 1,000."""
    wide = pl.read_csv(HERE / "cbs" / "37789ksz-maanden.csv", infer_schema_length=None)
    long = wide.filter(pl.col("maand") >= FIRST_MONTH).unpivot(
        index="maand", variable_name="soort", value_name="waarde"
    )
    names = {"bijstand_tot_aow": "bijstandsuitkeringen_tot_aow", "ioaw": "ioaw_uitkeringen"}
    return long.select(
        bron=pl.lit("cbs"), indicator=pl.col("soort").replace_strict(names), periode="maand",
        gebied_soort=pl.lit("land"), gebied=pl.lit("NL01"), waarde="waarde",
        status=pl.lit("definitief"),
    )  # fmt: skip


def made() -> pl.DataFrame:
    """All rows, in a fixed order; what was read in print goes before what was computed."""
    read = pl.read_csv(HERE / "gelezen.csv", separator=";", infer_schema_length=None)
    numbers = ("waarde", "teller", "noemer")
    parts = [
        frame.with_columns(
            pl.lit(None).alias(name) for name in COLUMNS if name not in frame.columns
        ).select(
            pl.col(name).cast(pl.Float64 if name in numbers else pl.String) for name in COLUMNS
        )
        for frame in (read, months(), statline())
    ]
    keys = ["bron", "indicator", "periode", "gebied_soort", "gebied"]
    return pl.concat(parts).unique(keys, keep="first").sort(keys)


def text() -> str:
    """What stands in the file."""
    rows = made()
    plain = [
        pl.col(name).map_elements(lambda value: f"{value:g}" if value < 1e5 else f"{value:.0f}",
                                  return_dtype=pl.String)
        for name in ("waarde", "teller", "noemer")
    ]  # fmt: skip
    return rows.with_columns(plain).write_csv(separator=";")


if __name__ == "__main__":
    (HERE / "benchmark.csv").write_text(text(), "utf-8", newline="\n")
