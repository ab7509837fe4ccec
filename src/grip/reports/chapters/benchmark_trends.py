"""The table of trends: how the own figure goes, how that of others goes, and whether they part."""

from __future__ import annotations

from collections.abc import Sequence

from grip.benchmark import trends as words
from grip.benchmark.compare import Benchmark
from grip.benchmark.trends import Trend, trends_of
from grip.effects.verdict import ALPHA, holm
from grip.reports import formats
from grip.reports.document import Cell, Column, Kind, Mark, Table
from grip.reports.formats import publisher

_UNITS = {"procent": " procentpunt", "per_1000": " per 1.000", "per_10000": " per 10.000",
          "aantal_x1000": " duizend"}  # fmt: skip


def trend_tests(benchmark: Benchmark, name: str) -> tuple[Table, ...]:
    """Return the test of every trend beside that of others, if there is any."""
    told = trends_of(benchmark)
    if not told:
        return ()
    titles = {(one.bron, one.indicator): one.titel for one in benchmark.passports}
    columns = (
        Column("cijfer", "Cijfer", Kind.TEXT),
        Column("bron", "Bron", Kind.TEXT),
        Column("gebied", "Naast", Kind.TEXT),
        Column("jaren", "Jaren", Kind.TEXT),
        Column("eigen", f"{name}, per jaar", Kind.DECIMAL),
        Column("ander", "Bron, per jaar", Kind.DECIMAL),
        Column("verschil", "Verschil", Kind.DECIMAL),
        Column("laag", "Van (95%)", Kind.DECIMAL),
        Column("hoog", "Tot (95%)", Kind.DECIMAL),
        Column("oordeel", "Oordeel", Kind.TEXT),
        Column("definitie", "Zelfde definitie", Kind.TEXT),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.title, f"{publisher(one.source)}: {titles[one.source, one.indicator]}", one.area,
            f"{one.first}-{one.last} ({one.years})", one.own, one.other,
            *(Mark.TOO_FEW if v is None else v for v in (one.gap, one.low, one.high)),
            one.verdict, "ja" if one.alike else "nee",
        )
        for one in sorted(told, key=lambda one: one.gap is None)
    )  # fmt: skip
    return (
        Table(
            "benchmark_trendtoets", "Benchmark trendtoets", _title(told),
            "Of de eigen ontwikkeling anders is dan die van anderen, over alle jaren die van "
            "beide bekend zijn.",
            columns, rows,
            (
                "Per jaar: van een percentage of aantal hoeveel het per jaar stijgt (lijn door de "
                "jaren), van een groei hoeveel zij per jaar gemiddeld is; in procentpunten of in "
                "de eenheid van het cijfer.",
                "Toets: de verschillen eigen min bron, jaar voor jaar, met de verdeling van "
                "Student. Ligt 0 tussen 'Van' en 'Tot', dan kan het verschil in trend toeval zijn.",
                "Van twintig oordelen ligt er door toeval gemiddeld een buiten de grenzen van 95%. "
                "De titel telt alleen trends die ook afwijken als met het aantal vergelijkingen "
                "rekening is gehouden (Holm).",
                "Waar de definitie anders is, zegt het niveau niets maar de trend wel, zolang het "
                "verschil in definitie zelf niet verandert.",
            ),
        ),
    )  # fmt: skip


def _title(told: Sequence[Trend]) -> str:
    judged = [one for one in told if one.gap is not None]
    if not judged:
        return f"Er zijn nog geen {words.FEWEST_YEARS} jaren om trends te vergelijken"
    sure = holm([1.0 if one.chance is None else one.chance for one in judged])
    seen = sum(one.verdict != words.CHANCE for one in judged)
    apart = [one for one, chance in zip(judged, sure, strict=True) if chance < ALPHA]
    if seen and not apart:
        return (
            f"Van de {len(judged)} trends {'wijkt er 1' if seen == 1 else f'wijken er {seen}'} af; "
            "bij zoveel vergelijkingen kan dat toeval zijn"
        )
    if not apart:
        return (
            "Geen van de trends wijkt meer af van die van anderen dan toeval verklaart"
            if len(judged) > 1
            else "De trend wijkt niet meer af van die van anderen dan toeval verklaart"
        )
    one = max(apart, key=lambda one: abs(one.gap or 0))
    many = f"{len(apart)} van de {len(judged)} trends wijken af van die van anderen"
    said = many if len(apart) > 1 else f"1 van de {len(judged)} trends wijkt af van die van anderen"
    return f"{said}: {one.title.partition(' (')[0].lower()} {one.verdict} naast {one.area} " + (
        f"({_a_year(one)} per jaar)"
    )


def _a_year(one: Trend) -> str:
    """Return both trends with their unit: of a growth percent, of a share points."""
    own, other = formats.decimal(one.own), formats.decimal(one.other)
    if one.growth:
        return f"{own}% tegen {other}%"
    unit = _UNITS.get(one.unit, "")
    return f"{own} tegen {other}{unit}"
