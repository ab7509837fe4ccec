"""The table of standardised figures: what is left of a difference when the mix is taken out."""

from __future__ import annotations

from grip.benchmark.compare import Benchmark
from grip.benchmark.standard import CHANCE, OWN_MIX, THEIR_MIX, Standardised
from grip.reports.document import Cell, Column, Kind, Mark, Table
from grip.reports.formats import publisher
from grip.results import DIMENSION_TITLES

_NOTES = (
    f"{OWN_MIX.capitalize()}: hoe hoog het cijfer hier zou zijn als elke groep het zo "
    "deed als bij de bron.",
    f"{THEIR_MIX.capitalize()}: hoe hoog het bij de bron zou zijn als elke groep het "
    "zo deed als hier; alleen als de bron zegt hoe groot haar groepen zijn en de eigen "
    "groepen groot genoeg zijn.",
    "Geteld gedeeld door verwacht: 100% is precies zo veel als bij de eigen "
    "samenstelling te verwachten is; met het gebied (95%, Poisson) waarin het door "
    "toeval kan liggen.",
    "De cijfers per groep komen uit de eigen tabel benchmark: met grip komt er geen "
    "mee. De rekenwijze is getoetst met nagemaakte tabellen, niet met een bron die "
    "bijstand per groep geeft; lees na of haar groepen die van hier zijn.",
)


def mix_tables(benchmark: Benchmark, name: str) -> tuple[Table, ...]:
    """Return the figures with the difference in mix taken out, if a source tells by group."""
    told = benchmark.standardised
    if not told:
        return ()
    titles = {(one.bron, one.indicator): one.titel for one in benchmark.passports}
    columns = (
        Column("cijfer", "Cijfer", Kind.TEXT),
        Column("bron", "Bron", Kind.TEXT),
        Column("gebied", "Naast", Kind.TEXT),
        Column("periode", "Periode", Kind.TEXT),
        Column("naar", "Samenstelling naar", Kind.TEXT),
        Column("eigen", name, Kind.DECIMAL),
        Column("ander", "Cijfer van de bron", Kind.DECIMAL),
        Column("verwacht", f"{OWN_MIX.capitalize()}", Kind.DECIMAL),
        Column("ruil", f"{THEIR_MIX.capitalize()}", Kind.DECIMAL),
        Column("verhouding", "Geteld gedeeld door verwacht (%)", Kind.PERCENT),
        Column("laag", "Van (95%)", Kind.PERCENT),
        Column("hoog", "Tot (95%)", Kind.PERCENT),
        Column("oordeel", "Oordeel", Kind.TEXT),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.title,
            f"{publisher(one.source)}: {titles.get((one.source, one.indicator), one.indicator)}",
            one.area, one.period.label, DIMENSION_TITLES.get(one.dimension, one.dimension),
            _cell(one.own), _cell(one.other), _cell(one.expected), _cell(one.swapped),
            *(_cell(v and 100 * v) for v in (one.ratio, one.low, one.high)), one.verdict,
        )
        for one in told
    )  # fmt: skip
    return (
        Table(
            "benchmark_samenstelling", "Benchmark samenstelling", _title(told),
            "Wat er van een verschil overblijft als de samenstelling van het bestand er niet meer "
            "in zit.",
            columns, rows,
            _NOTES,
            row_kinds=tuple(
                Kind.PERCENT if one.unit == "procent" else Kind.DECIMAL for one in told
            ),
        ),
    )  # fmt: skip


def _cell(value: float | None) -> Cell:
    return Mark.NOT_APPLICABLE if value is None else value


def _title(told: tuple[Standardised, ...]) -> str:
    judged = [one for one in told if one.ratio is not None]
    apart = [one for one in judged if one.verdict != CHANCE]
    if not judged:
        return "Met de eigen samenstelling erbij is er geen cijfer te vergelijken"
    if not apart:
        return "Met de samenstelling eruit blijft er geen verschil over dat meer is dan toeval"
    return (
        f"Met de samenstelling eruit {'blijft' if len(apart) == 1 else 'blijven'} er "
        f"{len(apart)} van de {len(judged)} verschillen over"
    )
