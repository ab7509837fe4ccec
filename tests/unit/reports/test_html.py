"""The page read back: it says what the document says, to who sees it and to who hears it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from grip.reports import formats
from grip.reports.charts.draw import write_charts
from grip.reports.document import (
    Column,
    Document,
    Figure,
    Kind,
    Light,
    Mark,
    Section,
    Series,
    Shape,
    Table,
)
from grip.reports.web.drawings import Drawings
from grip.reports.web.html import _table, page_of, write_html

from .pages import Page, Tag

HOSTILE = '</td></table><script>alert("x")</script>&amp; "quoted" \'y\' <b>\x00\x1b'


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two charts of one set of letters, the second with a text that wants out."""
    folder = tmp_path_factory.mktemp("grafieken")
    write_charts([chart("een", "Een"), chart("twee", HOSTILE)], folder)
    return folder


def chart(id: str, title: str) -> Figure:
    bars = Series("in", "Instroom", (1.0, 2.0)), Series("uit", "Uitstroom", (2.0, 1.0))
    line = Series("eind", "Stand", (3.0, 4.0), line=True)
    return Figure(
        id, Shape.FLOW, title, title, ("2020", "2021"), (*bars, line), "personen",
        f"Wat er te zien is: {title}", provisional=1,
    )  # fmt: skip


def small(*rows: tuple[object, ...], figures: tuple[Figure, ...] = ()) -> Document:
    columns = (Column("a", "Wie", Kind.TEXT), Column("b", "Hoeveel"), Column("c", "Licht"))
    table = Table("t", "Blad 1", "Tabel", "Uitleg", columns, rows, figures=figures)  # type: ignore[arg-type]
    section = Section("s", "Hoofdstuk", ("Een boodschap.",), (table,))
    return Document("Titel", "Ondertitel", "", (), (), (), (), (section,))


def test_an_amount_stays_with_its_sign() -> None:
    """No line ends between a euro sign and what it is the sign of."""
    page = page_of(replace(small(), messages=(f"Er is {formats.euro(580332)} uitgegeven.",)))
    assert "Er is €\N{NO-BREAK SPACE}580.332 uitgegeven." in page
    assert "€ " not in page


def test_every_table_reads_back(document: Document) -> None:
    """Kop voor kop, rij voor rij, cel voor cel: de pagina heeft wat het document heeft."""
    page = Page(page_of(document))
    found = page.tables[1:] if document.key_figures else page.tables
    assert len(found) == len(document.tables())
    for table, (_, (head, *rows)) in zip(document.tables(), found, strict=True):
        assert [cell.text for cell in head] == [column.title for column in table.columns]
        kinds = [column.kind for column in table.columns]
        for number, (cells, told) in enumerate(zip(table.rows, rows, strict=True)):
            own = table.row_kinds[number] if number < len(table.row_kinds) else Kind.DECIMAL
            written = [
                formats.cell(cell, own if kind is Kind.DECIMAL else kind)
                for cell, kind in zip(cells, kinds, strict=True)
            ]
            assert [cell.text for cell in told] == written


def test_texts_stand_in_the_page(document: Document) -> None:
    body = next(tag for tag in Page(page_of(document)).tags if tag.name == "body").text
    for words in (document.title, document.mark, document.sample, *document.messages,
                  *(text for section in document.sections for text in section.lead),
                  *(note for table in document.tables() for note in table.notes)):  # fmt: skip
        assert words in body


def test_it_asks_for_nothing_from_elsewhere(document: Document, charts: Path) -> None:
    """Geen scripts, beelden of letters van een ander, en geen regels die dat toestaan."""
    text = page_of(
        replace(document, sections=small(figures=(chart("een", "Een"),)).sections), charts
    )
    page = Page(text)
    assert page.named("svg")
    assert not page.named("script", "link", "img", "iframe", "object", "embed", "form", "image")
    for tag in page.tags:
        assert not any(name.startswith("on") for name in tag.attributes)
        for name in ("href", "src", "xlink:href", "action"):
            assert tag.attributes.get(name, "#").startswith("#")
    assert "@import" not in text
    assert "url(http" not in text
    policy = next(t for t in page.named("meta") if "http-equiv" in t.attributes)
    assert policy.attributes["content"].startswith("default-src 'none'")


def test_it_can_be_read_aloud(document: Document) -> None:
    """Taal, een kop per niveau zonder sprongen, en kopcellen die zeggen waarvan zij de kop zijn."""
    page = Page(page_of(document))
    assert page.named("html")[0].attributes["lang"] == "nl"
    levels = [int(tag.name[1]) for tag in page.named("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {tag.attributes.get("scope") for tag in page.named("th")} == {"col", "row"}
    ids = {tag.attributes["id"] for tag in page.tags if "id" in tag.attributes}
    for name, (head, *_) in page.tables:
        assert name in ids, "a table has a heading"
        assert all(cell.attributes["scope"] == "col" for cell in head)


def test_names_occur_once_and_lead_somewhere(document: Document, charts: Path) -> None:
    figures = (chart("een", "Een"), chart("twee", HOSTILE))
    page = Page(page_of(replace(document, sections=small(figures=figures).sections), charts))
    names = [tag.attributes["id"] for tag in page.tags if "id" in tag.attributes]
    assert len(names) == len(set(names))
    aimed = [tag.attributes[n] for tag in page.tags for n in ("href", "xlink:href")
             if n in tag.attributes]  # fmt: skip
    assert len(aimed) > 20
    assert {aim.removeprefix("#") for aim in aimed} <= set(names)


def test_charts_are_images_with_words(charts: Path) -> None:
    figures = (chart("een", "Een"), chart("twee", HOSTILE))
    page = Page(page_of(small(figures=figures), charts))
    drawn = [tag for tag in page.named("svg") if tag.attributes.get("role") == "img"]
    assert [tag.attributes["aria-label"][:19] for tag in drawn] == ["Wat er te zien is: "] * 2
    letters = [tag for tag in page.tags if tag.attributes.get("id", "").startswith("DejaVu")]
    assert 10 < len(letters) < 100, "the shape of a letter stands in the page once"


def test_without_charts_the_tables_are_all() -> None:
    page = Page(page_of(small(("a", 1, None), figures=(chart("een", "Een"),))))
    assert not page.named("svg")
    assert len(page.tables) == 1


def test_what_was_typed_stays_text(document: Document, charts: Path) -> None:
    """Ook als het op html lijkt, in een cel, een kop, een titel of bij een grafiek."""
    table = Table(HOSTILE, HOSTILE, HOSTILE, HOSTILE, (Column(HOSTILE, HOSTILE, Kind.TEXT),),
                  ((HOSTILE,),), (HOSTILE,), (chart("twee", HOSTILE),))  # fmt: skip
    section = Section(HOSTILE, HOSTILE, (HOSTILE,), (table,))
    text = page_of(
        replace(
            document, title=HOSTILE, subtitle=HOSTILE, mark=HOSTILE, facts=((HOSTILE, HOSTILE),),
            messages=(HOSTILE,), reading=(HOSTILE,), sections=(section,),
            properties={"gemeente": HOSTILE},
        ),
        charts,
    )  # fmt: skip
    page = Page(text)  # every element that opens is closed in order
    assert not page.named("script", "b")
    assert "\x00" not in text
    assert "\x1b" not in text
    assert any('<script>alert("x")</script>' in cell.text for cell in page.named("td", "th"))


def test_lights_and_marks_say_themselves() -> None:
    page = Page(page_of(small(("a", Mark.HIDDEN, Light("R", 2)), ("b", 1234, None))))
    cells = [cell.text for row in page.tables[0][1][1:] for cell in row]
    assert cells == ["a", "[g]", "R", "b", "1.234", "[n.v.t.]"]
    hidden: Tag = page.named("abbr")[0]
    assert hidden.attributes["title"].startswith("geheim")
    assert any(tag.attributes.get("class") == "licht licht2" for tag in page.named("span"))
    assert "[g] = geheim" in page.named("ul")[-1].text


def test_the_same_document_gives_the_same_bytes(
    document: Document, charts: Path, tmp_path: Path
) -> None:
    for name in ("een", "twee"):
        write_html(document, tmp_path / name, charts)
    first, second = (tmp_path / name for name in ("een", "twee"))
    assert first.read_bytes() == second.read_bytes()
    assert b"\r" not in first.read_bytes()


def test_questions_and_answers_are_a_page_per_subject() -> None:
    """Each below its own heading, with a link that leads there; no table to search in."""
    columns = tuple(Column(key, key, Kind.TEXT) for key in ("over", "vraag", "antwoord"))
    rows = (("A", "Wat?", "Een."), ("A", "Hoe?", "Zo <b>niet</b>."), ("B", "Wat?", "Twee."))
    table = Table("t", "Blad", "Titel", "Lees dit.", columns, rows, pages=True)
    page = Page(_table(table, "t-t", Drawings(None)))
    assert [tag.text for tag in page.named("h4")] == ["A", "B"]
    assert [tag.text for tag in page.named("dd")] == ["Een.", "Zo <b>niet</b>.", "Twee."]
    assert [tag.attributes["href"][1:] for tag in page.named("a")] == [
        tag.attributes["id"] for tag in page.named("h4")
    ]
    assert not page.tables


def test_on_paper_the_mark_stands_in_the_margin(document: Document) -> None:
    marked = page_of(replace(document, mark='Een "merk"', sample=""))
    assert r'@page{@bottom-right{content:"Een \"merk\"";' in marked
    assert "@bottom-right" not in page_of(replace(document, mark="", sample=""))
