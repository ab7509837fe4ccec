"""The back of the report: definitions, checks, inputs, what is missing, findings and choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from grip.discipline.overview import Discipline
from grip.findings import RowCount, worst_first
from grip.reports import formats
from grip.reports.document import Cell, Column, Kind, Table
from grip.reports.lookup import WHOLE, Lookup
from grip.results import DIMENSION_TITLES, TOTAL, Status


@dataclass(frozen=True)
class Background:
    """What a report says about itself: how it was made, from what, and what was found."""

    version: str
    run: str
    counts: Sequence[RowCount]
    findings: pl.DataFrame
    origins: Sequence[tuple[str, str, str]]
    sample: bool = False  # whether the data are made up
    discipline: Discipline | None = None  # how the records are kept: for internal use only


_CHOICES = {
    "gemeente.naam": "Gemeente",
    "gemeente.cbs_code": "Code van de gemeente bij het CBS",
    "instellingen.max_geweigerd_pct": "Deel van de rijen dat hoogstens geweigerd mag zijn (%)",
    "instellingen.minimum_cel": "Kleinste aantal dat in een openbaar rapport staat",
    "instellingen.minimum_cel_besluit": "Besluit waarop een kleiner aantal rust",
    "instellingen.minimum_noemer": "Kleinste groep waarvan een verschil een verschil heet",
    "instellingen.onderbreking_dagen": "Dagen zonder uitkering die niet als vertrek gelden",
    "instellingen.stroom_noemer": "Waarvan in- en uitstroom een percentage zijn",
    "instellingen.tijdig_dagen": "Dagen waarbinnen invoeren op tijd is",
    "instellingen.voorlopig_maanden": "Laatste maanden die nog voorlopig heten",
    "ladder.bron": "Tabel waar de ladder uit komt",
    "ladder.posities": "Plaatsen op de ladder, van laag naar hoog",
}


def definitions(look: Lookup) -> Table:
    """Return what every figure of the report counts."""
    columns = (
        Column("cijfer", "Cijfer", Kind.TEXT),
        Column("id", "Naam in bestanden", Kind.TEXT),
        Column("definitie", "Definitie", Kind.TEXT),
        Column("eenheid", "Eenheid", Kind.TEXT),
        Column("noemer", "Noemer", Kind.TEXT),
        Column("let_op", "Let op", Kind.TEXT),
        Column("bron", "Bron", Kind.TEXT),
    )
    rows = tuple(
        (
            card.title, card.id, card.definition, card.unit, card.denominator or "-",
            card.caveat or "-", card.source,
        )
        for card in look.results.cards.values()
    )  # fmt: skip
    return Table(
        "definities", "Definities", "Wat elk cijfer telt",
        "De definities zijn voor elke gemeente gelijk; haar keuzes staan in het profiel.",
        columns, rows,
        ("Telt mee: uitkeringen levensonderhoud PW, IOAW, IOAZ en BBZ. Tozo, bijzondere bijstand "
         "en losse loonkostensubsidie tellen niet mee.",
         "Elk cijfer staat in totaal en naar groep in indicatoren.csv; daar staat ook wat op geen "
         "blad past, zoals in- en uitstroom van personen naar reden."),
    )  # fmt: skip


def accountability(look: Lookup, background: Background, *, internal: bool) -> tuple[Table, ...]:
    """Return what was checked, read, not computed and found, and the choices that were made."""
    tables = [_checks(look), _inputs(background), _absent(look)]
    if internal:
        tables.append(_found(background))
    tables.append(_choices(background))
    return tuple(table for table in tables if table.rows)


def _checks(look: Lookup) -> Table:
    """Return sums that must come out, as formulas that a reader can follow."""
    period = look.scope.to_date
    columns = (
        Column("controle", "Controle", Kind.TEXT),
        Column("links", "Uitkomst"),
        Column("rechts", "Hoort te zijn"),
        Column("verschil", "Verschil (is 0)", formula="{links}-{rechts}"),
    )
    rows: list[tuple[Cell, ...]] = []
    for words, tail, end in (("uitkeringen", "", "stand_eind"),
                             ("personen", "_personen", "stand_personen")):  # fmt: skip
        ids = (f"stand_begin{tail}", f"instroom{tail}", f"uitstroom{tail}", end)
        cells = [look.cell(id, period) for id in ids]
        numbers = [cell for cell in cells if isinstance(cell, int)]
        if len(numbers) == len(cells):
            begin, comes, goes, stock = numbers
            left = begin + comes - goes
            rows.append((f"Begin + instroom - uitstroom ({words})", left, stock, left - stock))
    for dimension in ("leeftijdsgroep", "duurklasse", "regeling"):
        groups = [
            look.cell("stand_eind", period, (dimension, category))
            for category in look.categories("stand_eind", dimension)
        ]
        counted = [cell for cell in groups if isinstance(cell, int)]
        total = look.cell("stand_eind", period, WHOLE)
        if groups and len(counted) == len(groups) and isinstance(total, int):
            summed = sum(counted)
            rows.append((f"Som van de groepen: {dimension}", summed, total, summed - total))
    return Table(
        "controle", "Controle", _checks_message(rows),
        f"Elke regel vergelijkt twee wegen naar hetzelfde aantal, {period.label}.",
        columns, tuple(rows),
        ("Dezelfde controles draaien in elke run; klopt er een niet, dan komt er geen rapport.",),
    )  # fmt: skip


def _checks_message(rows: Sequence[tuple[Cell, ...]]) -> str:
    right = sum(row[-1] == 0 for row in rows)
    return f"Telt alles op? {right} van de {len(rows)} controles komen uit"


def _inputs(background: Background) -> Table:
    columns = (
        Column("tabel", "Tabel", Kind.TEXT),
        Column("bestand", "Bestand", Kind.TEXT),
        Column("gelezen", "Rijen gelezen", formula="{geladen}+{geweigerd}+{apart}"),
        Column("geladen", "Geladen"),
        Column("geweigerd", "Geweigerd"),
        Column("apart", "Apart gezet"),
        Column("sha256", "Vingerafdruk (sha256, begin)", Kind.TEXT),
    )
    rows = tuple(
        (
            c.table, f"{c.file}, blad {c.sheet}" if c.sheet else c.file, c.read, c.loaded,
            c.refused, c.set_apart, c.sha256[:16],
        )
        for c in background.counts
    )  # fmt: skip
    return Table(
        "invoer", "Invoer", "Invoer: elke gelezen rij is geladen of verantwoord",
        "Gelezen = geladen + geweigerd + apart gezet.", columns, rows,
        ("Apart gezet: rijen die kloppen maar niet meetellen (ingetrokken, andere regeling).",
         "Geweigerd: rijen met een fout; ze staan met plaats en reden in bevindingen.csv."),
    )  # fmt: skip


def _absent(look: Lookup) -> Table:
    frame = look.results.frame.filter(
        pl.col("status") == Status.NOT_COMPUTED.value,
        pl.col("periode_eind") == look.scope.period.end,
    )
    whole = pl.col("dimensie") == TOTAL
    titles = {id: card.title for id, card in look.results.cards.items()}
    what = (
        pl.when(whole)
        .then(pl.col("indicator").replace(titles))
        .otherwise("de uitsplitsing naar " + pl.col("dimensie").replace(DIMENSION_TITLES))
    )
    by_reason = (
        frame.select("oordeel", wat=what)
        .unique(maintain_order=True)
        .group_by("oordeel", maintain_order=True)
        .agg("wat")
    )
    rows = tuple(
        (str(reason).removeprefix("niet berekend: ").replace("`", "'"), ", ".join(names))
        for reason, names in by_reason.iter_rows()
    )
    return Table(
        "niet_berekend", "Niet berekend", "Wat niet berekend kon worden, en waarom",
        "Hier ontbreekt een tabel of kolom in de export; al het andere is wel berekend.",
        (Column("reden", "Reden", Kind.TEXT), Column("cijfers", "Niet berekend", Kind.TEXT)), rows,
    )  # fmt: skip


def _found(background: Background) -> Table:
    same = ("code", "ernst", "tabel", "melding", "oplossing")
    # Not in the order of the rows that have them: that says nothing.
    grouped = background.findings.group_by(same).len("aantal").sort(worst_first(), "tabel", *same)
    columns = (
        Column("code", "Code", Kind.TEXT),
        Column("ernst", "Ernst", Kind.TEXT),
        Column("tabel", "Tabel", Kind.TEXT),
        Column("melding", "Wat er is", Kind.TEXT),
        Column("oplossing", "Wat u kunt doen", Kind.TEXT),
        Column("aantal", "Aantal"),
    )
    found = sum(int(row[-1]) for row in grouped.iter_rows())
    said = "1 bevinding" if found == 1 else f"{formats.count(found)} bevindingen"
    return Table(
        "bevindingen", "Bevindingen", f"{said} over de gegevens, naar soort",
        "Wat opviel bij het inlezen; elke plaats staat in bevindingen.csv.",
        columns, tuple(grouped.iter_rows()),
    )  # fmt: skip


def _choices(background: Background) -> Table:
    columns = (
        Column("keuze", "Keuze", Kind.TEXT),
        Column("waarde", "Waarde", Kind.TEXT),
        Column("sleutel", "Naam in het profiel", Kind.TEXT),
        Column("laag", "Komt uit", Kind.TEXT),
    )
    rows = tuple((_CHOICES.get(key, key), value, key, layer)
                 for key, value, layer in background.origins)  # fmt: skip
    return Table(
        "instellingen", "Instellingen", "De keuzes van de gemeente",
        "De instellingen waarmee is geteld; de volledige configuratie staat in manifest.json.",
        columns, rows,
    )  # fmt: skip
