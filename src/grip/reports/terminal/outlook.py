"""The forecast of a caseload on a terminal: what is coming, why, and how good it was before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from grip.forecast.ahead import INFLOW, OUTFLOW, STOCK, month_text
from grip.forecast.blend import TITLES
from grip.forecast.frame import BASE
from grip.forecast.models import NAIVE
from grip.reports import formats
from grip.reports.chapters.hindsight import hindsight_message
from grip.reports.chapters.outlook_money import totals_of
from grip.reports.chapters.outlook_people import CAUSES, TRAITS, group_name
from grip.reports.terminal.forecast import beside_naive, label, print_months
from grip.reports.terminal.text import cell, say, table
from grip.results import TOTAL
from grip.spending import STATE

if TYPE_CHECKING:
    from rich.console import Console

    from grip.foresight import Outlook

_TOLD = (1, 3, 6, 12)
_LIMITS = (
    "De prognose gaat over aantallen en nooit over een persoon. Zij weet wat er was: een crisis, "
    "een nieuwe wet of ander beleid ziet zij niet aankomen. Reken die door met --scenario."
)

Row = dict[str, Any]


def print_outlook(made: Outlook, console: Console, *, whole_record: bool = False) -> None:
    """Print the forecast of a caseload; with `whole_record` every model of the back-test."""
    last = label(month_text(made.origin))
    say(console, f"Prognose van het aantal uitkeringen, na {last}", style="bold")
    if any(round(part) for part in made.late):
        starts, ends = (formats.count(part) for part in made.late)
        say(console, f"Naar verwachting worden van de maanden tot en met {last} nog {starts} begin-"
            f" en {ends} einddatums ingevoerd; daarmee is gerekend.")  # fmt: skip
    say(console, "")
    _print_years(made, console)
    base = made.frame.filter(
        (pl.col("scenario") == BASE) & (pl.col("reeks") == STOCK) & (pl.col("categorie") == TOTAL)
    )
    print_months(list(base.iter_rows(named=True)), console)
    say(console, "")
    _print_drivers(made, console)
    _print_why(made, console)
    _print_staying(made, console)
    _print_money(made, console)
    _print_scenarios(made, console)
    _print_record(made, console, whole_record=whole_record)
    if made.record is not None:
        say(console, "Eerdere prognoses achteraf", style="bold")
        say(console, hindsight_message(made.record))
        say(console, "")
    say(console, _LIMITS)


def _print_years(made: Outlook, console: Console) -> None:
    rows = made.years.filter(pl.col("scenario") == BASE)
    if rows.is_empty():
        return
    names = {STOCK: "stand 31 december", INFLOW: "instroom", OUTFLOW: "uitstroom"}
    shown = table(console, [("jaar", False), ("", False), ("verwacht", True), ("marge 80%", True)])
    for row in rows.iter_rows(named=True):
        expected, bounds = _expected(row)
        year = str(row["jaar"]) if row["reeks"] == STOCK else ""
        _add(shown, console, (year, names[row["reeks"]], expected, bounds))
    console.print(shown)
    say(console, "")


def _expected(row: Row) -> tuple[str, str]:
    low, high = formats.count(row["p10"]), formats.count(row["p90"])
    return formats.count(row["p50"]), f"{low} - {high}"


def _print_drivers(made: Outlook, console: Console) -> None:
    say(console, "Waar de verandering vandaan komt (verwacht, per twaalf maanden)", style="bold")
    heads = ("begin", "instroom", "AOW-leeftijd", "andere uitstroom", "eind")
    shown = table(console, [("", False), *((head, True) for head in heads)])
    for row in made.drivers.iter_rows(named=True):
        numbers = (formats.count(row[name]) for name in made.drivers.columns[1:])
        title = "geteld" if row["jaar"] == 0 else f"{row['jaar']}e jaar vooruit"
        _add(shown, console, (title, *numbers))
    console.print(shown)
    say(console, "")


def _print_why(made: Outlook, console: Console) -> None:
    if made.why.is_empty():
        return
    say(console, "Waarom anders dan in het laatste jaar (effect op de stand)", style="bold")
    shown = table(console, [("oorzaak", False), ("uitkeringen", True)])
    for cause, effect in made.why.iter_rows():
        sign = "+" if round(effect) > 0 else ""
        _add(shown, console, (CAUSES[cause], f"{sign}{formats.count(effect)}"))
    console.print(shown)
    say(console, "")


def _print_staying(made: Outlook, console: Console) -> None:
    say(console, "Van wie er nu is: deel dat er naar verwachting nog is", style="bold")
    heads = (("kenmerk", False), ("groep", False), ("nu", True), ("na 1 jaar", True),
             ("na 2 jaar", True), ("na 3 jaar", True))  # fmt: skip
    shown = table(console, heads)
    before = ""
    for row in made.staying.iter_rows(named=True):
        shares = (formats.percent(row[f"na_{years}_jaar"], 0) for years in (1, 2, 3))
        trait = "" if row["kenmerk"] == before else TRAITS[row["kenmerk"]]
        before = row["kenmerk"]
        group = group_name(row["kenmerk"], row["groep"])
        _add(shown, console, (trait, group, formats.count(row["aantal"]), *shares))
    console.print(shown)
    say(console, "")


def _print_money(made: Outlook, console: Console) -> None:
    rows = [row for row in totals_of(made) if row["begroot"] is not None or row["budget"] == STATE]
    if not rows:
        return
    say(console, "Geld: waar elk budget op 31 december uitkomt (duizend euro)", style="bold")
    heads = [("jaar", False), ("budget", False), ("verwacht", True), ("marge 80%", True),
             ("begroot", True), ("kans op tekort", True)]  # fmt: skip
    shown = table(console, heads)
    for row in rows:
        low, high, expected = (_thousands(row[name]) for name in ("p10", "p90", "gemiddelde"))
        budget = "onbekend" if row["begroot"] is None else _thousands(row["begroot"])
        line = (str(row["jaar"]), row["budget"], expected, f"{low} - {high}", budget,
                formats.chance(row["kans_tekort"]))  # fmt: skip
        _add(shown, console, line)
    console.print(shown)
    for row in rows:
        if row["budget"] == STATE and row["eigen"]:
            own, back = formats.euro(row["eigen"]), formats.euro(row["vergoed"])
            say(console, f"- Tekort op de BUIG in {row['jaar']}: gemiddeld {own} voor de gemeente "
                f"zelf en {back} uit het vangnet.", hang=2)  # fmt: skip
    say(console, "")


def _thousands(amount: float) -> str:
    return formats.count(amount / 1000)


def _print_scenarios(made: Outlook, console: Console) -> None:
    if not made.scenarios:
        return
    say(console, "Scenario's: stand aan het einde van het jaar", style="bold")
    rows = made.years.filter(pl.col("reeks") == STOCK)
    years = rows.get_column("jaar").unique().sort().to_list()
    found = {(row["scenario"], row["jaar"]): row for row in rows.iter_rows(named=True)}
    heads = [part for year in years for part in ((str(year), True), ("anders", True))]
    shown = table(console, [("scenario", False), *heads])
    for id, name in ({BASE: "basis"} | dict(made.scenarios)).items():
        line = [name]
        for year in years:
            change = found[id, year]["gemiddelde"] - found[BASE, year]["gemiddelde"]
            sign = "+" if round(change) > 0 else ""
            line.append(formats.count(found[id, year]["p50"]))
            line.append("" if id == BASE else f"{sign}{formats.count(change)}")
        _add(shown, console, line)
    console.print(shown)
    _print_scenario_costs(made, console)
    for text in made.effects:
        say(console, f"- {text}", hang=2)
    say(console, "")


def _print_scenario_costs(made: Outlook, console: Console) -> None:
    """Print beside each other what the benefits cost in each scenario, against the BUIG."""
    rows = made.money.filter(pl.col("budget") == STATE)
    if rows.is_empty():
        return
    found = {(row["scenario"], row["jaar"]): row for row in rows.iter_rows(named=True)}
    years = sorted({year for _, year in found})
    say(console, "")
    say(
        console, "Scenario's: lasten van de BUIG (duizend euro) en kans op een tekort", style="bold"
    )
    heads = [p for y in years for p in ((str(y), True), ("anders", True), ("tekort", True))]
    shown = table(console, [("scenario", False), *heads])
    for id, name in ({BASE: "basis"} | dict(made.scenarios)).items():
        line = [name]
        for year in years:
            row, change = found[id, year], found[id, year]["gemiddelde"]
            change -= found[BASE, year]["gemiddelde"]
            sign = "+" if round(change / 1000) > 0 else ""
            line += [_thousands(row["gemiddelde"]),
                     "" if id == BASE else f"{sign}{_thousands(change)}",
                     formats.chance(row["kans_tekort"])]  # fmt: skip
        _add(shown, console, line)
    console.print(shown)


def _print_record(made: Outlook, console: Console, *, whole_record: bool) -> None:
    title = TITLES[made.model]
    if made.rehearsal is None:
        said = f"Model: {title}. De reeks is te kort om terug te kijken hoe goed dat was."
        say(console, f"{said} {made.blend.told}")
        return
    relative = made.rehearsal.relative(made.model)
    beside = "" if made.model == NAIVE or relative is None else (
        f" De fout, over de hele verwachte verdeling gemeten, was gemiddeld "
        f"{beside_naive(relative)}."
    )  # fmt: skip
    say(console, f"Model: {title}, na {made.rehearsal.origins} keer terugkijken met alleen wat toen"
        f" bekend was.{beside}")  # fmt: skip
    if made.blend.told:
        say(console, made.blend.told)
    say(console, "")
    say(console, "Gemiddelde fout bij het terugkijken, per aantal maanden vooruit", style="bold")
    heads = [("model", False), *((str(ahead), True) for ahead in _TOLD)]
    shown = table(console, [*heads, ("marge 80% hield", True)])
    models = list(TITLES) if whole_record else list(dict.fromkeys([*made.blend.choice, NAIVE]))
    for model in models:
        rows = made.rehearsal.track.filter(pl.col("model") == model)
        errors = rows.get_column("fout").to_list()
        held = 100 * sum(rows.get_column("dekking_80").to_list()) / rows.height
        cells = [formats.decimal(errors[ahead - 1]) for ahead in _TOLD]
        _add(shown, console, (TITLES[model], *cells, formats.percent(held, 0)))
    console.print(shown)
    say(console, "")


def _add(shown: Any, console: Console, line: Sequence[str]) -> None:
    shown.add_row(*(cell(console, text) for text in line))
