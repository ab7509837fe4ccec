"""What leaves the house: no small count in any product, no person, and hidden is never 0."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from PIL import Image

from grip.config import load_profile
from grip.indicators.catalogue import register
from grip.results import MERGED
from tests.acceptance.running import ROOT, Rows, done, grip, rows_of, sheets_of, tree

HIDDEN = "[g]"
FIGURES = ("waarde", "teller", "noemer", "ondergrens", "bovengrens", "referentie", "verschil")
PERSON = re.compile(r"(?<!\w)(P\d{6}|[UMVBT]\d{4}-\d{4}|K\d\d)(?!\w)")
SHAPE = "{http://schemas.openxmlformats.org/drawingml/2006/"


@pytest.fixture(scope="module")
def tiny(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public report on a hundred persons: nearly every count in it is small."""
    out = tmp_path_factory.mktemp("klein-openbaar")
    done("rapport", "--periode", "2020", "--publiek", "openbaar", "--uit", out, cwd=small)
    return out / "rapport-2020"


@pytest.fixture(params=["public", "tiny"])
def report(request: pytest.FixtureRequest) -> Path:
    """A public report, on the whole town and on a hundred persons of it."""
    return request.getfixturevalue(request.param)


def small_count(text: object) -> bool:
    """Whether a number is a count of 1 to 9."""
    try:
        return 0 < abs(float(str(text))) < 10
    except ValueError:
        return False


# Medians, means and quotients of money: what they rest on is their denominator, and that is
# looked at.
MEASURES = ("dagen", "score", "verhouding")


# --- the result frame --------------------------------------------------------------------------


def test_no_small_count_in_the_figures(report: Path) -> None:
    """Neither as a value, nor as the parts of a share, nor as what is left of it."""
    rows = rows_of(report / "indicatoren.csv")
    assert len(rows) > 5000
    for row in rows:
        assert not small_count(row["noemer"]), row
        if row["indicator"] == "volume_pct":
            continue  # its numerator is the difference of two stocks, and counts nobody
        assert not small_count(row["teller"]), row
        if row["eenheid"] in MEASURES:
            continue
        if row["eenheid"] != "procent":
            assert not small_count(row["waarde"]), row
            assert not small_count(row["referentie"]), row
        elif row["teller"] and row["noemer"] and not RATIO.search(row["definitie"]):
            rest = float(row["noemer"]) - float(row["teller"])
            assert not (rest.is_integer() and small_count(rest)), row


def test_hidden_is_empty_and_never_zero(report: Path) -> None:
    """A hidden row has no figure at all: nothing to compute back from."""
    hidden = [row for row in rows_of(report / "indicatoren.csv") if row["status"] == "onderdrukt"]
    assert len(hidden) > 1000
    for row in hidden:
        assert {row[name] for name in FIGURES} == {""}, row
        assert row["oordeel"] == ""


# Of these the numerator is no part of the denominator, and what is left counts nobody.
RATIO = re.compile(r"noemer=(?:begin|gemiddeld|ultimo)")
FOR_THE_HOUSE = {
    indicator.definition_id
    for indicator in register(load_profile("uithoorn").profile)
    if indicator.for_the_house
}


def only_inside(key: tuple[str, ...]) -> bool:
    """Months, crossed groups, posts and instruments, estimates: for colleagues."""
    _, definition, begin, end, dimension, _ = key
    month = begin[:7] == end[:7]  # in public the series is one of quarters
    crossed = dimension == "poortactie" or dimension.startswith("doelgroep|")
    crossed |= dimension.endswith("|instrument")
    crossed |= definition.startswith("budget_") and dimension == "beleidsdoel|budgetpost"
    estimated = definition in FOR_THE_HOUSE
    return month or crossed or estimated or "na=late_registratie" in definition


def test_a_real_zero_is_a_zero(internal: Path, public: Path) -> None:
    """What is shown is what it is inside; classes are only missing where they were merged."""
    keys = ("indicator", "definitie", "periode_begin", "periode_eind", "dimensie", "categorie")

    def by_key(rows: Rows) -> dict[tuple[str, ...], dict[str, str]]:
        return {tuple(row[key] for key in keys): row for row in rows}

    inside, outside = (by_key(rows_of(f / "indicatoren.csv")) for f in (internal, public))
    merged = {key for key in outside if key not in inside and not is_quarter(*key[2:4])}
    gone = {key for key in inside if key not in outside}
    lost = {key for key in gone if not only_inside(key)}
    # A class that is gone is a part of a new one in the same split, of the same period.
    assert {key[:5] for key in lost} <= {key[:5] for key in merged}
    assert {key[:5] for key in merged} <= {key[:5] for key in gone}
    zeros = 0
    for key in outside.keys() & inside.keys():
        row, told = outside[key], inside[key]
        if row["status"] == "getoond":
            assert (row["waarde"], row["teller"]) == (told["waarde"], told["teller"])
        zeros += row["waarde"] == "0" and not told["noemer"]
    assert zeros > 100
    assert [row for row in inside.values() if row["status"] == "onderdrukt"] == []


def is_quarter(begin: str, end: str) -> bool:
    return int(end[5:7]) - int(begin[5:7]) == 2 and begin[:4] == end[:4]


def test_a_quarter_is_the_sum_of_its_months(internal: Path, public: Path) -> None:
    """In public the series has quarters, since of months little could be shown."""
    flows = ("instroom", "uitstroom", "meldingen")
    months: dict[tuple[str, str], list[float]] = {}
    for row in rows_of(internal / "indicatoren.csv"):
        begin, end = row["periode_begin"], row["periode_eind"]
        if row["indicator"] in flows and row["dimensie"] == "totaal" and begin[:7] == end[:7]:
            quarter = f"{begin[:4]}-{(int(begin[5:7]) - 1) // 3}"
            months.setdefault((row["definitie"], quarter), []).append(float(row["waarde"]))
    checked = 0
    for row in rows_of(public / "indicatoren.csv"):
        begin, end = row["periode_begin"], row["periode_eind"]
        assert begin[:7] != end[:7], "no month stands in it"
        if row["indicator"] in flows and row["dimensie"] == "totaal" and is_quarter(begin, end):
            parts = months[row["definitie"], f"{begin[:4]}-{(int(begin[5:7]) - 1) // 3}"]
            assert len(parts) == 3
            if row["status"] == "getoond":
                assert float(row["waarde"]) == sum(parts)
                checked += 1
    assert checked >= 3 * 8 // 2


def test_merged_classes_are_the_sum_of_their_parts(internal: Path, public: Path) -> None:
    """The count of a merged class is that of the classes that went into it."""
    at = ("definitie", "periode_begin", "periode_eind", "dimensie")

    def by_split(rows: Rows) -> dict[tuple[str, ...], dict[str, dict[str, str]]]:
        found: dict[tuple[str, ...], dict[str, dict[str, str]]] = {}
        for row in rows:
            found.setdefault(tuple(row[key] for key in at), {})[row["categorie"]] = row
        return found

    parts, wholes = (by_split(rows_of(f / "indicatoren.csv")) for f in (internal, public))
    checked = 0
    for split, classes in wholes.items():
        if is_quarter(*split[1:3]):
            continue
        new = [name for name in classes if name not in parts[split]]
        if len(new) == 1 and classes[new[0]]["status"] == "getoond":
            gone = [row for name, row in parts[split].items() if name not in classes]
            assert float(classes[new[0]]["teller"]) == sum(float(r["teller"]) for r in gone)
            checked += 1
    assert checked > 50


def test_the_size_of_a_cell_is_a_choice_within_bounds(town: Path, tmp_path: Path) -> None:
    """A profile may raise the limit; below five it is refused."""
    own = tmp_path / "eigen.toml"
    text = 'naam = "eigen"\nbasis = "uithoorn"\n[instellingen]\nminimum_cel = {}\n'
    asked = ("indicatoren", "stand_eind", "--per", "leefvorm", "--profiel", own, "--json",
             "--periode", "2020", "--publiek", "openbaar")  # fmt: skip
    own.write_text(text.format(60))
    rows = {r["categorie"]: r for r in json.loads(done(*asked, cwd=town).out)["rijen"]}
    # 52 and 21 are below it, and together 73: one class.
    assert {name: row["waarde"] for name, row in rows.items()} == {
        "alleenstaande": 195,
        "samenwonend": 68,
        "onbekend": 0,
        MERGED: 73,
    }
    own.write_text(text.format(4))
    assert grip(*asked, cwd=town).code == 6


# --- the workbook ------------------------------------------------------------------------------

# Sheets that hold no figures of persons: settings and texts.
NO_COUNTS = {"Instellingen", "Definities", "Inhoud", "Voorblad"}
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
OF_MEASURES = {"Duur in dagen", "Ervaren effect"}  # lines with days and scores


def test_no_small_count_in_the_workbook(report: Path) -> None:
    """Every sheet, also behind the charts; formulas with the value that is stored with them."""
    marks = numbers = 0
    for sheet in sheets_of(report).values():
        assert sheet.sheet_state == "visible"
        if sheet.title in NO_COUNTS:
            continue
        shares = share_columns(sheet)
        for row in sheet.iter_rows():
            if any("kosten per bespaarde euro" in str(cell.value) for cell in row):
                continue  # a quotient of money counts nobody
            if row[0].value in OF_MEASURES:
                continue
            for cell in row:
                marks += cell.value == HIDDEN
                if isinstance(cell.value, int | float) and cell.column not in shares:
                    numbers += 1
                    percent = "%" in cell.number_format
                    assert percent or not small_count(cell.value), (sheet.title, cell.coordinate)
    assert marks > 50
    assert numbers > 40


def share_columns(sheet: openpyxl.worksheet.worksheet.Worksheet) -> set[int]:
    """The columns with percentages, means, medians and their bounds."""
    return {
        cell.column
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and re.search(r"\(%\)|\(95%\)|gemiddeld|mediaan", cell.value)
    }


def test_hidden_is_marked_and_explained(report: Path) -> None:
    """Every sheet with a mark says what it means, and the charts have no zero in its place."""
    book = sheets_of(report)
    marked = 0
    for sheet in book.values():
        texts = [cell for row in sheet.values for cell in row if isinstance(cell, str)]
        if HIDDEN in texts:
            marked += 1
            assert any(text.startswith(f"{HIDDEN} = geheim") for text in texts), sheet.title
    assert marked >= 3
    assert "Invoer" not in book
    assert "Bevindingen" not in book


def test_workbook_cells_are_those_of_the_frame(public: Path) -> None:
    """Where the frame hides a quarter, the sheet has the mark; else the number of the frame."""
    told = {
        (row["periode_begin"], row["periode_eind"]): row
        for row in rows_of(public / "indicatoren.csv")
        if (row["indicator"], row["dimensie"]) == ("meldingen", "totaal")
    }
    table = sheets_of(public)["In de tijd"]
    header, *lines = (
        row for row in table.iter_rows(values_only=True)
        if row[0] == "Kwartaal" or re.fullmatch(r"\w{3} t/m \w{3} \d{4}", str(row[0]))
    )  # fmt: skip
    at = header.index("Meldingen")
    assert len(lines) == 8
    for line in lines:
        first, last, year = re.fullmatch(r"(\w{3}) t/m (\w{3}) (\d{4})", str(line[0])).groups()
        (row,) = [
            row for (begin, end), row in told.items()
            if begin == f"{year}-{MONTHS.index(first) + 1:02d}-01"
            and end[:7] == f"{year}-{MONTHS.index(last) + 1:02d}"
        ]  # fmt: skip
        shown = float(row["waarde"]) if row["status"] == "getoond" else HIDDEN
        assert line[at] == shown


def test_charts_in_the_workbook_point_at_no_small_count(report: Path) -> None:
    """A chart keeps a copy of its numbers; that copy passed the door too."""
    with zipfile.ZipFile(report / "rapport.xlsx") as book:
        charts = [name for name in book.namelist() if re.match(r"xl/charts/chart\d+\.xml", name)]
        # Of a hundred persons nearly every bar is hidden, and what shows nothing is not drawn.
        assert len(charts) >= (0 if "klein" in str(report) else 4)
        for name in charts:
            root = ElementTree.fromstring(book.read(name))
            for value in root.iter(f"{SHAPE}chart}}numCache"):
                for point in value.iter(f"{SHAPE}chart}}v"):
                    assert not small_count(point.text), name
            for text in root.iter(f"{SHAPE}main}}t"):
                no_small_count_said(text.text or "")


# --- texts -------------------------------------------------------------------------------------

# "1 maart", "1 tot en met 9" (the rule itself), "8%", "12 maanden" and "6 minder" are no counts.
NOT_A_COUNT = re.compile(
    r"\d+ (?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|"
    r"december)|van 1 tot en met \d+|\d+(?:,\d+)?%|\d+ (?:jaar|maanden|weken)|"
    r"\d+ (?:meer|minder)\b|verschilden \d+ van de \d+|\d+ tot \d+ jaar|"
    r"\d+ van de \d+ controles|\d+ redenen|"
    r"(?:stijgt|daalt) met \d+|grip [\d.]+|\d+e kwartaal|\d+,\d+"
)
SINGLE = re.compile(r"(?<![\w.,-])[1-9](?![\w.,-])")


def no_small_count_said(text: str) -> None:
    """A sentence may name days, shares and differences of what is shown, but no small count."""
    assert not SINGLE.search(NOT_A_COUNT.sub("", text)), text


def test_the_search_in_texts_finds_a_count() -> None:
    """A search that finds nothing anywhere proves nothing."""
    for text in ("stonden er 5 op", "waarvan 7 met als reden werk", "In 2020: 9 meldingen"):
        with pytest.raises(AssertionError):
            no_small_count_said(text)
    no_small_count_said("Op 1 maart 2020 waren er 31 uitkeringen: 6 minder dan eerder (8%)")


def test_no_small_count_in_messages(report: Path) -> None:
    """The sentences of the summary, the titles and the cover."""
    book = openpyxl.load_workbook(report / "rapport.xlsx", data_only=True)
    for title in ("Voorblad", "Samenvatting", "Inhoud"):
        for row in book[title].values:
            for cell in row:
                if isinstance(cell, str):
                    no_small_count_said(cell)


@pytest.mark.usefixtures("without_charts")
def test_no_small_count_on_the_screen(small: Path, tmp_path: Path) -> None:
    """What a public report and public figures say in the terminal."""
    asked = ("--periode", "2020", "--publiek", "openbaar")
    lines = done("rapport", *asked, "--uit", tmp_path, cwd=small).out.splitlines()
    assert sum(line.startswith("- ") for line in lines) >= 2
    for line in lines:
        if line.startswith("- "):
            no_small_count_said(line)
    said = done("indicatoren", "stand_eind", "--per", "regeling", *asked, cwd=small)
    assert HIDDEN in said.out
    for line in said.out.splitlines():
        if line.startswith("Regeling: "):
            figures = re.split(r"  +", line.strip())[2:]
            assert not any(small_count(figure) for figure in figures[:2]), line


def test_no_small_count_in_the_pictures(report: Path) -> None:
    """Labels, titles and the words for who cannot see it, in svg and png."""
    drawings = sorted((report / "grafieken").glob("*.svg"))
    assert len(drawings) == len(list((report / "grafieken").glob("*.png")))
    assert drawings or "klein" in str(report)
    for path in drawings:
        text = path.read_text("utf-8")
        labels = list(labels_of(text))
        assert len(labels) > 2
        told = re.findall(r"<(?:title|desc|dc:title|dc:description)>(.*?)<", text, re.DOTALL)
        assert len(told) >= 2
        for label in labels:
            no_small_count_said(label)
        for words in told:
            no_small_count_said(words)
    for path in (report / "grafieken").glob("*.png"):
        with Image.open(path) as picture:
            for words in picture.info.values():
                if isinstance(words, str):
                    no_small_count_said(words)


def labels_of(svg: str) -> Iterator[str]:
    """Every text in a drawing but the numbers along an axis; matplotlib notes what it outlines."""
    tick = False
    for group, label in re.findall(r'<g id="([\w.]+)">|<!-- (.*?) -->', svg):
        if group.startswith(("xtick", "ytick")):
            tick = True
        elif label and tick:
            tick = False  # a tick has one label
        elif label:
            yield label
        elif not group.startswith(("text", "line2d")):
            tick = False


# --- who it is about ---------------------------------------------------------------------------


def test_nobody_is_in_it(report: Path) -> None:
    """No person, benefit, report, instrument or consulent by number, in any file."""
    assert PERSON.search("P000123 en K07") is not None
    for path in report.rglob("*"):
        if path.suffix in (".csv", ".html", ".json", ".svg"):
            assert not PERSON.search(path.read_text("utf-8")), path.name
    with zipfile.ZipFile(report / "rapport.xlsx") as book:
        for name in book.namelist():
            if "sharedStrings" in name or name.startswith("docProps"):
                assert not PERSON.search(book.read(name).decode("utf-8")), name


def test_what_is_not_made_for_outside(internal: Path, public: Path) -> None:
    """No list of findings, no months, no signals, and the mark is on the inside only."""
    assert set(tree(public)) <= set(tree(internal))
    more = {name.split(".")[0] for name in set(tree(internal)) - set(tree(public))}
    charts = {name for name in more if name.startswith("grafieken/")}
    assert more - charts == {"achtergrond", "bevindingen", "prognose", "signalen", "werklijst"}
    kinds = {name.split("/")[1].split("_")[0] for name in charts}
    wholly_hidden = {"doorstroom"}
    estimates = {"overleving", "uitstroomtempo", "aanvraag"}
    own = {"bestand", "regelkaart", "late", "na", "benchmark", "instrumenten", "prognose"}
    assert kinds <= own | wholly_hidden | estimates
    assert "grafieken/regelkaart_instroom" in charts
    for folder, marked in ((internal, True), (public, False)):
        with zipfile.ZipFile(folder / "rapport.xlsx") as book:
            texts = "".join(book.read(n).decode("utf-8") for n in book.namelist() if "xml" in n)
        assert ("VERTROUWELIJK" in texts) == marked
        assert ("bevindingen.csv" in texts) == marked
    sheets = {f: openpyxl.load_workbook(f / "rapport.xlsx") for f in (internal, public)}
    for sheet in sheets[internal]:
        footer = f"{sheet.oddHeader.center.text}{sheet.oddFooter.center.text}"
        sides = (sheet.oddHeader, sheet.oddFooter)
        footer = "".join(str(p.text) for s in sides for p in (s.left, s.center, s.right))
        assert "VERTROUWELIJK" in footer, sheet.title


def test_no_count_of_rows_in_the_public_manifest(public: Path, internal: Path) -> None:
    """How many rows were refused or set apart is a count of persons; the hashes stay."""
    outside = json.loads((public / "manifest.json").read_text("utf-8"))
    inside = json.loads((internal / "manifest.json").read_text("utf-8"))
    assert "bevindingen" not in outside
    assert not any(key.startswith("rijen") for one in outside["invoer"] for key in one)
    assert [one["sha256"] for one in outside["invoer"]] == [i["sha256"] for i in inside["invoer"]]
    assert outside["configuratie"] == inside["configuratie"]
    assert outside["run"] != inside["run"]


@pytest.mark.parametrize("per", [["consulent"], ["regeling", "consulent"]], ids="|".join)
def test_no_split_by_person(per: list[str], town: Path, tmp_path: Path) -> None:
    """A consulent is no group for the public, alone or beside another dimension."""
    asked = ["indicatoren", *(word for one in per for word in ("--per", one))]
    for how in (["--uit", tmp_path / "x.csv"], ["stand_eind", "--json"]):
        outside = grip(*asked, *how, "--publiek", "openbaar", cwd=town)
        assert outside.code == 2
        assert not PERSON.search(outside.text)
    assert list(tmp_path.iterdir()) == []
    assert PERSON.search(done(*asked, "stand_eind", cwd=town).out)


def test_the_default_is_what_the_contract_says() -> None:
    """Ten, for every profile that comes with grip."""
    for path in sorted((ROOT / "config").glob("*.toml")):
        assert load_profile(path.stem).profile.instellingen.minimum_cel >= 10


def test_the_stock_identity_gives_nothing_away(public: Path) -> None:
    """begin + instroom - uitstroom = eind: with one of the four hidden the others are no secret."""
    ids = ("stand_begin", "instroom", "uitstroom", "stand_eind")
    shown: dict[tuple[str, ...], dict[str, str]] = {}
    for row in rows_of(public / "indicatoren.csv"):
        if row["indicator"] in ids and row["dimensie"] == "totaal":
            key = (row["periode_begin"], row["periode_eind"])
            shown.setdefault(key, {})[row["indicator"]] = row["waarde"]
    alone = [key for key, cells in shown.items() if list(cells.values()).count("") == 1]
    assert alone == []
