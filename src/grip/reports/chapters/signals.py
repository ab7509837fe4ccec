"""Chapter: what in the month series is more than the usual up and down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from grip.reports import formats
from grip.reports.chapters.sentences import source_of
from grip.reports.document import Cell, Column, Figure, Kind, Mark, Section, Series, Shape, Table
from grip.reports.lookup import Lookup
from grip.results import Status
from grip.signals import control_chart as chart
from grip.signals.watch import BASE_YEARS, JUDGED_MONTHS, TRIAL, Signals

_WORDS = {
    chart.ABOVE: "boven de bovengrens",
    chart.BELOW: "onder de ondergrens",
    chart.RUN_ABOVE: f"{chart.RUN} of meer maanden op rij boven het midden",
    chart.RUN_BELOW: f"{chart.RUN} of meer maanden op rij onder het midden",
    chart.TREND_UP: f"{chart.TREND} of meer maanden op rij omhoog",
    chart.TREND_DOWN: f"{chart.TREND} of meer maanden op rij omlaag",
}
_ON_FIRST_PAGE = 3
_NEWS = 3  # months after which a signal is no longer news
_CHARTED = 4
_DOT = "Stip: een maand met een signaal. "
_ALWAYS = ("instroom", "uitstroom")

Row = dict[str, Any]


def signals_chapter(look: Lookup, signals: Signals) -> Section:
    """Return the chapter on signals."""
    said = signals_message(look, signals)
    return Section("signalen", "Signalen", (said,), (_found(look, signals), _charts(look, signals)))


def signals_message(look: Lookup, signals: Signals) -> str:
    """Say how many signals there are, how many chance would give, and name the newest few."""
    found = episodes(signals)
    if not signals.series:
        return "Geen reeks heeft genoeg gevallen per maand om signalen te geven."
    chance = formats.decimal(signals.false_alarms)
    counted = "1 signaal" if len(found) == 1 else f"{len(found) or 'geen'} signalen"
    said = (
        f"In de laatste {JUDGED_MONTHS} maanden {'was' if len(found) == 1 else 'waren'} er "
        f"{counted} in {signals.series} maandreeksen; door toeval alleen zijn er ongeveer "
        f"{chance} te verwachten"
    )
    shown = [_named(look, row) for row in found[:_ON_FIRST_PAGE]]
    more = len(found) - len(shown)
    rest = f"; nog {more} op blad 'Signalen'" if more > 0 else ""
    return f"{said}{': ' if shown else ''}{'; '.join(shown)}{rest}."


def stands_out(look: Lookup, signals: Signals) -> bool:
    """Tell whether there are more signals than chance alone would give, and any is news."""
    found = episodes(signals)
    since = min(look.scope.period.begin, look.scope.months[-_NEWS:][0].begin)
    news = any(row["periode_begin"] >= since for row in found)
    return bool(signals.series) and len(found) > 1 + signals.false_alarms and news


def episodes(signals: Signals) -> list[Row]:
    """Return the signals of the last twelve months, newest first: one per stretch and rule.

    A rule that holds in consecutive months is one signal: from `vanaf` up to `periode_eind`, with
    the figures of its last month.
    """
    frame = signals.frame.filter(pl.col("status") == Status.SHOWN.value)
    months = signals.frame.get_column("periode_begin").unique().sort()
    ruled = frame.with_columns(
        regel=pl.col("regel").str.split("+"),
        nr=pl.col("periode_begin").rank("dense").over("indicator"),
    ).explode("regel").filter(pl.col("regel").fill_null("") != "")  # fmt: skip
    stretch = (pl.col("nr") - pl.col("nr").cum_count()).over("indicator", "regel")
    last = ruled.with_columns(strook=stretch).with_columns(
        vanaf=pl.col("periode_begin").min().over("indicator", "regel", "strook")
    ).filter(pl.col("nr") == pl.col("nr").max().over("indicator", "regel", "strook"))  # fmt: skip
    recent = last.filter(pl.col("periode_begin").is_in(months.tail(JUDGED_MONTHS).implode()))
    order = recent.with_row_index("orde").sort("periode_begin", "orde", descending=[True, False])
    return list(order.iter_rows(named=True))


def _named(look: Lookup, row: Row) -> str:
    title = look.results.cards[row["indicator"]].title.lower()
    late = " (voorlopig)" if row["soort"] == "voorlopig" else ""
    trial = " (proefgrenzen)" if row["grenzen"] == TRIAL else ""
    when = formats.month_label(row["periode_begin"])
    value = f" ({formats.count(row['waarde'])})" if row["waarde"] is not None else ""
    return f"{title}, {when}{value}: {_WORDS[row['regel']]}{late}{trial}"


def _found(look: Lookup, signals: Signals) -> Table:
    columns = (
        Column("cijfer", "Maandreeks", Kind.TEXT),
        Column("signaal", "Signaal", Kind.TEXT),
        Column("vanaf", "Geldt vanaf", Kind.TEXT),
        Column("tot", "Tot en met", Kind.TEXT),
        Column("waarde", "Laatste waarde"),
        Column("midden", "Midden", Kind.DECIMAL),
        Column("onder", "Ondergrens", Kind.DECIMAL),
        Column("boven", "Bovengrens", Kind.DECIMAL),
        Column("oordeel", "Oordeel", Kind.TEXT),
        Column("status", "Status", Kind.TEXT),
    )
    cards = look.results.cards
    rows: list[tuple[Cell, ...]] = [
        (
            cards[row["indicator"]].title, _WORDS[row["regel"]],
            formats.month_label(row["vanaf"], short=True),
            formats.month_label(row["periode_begin"], short=True),
            _whole(row["waarde"]), row["midden"], row["ondergrens"], row["bovengrens"],
            row["oordeel"], _standing(row),
        )
        for row in episodes(signals)
    ]  # fmt: skip
    rows += [
        (cards[id].title, f"niet te beoordelen: {why}", *("-",) * 2, *(Mark.TOO_FEW,) * 4, "-", "-")
        for id, why in _silent(signals).items()
    ]
    if not rows:
        rows.append(("geen", "geen signalen", *("-",) * 2, *(Mark.NOT_APPLICABLE,) * 4, "-", "-"))
    return Table(
        "signalen", "Signalen", signals_message(look, signals).rstrip("."),
        "Wat in de maandreeksen meer is dan het gewone op en neer, de laatste "
        f"{JUDGED_MONTHS} maanden; de nieuwste bovenaan.",
        columns, tuple(rows), _reading(look), whole=True,
    )  # fmt: skip


def _standing(row: Row) -> str:
    parts = ["voorlopig" if row["soort"] == "voorlopig" else "definitief"]
    if row["grenzen"] == TRIAL:
        parts.append(f"proefgrenzen ({row['basis_punten']} maanden)")
    return ", ".join(parts)


def _silent(signals: Signals) -> dict[str, str]:
    """Return why a series is not judged, by its id."""
    told = signals.frame.filter(pl.col("status") != Status.SHOWN.value)
    last = told.unique("indicator", keep="last", maintain_order=True)
    judged = set(signals.frame.filter(pl.col("status") == Status.SHOWN.value)["indicator"])
    return {
        row["indicator"]: row["oordeel"]
        for row in last.iter_rows(named=True)
        if row["indicator"] not in judged
    }


def _reading(look: Lookup) -> tuple[str, ...]:
    year = look.scope.period.end.year
    notes = [
        f"Grenzen: het midden plus en min {formats.decimal(chart.WIDTH, 2)} keer de gemiddelde "
        f"verandering van maand op maand (een regelkaart), uit {year - BASE_YEARS} tot en met "
        f"{year - 1}; zij liggen het hele jaar vast. Zijn dat minder dan {chart.FIXED_FROM} "
        "maanden, dan uit alle maanden die niet meer voorlopig zijn.",
        "Een hogere of lagere maand binnen de grenzen is geen signaal. Een signaal zegt dat er "
        "waarschijnlijk iets veranderd is, niet wat.",
        "Een voorlopige maand telt niet mee voor de grenzen, een reeks of een trend, en heet nooit "
        "te laag: er komt nog bij.",
        f"Onder gemiddeld {chart.LEAST_MEAN:.0f} per maand geeft een reeks geen signalen; kijk dan "
        "naar twaalf maanden samen.",
        "Seizoenen kent de regelkaart niet: zij maken de grenzen breder.",
    ]
    notes += [
        f"Nieuwe grenzen vanaf {formats.day(one.datum)}: {one.tekst}."
        for one in look.profile.beleidsbreuk
    ]
    return tuple(notes)


def _charts(look: Lookup, signals: Signals) -> Table:
    """Return the points behind the charts, a row per series and month."""
    columns = (
        Column("maand", "Maand", Kind.TEXT),
        Column("cijfer", "Maandreeks", Kind.TEXT),
        Column("waarde", "Aantal"),
        Column("midden", "Midden", Kind.DECIMAL),
        Column("onder", "Ondergrens", Kind.DECIMAL),
        Column("boven", "Bovengrens", Kind.DECIMAL),
        Column("regel", "Signaal", Kind.TEXT),
        Column("status", "Status", Kind.TEXT),
    )
    shown = _chosen(signals)
    rows = [row for id in shown for row in _points(signals, id)]
    cards = look.results.cards
    cells = tuple(
        (
            formats.month_label(row["periode_begin"], short=True), cards[row["indicator"]].title,
            _whole(row["waarde"]), row["midden"], row["ondergrens"], row["bovengrens"],
            "; ".join(_WORDS[rule] for rule in (row["regel"] or "").split("+") if rule) or "-",
            "voorlopig" if row["soort"] == "voorlopig" else "definitief",
        )
        for row in rows
    )  # fmt: skip
    return Table(
        "regelkaarten", "Regelkaarten", _charts_title(look, shown),
        "De maandreeksen met hun grenzen; alle reeksen staan in signalen.csv.",
        columns, cells, _reading(look)[:3],
        tuple(_figure(look, _points(signals, id)) for id in shown),
    )  # fmt: skip


def _charts_title(look: Lookup, ids: Sequence[str]) -> str:
    names = [look.results.cards[id].title.lower() for id in ids]
    *first, last = names or ["geen reeks"]
    words = f"{', '.join(first)} en {last}" if first else last
    return f"Het gewone op en neer per maand van {words}"


def _chosen(signals: Signals) -> list[str]:
    """Return which series are drawn: in- and outflow, then those with the newest signals."""
    judged = signals.frame.filter(pl.col("status") == Status.SHOWN.value)
    known = judged.get_column("indicator").unique(maintain_order=True).to_list()
    first = [id for id in _ALWAYS if id in known]
    newest = [row["indicator"] for row in episodes(signals)]
    return list(dict.fromkeys([*first, *newest]))[:_CHARTED]


def _points(signals: Signals, id: str) -> list[Row]:
    return list(signals.frame.filter(pl.col("indicator") == id).iter_rows(named=True))


def _figure(look: Lookup, rows: Sequence[Row]) -> Figure:
    id = rows[0]["indicator"]
    title = look.results.cards[id].title
    labels = tuple(formats.month_label(row["periode_begin"], short=True) for row in rows)
    recent = rows[-JUDGED_MONTHS:]
    said = "; ".join(_fired(recent)) or "geen signaal in de laatste twaalf maanden"
    fired = tuple(place for place, row in enumerate(rows) if row["regel"])
    series = [
        Series(key, name, tuple(row[column] for row in rows), line=True, level=key != "waarde",
               marked=fired if key == "waarde" else None)
        for key, name, column in (
            ("waarde", title, "waarde"), ("midden", "Midden", "midden"),
            ("onder", "Ondergrens", "ondergrens"), ("boven", "Bovengrens", "bovengrens"),
        )
    ]  # fmt: skip
    return Figure(
        f"regelkaart_{id}", Shape.LINES, f"{title}: {said}",
        f"{title} per maand met de grenzen van het gewone op en neer, {labels[0]} t/m "
        f"{labels[-1]}. {_DOT}{source_of(look)}",
        labels, tuple(series), "aantal per maand",
        f"Lijn per maand van {labels[0]} tot en met {labels[-1]} met een midden, een ondergrens en "
        f"een bovengrens: {said}."[:300],
        provisional=sum(row["soort"] == "voorlopig" for row in rows),
    )  # fmt: skip


def _fired(rows: Sequence[Row]) -> Iterator[str]:
    """Yield in words which rules fired, and in which month last."""
    months: dict[str, list[str]] = {}
    for row in rows:
        for rule in (row["regel"] or "").split("+"):
            if rule:
                months.setdefault(rule, []).append(formats.month_label(row["periode_begin"]))
    for rule, fired in months.items():
        yield f"{_WORDS[rule]}{', laatst' if fired[1:] else ''} in {fired[-1]}"


def _whole(value: float | None) -> Cell:
    return None if value is None else int(value)
