"""A deliberately naive second opinion on the indicators of `2-indicators.md`.

Plain loops over plain rows, written from the contract and not from the engine, so that the two
can be held against each other. Rows and spells are in `casefiles`, dimensions in `traits`, sums in
`counting`; here are the indicators, one small function per paragraph of the contract.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from .casefiles import (
    DAY,
    STANDARD,
    UNKNOWN,
    CaseFiles,
    Row,
    Rules,
    Spell,
    Tables,
    cohort_window,
    month_ends,
    open_files,
    state_on,
)
from .counting import Counts, Figures, categories, count, counted, minus, plus, ratio, share_of
from .funnel import funnel
from .leadtimes import lead_times, legality, time_to_start, timely_entry
from .money import budget_chain, budget_use, costs, purchases, state_money
from .obligations import completeness, obligations
from .populations import (
    inflow,
    melding_case,
    outflow,
    person_end,
    persons_in_stock,
    running,
    stock,
    voorziening_case,
    within,
)
from .pricing import prices
from .support import support
from .traits import (
    BENEFIT_DIMENSIONS,
    MELDING_DIMENSIONS,
    PERSON_DIMENSIONS,
    TOTAL,
    VOORZIENING_DIMENSIONS,
    Case,
    benefit_case,
    ladder_position,
    person_case,
    value_of,
    wage_value,
)
from .year_on import year_on

__all__ = ["STANDARD", "Rules", "evaluate"]

CANNOT_RETURN = ("overlijden", "aow", "verhuizing")
YEAR = 365


def evaluate(tables: Tables, begin: date, end: date, rules: Rules = STANDARD) -> Figures:
    """Every indicator of the period: (indicator, dimensie, categorie) -> (teller, noemer).

    A count has noemer None; a ratio has teller and noemer unmultiplied, also when they are 0;
    an indicator or dimension whose table is absent is left out.
    """
    files = open_files(tables, rules)
    figures: Figures = {}
    if "uitkeringen" in files.present:
        figures |= stock_and_flow(files, begin, end, "uitkeringen")
        figures |= stock_and_flow(files, begin, end, "personen")
        figures |= first_year(files, end)
        figures |= returns(files, begin, end)
        figures |= movement(files, begin, end)
        figures |= year_on(files, end)
        figures |= stock_shares(files, end)
        figures |= obligations(files, begin, end)
        figures |= timely_entry(files, begin, end)
        figures |= completeness(files, begin, end)
    if "meldingen" in files.present:
        figures |= gate(files, begin, end)
        figures |= lead_times(files, begin, end)
        figures |= funnel(files, begin, end)
    if "voorzieningen" in files.present:
        figures |= instruments(files, begin, end)
        figures |= support(files, begin, end)
    if {"uitkeringen", "voorzieningen"} <= files.present:
        figures |= time_to_start(files, begin, end)
    if {"besluiten", "toetsingen"} <= files.present:
        figures |= legality(files, begin, end)
    if "kosten" in files.present:
        figures |= costs(files, begin, end)
        figures |= purchases(files, begin, end)
    if {"kosten", "voorzieningen", "uitkeringen"} <= files.present:
        figures |= prices(files, begin, end)
    if {"kosten", "budgetten"} <= files.present:
        figures |= budget_use(files, end)
        figures |= budget_chain(files, end)
        figures |= state_money(files, end)
    return figures


# --- stock and flow ----------------------------------------------------------------------


def stock_and_flow(files: CaseFiles, begin: date, end: date, unit: str) -> Figures:
    """Stand, instroom, uitstroom, herindeling and reasons of one unit."""
    persons = unit == "personen"
    dims = PERSON_DIMENSIONS if persons else BENEFIT_DIMENSIONS
    tail = "_personen" if persons else ""
    came, left = inflow(files, unit, begin, end), outflow(files, unit, begin, end)
    opening = count(files, stock(files, unit, begin - DAY), dims)
    closing = count(files, stock(files, unit, end), dims)
    inflows, outflows = count(files, came, dims), count(files, left, dims)
    moved = plus(minus(minus(closing, opening), inflows), outflows)

    figures = counted("stand_begin" + tail, opening)
    figures |= counted("stand_personen" if persons else "stand_eind", closing)
    figures |= counted("instroom" + tail, count(files, came, [*dims, "reden_instroom"]))
    figures |= counted("herindeling" + tail, moved)
    figures |= outflow_reasons(files, left, dims, tail)
    figures |= by_reason("instroom_naar_reden" + tail, files, came, "reden_instroom", dims)
    if not persons:
        for name, flow in (("instroom_pct", inflows), ("uitstroom_pct", outflows)):
            figures |= flow_share(files, begin, end, name, flow, opening, closing, inflows)
        figures |= ratio("volume_pct", minus(closing, opening), opening)
        to_work = count(files, with_reason(left, "werk"), dims)
        figures |= ratio("uitstroom_werk_aandeel", to_work, outflows)
    return figures


def with_reason(cases: list[Case], group: str) -> list[Case]:
    """The cases of outflow with a reason of that group."""
    return [case for case in cases if case.outflow_group == group]


def by_reason(
    name: str, files: CaseFiles, cases: list[Case], dimension: str, dims: list[str]
) -> Figures:
    """A count by reason group, and every other dimension crossed with the reason."""
    figures = counted(name, count(files, cases, [dimension]))
    for reason in categories(files, dimension):
        given = [case for case in cases if value_of(files, case, dimension) == reason]
        for (crossed, category), number in count(files, given, dims).items():
            if crossed != TOTAL[0]:
                figures[name, f"{crossed}|{dimension}", f"{category}|{reason}"] = (number, None)
    return figures


def outflow_reasons(files: CaseFiles, left: list[Case], dims: list[str], tail: str) -> Figures:
    """Uitstroom, uitstroom_naar_reden and the three groups that have a figure of their own."""
    dims = [*dims, "reden_uitstroom"]
    figures = counted("uitstroom" + tail, count(files, left, dims))
    figures |= by_reason("uitstroom_naar_reden" + tail, files, left, "reden_uitstroom", dims[:-1])
    for group in ("werk", "onderwijs", "handhaving"):
        counts = count(files, with_reason(left, group), dims)
        figures |= counted(f"uitstroom_{group}{tail}", counts)
    return figures


def flow_share(
    files: CaseFiles,
    begin: date,
    end: date,
    name: str,
    flow: Counts,
    opening: Counts,
    closing: Counts,
    inflows: Counts,
) -> Figures:
    """Flow as % of each of the four named denominators; cbs is begin plus started."""
    figures = ratio(name, flow, plus(opening, inflows))
    figures |= ratio(f"{name};noemer=begin", flow, opening)
    figures |= ratio(f"{name};noemer=gemiddeld", flow, mean_stock(files, begin, end))
    figures |= ratio(f"{name};noemer=ultimo", flow, closing)
    return figures


def mean_stock(files: CaseFiles, begin: date, end: date) -> dict[tuple[str, str], Fraction]:
    """Mean of the stands at each month end in the period; 0 when there is none."""
    total = count(files, [], BENEFIT_DIMENSIONS)
    days = month_ends(begin, end)
    for day in days:
        total = plus(total, count(files, stock(files, "uitkeringen", day), BENEFIT_DIMENSIONS))
    return {key: Fraction(number, len(days) or 1) for key, number in total.items()}


# --- cohorts and returns -----------------------------------------------------------------


def first_year(files: CaseFiles, end: date) -> Figures:
    """Uitstroom_eerste_jaar: of the starts in the cohort window, ended within 365 days."""
    cohort = [b for b in files.benefits if within(b.row["ingangsdatum"], *cohort_window(end))]
    ended = [b for b in cohort if lasted_at_most(b.row, YEAR)]
    started, gone = (
        count(
            files,
            [benefit_case(files, benefit, benefit.row["ingangsdatum"]) for benefit in benefits],
            BENEFIT_DIMENSIONS,
        )
        for benefits in (cohort, ended)
    )
    return ratio("uitstroom_eerste_jaar", gone, started)


def lasted_at_most(row: Row, days: int) -> bool:
    """Ended, with einddatum - ingangsdatum at most that many days."""
    end = row.get("einddatum")
    return end is not None and (end - row["ingangsdatum"]).days <= days


def follows_within_year(earlier: Spell, later: Spell) -> bool:
    """A return: 0 < start - einddatum <= 365."""
    return earlier.end is not None and 0 < (later.start - earlier.end).days <= YEAR


def returned(files: CaseFiles, spell: Spell) -> bool:
    """The person has a next merged spell within a year."""
    return any(follows_within_year(spell, s) for s in files.wide_spells[spell.persoon_id])


def came_back(files: CaseFiles, spell: Spell) -> bool:
    """The person's previous merged spell ended at most a year before this start."""
    return any(follows_within_year(s, spell) for s in files.wide_spells[spell.persoon_id])


def returns(files: CaseFiles, begin: date, end: date) -> Figures:
    """The three figures on returns, over spells merged with onderbreking_dagen."""
    spells = [spell for spells in files.wide_spells.values() for spell in spells]
    ends = [
        (person_end(files, spell), returned(files, spell))
        for spell in spells
        if within(spell.end, *cohort_window(end))
    ]
    starts = [
        (person_case(files, spell.persoon_id, spell.start), came_back(files, spell))
        for spell in spells
        if within(spell.start, begin, end)
    ]
    can_return = [(c, back) for c, back in ends if c.outflow_group not in CANNOT_RETURN]
    to_work = [(c, not back) for c, back in ends if c.outflow_group == "werk"]
    without = f"herinstroom_12m;uitgezonderd={','.join(CANNOT_RETURN)}"
    after_support = [*PERSON_DIMENSIONS, "laatste_voorziening"]
    by_reason_too = [*after_support, "reden_uitstroom"]
    figures = share_of(files, "herinstroom_12m", ends, by_reason_too)
    figures |= share_of(files, without, can_return)
    figures |= share_of(files, "herinstroom_aandeel", starts)
    figures |= share_of(files, "duurzame_uitstroom_werk", to_work, after_support)
    return figures


# --- movement ----------------------------------------------------------------------------


def movement(files: CaseFiles, begin: date, end: date) -> Figures:
    """Doorstroom: the matrix from position at vorig to position at e, borders included."""
    if files.rules.ladder_source not in files.present:
        return {}
    before, after = (
        {who: ladder_position(files, who, day) for who in persons_in_stock(files, day)}
        for day in (begin - DAY, end)
    )
    ladder = [*files.rules.ladder, UNKNOWN]
    cells = {f"{a}|{b}": 0 for a in ladder for b in ladder}
    cells |= {f"instroom|{x}": 0 for x in ladder} | {f"{x}|uitstroom": 0 for x in ladder}
    for who in {**before, **after}:
        cells[f"{before.get(who, 'instroom')}|{after.get(who, 'uitstroom')}"] += 1
    stayed = [who for who in before if who in after]
    figures: Figures = {("doorstroom", *TOTAL): (len(stayed), None)}
    return figures | {("doorstroom", "van|naar", cell): (n, None) for cell, n in cells.items()}


# --- the gate ----------------------------------------------------------------------------


def gate(files: CaseFiles, begin: date, end: date) -> Figures:
    """Meldingen, aanvragen, toekenningen and preventie, with the traits at meldingsdatum."""
    rows = files.tables["meldingen"]
    reported = [row for row in rows if within(row["meldingsdatum"], begin, end)]
    applied = [row for row in rows if within(row.get("aanvraagdatum"), begin, end)]
    granted = [
        row
        for row in rows
        if row.get("besluit") == "toegekend" and within(row.get("besluitdatum"), begin, end)
    ]
    prevented = [(melding_case(files, row), not applied_by(row, end)) for row in reported]
    figures = share_of(files, "preventie_pct", prevented, MELDING_DIMENSIONS)
    figures_of = {"meldingen": reported, "aanvragen": applied, "toekenningen": granted}
    for name, chosen in figures_of.items():
        cases = [melding_case(files, row) for row in chosen]
        figures |= counted(name, count(files, cases, MELDING_DIMENSIONS))
    return figures


def applied_by(row: Row, day: date) -> bool:
    """An aanvraagdatum on or before that day."""
    return row.get("aanvraagdatum") is not None and row["aanvraagdatum"] <= day


# --- instruments and shares of the stock -------------------------------------------------


def instruments(files: CaseFiles, begin: date, end: date) -> Figures:
    """Voorzieningen running at e and started in [b,e], of all persons, and bereik_pct."""
    rows = files.tables["voorzieningen"]
    now_running = running(rows, end)
    started = [row for row in rows if within(row["begindatum"], begin, end)]
    dims = VOORZIENING_DIMENSIONS
    now = [voorziening_case(files, row, end) for row in now_running]
    new = [voorziening_case(files, row, row["begindatum"]) for row in started]
    figures = counted("voorzieningen_lopend", count(files, now, dims))
    figures |= counted("voorzieningen_gestart", count(files, new, dims))
    if "uitkeringen" in files.present:
        reached = {row["persoon_id"] for row in now_running}
        judged = [(case, case.persoon_id in reached) for case in stock(files, "personen", end)]
        figures |= share_of(files, "bereik_pct", judged)
    return figures


def stock_shares(files: CaseFiles, end: date) -> Figures:
    """Known loonwaarde among persons in stock at e, and keuring among those."""
    if "arbeidsvermogen" not in files.present:
        return {}
    people = stock(files, "personen", end)
    known = [(case, wage_value(files, case.persoon_id, end) is not None) for case in people]
    tested = [(case, by_keuring(files, case)) for case, is_known in known if is_known]
    return share_of(files, "loonwaarde_bekend_pct", known) | share_of(files, "keuring_pct", tested)


def by_keuring(files: CaseFiles, case: Case) -> bool:
    """The state of arbeidsvermogen that holds that day came from a keuring."""
    state = state_on(files, "arbeidsvermogen", case.persoon_id, case.day) or {}
    return state.get("door_keuring") is True
