"""From declared targets to their attainment, for the year up to a reference date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from grip.indicators.views.boundary import falls_in, in_stock
from grip.indicators.views.caseload import Caseload
from grip.indicators.views.wage_subsidies import persons_on_subsidy
from grip.periods import Period, shift_keeping_month_end
from grip.plan import Peer
from grip.results import Kind, Results, Status
from grip.targets import people
from grip.targets.figures import place_of, values
from grip.targets.frame import TARGET_SCHEMA, TargetResults
from grip.targets.judgement import PERCENT, RATIO, Outcome, standing, to_go, year_gone
from grip.targets.lines import Line, lines_of
from grip.targets.looking_ahead import Ahead, Earlier, ahead, earlier_years, looks_ahead
from grip.targets.selections import chosen_support, needs_of

_NOT_DECLARED = "in het profiel staat niet hoe dit doel wordt geteld"
_SHARES = ("_pct", "_aandeel")  # how the id of a share ends
_SILENT = Ahead()
_ABSENT = "het cijfer `{id}` is voor deze groep niet berekend"


def attain(
    caseload: Caseload,
    day: date,
    *,
    reader: str | None = None,
    extraction: date | None = None,
    known: Results | None = None,
) -> TargetResults:
    """Return the attainment of every target of the profile on `day`, and a year before.

    The period of every target runs from 1 January of the year up to `day`.

    Args:
        caseload: what is counted, with the profile whose targets they are.
        day: the reference date.
        reader: keeps the targets that this reader reads.
        extraction: the day of the export, for indicators that look at it.
        known: results that were computed already; what is in them is not computed again.
    """
    period = Period(date(day.year, 1, 1), day)
    periods = (period.shifted(-12), period)
    lines = lines_of(caseload.profile, reader)
    figures = values(caseload, [x for x in lines if x.rule.indicator], periods, extraction, known)
    told = _commentary(caseload)
    rows: list[dict[str, Any]] = []
    unknown: dict[int, int] = {}
    for one in periods:
        now = _outcomes(caseload, lines, one, figures)
        coming = _coming(caseload, lines, one, now, extraction) if one == period else {}
        kind = _kind(caseload, one, extraction)
        rows += [
            _row(caseload, line, one, now[line.key], coming.get(line.key, _SILENT))
            | {"soort": kind, "duiding": told.get((line.id, one.end.year), "")}
            for line in lines
        ]
        if (count := _unknown(caseload, lines, one)) is not None:
            unknown[one.end.year] = count
    return TargetResults(pl.DataFrame(rows, schema=TARGET_SCHEMA), unknown)


def _kind(caseload: Caseload, period: Period, extraction: date | None) -> str:
    """Return whether the period can still change, as the engine says it of figures."""
    months = caseload.profile.instellingen.voorlopig_maanden
    settled = None if extraction is None else shift_keeping_month_end(extraction, -months)
    late = settled is not None and period.end > settled
    return Kind.PROVISIONAL.value if late else Kind.MEASURED.value


def _commentary(caseload: Caseload) -> dict[tuple[str, int], str]:
    """Return what people say beside the count, by target and year."""
    told: dict[tuple[str, int], list[str]] = {}
    for row in caseload.table("duiding").iter_rows(named=True):
        year = str(row["periode"])[:4]
        if year.isdigit():
            who = f" ({row['rol']})" if row["rol"] else ""
            said = f"{str(row['tekst']).rstrip('.')}{who}"
            told.setdefault((row["indicator"], int(year)), []).append(said)
    return {key: "; ".join(texts) for key, texts in told.items()}


@dataclass(frozen=True)
class _Counted:
    """The outcome of a line, and the counts that follow from it."""

    outcome: Outcome
    follows: tuple[int, ...] = ()


def _coming(
    caseload: Caseload, lines: Sequence[Line], period: Period, now: Mapping[str, _Counted],
    extraction: date | None,
) -> dict[str, Ahead]:  # fmt: skip
    """Return what is expected on 31 December of every line that is judged; nothing on that day."""
    if year_gone(period) == 1:
        return {}
    asked = [x for x in lines if looks_ahead(x, period, now[x.key].outcome)]
    years = earlier_years(caseload, period)
    spans = [span for year in years for span in (year, Period.of_months(year.end.year, 1, 12))]
    figures = values(caseload, [x for x in asked if x.rule.indicator], spans, extraction)
    then = {span: _outcomes(caseload, asked, span, figures) for span in spans}
    start = _outcomes(
        caseload, [x for x in asked if not x.rule.indicator], Period(period.begin, period.begin), {}
    )
    found = {}
    for line in asked:
        pairs = [(then[a][line.key].outcome, then[b][line.key].outcome)
                 for a, b in zip(spans[::2], spans[1::2], strict=True)]  # fmt: skip
        earlier = Earlier(pairs, start[line.key].outcome if line.key in start else None)
        norm, _, _ = _norm(caseload, line, period)
        found[line.key] = ahead(caseload, line, period, now[line.key].outcome, earlier, norm)
    return found


def _unknown(caseload: Caseload, lines: Sequence[Line], period: Period) -> int | None:
    of_persons = [x for x in lines if x.counts_persons]
    if any(people.lacking(caseload, x.rule) for x in of_persons):
        return None
    return people.of_unknown_class(caseload, of_persons, period)


def _outcomes(
    caseload: Caseload,
    lines: Sequence[Line],
    period: Period,
    figures: Mapping[tuple[str, Period], dict[str, Any]],
) -> dict[str, _Counted]:
    """Return what was counted for every line, by its key."""
    found: dict[str, _Counted] = {}
    able = []
    for line in lines:
        if not line.declared:
            found[line.key] = _Counted(_nothing(_NOT_DECLARED))
        elif line.rule.indicator:
            outcome = _figure(line, figures.get((line.key, period)))
            about = outcome.unit == RATIO and outcome.value is not None
            told = (persons_on_subsidy(caseload.unit("lks"), period.end),) if about else ()
            found[line.key] = _Counted(outcome, told)
        elif line.counts_support:
            found[line.key] = _Counted(_support(caseload, line, period))
        elif reason := people.lacking(caseload, line.rule):
            found[line.key] = _Counted(_nothing(reason))
        else:
            able.append(line)
    for key, tally in people.tallies(caseload, able, period).items():
        top, bottom = tally.numerator, tally.denominator
        share = 100 * top / bottom if bottom else None
        found[key] = _Counted(Outcome(share, top, bottom), tally.follows)
    return found


def _nothing(reason: str) -> Outcome:
    return Outcome(reason=reason)


def _figure(line: Line, row: dict[str, Any] | None) -> Outcome:
    """Return the value of an indicator, or why there is none."""
    if row is None:
        id = (line.rule.indicator or "").partition(";")[0]
        return Outcome(unit=PERCENT if id.endswith(_SHARES) else "", reason=_ABSENT.format(id=id))
    if row["status"] == Status.NOT_COMPUTED.value:
        reason = str(row["oordeel"]).removeprefix("niet berekend: ")
        return Outcome(unit=row["eenheid"], reason=reason)
    return Outcome(row["waarde"], row["teller"], row["noemer"], row["eenheid"])


def _support(caseload: Caseload, line: Line, period: Period) -> Outcome:
    """Return how many voorzieningen started in the period, or run at the end of it."""
    needs = [need for selection in line.rule.teller for need in needs_of(selection)]
    if reason := caseload.lacks(tuple(needs)):
        return _nothing(reason)
    chosen = pl.any_horizontal(
        chosen_support(caseload.profile, selection) for selection in line.rule.teller
    )
    spells = caseload.unit("voorzieningen").filter(chosen)
    if line.rule.telling == "gestart":
        counted = spells.filter(falls_in("van", period.begin, period.end))
    else:
        counted = spells.filter(in_stock("van", "tot", period.end))
    return Outcome(counted.height, counted.height, None, "voorzieningen")


def _row(
    caseload: Caseload, line: Line, period: Period, counted: _Counted, coming: Ahead
) -> dict[str, Any]:
    """Return the row of the frame of one line."""
    outcome, rule = counted.outcome, line.rule
    norm, peer, peer_words = _norm(caseload, line, period)
    place = place_of(caseload.profile, line) if rule.indicator else None
    end = coming.end
    difference = None if norm is None or outcome.value is None else outcome.value - norm
    return {
        "regel": line.key,
        "doel": line.target,
        "doel_id": line.id,
        "naam": line.name,
        "omschrijving": line.description,
        "eenheid": outcome.unit,
        "een": line.words[0],
        "meer": line.words[1],
        "vergelijking": rule.vergelijking,
        "status": standing(
            outcome, norm, rule.vergelijking, period, cumulative=line.cumulative
        ).value,
        "bron": rule.bron,
        "reden": outcome.reason,
        "vergelijk_met": peer_words,
        "definitie": place.definition if place else "",
        "dimensie": place.dimension if place else "",
        "categorie": place.category if place else "",
        "waarde": outcome.value,
        "teller": outcome.numerator,
        "noemer": outcome.denominator,
        "ondergrens": end.low if end else None,
        "bovengrens": end.high if end else None,
        "norm": norm,
        "verschil": difference,
        "kans": end.chance if end else None,
        "kans_uitleg": coming.reason or (end.basis if end else ""),
        "nog": to_go(outcome, norm, rule.vergelijking),
        "prognose": end.value if end else None,
        "deel_van_jaar": float(year_gone(period)),
        "vergelijk_waarde": peer,
        "periode_begin": period.begin,
        "periode_eind": period.end,
        "naast": line.beside,
        "cumulatief": line.cumulative,
        "volgt": [float(count) for count in counted.follows],
    }


def _norm(caseload: Caseload, line: Line, period: Period) -> tuple[float | None, float | None, str]:
    """Return the norm of a line, its own or that of others; what others have; and who they are."""
    peer = line.rule.benchmark
    value, whose = _peer(caseload, peer, period)
    return value if peer and peer.als_norm else line.norm(period.end), value, whose


def _peer(caseload: Caseload, peer: Peer | None, period: Period) -> tuple[float | None, str]:
    """Return the value of the benchmark that a target stands beside, and whose it is, in Dutch."""
    if peer is None:
        return None, ""
    year = pl.col("periode").str.extract(r"^(\d{4})").cast(pl.Int32)
    rows = (
        caseload.table("benchmark")
        .filter(
            pl.col("bron") == peer.bron,
            pl.col("indicator") == peer.indicator,
            pl.col("gebied") == peer.gebied,
            year <= period.end.year,
            pl.col("waarde").is_not_null(),
        )
        .sort(year, "periode")
        .tail(1)
        .to_dicts()
    )
    if not rows:
        return None, f"geen cijfer van {peer.bron} over {peer.gebied}"
    (row,) = rows
    whose = f"{peer.bron}, {row['gebied']}, {row['periode']}"
    if peer.noemer_soort and row["noemer_soort"] != peer.noemer_soort:
        return None, f"{whose}: andere noemer ({row['noemer_soort'] or 'onbekend'})"
    return row["waarde"], whose
