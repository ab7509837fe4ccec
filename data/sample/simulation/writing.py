"""The tables in their order, and as csv files: `;`, Windows-1252, CRLF, dd-mm-jjjj, comma."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any

COLUMNS = {
    "personen": "persoon_id geboortedatum geslacht statushouder inburgering_vanaf inburgering_tot "
    "nugger_vanaf nugger_tot opleidingsniveau wijk",
    "uitkeringen": "uitkering_id persoon_id rol regeling leefvorm ingangsdatum einddatum "
    "reden_instroom reden_uitstroom administratie_begin administratie_einde consulent",
    "meldingen": "melding_id persoon_id geboortedatum meldingsdatum aanvraagdatum besluitdatum "
    "opschorting_dagen voorschotdatum besluit uitkering_id poortactie",
    "categorieen": "persoon_id categorie subcategorie perspectief begindatum einddatum consulent",
    "arbeidsvermogen": "persoon_id begindatum einddatum loonwaarde_pct door_keuring",
    "voorzieningen": "voorziening_id persoon_id instrument aanbieder branche fase begindatum "
    "verwachte_einddatum einddatum reden_einde resultaat loonwaarde_pct consulent "
    "ervaren_effect_client ervaren_effect_consulent",
    "activiteiten": "persoon_id soort begindatum einddatum uren_per_week branche",
    "ontheffingen": "persoon_id soort verplichting begindatum einddatum reden_einde",
    "inkomsten": "persoon_id maand soort bedrag uren",
    "kosten": "datum bedrag soort status persoon_id voorziening_id uitkering_id budgetpost "
    "financiering",
    "besluiten": "besluit_id datum soort persoon_id consulent",
    "toetsingen": "toetsing_id besluit_id datum onderwerp oordeel",
    "maatregelen": "persoon_id reden begindatum einddatum pct",
    "budgetten": "jaar beleidsdoel budgetpost bedrag versie taakveld",
    "bevolking": "jaar groep aantal",
    "benchmark": "bron indicator periode gebied_soort gebied waarde teller noemer noemer_soort "
    "status",
    "duiding": "indicator periode tekst rol",
}
IN_GIVEN_ORDER = ("budgetten", "bevolking", "benchmark", "duiding")


Record = Mapping[str, Any]
Table = tuple[str, list[str], list[Record]]  # name, columns, rows


def ordered(tables: Mapping[str, Iterable[Record]]) -> Iterator[Table]:
    """Every canonical table that has rows; those about people sorted.

    They go by their first column: the order in which the simulation made the rows would tell how
    they were made. A row with a column that the table does not have is a mistake here.
    """
    for table, text in COLUMNS.items():
        columns, rows = text.split(), list(tables.get(table, ()))
        for row in rows:
            if unknown := set(row) - set(columns):
                raise KeyError(f"{table}: {sorted(unknown)}")
        if table not in IN_GIVEN_ORDER:
            rows.sort(key=itemgetter(columns[0]))
        if rows:
            yield table, columns, rows


def write_tables(folder: Path, tables: Mapping[str, Iterable[Record]]) -> None:
    """Write a csv file for every table into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, columns, rows in ordered(tables):
        with (folder / f"{table}.csv").open("w", encoding="cp1252", newline="") as file:
            writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
            writer.writerow(columns)
            writer.writerows([_written(row.get(column)) for column in columns] for row in rows)


def _written(value: Any) -> str:
    """A value as a Dutch export writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y")
    return f"{value:.2f}".replace(".", ",") if isinstance(value, float) else str(value)
