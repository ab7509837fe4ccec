"""The csv files, as a Dutch export writes them: `;`, Windows-1252, CRLF, dd-mm-jjjj, comma."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
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
    "duiding": "indicator periode tekst rol",
}
IN_GIVEN_ORDER = ("budgetten", "bevolking", "duiding")


def write_tables(folder: Path, tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
    """Write every canonical table into a folder, the ones about people by their first column.

    The order in which the simulation made the rows would tell how they were made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for table, columns in COLUMNS.items():
        rows = list(tables[table])
        if table not in IN_GIVEN_ORDER:
            rows.sort(key=itemgetter(columns.split()[0]))
        _write_table(folder / f"{table}.csv", columns.split(), rows)


def _write_table(path: Path, columns: list[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write one table; a row with a column that the table does not have is a mistake here."""
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(columns)
        for row in rows:
            if unknown := set(row) - set(columns):
                raise KeyError(f"{path.stem}: {sorted(unknown)}")
            writer.writerow([_written(row.get(column)) for column in columns])


def _written(value: Any) -> str:
    """A value as a Dutch export writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y")
    return f"{value:.2f}".replace(".", ",") if isinstance(value, float) else str(value)
