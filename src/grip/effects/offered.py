"""A pilot or a phased start, as a difference in differences over periods of equal length."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from grip.effects.arrays import TARGET, Flags, Numbers
from grip.effects.follow import followed
from grip.effects.panel import Panel
from grip.effects.stepped import LATER, Counted, Stepped, stepped
from grip.effects.tried import BEFORE, NOTHING, Tried, shares
from grip.indicators.dimensions import dimensions_of
from grip.indicators.views.caseload import Caseload
from grip.periods import DAY, shift_months
from grip.plan import Design, Wave

_BESIDE = "ernaast"
LEAST_BEFORE = 2  # periods without which nobody can see whether the groups moved alike


def offered(caseload: Caseload, panel: Panel, design: Design) -> Tried:
    """Return what a pilot or a phased start did."""
    waves = sorted(_waves(design), key=lambda wave: wave.vanaf)
    days = _periods(panel, design, waves[0].vanaf)
    if not any(day >= waves[0].vanaf for day in days):
        until = shift_months(waves[0].vanaf, design.maanden) - DAY
        return Tried(why_not=(f"gevolgd tot en met {panel.end}, nodig tot en met {until}",))
    rows = _rows(caseload, panel, design, waves, days)
    counted = _counted(rows, design, waves, days)
    lacking = _lacking(counted, [wave.groep for wave in waves])
    found = None if lacking else stepped(counted)
    if found is None:
        return Tried(why_not=lacking or (NOTHING,))
    return _tried(found, rows, counted)


def _lacking(counted: Counted, names: list[str]) -> tuple[str, ...]:
    """Return what there is nobody of, so that nothing can be compared."""
    empty = [name for number, name in enumerate(names) if not (counted.group == number).any()]
    if empty:
        return tuple(f"er zijn geen personen in de groep {name}" for name in empty)
    after = counted.period >= counted.begins.min()
    if not (after & (counted.period < counted.begins[counted.group])).any():
        return ("er is geen vergelijkingsgroep: niemand in de bijstand is nog zonder het aanbod",)
    if after.all():
        return ("er is geen periode gevolgd van voor het aanbod",)
    return ()


def _tried(found: Stepped, rows: pl.DataFrame, counted: Counted) -> Tried:
    took, had, beside = rows.get_column("nam").to_numpy(), found.had, found.beside
    works = counted.outcome > 0
    share, without = shares(*found.means)
    return Tried(
        found.effect, _persons(counted, had), _persons(counted, beside),
        _persons(counted, had & works), _persons(counted, beside & works), share, without,
        float(100 * took[had].mean()), float(100 * took[beside].mean()),
        {BEFORE: found.before} if found.before is not None else {}, _unseen(found),
    )  # fmt: skip


def _persons(counted: Counted, rows: Flags) -> int:
    return len(np.unique(counted.person[rows]))


def _unseen(found: Stepped) -> tuple[str, ...]:
    """Return why nobody can see whether the groups moved alike before, where that is so."""
    if found.periods_before < LEAST_BEFORE:
        return (f"{found.periods_before} periode ervoor, nodig {LEAST_BEFORE} om te zien of de "
                "groepen gelijk op gingen",)  # fmt: skip
    if found.before is None:
        return ("niet in elke periode ervoor is er iemand van beide kanten: of de groepen gelijk "
                "op gingen, is niet te zien",)  # fmt: skip
    return ()


def _waves(design: Design) -> tuple[Wave, ...]:
    if design.golven:
        return design.golven
    assert design.vanaf is not None  # by check_designs
    return (Wave(groep=design.groep, vanaf=design.vanaf),)


def _periods(panel: Panel, design: Design, anchor: date) -> list[date]:
    """Return the first days of periods that were followed whole, before and after the anchor."""
    length = design.maanden
    around = range(-1200 // length, 1200 // length)
    days = [shift_months(anchor, length * step) for step in around]
    last = design.tot or panel.end
    return [
        day for day in days
        if day > panel.begin and day <= last and shift_months(day, length) - DAY <= panel.end
    ]  # fmt: skip


def _rows(
    caseload: Caseload, panel: Panel, design: Design, waves: list[Wave], days: list[date]
) -> pl.DataFrame:
    """Return who was in benefit at the first day of a period: `persoon`, `dag`, `wie`, `werk`."""
    opening = pl.DataFrame({"dag": days})
    there = panel.spells.join(opening, how="cross").filter(
        pl.col("van") < pl.col("dag"), pl.col("tot").is_null() | (pl.col("tot") >= pl.col("dag"))
    )
    belongs = _belongs(caseload, followed(panel, design, there), design, waves)
    kept = belongs.filter(pl.col("wie").is_not_null())
    return kept.select("persoon", "dag", "wie", "werk", "nam").sort("persoon", "dag")


def _belongs(
    caseload: Caseload, rows: pl.DataFrame, design: Design, waves: list[Wave]
) -> pl.DataFrame:
    """Add `wie`: the group of a wave, beside them, or nothing where somebody does not count."""
    if design.dimensie == TARGET:
        inside = {name: pl.col(f"{TARGET}:{name}") for name in caseload.profile.doelgroep
                  if f"{TARGET}:{name}" in rows.columns}  # fmt: skip
    else:
        trait = dimensions_of(caseload)[design.dimensie].trait
        line = caseload.remembered(trait, trait.by_person).select(
            "persoon_id", "vanaf", plek=pl.col("categorie")
        )
        rows = (
            rows.with_columns(avond=pl.col("dag") - pl.duration(days=1))
            .sort("persoon_id", "avond")
            .join_asof(line.sort("persoon_id", "vanaf"), left_on="avond", right_on="vanaf",
                       by="persoon_id", check_sortedness=False)
        )  # fmt: skip
        inside = {name: pl.col("plek") == name for name in
                  (*(wave.groep for wave in waves), *design.vergelijk)}  # fmt: skip
    never = pl.lit(False)
    waited: pl.Expr = pl.lit(None, pl.String)
    for wave in reversed(waves):
        belongs = inside.get(wave.groep, never).fill_null(False)
        waited = pl.when(belongs).then(pl.lit(wave.groep)).otherwise(waited)
    others = [inside.get(name, never).fill_null(False) for name in design.vergelijk]
    beside = pl.any_horizontal(others) if others else pl.lit(True)
    return rows.with_columns(
        wie=pl.coalesce(waited, pl.when(beside).then(pl.lit(_BESIDE)))
    )  # fmt: skip


def _counted(rows: pl.DataFrame, design: Design, waves: list[Wave], days: list[date]) -> Counted:
    names = [*(wave.groep for wave in waves), _BESIDE]
    begins = [next((n for n, day in enumerate(days) if day >= wave.vanaf), LATER)
              for wave in waves]  # fmt: skip
    number = {day: n for n, day in enumerate(days)}
    persons: Numbers = rows.get_column("persoon").to_numpy().astype(np.int64)
    return Counted(
        persons,
        rows.get_column("wie").replace_strict(names, range(len(names)),
                                              return_dtype=pl.Int64).to_numpy(),
        rows.get_column("dag").replace_strict(number, return_dtype=pl.Int64).to_numpy(),
        rows.get_column("werk").to_numpy(), np.array([*begins, LATER]),
    )  # fmt: skip
