"""All that is known of the instruments of a municipality, in one frame, and how far that goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any

import polars as pl

from grip.effects.adjust import Comparison, Estimate, compare
from grip.effects.after import after_of
from grip.effects.frame import AFTER, COMPARED, HORIZON, KINDS, SCHEMA, USE, together
from grip.effects.guideline import outside_guideline
from grip.effects.panel import COVARIATES, Panel, panel_of
from grip.effects.trial import Naive, naive, placebo_of, trial_of
from grip.effects.use import use_of
from grip.effects.verdict import (
    LEAST_STARTERS,
    Judged,
    Verdict,
    holm,
    judged,
    pooled,
    smallest_difference,
    smallest_found,
    too_thin,
)
from grip.effects.worth import worth_of
from grip.indicators.views.caseload import Caseload
from grip.periods import Period
from grip.results import TOTAL, Status

# Groups of instruments that are not meant for work in the first place.
ELSEWHERE = frozenset({"diagnose", "participatie", "zorg", "voorliggend"})
NOTHING = "nog geen enkele start een jaar gevolgd"
NO_WEIGHTS = "de anderen zijn met geen weging aan de starters gelijk te maken"
NO_DESIGN = (
    "wie begint, kiest een consulent en niet het lot: wat niet is vastgelegd (motivatie, "
    "gezondheid) kan het verschil ook verklaren"
)


@dataclass(frozen=True)
class Effects:
    """What is known of instruments, raw: it has to pass `grip.effect_door` to be shown.

    Attributes:
        frame: a row per figure, see `grip.effects.frame`.
        names: how a reader calls each instrument, in the order of the report.
        groups: the group of each instrument.
        elsewhere: instruments that are meant for something else than work in the first place.
        window: the twelve months that use is about.
        since, until: first and last day of what was followed.
        covariates: on what starters and others are made alike, in words.
        part: one in how many person-months was followed.
    """

    frame: pl.DataFrame
    names: Mapping[str, str]
    groups: Mapping[str, str]
    elsewhere: frozenset[str]
    window: Period
    since: date | None
    until: date
    covariates: tuple[str, ...] = ()
    part: int = 1


@dataclass(frozen=True)
class _Looked:
    """One instrument that was looked at: the comparison, or why there is none."""

    instrument: str
    found: Comparison | None
    usual: Naive | None
    starters: int
    others: int
    why: str = ""


def effects_of(caseload: Caseload, end: date, until: date, chosen: Sequence[str] = ()) -> Effects:
    """Return what is known of instruments at the end of a day; nothing without the table.

    Args:
        caseload: the municipality.
        end: the reference date; use is about the twelve months up to it.
        until: the last day of which all outflow is registered; starts are followed up to it.
        chosen: ids of instruments; without them every instrument that was ever started. Control
            for looking at many counts all of them, whatever is chosen.
    """
    window = Period(end, end).last_twelve_months()
    if caseload.lacks(("voorzieningen",)):
        return Effects(together([]), {}, {}, frozenset(), window, None, until)
    panel = panel_of(caseload, until)
    parts = [use_of(caseload, window), outside_guideline(caseload, window)]
    covariates: tuple[str, ...] = ()
    if panel is not None:
        parts += [after_of(caseload, panel), worth_of(caseload, panel)]
        parts.append(_looked_at(panel))
        covariates = tuple(COVARIATES[name] for name in panel.covariates)
    catalogue = caseload.profile.instrument
    frame = together(parts)
    if chosen:
        frame = frame.filter(pl.col("instrument").is_in(chosen))
    present = set(frame.get_column("instrument"))
    order = sorted(present & catalogue.keys(), key=lambda id: _place(caseload, id))
    return Effects(
        frame, {id: catalogue[id].naam for id in order},
        {id: caseload.profile.instrumentgroep.get(catalogue[id].groep, catalogue[id].groep)
         for id in order},
        frozenset(id for id in order if catalogue[id].groep in ELSEWHERE),
        window, None if panel is None else panel.begin, until, covariates,
        1 if panel is None else panel.part,
    )  # fmt: skip


def _place(caseload: Caseload, id: str) -> tuple[int, str]:
    groups = list(caseload.profile.instrumentgroep)
    one = caseload.profile.instrument[id]
    return (groups.index(one.groep) if one.groep in groups else len(groups), one.naam)


def _looked_at(panel: Panel) -> pl.DataFrame:
    """Look at every instrument; the verdicts count how many were looked at."""
    names = panel.starts.get_column("instrument").unique().sort().to_list()
    looked = [_look(panel, name) for name in names]
    able = [one for one in looked if one.found is not None and not too_thin(one.found)]
    chances = holm([one.found.work.chance for one in able if one.found is not None])
    drawn = pooled([one.found.work for one in able if one.found is not None])
    beside = {
        one.instrument: (chance, shrunk)
        for one, chance, shrunk in zip(able, chances, drawn, strict=True)
    }
    rows = [row for one in looked for row in _rows(one, *beside.get(one.instrument, (None, None)))]
    frame = pl.DataFrame(
        rows, schema={name: SCHEMA[name] for name in SCHEMA if name != "niveau"}, orient="row"
    )
    return frame.select(*(pl.lit(COMPARED).alias(n) if n == "niveau" else n for n in SCHEMA)).cast(
        SCHEMA  # type: ignore[arg-type]
    )


def _look(panel: Panel, instrument: str) -> _Looked:
    trial = trial_of(panel, instrument, HORIZON)
    usual = naive(panel, instrument, HORIZON)
    if trial is None:
        return _Looked(instrument, None, usual, 0, 0, NOTHING)
    starters = int(trial.started.sum())
    others = len(set(trial.person[trial.started == 0].tolist()))
    if starters < LEAST_STARTERS:
        why = f"{starters} starters, nodig {LEAST_STARTERS}"
        return _Looked(instrument, None, usual, starters, others, why)
    found = compare(trial, placebo_of(panel, instrument))
    return _Looked(instrument, found, usual, starters, others, "" if found else NO_WEIGHTS)


def _rows(one: _Looked, chance: float | None, shrunk: Estimate | None) -> list[dict[str, Any]]:
    """Return all rows of the comparison of one instrument, the verdict last."""
    said: list[tuple[str, dict[str, Any]]] = []
    if one.usual is not None:
        said.append(("naief", {"waarde": one.usual.difference, "noemer": one.usual.persons}))
    verdict = Judged(Verdict.NONE, (one.why,))
    if one.found is None:
        smallest = smallest_difference(one.starters, one.others)
    else:
        verdict = judged(one.found, chance)
        smallest = smallest_found(one.found)
        said += _of(one.found, shown=verdict.verdict is not Verdict.NONE)
        if shrunk is not None and verdict.verdict is not Verdict.NONE:
            said.append(("ingedikt", _estimate(shrunk)))
    said.append(("kleinste", {"waarde": smallest if isfinite(smallest) else None,
                              "noemer": one.starters}))  # fmt: skip
    reached = COMPARED if verdict.verdict is not Verdict.NONE else AFTER
    said.append(
        ("oordeel", {"categorie": verdict.verdict.value, "dimensie": "oordeel",
                     "waarde": reached, "toelichting": "; ".join(verdict.reasons)})
    )  # fmt: skip
    usual = {name: None for name in SCHEMA if name != "niveau"}
    return [
        {**usual, "instrument": one.instrument, "maat": kind, "dimensie": TOTAL,
         "categorie": TOTAL, "maanden": HORIZON, "eenheid": KINDS[kind].unit,
         "status": Status.SHOWN.value, "toelichting": "", **row}
        for kind, row in said
    ]  # fmt: skip


def _of(found: Comparison, *, shown: bool) -> list[tuple[str, dict[str, Any]]]:
    """Return the figures of a comparison; where nothing may be said they carry no value."""
    hidden = {} if shown else {"status": Status.TOO_FEW.value, "waarde": None,
                               "ondergrens": None, "bovengrens": None}  # fmt: skip
    started, control = found.shares[-1]
    rows: list[tuple[str, dict[str, Any]]] = [
        ("verschil", {**_estimate(found.work), "noemer": found.starters,
                      "teller": found.events, **hidden}),
        ("ongewogen", {"waarde": found.raw, **hidden}),
        ("deel_starters", {"waarde": 100 * started, "teller": found.events,
                           "noemer": found.starters, **hidden}),
        ("deel_anderen", {"waarde": 100 * control, "noemer": found.others, **hidden}),
        ("omvang", {"waarde": found.size, "noemer": found.others}),
        ("overlap", {"waarde": 100 * found.starters / (found.starters + found.outside),
                     "teller": found.starters, "noemer": found.starters + found.outside}),
    ]  # fmt: skip
    if shown:
        rows += [
            ("verloop", {**_estimate(point), "maanden": month})
            for month, point in enumerate(found.curve, 1)
        ]
        rows.append(
            ("e_waarde", {"waarde": _finite(found.explain),
                          "ondergrens": _finite(found.explain_bound)})
        )  # fmt: skip
    rows += [
        ("balans", {"dimensie": balance.covariate, "categorie": balance.level,
                    "teller": balance.before, "waarde": balance.after})
        for balance in found.balance
    ]  # fmt: skip
    if found.unmoved is not None:
        rows.append(("toets_reden", _estimate(found.unmoved)))
    if found.placebo is not None:
        rows.append(("toets_startdatum", _estimate(found.placebo)))
    return rows


def _finite(number: float) -> float | None:
    return number if isfinite(number) else None


def _estimate(one: Estimate) -> dict[str, Any]:
    return {"waarde": one.difference, "ondergrens": one.low, "bovengrens": one.high}


def level_of(frame: pl.DataFrame, instrument: str) -> tuple[int, str]:
    """Return the highest step of evidence of an instrument, and why it goes no higher."""
    own = frame.filter(pl.col("instrument") == instrument)
    verdict = own.filter(pl.col("maat") == "oordeel")
    shown = own.filter(pl.col("status") == Status.SHOWN.value)
    if verdict.height and verdict.item(0, "waarde") == COMPARED:
        return COMPARED, NO_DESIGN
    after = shown.filter(pl.col("niveau") == AFTER).height > 0
    if not after:
        return USE, "te weinig starts om te zeggen wat er daarna gebeurde"
    why = verdict.item(0, "toelichting") if verdict.height else NOTHING
    return AFTER, f"geen vergelijking: {why}"
