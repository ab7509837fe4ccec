"""From protected results to the document: cover, summary, chapters, definitions, accountability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from grip.findings import RowCount
from grip.reports import formats
from grip.reports.chapters.caseload import caseload_chapter, yearly_message
from grip.reports.chapters.gate import (
    gate_chapter,
    gate_message,
    support_chapter,
    support_message,
)
from grip.reports.chapters.movement import move_message, movement_chapter
from grip.reports.chapters.outflow import outflow_chapter, work_message
from grip.reports.document import (
    Cell,
    Column,
    Document,
    KeyFigure,
    Kind,
    Section,
    Table,
    Tone,
)
from grip.reports.lookup import WHOLE, Lookup
from grip.results import DIMENSION_TITLES, TOTAL, Audience, Better, Status

_KEY_FIGURES = (
    ("stand_eind", "Bestand per jaar"),
    ("stand_personen", "Kerncijfers aantallen"),
    ("instroom", "Bestand per jaar"),
    ("uitstroom", "Bestand per jaar"),
    ("uitstroom_werk_aandeel", "Kerncijfers procenten"),
    ("duurzame_uitstroom_werk", "Snel weg en terug"),
    ("preventie_pct", "Meldingen zonder aanvraag"),
    ("bereik_pct", "Bereik"),
)
_READING = (
    "Begin bij het blad Samenvatting; elk cijfer daar verwijst naar het blad met de tabel.",
    "Elk blad bevat een tabel. De aantekeningen erboven zeggen hoe u haar leest.",
    "Standen vergelijken we zonder toets. Bij aantallen over een periode en bij percentages kijken "
    "we of het verschil met vorig jaar toeval kan zijn. Bij percentages staat het gebied (95%) "
    "waarbinnen de waarde door toeval kan liggen; bij kleine groepen is dat breed.",
    "'Binnen toeval' betekent: het verschil met vorig jaar kan toeval zijn.",
    "Wat elk cijfer precies telt, staat op het blad Definities.",
    "[v] = voorlopig: er wordt nog geregistreerd over deze periode.",
)


@dataclass(frozen=True)
class Background:
    """What a report says about itself: how it was made, from what, and what was found."""

    version: str
    run: str
    counts: Sequence[RowCount]
    findings: pl.DataFrame
    origins: Sequence[tuple[str, str, str]]


def build(look: Lookup, background: Background) -> Document:
    """Return the monthly report as a document."""
    internal = look.results.audience is Audience.INTERNAL
    name = look.profile.gemeente.naam
    sections = tuple(section for section in _sections(look) if section.tables)
    return Document(
        title="Grip op re-integratie",
        subtitle=f"Gemeente {name}, {look.scope.period.label}",
        mark="VERTROUWELIJK" if internal else "",
        facts=_facts(look, background),
        reading=_READING,
        messages=_messages(look),
        key_figures=tuple(
            _key_figure(look, id, sheet) for id, sheet in _KEY_FIGURES if look.computed(id)
        ),
        sections=sections,
        definitions=(_definitions(look),),
        accountability=_accountability(look, background, internal=internal),
        properties={"datum": look.scope.extraction.isoformat(), "gemeente": name},
    )


def _sections(look: Lookup) -> tuple[Section, ...]:
    chapters = [caseload_chapter, outflow_chapter, movement_chapter]
    if look.computed("meldingen"):
        chapters.append(gate_chapter)
    if look.computed("voorzieningen_lopend"):
        chapters.append(support_chapter)
    return tuple(chapter(look) for chapter in chapters)


def _messages(look: Lookup) -> tuple[str, ...]:
    said = [yearly_message(look), work_message(look)]
    if look.computed("doorstroom"):
        said.append(move_message(look))
    if look.computed("meldingen"):
        said.append(gate_message(look))
    if look.computed("voorzieningen_lopend"):
        said.append(support_message(look))
    if look.is_provisional(look.scope.period):
        said.append(
            f"De laatste maanden tot en met {formats.day(look.scope.period.end)}, en daarmee het "
            "jaar tot nu toe, zijn voorlopig: er wordt nog over geregistreerd."
        )
    return tuple(said)


def _facts(look: Lookup, background: Background) -> tuple[tuple[str, str], ...]:
    scope, settings = look.scope, look.profile.instellingen
    provisional = look.is_provisional(scope.period)
    public = look.results.audience is Audience.PUBLIC
    known = [
        ("Gemeente", look.profile.gemeente.naam),
        ("Periode", scope.period.label),
        ("Peildatum", formats.day(scope.period.end)),
        ("Gegevens van", formats.day(scope.extraction)),
        ("Status", "voorlopig" if provisional else "definitief"),
        ("Publiek", look.results.audience.value),
        ("Bron", "export van het cliëntsysteem"),
        ("Gemaakt met", f"grip {background.version}, run {background.run}"),
    ]
    if public:
        rule = (
            f"aantallen van 1 tot en met {settings.minimum_cel - 1} zijn niet getoond, en ook niet "
            "waaruit zij zijn te berekenen; te kleine klassen zijn samengevoegd"
        )
        known.insert(6, ("Geheimhouding", rule))
    return tuple(known)


def _key_figure(look: Lookup, id: str, sheet: str) -> KeyFigure:
    scope, card = look.scope, look.results.cards[id]
    cohort = id in ("duurzame_uitstroom_werk", "bereik_pct")
    period = scope.period if cohort else scope.to_date
    row = look.row(id, period)
    kind = Kind.PERCENT if card.unit == "procent" else Kind.COUNT
    before = row["referentie"] if row else None
    return KeyFigure(
        title=card.title,
        value=look.cell(id, period),
        kind=kind,
        before=_whole(before),
        before_label=look.label(period.shifted(-12)),
        change=_change(row, kind),
        tone=_tone(row, card.better),
        sheet=sheet,
    )


def _whole(value: float | None) -> Cell:
    return int(value) if value is not None and float(value).is_integer() else value


def _change(row: dict[str, Any] | None, kind: Kind) -> str:
    """Say what changed since the year before, in words, and only what is not chance."""
    if row is None or row["verschil"] is None:
        return "geen vergelijking mogelijk"
    if row["oordeel"] == "binnen toeval":
        return "verschil kan toeval zijn"
    if row["verschil"] == 0:
        return "blijft gelijk"
    size = abs(row["verschil"])
    amount = f"{formats.decimal(size)} procentpunt" if kind is Kind.PERCENT else formats.count(size)
    return f"{'stijgt' if row['verschil'] > 0 else 'daalt'} met {amount}"


def _tone(row: dict[str, Any] | None, better: Better) -> Tone:
    if row is None or better is Better.NEITHER or row["oordeel"] not in ("hoger", "lager"):
        return Tone.NEUTRAL
    return Tone.GOOD if row["oordeel"] == better.value else Tone.BAD


def _definitions(look: Lookup) -> Table:
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
         "en losse loonkostensubsidie tellen niet mee.",),
    )  # fmt: skip


def _accountability(look: Lookup, background: Background, *, internal: bool) -> tuple[Table, ...]:
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
        Column("verschil", "Verschil (hoort 0 te zijn)", formula="{links}-{rechts}"),
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
        "controle", "Controle", f"Controle: telt alles op? ({period.label})",
        "Elke regel vergelijkt twee wegen naar hetzelfde aantal.", columns, tuple(rows),
        ("Dezelfde controles draaien in elke run; klopt er een niet, dan komt er geen rapport.",),
    )  # fmt: skip


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
    grouped = background.findings.group_by("code", "ernst", "tabel", "melding", "oplossing",
                                           maintain_order=True).len("aantal")  # fmt: skip
    columns = (
        Column("code", "Code", Kind.TEXT),
        Column("ernst", "Ernst", Kind.TEXT),
        Column("tabel", "Tabel", Kind.TEXT),
        Column("melding", "Wat er is", Kind.TEXT),
        Column("oplossing", "Wat u kunt doen", Kind.TEXT),
        Column("aantal", "Aantal"),
    )
    return Table(
        "bevindingen", "Bevindingen", "Bevindingen over de gegevens",
        "Wat opviel bij het inlezen; elke plaats staat in bevindingen.csv.",
        columns, tuple(grouped.iter_rows()),
    )  # fmt: skip


def _choices(background: Background) -> Table:
    columns = (
        Column("sleutel", "Instelling", Kind.TEXT),
        Column("waarde", "Waarde", Kind.TEXT),
        Column("laag", "Komt uit", Kind.TEXT),
    )
    return Table(
        "instellingen", "Instellingen", "De keuzes van de gemeente",
        "De instellingen waarmee is geteld; de volledige configuratie staat in manifest.json.",
        columns, tuple(background.origins),
    )  # fmt: skip
