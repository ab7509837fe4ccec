"""The web page: a document as one file of html, with its tables and charts in it.

It asks for nothing from elsewhere and runs nothing: one file that can be mailed, kept and printed.
Headings, header cells, captions and text alternatives are there for who has it read aloud. The
same document and charts give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from grip.reports import formats
from grip.reports.document import (
    LEGEND,
    Cell,
    Column,
    Document,
    KeyFigure,
    Kind,
    Light,
    Mark,
    Table,
)
from grip.reports.web.drawings import Drawings
from grip.reports.web.look import CSS, on_every_page
from grip.reports.web.texts import attribute, text

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_NUMBERS = (Kind.COUNT, Kind.DECIMAL, Kind.PERCENT, Kind.EURO)
_LOOKS = {**dict.fromkeys(_NUMBERS, ' class="getal"'), Kind.DAY: ' class="dag"'}
_BROAD = 40  # characters: a column that asks for more gets room
_REFERENCE, _ACCOUNT = "Naslag", "Verantwoording"
_KEY_HEADS = ("Kerncijfer", "Uitkomst", "Over", "Een jaar eerder", "Vergeleken met",
              "Verandering", "Oordeel", "Meer")  # fmt: skip
_NUMERIC_HEADS = ("Uitkomst", "Een jaar eerder")


def write_html(document: Document, path: Path, charts: Path | None = None) -> None:
    """Write the document as a page at `path`; `charts` is the folder with its vector files."""
    path.write_text(page_of(document, charts), encoding="utf-8", newline="\n")


def page_of(document: Document, charts: Path | None = None) -> str:
    """Return the document as a page."""
    drawings = Drawings(charts)
    names = _Names()
    anchors = {table.sheet: names.of(f"t-{table.id}") for table in reversed(document.tables())}
    chapters = list(_chapters(document, anchors, drawings, names))
    return "".join(
        (
            _head(document), drawings.letters(), _front(document),
            _contents([(id, title) for id, title, _ in chapters]), '<main id="inhoud">\n',
            *(body for *_, body in chapters), "</main>\n", _foot(document), "</body>\n</html>\n",
        )
    )  # fmt: skip


@dataclass
class _Names:
    """Names of places in the page, each given out once."""

    taken: set[str] = field(default_factory=set)

    def of(self, wanted: str) -> str:
        plain = "".join(c if c.isalnum() and c.isascii() else "-" for c in wanted)
        name, number = plain, 1
        while name in self.taken:
            number += 1
            name = f"{plain}-{number}"
        self.taken.add(name)
        return name


def _head(document: Document) -> str:
    title = f"{document.title}, {document.subtitle}"
    name = document.properties.get("gemeente", "")
    return (
        '<!DOCTYPE html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="author" content="{attribute(f"Gemeente {name}".strip())}">\n'
        f"<title>{text(title)}</title>\n"
        f"<style>\n{CSS}{on_every_page(_stamps(document))}\n</style>\n</head>\n<body>\n"
        '<a class="spring" href="#inhoud">Naar de inhoud</a>\n'
    )


def _stamps(document: Document) -> str:
    """Return what every page says of itself: for whom it is, and that its data are made up."""
    return " | ".join(filter(None, (document.mark, document.sample)))


def _front(document: Document) -> str:
    stamps = [words for words in (document.mark, document.sample) if words]
    facts = "".join(f"<dt>{text(a)}</dt><dd>{text(b)}</dd>\n" for a, b in document.facts)
    return "".join(
        (
            "<header>\n", f"<h1>{text(document.title)}</h1>\n",
            f'<p class="over">{text(document.subtitle)}</p>\n',
            *(f'<strong class="stempel">{text(words)}</strong>\n' for words in stamps),
            f"<dl>\n{facts}</dl>\n", "</header>\n",
            f'<div class="opdruk" aria-hidden="true">{text(_stamps(document))}</div>\n'
            if stamps else "",
        )
    )  # fmt: skip


def _contents(chapters: Sequence[tuple[str, str]]) -> str:
    lines = "".join(f'<li><a href="#{id}">{text(title)}</a></li>\n' for id, title in chapters)
    return f'<nav aria-label="Inhoud">\n<h2>Inhoud</h2>\n<ol>\n{lines}</ol>\n</nav>\n'


def _foot(document: Document) -> str:
    made = dict(document.facts).get("Gemaakt met", "")
    return f"<footer><p>{text(document.subtitle)}. {text(made)}</p></footer>\n"


Chapter = tuple[str, str, str]  # name of its place, title, html


def _chapters(
    document: Document, anchors: dict[str, str], drawings: Drawings, names: _Names
) -> Iterator[Chapter]:
    """Yield the summary, the chapters, how to read them, and what they rest on."""
    if document.messages or document.key_figures:
        yield _chapter(names, "Samenvatting", _summary(document, anchors))
    for section in document.sections:
        said = _said(section.lead)
        grids = (_table(table, anchors[table.sheet], drawings) for table in section.tables)
        yield _chapter(names, section.title, "".join((said, *grids)))
    yield _chapter(names, "Leeswijzer", _said(document.reading))
    behind = ((_REFERENCE, document.definitions), (_ACCOUNT, document.accountability))
    for title, tables in behind:
        if tables:
            body = "".join(_table(table, anchors[table.sheet], drawings) for table in tables)
            yield _chapter(names, title, body)


def _chapter(names: _Names, title: str, body: str) -> Chapter:
    id = names.of(f"h-{title.casefold()}")
    return id, title, (
        f'<section aria-labelledby="{id}">\n<h2 id="{id}">{text(title)}</h2>\n{body}</section>\n'
    )  # fmt: skip


def _said(lines: Sequence[str]) -> str:
    """Return sentences: one as a paragraph, more as a list."""
    if len(lines) == 1:
        return f'<p class="boodschap">{text(lines[0])}</p>\n'
    return _listed(lines, "boodschap")


def _listed(lines: Iterable[str], look: str) -> str:
    inside = "".join(f"<li>{text(line)}</li>\n" for line in lines)
    return f'<ul class="{look}">\n{inside}</ul>\n' if inside else ""


def _summary(document: Document, anchors: dict[str, str]) -> str:
    said = [*document.messages, *filter(None, [document.reservation])]
    if not document.key_figures:
        return _said(said)
    heads = "".join(_header(h, "getal" if h in _NUMERIC_HEADS else "") for h in _KEY_HEADS)
    rows = "".join(_key_figure(figure, anchors) for figure in document.key_figures)
    grid = _grid("kerncijfers", heads, rows)
    return f'{_said(said)}<h3 id="kerncijfers">Kerncijfers</h3>\n{grid}'


def _key_figure(figure: KeyFigure, anchors: dict[str, str]) -> str:
    at = anchors.get(figure.sheet)
    more = f'<a href="#{at}">{text(figure.sheet)}</a>' if at else text(figure.sheet)
    return (
        f'<tr><th scope="row">{text(figure.title)}</th>{_cell(figure.value, figure.kind)}'
        f"{_cell(figure.about or '-', Kind.TEXT)}{_cell(figure.before, figure.kind)}"
        f"{_cell(figure.before_label, Kind.TEXT)}{_cell(figure.change, Kind.TEXT)}"
        f'<td class="oordeel {figure.tone.value}">{figure.tone.value}</td><td>{more}</td></tr>\n'
    )


def _table(table: Table, at: str, drawings: Drawings) -> str:
    """Return a table below its heading, with its charts above and its notes under it."""
    told = f"<p>{text(table.description)}</p>\n" if table.description else ""
    charts = "".join(drawings.of(figure) for figure in table.figures)
    heads = "".join(_header(c.title, _look(c)) for c in table.columns)
    named = bool(table.columns) and table.columns[0].kind not in _NUMBERS
    kinds = [column.kind for column in table.columns]
    rows = "".join(
        _row(cells, _kinds_of(kinds, table.row_kinds, number), named=named)
        for number, cells in enumerate(table.rows)
    )
    notes = _listed((*table.notes, *legend(table)), "noot")
    grid = _pages(table, at) if table.pages else _grid(at, heads, rows)
    return (
        f'<h3 id="{at}">{text(table.title)}</h3>\n<p class="blad">Blad {text(table.sheet)}</p>\n'
        f"{told}{charts}{grid}{notes}"
    )


def _pages(table: Table, at: str) -> str:
    """Return a page of questions and answers per subject, below links to all of them."""
    subjects: dict[str, str] = {}
    for subject, question, answer in (map(str, row[:3]) for row in table.rows):
        said = f"<dt>{text(question)}</dt><dd>{text(answer)}</dd>\n"
        subjects[subject] = subjects.get(subject, "") + said
    links = ", ".join(f'<a href="#{at}-{n}">{text(name)}</a>' for n, name in enumerate(subjects))
    pages = (
        f'<h4 id="{at}-{n}">{text(name)}</h4>\n<dl class="pagina">\n{said}</dl>\n'
        for n, (name, said) in enumerate(subjects.items())
    )
    return f"<p>Naar: {links}.</p>\n{''.join(pages)}"


def _kinds_of(kinds: list[Kind], own: Sequence[Kind], number: int) -> list[Kind]:
    """Return how the cells of a row are written, where rows have units of their own."""
    if number >= len(own):
        return kinds
    return [own[number] if kind is Kind.DECIMAL else kind for kind in kinds]


def legend(table: Table) -> list[str]:
    """Return what the marks in a table mean, as far as its notes do not say so."""
    told = " ".join(table.notes)
    used = {formats.shown(cell) for row in table.rows for cell in row if _may_be_mark(cell)}
    return [f"{mark.value} = {LEGEND[mark]}." for mark in Mark
            if mark in used and mark.value not in told]  # fmt: skip


def _may_be_mark(cell: Cell) -> bool:
    return cell is None or isinstance(cell, Mark | float)


def _grid(at: str, heads: str, rows: str) -> str:
    """Return the table itself, in a box that scrolls where the screen is too small for it."""
    return (
        f'<div class="vak" role="region" tabindex="0" aria-labelledby="{at}">\n'
        f'<table aria-labelledby="{at}">\n<thead><tr>{heads}</tr></thead>\n'
        f"<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )


def _look(column: Column) -> str:
    if column.kind in _NUMBERS:
        return "getal"
    return "breed" if (column.width or 0) >= _BROAD else ""


def _header(title: str, look: str) -> str:
    named = f' class="{look}"' if look else ""
    return f'<th scope="col"{named}>{text(title)}</th>'


def _row(cells: Sequence[Cell], kinds: Sequence[Kind], *, named: bool) -> str:
    inside = [_cell(cell, kind) for cell, kind in zip(cells, kinds, strict=True)]
    if named and inside:
        inside[0] = f'<th scope="row">{_inside(cells[0], kinds[0])}</th>'
    return f"<tr>{''.join(inside)}</tr>\n"


def _cell(value: Cell, kind: Kind) -> str:
    look = _LOOKS.get(kind, "")
    return f"<td{look}>{_inside(value, kind)}</td>"


def _inside(value: Cell, kind: Kind) -> str:
    if isinstance(value, Light):
        return f'<span class="licht licht{value.level}">{text(value)}</span>'
    said = formats.cell(value, kind)
    return _MARKS.get(said) or _plain(said)


_MARKS = {
    mark.value: f'<abbr title="{attribute(words)}">{text(mark.value)}</abbr>'
    for mark, words in LEGEND.items()
}


@lru_cache(maxsize=8192)
def _plain(said: str) -> str:
    return text(said)
