"""The figures of the published note, through the tool: in its csv and in its workbook."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from grip.config import load_profile
from grip.indicators.catalogue import defaults
from grip.reports.terminal.words import category_name
from tests.acceptance.running import PUBLISHED, Rows, done, rows_of, sheets_of

YEARS = range(2014, 2021)
FIGURE_1 = {
    "stand_1_januari": "stand_begin",
    "meldingen": "meldingen",
    "instroom": "instroom",
    "uitstroom": "uitstroom",
    "stand_31_december": "stand_eind",
}
CLASSES = {
    "0-40": "0 tot 40%",
    "40-70": "40 tot 70%",
    "70-100": "70 tot 100%",
    "100+": "100% en hoger",
    "onbekend": "onbekend",
    "totaal": "Totaal",
}

DIMENSIONS = {
    "regeling": "Regeling", "leefvorm": "Leefvorm", "geslacht": "Geslacht",
    "leeftijdsgroep": "Leeftijd", "duurklasse": "Duur in de uitkering",
    "loonwaardeklasse": "Loonwaarde", "statushouder": "Statushouder", "wijk": "Wijk",
    "doelgroep": "Doelgroep",
}  # fmt: skip

Line = dict[str, Any]


def published(figure: str) -> list[dict[str, str]]:
    rows = rows_of(PUBLISHED / f"uithoorn-{figure}.csv")
    assert len(rows) == {"fig1": 7, "fig6": 6}[figure]
    return rows


@pytest.fixture(scope="module")
def book(internal: Path) -> dict[str, list[Line]]:
    """The tables of the workbook by sheet: every row as header and value, formulas computed."""
    found = sheets_of(internal)
    return {name: _table(sheet) for name, sheet in found.items() if sheet.tables}


def _table(sheet: Any) -> list[Line]:
    (table,) = sheet.tables.values()
    header, *lines = ([cell.value for cell in row] for row in sheet[table.ref])
    return [dict(zip(header, line, strict=True)) for line in lines]


@pytest.fixture(scope="module")
def frame(internal: Path) -> dict[tuple[str, str, str, str, str], dict[str, str]]:
    """The rows of indicatoren.csv by id, first and last day, dimension and category."""
    keys = ("indicator", "periode_begin", "periode_eind", "dimensie", "categorie")
    by_default = {one.definition_id for one in defaults(load_profile("uithoorn").profile)}
    rows = rows_of(internal / "indicatoren.csv")
    usual = [row for row in rows if row["definitie"] in by_default]
    found = {tuple(row[key] for key in keys): row for row in usual}
    assert len(found) == len(usual)
    return found


# --- figure 1 ----------------------------------------------------------------------------------


@pytest.mark.parametrize("line", published("fig1"), ids=lambda line: line["jaar"])
def test_figure_1_in_the_csv(line: dict[str, str], town: Path, tmp_path: Path) -> None:
    """Stock, reports, inflow and outflow of a year, as `grip indicatoren` writes them."""
    out = tmp_path / "fig1.csv"
    done("indicatoren", *FIGURE_1.values(), "--periode", line["jaar"], "--uit", out, cwd=town)
    counted = {row["indicator"]: row["waarde"] for row in rows_of(out)}
    assert {"jaar": line["jaar"]} | {c: counted[id] for c, id in FIGURE_1.items()} == line
    assert {row["status"] for row in rows_of(out)} == {"getoond"}


def test_figure_1_in_the_workbook(book: dict[str, list[Line]]) -> None:
    """Sheet 'Bestand per jaar', every cell of every year, and the control column at zero."""
    columns = {
        "jaar": "Periode",
        "stand_1_januari": "Stand 1 januari",
        "meldingen": "Meldingen",
        "instroom": "Instroom",
        "uitstroom": "Uitstroom",
        "stand_31_december": "Stand einde periode",
    }
    shown = {line["Periode"]: line for line in book["Bestand per jaar"]}
    for line in published("fig1"):
        row = shown[line["jaar"]]
        assert {column: str(row[title]) for column, title in columns.items()} == line
        begin, end = int(line["stand_1_januari"]), int(line["stand_31_december"])
        assert row["Groei (%)"] == pytest.approx(100 * (end - begin) / begin)
    assert {line["Controle (is 0)"] for line in book["Bestand per jaar"]} == {0}


# --- figure 6 ----------------------------------------------------------------------------------


def test_figure_6_in_the_csv(town: Path, tmp_path: Path) -> None:
    """Clients and partners by class, and how many of them were examined."""

    def counted(name: str, indicator: str, *per: str) -> dict[str, dict[str, str]]:
        asked = [word for dimension in per for word in ("--per", dimension)]
        out = tmp_path / f"{name}.csv"
        done("indicatoren", indicator, *asked, "--periode", "2020", "--uit", out, cwd=town)
        return {row["categorie"]: row for row in rows_of(out)}

    cells = counted("cellen", "stand_personen", "rol", "loonwaardeklasse")
    classes = counted("klassen", "stand_personen", "loonwaardeklasse")
    roles = counted("rollen", "stand_personen", "rol")
    whole = counted("geheel", "stand_personen")
    examined = counted("keuring", "keuring_pct", "loonwaardeklasse")
    examined |= counted("keuring_totaal", "keuring_pct")
    for line in published("fig6"):
        name = line["klasse"]
        total = name == "totaal"
        assert {
            "klasse": name,
            "partner": (roles["partner"] if total else cells[f"partner|{name}"])["waarde"],
            "client": (roles["client"] if total else cells[f"client|{name}"])["waarde"],
            "eindtotaal": (whole if total else classes)[name]["waarde"],
            "door_keuring_vastgesteld": examined[name]["teller"],
        } == line


def test_figure_6_in_the_workbook(book: dict[str, list[Line]]) -> None:
    """Sheet 'Arbeidsvermogen', every cell, totals included."""
    columns = {
        "partner": "Partner 31 dec 2020",
        "client": "Cliënt 31 dec 2020",
        "eindtotaal": "Totaal 31 dec 2020",
        "door_keuring_vastgesteld": "Waarvan door keuring vastgesteld 31 dec 2020",
    }
    shown = {line["Loonwaarde"]: line for line in book["Arbeidsvermogen"]}
    assert list(shown) == list(CLASSES.values())
    for line in published("fig6"):
        row = shown[CLASSES[line.pop("klasse")]]
        assert {column: str(row[title]) for column, title in columns.items()} == line


# --- the workbook and the csv say the same -------------------------------------------------------

TOTAL = ("totaal", "totaal")
SHORT_MONTHS = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]


def period_of(label: str) -> tuple[str, str]:
    """The first and last day of `2020` or `dec 2020`."""
    if label.isdigit():
        return f"{label}-01-01", f"{label}-12-31"
    name, year = label.split()
    month = SHORT_MONTHS.index(name) + 1
    after = date(int(year) + month // 12, month % 12 + 1, 1)
    return f"{year}-{month:02d}-01", date.fromordinal(after.toordinal() - 1).isoformat()


def same(shown: object, row: dict[str, str], column: str = "waarde") -> None:
    """A cell of the workbook is the figure of the csv, or the mark for why there is none."""
    if row[column] == "":
        assert shown in ("[te weinig]", "[n.v.t.]", "[niet berekend]", "[nog niet]"), (shown, row)
    elif shown == "[nog niet]":
        assert float(row[column]) == 0, row
    elif isinstance(shown, str):  # of fewer than ten no percentage is given
        assert float(row["noemer"]) < 10, row
        parts = f"{float(row['teller']):.0f} van {float(row['noemer']):.0f}"
        assert shown in (parts, "[te weinig]"), (shown, row)
    else:
        assert shown == pytest.approx(float(row[column]), rel=1e-12), row


def titles() -> dict[str, str]:
    """The id of every figure by its title."""
    cards = [indicator.card for indicator in defaults(load_profile("uithoorn").profile)]
    return {card.title: card.id for card in cards}


@pytest.mark.parametrize(
    ("sheet", "first", "ids"),
    [
        ("Bestand per jaar", "Periode", {
            "Stand 1 januari": "stand_begin", "Instroom": "instroom", "Uitstroom": "uitstroom",
            "Stand einde periode": "stand_eind", "Meldingen": "meldingen",
            "Groei (%)": "volume_pct",
        }),
        ("In de tijd", "Maand", {
            "Stand begin": "stand_begin", "Instroom": "instroom", "Uitstroom": "uitstroom",
            "Stand eind": "stand_eind",
            "Meldingen": "meldingen", "Aanvragen": "aanvragen", "Toekenningen": "toekenningen",
        }),
    ],
)  # fmt: skip
def test_series(
    sheet: str, first: str, ids: dict[str, str], book: dict[str, list[Line]], frame: Any
) -> None:
    """A row per year or month."""
    assert len(book[sheet]) == (8 if first == "Periode" else 24)
    for line in book[sheet]:
        for title, id in ids.items():
            same(line[title], frame[id, *period_of(line[first]), *TOTAL])


@pytest.mark.parametrize("subject", ["Aantallen", "Procenten"])
def test_key_figures(subject: str, book: dict[str, list[Line]], frame: Any) -> None:
    """A row per figure, a column per period, with interval and verdict."""
    names = titles()
    lines = [line for line in book["Kerncijfers"] if line["Onderwerp"] == subject]
    assert len(lines) >= 12
    for line in lines:
        id = names[re.sub(r" \(cohort .*", "", line["Cijfer"])]
        for label in ("2020", "2019"):
            same(line[label], frame[id, *period_of(label), *TOTAL])
        now = frame[id, *period_of("2020"), *TOTAL]
        assert line["2020 tegenover 2019"] == (now["oordeel"] or "geen vergelijking")
        if subject == "Procenten" and now["noemer"] and id != "volume_pct":
            same(line["ondergrens 2020 (95%)"], now, "ondergrens")
            same(line["bovengrens 2020 (95%)"], now, "bovengrens")


def test_the_summary(book: dict[str, list[Line]], frame: Any) -> None:
    """The key figures on the first page and what they were a year before."""
    names = titles()
    assert len(book["Samenvatting"]) == 8
    for line in book["Samenvatting"]:
        id = names[line["Kerncijfer"].removesuffix(" (uitkeringen)")]
        same(line["Uitkomst"], frame[id, *period_of("2020"), *TOTAL])
        about = {
            "2020": "2019",
            "31 december 2020": "31 december 2019",
            "cohort 2019": "cohort 2018",
        }
        assert line["Vergeleken met"] == about[line["Over"]]
        same(line["Een jaar eerder"], frame[id, *period_of("2019"), *TOTAL])


def test_groups(book: dict[str, list[Line]], frame: Any) -> None:
    """Stock and flow of every group, found in the csv by dimension and category."""
    ids = {
        "Stand 31 dec 2019": "stand_begin", "Instroom": "instroom", "Uitstroom": "uitstroom",
        "Herindeling": "herindeling", "Stand 31 dec 2020": "stand_eind",
    }  # fmt: skip
    compared = 0
    for key, named in _by_names(frame, "2020", set(ids.values())).items():
        dimension, group = key
        for line in book["Bestand naar groep"]:
            if (line["Kenmerk"], line["Groep"]) == (dimension, group):
                for title, id in ids.items():
                    same(line[title], named[id])
                    compared += 1
    assert compared == 5 * (len(book["Bestand naar groep"]) - 1)  # all but the line of the total


def _by_names(frame: Any, year: str, ids: set[str]) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows of a year by the words that the report has for dimension and category."""
    profile = load_profile("uithoorn").profile
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for (id, begin, end, dimension, category), row in frame.items():
        if id in ids and (begin, end) == period_of(year) and dimension in DIMENSIONS:
            words = DIMENSIONS[dimension], category_name(profile, dimension, category)
            found.setdefault(words, {})[id] = row
    return found


@pytest.mark.parametrize("way", ["instroom", "uitstroom"])
def test_reasons(way: str, book: dict[str, list[Line]], frame: Any) -> None:
    """Every reason in both years, and they add up to the total."""
    profile = load_profile("uithoorn").profile
    sheet = [line for line in book["Redenen"] if line["Onderwerp"] == way.capitalize()]
    groups = getattr(profile, f"reden_{way}")
    names = {group.naam: key for key, group in groups.items()} | {"onbekend": "onbekend"}
    assert len(sheet) == len(names) + 1
    for year in ("2020", "2019"):
        for line in sheet[:-1]:
            category = names[line["Cijfer"]]
            found = frame[f"{way}_naar_reden", *period_of(year), f"reden_{way}", category]
            same(line[year], found)
        total = sheet[-1][year]
        assert sum(line[year] for line in sheet[:-1]) == total
        same(total, frame[way, *period_of(year), *TOTAL])


def test_the_matrix(book: dict[str, list[Line]], frame: Any) -> None:
    """From where to where on the ladder."""
    back = {words: code for code, words in CLASSES.items()}
    back |= {"ingestroomd": "instroom", "uitgestroomd": "uitstroom"}
    compared = 0
    *lines, totals = book["Doorstroom"]
    for line in lines:
        start = back[line["Op 31 dec 2019"]]
        for title, shown in line.items():
            if title in ("Op 31 dec 2019", "Totaal") or shown == "[n.v.t.]":
                continue
            pair = f"{start}|{back[title]}"
            row = frame.get(("doorstroom", *period_of("2020"), "van|naar", pair))
            assert row is not None, pair
            same(shown, row)
            compared += 1
    assert compared == 35
    stocks = [frame[id, *period_of("2020"), *TOTAL]["waarde"]
              for id in ("stand_begin_personen", "stand_personen")]  # fmt: skip
    *there, came = lines
    assert came["Op 31 dec 2019"] == "ingestroomd"
    assert sum(line["Totaal"] for line in there) == int(stocks[0])
    named = [title for title in totals if title in CLASSES.values() and title != "Totaal"]
    assert sum(totals[title] for title in named) == int(stocks[1])


def test_direction_on_the_ladder(book: dict[str, list[Line]], frame: Any) -> None:
    """Up, down, the same and unknown are the cells above, below and on the diagonal, and beside."""
    steps = ["0-40", "40-70", "70-100", "100+"]
    counted = {"Omhoog op de ladder": 0, "Omlaag op de ladder": 0, "Op dezelfde plaats": 0,
               "Plaats aan het begin of het eind onbekend": 0}  # fmt: skip
    for (id, begin, end, _, pair), row in frame.items():
        start, _, to = pair.partition("|")
        known = [*steps, "onbekend"]
        if id != "doorstroom" or (begin, end) != period_of("2020") or start not in known:
            continue
        if to not in known:
            continue
        if "onbekend" in (start, to):
            name = "Plaats aan het begin of het eind onbekend"
        else:
            change = steps.index(to) - steps.index(start)
            name = (["Op dezelfde plaats", "Omhoog op de ladder"][change > 0] if change >= 0
                    else "Omlaag op de ladder")  # fmt: skip
        counted[name] += int(row["waarde"])
    lines = [line for line in book["Ladder"] if line["Onderwerp"] == "Begin en eind"]
    assert {line["Cijfer"]: line["2020"] for line in lines} == counted
    whole = frame["doorstroom", *period_of("2020"), *TOTAL]["waarde"]
    assert sum(counted.values()) == int(whole)


def test_coverage(book: dict[str, list[Line]], frame: Any) -> None:
    """Persons with support, persons in all, and the share with its interval."""
    columns = {
        "Personen met voorziening 31 dec 2020": "teller",
        "Personen in de bijstand 31 dec 2020": "noemer", "Bereik 31 dec 2020 (%)": "waarde",
        "Ondergrens (95%)": "ondergrens", "Bovengrens (95%)": "bovengrens",
    }  # fmt: skip
    named = _by_names(frame, "2020", {"bereik_pct"})
    compared = 0
    for line in book["Bereik"]:
        found = named.get((line["Kenmerk"], line["Groep"]), {}).get("bereik_pct")
        if line["Kenmerk"] == "Totaal":
            found = frame["bereik_pct", *period_of("2020"), *TOTAL]
        if found is not None:
            compared += 1
            for title, column in columns.items():
                same(line[title], found, column)
    assert compared >= 18


def test_every_year_of_figure_1_is_tested() -> None:
    """The note has seven years and six lines; a test of nothing would pass too."""
    rows: Rows = published("fig1")
    assert [int(row["jaar"]) for row in rows] == list(YEARS)
    assert [row["klasse"] for row in published("fig6")] == list(CLASSES)
