"""Make the synthetic sample of Dalfsen: `python data/sample/make_dalfsen.py [FOLDER]`.

About 360 persons in 250 benefits, as the uitvoeringsplan Grip op Re-integratie says; everything
else is invented. The same seed gives the same bytes. What happened is simulated first; then only
what was entered in the system on the day of the export is written, with the mistakes of an export.

The building blocks are in `simulation`, what is particular to Dalfsen in `dalfsen_town`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from dalfsen_town.casework import (
    SHELTERED_STARTS,
    activities,
    examinations,
    placements,
    returned_duty,
    support,
)
from dalfsen_town.context import context
from dalfsen_town.decisions import decisions, odd_rows, sanctions
from dalfsen_town.dirt import soil
from dalfsen_town.exempt import exemptions
from dalfsen_town.facts import (
    BRANCHES,
    EXPORT,
    GATE_OPENED,
    INSTRUMENTS,
    LAST,
    MEEDOEN,
    NEW_WORKFLOW,
    SEED,
)
from dalfsen_town.flow import simulate
from dalfsen_town.gate import gate
from dalfsen_town.ladder import categories
from dalfsen_town.money import BENEFITS_SINCE, contract_costs, instrument_costs, part_time
from dalfsen_town.progress import Dossiers, Progress
from simulation.draws import months_between
from simulation.late_registration import exported, register, stamp_export
from simulation.numbering import number_all, resolved
from simulation.pay import benefit_costs
from simulation.placements import sheltered_work
from simulation.workbook import write_workbook

NAME = "export-2022-01-14.xlsx"
ENTERED_AFTER = 15  # days, median
NOTICE = (
    "Voorbeeldgegevens van de gemeente Dalfsen. Alle personen zijn verzonnen.",
    "Alleen de orde van grootte (ongeveer 360 personen in 250 uitkeringen) en de werkwijze komen "
    "uit het uitvoeringsplan Grip op Re-integratie (2020).",
    "Bedragen, aanbieders, uitkomsten en cijfers van andere gemeenten zijn verzonnen.",
)


def make(folder: Path, seed: int = SEED) -> None:
    """Write all tables of the sample into a workbook in a folder."""
    book = Dossiers(seed, EXPORT, INSTRUMENTS, BRANCHES, NEW_WORKFLOW)
    open_book(book)
    work(book)
    earned = part_time(book)
    benefit_costs(book, earned, months_between(BENEFITS_SINCE, LAST), "BUIG")
    for step in (instrument_costs, contract_costs, sanctions, decisions, odd_rows, context):
        step(book)
    number_all(book)
    tables = {table: [resolved(row) for row in rows] for table, rows in book.tables.items()}
    soil(book.rng("vuil"), tables)
    write_workbook(folder / NAME, tables, EXPORT, NOTICE)


def open_book(book: Dossiers) -> None:
    """Simulate the caseload and take in what the system knew of it on the day of the export."""
    book.progress = Progress(book.rng("voortgang"))
    load = simulate(book.rng("stroom"), book.progress)
    rng = book.rng("invoer")
    for benefit in load.benefits:
        register(rng, benefit, GATE_OPENED, ENTERED_AFTER)
    known, pending = exported(load.benefits, EXPORT)
    stamp_export(known, EXPORT)
    book.open(known, pending)


def work(book: Dossiers) -> None:
    """Everything that is done for people, in benefit or at the gate."""
    for step in (categories, support, examinations, placements):
        step(book)
    sheltered_work(book, SHELTERED_STARTS, klass=MEEDOEN)
    for step in (activities, gate, exemptions, returned_duty):
        step(book)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "dalfsen")
