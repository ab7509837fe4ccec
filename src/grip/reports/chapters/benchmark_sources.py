"""What published figures count, beside what the own ones count, and where they come from."""

from __future__ import annotations

import polars as pl

from grip.benchmark.compare import Benchmark
from grip.passports import PARTS, UNKNOWN_PART, differences
from grip.reports import formats
from grip.reports.document import Cell, Column, Kind, Table


def definitions_table(benchmark: Benchmark) -> Table:
    """Return the parts of each definition side by side, with the bridge where there is one."""
    columns = (
        Column("cijfer", "Cijfer", Kind.TEXT),
        Column("bron", "Bron", Kind.TEXT),
        Column("onderdeel", "Onderdeel", Kind.TEXT),
        Column("eigen", "Eigen cijfer", Kind.TEXT),
        Column("ander", "Cijfer van de bron", Kind.TEXT),
        Column("gelijk", "Gelijk", Kind.TEXT),
        Column("brug", "Brug", Kind.TEXT, width=44),
    )
    rows: list[tuple[Cell, ...]] = []
    for own in benchmark.comparisons.values():
        for passport in (p for p in benchmark.passports if p.key in own.bij):
            apart = differences(own, passport)
            for name in PARTS:
                mine, theirs = own.part(name), passport.part(name)
                if not mine and not theirs:
                    continue
                bridge = own.brug.get(f"{name}={theirs}", "")
                same = "nee" if name in apart else "ja"
                said = "onbekend" if UNKNOWN_PART in (mine, theirs) else same
                rows.append(
                    (own.titel, f"{formats.publisher(passport.bron)}: {passport.titel}", name,
                     _plain(mine), _plain(theirs), said,
                     bridge if name in apart and bridge else "-")
                )  # fmt: skip
    return Table(
        "benchmark_definities", "Benchmark definities",
        "Wat het eigen cijfer telt naast wat de bron telt",
        "Alleen waar alles gelijk is of een brug het verschil overspant, worden cijfers van elkaar "
        "afgetrokken. Wat onbekend is, geldt als verschil.",
        columns, tuple(rows),
    )  # fmt: skip


def _plain(part: str) -> str:
    return part.replace("_", " ") or "-"


def passports_table(benchmark: Benchmark) -> Table:
    """Return where each published figure comes from, and what it is."""
    columns = (
        Column("bron", "Bron", Kind.TEXT),
        Column("cijfer", "Cijfer", Kind.TEXT),
        Column("definitie", "Definitie", Kind.TEXT, width=60),
        Column("maat", "Maat", Kind.TEXT),
        Column("afronding", "Afgerond op", Kind.TEXT),
        Column("herkomst", "Herkomst", Kind.TEXT, width=44),
        Column("licentie", "Licentie", Kind.TEXT),
        Column("opgehaald", "Opgehaald op", Kind.TEXT),
        Column("status", "Status", Kind.TEXT),
        Column("kanttekening", "Let op", Kind.TEXT, width=44),
    )
    stands = _statuses(benchmark)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            formats.publisher(one.bron), one.titel, one.definitie, one.maat.replace("_", " "),
            formats.decimal(one.afronding) if one.afronding else "-", one.herkomst,
            one.licentie or "-",
            formats.day_short(one.opgehaald) if one.opgehaald else "niet vastgelegd",
            stands.get((one.bron, one.indicator)) or one.status or "niet genoemd",
            one.kanttekening or "-",
        )
        for one in benchmark.passports
    )  # fmt: skip
    return Table(
        "benchmark_bronnen", "Benchmark bronnen", "Waar de cijfers van anderen vandaan komen",
        "Het paspoort van elk gepubliceerd cijfer in dit rapport.", columns, rows,
        ("Opgehaald op: de dag waarop een cijfer dat met grip meekomt, in grip kwam. Van rijen uit "
         "een eigen tabel benchmark weet grip dat niet; leg haar vast in een eigen paspoort.",
         "Status: zoals de bron of de rij haar noemt."),
    )  # fmt: skip


def _statuses(benchmark: Benchmark) -> dict[tuple[str, str], str]:
    """Return how final each figure is, as its rows say: `definitief, voorlopig`."""
    rows = benchmark.frame.select("bron", "indicator", "referentie_status").unique().sort(pl.all())
    said: dict[tuple[str, str], list[str]] = {}
    for source, indicator, status in rows.iter_rows():
        said.setdefault((source, indicator), []).append(status or "")
    return {key: ", ".join(filter(None, found)) for key, found in said.items()}
