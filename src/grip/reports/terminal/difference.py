"""Why two runs differ, on a terminal: what went in otherwise, what changed, and what did it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import polars as pl

from grip.periods import Period
from grip.reports import formats
from grip.reports.document import Kind
from grip.reports.terminal.text import cell, say, table
from grip.results import DIMENSION_TITLES, TOTAL
from grip.runs.causes import (
    ASKED,
    DAY,
    DEFINITION,
    EXPORT,
    FINDING,
    MEMORY,
    PROGRAM,
    ROWS,
    SETTING,
    SPAN,
)  # fmt: skip
from grip.runs.compare import RunDifference, Untold
from grip.runs.exports import CHANGED, GONE, NEW
from grip.runs.figures import TARGET, WHICH
from grip.runs.replay import HEADERS, REST

if TYPE_CHECKING:
    from rich.console import Console

_FIGURES, _CAUSES, _LIST = 12, 12, 3  # so many on the screen
_MORE = 60  # with --uitgebreid
_NUMBERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_HEADS = {
    PROGRAM: "versie van grip", DAY: "export gemaakt op", ASKED: "opdracht", EXPORT: "export",
    SETTING: "instelling", DEFINITION: "definitie", MEMORY: "eerdere runs",
    FINDING: "bevindingen", ROWS: "rijen", SPAN: "periode of groep",
}  # fmt: skip
_SAID = {
    GONE: "{rows} vervallen", NEW: "{rows} erbij", CHANGED: "{column} gewijzigd in {rows}",
}  # fmt: skip
_WITHOUT_ROWS = {
    DAY: "een latere of eerdere export: wat er op die dag al bekend was",
    SETTING: "instelling {column}",
    HEADERS: "een tabel of kolom die maar in een van de exports staat",
    PROGRAM: "andere versie van grip: niet na te rekenen, dit is wat er overblijft",
    REST: "niet te verklaren uit exports en instellingen",
}
_UNTOLD = {
    Untold.NOTHING: "",
    Untold.PUBLIC: "Waardoor een cijfer veranderde, zegt grip niet over openbare rapporten: welke "
    "rijen dat zijn, is niet openbaar.",
    Untold.NO_EXPORTS: "Welke rijen dat deden, is niet na te gaan: de exports van {runs} zijn hier "
    "niet. Noem de map waarin ze nog ongewijzigd staan met --data-a (oud) en --data-b (nieuw).",
    Untold.OTHER_KEY: "Welke rijen dat deden, is niet na te gaan: de pseudoniemen zijn met een "
    "andere sleutel gemaakt, zodat geen rij bij een andere te zoeken is.",
    Untold.OTHER_SOURCE: "Welke rijen dat deden, is niet na te gaan: het bronprofiel is "
    "niet voor beide runs hetzelfde, of niet meer zoals toen. Dezelfde export wordt dan anders "
    "gelezen.",
    Untold.OLD_PROFILE: "Welke rijen dat deden, is niet na te gaan: de instellingen van een van de "
    "runs zijn van een versie van grip die deze niet kan lezen.",
}


def print_difference(made: RunDifference, console: Console, *, whole: bool = False) -> None:
    """Print why two runs differ."""
    one, other = made.before, made.after
    say(console, f"Van {one.name} (run {one.id}) naar {other.name} (run {other.id})", style="bold")
    say(console, "")
    _print_causes(made, console, whole=whole)
    say(console, "")
    _print_figures(made, console, whole=whole)


def _print_causes(made: RunDifference, console: Console, *, whole: bool) -> None:
    """Print what differs in what went in, and what is the same."""
    if made.before.id == made.after.id:
        say(console, "Dit is dezelfde run: zelfde exports, instellingen en versie van grip.")
        return
    say(console, "Wat er anders in ging", style="bold")
    rows = made.causes.to_dicts()
    for kind, head in _HEADS.items():
        found = [row for row in rows if row["soort"] == kind]
        shown = found if whole else found[:_CAUSES]
        for row in shown:
            say(console, f"  {head:<18}{_cause(row)}", hang=20)
        if len(found) > len(shown):
            say(console, f"{'':<20}en nog {len(found) - len(shown)}: --uitgebreid")
    for told in _rows_told(made.rows):
        say(console, f"  {'rijen anders':<18}{told}", hang=20)
    there = {row["soort"] for row in rows}
    same = [
        name
        for kind, name in (
            (EXPORT, "de exports"),
            (SETTING, "de instellingen"),
            (DAY, "de extractiedatum"),
            (PROGRAM, "de versie van grip"),
        )
        if kind not in there
    ]
    if same:
        say(console, f"  {'gelijk':<18}{', '.join(same)}", hang=20)


def _rows_told(rows: pl.DataFrame) -> Iterator[str]:
    """Yield per table how many rows came, went and changed, and in which columns."""
    for (name,), found in rows.group_by("tabel", maintain_order=True):
        counts = (
            found.get_column("wijziging").value_counts().sort("wijziging", descending=True).rows()
        )
        told = ", ".join(f"{formats.count(number)} {kind}" for kind, number in counts)
        columns = found.get_column("kolommen").str.split(", ").explode().unique().sort()
        named = ", ".join(column for column in columns if column)
        yield f"{name}: {told}{f' ({named})' if named else ''}"


def _cause(row: dict[str, Any]) -> str:
    was, now = (row[name] if row[name] is not None else "-" for name in ("oud", "nieuw"))
    if row["soort"] == EXPORT:
        files = was if was == now else f"{was} -> {now}"
        return f"{row['onderwerp']}: {row['toelichting']} ({files})"
    if row["oud"] is None and row["nieuw"] is None and row["soort"] == SETTING:
        return f"{row['onderwerp']}: {row['toelichting']}"
    if row["soort"] == MEMORY:
        return f"{row['onderwerp']} ({row['toelichting']})"
    if row["soort"] == SPAN:
        told = _so_many(int(was), "cijfer staat", "cijfers staan")
        return f"{told} alleen in de oude run, {formats.count(int(now))} alleen in de nieuwe"
    if row["soort"] in (PROGRAM, DAY):
        return f"{was} -> {now}"
    layer = f" ({row['toelichting']})" if row["toelichting"] else ""
    return f"{row['onderwerp']}: {was} -> {now}{layer}"


def _print_figures(made: RunDifference, console: Console, *, whole: bool) -> None:
    found = made.figures
    totals = found.changed.filter(pl.col("dimensie") == TOTAL).height
    figures = "het ene cijfer" if found.both == 1 else f"de {formats.count(found.both)} cijfers"
    compared = [id for id in made.named if id not in found.absent]
    about = f"Van {', '.join(compared) or figures}"
    if found.absent or not found.both:
        say(console, _nothing_beside(made))
    if not found.both:
        return
    if found.changed.is_empty() and not found.hidden:
        say(console, f"{about} is niets veranderd.")
        return
    if found.changed.height:
        told = f"{formats.count(found.changed.height)} veranderd, waarvan "
        told += _so_many(totals, "totaal", "totalen")
        say(console, f"{about}: {told}", style="bold")
        say(console, "")
        rows = found.changed.head(_MORE if whole else _FIGURES).to_dicts()
        letters = _letters(made, rows)
        parts = _parts(made, letters)
        causes = [parts.get(_identity(row), "-") for row in rows] if letters else []
        _print_table(made, rows, causes, console)
        _print_letters(made, letters, causes, console)
    _print_remarks(made, console)


def _nothing_beside(made: RunDifference) -> str:
    """Say that there was nothing to compare, which is not that nothing changed."""
    absent = made.figures.absent
    asked = ", ".join(absent) or "Geen enkel cijfer"
    verb = "staan" if len(absent) > 1 else "staat"
    no, shown = ("niet " if made.named else ""), ""
    if made.before.public or made.after.public:
        shown = " zonder verborgen te zijn"
    return f"{asked} {verb} {no}over dezelfde periode in beide runs{shown}: niets vergeleken."


def _so_many(number: int, one: str, more: str) -> str:
    return f"{formats.count(number)} {one if number == 1 else more}"


def _print_table(
    made: RunDifference, rows: list[dict[str, Any]], causes: list[str], console: Console
) -> None:
    heads = [("cijfer", False), ("periode", False), ("was", True), ("nu", True),
             ("verschil", True), ("waardoor", False)]  # fmt: skip
    shown = table(console, heads if causes else heads[:-1])
    for column in shown.columns[1:]:
        column.no_wrap = True
    for at, row in enumerate(rows):
        texts = [_name(row), _span(row), *_values(row), *causes[at : at + 1]]
        shown.add_row(*(cell(console, text) for text in texts))
    if causes:
        shown.columns[-1].no_wrap = False
    console.print(shown)
    if left := made.figures.changed.height - len(rows):
        more = "--uit verschil.csv voor alle, of noem een cijfer: grip verschil A B stand_eind"
        say(console, f"en nog {formats.count(left)}: {more}", hang=2)
    say(console, "")


def _name(row: dict[str, Any]) -> str:
    if row["bron"] == TARGET:
        line = "" if row["categorie"] == TOTAL else f", {row['categorie'].rpartition(': ')[2]}"
        return f"Doel: {row['naam']}{line}"
    if row["dimensie"] == TOTAL:
        return str(row["naam"]) + _was_otherwise(row)
    dimension, category = row["dimensie"], row["categorie"]
    pairs = [(dimension, category)] if dimension in DIMENSION_TITLES else list(
        zip(dimension.split("|"), category.split("|"), strict=False)
    )  # fmt: skip
    said = (f"{DIMENSION_TITLES.get(one, one).lower()} {value}" for one, value in pairs)
    return f"{row['naam']}, {', '.join(said)}"


def _was_otherwise(row: dict[str, Any]) -> str:
    """Return by what other variant a figure was counted before."""
    now = str(row["definitie"]).split(";")
    was = [part for part in str(row["definitie_oud"] or "").split(";") if part not in now]
    return f" (was {', '.join(was)})" if was and row["definitie_oud"] else ""


def _span(row: dict[str, Any]) -> str:
    return Period(row["periode_begin"], row["periode_eind"]).slug


def _values(row: dict[str, Any]) -> list[str]:
    was, now = row["oud"], row["nieuw"]
    if row["bron"] == TARGET and was == now:
        return [row["status_oud"] or "-", row["status"] or "-", ""]
    digits = _digits(was, now)
    money = formats.unit_kind(row["eenheid"] or "", [was, now]) is Kind.EURO

    def text(value: float | None) -> str:
        if value is None:
            return "-"
        return formats.euro(value, digits) if money else formats.decimal(value, digits)

    if was is None or now is None:
        return [text(was), text(now), ""]
    sign = "+" if now > was else ""
    return [text(was), text(now), f"{sign}{formats.decimal(now - was, digits)}"]


def _digits(was: float | None, now: float | None) -> int:
    """Return with how many decimals two numbers are seen to differ."""
    known = [value for value in (was, now) if value is not None]
    if all(value == int(value) for value in known):
        return 0
    gap = abs(known[-1] - known[0])
    return max(1, _fewest([gap] if gap else [], 6))


def _identity(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in WHICH)


def _letters(made: RunDifference, rows: list[dict[str, Any]]) -> dict[tuple[str, str, str], str]:
    """Return a letter for every cause that made a difference in what is shown, in its order."""
    shown = {_identity(row) for row in rows}
    numbers = [r["nummer"] for r in made.explained.iter_rows(named=True) if _identity(r) in shown]
    parts = made.parts.filter(pl.col("nummer").is_in(numbers))
    causes = parts.select("oorzaak", "tabel", "kolom").unique(maintain_order=True).rows()
    names = [*_NUMBERS, *(f"{a}{b}" for a in _NUMBERS for b in _NUMBERS)]
    return dict(zip(causes, names, strict=False))


def _parts(
    made: RunDifference, letters: dict[tuple[str, str, str], str]
) -> dict[tuple[Any, ...], str]:
    """Return for every figure that was computed again how much each cause did."""
    told: dict[int, list[tuple[str, float]]] = {}
    for row in made.parts.iter_rows(named=True):
        letter = letters.get((row["oorzaak"], row["tabel"], row["kolom"]), "")
        told.setdefault(row["nummer"], []).append((letter, row["verschil"]))
    found = {}
    for row in made.explained.iter_rows(named=True):
        own = told.get(row["nummer"], [])
        digits = max(_digits(row["oud"], row["nieuw"]), _fewest(value for _, value in own))
        found[_identity(row)] = (
            own[0][0] if len(own) == 1 else
            ", ".join(f"{letter} {_signed(value, digits)}" for letter, value in own) or "-"
        )  # fmt: skip
    return found


def _fewest(values: Iterable[float], most: int = 4) -> int:
    """Return with how many decimals none of the numbers looks like nothing."""
    small = min((abs(value) for value in values), default=1.0)
    return next((n for n in range(most) if small >= 0.5 * 10**-n), most)


def _signed(value: float, digits: int) -> str:
    return f"{'+' if value > 0 else ''}{formats.decimal(value, digits)}"


def _print_letters(
    made: RunDifference, letters: dict[tuple[str, str, str], str], causes: list[str],
    console: Console,
) -> None:  # fmt: skip
    """Print what each letter is, with the rows where those are few, and how to read it."""
    if not letters:
        return
    say(console, "Waardoor (nagerekend met de exports)", style="bold")
    counts = {row[:3]: row[3] for row in
              made.parts.select("oorzaak", "tabel", "kolom", "rijen").iter_rows()}  # fmt: skip
    for cause, letter in letters.items():
        say(console, f"  {letter:<3}{_told(made, cause, counts[cause])}", hang=5)
    if any(", " in text for text in causes):
        say(console, "Op volgorde: exportdatum, instellingen, dan per tabel vervallen, nieuwe en "
            "gewijzigde rijen; wat twee samen doen, staat bij de laatste.")  # fmt: skip
    if "-" in causes:
        say(console, "Een streepje: niet nagerekend. Dat kan niet van een raming en van een cijfer "
            "dat toen of nu geen waarde heeft; verder gaat het om de belangrijkste cijfers. Een "
            "cijfer dat u noemt, wordt ook naar groepen nagerekend.")  # fmt: skip


def _told(made: RunDifference, cause: tuple[str, str, str], rows: int | None) -> str:
    kind, name, column = cause
    if kind in _WITHOUT_ROWS:
        return _WITHOUT_ROWS[kind].format(column=column)
    what = f"{name}: {_SAID[kind].format(column=column, rows=_rows(rows))}"
    places = list(_places(made, cause))
    return f"{what} ({'; '.join(places)})" if 0 < len(places) <= _LIST else what


def _rows(number: int | None) -> str:
    return "1 rij" if number == 1 else f"{formats.count(number or 0)} rijen"


def _places(made: RunDifference, cause: tuple[str, str, str]) -> Iterator[str]:
    """Yield where the rows of a cause stand in the exports, never what is in them."""
    kind, name, column = cause
    found = made.rows.filter(
        pl.col("tabel") == name, pl.col("wijziging") == kind,
        pl.col("kolommen").str.split(", ").list.contains(column) if column else True,
    )  # fmt: skip
    for row in found.head(_LIST + 1).iter_rows(named=True):
        sheet = f", blad {row['blad']}" if row["blad"] else ""
        yield f"{row['bestand']}{sheet} {_number(kind, row['rij_oud'], row['rij_nieuw'])}"


def _number(kind: str, old: int | None, new: int | None) -> str:
    if kind == GONE:
        still = "" if new is None else f", nu rij {new}: telt niet meer mee"
        return f"rij {old} van de oude export{still}"
    if kind == NEW:
        return f"rij {new}" if old is None else f"rij {new}, was rij {old}: telde niet mee"
    return f"rij {new}" if old == new else f"rij {new}, was rij {old}"


def _print_remarks(made: RunDifference, console: Console) -> None:
    hidden = made.figures.hidden
    if hidden:
        told = _so_many(hidden, "verschil staat hier niet: het gaat",
                        "verschillen staan hier niet: zij gaan")  # fmt: skip
        say(
            console,
            f"{told} over weinig personen, over een groep, over een bedrag of doel, of over wat "
            "samenhangt met zulke of verborgen cijfers. Wie beide rapporten heeft, kan wel "
            "aftrekken. Publiceer van dezelfde periode liever niet twee keer.",
        )
    if made.untold is not None and (said := _UNTOLD[made.untold]):
        say(console, said.format(runs=" en ".join(made.without)))
