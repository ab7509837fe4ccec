"""Make the synthetic sample of Uithoorn: `python data/sample/make_uithoorn.py [FOLDER]`.

Figures 1 and 6 and the budgets of chapter 5 of the re-integratienota 2021-2025 come out exactly;
everything else is invented. The same seed gives the same bytes. What happened is simulated first;
then only what was entered in the system on the day of the export is written.

The building blocks are in `simulation`, what is particular to Uithoorn in `uithoorn_town`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from simulation.casebook import Casebook
from simulation.draws import months_between
from simulation.late_registration import exported, register, stamp_export
from simulation.numbering import number_all, resolved
from simulation.pay import benefit_costs
from simulation.people import Person
from simulation.placements import sheltered_work
from simulation.writing import COLUMNS, write_tables
from uithoorn_town.capacity import measure
from uithoorn_town.casework import diagnoses, exemptions, support
from uithoorn_town.context import context
from uithoorn_town.decisions import decisions, odd_rows, sanctions
from uithoorn_town.facts import BRANCHES, EXPORT, GATE_OPENED, INSTRUMENTS, LAST, SEED
from uithoorn_town.flow import simulate
from uithoorn_town.gate import gate
from uithoorn_town.money import BENEFITS_SINCE, contract_costs, instrument_costs, part_time
from uithoorn_town.placements import SHELTERED_STARTS, placements


def make(folder: Path, seed: int = SEED) -> None:
    """Write all tables of the sample into a folder."""
    book = Casebook(seed, EXPORT, INSTRUMENTS, BRANCHES)
    measure(book, open_book(book))
    work(book)
    bill(book)
    decide(book)
    context(book)
    number_all(book)
    write_tables(folder, {table: map(resolved, book.tables[table]) for table in COLUMNS})


def open_book(book: Casebook) -> list[Person]:
    """Take in what the system knew of the caseload; returns who had no class yet for figure 6."""
    load, unknown = simulate(book.rng("stroom"))
    rng = book.rng("invoer")
    for benefit in load.benefits:
        register(rng, benefit, GATE_OPENED)
    known, pending = exported(load.benefits, EXPORT)
    stamp_export(known, EXPORT)
    book.open(known, pending)
    return unknown


def work(book: Casebook) -> None:
    """Everything that is done for people, in benefit or at the gate."""
    support(book)
    placements(book)
    sheltered_work(book, SHELTERED_STARTS, klass=0)
    for step in (diagnoses, gate, exemptions):
        step(book)


def bill(book: Casebook) -> None:
    """Everything that is paid; what people earn lowers their benefit."""
    earned = part_time(book)
    benefit_costs(book, earned, months_between(BENEFITS_SINCE, LAST), "BUIG")
    instrument_costs(book)
    contract_costs(book)


def decide(book: Casebook) -> None:
    """Sanctions and decisions; the odd rows come last, for no other step may see them."""
    for step in (sanctions, decisions, odd_rows):
        step(book)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "uithoorn")
