"""The annual account: what did we want, what did we do for it, what did it cost?"""

from __future__ import annotations

from grip.plan import PolicyGoal
from grip.reports import formats
from grip.reports import target_words as words
from grip.reports.appendix.draft import Draft, is_missed, named, unseen, value_text
from grip.reports.appendix.drawn import norms_figure
from grip.reports.appendix.figures import lines, norm_in, value_in
from grip.reports.appendix.money_lines import reasons_table, result_table, state_lines
from grip.reports.chapters.budget_chain import GOAL, less
from grip.reports.document import Column, Kind, Mark, Section, Table

_WANTED, _DID = "Wat wilden we bereiken?", "Wat hebben we daarvoor gedaan?"
_COST = "Wat heeft het gekost?"
_MOST = 3  # figures in the sentence on a goal without a norm


def sections(draft: Draft) -> tuple[Section, ...]:
    """Return the three questions of an annual account."""
    return (_wanted(draft), _did(draft), _cost(draft))


def _wanted(draft: Draft) -> Section:
    period = draft.period.to_date()
    columns = tuple(
        Column(id, title, Kind.TEXT)
        for id, title in (
            ("nr", "Nr"), ("taakveld", "Taakveld"), ("indicator", "Indicator"),
            ("eenheid", "Eenheid"), ("periode", "Periode"), ("werkelijk", "Werkelijk"),
            ("begroting", "Begroting"), ("bron", "Bron"), ("beschrijving", "Beschrijving"),
        )
    )  # fmt: skip
    rows = tuple(
        (line.number or f"L{number}", line.task_field, line.title, line.unit,
         draft.look.label(period), value_in(draft, line, period), norm_in(draft, line, period),
         line.source, line.description)
        for number, line in enumerate(lines(draft), start=1)
    )  # fmt: skip
    table = Table(
        "indicatoren", "Indicatoren", f"Indicatoren, {period.label}",
        "Wat er is bereikt, naast de norm uit het beleidsplan.", columns, rows,
        ("Nr: het nummer van de BBV-indicator, of een eigen (L = lokaal). BBV-indicatoren zijn "
         "hier een eigen telling en niet het cijfer van het CBS.",),
        norms_figure(draft),
    )  # fmt: skip
    return Section("bereiken", _WANTED, tuple(_outcome(draft, g) for g in draft.goals), (table,))


def _outcome(draft: Draft, goal: PolicyGoal) -> str:
    rows = draft.of_goal(goal)
    judged = [row for row in rows if words.standing_of(row) in words.JUDGED]
    if not judged:
        return f"{goal.tekst}: {' '.join(unseen(rows)) or _direction(draft, goal)}"
    good = [row for row in judged if not is_missed(row)]
    said = f"{goal.tekst}: {words.how_many(len(good), len(judged))} behaald"
    missed = [f"{row['naam']} ({value_text(row)})" for row in judged if is_missed(row)]
    told = f"{said}. Niet behaald: {'; '.join(missed)}." if missed else f"{said}."
    return " ".join((told, *unseen(rows)))


def _direction(draft: Draft, goal: PolicyGoal) -> str:
    """Say how the figures of a goal without a norm stand to the year before."""
    now = draft.period.to_date()
    ids = dict.fromkeys(name.partition(";")[0] for name in goal.indicatoren)
    told: list[str] = []
    for line in lines(draft):
        rule = draft.look.profile.doel.get(line.target["doel"]) if line.target else None
        if (rule.indicator if rule else line.figure) not in ids or len(told) == _MOST:
            continue
        value, before = (value_in(draft, line, p) for p in (now, now.shifted(-12)))
        if not (isinstance(value, Mark) or isinstance(before, Mark)):
            told.append(f"{line.title} {value} (een jaar eerder {before})")
    if not told:
        return "het plan noemt geen norm, en er is geen cijfer om te tonen."
    return f"het plan noemt geen norm. {'; '.join(told)}."


def _did(draft: Draft) -> Section:
    said = []
    for goal in draft.goals:
        told = draft.text(f"{goal.id}.gedaan", f"{named(goal)}: wat is gedaan?", _DID)
        plan = f" In het plan stond: {' '.join(goal.aanpak)}" if goal.aanpak else ""
        said.append(f"{goal.tekst}: {told}{plan}")
    return Section("doen", _DID, tuple(said), _texts(draft))


def _texts(draft: Draft) -> tuple[Table, ...]:
    """Return what is told of the figures of the year."""
    cards = draft.look.results.cards
    names = {row["doel_id"]: row["naam"] for row in draft.rows()}
    names |= {id: card.title for id, card in cards.items()}
    year = draft.period.to_date()
    rows = tuple(
        (names[one.about], one.text, one.who)
        for one in draft.told
        if one.about in names and one.period and one.period.end.year == year.end.year
    )
    columns = tuple(
        Column(id, title, Kind.TEXT)
        for id, title in (("cijfer", "Cijfer of doel"), ("tekst", "Duiding"), ("rol", "Wie"))
    )
    table = Table("duiding", "Duiding", "Het verhaal bij de cijfers", "Uit de tabel duiding.",
                  columns, rows)  # fmt: skip
    return (table,) if rows else ()


def _cost(draft: Draft) -> Section:
    period = draft.period.to_date()
    lead = [_explained(draft, goal) for goal in draft.goals if _has_result(draft, goal)]
    tables = [result_table(draft)] if draft.look.computed("budget_geldend") else []
    why = reasons_table(draft)
    if any(isinstance(row[1], int | float) for row in why.rows):
        tables.append(why)
    elif why.rows:
        lead.append(
            "De verdeling per soort kosten is niet openbaar: er zitten te kleine aantallen in."
        )
    budget = draft.look.cell("buig_budget", period)
    if isinstance(budget, int | float) and budget:
        tables.append(state_lines(draft))
    used = draft.look.cell("uitputting_pct", period)
    if isinstance(used, int | float):
        lead.insert(0, f"Van het budget is {formats.percent(used)} uitgegeven.")
    return Section("kosten", _COST, tuple(lead), tuple(tables))


def _has_result(draft: Draft, goal: PolicyGoal) -> bool:
    budget = draft.cell("budget_geldend", draft.period.to_date(), (GOAL, goal.id))
    return isinstance(budget, int | float) and budget != 0


def _explained(draft: Draft, goal: PolicyGoal) -> str:
    period, key = draft.period.to_date(), (GOAL, goal.id)
    budget, spent = (draft.cell(id, period, key)
                     for id in ("budget_geldend", "budget_gerealiseerd"))  # fmt: skip
    result = draft.signs.result(less(budget, spent))
    said = "niet te tonen" if isinstance(result, Mark) else f"{result} ({draft.signs.unit})"
    why = draft.text(f"{goal.id}.verschil", f"{named(goal)}: verklaring van het saldo", _COST)
    return f"{goal.tekst}: saldo {said}. {why}"
