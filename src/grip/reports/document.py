"""The neutral document between results and writers: what is said, not how it looks.

`grip.reports.build` makes it from protected results; the terminal, the workbook and the charts
are loops over it (HTML and Word later). No writer computes or hides anything of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum


class Mark(StrEnum):
    """What stands in a cell where no number can stand, in the shorthand of the legend."""

    HIDDEN = "[g]"
    UNKNOWN = "[o]"
    NOT_APPLICABLE = "[n.v.t.]"
    TOO_FEW = "[te weinig]"
    NOT_KEPT = "[nog niet]"
    NOT_COMPUTED = "[niet berekend]"


LEGEND: dict[Mark, str] = {
    Mark.HIDDEN: "geheim: het aantal is zo klein dat het naar personen te herleiden kan zijn",
    Mark.UNKNOWN: "onbekend",
    Mark.NOT_APPLICABLE: "niet van toepassing",
    Mark.TOO_FEW: "te weinig gegevens om een uitspraak te doen",
    Mark.NOT_KEPT: "nog niet geregistreerd: dit werd pas later bijgehouden",
    Mark.NOT_COMPUTED: "niet berekend; de reden staat bij de tabel",
}


class Light(str):
    """A traffic light: a letter that says it, with how it looks beside it (0 good to 2 bad)."""

    level: int

    def __new__(cls, letter: str, level: int) -> Light:
        made = super().__new__(cls, letter)
        made.level = level
        return made


class Link(str):
    """A text that leads somewhere: to a cell of another workbook, or to a file."""

    target: str

    def __new__(cls, text: str, target: str) -> Link:
        made = super().__new__(cls, text)
        made.target = target
        return made


Cell = str | int | float | date | Mark | None

CONFIDENTIAL = "VERTROUWELIJK"  # on all that is for colleagues
SAMPLE = "VOORBEELD: verzonnen personen"  # on all that was made of made-up data


class Kind(StrEnum):
    """What a column holds, which decides how a number is written."""

    TEXT = "text"
    COUNT = "count"
    DECIMAL = "decimal"
    RATIO = "ratio"  # one amount per other, told in hundredths
    PERCENT = "percent"  # a number of 0 to 100
    POINTS = "points"  # a difference of two percentages
    EURO = "euro"
    DAY = "day"


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        key: short name, unique in the table, for use in `formula`.
        title: the header, unit included.
        formula: a spreadsheet formula over cells of the same row, such as
            `{begin}+{instroom}-{uitstroom}`, for columns that a reader may want to recompute;
            the cell itself holds the same value, already computed.
        width: in characters, where that should not follow from what is in the column.
        difference: whether it holds differences, which of percentages are points.
    """

    key: str
    title: str
    kind: Kind = Kind.COUNT
    formula: str | None = None
    width: float | None = None
    difference: bool = False


@dataclass(frozen=True)
class Series:
    """One line or one set of bars in a figure; `None` is a gap, never a zero.

    `level`: a line that marks a level, such as a control limit; drawn thin and without points.
    `marked`: the places with a point, where a point says something; without it some of all.
    `ahead`: a line of what is expected, dashed; where there is none, nothing is missing.
    """

    key: str
    name: str
    values: tuple[float | None, ...]
    line: bool = False
    level: bool = False
    marked: tuple[int, ...] | None = None
    ahead: bool = False


class Shape(StrEnum):
    """The few kinds of figure that grip draws."""

    FLOW = "flow"  # bars for in- and outflow and a line for the stock, over time
    BARS = "bars"  # horizontal bars, one series, longest first
    LINES = "lines"  # one to four lines over time
    BULLET = "bullet"  # horizontal bars with a mark (a series that is a line) across each
    INTERVALS = "intervals"  # an estimate per line, with the stretch in which it can lie
    MATRIX = "matrix"  # from (rows) to (columns), numbers in the cells


@dataclass(frozen=True)
class Figure:
    """A chart whose title is its message, with the words for who cannot see it.

    Attributes:
        id: file name without ending.
        title: the message, computed from the data.
        subtitle: what is shown, unit, period, source.
        labels: the x labels (FLOW, LINES), bar labels (BARS), or row labels (MATRIX).
        series: for MATRIX one series per column of the matrix.
        provisional: how many of the last labels can still change; drawn hollow or hatched.
        expected: how many of the last labels are a forecast: dashed, with a band between levels.
        alt: text alternative, at most 300 characters.
        note: printed small below, for instance the legend of the mark for hidden figures.
    """

    id: str
    shape: Shape
    title: str
    subtitle: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    alt: str
    provisional: int = 0
    note: str = ""
    expected: int = 0


@dataclass(frozen=True)
class Table:
    """One table: it becomes one sheet of the workbook.

    Attributes:
        id: unique, at most 25 characters, letters, digits and _ (the name of the Excel table).
        sheet: name of the sheet, at most 31 characters.
        title: what the table shows, with unit and period.
        description: one sentence on how to read it.
        columns, rows: every row has a cell per column.
        notes: definitions, sources, marks and reservations, one sentence each.
        figures: charts that show this table.
        shows: ids of the figures that it shows, besides those that head its columns.
        row_kinds: where rows have units of their own, how each writes its DECIMAL columns.
        whole: whether every line is wanted, hidden or not, as of targets and of a matrix.
        pages: whether the lines of a subject (the first column) are a page of questions (the
            second) and answers (the third); on a screen it is shown as such.
    """

    id: str
    sheet: str
    title: str
    description: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    row_kinds: tuple[Kind, ...] = ()
    shows: tuple[str, ...] = ()
    whole: bool = False
    pages: bool = False


class Tone(StrEnum):
    """How a message should look: never by colour alone, the word says it too."""

    NEUTRAL = "neutraal"
    GOOD = "gunstig"
    BAD = "ongunstig"


@dataclass(frozen=True)
class KeyFigure:
    """One figure of the summary: what it is, its value, what it was, and what that means.

    Attributes:
        before_label: what the figure of before is about: a day, a period or a cohort.
        change: the change in words: `stijgt met 12`, `blijft gelijk`.
        about: what the figure itself is about.
    """

    title: str
    value: Cell
    kind: Kind
    before: Cell
    before_label: str
    change: str
    tone: Tone
    sheet: str
    about: str = ""


@dataclass(frozen=True)
class Section:
    """A chapter: a message in a few sentences, then its tables."""

    id: str
    title: str
    lead: tuple[str, ...]
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Document:
    """A whole report.

    Attributes:
        mark: `VERTROUWELIJK` on internal products, else empty.
        reservation: which figures can still change, in a sentence.
        sample: `VOORBEELD: verzonnen personen` where the data are made up, else empty.
        facts: the cover: municipality, period, reference date, extraction date, status, version.
        reading: how to read this report, at most ten lines.
        messages: the summary in sentences, most important first.
        key_figures: the summary in figures.
        sections: the chapters.
        definitions: a table of every indicator in the report.
        accountability: tables on inputs, configuration and checks.
        behind: chapters of a workbook of its own: detail, and how figures were checked.
    """

    title: str
    subtitle: str
    mark: str
    facts: tuple[tuple[str, str], ...]
    reading: tuple[str, ...]
    messages: tuple[str, ...]
    key_figures: tuple[KeyFigure, ...]
    sections: tuple[Section, ...]
    definitions: tuple[Table, ...] = ()
    accountability: tuple[Table, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    sample: str = ""
    reservation: str = ""
    behind: tuple[Section, ...] = ()

    def tables(self) -> tuple[Table, ...]:
        """Return every table of the document in reading order."""
        chapters = tuple(table for section in self.sections for table in section.tables)
        return (*chapters, *self.definitions, *self.accountability)

    @property
    def has_summary(self) -> bool:
        """Whether anything is said before the chapters."""
        return bool(self.messages or self.key_figures)

    def background(self) -> Document:
        """Return what stands behind the report as a document of its own."""
        return replace(
            self, title=f"{self.title}: achtergrond", messages=(), key_figures=(),
            reading=("Hoort bij rapport.xlsx: hoe cijfers zijn nagegaan, en detail om te zoeken.",),
            sections=self.behind, definitions=(), accountability=(), behind=(),
        )  # fmt: skip

    def figures(self) -> tuple[Figure, ...]:
        """Return every figure of the document in reading order, those behind it last."""
        behind = (table for section in self.behind for table in section.tables)
        return tuple(figure for table in (*self.tables(), *behind) for figure in table.figures)
