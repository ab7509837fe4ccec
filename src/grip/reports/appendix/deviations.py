"""Interim reports: only what deviates, with lights for aim, money and planning."""

from __future__ import annotations

from collections.abc import Sequence

from grip.comparison import CHANCE
from grip.periods import Period
from grip.plan import PolicyGoal
from grip.reports import formats
from grip.reports import target_words as words
from grip.reports.appendix.draft import (
    Draft,
    is_missed,
    measured,
    named,
    unseen,
    value_text,
)
from grip.reports.appendix.drawn import norms_figure
from grip.reports.appendix.figures import Line, lines, value_in
from grip.reports.appendix.money_lines import coming_table
from grip.reports.chapters.budget_chain import GOAL, less
from grip.reports.chapters.parts import PROVISIONAL_NOTE
from grip.reports.document import Cell, Column, Kind, Light, Mark, Section, Table

_DEVIATE, _MONEY, _FIGURES = "Afwijkingen", "Geld", "Kerncijfers"


def sections(draft: Draft) -> tuple[Section, ...]:
    """Return the deviations per policy goal, the targets behind them and the key figures."""
    return (_deviations(draft), _figures(draft))


def _deviations(draft: Draft) -> Section:
    shown: list[tuple[Cell, ...]] = []
    fine: list[str] = []
    unknown: list[str] = []
    for goal in draft.goals:
        aim = draft.signs.light(draft.aim_level(draft.of_goal(goal)))
        money = _money(draft, goal)
        told = draft.words(f"{goal.id}.planning")
        if _deviates(aim) or _deviates(money) or told:
            shown.append(_row(draft, goal, aim, money))
        else:
            known = isinstance(aim, Light) or isinstance(money, Light)
            (fine if known else unknown).append(named(goal))
    lead = [f"Geen afwijking te zien: {'; '.join(fine)}."] if fine else []
    if unknown:
        asked = draft.leave(
            "<beleidsdoel>.planning", "Hoe staat het met de beleidsdoelen zonder oordeel?",
            _DEVIATE,
        )  # fmt: skip
        lead.append(
            "Niet te beoordelen, omdat er geen norm is en bedragen ontbreken of geheim zijn: "
            f"{'; '.join(unknown)}. {asked}"
        )
    if not shown:
        lead.append(
            "Er is geen afwijking vast te stellen." if unknown else "Er zijn geen afwijkingen."
        )
        return Section("afwijkingen", _DEVIATE, tuple(lead))
    columns = tuple(
        Column(id, title, Kind.TEXT)
        for id, title in (
            ("beleidsdoel", "Beleidsdoel"), ("doel", "Doel"), ("geld", "Geld"),
            ("planning", "Planning"), ("saldo", f"Verwacht saldo ({draft.signs.unit})"),
            ("aard", "Incidenteel of structureel"), ("toelichting", "Toelichting"),
            ("bijsturing", "Bijsturing"), ("voorstel", "Voorstel"),
        )
    )  # fmt: skip
    table = Table(
        "afwijkingen", "Afwijkingen", f"Afwijkingen van het plan, {draft.period.to_date().label}",
        "Alleen de beleidsdoelen waarbij iets afwijkt.", columns, tuple(shown),
        (draft.signs.lights_note(), *draft.signs.notes(),
         "Verwacht saldo: het budget na wijziging min wat op 31 december is uitgegeven als het "
         "tempo zo blijft (gerealiseerd, verplicht en tempo). Een aanwijzing, geen prognose."),
    )  # fmt: skip
    return Section(
        "afwijkingen", _DEVIATE, tuple(lead), (table, *coming_table(draft), *_behind(draft))
    )


def _deviates(light: Cell) -> bool:
    return isinstance(light, Light) and light.level > 0


def _money(draft: Draft, goal: PolicyGoal) -> Cell:
    period, key = draft.period.to_date(), (GOAL, goal.id)
    budget = draft.cell("budget_geldend", period, key)
    if budget in (0, Mark.NOT_COMPUTED):
        return Mark.NOT_APPLICABLE
    return draft.signs.money_light(budget, draft.cell("budget_verwacht", period, key))


def _row(draft: Draft, goal: PolicyGoal, aim: Cell, money: Cell) -> tuple[Cell, ...]:
    period, key = draft.period.to_date(), (GOAL, goal.id)
    budget = draft.cell("budget_geldend", period, key)
    saldo: Cell = Mark.NOT_APPLICABLE
    if money is not Mark.NOT_APPLICABLE:
        saldo = draft.signs.result(less(budget, draft.cell("budget_verwacht", period, key)))
    targets = draft.of_goal(goal)
    behind = [*(_said(row) for row in targets if is_missed(row)), *unseen(targets)]
    no_money = not _deviates(money)
    return (  # in the order of reading, in which places left open are numbered
        goal.tekst, aim, money, draft.planning(goal, _DEVIATE), saldo,
        "-" if no_money else draft.text(
            f"{goal.id}.aard", f"{named(goal)}: incidenteel of structureel?", _DEVIATE),
        " ".join([*behind, draft.text(
            f"{goal.id}.toelichting", f"{named(goal)}: toelichting", _DEVIATE)]),
        draft.text(f"{goal.id}.bijsturing", f"{named(goal)}: bijsturing", _DEVIATE),
        draft.text(f"{goal.id}.voorstel", f"{named(goal)}: voorstel aan college of raad", _DEVIATE),
    )  # fmt: skip


def _said(row: words.Row) -> str:
    """Say of a target that is behind what it should be and what it is."""
    norm = words.norm_of(row)
    return f"{row['naam']}: {value_text(row)}, norm {norm}."


def _behind(draft: Draft) -> tuple[Table, ...]:
    rows = [row for row in draft.rows() if is_missed(row)]
    if not rows:
        return ()
    columns = tuple(
        Column(id, title, Kind.TEXT)
        for id, title in (
            ("doel", "Doel"), ("norm", "Norm"), ("uitkomst", "Uitkomst"), ("eenheid", "Eenheid"),
            ("nog", "Nog te gaan"), ("oordeel", "Oordeel"),
        )
    )  # fmt: skip
    lines = tuple(
        (row["naam"], words.norm_of(row), value_text(row), measured(row)[0],
         words.to_go(row) or "-", words.said(row))
        for row in rows
    )  # fmt: skip
    gone = formats.percent(100 * rows[0]["deel_van_jaar"], 0)
    return (
        Table(
            "doelen_achter", "Doelen achter", "Doelen die achterlopen of niet zijn behaald",
            "Alle doelen met een norm staan in het bestand doelen.csv.", columns, lines,
            (f"Van het jaar is {gone} voorbij. Doelen die met het jaar meegroeien staan tegen dat "
             "deel van de norm.",),
            norms_figure(draft),
        ),
    )  # fmt: skip


def _figures(draft: Draft) -> Section:
    now = draft.period.to_date()
    then = now.shifted(-12)
    columns = (
        Column("indicator", "Kerncijfer", Kind.TEXT),
        Column("eenheid", "Eenheid", Kind.TEXT),
        Column("nu", draft.look.label(now), Kind.TEXT),
        Column("toen", draft.look.label(then), Kind.TEXT),
        Column("oordeel", "Vergeleken", Kind.TEXT),
    )
    own = [line for line in lines(draft) if line.figure]
    rows = tuple(
        (line.title, line.unit, value_in(draft, line, now), value_in(draft, line, then),
         _verdict(draft, line))
        for line in own
    )  # fmt: skip
    table = Table(
        "kerncijfers", "Kerncijfers", f"Kerncijfers, {now.label}",
        "De cijfers van de beleidsdoelen, naast dezelfde maanden van het jaar ervoor.",
        columns, rows,
        _notes(draft, own, (now, then)),
    )  # fmt: skip
    return Section("kerncijfers", _FIGURES, (), (table,))


def _notes(draft: Draft, own: Sequence[Line], periods: Sequence[Period]) -> tuple[str, ...]:
    """Say how the verdicts are meant, as far as they occur."""
    cards = draft.look.results.cards
    exact = any(cards[line.figure].moment or cards[line.figure].exact for line in own)
    chance = any(_verdict(draft, line) == CHANCE for line in own)
    late = any(draft.look.is_provisional(period) for period in periods)
    notes = {
        "'Binnen toeval' betekent dat het verschil zo klein is dat het door toeval kan "
        "komen.": chance,
        "Standen (op een dag) en bedragen zijn geteld en geen steekproef: hoger of lager is daar "
        "zonder toets, ook als het verschil klein is.": exact,
        PROVISIONAL_NOTE: late,
    }
    return tuple(note for note, occurs in notes.items() if occurs)


def _verdict(draft: Draft, line: Line) -> str:
    row = draft.look.compared(line.figure, draft.period.to_date())
    return "-" if row is None else str(row["oordeel"]).replace("_", " ")
