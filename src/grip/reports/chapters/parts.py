"""Tables that several chapters make: the monthly view and the flows of groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from grip.reports.document import Cell, Column, Kind, Table
from grip.reports.lookup import WHOLE, Key, Lookup
from grip.results import Status

VIEW_NOTE = (
    "Van links naar rechts: de periode, dezelfde periode vorig jaar, het jaar tot nu toe, "
    "hetzelfde deel van vorig jaar en de laatste twaalf maanden (dubbele kolommen weggelaten)."
)
PROVISIONAL_NOTE = (
    "Voorlopig [v]: deze periode kan nog veranderen doordat er later wordt geregistreerd."
)
STANDING = Column("status", "Status", Kind.TEXT)
CHANCE_NOTE = (
    "Oordeel: vergelijking met dezelfde periode vorig jaar. 'binnen toeval' betekent dat het "
    "verschil zo klein is dat het door toeval kan komen (95%)."
)
Line = tuple[str, str, Key, str]  # label, indicator, key, variant


def view_table(
    look: Lookup, id: str, sheet: str, title: str, description: str, kind: Kind,
    lines: Iterable[Line], notes: Sequence[str] = (), *, interval: bool = False,
) -> Table:  # fmt: skip
    """Return the monthly view of some figures, a line each, with the verdict on the year before."""
    periods = look.scope.view
    columns = [Column("wat", "Cijfer", Kind.TEXT)]
    columns += [Column(f"p{i}", look.label(period), kind) for i, period in enumerate(periods)]
    spread = look.scope.to_date
    if interval:
        until = look.label(spread)
        columns += [
            Column("laag", f"ondergrens {until} (95%)", kind),
            Column("hoog", f"bovengrens {until} (95%)", kind),
        ]
    columns.append(Column("oordeel", f"oordeel {look.label(spread)}", Kind.TEXT))
    rows = []
    for label, indicator, key, variant in lines:
        cells: list[Cell] = [label]
        cells += [look.cell(indicator, p, key, variant=variant) for p in periods]
        if interval:
            cells += [
                look.cell(indicator, spread, key, bound, variant)
                for bound in ("ondergrens", "bovengrens")
            ]
        cells.append(verdict(look, indicator, key, variant))
        rows.append(tuple(cells))
    said = [VIEW_NOTE, CHANCE_NOTE, *notes]
    if any("[v]" in column.title for column in columns):
        said.append(PROVISIONAL_NOTE)
    return Table(id, sheet, title, description, tuple(columns), tuple(rows), tuple(said))


def verdict(look: Lookup, indicator: str, key: Key = WHOLE, variant: str = "") -> str:
    """Return how the year so far compares with the same stretch a year before, in a word."""
    row = look.row(indicator, look.scope.to_date, key, variant)
    if row is None or row["status"] != Status.SHOWN.value or not row["oordeel"]:
        return "geen vergelijking"
    return str(row["oordeel"]).replace("te_weinig_gegevens", "te weinig gegevens")


def flow_columns(begin: str, end: str) -> tuple[Column, ...]:
    """Return the columns of stock and flow, with a live check that they add up."""
    return (
        Column("begin", begin),
        Column("instroom", "Instroom"),
        Column("uitstroom", "Uitstroom"),
        Column("herindeling", "Herindeling"),
        Column("eind", end),
        Column(
            "controle", "Controle (hoort 0 te zijn)",
            formula="{begin}+{instroom}-{uitstroom}+{herindeling}-{eind}",
        ),
    )  # fmt: skip


def flow_cells(look: Lookup, key: Key, *, persons: bool = False) -> tuple[Cell, ...]:
    """Return stock and flow of one group over the year so far, and whether they add up."""
    tail = "_personen" if persons else ""
    ids = ("stand_begin", "instroom", "uitstroom", "herindeling", "stand_eind")
    names = [f"{id}{tail}" for id in ids[:4]] + ["stand_personen" if persons else "stand_eind"]
    cells = [look.cell(name, look.scope.to_date, key) for name in names]
    numbers = [cell for cell in cells if isinstance(cell, int | float)]
    if len(numbers) < len(cells):
        return (*cells, None)
    begin, comes, goes, moves, end = numbers
    return (*cells, begin + comes - goes + moves - end)
