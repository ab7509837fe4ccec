"""The budget of the coming year: what do we want, what will we do for it, what may it cost?"""

from __future__ import annotations

from grip.periods import Period, years_between
from grip.reports import target_words as words
from grip.reports.appendix.draft import Draft, named
from grip.reports.appendix.figures import BBV, Line, lines, norm_in, value_in
from grip.reports.appendix.money_lines import years_table
from grip.reports.document import Column, Kind, Section, Table

_WANT, _DO, _COST = "Wat willen we bereiken?", "Wat gaan we daarvoor doen?", "Wat mag het kosten?"


def sections(draft: Draft) -> tuple[Section, ...]:
    """Return the three questions of a budget for the year of the draft."""
    return (_want(draft), _do(draft), _cost(draft))


def past(draft: Draft) -> list[Period]:
    """Return the two years before, the last one as far as it is known."""
    return [*years_between(draft.period.end.year - 2, draft.period.end.year - 2),
            draft.look.scope.to_date]  # fmt: skip


def coming(draft: Draft) -> list[Period]:
    """Return the year of the budget and the three after it."""
    year = draft.period.end.year
    return years_between(year, year + 3)


def _want(draft: Draft) -> Section:
    before, after = past(draft), coming(draft)
    columns = (
        Column("indicator", "Indicator", Kind.TEXT),
        Column("eenheid", "Eenheid", Kind.TEXT),
        *(Column(f"r{p.end.year}", f"Realisatie {draft.look.label(p)}", Kind.TEXT) for p in before),
        Column(f"b{after[0].end.year}", f"Begroting {after[0].end.year}", Kind.TEXT),
        *(Column(f"s{p.end.year}", f"Streef {p.end.year}", Kind.TEXT) for p in after[1:]),
        Column("land", "Landelijk", Kind.TEXT),
        Column("bron", "Bron", Kind.TEXT),
    )
    rows = []
    for line in lines(draft):
        norms = [norm_in(draft, line, p) for p in after]
        country = _country(draft, line)
        values = [value_in(draft, line, p) for p in before]
        name = f"BBV {line.number}: {line.title}" if line.number else line.title
        rows.append((name, line.unit, *values, *norms, country, line.source))
    if any("-" in row[4:8] for row in rows):
        draft.leave(
            "<cijfer>.norm", "Begroting en streefwaarde van elk cijfer met een streepje, per jaar",
            _WANT,
        )  # fmt: skip
    lead = tuple(f"{goal.tekst}. Bron: {goal.bron}." for goal in draft.goals)
    table = Table(
        "wat_willen_we", "Wat willen we bereiken", "Wat willen we bereiken: indicatoren en "
        "streefwaarden", "Wat is bereikt, en waar het beleidsplan naar streeft.", columns,
        tuple(rows),
        ("Een streepje: het beleidsplan noemt geen norm voor dat jaar. Landelijk staat alleen waar "
         "de benchmark een cijfer heeft met dezelfde noemer.",
         f"BBV-indicatoren {' en '.join(BBV.values())}: eigen telling, niet het cijfer van het "
         "CBS; neem voor de verplichte indicator het cijfer van waarstaatjegemeente.nl over."),
    )  # fmt: skip
    return Section("bereiken", _WANT, lead, (table,))


def _country(draft: Draft, line: Line) -> str:
    if line.target is None:
        if line.number:
            about, year = f"{line.figure}.landelijk", draft.period.end.year
            asked = f"{line.title}: landelijk cijfer"
            return draft.brief(about, year) or draft.leave(about, asked, _WANT)
        return "-"
    peer = line.target["vergelijk_waarde"]
    return "-" if peer is None else words.amount(line.target, peer)


def _do(draft: Draft) -> Section:
    said = []
    for goal in draft.goals:
        plan = [*goal.aanpak] or [
            draft.text(f"{goal.id}.aanpak", f"{named(goal)}: wat gaan we doen?", _DO)
        ]
        groups = [draft.look.profile.doelgroep[id].naam for id in goal.doelgroepen]
        whom = f" Voor: {', '.join(groups)}." if groups else ""
        said.append(f"{goal.tekst}: {' '.join(plan)}{whom}")
    return Section("doen", _DO, tuple(said))


def _cost(draft: Draft) -> Section:
    table = years_table(draft, past(draft), coming(draft))
    income = draft.text("baten", "De baten (rijksbijdragen, terugvordering)", _COST)
    return Section("kosten", _COST, (f"Baten: {income}",), (table,))
