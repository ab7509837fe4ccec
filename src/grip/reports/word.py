"""The Word document: headings, paragraphs and tables of a document, in the styles of a template.

The same document gives the same bytes: fixed properties, and the files in it in one order with
one date. Styles are looked up by their English names, which Word keeps in every language.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grip.errors import UsageError
from grip.reports import formats
from grip.reports.charts.draw import file_stem
from grip.reports.document import Cell, Document, Figure, Kind, Light, Section, Table
from grip.reports.workbook.style import ACCENT, GREY, LIGHTS, RULE, text_pixels

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.table import _Cell

FONT, LANGUAGE = "Arial", "nl-NL"
# A document holds only the styles that somebody used; without this one there is no structure.
_NEEDED, _PLAIN = "Heading 1", "Normal"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_BODY, _CELL, _SMALL = 10, 8, 8
_WIDE = 7  # columns: a wider table asks for paper on its side
_EMU = 9525  # of a pixel
_PICTURE = 16  # centimetres wide
_MARGIN, _WIDEST = 18, 420  # pixels: of a cell, and the most that a column asks for
_RIGHT = (Kind.COUNT, Kind.DECIMAL, Kind.PERCENT, Kind.EURO)


def write_word(
    document: Document, path: Path, template: Path | None = None, charts: Path | None = None
) -> None:
    """Write the document as docx at `path`, in the template where one is given.

    `charts` is the folder with its charts as pixels.

    Raises:
        UsageError: the template is no Word document or lacks a style.
    """
    word = _opened(template)
    _set_properties(word, document)
    if template is None:
        _house_style(word)
        _set_paper(word, on_its_side=_widest(document) > _WIDE)
    _write_front(word, document)
    count = _Count(charts)
    for section in document.sections:
        _write_section(word, section, count)
    _write_back(word, document, count)
    whole = io.BytesIO()
    word.save(whole)
    path.write_bytes(_settled(whole.getvalue()))


@dataclass
class _Count:
    """Where the charts are, and how many tables there are so far."""

    charts: Path | None
    tables: int = 0


def _opened(template: Path | None) -> Word:
    """Return an empty document, or the template without the text in it."""
    from docx import Document as WordFile
    from docx.opc.exceptions import PackageNotFoundError

    if template is None:
        return WordFile()
    try:
        word = WordFile(str(template))
    except (PackageNotFoundError, ValueError, KeyError, zipfile.BadZipFile):
        raise UsageError("CLI-SJABLOON", where=template.name, reden="geen Word-bestand") from None
    if _NEEDED not in {style.name for style in word.styles}:
        raise UsageError("CLI-SJABLOON", where=template.name, reden="geen stijl Kop 1")
    body = word.element.body
    for element in [e for e in body if not e.tag.endswith("}sectPr")]:
        body.remove(element)
    return word


def _style(word: Word, name: str) -> str:
    """Return a style, or plain text where a template does not have it."""
    return name if name in {style.name for style in word.styles} else _PLAIN


def _set_properties(word: Word, document: Document) -> None:
    """Set what the file says of itself; no clock, no user name."""
    made = _made_on(document)
    own = word.core_properties
    own.title, own.subject = document.title, document.subtitle
    own.author = own.last_modified_by = (
        f"Gemeente {document.properties.get('gemeente', '')}".strip()
    )
    own.language, own.comments, own.keywords = LANGUAGE, "", document.sample
    own.category, own.revision = "", 1
    own.created = own.modified = made


def _made_on(document: Document) -> datetime:
    try:
        day = date.fromisoformat(document.properties.get("datum", "")[:10])
    except ValueError:
        day = date(2000, 1, 1)
    return datetime(day.year, day.month, day.day)


def _widest(document: Document) -> int:
    return max((len(t.columns) for s in document.sections for t in s.tables), default=0)


def _house_style(word: Word) -> None:
    """Give the empty document the look of grip; a template keeps its own."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    sizes = {"Normal": _BODY, "Title": 20, "Subtitle": 12, "Heading 1": 14, "Heading 2": 11,
             "Caption": 9, "List Bullet": _BODY}  # fmt: skip
    for name, size in sizes.items():
        style: Any = word.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)
        fonts.set(qn("w:hAnsi"), FONT)
        fonts.set(qn("w:eastAsia"), FONT)
        if name not in ("Normal", "List Bullet"):
            style.font.color.rgb = RGBColor.from_string(ACCENT[1:])
        style.font.italic = False
    language = word.styles.element.find(f".//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), LANGUAGE)
    word.styles["Caption"].font.bold = True


def _set_paper(word: Word, *, on_its_side: bool) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    paper = word.sections[0]
    short, long = Cm(21), Cm(29.7)
    paper.orientation = WD_ORIENT.LANDSCAPE if on_its_side else WD_ORIENT.PORTRAIT
    paper.page_width, paper.page_height = (long, short) if on_its_side else (short, long)
    paper.left_margin = paper.right_margin = Cm(2)
    paper.top_margin = paper.bottom_margin = Cm(2)


def _write_front(word: Word, document: Document) -> None:
    word.add_paragraph(document.title, style=_style(word, "Title"))
    word.add_paragraph(document.subtitle, style=_style(word, "Subtitle"))
    if document.sample:
        word.add_paragraph().add_run(document.sample).bold = True
    for label, text in document.facts:
        line = word.add_paragraph()
        line.paragraph_format.space_after = 0
        line.add_run(f"{label}: ").bold = True
        line.add_run(text)
    word.add_paragraph()


def _write_section(word: Word, section: Section, count: _Count) -> None:
    word.add_paragraph(section.title, style="Heading 1")
    style = "List Bullet" if len(section.lead) > 1 else "Normal"
    for text in section.lead:
        word.add_paragraph(text, style=_style(word, style))
    for table in section.tables:
        _write_table(word, table, count)


def _write_back(word: Word, document: Document, count: _Count) -> None:
    """Write how the figures were counted, at the end."""
    word.add_paragraph("Hoe is geteld", style="Heading 1")
    for text in document.reading:
        word.add_paragraph(text, style=_style(word, "List Bullet"))
    word.add_paragraph(
        "Wat elk cijfer precies telt, staat in bijlage.xlsx op het blad Definities.", style="Normal"
    )


def _write_table(word: Word, table: Table, count: _Count) -> None:
    """Write a table with its charts and its caption above it and its notes below."""
    for figure in table.figures:
        _write_chart(word, figure, count)
    _write_caption(word, table, count)
    if table.description:
        word.add_paragraph(table.description).paragraph_format.keep_with_next = True
    grid = word.add_table(rows=1, cols=len(table.columns))
    _describe(grid, table)
    widths = _widths(word, table)
    for index, column in enumerate(table.columns):
        cell = grid.rows[0].cells[index]
        _fill(cell, column.title, right=column.kind in _RIGHT, bold=True)
        _shade(cell, ACCENT, "#FFFFFF")
    _repeat(grid.rows[0])
    for number, cells in enumerate(table.rows):
        row = grid.add_row()
        _keep_whole(row)
        for index, (column, value) in enumerate(zip(table.columns, cells, strict=True)):
            kind = column.kind
            if kind is Kind.DECIMAL and number < len(table.row_kinds):
                kind = table.row_kinds[number]
            _write_cell(row.cells[index], value, kind)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width  # the grid of the table, and every cell in it
    for row in grid.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    for text in table.notes:
        _write_note(word, text)
    word.add_paragraph()


def _write_chart(word: Word, figure: Figure, count: _Count) -> None:
    """Write a chart as a picture with its text alternative; its title stands in the picture."""
    from docx.shared import Cm

    path = count.charts / f"{file_stem(figure)}.png" if count.charts else None
    if path is None or not path.is_file():
        return
    picture = word.add_picture(str(path), width=Cm(_PICTURE))
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    about = picture._inline.docPr
    about.set("name", file_stem(figure))
    about.set("title", figure.title)
    about.set("descr", figure.alt)


def _write_caption(word: Word, table: Table, count: _Count) -> None:
    """Write `Tabel 3. ...`, the number a field that Word can renumber."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    count.tables += 1
    caption = word.add_paragraph("Tabel ", style=_style(word, "Caption"))
    caption.paragraph_format.keep_with_next = True
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " SEQ Tabel \\* ARABIC ")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = str(count.tables)
    run.append(text)
    field.append(run)
    caption._p.append(field)
    caption.add_run(f". {table.title}")


def _write_note(word: Word, text: str) -> None:
    from docx.shared import Pt, RGBColor

    note = word.add_paragraph()
    note.paragraph_format.space_after = Pt(2)
    run = note.add_run(text)
    run.font.size, run.font.color.rgb = Pt(_SMALL), RGBColor.from_string(GREY[1:])


def _write_cell(cell: _Cell, value: Cell, kind: Kind) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    text = formats.cell(value, kind)
    _fill(cell, text, right=kind in _RIGHT, bold=isinstance(value, Light))
    if isinstance(value, Light):
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        _shade(cell, *LIGHTS[value.level])


def _fill(cell: _Cell, text: str, *, right: bool, bold: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(_CELL), bold or None


def _shade(cell: _Cell, ground: str, letters: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", ground[1:])):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shade)
    for run in cell.paragraphs[0].runs:
        run.font.color.rgb = RGBColor.from_string(letters[1:])


def _describe(grid: Any, table: Table) -> None:
    """Give the table its lines, a fixed layout, and words for who cannot see it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    grid.autofit = False
    own = grid._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        looks = (("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", RULE[1:]))
        for name, value in looks:
            line.set(qn(name), value)
        borders.append(line)
    own.append(borders)
    for tag, text in (("w:tblCaption", table.title), ("w:tblDescription", table.description)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), text)
        own.append(element)


def _repeat(row: Any) -> None:
    """Repeat a header row on every page, for readers and for software that reads aloud."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(header)
    _keep_whole(row)


def _keep_whole(row: Any) -> None:
    """Break no row over two pages."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _widths(word: Word, table: Table) -> list[int]:
    """Divide the page over the columns: room for their longest word, the rest by their text."""
    paper = word.sections[-1]
    page = int(paper.page_width or 0) - int(paper.left_margin or 0) - int(paper.right_margin or 0)
    floors, wishes = [], []
    for index, column in enumerate(table.columns):
        texts = [formats.cell(row[index], column.kind) for row in table.rows]
        words = [word for text in (column.title, *texts) for word in text.split()]
        floors.append(max((_pixels(word) for word in words), default=0) + _MARGIN)
        wishes.append(min(max(map(_pixels, [column.title, *texts])) + _MARGIN, _WIDEST))
    return _divided(page, [floor * _EMU for floor in floors], [wish * _EMU for wish in wishes])


def _pixels(text: str) -> float:
    return text_pixels(text, bold=True, size=_CELL)


def _divided(page: int, floors: Sequence[float], wishes: Sequence[float]) -> list[int]:
    """Return widths that fill a page: to everyone its floor, and the rest to who wishes more."""
    room = page - sum(floors)
    if room <= 0:
        return [int(page * floor / sum(floors)) for floor in floors]
    more = [max(0.0, wish - floor) for wish, floor in zip(wishes, floors, strict=True)]
    share = room / sum(more) if sum(more) else 0.0
    even = 0.0 if sum(more) else room / len(floors)
    return [int(floor + share * extra + even) for floor, extra in zip(floors, more, strict=True)]


def _settled(content: bytes) -> bytes:
    """Return the package with its files in one order and one date."""
    settled = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as package,
        zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in package.namelist():
            file = zipfile.ZipInfo(name, _ZIP_DATE)
            file.compress_type, file.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            copy.writestr(file, package.read(name))
    return settled.getvalue()
