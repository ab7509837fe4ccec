"""Tables that several chapters make: the monthly view and the flows of groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from grip.comparison import cases_needed
from grip.periods import Period
from grip.reports import formats
from grip.reports.document import Cell, Column, Figure, Kind, Mark, Table
from grip.reports.lookup import WHOLE, Aim, Key, Lookup, short
from grip.results import Status

PROVISIONAL_NOTE = "[v] = voorlopig: er wordt nog geregistreerd over deze periode."
_NAMED = "De kolommen: "
PERIOD, PERIOD_BEFORE = "p0", "p1"  # the period of the report, and the same a year before
TO_DATE = "p2"  # the key of the column that a monthly view is about
STANDING = Column("status", "Status", Kind.TEXT)
CHECK_TITLE = "Controle (is 0)"
CHANCE_NOTE = (
    "'Binnen toeval' betekent dat het verschil zo klein is dat het door toeval kan komen (95%)."
)
NO_COMPARISON = "geen vergelijking"
Line = tuple[str | tuple[str, ...], str, Key, str]  # heads, indicator, key, variant


@dataclass(frozen=True)
class ViewRow:
    """A line of the monthly view that is not simply one figure of the register.

    Attributes:
        heads: the words before the figures, one for every head of the table.
        cell: the figure of a period, or the mark that stands for why there is none.
        verdict: how the year so far compares with the same stretch a year before.
        aim: the norm, where there is one.
        shows: the id of the figure.
        low, high: bounds of the figure of the year so far, for a table with intervals.
        kind: how its figures are written, where the lines of a table differ in that.
    """

    heads: tuple[str, ...]
    cell: Callable[[Period], Cell]
    verdict: str = NO_COMPARISON
    aim: Aim | None = None
    low: Cell = None
    high: Cell = None
    shows: str = ""
    kind: Kind | None = None


def view_row(
    look: Lookup, heads: str | tuple[str, ...], indicator: str, key: Key = WHOLE, variant: str = "",
    kind: Kind | None = None,
) -> ViewRow:  # fmt: skip
    """Return the line of the monthly view of one figure of the register."""

    def bound(column: str) -> Cell:
        return look.cell(indicator, look.scope.to_date, key, column, variant)

    return ViewRow(
        (heads,) if isinstance(heads, str) else heads,
        lambda period: look.share(indicator, period, key, variant),
        verdict(look, indicator, key, variant),
        None if variant else look.aim(indicator, key),
        bound("ondergrens"),
        bound("bovengrens"),
        indicator,
        kind,
    )


def view_table(
    look: Lookup, id: str, sheet: str, title: str, description: str, kind: Kind,
    lines: Iterable[Line | ViewRow], notes: Sequence[str] = (), *, interval: bool = False,
    heads: Sequence[str] = ("Cijfer",), figures: Sequence[Figure] = (),
) -> Table:  # fmt: skip
    """Return the monthly view of some figures: a line each, the periods side by side.

    The columns are the period of the report, the same a year before, the year so far, the same
    stretch of last year and the last twelve months, each once and each named by its period; then
    the norm, where any line has one, and the verdict on the year before.

    Args:
        look: the figures.
        id, sheet, title, description, notes, figures: of the table, as in `Table`.
        kind: how all figures of the table are written; DECIMAL where lines have their own.
        lines: what is shown, in order; a tuple is one figure of the register.
        interval: whether the bounds of the year so far are shown too.
        heads: headers of the words before the figures; every line has as many.
    """
    rows = [line if isinstance(line, ViewRow) else view_row(look, *line) for line in lines]
    periods, spread = look.scope.view, look.scope.to_date
    aims = any(row.aim for row in rows)
    keys = _period_keys(look)
    columns = [
        *(Column(f"k{i}" if i else "wat", head, Kind.TEXT) for i, head in enumerate(heads)),
        *(Column(keys[period], look.header(period), kind) for period in periods),
    ]
    if interval:
        columns.append(Column("laag", f"ondergrens {short(spread)} (95%)", kind))
        columns.append(Column("hoog", f"bovengrens {short(spread)} (95%)", kind))
    if aims:
        columns.append(norm_column(spread))
    columns.append(Column("oordeel", f"{short(spread)} tegenover {spread.end.year - 1}", Kind.TEXT))
    cells = tuple(
        (
            *row.heads,
            *(row.cell(period) for period in periods),
            *((row.low, row.high) if interval else ()),
            *((aim_words(row.aim, row.kind or kind),) if aims else ()),
            row.verdict,
        )
        for row in rows
    )
    said = [*view_notes(look), *notes]
    kinds = tuple(row.kind or kind for row in rows) if any(row.kind for row in rows) else ()
    return Table(
        id, sheet, title, description, tuple(columns), cells, tuple(said), tuple(figures),
        row_kinds=kinds, shows=tuple(dict.fromkeys(row.shows for row in rows)),
    )  # fmt: skip


def _period_keys(look: Lookup) -> dict[Period, str]:
    """Return the key of the column of every period; of periods that are one, the year so far."""
    scope = look.scope
    return {
        scope.period.last_twelve_months(): "p4",
        scope.period.shifted(-12): PERIOD_BEFORE,
        scope.period: PERIOD,
        scope.to_date.shifted(-12): "p3",
        scope.to_date: TO_DATE,
    }


def with_something(look: Lookup, rows: Iterable[ViewRow]) -> list[ViewRow]:
    """Return the lines that count anything in a period of the view, for long lists of groups."""
    nothing: tuple[Cell, ...] = (0, Mark.NOT_KEPT)
    return [row for row in rows if any(row.cell(p) not in nothing for p in look.scope.view)]


def view_notes(look: Lookup) -> list[str]:
    """Return how to read the monthly view, with its periods in full words."""
    scope = look.scope
    said = []
    if len(scope.view) > 2:  # two columns say it themselves
        named = {  # the last name of a period stands
            scope.period.last_twelve_months(): "de laatste twaalf maanden",
            scope.to_date.shifted(-12): "hetzelfde deel van het jaar ervoor",
            scope.to_date: "het jaar tot nu toe",
            scope.period.shifted(-12): "dezelfde periode een jaar eerder",
            scope.period: "de periode",
        }
        parts = [f"{period.label} ({named[period]})" for period in scope.view]
        said.append(f"{_NAMED}{'; '.join(parts)}.")
    if look.provisional(scope.view):
        said.append(PROVISIONAL_NOTE)
    return said


def is_period(column: Column) -> bool:
    """Tell whether a column of a monthly view holds the figures of a period."""
    return column.key[:1] == "p" and column.key[1:].isdigit()


def without_named_periods(note: str, places: Sequence[int]) -> str:
    """Return the note that names the periods of a view without some; any other note as it is."""
    if not note.startswith(_NAMED):
        return note
    parts = note.removeprefix(_NAMED).rstrip(".").split("; ")
    kept = [part for place, part in enumerate(parts) if place not in places]
    return f"{_NAMED}{'; '.join(kept)}."


def series_words(look: Lookup) -> str:
    """Return how long the periods of the series are: `per maand`, `per kwartaal`."""
    words = {1: "per maand", 3: "per kwartaal", 6: "per halfjaar", 12: "per jaar"}
    return words[look.scope.step]


def norm_column(period: Period) -> Column:
    """Return the column for norms; it stands in a table only where some row has one."""
    return Column("norm", f"Norm {period.end.year}", Kind.TEXT)


def aim_words(aim: Aim | None, kind: Kind) -> Cell:
    """Return a norm with its direction, `minstens 60,0%`."""
    if aim is None:
        return Mark.NOT_APPLICABLE
    value = formats.cell(aim.value, kind).replace(",0%", "%")
    return f"{'minstens' if aim.at_least else 'hoogstens'} {value}"


def verdict(
    look: Lookup,
    indicator: str,
    key: Key = WHOLE,
    variant: str = "",
    period: Period | None = None,
) -> str:
    """Return how a period (the year so far) compares with the same a year before, in a word."""
    row = look.compared(indicator, period or look.scope.to_date, key, variant)
    if row is None:
        return NO_COMPARISON
    if row["oordeel"] != Status.TOO_FEW.value:
        return str(row["oordeel"])
    then = look.row(indicator, (period or look.scope.to_date).shifted(-12), key, variant)
    return f"te weinig gegevens{needed(row, then, look.profile.instellingen.minimum_noemer)}"


def needed(row: Mapping[str, Any], then: Mapping[str, Any] | None, least: int) -> str:
    """Return how many cases there are and how many a comparison takes, if that is known.

    A share takes more cases the nearer it is to none or all of them (`comparison.cases_needed`).
    """
    parts = ("teller",) if row["noemer"] is None else ("teller", "noemer")
    if then is None or any(one[part] is None for one in (row, then) for part in parts):
        return ""
    if len(parts) > 1 and any(one["teller"] > one["noemer"] for one in (row, then)):
        return ""  # no share: who moved into a group can leave it without having been in it
    if len(parts) == 1:
        have, words = row["teller"] + then["teller"], "in beide jaren samen"
    else:
        have, words = min(row["noemer"], then["noemer"]), "per jaar"
        if have >= least:
            both = (pl.lit(one[part]) for one in (row, then) for part in parts)
            least = pl.select(cases_needed(*both).cast(pl.Int64, strict=False)).item() or least
    return f": {formats.count(have)}, nodig {formats.count(least)} {words}" if have < least else ""


def flow_columns(begin: str, end: str) -> tuple[Column, ...]:
    """Return the columns of stock and flow, with a live check that they add up."""
    return (
        Column("begin", begin),
        Column("instroom", "Instroom"),
        Column("uitstroom", "Uitstroom"),
        Column("herindeling", "Herindeling"),
        Column("eind", end),
        Column(
            "controle", CHECK_TITLE,
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
