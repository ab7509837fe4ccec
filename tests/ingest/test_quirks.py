"""Trouble that real exports have: each file gives the same table, or its own words.

Every line of the table is one file: how it is made, and what is expected of it.
"""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from shutil import which

import polars as pl
import pytest
import xlsxwriter

from grip.errors import InputError
from grip.ingest.load import Loaded, load

from .files import LENIENT, write_xlsx

HEADER = ["uitkering_id", "persoon_id", "rol", "regeling", "ingangsdatum", "einddatum"]
ROWS = [
    ["0007", "P1", "client", "PW", "01-02-2020", ""],
    ["0007", "P2", "partner", "PW", "01-02-2020", "31-12-2020"],
    ["0008", "P3", "client", "IOAW", "15-03-2021", ""],
]
Row = Sequence[str]


def as_text(rows: Sequence[Row], delimiter: str = ";", ends: str = "\n") -> str:
    return "".join(delimiter.join(row) + ends for row in rows)


def iso(text: str) -> str:
    return "-".join(reversed(text.split("-")))


def dates(form: Callable[[str], str]) -> list[list[str]]:
    """The rows with their dates written in another way."""
    return [[*row[:4], *(form(day) if day else "" for day in row[4:])] for row in ROWS]


def sap_list() -> str:
    """The table as SAP writes a list: lines of dashes, and bars around every cell."""
    lines = ["| " + " | ".join(cell.ljust(13) for cell in row) + " |" for row in [HEADER, *ROWS]]
    dashes = "-" * len(lines[0])
    return "\r\n".join(["Dynamische lijst", "", dashes, lines[0], dashes, *lines[1:], dashes])


MONTHS = {"02": "februari", "03": "mrt.", "12": "Dec"}
TITLE = [["Export uitkeringen"], ["Gemaakt op 1 januari 2022"], [""]]
TOTAL = [["Totaal", "3", "", "", "", ""]]
FOOT = [["", "", "", "", "", ""], ["Einde van het rapport"]]
SAME_TABLE: dict[str, bytes] = {
    "puntkomma": as_text([HEADER, *ROWS]).encode(),
    "komma": as_text([HEADER, *ROWS], ",").encode(),
    "tab": as_text([HEADER, *ROWS], "\t").encode(),
    "streep": as_text([HEADER, *ROWS], "|").encode(),
    "utf-8 met BOM": as_text([HEADER, *ROWS]).encode("utf-8-sig"),
    "utf-16": as_text([HEADER, *ROWS], "\t").encode("utf-16"),
    "regeleinden van Windows": as_text([HEADER, *ROWS], ends="\r\n").encode(),
    "regeleinden van oude Macs": as_text([HEADER, *ROWS], ends="\r").encode(),
    "regel sep=": ("sep=;\n" + as_text([HEADER, *ROWS])).encode(),
    "regel SEP= met komma": ("SEP=,\r\n" + as_text([HEADER, *ROWS], ",", "\r\n")).encode(),
    "lege regels vooraf": ("\n;;\n" + as_text([HEADER, *ROWS])).encode(),
    "lege regels tussendoor": as_text([HEADER, ROWS[0], [""], *ROWS[1:], [""]]).encode(),
    "titel boven de kop": as_text([*TITLE, HEADER, *ROWS]).encode(),
    "dertig regels boven de kop": as_text([*[["toelichting"]] * 30, HEADER, *ROWS]).encode(),
    "titel met scheidingstekens": as_text([["a, b, c"], HEADER, *ROWS]).encode(),
    "kop in hoofdletters": as_text([[h.upper() for h in HEADER], *ROWS]).encode(),
    "kop met spaties": as_text([[h.replace("_", " ") for h in HEADER], *ROWS]).encode(),
    "kop met accenten": as_text([["Uitkering ID", "Persóón-ID", *HEADER[2:]], *ROWS]).encode(),
    "kop tussen aanhalingstekens": as_text([[f'"{h}"' for h in HEADER], *ROWS]).encode(),
    "kop over twee regels": as_text(
        [["uitkering", "persoon", "", "", "", ""], ["id", "id", *HEADER[2:]], *ROWS]
    ).encode(),
    "samengevoegde kop": as_text(
        [["Sleutels", "", "Recht", "", "Periode", ""], HEADER, *ROWS]
    ).encode(),
    "samengevoegde kop, in elke kolom herhaald": as_text(
        [["", "", "", "Periode", "Periode", "Periode"], HEADER, *ROWS]
    ).encode(),
    "kolommen in andere volgorde": as_text([list(reversed(r)) for r in [HEADER, *ROWS]]).encode(),
    "lege kolom links": as_text([["", *r] for r in [HEADER, *ROWS]]).encode(),
    "lege kolommen rechts": as_text([[*r, "", ""] for r in [HEADER, *ROWS]]).encode(),
    "harde spaties": as_text([HEADER, *[[f"\u00a0{c} " for c in r] for r in ROWS]]).encode(),
    "onzichtbare tekens": as_text([HEADER, *[[f"\u200b{c}" for c in r] for r in ROWS]]).encode(),
    "rijen door elkaar": as_text([HEADER, *reversed(ROWS)]).encode(),
    "datum als jjjj-mm-dd": as_text([HEADER, *dates(iso)]).encode(),
    "datum als jjjjmmdd": as_text([HEADER, *dates(lambda d: iso(d).replace("-", ""))]).encode(),
    "datum met schuine strepen": as_text([HEADER, *dates(lambda d: d.replace("-", "/"))]).encode(),
    "datum met tijd": as_text([HEADER, *dates(lambda d: f"{iso(d)} 00:00:00")]).encode(),
    "datum als getal van Excel": as_text(
        [HEADER, *dates(lambda d: str((date.fromisoformat(iso(d)) - date(1899, 12, 30)).days))]
    ).encode(),
    "datum met maandnaam": as_text(
        [HEADER, *dates(lambda d: f"{d[:2]} {MONTHS[d[3:5]]} {d[-4:]}")]
    ).encode(),
    "datum met punten": as_text([HEADER, *dates(lambda d: d.replace("-", "."))]).encode(),
    "datum zonder voorloopnul": as_text(
        [HEADER, *dates(lambda d: "-".join(part.lstrip("0") for part in d.split("-")))]
    ).encode(),
    "datumsoorten door elkaar": as_text([HEADER, ROWS[0], dates(iso)[1], ROWS[2]]).encode(),
    "einddatum 31-12-9999": as_text(
        [HEADER, *[[*r[:5], r[5] or "31-12-9999"] for r in ROWS]]
    ).encode(),
    "einddatum n.v.t.": as_text([HEADER, *[[*r[:5], r[5] or "n.v.t."] for r in ROWS]]).encode(),
    "datum met apostrof": as_text([HEADER, *dates(lambda d: f"'{d}")]).encode(),
    "nummers met apostrof": as_text([HEADER, *[[f"'{r[0]}", *r[1:]] for r in ROWS]]).encode(),
    "einddatum leeg in haakjes": as_text(
        [HEADER, *[[*r[:5], r[5] or "(leeg)"] for r in ROWS]]
    ).encode(),
    "regels geheel tussen aanhalingstekens": as_text(
        [[f'"{";".join(r)}"'] for r in [HEADER, *ROWS]]
    ).encode(),
    "en de velden ook nog": as_text(
        [['"' + ",".join(f'""{c}""' for c in r) + '"'] for r in [HEADER, *ROWS]], ends="\r\n"
    ).encode(),
    "utf-16 zonder BOM": as_text([HEADER, *ROWS], "\t").encode("utf-16-le"),
    "utf-16 andersom zonder BOM": as_text([HEADER, *ROWS]).encode("utf-16-be"),
    "kop met regeleinde, uitleg en sterretje": as_text(
        [['"Uitkering\nID *"', "Persoon\u00ad-id:", "Rol", "REGELING (PW/IOAW)",
          "Ingangs-\u00a0datum [dd-mm-jjjj]", "Einddatum "], *ROWS]
    ).encode(),
    "drie soorten datum als tekst": as_text(
        [HEADER, [*ROWS[0][:4], "1 feb. 2020", ""], [*ROWS[1][:4], "2020/02/01",
         "31 december 2020"], [*ROWS[2][:4], "20210315.0", ""]]
    ).encode(),
    "einddatum streepje": as_text([HEADER, *[[*r[:5], r[5] or "-"] for r in ROWS]]).encode(),
}  # fmt: skip

SET_APART: dict[str, tuple[bytes, list[str]]] = {
    "totaal onderaan": (as_text([HEADER, *ROWS, *TOTAL]).encode(), ["RIJ-TOTAAL"]),
    "eindtotaal": (as_text([HEADER, *ROWS, ["Eindtotaal", "3"]]).encode(), ["RIJ-TOTAAL"]),
    "voetregel": (as_text([HEADER, *ROWS, *FOOT]).encode(), ["RIJ-VOET"]),
    "totaal en voetregel": (
        as_text([HEADER, *ROWS, *TOTAL, *FOOT]).encode(), ["RIJ-TOTAAL", "RIJ-VOET"]
    ),
    "kop op elke bladzijde": (
        as_text([HEADER, ROWS[0], HEADER, *ROWS[1:]]).encode(), ["RIJ-KOP"]
    ),
    "paginakop en kop": (
        as_text([*TITLE, HEADER, ROWS[0], ["Pagina 2"], HEADER, *ROWS[1:]]).encode(),
        ["RIJ-KOP", "RIJ-KOP"],
    ),
    "lijst van SAP": (sap_list().encode("cp1252"), ["RIJ-VOET", "RIJ-VOET"]),
    "paginanummers en een nieuwe bladzijde": (
        "\f".join([as_text([HEADER, ROWS[0], ["Pagina 1 van 2"]]),
                   as_text([HEADER, *ROWS[1:], ["Pagina 2 van 2"]])]).encode(),
        ["RIJ-KOP", "RIJ-KOP", "RIJ-VOET"],
    ),
    "twee lijsten onder elkaar": (
        as_text([["Lopend"], HEADER, *ROWS[:2], [""], ["Beëindigd"], HEADER, ROWS[2]]).encode(),
        ["RIJ-KOP", "RIJ-KOP"],
    ),
    "tussentotalen verder naar rechts": (
        as_text([HEADER, *ROWS[:2], ["", "", "", "Totaal PW", "2", ""], ROWS[2],
                 ["", "", "", "Totaal generaal", "3", ""]]).encode(),
        ["RIJ-TOTAAL", "RIJ-TOTAAL"],
    ),
    "rij met te veel velden": (
        as_text([HEADER, *ROWS, [*ROWS[0], "x", "y"]]).encode(), ["RIJ-BREEDTE"]
    ),
}  # fmt: skip

TWO_TABLES = [
    HEADER,
    *ROWS,
    [""],
    ["voorziening_id", "persoon_id", "instrument", "begindatum"],
    ["V1", "P1", "jobcoach", "01-02-2020"],
    ["V2", "P2", "jobcoach", "01-02-2020"],
]


def column_of(name: str, *texts: str) -> bytes:
    """A row per text, that is right but for that text in one column."""
    made = [HEADER]
    for number, text in enumerate(texts, 1):
        row = dict(zip(HEADER, [f"{number:04d}", f"P{number}", *ROWS[0][2:]], strict=True))
        made.append([*(row | {name: text}).values()])
    return as_text(made).encode()


def day(text: str) -> date:
    return date.fromisoformat(text)


# One column of an export: what is read of it, and what is said about it. None is a cell that is
# empty; a row that is refused is not there.
ONE_COLUMN: dict[str, tuple[str, bytes, list[object], list[str]]] = {
    name: (column, column_of(column, *texts), values, codes)
    for name, column, texts, values, codes in [
        ("Excel at het nummer op", "persoon_id", ["1E+05", "100001"], ["100001"], ["RIJ-NUMMER"]),
        ("en met decimalen", "persoon_id", ["1,23457E+11", "P2"], ["P2"], ["RIJ-NUMMER"]),
        ("zonder + is het een nummer", "persoon_id", ["1E05", "1E+05"], ["1E05"], ["RIJ-NUMMER"]),
        ("een nummer met een E is geen fout", "persoon_id", ["1E05X", "2E+"], ["1E05X", "2E+"], []),
        ("nummers van zeventien cijfers, afgerond", "persoon_id",
         ["12345678901234500", "12345678901234600"], ["12345678901234500", "12345678901234600"],
         ["NUMMER-AFGEROND"]),
        ("en niet afgerond", "persoon_id", ["12345678901234500", "12345678901234601"],
         ["12345678901234500", "12345678901234601"], []),
        ("nummers als getal", "persoon_id", ["100.0", "101,0", "102"], ["100", "101", "102"], []),
        ("voorloopnullen", "persoon_id", ["007", "7"], ["007", "7"], []),
        ("niemand", "persoon_id", ["-", "onbekend", "P3"], ["P3"],
         ["RIJ-LEEG-VELD", "RIJ-LEEG-VELD"]),
        ("jaartal van twee cijfers", "ingangsdatum", ["1-2-20", "13/02/99", "01.03.21"],
         [day("2020-02-01"), day("1999-02-13"), day("2021-03-01")], ["DATUM-EEUW"]),
        ("maand voor dag", "ingangsdatum", ["12/31/2020", "01/13/2020", "02/28/2020", "02/03/2020"],
         [day("2020-12-31"), day("2020-01-13"), day("2020-02-28"), day("2020-02-03")],
         ["DATUM-VOLGORDE"]),
        ("maand voor dag, twee cijfers", "ingangsdatum", ["12/31/20", "01/13/20", "02/28/20"],
         [day("2020-12-31"), day("2020-01-13"), day("2020-02-28")],
         ["DATUM-EEUW", "DATUM-VOLGORDE"]),
        ("dag en maand door elkaar", "ingangsdatum", ["12/31/2020", "31/12/2020", "02/03/2020"],
         [day("2020-12-31")], ["DATUM-GEMENGD", "RIJ-DATUM", "RIJ-DATUM"]),
        ("een tikfout tussen goede datums", "ingangsdatum",
         ["02-13-2020", *["13-02-2020"] * 3, *(f"{n}-01-2020" for n in range(13, 32)),
          "01-02-2020"],
         [*[day("2020-02-13")] * 3, *(day(f"2020-01-{n}") for n in range(13, 32)),
          day("2020-02-01")], ["RIJ-DATUM"]),
        ("ISO naast Nederlands", "ingangsdatum", ["2020-02-01", "01-02-2020"],
         [day("2020-02-01")] * 2, []),
        ("begin 01-01-1900", "ingangsdatum", ["01-01-1900", "01-02-2020"], [day("2020-02-01")],
         ["DATUM-LEEG", "RIJ-LEEG-VELD"]),
        ("einde 01-01-1900", "einddatum", ["01-01-1900", "31-12-2020"], [None, day("2020-12-31")],
         ["DATUM-LEEG"]),
        ("einde met nullen", "einddatum", ["00-00-0000", "0", "00000000"], [None] * 3,
         ["DATUM-LEEG"]),
        ("einde 31-12-2099", "einddatum", ["31-12-2099", "31-12-2999"], [None] * 2,
         ["DATUM-LEEG"]),
        ("einde 31-12-9999 is gewoon open", "einddatum", ["31-12-9999", "99991231"], [None] * 2,
         []),
        ("een einde dat niemand weet, is niet open", "einddatum", ["onbekend", "?"], [],
         ["RIJ-DATUM", "RIJ-DATUM"]),
        ("een fout van Excel is niet open", "einddatum", ["#N/B", ""], [None], ["RIJ-DATUM"]),
        ("regeling met een streepje", "regeling", ["-", "PW"], ["PW"], ["RIJ-LEEG-VELD"]),
    ]
}  # fmt: skip
AMOUNTS: dict[str, tuple[list[str], list[int]]] = {
    "teken voor valuta van een andere codetabel": (["\u00a4 1.234,50", "1 \u00a4"], [123450, 100]),
    "haakjes zijn min": (["(1.234,50)", "(12)", "€ (3)"], [-123450, -1200, -300]),
    "apostrof ervoor": (["'12,50", "'-3"], [1250, -300]),
    "apostrof tussen duizendtallen": (["1'234,50", "1'234'567"], [123450, 123456700]),
    "min erachter": (["12,50-", "12"], [-1250, 1200]),
    "euro erachter": (["12,50 euro", "12 EUR"], [1250, 1200]),
    "Nederlands en Engels": (["1.234,50", "1,234.50"], [123450, 123450]),
    "geen bedrag": (["-", "n.v.t.", "onbekend", "?", "5"], [500]),
    "percentage is geen bedrag": (["5%", "5"], [500]),
}


@pytest.mark.parametrize("quirk", ONE_COLUMN)
def test_one_column(tmp_path: Path, quirk: str) -> None:
    column, content, values, codes = ONE_COLUMN[quirk]
    loaded = loaded_from(tmp_path / "in", "uitkeringen.csv", content)
    told = {"NUMMER", "DATUM", "RIJ"}
    found = sorted(f.rule.code for f in loaded.findings if f.rule.code.split("-")[0] in told)
    assert (Counter(loaded.tables["uitkeringen"][column]), found) == (Counter(values), codes)


@pytest.mark.parametrize("quirk", AMOUNTS)
def test_amounts(tmp_path: Path, quirk: str) -> None:
    texts, cents = AMOUNTS[quirk]
    rows = [["persoon_id", "maand", "bedrag"], *([f"P{n}", "2020-01", text]
                                                 for n, text in enumerate(texts))]  # fmt: skip
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "inkomsten.csv").write_text(as_text(rows))
    loaded = loaded_from(folder, "uitkeringen.csv", SAME_TABLE["puntkomma"])
    assert sorted(loaded.tables["inkomsten"]["bedrag"]) == sorted(cents)
    (count,) = (count for count in loaded.counts if count.table == "inkomsten")
    assert count.read - count.loaded == count.refused == len(texts) - len(cents)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_second_table_on_the_sheet_is_set_apart_and_named(tmp_path: Path, kind: str) -> None:
    content = as_text(TWO_TABLES).encode() if kind == "csv" else workbook(TWO_TABLES)
    loaded = loaded_from(tmp_path / "in", f"uitkeringen.{kind}", content)
    assert loaded.tables["uitkeringen"].equals(reference(tmp_path / "ref"))
    assert [(f.rule.code, f.place.row) for f in loaded.findings] == [("RIJ-TABEL", 6)]
    assert (loaded.counts[0].read, loaded.counts[0].set_apart) == (6, 3)


OTHER_TABLE = [*TWO_TABLES[5:], ["V3", "P3", "jobcoach", "01-02-2020"],
               ["V4", "P3", "jobcoach", "01-02-2020"]]  # fmt: skip
LEFT = [*TWO_TABLES[:4], [""] * 6]


@pytest.mark.parametrize(
    ("kind", "rows", "column"),
    [
        ("csv", [[*left, "", *right] for left, right in zip(LEFT, OTHER_TABLE, strict=True)], "H"),
        ("xlsx", [[*left, "", *right] for left, right in zip(LEFT, OTHER_TABLE, strict=True)], "H"),
        ("xlsx", [[*right, "", *left] for left, right in zip(LEFT, OTHER_TABLE, strict=True)], "A"),
        ("xlsx", [[*left, "", "jaar", "bedrag"] if not at else [*left, "", "2020", "5"]
                  for at, left in enumerate(LEFT)], "H"),
    ],
)  # fmt: skip
def test_a_table_beside_it_is_left_out_and_named(
    tmp_path: Path, kind: str, rows: list[list[str]], column: str
) -> None:
    content = as_text(rows).encode() if kind == "csv" else workbook(rows)
    loaded = loaded_from(tmp_path / "in", f"uitkeringen.{kind}", content)
    assert loaded.tables["uitkeringen"].equals(reference(tmp_path / "ref"))
    assert [(f.rule.code, f.place.letter, f.names["aantal"]) for f in loaded.findings] == [
        ("BLAD-NAAST", column, 4)
    ]


BESIDE = [["maand", "bedrag", "persoon_id"], ["2020-01", "5", "P1"], ["Totaal", "5", ""],
          ["maand", "bedrag", "persoon_id"], ["2020-02", "6", "P1"], ["2020-03", "7", "P1"],
          ["Totaal", "13", ""]]  # fmt: skip


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("side", ["links", "rechts"])
def test_a_total_of_the_table_beside_it_drops_no_row(tmp_path: Path, kind: str, side: str) -> None:
    own = [*TWO_TABLES[:4], ["Totaal", "", "", "", "", "3"], [""] * 6, [""] * 6]
    pairs = zip(own, BESIDE, strict=True)
    rows = [[*o, "", *b] if side == "links" else [*b, "", *o] for o, b in pairs]
    content = as_text(rows).encode() if kind == "csv" else workbook(rows)
    loaded = loaded_from(tmp_path / "in", f"uitkeringen.{kind}", content)
    assert loaded.tables["uitkeringen"].equals(reference(tmp_path / "ref"))
    assert sorted((f.rule.code, f.place.row) for f in loaded.findings) == [
        ("BLAD-NAAST", None), ("RIJ-TOTAAL", 5)
    ]  # fmt: skip
    (count,) = loaded.counts
    assert (count.read, count.loaded, count.set_apart) == (4, 3, 1)


def test_headers_that_are_there_twice_or_not_at_all(tmp_path: Path) -> None:
    """A known header twice is refused, an unknown one is named with its place."""
    header = [*HEADER, "code", "", "code"]
    rows = [[*row, "a", "b", "c"] for row in ROWS]
    loaded = loaded_from(tmp_path / "in", "uitkeringen.csv", as_text([header, *rows]).encode())
    assert [f.place.column for f in loaded.findings] == ["code", "kolom 8 (zonder kop)", "code"]
    with pytest.raises(InputError) as caught:
        twice = as_text([[*HEADER, "einddatum"], *([*r, ""] for r in ROWS)]).encode()
        loaded_from(tmp_path / "twee", "uitkeringen.csv", twice)
    assert caught.value.code == "IN-KOLOM-DUBBEL"


NOTATIONS = {
    "puntkomma": "utf-8, puntkomma", "komma": "utf-8, komma", "tab": "utf-8, tab",
    "streep": "utf-8, streep", "utf-16": "utf-16, tab", "regel SEP= met komma": "utf-8, komma",
}  # fmt: skip


@pytest.mark.parametrize("quirk", NOTATIONS)
def test_how_a_file_was_read_is_remembered(tmp_path: Path, quirk: str) -> None:
    loaded = loaded_from(tmp_path / "in", "uitkeringen.csv", SAME_TABLE[quirk])
    assert loaded.counts[0].notation == NOTATIONS[quirk]


def reference(folder: Path) -> pl.DataFrame:
    folder.mkdir()
    (folder / "uitkeringen.csv").write_text(as_text([HEADER, *ROWS]))
    return load(folder, LENIENT).tables["uitkeringen"]


def loaded_from(folder: Path, name: str, content: bytes) -> Loaded:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return load(folder, LENIENT)


@pytest.mark.parametrize("quirk", SAME_TABLE)
def test_the_same_table(tmp_path: Path, quirk: str) -> None:
    loaded = loaded_from(tmp_path / "in", "uitkeringen.csv", SAME_TABLE[quirk])
    assert loaded.tables["uitkeringen"].equals(reference(tmp_path / "ref"))
    assert [found.rule.code for found in loaded.findings] == []


@pytest.mark.parametrize("quirk", SET_APART)
def test_what_is_no_row_is_set_apart_and_named(tmp_path: Path, quirk: str) -> None:
    content, codes = SET_APART[quirk]
    loaded = loaded_from(tmp_path / "in", "uitkeringen.csv", content)
    assert loaded.tables["uitkeringen"].equals(reference(tmp_path / "ref"))
    assert sorted(found.rule.code for found in loaded.findings) == codes
    (count,) = loaded.counts
    assert count.read == count.loaded + count.refused + count.set_apart == 3 + len(codes)
    assert all(found.place.row is not None for found in loaded.findings)


def workbook(
    rows: Sequence[Sequence[object]], *, hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[int] = (), top: int = 0,
    left: int = 0, other: str = "", options: dict[str, object] | None = None,
) -> bytes:  # fmt: skip
    body = io.BytesIO()
    book = xlsxwriter.Workbook(body, {"in_memory": True, **(options or {})})
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    sheet = book.add_worksheet("uitkeringen")
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(
                    top + at, left + column, datetime(value.year, value.month, value.day), day
                )
            elif value != "":
                sheet.write(top + at, left + column, value)
    for column in hidden_columns:
        sheet.set_column(column, column, None, None, {"hidden": True})
    for row_number in hidden_rows:
        sheet.set_row(row_number, None, None, {"hidden": True})
    if other:
        extra = book.add_worksheet(other)
        extra.write_row(0, 0, HEADER)
        extra.hide()
    book.close()
    return body.getvalue()


TYPED = [
    HEADER,
    *[[*r[:4], *(date.fromisoformat(iso(d)) if d else "" for d in r[4:])] for r in ROWS],
]
BOOKS: dict[str, tuple[bytes, list[str]]] = {
    "datumcellen": (workbook(TYPED), []),
    "tekstcellen": (workbook([HEADER, *ROWS]), []),
    "kop niet in kolom A": (workbook(TYPED, top=4, left=2), []),
    "titel boven de kop": (workbook([*TITLE, *TYPED]), []),
    "datums vanaf 1904": (workbook(TYPED, options={"date_1904": True}), []),
    "verborgen blad": (workbook(TYPED, other="oud"), ["BLAD-VERBORGEN"]),
    "weggefilterde rijen": (workbook(TYPED, hidden_rows=[2, 3]), ["RIJ-VERBORGEN"]),
    "verborgen kolom": (workbook(TYPED, hidden_columns=[3, 9]), ["KOLOM-VERBORGEN"]),
    "samengevoegde kop en tussentotalen": (
        workbook(
            [
                ["Sleutels", "", "Recht", "", "Periode"],
                *TYPED[:3],
                ["", "", "", "Totaal PW", 2],
                TYPED[3],
                ["", "", "", "Totaal", 3],
            ]
        ),
        ["RIJ-TOTAAL", "RIJ-TOTAAL"],
    ),
    "totaal onderaan": (workbook([*TYPED, *TOTAL]), ["RIJ-TOTAAL"]),
    "totaal, kop niet in kolom A": (workbook([*TYPED, *TOTAL], left=3), ["RIJ-TOTAAL"]),
    "driehonderd lege rijen bovenaan": (workbook(TYPED, top=300), []),
}


@pytest.mark.parametrize("quirk", BOOKS)
def test_the_same_table_in_a_workbook(tmp_path: Path, quirk: str) -> None:
    content, codes = BOOKS[quirk]
    loaded = loaded_from(tmp_path / "in", "export.xlsx", content)
    assert loaded.tables["uitkeringen"].equals(reference(tmp_path / "ref"))
    assert [found.rule.code for found in loaded.findings] == codes


def test_a_sheet_without_a_name_of_its_own_is_called_after_the_file(tmp_path: Path) -> None:
    """There is a sheet with explanations in front of it, and one that is a table no more."""
    (tmp_path / "in").mkdir()
    named = {"Toelichting": [["Gemaakt op verzoek"]], "Blad2": TYPED}
    write_xlsx(tmp_path / "in" / "uitkeringen.xlsx", named)
    loaded = load(tmp_path / "in", LENIENT)
    assert loaded.tables["uitkeringen"].equals(reference(tmp_path / "ref"))
    assert [(f.rule.code, f.place.sheet) for f in loaded.findings] == [
        ("BLAD-ONBEKEND", "Toelichting")
    ]
    write_xlsx(tmp_path / "in" / "uitkeringen.xlsx", {"Uitkeringen": TYPED, "Blad2": TYPED})
    loaded = load(tmp_path / "in", LENIENT)
    assert [(f.rule.code, f.place.sheet) for f in loaded.findings] == [("BLAD-ONBEKEND", "Blad2")]


def test_another_table_below_is_set_apart_with_its_title(tmp_path: Path) -> None:
    other = [[""], ["Beëindigd"], HEADER[::-1], ROWS[1][::-1]]
    content = as_text([HEADER, ROWS[0], ROWS[2], *other]).encode()
    loaded = loaded_from(tmp_path / "in", "uitkeringen.csv", content)
    assert [(f.rule.code, f.place.row, f.names["aantal"]) for f in loaded.findings] == [
        ("RIJ-TABEL", 5, 3)
    ]


@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice makes these files")
@pytest.mark.parametrize("form", ["xls", "ods"])
def test_the_same_table_in_other_workbooks(tmp_path: Path, form: str) -> None:
    (tmp_path / "uitkeringen.xlsx").write_bytes(workbook([*TITLE, *TYPED, *TOTAL]))
    home = f"-env:UserInstallation=file://{tmp_path}/lo"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", form, "uitkeringen.xlsx"],
        cwd=tmp_path, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    content = (tmp_path / f"uitkeringen.{form}").read_bytes()
    loaded = loaded_from(tmp_path / "in", f"export.{form}", content)
    assert loaded.tables["uitkeringen"].equals(reference(tmp_path / "ref"))
    assert [found.rule.code for found in loaded.findings] == ["BLAD-FOUTCELLEN", "RIJ-TOTAAL"]


def zipped(**parts: bytes) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return body.getvalue()


def replaced(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with some bytes of one part replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    return zipped(**{**parts, part: parts[part].replace(old, new, 1)})


def with_broken_name(content: bytes) -> bytes:
    """The workbook whose list of parts is right, but not the name in front of its first part."""
    body = bytearray(content)
    body[body.index(b"PK\x01\x02") + 9] |= 8  # names are in utf-8
    body[30] = 0xFF
    return bytes(body)


GOOD = workbook(TYPED)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"
HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "nul bytes": ("uitkeringen.csv", b"", "IN-NUL"),
    "nul bytes werkmap": ("uitkeringen.xlsx", b"", "IN-NUL"),
    "afgekapt": ("uitkeringen.xlsx", GOOD[: len(GOOD) // 2], "IN-STUK"),
    "beschadigd": ("uitkeringen.xlsx", GOOD[:200] + b"\0" * 300 + GOOD[500:], "IN-STUK"),
    "webpagina als xls": ("uitkeringen.xls", b"<html><table><tr><td>a", "IN-HTML"),
    "webpagina als csv": ("uitkeringen.csv", b"<!DOCTYPE html><p>Log in", "IN-HTML"),
    "csv als xlsx": ("uitkeringen.xlsx", SAME_TABLE["puntkomma"], "IN-SOORT"),
    "xlsx als csv": ("uitkeringen.csv", GOOD, "IN-SOORT"),
    "met wachtwoord": (
        "uitkeringen.xlsx",
        OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "IN-WACHTWOORD",
    ),
    "kapotte xls": ("uitkeringen.xls", OLE + b"\1" * 900, "IN-STUK"),
    "entiteiten": (
        "uitkeringen.xlsx",
        replaced(GOOD, SHEET, b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet'),
        "IN-OMVANG",
    ),
    "werkmap zonder bladen": (
        "uitkeringen.xlsx", zipped(**{"xl/workbook.xml": b"", "a": b"\0" * (3 << 20)}), "IN-STUK"
    ),
    "verborgen rij in een werkmap zonder lijst van bladen": (
        "uitkeringen.xlsx",
        replaced(workbook(TYPED, hidden_rows=[2]), "xl/workbook.xml", b"</workbook>", b"</work"),
        "IN-STUK",
    ),
    "naam in het zipbestand stuk": (
        "uitkeringen.xlsx", with_broken_name(workbook(TYPED)), "IN-STUK"
    ),
    "twee rijen met hetzelfde nummer": (
        "uitkeringen.xlsx", replaced(GOOD, SHEET, b'r="A3"', b'r="A2"'), "IN-RIJ-TWEE"
    ),
    "ander zipbestand": ("uitkeringen.xlsx", zipped(a=b"b"), "IN-SOORT"),
    "parquet als csv": ("uitkeringen.csv", b"PAR1" + b"\0" * 50, "IN-SOORT"),
    "kapotte parquet": ("uitkeringen.parquet", b"PAR1" + b"\0" * 50 + b"PAR1", "IN-LEZEN"),
    "niet gesloten aanhalingsteken": (
        "uitkeringen.csv", b'a;b\n1;"x\n2;y\n', "IN-LEZEN"
    ),
    "nulbytes in tekst": ("uitkeringen.csv", b"a;b\n\0\0;1\n", "IN-LEZEN"),
}  # fmt: skip


def stray(cell: str, row: int, more: bytes = b"") -> bytes:
    """The table with a dash in a cell far away."""
    added = b'<row r="%d"><c r="%s"><v>1</v></c></row>' % (row, cell.encode())
    return replaced(GOOD, SHEET, b"</sheetData>", more + added + b"</sheetData>")


AT_XFD2 = replaced(stray("A90000", 90_000), SHEET, b'</row><row r="3"',
                   b'<c r="XFD2" t="str"><v>a&gt;b</v></c></row><row r="3"')  # fmt: skip
# A total on a row with a cell far away, and two such cells on one row.
AT_TOTAL = replaced(workbook([*TYPED, *TOTAL]), SHEET, b"</row></sheetData>",
                    b'<c r="XFD5"><v>1</v></c></row><row r="90000"><c r="B90000"><v>1</v></c>'
                    b'<c r="D90000"><v>1</v></c></row></sheetData>')  # fmt: skip
STRAYS = {
    "bij een totaal": (AT_TOTAL, [("CEL-VER", "XFD5"), ("RIJ-TOTAAL", ""), ("RIJ-VER", "B90000"),
                                  ("RIJ-VER", "D90000")]),
    "in de laatste hoek": (stray("XFD1048576", 1_048_576), [("RIJ-VER", "XFD1048576")]),
    "ver rechts in een rij van de tabel": (AT_XFD2, [("CEL-VER", "XFD2"), ("RIJ-VER", "A90000")]),
    "een paar": (
        stray("ABC1000000", 1_000_000, b'<row r="900000"><c r="B900000"/><c r="C900000"><v>1</v>'
                                       b"</c></row>"),
        [("RIJ-VER", "ABC1000000"), ("RIJ-VER", "C900000")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("quirk", STRAYS)
def test_a_stray_cell_is_left_out_and_named(tmp_path: Path, quirk: str) -> None:
    content, told = STRAYS[quirk]
    loaded = loaded_from(tmp_path / "in", "uitkeringen.xlsx", content)
    assert loaded.tables["uitkeringen"].equals(reference(tmp_path / "ref"))
    found = [(f.rule.code, f.place.cell if f.place.letter else "") for f in loaded.findings]
    assert sorted(found) == told
    (count,) = loaded.counts
    rows = {(f.rule.code, f.place.row) for f in loaded.findings if f.rule.code != "CEL-VER"}
    assert count.read - 3 == count.set_apart == len(rows)


@pytest.mark.parametrize("quirk", [b"<!-- x -->", b"<![CDATA[ x ]]>"])
def test_a_stray_cell_that_cannot_be_taken_out_safely_is_refused(
    tmp_path: Path, quirk: bytes
) -> None:
    content = replaced(stray("XFD1048576", 1_048_576), SHEET, b"</sheetData>",
                       quirk + b"</sheetData>")  # fmt: skip
    with pytest.raises(InputError) as caught:
        loaded_from(tmp_path / "in", "uitkeringen.xlsx", content)
    assert caught.value.code == "IN-CEL-VER"


@pytest.mark.parametrize("quirk", HOSTILE)
def test_a_hostile_file_has_its_own_words(tmp_path: Path, quirk: str) -> None:
    name, content, code = HOSTILE[quirk]
    with pytest.raises(InputError) as caught:
        loaded_from(tmp_path / "in", name, content)
    assert (caught.value.code, caught.value.where) == (code, name)
    assert caught.value.__cause__ is None


def test_there_are_enough_quirks() -> None:
    assert len(SAME_TABLE) + len(SET_APART) + len(BOOKS) + len(HOSTILE) >= 60
    assert len(ONE_COLUMN) + len(AMOUNTS) >= 30


def test_a_formula_that_was_never_computed_is_not_read_as_empty(tmp_path: Path) -> None:
    cell = b'<c r="F3" s="1"><v>44196</v></c>'
    content = replaced(GOOD, SHEET, cell, b'<c r="F3" s="1"><f>TODAY()</f><v></v></c>')
    loaded = loaded_from(tmp_path / "in", "uitkeringen.xlsx", content)
    assert [(f.rule.code, f.place.row, f.place.column) for f in loaded.findings] == [
        ("RIJ-DATUM", 3, "einddatum")
    ]
