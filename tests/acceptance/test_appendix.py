"""The planning and control appendix as users make it: five products, read back from disk."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from docx import Document as WordFile

from tests.acceptance.running import DALFSEN, done, grip, tree
from tests.unit.reports.pages import Page

PRODUCTS = {
    "begroting": ("2022", "Begroting 2022"),
    "berap": ("2021-08", "Bestuursrapportage januari t/m augustus 2021"),
    "halfjaar": ("2021-H1", "Halfjaarrapportage eerste halfjaar 2021"),
    "jaarstukken": ("2021", "Jaarstukken 2021"),
    "evaluatie": ("2020", "Evaluatie van het beleid 2020"),
}
FIGURE_1 = {
    "Uitkeringen per 1 januari": (243, 303, 322, 322, 331, 298, 304),
    "Meldingen": (271, 253, 241, 170, 154, 153, 204),
    "Instroom": (187, 188, 118, 142, 85, 81, 136),
    "Uitstroom": (127, 169, 118, 133, 118, 75, 104),
    "Uitkeringen per 31 december": (303, 322, 322, 331, 298, 304, 336),
}


@pytest.fixture(scope="module")
def made(town: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every product of the sample, in a folder of its own."""
    out = tmp_path_factory.mktemp("bijlagen")
    for name, (period, _) in PRODUCTS.items():
        done("bijlage", "--product", name, "--periode", period, "--uit", out, cwd=town)
    return {name: out / f"bijlage-{name}-{period}" for name, (period, _) in PRODUCTS.items()}


def tables_in(path: Path) -> list[list[list[str]]]:
    """All tables of a Word document, as rows of texts."""
    return [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in WordFile(str(path)).tables
    ]


def texts_in(path: Path) -> str:
    """All that a Word document says outside its tables."""
    return "\n".join(paragraph.text for paragraph in WordFile(str(path)).paragraphs)


def table_with(path: Path, header: str) -> list[list[str]]:
    """The table of a Word document that has a header."""
    return next(table for table in tables_in(path) if header in table[0])


@pytest.mark.parametrize("name", PRODUCTS)
def test_every_product_has_its_files(made: dict[str, Path], name: str) -> None:
    files = {path.name for path in made[name].iterdir()} - {"grafieken"}
    assert files == {
        "bijlage.docx", "bijlage.html", "bijlage.xlsx", "doelen.csv", "indicatoren.csv",
        "manifest.json",
    }  # fmt: skip
    manifest = json.loads((made[name] / "manifest.json").read_text("utf-8"))
    assert manifest["opdracht"]["product"] == name
    assert manifest["opdracht"]["publiek"] == "openbaar"


@pytest.mark.parametrize("name", PRODUCTS)
def test_the_document_says_what_it_is(made: dict[str, Path], name: str) -> None:
    said = texts_in(made[name] / "bijlage.docx")
    assert PRODUCTS[name][1] in said
    assert "VOORBEELD: verzonnen personen" in said
    assert "VERTROUWELIJK" not in said


def test_a_budget_has_its_columns(made: dict[str, Path]) -> None:
    """Two years back, the year itself and three years on, with the norms of the note."""
    wanted = table_with(made["begroting"] / "bijlage.docx", "Indicator")
    assert wanted[0] == [
        "Indicator", "Eenheid", "Realisatie 2020", "Realisatie 2021 [v]", "Begroting 2022",
        "Streef 2023", "Streef 2024", "Streef 2025", "Landelijk", "Bron",
    ]  # fmt: skip
    gate = next(row for row in wanted if row[0] == "Poort: melding zonder aanvraag")
    assert gate[2] == "35,3%"
    assert gate[4:8] == ["min. 35%"] * 4
    sheltered = next(row for row in wanted if row[0] == "Beschut werk: nieuwe plaatsen")
    assert sheltered[4:8] == ["min. 12", "min. 12", "min. 12", "-"]


def test_a_budget_holds_chapter_5_of_the_note(made: dict[str, Path]) -> None:
    costs = table_with(made["begroting"] / "bijlage.docx", "Begroting 2022")
    costs = next(
        t for t in tables_in(made["begroting"] / "bijlage.docx") if "Rekening 2021" in t[0]
    )
    rows = {row[0]: row[4:] for row in costs[1:] if row[1] == "alle posten"}
    assert rows["Instroom beperken"] == ["€ 104.000"] * 4
    assert rows["Uitstroom bevorderen"] == ["€ 659.000"] * 4


def test_an_interim_report_shows_deviations_with_lights(made: dict[str, Path]) -> None:
    table = table_with(made["berap"] / "bijlage.docx", "Planning")
    assert table[0] == [
        "Beleidsdoel", "Doel", "Geld", "Planning", "Verwacht saldo (euro)",
        "Incidenteel of structureel", "Toelichting", "Bijsturing", "Voorstel",
    ]  # fmt: skip
    assert len(table) > 1
    for row in table[1:]:
        assert {row[1], row[2]} & {"O", "R"}, "what does not deviate is not in it"


def test_key_figures_say_how_they_are_compared(made: dict[str, Path]) -> None:
    """Stocks without a test; a mark is explained only where it occurs."""
    path = made["berap"] / "bijlage.docx"
    said, heads = texts_in(path), table_with(path, "Kerncijfer")[0]
    assert "hoger of lager is daar zonder toets" in said
    assert ("[v] = voorlopig: er wordt nog" in said) == any("[v]" in head for head in heads)
    assert "'nog te gaan' is een afstand tot de norm en geen telling" in said


def test_a_light_says_what_it_does_not_see(made: dict[str, Path]) -> None:
    """Targets that are hidden count for no light, and the reader is told how many."""
    table = table_with(made["berap"] / "bijlage.docx", "Planning")
    row = next(row for row in table if row[0] == "Uitstroom bevorderen")
    assert "van de 9 doelen is de uitkomst geheim of te klein om te beoordelen" in row[6]


def test_the_money_behind_a_deviation_is_shown(made: dict[str, Path]) -> None:
    """Per policy goal; the result is the same as that beside the lights."""
    money = table_with(made["berap"] / "bijlage.docx", "Verwacht 31 december")
    told = {row[0]: row[4] for row in table_with(made["berap"] / "bijlage.docx", "Planning")[1:]}
    assert {row[0] for row in money[1:]} >= {"Alle doelen", *told}
    assert {row[0]: row[-1] for row in money[1:] if row[0] in told} == told


def test_lights_have_a_letter_and_a_colour(made: dict[str, Path]) -> None:
    """In Word and in Excel, on every light; the letter says it without the colour."""
    cells = [
        cell
        for table in WordFile(str(made["berap"] / "bijlage.docx")).tables
        for row in table.rows[1:]
        for cell in row.cells
        if cell.text in ("G", "O", "R")
    ]
    assert cells
    assert all("w:shd" in cell._tc.xml for cell in cells)
    sheet = openpyxl.load_workbook(made["berap"] / "bijlage.xlsx")["Afwijkingen"]
    lights = [c for row in sheet.iter_rows() for c in row if c.value in ("G", "O", "R")]
    assert lights
    assert all(cell.fill.fgColor.rgb not in ("00000000", "FFFFFFFF") for cell in lights)


def test_annual_accounts_ask_the_questions_in_the_past_tense(made: dict[str, Path]) -> None:
    said = texts_in(made["jaarstukken"] / "bijlage.docx")
    for question in (
        "Wat wilden we bereiken?",
        "Wat hebben we daarvoor gedaan?",
        "Wat heeft het gekost?",
    ):
        assert question in said
    table = table_with(made["jaarstukken"] / "bijlage.docx", "Werkelijk")
    assert table[0] == [
        "Nr", "Taakveld", "Indicator", "Eenheid", "Periode", "Werkelijk", "Begroting", "Bron",
        "Beschrijving",
    ]  # fmt: skip
    assert [row[0] for row in table[-2:]] == ["27", "28"]


def test_a_result_has_a_letter_and_adds_up(made: dict[str, Path]) -> None:
    table = next(t for t in tables_in(made["jaarstukken"] / "bijlage.docx") if "Saldo" in t[0])

    def euros(text: str) -> int:
        return int(text.replace("€ ", "").replace(".", ""))

    for row in table[1:]:
        letter, amount = row[6].split(" ")
        budget, spent = euros(row[3]), euros(row[4])
        assert letter == ("V" if budget > spent else "N")
        assert abs(euros(amount) - abs(budget - spent)) <= 1  # each is rounded by itself


def test_an_evaluation_is_figure_1_of_the_note(made: dict[str, Path]) -> None:
    table = table_with(made["evaluatie"] / "bijlage.docx", "Ontwikkeling bijstandsbestand")
    years = [label.split(" ")[0] for label in table[0][1:]]
    assert years[-7:] == [str(year) for year in range(2014, 2021)]
    assert {row[0]: tuple(map(int, row[-7:])) for row in table[1:]} == FIGURE_1


def test_word_and_excel_say_the_same(made: dict[str, Path]) -> None:
    """Every number in a table of figure 1 to 5 stands in both files."""
    book = openpyxl.load_workbook(made["evaluatie"] / "bijlage.xlsx")
    sheets = [sheet for sheet in book if sheet.title[:1].isdigit()]
    assert len(sheets) == 5
    in_excel = [
        [[str(c) for c in row if c is not None] for row in sheet.iter_rows(values_only=True)]
        for sheet in sheets
    ]
    for table, rows in zip(
        tables_in(made["evaluatie"] / "bijlage.docx")[:5], in_excel, strict=True
    ):
        for row in table[1:]:
            assert row in rows


@pytest.mark.parametrize("name", PRODUCTS)
def test_the_page_says_what_word_says(made: dict[str, Path], name: str) -> None:
    """Every table of the document, cell by cell; the page has the definitions as well."""
    page = Page((made[name] / "bijlage.html").read_text("utf-8"))
    told = [[[cell.text for cell in row] for row in rows] for _, rows in page.tables]
    assert told[:-1] == tables_in(made[name] / "bijlage.docx")
    assert told[-1][0][0] == "Cijfer"


def test_charts_stand_in_every_form(made: dict[str, Path]) -> None:
    """Vijf figuren in de evaluatie en een in de verantwoording, met woorden voor wie niet ziet."""
    for name, number in (("evaluatie", 5), ("jaarstukken", 1), ("berap", 1), ("begroting", 0)):
        page = Page((made[name] / "bijlage.html").read_text("utf-8"))
        said = [tag.attributes["aria-label"] for tag in page.named("svg")
                if tag.attributes.get("role") == "img"]  # fmt: skip
        word = WordFile(str(made[name] / "bijlage.docx"))
        pictures = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
        assert len(said) == number
        assert [" ".join(words.split()) for words in pictures] == said
        assert all(said)


def test_open_places_are_numbered_and_listed(made: dict[str, Path]) -> None:
    for path in made.values():
        whole = texts_in(path / "bijlage.docx") + json.dumps(
            tables_in(path / "bijlage.docx"), ensure_ascii=False
        )
        listed = table_with(path / "bijlage.docx", "Indicator in tabel duiding")
        for row in listed[1:]:
            assert f"[in te vullen {row[0]}]" in whole or "<" in row[3]


def test_no_small_count_gets_out(made: dict[str, Path]) -> None:
    for path in made.values():
        with (path / "indicatoren.csv").open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert rows
        for row in rows:
            if row["status"] == "getoond" and row["eenheid"] in ("personen", "uitkeringen"):
                assert not 0 < float(row["teller"] or 0) < 10


@pytest.fixture(scope="module")
def own_town(tmp_path_factory: pytest.TempPathFactory, town: Path) -> Path:
    """The sample with a profile and texts of its own."""
    folder = tmp_path_factory.mktemp("eigen") / "uithoorn"
    shutil.copytree(town, folder)
    (folder / "grip.toml").write_text('data = "."\nprofiel = "eigen.toml"\n', "utf-8")
    (folder / "eigen.toml").write_text(
        'naam = "eigen"\nbasis = "uithoorn"\n[bijlage]\nbedragen = "duizend"\n'
        'teken = "nadeel_min"\nstoplicht = ["groen", "oranje", "rood"]\n',
        "utf-8",
    )
    with (folder / "duiding.csv").open("a", encoding="cp1252", newline="\n") as stream:
        for name, text in (
            ("planning", "oranje: de pilot begint later"),
            ("bijsturing", "Er komt een vacature bij"),
        ):
            stream.write(f"instroom_beperken.{name};2021;{text};beleidsmedewerker\n")
        stream.write("instroom_beperken.voorstel;2021;GEHEIM VAN KLANTMANAGER;klantmanager\n")
    return folder


@pytest.fixture(scope="module")
def own(own_town: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("eigen-uit")
    done("bijlage", "--product", "berap", "--periode", "2021-08", "--uit", out, cwd=own_town)
    return out / "bijlage-berap-2021-08"


def test_texts_come_from_the_table_of_commentary(own: Path) -> None:
    """Only of the roles that the profile names; the other place stays open."""
    table = table_with(own / "bijlage.docx", "Planning")
    row = next(row for row in table if row[0] == "Instroom beperken")
    assert row[3] == "oranje"
    assert row[7] == "Er komt een vacature bij."
    assert row[8].startswith("[in te vullen")
    with zipfile.ZipFile(own / "bijlage.docx") as package:
        assert b"GEHEIM" not in package.read("word/document.xml")


def test_amounts_signs_and_lights_follow_the_profile(own: Path) -> None:
    table = table_with(own / "bijlage.docx", "Planning")
    assert table[0][4] == "Verwacht saldo (x € 1.000)"
    row = next(row for row in table if row[0] == "Instroom beperken")
    assert row[2] in ("oranje", "rood")
    assert "," in row[4]
    assert row[4][0] not in "VN"


def test_the_same_input_gives_the_same_bytes(
    made: dict[str, Path], town: Path, tmp_path: Path
) -> None:
    done("bijlage", "--product", "berap", "--periode", "2021-08", "--uit", tmp_path, cwd=town)
    again = tmp_path / "bijlage-berap-2021-08"
    assert tree(made["berap"]) == tree(again)
    assert "bijlage.html" in tree(again)


def test_the_document_knows_no_clock_and_no_user(made: dict[str, Path]) -> None:
    own = WordFile(str(made["berap"] / "bijlage.docx")).core_properties
    assert own.author == "Gemeente Uithoorn"
    assert own.created == own.modified
    assert own.created.date().isoformat() == "2022-01-14"
    with zipfile.ZipFile(made["berap"] / "bijlage.docx") as package:
        assert {file.date_time for file in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_tables_can_be_read_aloud(made: dict[str, Path]) -> None:
    """A header row that repeats, rows in one piece, a caption and a description."""
    for table in WordFile(str(made["jaarstukken"] / "bijlage.docx")).tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert "w:tblCaption" in table._tbl.xml
        assert all("w:cantSplit" in row._tr.xml for row in table.rows)


@pytest.mark.usefixtures("without_charts")
def test_a_template_keeps_its_own_look(town: Path, tmp_path: Path) -> None:
    template = tmp_path / "huisstijl.docx"
    styled = WordFile()
    styled.sections[0].header.paragraphs[0].text = "Gemeente Uithoorn in haar huisstijl"
    styled.add_paragraph("Tekst die in het sjabloon stond")
    styled.styles["Caption"].delete()
    styled.save(str(template))
    done("bijlage", "--product", "berap", "--periode", "2021-08", "--sjabloon", template,
         "--uit", tmp_path, cwd=town)  # fmt: skip
    word = WordFile(str(tmp_path / "bijlage-berap-2021-08" / "bijlage.docx"))
    assert word.sections[0].header.paragraphs[0].text == "Gemeente Uithoorn in haar huisstijl"
    assert "Tekst die in het sjabloon stond" not in "".join(p.text for p in word.paragraphs)


def test_what_is_no_template_is_refused(town: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "huisstijl.docx"
    wrong.write_text("geen Word", "utf-8")
    for template in (wrong, tmp_path / "bestaat-niet.docx"):
        said = grip("bijlage", "--product", "berap", "--sjabloon", template, "--uit", tmp_path,
                    cwd=town)  # fmt: skip
        assert said.code == 2
        assert "CLI-SJABLOON" in said.err
        assert "Traceback" not in said.err
    assert not (tmp_path / "bijlage-berap-2021-12").exists()


def test_a_product_that_is_none(town: Path) -> None:
    said = grip("bijlage", "--product", "berapp", cwd=town)
    assert said.code == 2
    assert "Bedoelde u 'berap'" in said.err


def test_a_rehearsal_writes_nothing(town: Path, tmp_path: Path) -> None:
    said = done("bijlage", "--product", "evaluatie", "--proef", "--uit", tmp_path, cwd=town)
    assert "bijlage.docx" in said.out
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("without_charts")
def test_a_product_without_a_period_takes_the_usual_one(town: Path, tmp_path: Path) -> None:
    said = done("bijlage", "--product", "halfjaar", "--json", "--uit", tmp_path, cwd=town)
    told = json.loads(said.out)
    assert told["periode"] == "2021-H2"
    assert told["open_plaatsen"] > 0


@pytest.mark.usefixtures("without_charts")
def test_the_other_municipality_works_too(tmp_path: Path) -> None:
    """Dalfsen names no norm for most goals: they are told apart and not called fine."""
    done("bijlage", "--product", "berap", "--periode", "2021", "--uit", tmp_path, cwd=DALFSEN)
    path = tmp_path / "bijlage-berap-2021" / "bijlage.docx"
    assert "Niet te beoordelen" in texts_in(path)
    row = table_with(path, "Planning")[1]
    assert row[1] == "O"
    assert "Besluiten getoetst" in row[6]
