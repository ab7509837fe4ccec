"""Chapter 5: who takes part or works, who is exempted, and how well it is all registered."""

from __future__ import annotations

from collections.abc import Iterable

from grip.reports import formats
from grip.reports.chapters.parts import Line, view_table
from grip.reports.chapters.sentences import (
    count_words,
    counted,
    not_given,
    parts_of,
    share_words,
    verb,
)
from grip.reports.document import Column, Kind, Section, Table
from grip.reports.lookup import WHOLE, Lookup
from grip.reports.terminal.words import category_name
from grip.results import DIMENSION_TITLES

_SHARES = (
    "participatie_pct", "parttime_pct", "ontheffing_pct", "tegenprestatie_bij_ontheffing_pct",
    "maatregel_pct", "maximaal_bereikt_aandeel",
)  # fmt: skip
_PARTS = ("soort", "verplichting")
_GROUPS = ("loonwaardeklasse", "categorie", "leeftijdsgroep", "duurklasse", "doelgroep")
_ENTERED = "tijdigheid_dagen"
_YEARLY = (
    ("parttime_bedrag", Kind.EURO), ("parttime_uren", Kind.DECIMAL),
    ("lks_aantal", Kind.COUNT), ("lks_loonwaarde", Kind.PERCENT),
    ("lks_pct", Kind.PERCENT), ("bijstand_per_10000", Kind.DECIMAL),
    ("voorzieningen_per_10000", Kind.DECIMAL),
)  # fmt: skip


def participation_chapter(look: Lookup) -> Section:
    """Return the chapter on taking part, work beside the benefit and duties."""
    tables = [_shares(look), _exempted(look), _by_year(look)]
    return Section(
        "meedoen", "Meedoen, werk en verplichtingen", (participation_message(look),),
        tuple(table for table in tables if table.rows),
    )  # fmt: skip


def records_chapter(look: Lookup) -> Section:
    """Return the chapter on how well all this is registered."""
    table = _completeness(look)
    return Section("registratie", "Registratie", (_completeness_message(look),), (table,))


def participation_message(look: Lookup) -> str:
    """Say how many take part, how many earn something, and how many are exempted."""
    period = look.scope.period
    said = [
        f"{share_words(cells)} {words}"
        for id, words in (
            ("participatie_pct", "doen mee, bijvoorbeeld als vrijwilliger"),
            ("parttime_pct", "hebben inkomen uit werk"),
            ("ontheffing_pct", "hebben een ontheffing"),
        )
        for cells in [parts_of(look, id, period)]
        if counted(cells)
    ]
    if not said:
        return "Wie meedoet, werkt of een ontheffing heeft, is niet te geven."
    return f"Van de personen in de bijstand op {formats.day(period.end)}: {'; '.join(said)}."


def _shares(look: Lookup) -> Table:
    lines: list[Line] = []
    for id in _SHARES:
        if look.computed(id):
            lines.append((look.results.cards[id].title, id, WHOLE, ""))
        for part in _PARTS:
            lines += [
                (f"- {DIMENSION_TITLES[part].lower()} {category_name(look.profile, part, c)}",
                 id, (part, c), "")
                for c in look.categories(id, part)
                if look.cell(id, look.scope.to_date, (part, c), "teller") != 0
            ]  # fmt: skip
    whole = [id for _, id, key, _ in lines if key == WHOLE]
    return view_table(
        look, "meedoen", "Meedoen en verplichtingen", participation_message(look).rstrip("."),
        "Welk deel van de personen in de bijstand meedoet, werkt, een ontheffing heeft of een "
        "maatregel kreeg.",
        Kind.PERCENT, lines, _caveats(look, whole), interval=True,
    )  # fmt: skip


def _caveats(look: Lookup, ids: Iterable[str]) -> list[str]:
    """Return what to know of figures, each by its name; the sheet has no column for a remark."""
    cards = [look.results.cards[id] for id in ids]
    said = [(card.title, card.caveat.partition(" Bij een eerder jaar")[0]) for card in cards]
    return [f"{title}: {words[:1].lower()}{words[1:]}" for title, words in said if words]


def _exempted(look: Lookup) -> Table:
    period = look.scope.period
    columns = (
        Column("kenmerk", "Kenmerk", Kind.TEXT),
        Column("groep", "Groep", Kind.TEXT),
        Column("met", "Personen met ontheffing"),
        Column("personen", "Personen in de bijstand"),
        Column("aandeel", "Met ontheffing (%)", Kind.PERCENT, "{met}/{personen}*100"),
        Column("laag", "Ondergrens (95%)", Kind.PERCENT),
        Column("hoog", "Bovengrens (95%)", Kind.PERCENT),
    )
    keys = [("Totaal", "iedereen", WHOLE)] + [
        (DIMENSION_TITLES[d], category_name(look.profile, d, c), (d, c))
        for d in _GROUPS
        for c in look.categories("ontheffing_pct", d)
        if look.anybody("ontheffing_pct", (d, c), (period,))
    ]
    parts = ("teller", "noemer", "waarde", "ondergrens", "bovengrens")
    rows = tuple(
        (dimension, name, *(look.cell("ontheffing_pct", period, key, part) for part in parts))
        for dimension, name, key in keys
        if look.computed("ontheffing_pct")
    )
    return Table(
        "ontheffingen", "Ontheffingen", _exempted_message(look).rstrip("."),
        "Welk deel van de personen in de bijstand minstens een lopende ontheffing heeft, per "
        f"groep, op {formats.day(period.end)}.",
        columns, rows,
        ("Ondergrens en bovengrens: het gebied waarbinnen het aandeel door toeval kan liggen. Bij "
         "kleine groepen is dat breed.", "Groepen zonder personen zijn weggelaten."),
    )  # fmt: skip


def _exempted_message(look: Lookup) -> str:
    day = formats.day(look.scope.period.end)
    cells = parts_of(look, "ontheffing_pct", look.scope.period)
    if not counted(cells):
        return not_given(f"Op {day} zijn de ontheffingen", cells)
    return (
        f"Op {day} {verb(cells[0], 'had', 'hadden')} {share_words(cells)} van de "
        f"{count_words(cells[1])} personen in de bijstand een ontheffing."
    )


def _by_year(look: Lookup) -> Table:
    shown = [(id, kind) for id, kind in _YEARLY if look.computed(id)]
    columns = (
        Column("periode", "Periode", Kind.TEXT),
        *(Column(id, _heading(look, id), kind) for id, kind in shown),
    )
    years = look.scope.years if shown else ()
    rows = tuple((look.label(y), *(look.cell(id, y) for id, _ in shown)) for y in years)
    said = {
        str(row["oordeel"]): look.label(year)
        for year in years
        for id, _ in shown
        for row in [look.row(id, year)]
        if row and str(row["oordeel"]).startswith("bevolking")
    }
    return Table(
        "kengetallen", "Kengetallen per jaar", _yearly_title(look),
        "De stand aan het eind van elk jaar, of van de periode.", columns, rows,
        (*(f"{label}: {words}." for words, label in said.items()),
         *_caveats(look, [id for id, _ in shown])),
    )  # fmt: skip


def _yearly_title(look: Lookup) -> str:
    """Say how many live on benefits and work with a wage subsidy, as far as that is known."""
    day, said = formats.day(look.scope.period.end), []
    density, subsidies = (
        look.cell(id, look.scope.to_date) for id in ("bijstand_per_10000", "lks_aantal")
    )
    if isinstance(density, int | float):
        said.append(
            f"leefden van elke 10.000 inwoners er {formats.decimal(density, 0)} van bijstand"
        )
    if isinstance(subsidies, int):
        said.append(f"liepen er {formats.count(subsidies)} loonkostensubsidies")
    if not said:
        return "Inkomen, loonkostensubsidie en inwoners, per jaar"
    return f"Op {day} {' en '.join(said)}"


def _heading(look: Lookup, id: str) -> str:
    """Return the title of a figure, with its unit where the number does not show it."""
    card = look.results.cards[id]
    return f"{card.title} (%)" if card.unit.startswith("procent") else card.title


def _completeness_message(look: Lookup) -> str:
    period = look.scope.to_date
    cells = parts_of(look, "volledigheid_pct", period)
    if not counted(cells) or not isinstance(cells[2], int | float):
        return not_given(f"Over {period.phrase} is de volledigheid van de registratie", cells)
    return (
        f"In {period.phrase} was {formats.percent(cells[2])} van de {count_words(cells[1])} velden "
        "ingevuld."
    )


def _completeness(look: Lookup) -> Table:
    id = "volledigheid_pct"
    columns = (
        Column("periode", "Periode", Kind.TEXT),
        Column("gevuld", "Ingevulde velden"),
        Column("velden", "Velden"),
        Column("aandeel", "Ingevuld (%)", Kind.PERCENT, "{gevuld}/{velden}*100"),
        *([Column("dagen", f"{look.results.cards[_ENTERED].title} (mediaan)", Kind.DECIMAL)]
          if look.computed(_ENTERED) else []),
    )  # fmt: skip
    parts = ("teller", "noemer", "waarde")
    years = look.scope.years if look.computed(id) else ()
    rows = tuple(
        (
            look.label(y), *(look.cell(id, y, WHOLE, p) for p in parts),
            *([look.cell(_ENTERED, y)] if look.computed(_ENTERED) else []),
        )
        for y in years
    )  # fmt: skip
    row = look.row(id, look.scope.period)
    absent = str(row["oordeel"]) if row else ""
    said = [f"{absent.capitalize()}."] if absent.startswith("niet in de export") else []
    shown = [one for one in (id, _ENTERED) if rows and look.computed(one)]
    said += [note.replace("wordt genoemd bij het oordeel", "staat hierboven")
             if absent else note.replace(" en wordt genoemd bij het oordeel", "")
             for note in _caveats(look, shown)]  # fmt: skip
    return Table(
        "registratie", "Registratie", _completeness_message(look).rstrip("."),
        "Welk deel is ingevuld van de velden die de gemeente in haar profiel aanwijst, per jaar.",
        columns, rows, tuple(said),
    )  # fmt: skip
