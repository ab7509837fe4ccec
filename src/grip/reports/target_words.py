"""How attainment is said in Dutch: value, norm, what is still to go, and the standing with a sign.

The sign stands beside the word, so that nothing rests on colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from grip.reports import formats
from grip.reports.document import Cell, Mark
from grip.reports.document import Kind as Number
from grip.results import Kind
from grip.targets.judgement import PERCENT, RATIO, Standing

Row = dict[str, Any]

STANDINGS: dict[Standing, str] = {
    Standing.MET: "[+] behaald",
    Standing.MISSED: "[-] niet behaald",
    Standing.ON_COURSE: "[+] op koers",
    Standing.BEHIND: "[-] achter",
    Standing.NO_NORM: "geen norm",
    Standing.TOO_FEW: "te weinig gegevens",
    Standing.NOT_COMPUTED: "niet berekend",
    Standing.HIDDEN: "[g] geheim",
}
_RATIOS = (RATIO, "cijfer", "gemiddelde", "score", "dagen", "-", "")
_UNROUNDED = (PERCENT, *_RATIOS)
# Units of which the numerator is a sum of money or of scores, and no number of people or things.
NO_COUNTS = (RATIO, "cijfer", "gemiddelde", "score")
_LEAST_QUARTERS = 0.5
JUDGED = (Standing.MET, Standing.MISSED, Standing.ON_COURSE, Standing.BEHIND)
UNDECIDED = (Standing.ON_COURSE, Standing.BEHIND)
GOOD = (Standing.MET, Standing.ON_COURSE)
_MARKS = {
    Standing.HIDDEN: Mark.HIDDEN,
    Standing.TOO_FEW: Mark.TOO_FEW,
    Standing.NOT_COMPUTED: Mark.NOT_COMPUTED,
}
DIRECTIONS = {
    "hoger": "hoger dan vorig jaar",
    "lager": "lager dan vorig jaar",
    "gelijk": "gelijk aan vorig jaar",
    "binnen toeval": "verschil met vorig jaar kan toeval zijn",
    "te_weinig_gegevens": "te weinig gegevens om met vorig jaar te vergelijken",
}


def provisional(rows: Sequence[Row]) -> bool:
    """Tell whether what was counted can still change by late registration."""
    return any(row["soort"] == Kind.PROVISIONAL.value for row in rows)


def unit_of(row: Row) -> str:
    """Return the unit of a target for a column of units; a shortfall may have another."""
    if row["eenheid"] == RATIO:
        return RATIO
    return "%" if row["eenheid"] == PERCENT else row["meer"] or row["eenheid"] or "-"


def kind_of(unit: str) -> Number:
    """Return how a number in a unit of a target is written in a table."""
    kinds = {PERCENT: Number.PERCENT, "%": Number.PERCENT, "euro": Number.EURO}
    if unit == RATIO:
        return Number.RATIO
    return kinds.get(unit, Number.DECIMAL if unit in _RATIOS else Number.COUNT)


def standing_of(row: Row) -> Standing:
    """Return what came of the target of a row."""
    return Standing(row["status"])


def judgement_hidden(row: Row) -> bool:
    """Tell whether there is a judgement that may not be seen; without a norm there is none."""
    return row["norm"] is not None and standing_of(row) is Standing.HIDDEN


def said(row: Row) -> str:
    """Return the standing with its sign."""
    if row["norm"] is None and standing_of(row) is Standing.HIDDEN:
        return STANDINGS[Standing.NO_NORM]
    return STANDINGS[standing_of(row)]


def cell(row: Row | None, column: str) -> Cell:
    """Return a number of a row, or the mark that stands for why there is none."""
    if row is None:
        return None
    mark = _MARKS.get(standing_of(row))
    value = row[column]
    if mark is not None and (value is None or mark is Mark.HIDDEN):
        return mark
    if value is None:
        return Mark.NOT_APPLICABLE
    return int(value) if float(value).is_integer() else value


def amount(row: Row, value: float | None) -> str:
    """Return a number in the unit of the row: `72,2%`, `9`, `0,87`."""
    if value is None:
        return ""
    if row["eenheid"] == PERCENT:
        return formats.percent(value)
    return formats.count(value) if float(value).is_integer() else formats.decimal(value, 2)


def value_in_full(row: Row) -> str:
    """Return the value with its parts: `72,2% (109 van 151)`; without value the mark."""
    mark = cell(row, "waarde")
    if isinstance(mark, Mark):
        return mark.value
    text = amount(row, row["waarde"])
    if row["noemer"] is not None and row["eenheid"] == PERCENT:
        write = formats.euro if row["meer"] == "euro" else formats.count
        text += f" ({write(row['teller'])} van {write(row['noemer'])})"
    return text


def norm_of(row: Row) -> str:
    """Return the norm as a reader would say it: `minstens 70%`, `minstens 12 plaatsen`."""
    if row["norm"] is None:
        return "geen norm"
    least = "minstens" if row["vergelijking"] == ">=" else "hoogstens"
    number = _norm(row)
    counted = row["noemer"] is None and row["meer"] and row["eenheid"] != PERCENT
    return f"{least} {number}" + (f" {_words(row, row['norm'])}" if counted else "")


def norm_short(row: Row) -> str:
    """Return the norm in a few characters: `min. 70%`; a dash where there is none."""
    if row["norm"] is None:
        return "-"
    return f"{'min.' if row['vergelijking'] == '>=' else 'max.'} {_norm(row)}"


def last_year(row: Row) -> str:
    """Return the value of a year before; a dash where there is none to see."""
    return amount(row, row["vorig_jaar"]) or "-"


def to_go(row: Row) -> str:
    """Return what is still to go in numbers of people: `nog 9 mensen`, `nog 3 plaatsen`."""
    count = row["nog"]
    if not count:
        return ""
    number = f"{formats.count(count)} {_words(row, count)}".strip()
    return f"nog {number}" if row["vergelijking"] == ">=" else f"{number} te veel"


def how_many(good: int, judged: int) -> str:
    """Return how many targets do well: `4 van de 10 doelen`, `geen van de 2 doelen`."""
    if judged == 1:
        return "1 doel" if good else "geen enkel doel"
    if good == judged:
        return f"alle {formats.count(judged)} doelen"
    return f"{formats.count(good) if good else 'geen'} van de {formats.count(judged)} doelen"


def distance(row: Row) -> float:
    """Return how far a value is on the wrong side of what it should be by now, as a share of it.

    Counts of plaatsen, mensen and velden cannot be compared; how far each is from its own norm can.
    """
    due = row["norm"] * (row["deel_van_jaar"] if row["cumulatief"] else 1)
    short = due - row["waarde"] if row["vergelijking"] == ">=" else row["waarde"] - due
    return float(short / due) if due else 0.0


def outlook(row: Row) -> str:
    """Return what is expected on 31 December, with its interval; empty where nothing is."""
    if row["prognose"] is None:
        return ""
    value = row["prognose"] if row["eenheid"] in _UNROUNDED else round(row["prognose"])
    low, high = amount(row, row["ondergrens"]), amount(row, row["bovengrens"])
    return f"verwacht op 31 december {amount(row, value)} ({low} tot {high})"


def chance(row: Row) -> str:
    """Return the chance that the norm is met on 31 December: `93%`, `<1%`; a dash without one."""
    return formats.chance(row["kans"])


def needed_pace(row: Row) -> str:
    """Return the pace that is still needed: `nog 4 plaatsen per kwartaal`; empty without one.

    Only of what grows by counting, before the last quarter is half over.
    """
    quarters = 4 * (1 - row["deel_van_jaar"])
    counts = row["cumulatief"] and row["vergelijking"] == ">=" and row["kans"] is not None
    if not counts or not row["nog"] or quarters < _LEAST_QUARTERS:
        return ""
    each = math.ceil(10 * row["nog"] / quarters - 1e-9) / 10
    number = formats.count(each) if each == int(each) else formats.decimal(each)
    return f"nog {number} {_words(row, each)} per kwartaal nodig".replace("  ", " ")


def remark(row: Row) -> str:
    """Return what a reader must know of a row: why there is no value, direction, outlook."""
    parts = []
    if row["reden"]:
        parts.append(f"niet berekend: {row['reden'].replace('`', chr(39))}")
    if row["richting"] and row["norm"] is None and not row["naast"]:
        parts.append(DIRECTIONS[row["richting"]])
    parts += filter(None, (outlook(row), needed_pace(row)))
    if row["kans"] is None and standing_of(row) in UNDECIDED and row["kans_uitleg"]:
        parts.append(f"kans niet berekend: {row['kans_uitleg']}")
    if row["vergelijk_met"]:
        peer = amount(row, row["vergelijk_waarde"])
        parts.append(f"ernaast: {row['vergelijk_met']}" + (f": {peer}" if peer else ""))
    return ". ".join(filter(None, ("; ".join(parts), row["duiding"])))


def unknown_note(year: int, count: int | None) -> str:
    """Say how many persons are of no known class; None is hidden."""
    before = f"Op 31 december {year - 1} was van"
    if count is None:
        return (
            f"{before} een klein aantal personen de klasse onbekend; zij tellen in geen doel mee."
        )
    who = "1 persoon" if count == 1 else f"{formats.count(count)} personen"
    verb = "telt" if count == 1 else "tellen"
    they = "die" if count == 1 else "zij"
    return f"{before} {who} de klasse onbekend; {they} {verb} in geen doel mee."


def _norm(row: Row) -> str:
    return amount(row, row["norm"]).replace(",0%", "%")


def _words(row: Row, count: float) -> str:
    return str(row["een"] if count == 1 else row["meer"])


def chance_notes(rows: Sequence[Row]) -> tuple[str, ...]:
    """Say what the chances mean and what they rest on; nothing where none is told."""
    told = [row for row in rows if row["kans"] is not None]
    if not told:
        return ()
    ways: dict[str, list[str]] = {}
    for row in told:
        ways.setdefault(row["kans_uitleg"], []).append(row["naam"])
    usual = max(ways, key=lambda way: len(ways[way]))
    others = "".join(f"; bij {', '.join(ways[way])}: {way}" for way in ways if way != usual)
    return (
        "Kans: hoe waarschijnlijk het is dat de norm op 31 december wordt gehaald. Het oordeel "
        f"kijkt naar nu, de kans naar het eind van het jaar. Gerekend {usual}{others}.",
    )
