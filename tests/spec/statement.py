"""A statement: on these tables, in this period, this indicator gives this figure.

A spec makes statements. In a test run each is checked against the engine; the manual only
writes them down. What is expected was worked out by hand from the definitions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from grip.config import Profile
from grip.indicators.catalogue import find
from grip.indicators.engine import compute
from grip.indicators.model import Indicator
from grip.periods import Period
from grip.results import TOTAL, Status
from grip.schema import TABLES
from tests.spec.tables import rows_of
from tests.support import caseload, profile, with_settings


@dataclass(frozen=True)
class Statement:
    """What one call in a spec says.

    Attributes:
        indicator: an id, or an id with a variant such as `instroom_pct;noemer=begin`.
        tables: tiny tables by name, as text.
        periode: a period as the user writes it.
        teller, noemer, waarde: what the figure must be; a count has no noemer, and a median no
            teller: its noemer is the number of cases.
        per, categorie: the group that the figure is of, such as `rol` and `partner`.
        tellers: instead of those, the teller of every category; who is not named must be 0.
        oordeel: what must be said beside the figure.
        niet_berekend: why nothing can be computed, in the words of the report.
        profiel: the profile whose choices hold.
        onderbreking_dagen: another gap rule than that of the profile.
        extractiedatum: the day of the export, as text; without it the end of the period.
    """

    indicator: str
    tables: Mapping[str, str]
    periode: str
    teller: float | None = None
    noemer: float | None = None
    waarde: float | None = None
    per: str = ""
    categorie: str = ""
    tellers: Mapping[str, float] | None = None
    oordeel: str = ""
    niet_berekend: str = ""
    profiel: str = "standaard"
    onderbreking_dagen: int | None = None
    extractiedatum: str = ""

    @classmethod
    def of(cls, indicator: str, said: Mapping[str, Any]) -> Statement:
        """Return the statement of a call in a spec, whose keywords name tables and figures."""
        tables = {name: text for name, text in said.items() if name in TABLES}
        rest = {name: value for name, value in said.items() if name not in TABLES}
        return cls(indicator, tables, **rest)

    def profile(self) -> Profile:
        """Return the profile that holds."""
        if self.onderbreking_dagen is None:
            return profile(self.profiel)
        return with_settings(self.profiel, onderbreking_dagen=self.onderbreking_dagen)


def check(statement: Statement, indicator: Indicator | None = None) -> None:
    """Raise an AssertionError where the engine gives another figure than the statement.

    `indicator` is given where it is not in the register (yet).
    """
    of = statement.profile()
    indicator = indicator or find(of, statement.indicator)
    rows = _computed(statement, indicator, of)
    if statement.niet_berekend:
        reasons = {(row["status"], row["oordeel"]) for row in rows.values()}
        assert reasons == {("niet_berekend", f"niet berekend: {statement.niet_berekend}")}
    elif statement.tellers is not None:
        assert set(statement.tellers) <= set(rows), f"categories: {sorted(rows)}"
        found = {name: row["teller"] for name, row in rows.items() if row["teller"]}
        assert found == {name: n for name, n in statement.tellers.items() if n}
    else:
        _agrees(statement, indicator, rows[statement.categorie or TOTAL])


def _computed(statement: Statement, indicator: Indicator, of: Profile) -> dict[str, dict[str, Any]]:
    """Return the rows of the engine for the split of the statement, by category."""
    names = (statement.per,) if statement.per in indicator.dimensions else statement.per.split("|")
    # Of a figure that is itself by reason, the reason is no split.
    split = tuple(name for name in names if name in indicator.dimensions)
    tables = {name: rows_of(name, text) for name, text in statement.tables.items()}
    period = Period.parse(statement.periode)
    made = date.fromisoformat(statement.extractiedatum) if statement.extractiedatum else None
    frame = compute(caseload(tables, of), [indicator], [period], per=[split], extraction=made).frame
    wanted = statement.per or TOTAL
    rows = [row for row in frame.iter_rows(named=True) if row["dimensie"] == wanted]
    assert rows, f"{indicator.id} has no figures per {wanted}"
    return {row["categorie"]: row for row in rows}


def unit_of(statement: Statement, indicator: Indicator) -> str:
    """Return what a value is in: of the scores by themselves it is the share that gave each."""
    return "procent" if statement.per == "score" else indicator.card.unit


def value_of(statement: Statement, indicator: Indicator) -> float | None:
    """Return the value that a statement gives: its own, or what its numbers make."""
    unit, top, bottom = unit_of(statement, indicator), statement.teller, statement.noemer
    if estimated(indicator):
        return statement.waarde
    if indicator.interval == "eigen" and unit == indicator.card.unit:
        return top if unit == "euro" else statement.waarde  # a sum of money, a median, a mean
    if bottom is None or top is None:
        return top
    times = {"procent": 100, "per 10.000 inwoners": 10_000}.get(unit, 1)
    return times * top / bottom if bottom else None


def estimated(indicator: Indicator) -> bool:
    """Tell whether a figure is estimated and not the quotient of its parts."""
    return indicator.card.estimated and indicator.interval == "eigen"


def _agrees(statement: Statement, indicator: Indicator, row: Mapping[str, Any]) -> None:
    said = statement.teller, statement.noemer
    found = row["teller"], row["noemer"]
    assert found == pytest.approx(said, abs=1e-9), f"{found[0]}/{found[1]}, not {said}"
    value = value_of(statement, indicator)
    assert not statement.oordeel or row["oordeel"] == statement.oordeel
    enough = value is not None
    assert row["status"] == (Status.SHOWN if enough else Status.TOO_FEW)
    assert (row["waarde"] is not None) == enough
    near = 0.05 if estimated(indicator) else 1e-9
    assert value is None or abs(row["waarde"] - value) < near
    assert statement.waarde is None or abs(row["waarde"] - statement.waarde) < 0.05
