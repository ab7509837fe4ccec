"""Chapter: how long it takes from registration to application, decision and first instrument."""

from __future__ import annotations

from grip.reports import formats
from grip.reports.chapters.parts import view_row, view_table
from grip.reports.chapters.sentences import not_given, verb
from grip.reports.document import Kind, Section, Table
from grip.reports.lookup import WHOLE, Lookup

_FROM_DECISION = "vanaf=besluitdatum"
_DAYS = (
    ("Van melding tot aanvraag", "doorlooptijd_melding_aanvraag", ""),
    ("Van aanvraag tot besluit", "doorlooptijd_besluit", ""),
    ("Van aanvraag tot besluit, met wie nog wacht", "doorlooptijd_aanvraag", ""),
    ("Van ingangsdatum tot eerste voorziening", "doorlooptijd_start", "vanaf=ingangsdatum"),
    ("Van besluit tot eerste voorziening", "doorlooptijd_start", _FROM_DECISION),
)
_SHARES = ("besluit_binnen_8_weken_pct", "voorschot_binnen_4_weken_pct")
_SEE_OPEN = "zij staan hieronder bij 'Nog open'"
_OPEN = ("aanvragen_open", "besluit_open_na_8_weken")


def lead_times_chapter(look: Lookup) -> Section:
    """Return the chapter on lead times."""
    tables = (_days(look), _in_time(look), _open(look))
    return Section("doorlooptijden", "Doorlooptijden", (lead_times_message(look),), tables)


def lead_times_message(look: Lookup) -> str:
    """Say how long a decision takes, how many are in time and what is still open."""
    return " ".join((_days_message(look), _in_time_message(look), _open_message(look)))


def _days_message(look: Lookup) -> str:
    period = look.scope.to_date
    days = look.cell("doorlooptijd_besluit", period)
    if not isinstance(days, int | float):
        return not_given(f"Over {period.phrase} is de duur van een besluit", [days])
    length = formats.decimal(days, 0 if days == int(days) else 1)
    return f"In {period.phrase} duurde de helft van de besluiten hoogstens {length} dagen."


def _in_time_message(look: Lookup) -> str:
    period = look.scope.to_date
    share = look.cell("besluit_binnen_8_weken_pct", period)
    if not isinstance(share, int | float):
        return not_given(f"Over {period.phrase} zijn besluiten binnen 8 weken", [share])
    return f"In {period.phrase} viel {formats.percent(share, 0)} van de besluiten binnen 8 weken."


def _open_message(look: Lookup) -> str:
    day = formats.day(look.scope.period.end)
    waiting, late = (look.cell(id, look.scope.period) for id in _OPEN)
    if not isinstance(waiting, int) or not isinstance(late, int):
        return not_given(f"Op {day} zijn de open aanvragen", [waiting, late])
    return (
        f"Op {day} {verb(waiting, 'stond', 'stonden')} er {formats.count(waiting)} "
        f"{verb(waiting, 'aanvraag', 'aanvragen')} open, waarvan {formats.count(late)} langer dan "
        "8 weken."
    )


def _days(look: Lookup) -> Table:
    shown = [(name, id, variant) for name, id, variant in _DAYS if look.computed(id)]
    days = [
        look.cell(id, period, variant=variant)
        for _, id, variant in shown
        for period in look.scope.view
    ]
    halves = any(isinstance(cell, float) for cell in days)
    kind = Kind.DECIMAL if halves else Kind.COUNT
    lines = [view_row(look, name, id, variant=variant) for name, id, variant in shown]
    return view_table(
        look, "doorlooptijden", "Doorlooptijden", _days_message(look).rstrip("."),
        "Doorlooptijden in dagen, als mediaan: de helft duurde korter dan het getal, de helft "
        "langer.", kind, lines,
        ("Van aanvraag tot besluit is zonder de dagen opschorting en alleen over besliste "
         "aanvragen, naar de dag van het besluit. Met wie nog wacht: naar de dag van de aanvraag, "
         "in kalenderdagen, open aanvragen als wachtend.",
         "Tot de eerste voorziening: wie er nog geen heeft, telt als wachtend tot de dag van de "
         "gegevens. Heeft minder dan de helft er een, dan is er geen mediaan, en zonder genoeg "
         "gevallen geen ondergrens of bovengrens."),
        interval=True,
    )  # fmt: skip


def _in_time(look: Lookup) -> Table:
    cards = look.results.cards
    lines = [(cards[id].title, id, WHOLE, "") for id in _SHARES if look.computed(id)]
    return view_table(
        look, "op_tijd", "Op tijd", _in_time_message(look).rstrip("."),
        "Welk deel binnen de termijn was.",
        Kind.PERCENT, lines, tuple(_caveat(look, id) for _, id, _, _ in lines), interval=True,
    )  # fmt: skip


def _caveat(look: Lookup, id: str) -> str:
    """Return what to know of a figure, with the sheet in place of the name of another figure."""
    card = look.results.cards[id]
    words = card.caveat.replace("lees besluit_open_na_8_weken ernaast", _SEE_OPEN)
    return f"{card.title}: {words[:1].lower()}{words[1:]}"


def _open(look: Lookup) -> Table:
    cards = look.results.cards
    lines = [(cards[id].title, id, WHOLE, "") for id in _OPEN if look.computed(id)]
    return view_table(
        look, "open_aanvragen", "Open aanvragen", _open_message(look).rstrip("."),
        "Aan het eind van elke periode; hoort naast de doorlooptijd van besliste aanvragen.",
        Kind.COUNT, lines, (cards["aanvragen_open"].caveat,),
    )  # fmt: skip
