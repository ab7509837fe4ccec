"""Chapter: own figures beside those of others, and how the own count becomes the published one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from grip.benchmark import compare as words
from grip.benchmark.bridge import PUBLISHED, Crossing
from grip.benchmark.compare import Benchmark
from grip.benchmark.peers import ALIKE, OWN_AREA
from grip.benchmark.standard import LEFT_IN
from grip.benchmark.tasks import TaskLine
from grip.periods import Period
from grip.reports import formats
from grip.reports.chapters.benchmark_mix import mix_tables
from grip.reports.chapters.benchmark_sources import definitions_table, passports_table
from grip.reports.chapters.benchmark_trends import trend_tests
from grip.reports.chapters.task_fields import tasks_table
from grip.reports.document import Cell, Column, Figure, Kind, Mark, Section, Series, Shape, Table
from grip.reports.lookup import Lookup
from grip.results import Status

_KINDS = (
    ("land", "Land"), ("grootteklasse", "Grootteklasse"), (ALIKE, "Gelijkende gemeenten"),
    ("arbeidsmarktregio", "Arbeidsmarktregio"), ("referentiegroep", "Referentiegroep"),
)  # fmt: skip
_MARKS = {
    Status.HIDDEN.value: Mark.HIDDEN,
    Status.TOO_FEW.value: Mark.TOO_FEW,
    Status.NOT_COMPUTED.value: Mark.NOT_COMPUTED,
}
_OUTSIDE = (words.ABOVE, words.FAR_ABOVE, words.BELOW, words.FAR_BELOW)
_CHANCE_SAID = (words.CHANCE, *_OUTSIDE)
_GROWTH = "groei"
_RECENT = 24  # months: what is older is not on the first page
_SAID = 3
_NOTES = (
    "Ondergrens en bovengrens: daartussen ligt het eigen cijfer als het alleen door toeval van dat "
    "van de bron verschilt (95%), bij de eigen noemer en met de gewone spreiding tussen gemeenten. "
    "Ook de afronding door de bron zit erin.",
    "'Duidelijk' staat er als het cijfer ook buiten de grenzen van 99,8% ligt. Van twintig "
    "oordelen ligt er door toeval gemiddeld een buiten de grenzen van 95%.",
    "Waar eenheid, noemer, populatie, regelingen of begrip verschillen, staan de cijfers naast "
    "elkaar en zijn zij niet van elkaar afgetrokken; blad 'Benchmark definities' zegt waarom.",
)

Row = dict[str, Any]


def benchmark_chapter(
    look: Lookup,
    benchmark: Benchmark,
    crossings: Sequence[Crossing],
    tasks: Sequence[TaskLine] = (),
) -> Section:
    """Return the chapter on the benchmark."""
    tables = [
        _latest(look, benchmark),
        _trend(look, benchmark),
        *trend_tests(benchmark, look.profile.gemeente.naam),
        *mix_tables(benchmark, look.profile.gemeente.naam),
        definitions_table(benchmark),
        passports_table(benchmark),
    ]
    if crossings:
        tables.insert(len(tables) - 2, _bridges(look, crossings))
    if tasks:
        tables.append(tasks_table(tasks))
    return Section("benchmark", "Benchmark", (benchmark_message(look, benchmark),), tuple(tables))


def benchmark_message(look: Lookup, benchmark: Benchmark) -> str:
    """Say which differences with the latest figures of others are more than chance, and how old."""
    judged = [row for row in _newest(benchmark) if row["oordeel"] in _CHANCE_SAID]
    if not judged:
        return (
            "Naast gepubliceerde cijfers is er geen eigen cijfer met dezelfde definitie om af te "
            "trekken; zij staan naast elkaar."
        )
    apart = [row for row in judged if row["oordeel"] in _OUTSIDE]
    whole = (
        "De ene vergelijking" if len(judged) == 1 else f"De {len(judged)} vergelijkingen"
    ) + " met cijfers van anderen met dezelfde definitie"
    if not apart:
        said = "ligt" if len(judged) == 1 else "liggen"
        newest = sorted(judged, key=lambda row: row["periode_eind"], reverse=True)
        return f"{whole} {said} binnen wat toeval verklaart: {_listed(newest)}."
    said = "ligt" if len(apart) == 1 else "liggen"
    outside = (
        f"Van de {len(judged)} vergelijkingen met cijfers van anderen met dezelfde definitie "
        f"{said} er {len(apart)} buiten wat toeval verklaart: {_listed(apart)}."
    )
    return f"{outside} {_recently(look, judged)}"


def _listed(rows: Sequence[Row]) -> str:
    more = f" en {len(rows) - _SAID} andere" if len(rows) > _SAID else ""
    return "; ".join(_told(row) for row in rows[:_SAID]) + more


def _recently(look: Lookup, judged: Sequence[Row]) -> str:
    """Say what the figures of the last two years are like, or that there are none."""
    since = look.scope.period.shifted(-_RECENT).end
    recent = [row for row in judged if row["periode_eind"] > since]
    if not recent:
        last = max(row["periode_eind"] for row in judged).year
        return f"Nieuwere cijfers dan over {last} zijn er niet."
    apart = [row for row in recent if row["oordeel"] in _OUTSIDE]
    if apart:
        return (
            f"Van de {len(recent)} over de laatste twee jaar "
            f"{'ligt' if len(apart) == 1 else 'liggen'} er {len(apart)} buiten wat toeval "
            "verklaart."
        )
    told = (
        f"Wat over de laatste twee jaar gaat, {'ligt' if len(recent) == 1 else 'blijft'} erbinnen"
    )
    return f"{told}: {_listed(recent)}."


def stands_out(look: Lookup, benchmark: Benchmark) -> bool:
    """Tell whether a recent difference with others is more than chance."""
    since = look.scope.period.shifted(-_RECENT).end
    judged = [row for row in _newest(benchmark) if row["oordeel"] in _CHANCE_SAID]
    return any(row["periode_eind"] > since and row["oordeel"] in _OUTSIDE for row in judged)


def _told(row: Row) -> str:
    return f"{_short(row['titel'])} in {_period(row).label} {_where(row)}"


def _short(title: str) -> str:
    return title.partition(" (")[0].lower()


def _where(row: Row) -> str:
    kind = Kind.PERCENT if row["eenheid"] == "procent" else Kind.DECIMAL
    return (
        f"{formats.cell(row['waarde'], kind)} tegen {formats.cell(row['referentie'], kind)} in "
        f"{row['gebied']}"
    )


def _period(row: Row) -> Period:
    return Period(row["periode_begin"], row["periode_eind"])


def _newest(benchmark: Benchmark) -> list[Row]:
    """Return the rows of the last period of every comparison, source and area."""
    return list(
        benchmark.frame.filter(
            pl.col("periode_eind")
            == pl.col("periode_eind").max().over("vergelijking", "bron", "indicator", "gebied")
        ).iter_rows(named=True)
    )


def _value(row: Row, name: str = "waarde") -> Cell:
    value = row[name]
    if value is not None:
        return float(value)
    return _MARKS.get(row["status"], Mark.NOT_APPLICABLE)


def _latest(look: Lookup, benchmark: Benchmark) -> Table:
    columns = (
        Column("cijfer", "Cijfer", Kind.TEXT),
        Column("periode", "Periode", Kind.TEXT),
        Column("eigen", look.profile.gemeente.naam, Kind.DECIMAL),
        Column("bron", "Bron", Kind.TEXT),
        Column("gebied", "Naast", Kind.TEXT),
        Column("ander", "Cijfer van de bron", Kind.DECIMAL),
        Column("verschil", "Verschil", Kind.DECIMAL),
        Column("laag", "Ondergrens toeval (95%)", Kind.DECIMAL),
        Column("hoog", "Bovengrens toeval (95%)", Kind.DECIMAL),
        Column("oordeel", "Oordeel", Kind.TEXT),
        Column("toelichting", "Let op", Kind.TEXT, width=50),
    )
    rows = sorted(_newest(benchmark), key=_comparable_first)
    sources = _sources(benchmark)
    cells = tuple(
        (
            row["titel"], _period(row).label, _value(row), sources[row["bron"], row["indicator"]],
            row["gebied"],
            row["referentie"], _limit(row, "verschil"), _limit(row, "ondergrens"),
            _limit(row, "bovengrens"), row["oordeel"].replace("_", " "),
            "; ".join(filter(None, (_apart(row), row["toelichting"]))) or "-",
        )
        for row in rows
    )  # fmt: skip
    kinds = tuple(Kind.PERCENT if row["eenheid"] == "procent" else Kind.DECIMAL for row in rows)
    return Table(
        "benchmark", "Benchmark", benchmark_message(look, benchmark).rstrip("."),
        "Per cijfer de laatste periode waarover de bron heeft gepubliceerd; het eigen cijfer gaat "
        "over dezelfde periode.",
        columns, cells, (*_NOTES, *_remarks(benchmark)), row_kinds=kinds,
    )  # fmt: skip


def _comparable_first(row: Row) -> int:
    said = row["oordeel"]
    return 0 if said in _CHANCE_SAID else 2 if said == words.NOT_COMPARED else 1


def _apart(row: Row) -> str:
    """Say in a few words in what the definitions differ; another sheet has them side by side."""
    parts = [part.partition(":")[0] for part in row["verschillen"].split("; ") if part]
    return f"anders: {', '.join(parts)}" if parts else ""


def _sources(benchmark: Benchmark) -> dict[tuple[str, str], str]:
    """Return how every published figure is called in tables."""
    return {
        (one.bron, one.indicator): f"{formats.publisher(one.bron)}: {one.titel}"
        for one in benchmark.passports
    }


def _limit(row: Row, name: str) -> Cell:
    return Mark.NOT_APPLICABLE if row[name] is None else float(row[name])


def _remarks(benchmark: Benchmark) -> Iterator[str]:
    if not benchmark.standardised:
        yield LEFT_IN
    if benchmark.alike:
        yield (
            "Gelijkende gemeenten: die in inwoners en bijstandsdichtheid (of wat het profiel "
            f"noemt) het meest lijken: {', '.join(benchmark.alike)}."
        )


def _trend(look: Lookup, benchmark: Benchmark) -> Table:
    """Return every comparison over the years, own beside each kind of area."""
    frame = benchmark.frame.filter(pl.col("gebied_soort") != OWN_AREA)
    groups: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in frame.iter_rows(named=True):
        key = (row["vergelijking"], row["bron"], row["indicator"], str(row["periode_eind"]))
        group = groups.setdefault((*key, str(row["periode_begin"])), {"rij": row})
        group.setdefault(row["gebied_soort"], row["referentie"])
    present = [(kind, name) for kind, name in _KINDS if any(kind in g for g in groups.values())]
    columns = (
        Column("cijfer", "Cijfer", Kind.TEXT),
        Column("bron", "Bron", Kind.TEXT),
        Column("periode", "Periode", Kind.TEXT),
        Column("eigen", look.profile.gemeente.naam, Kind.DECIMAL),
        *(Column(f"k{number}", name, Kind.DECIMAL) for number, (_, name) in enumerate(present)),
        Column("aftrekbaar", "Zelfde definitie", Kind.TEXT),
    )
    rows, kinds, sources = [], [], _sources(benchmark)
    for group in groups.values():
        row = group["rij"]
        rows.append(
            (
                row["titel"], sources[row["bron"], row["indicator"]], _period(row).label,
                _value(row), *(group.get(kind, Mark.UNKNOWN) for kind, _ in present),
                "nee" if row["verschillen"] else "ja",
            )
        )  # fmt: skip
        kinds.append(Kind.PERCENT if row["eenheid"] == "procent" else Kind.DECIMAL)
    figures = tuple(_figure(look, frame))
    return Table(
        "benchmark_trend", "Benchmark trend", "De eigen ontwikkeling naast die van anderen",
        "Per cijfer en bron elke periode die de bron heeft gepubliceerd en de eigen registratie "
        "dekt.",
        columns, tuple(rows),
        ("Lees trend naast trend: of de lijnen dezelfde kant op gaan, zegt ook iets als het niveau "
         "door een andere definitie verschilt.",
            "[o]: daarover heeft de bron niets gepubliceerd.",),
        figures, row_kinds=tuple(kinds),
    )  # fmt: skip


def _figure(look: Lookup, frame: pl.DataFrame) -> Iterator[Figure]:
    """Yield the growth of the caseload beside that of the country, with the limits of chance."""
    rows = [
        row
        for row in frame.sort("periode_eind").iter_rows(named=True)
        if row["vergelijking"] == _GROWTH and row["gebied_soort"] == "land"
    ]
    if len(rows) < 2 or any(row["waarde"] is None for row in rows):
        return
    labels = tuple(_period(row).slug for row in rows)
    outside = [_period(row).slug for row in rows if row["oordeel"] in _OUTSIDE]
    judged = all(row["oordeel"] in _CHANCE_SAID for row in rows)
    told = ": elk jaar binnen wat toeval verklaart" if judged else ""
    if outside:
        told = f": in {' en '.join(outside)} een groter verschil dan toeval verklaart"
    name = look.profile.gemeente.naam
    yield Figure(
        "benchmark_groei", Shape.LINES, f"Groei van het bestand naast het land{told}",
        f"Groei van de uitkeringen PW in een jaar (%), {labels[0]} t/m {labels[-1]}. Bron: "
        f"cliëntsysteem {name} en CBS 37789ksz",
        labels,
        (
            Series("eigen", name, tuple(row["waarde"] for row in rows), line=True),
            Series("land", "Nederland", tuple(row["referentie"] for row in rows), line=True),
            Series("laag", "Ondergrens", tuple(row["ondergrens"] for row in rows), line=True,
                   level=True),
            Series("hoog", "Bovengrens", tuple(row["bovengrens"] for row in rows), line=True,
                   level=True),
        ),
        "procent",
        f"Lijnen per jaar van {labels[0]} tot en met {labels[-1]}: de groei in {name} en in "
        f"Nederland, met de grenzen van toeval{told}.",
    )  # fmt: skip


def _bridges(look: Lookup, crossings: Sequence[Crossing]) -> Table:
    columns = (
        Column("aansluiting", "Aansluiting", Kind.TEXT),
        Column("dag", "Op", Kind.DAY),
        Column("stap", "Stap", Kind.TEXT),
        Column("aantal", "Erbij of eraf"),
        Column("stand", "Stand"),
        Column("toelichting", "Toelichting", Kind.TEXT, width=44),
    )
    rows: list[tuple[Cell, ...]] = []
    for crossing in crossings:
        so_far = 0
        for step in crossing.steps:
            so_far += step.value
            rows.append(
                (crossing.title, crossing.day, step.name, step.value, so_far, step.note or "-")
            )
        rows.append(
            (crossing.title, crossing.day, PUBLISHED, Mark.NOT_APPLICABLE, crossing.published,
             crossing.passport.herkomst)
        )  # fmt: skip
    return Table(
        "aansluiting", "Aansluiting", _bridge_title(crossings),
        "Van de eigen registraties naar het aantal dat de bron publiceerde, in stappen die precies "
        "optellen.",
        columns, tuple(rows),
        ("Rest: wat geen stap verklaart. Blijft zij gelijk, dan telt de bron anders; verschuift "
         "zij, dan meldt grip dat bij de bevindingen.",
         "Alleen voor intern gebruik: de stappen zijn kleine aantallen."),
    )  # fmt: skip


def _bridge_title(crossings: Sequence[Crossing]) -> str:
    last = max(crossings, key=lambda one: (one.day, abs(one.remainder) * -1))
    return (
        f"Op {formats.day(last.day)} telde de bron er {formats.count(last.published)}; van het "
        f"verschil met de eigen telling blijft {formats.count(abs(last.remainder))} onverklaard"
    )
