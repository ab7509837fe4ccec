"""All that is known of the instruments of a municipality, in one frame, and how far that goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Any

import polars as pl

from grip.effects.adjust import LEAST_TESTED, Comparison, Estimate, compare, otherwise
from grip.effects.after import after_of
from grip.effects.arrays import distinct
from grip.effects.by_group import InGroup, by_group
from grip.effects.designs import Told, designs_of
from grip.effects.frame import (
    AFTER,
    COMPARED,
    DESIGNED,
    HORIZON,
    KINDS,
    OUTCOMES,
    SCHEMA,
    USE,
    together,
)
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
    too_few,
    too_few_starters,
    too_thin,
)
from grip.effects.worth import COSTS, worth_of
from grip.indicators.views.caseload import Caseload
from grip.periods import Period, shift_keeping_month_end
from grip.results import TOTAL, Status

# Groups of instruments that are not meant for work in the first place.
ELSEWHERE = frozenset({"diagnose", "participatie", "zorg", "voorliggend"})
NOTHING = "nog geen enkele start een jaar gevolgd"
NO_WEIGHTS = "de anderen zijn met geen weging aan de starters gelijk te maken"
TOP = "dit is het hoogste; het geldt voor wie in de opzet telt, en als klopt wat die aanneemt"
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
        designs: what the declared designs showed.
        about: what each instrument is, in a sentence, where the profile says so.
        labels: how a reader calls every target group and instrument of the profile.
        priced: whether costs are kept by voorziening, and some were followed.
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
    designs: tuple[Told, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    priced: bool = False


@dataclass(frozen=True)
class _Looked:
    """One instrument that was looked at: the comparison, or why there is none."""

    instrument: str
    found: Comparison | None
    usual: Naive | None
    starters: int
    others: int
    why: str = ""


def followed_until(caseload: Caseload, end: date, extraction: date) -> date:
    """Return the last day up to `end` of which outflow is registered in full."""
    late = caseload.profile.instellingen.voorlopig_maanden
    return min(end, shift_keeping_month_end(extraction, -late))


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
    designs: list[Told] = []
    if panel is not None:
        parts += [after_of(caseload, panel), worth_of(caseload, panel)]
        designs = designs_of(caseload, panel)
        parts.append(_framed([*_looked_at(panel), *_designed(designs)]))
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
        tuple(one for one in designs if not chosen or one.design.instrument in chosen),
        {id: catalogue[id].omschrijving for id in order},
        {id: one.naam for named in (caseload.profile.doelgroep, catalogue)
         for id, one in named.items()},
        panel is not None and not caseload.lacks(COSTS),
    )  # fmt: skip


def _place(caseload: Caseload, id: str) -> tuple[int, str]:
    groups = list(caseload.profile.instrumentgroep)
    one = caseload.profile.instrument[id]
    return (groups.index(one.groep) if one.groep in groups else len(groups), one.naam)


Row = dict[str, Any]
_BLANK: Row = {
    **dict.fromkeys(SCHEMA), "dimensie": TOTAL, "categorie": TOTAL, "maanden": HORIZON,
    "status": Status.SHOWN.value, "toelichting": "",
}  # fmt: skip


def _framed(rows: Sequence[Row]) -> pl.DataFrame:
    """Return rows in the shape of the frame; each carries the level and the unit of its kind."""
    whole = [
        {**_BLANK, "niveau": KINDS[row["maat"]].level, "eenheid": KINDS[row["maat"]].unit, **row}
        for row in rows
    ]
    return pl.DataFrame(
        {name: [row[name] for row in whole] for name in SCHEMA}, schema=SCHEMA, strict=False
    )


def _looked_at(panel: Panel) -> list[Row]:
    """Look at every instrument; the verdicts count how many were looked at."""
    looked = [_look(panel, name) for name in panel.stage.starts]
    able = [one for one in looked if one.found is not None and not too_thin(one.found)]
    chances = holm([one.found.work.chance for one in able if one.found is not None])
    drawn = pooled([one.found.work for one in able if one.found is not None])
    beside = {
        one.instrument: (chance, shrunk)
        for one, chance, shrunk in zip(able, chances, drawn, strict=True)
    }
    told = [row for one in looked for row in _rows(one, *beside.get(one.instrument, (None, None)))]
    told += _weighed_otherwise(panel, told)
    spoken = {row["instrument"] for row in told
              if row["maat"] == "oordeel" and row["waarde"] == COMPARED}  # fmt: skip
    groups = by_group(panel, [one.instrument for one in able if one.instrument in spoken], HORIZON)
    return [*told, *(row for one in groups for row in _in_group(one))]


def _weighed_otherwise(panel: Panel, told: Sequence[Row]) -> list[Row]:
    """Return what another way of weighing gives, of instruments with an indication."""
    signals = [row["instrument"] for row in told if row["maat"] == "oordeel"
               and row["categorie"] == Verdict.SIGNAL.value]  # fmt: skip
    trials = ((name, trial_of(panel, name, HORIZON)) for name in signals)
    return [{"instrument": name, "maat": "anders_gewogen", "waarde": otherwise(trial)}
            for name, trial in trials if trial is not None]  # fmt: skip


def _in_group(one: InGroup) -> list[Row]:
    """Return the difference in one group; where nothing may be said it carries no value."""
    dimension, name = one.group
    where = {"instrument": one.instrument, "dimensie": dimension, "categorie": name}
    size = {"teller": one.found.events, "noemer": one.found.starters}
    if not one.speaks:
        return [{**where, **size, "maat": "verschil_groep", "status": _silent(one.found),
                 "toelichting": "; ".join(one.judged.reasons)}]  # fmt: skip
    told = [{**where, **size, **_estimate(one.found.work), "maat": "verschil_groep",
             "toelichting": one.judged.verdict.value}]  # fmt: skip
    if one.drawn is not None:
        told.append({**where, **_estimate(one.drawn), "maat": "ingedikt_groep"})
    return told


def _designed(designs: Sequence[Told]) -> list[Row]:
    """Return what the designs showed; where nothing may be said they carry no value."""
    rows: list[Row] = []
    for told in designs:
        design, tried = told.design, told.tried
        where = {"instrument": design.instrument, "dimensie": "opzet", "categorie": design.id,
                 "maanden": design.maanden}  # fmt: skip
        if told.effect is not None:
            rows += [
                {**where, "maat": "opzet_verschil", **_estimate(told.effect),
                 "teller": tried.events, "noemer": tried.offered},
            ]  # fmt: skip
            rows += [{**where, "maat": kind, "waarde": share, "noemer": number}
                     for kind, share, number in (("opzet_met", tried.share, tried.offered),
                                                 ("opzet_zonder", tried.without, tried.others))
                     if share is not None]  # fmt: skip
        rows += [{**where, "maat": kind, "waarde": share} for kind, share in
                 (("opzet_begonnen", tried.taken_up), ("opzet_elders", tried.elsewhere))
                 if share is not None]  # fmt: skip
        rows += [{**where, "maat": "opzet_toets", "toelichting": name, **_estimate(test)}
                 for name, test in tried.tests.items()]  # fmt: skip
        rows.append({**where, "maat": "opzet_oordeel", "toelichting": "; ".join(told.reasons),
                     "waarde": float(DESIGNED) if told.speaks else None})  # fmt: skip
    return rows


def _look(panel: Panel, instrument: str) -> _Looked:
    trial = trial_of(panel, instrument, HORIZON)
    usual = naive(panel, instrument, HORIZON)
    if trial is None:
        return _Looked(instrument, None, usual, 0, 0, NOTHING)
    starters = int(trial.started.sum())
    others = distinct(trial.person[trial.started == 0])
    if starters < LEAST_STARTERS:
        why = too_few_starters(starters)
        return _Looked(instrument, None, usual, starters, others, why)
    found = compare(trial, placebo_of(panel, instrument))
    return _Looked(instrument, found, usual, starters, others, "" if found else NO_WEIGHTS)


def _rows(one: _Looked, chance: float | None, shrunk: Estimate | None) -> list[Row]:
    """Return all rows of the comparison of one instrument, the verdict last."""
    said: list[tuple[str, Row]] = []
    if one.usual is not None:
        said.append(("naief", {"waarde": one.usual.difference, "noemer": one.usual.persons}))
    verdict = Judged(Verdict.NONE, (one.why,))
    if one.found is None:
        smallest = smallest_difference(one.starters, one.others)
    else:
        verdict = judged(one.found, chance)
        smallest = smallest_found(one.found.work)
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
    return [{"instrument": one.instrument, "maat": kind, **row} for kind, row in said]


def _of(found: Comparison, *, shown: bool) -> list[tuple[str, Row]]:
    """Return the figures of a comparison; where nothing may be said they carry no value."""
    hidden = {} if shown else {"status": _silent(found), "waarde": None,
                               "ondergrens": None, "bovengrens": None}  # fmt: skip
    started, control = found.shares[-1]
    rows: list[tuple[str, Row]] = [
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
    rows += [(kind, _tested(test)) for kind, test in
             (("toets_reden", found.unmoved), ("toets_startdatum", found.placebo))]  # fmt: skip
    return rows


def _tested(test: Estimate | None) -> Row:
    """Return what a test found; one that could not be made is no test that was passed."""
    if test is not None:
        return _estimate(test)
    return {"status": Status.TOO_FEW.value,
            "toelichting": f"minder dan {LEAST_TESTED} gevallen: niet te toetsen"}  # fmt: skip


def _silent(found: Comparison) -> str:
    """Return why a comparison says nothing: too few for one, or they are not alike."""
    return (Status.TOO_FEW if too_few(found) else Status.NOT_COMPUTED).value


def _finite(number: float) -> float | None:
    return number if isfinite(number) else None


def _estimate(one: Estimate) -> Row:
    return {"waarde": one.difference, "ondergrens": one.low, "bovengrens": one.high}


def levels_of(effects: Effects) -> dict[str, tuple[int, str]]:
    """Return by instrument the highest step of evidence, and why it goes no higher."""
    shown = effects.frame.filter(
        pl.col("status") == Status.SHOWN.value, pl.col("maat").is_in(OUTCOMES)
    )
    after = set(shown.get_column("instrument"))
    verdicts = {
        row["instrument"]: row
        for row in effects.frame.filter(pl.col("maat") == "oordeel").iter_rows(named=True)
    }
    designed = {one.design.instrument for one in effects.designs if one.speaks}
    apart = {
        row["instrument"]: _outside(row)
        for row in effects.frame.filter(pl.col("maat") == "in_bijstand").iter_rows(named=True)
        if 2 * row["teller"] < row["noemer"] and row["teller"] < LEAST_STARTERS
    }
    return {
        id: _level(id, designed, after, verdicts.get(id), apart.get(id)) for id in effects.names
    }


def _outside(row: Mapping[str, Any]) -> str:
    """Return the reason that an instrument is for who is not, or no longer, in benefit."""
    return (
        f"wie ermee begint, zit dan meestal niet in de bijstand ({row['teller']:.0f} van de "
        f"{row['noemer']:.0f} wel), en dan is er geen uitstroom te volgen"
    )


def _level(
    id: str,
    designed: set[str],
    after: set[str],
    verdict: Mapping[str, Any] | None,
    outside: str | None,
) -> tuple[int, str]:
    if id in designed:
        return DESIGNED, TOP
    if verdict is not None and verdict["waarde"] == COMPARED:
        return COMPARED, NO_DESIGN
    if outside is not None:
        return (AFTER if id in after else USE), outside
    if id not in after:
        return USE, "te weinig starts om te zeggen wat er daarna gebeurde"
    return AFTER, f"geen vergelijking: {NOTHING if verdict is None else verdict['toelichting']}"
