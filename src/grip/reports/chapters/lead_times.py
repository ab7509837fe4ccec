"""Chapter: how long it takes from registration to application, decision and first instrument."""

from __future__ import annotations

from grip.reports import formats
from grip.reports.chapters.parts import view_table
from grip.reports.document import Kind, Section, Table
from grip.reports.lookup import WHOLE, Lookup

_FROM_DECISION = "vanaf=besluitdatum"
_DAYS = (
    ("Van melding tot aanvraag", "doorlooptijd_melding_aanvraag", ""),
    ("Van aanvraag tot besluit", "doorlooptijd_besluit", ""),
    ("Van ingangsdatum tot eerste voorziening", "doorlooptijd_start", "vanaf=ingangsdatum"),
    ("Van besluit tot eerste voorziening", "doorlooptijd_start", _FROM_DECISION),
)
_SHARES = ("besluit_binnen_8_weken_pct", "voorschot_binnen_4_weken_pct", "preventie_rijp_pct")
_OPEN = ("aanvragen_open", "besluit_open_na_8_weken")


def lead_times_chapter(look: Lookup) -> Section:
    """Return the chapter on lead times."""
    tables = (_days(look), _in_time(look), _open(look))
    return Section("doorlooptijden", "Doorlooptijden", (lead_times_message(look),), tables)


def lead_times_message(look: Lookup) -> str:
    """Say how long a decision takes, how many are in time and what is still open."""
    period = look.scope.to_date
    days = look.cell("doorlooptijd_besluit", period)
    share = look.row("besluit_binnen_8_weken_pct", period)
    if not isinstance(days, int | float) or share is None or share["waarde"] is None:
        return f"Over {period.phrase} is niet te geven hoe lang een besluit duurt."
    said = (
        f"In {period.phrase} duurde de helft van de besluiten hoogstens "
        f"{formats.decimal(days, 0 if days == int(days) else 1)} dagen; "
        f"{formats.percent(share['waarde'], 0)} viel binnen 8 weken."
    )
    waiting, late = (look.cell(id, look.scope.period) for id in _OPEN)
    if not isinstance(waiting, int) or not isinstance(late, int):
        return said
    return (
        f"{said} Op {formats.day(period.end)} stonden er {formats.count(waiting)} aanvragen open, "
        f"waarvan {formats.count(late)} langer dan 8 weken."
    )


def _days(look: Lookup) -> Table:
    lines = [(name, id, WHOLE, variant) for name, id, variant in _DAYS if look.computed(id)]
    return view_table(
        look, "doorlooptijden", "Doorlooptijden", "Doorlooptijden in dagen (mediaan)",
        "De helft duurde korter dan het getal, de helft langer.", Kind.DECIMAL, lines,
        ("Van aanvraag tot besluit is zonder de dagen opschorting en alleen over besliste "
         "aanvragen; wat open staat, staat op blad 'Open aanvragen'.",
         "Tot de eerste voorziening: wie er nog geen heeft, telt als wachtend tot de dag van de "
         "gegevens. Heeft minder dan de helft er een, dan is er geen mediaan."),
        interval=True,
    )  # fmt: skip


def _in_time(look: Lookup) -> Table:
    cards = look.results.cards
    lines = [(cards[id].title, id, WHOLE, "") for id in _SHARES if look.computed(id)]
    return view_table(
        look, "op_tijd", "Op tijd", "Besluiten en voorschotten op tijd",
        "Welk deel binnen de termijn was, en welk deel van de meldingen geen aanvraag werd.",
        Kind.PERCENT, lines, tuple(f"{name}: {cards[id].caveat}" for name, id, _, _ in lines),
        interval=True,
    )  # fmt: skip


def _open(look: Lookup) -> Table:
    cards = look.results.cards
    lines = [(cards[id].title, id, WHOLE, "") for id in _OPEN if look.computed(id)]
    return view_table(
        look, "open_aanvragen", "Open aanvragen", "Aanvragen die nog open staan",
        "Aan het eind van elke periode; hoort naast de doorlooptijd van besliste aanvragen.",
        Kind.COUNT, lines, (cards["aanvragen_open"].caveat,),
    )  # fmt: skip
