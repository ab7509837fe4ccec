"""The comparison in machine formats: csv, json, parquet or xlsx, unrounded."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grip.benchmark.bridge import Crossing
from grip.benchmark.compare import Benchmark
from grip.benchmark.standard import OWN_MIX, THEIR_MIX, Standardised
from grip.benchmark.trends import Trend, trends_of
from grip.errors import OutputError
from grip.reports.files.folder import write_whole
from grip.reports.files.tabular import SUFFIXES, as_json, csv_bytes, sheet_bytes


def write_benchmark(benchmark: Benchmark, path: Path, crossings: Sequence[Crossing] = ()) -> None:
    """Write the comparison to a file; its ending says which format. json has the bridges too.

    Raises:
        OutputError: the ending is none of csv, json, parquet, xlsx.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise OutputError("UIT-SOORT", where=path.name)
    write_whole(path, _bytes(benchmark, suffix, crossings))


def benchmark_json(benchmark: Benchmark, crossings: Sequence[Crossing] = ()) -> str:
    """Return comparison, passports and bridges as json, with the version of its form."""
    passports = [one.model_dump(mode="json") for one in benchmark.passports]
    return as_json(
        {
            "schema": "grip/benchmark/1",
            "vergelijkingen": benchmark.frame.to_dicts(),
            "trends": [_trend(one) for one in trends_of(benchmark)],
            "samenstelling": [_mix(one) for one in benchmark.standardised],
            "gelijkende_gemeenten": list(benchmark.alike),
            "paspoorten": passports,
            "aansluitingen": [_crossing(one) for one in crossings],
        }
    )


def _trend(one: Trend) -> dict[str, Any]:
    return {
        "titel": one.title,
        "bron": one.source,
        "indicator": one.indicator,
        "gebied": one.area,
        "eenheid": one.unit,
        "van": one.first,
        "tot": one.last,
        "jaren": one.years,
        "eigen_per_jaar": one.own,
        "ander_per_jaar": one.other,
        "verschil": one.gap,
        "ondergrens": one.low,
        "bovengrens": one.high,
        "zelfde_definitie": one.alike,
        "oordeel": one.verdict,
    }


def _mix(one: Standardised) -> dict[str, Any]:
    return {
        "titel": one.title,
        "bron": one.source,
        "indicator": one.indicator,
        "gebied": one.area,
        "periode": one.period.slug,
        "kenmerk": one.dimension,
        "eigen": one.own,
        "ander": one.other,
        OWN_MIX.replace(" ", "_"): one.expected,
        THEIR_MIX.replace(" ", "_"): one.swapped,
        "verhouding": one.ratio,
        "ondergrens": one.low,
        "bovengrens": one.high,
        "oordeel": one.verdict,
    }


def _crossing(one: Crossing) -> dict[str, Any]:
    return {
        "aansluiting": one.id,
        "titel": one.title,
        "periode": one.period,
        "dag": one.day,
        "gepubliceerd": one.published,
        "stappen": [
            {"stap": step.name, "aantal": step.value, "toelichting": step.note}
            for step in one.steps
        ],
    }


def _bytes(benchmark: Benchmark, suffix: str, crossings: Sequence[Crossing]) -> bytes:
    if suffix == ".json":
        return benchmark_json(benchmark, crossings).encode()
    if suffix == ".csv":
        return csv_bytes(benchmark.frame)
    if suffix == ".xlsx":
        return sheet_bytes(benchmark.frame, "benchmark")
    buffer = io.BytesIO()
    benchmark.frame.write_parquet(buffer)
    return buffer.getvalue()
